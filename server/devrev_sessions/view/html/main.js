const state = { model: null, selected: null, problem: undefined, host: null, lit: () => true, asked: {} };
const figure = new Figure(choose);
const list = new EventList((place) => select(state.model.reference[place]));

/** Draw a model; what was selected and looked at stays. */
function present(model, keep = false) {
  state.model = model;
  if (!keep) Object.assign(state, { selected: null, problem: undefined });
  showPanels(model);
  filter();
  figure.show(model, keep);
  showSelected(model, state.selected);
}

/** Select the event of a reference, also one that is not drawn. */
function select(reference) {
  state.selected = reference;
  const place = state.model.places.get(reference);
  showSelected(state.model, reference);
  if (place !== undefined) figure.reveal(state.model.at[place]);
  figure.redraw();
  list.reveal();
  const words =
    place === undefined ? "not among those shown" : `${state.model.stamp(place)} ${state.model.phrase[place]}`;
  byId("live").textContent = `${reference} ${words}`;
}

/** What a click on the picture means: a problem is shown where it began, an event is selected. */
function choose({ problem, event }) {
  if (problem !== undefined) goToProblem(problem);
  else if (event != null) select(state.model.reference[event]);
}

function goToProblem(place) {
  const problem = state.model.problems[place];
  if (!problem) return;
  state.problem = place;
  byId(`problem-${place + 1}`)
    .querySelectorAll("details")
    .forEach((steps) => (steps.open = true));
  document.querySelectorAll("#problems > li").forEach((item, at) => item.classList.toggle("current", at === place));
  if (problem.refs.length) select(problem.refs[0]);
  byId("live").textContent = `Problem ${place + 1} of ${state.model.problems.length}: ${problem.title}`;
}

/** Go `steps` events on among those that the filter lets through. */
function step(steps) {
  const { places } = list;
  if (!places.length) return;
  const at = list.selected;
  const next = at < 0 ? (steps > 0 ? 0 : places.length - 1) : Math.min(places.length - 1, Math.max(0, at + steps));
  select(state.model.reference[places[next]]);
}

/** Go to the next or the last problem before, from the one looked at. */
function stepProblem(steps) {
  const count = state.model.problems.length;
  if (count)
    goToProblem(state.problem === undefined ? (steps > 0 ? 0 : count - 1) : (state.problem + steps + count) % count);
}

/** Keep the events whose words hold the text of the filter; the picture pales the others. */
function filter() {
  const { model } = state;
  const sought = byId("filter").value.trim().toLowerCase();
  const known = new Map();
  const holds = (phrase) => {
    if (!known.has(phrase)) known.set(phrase, phrase.toLowerCase().includes(sought));
    return known.get(phrase);
  };
  state.lit = sought ? (place) => holds(model.phrase[place]) || model.reference[place] === sought : () => true;
  list.show(model, [...model.at.keys()].filter(state.lit));
  figure.redraw();
}

const KEYS = {
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  PageDown: () => step(10),
  PageUp: () => step(-10),
  Home: () => step(-Infinity),
  End: () => step(Infinity),
  "+": () => figure.zoom(KEY_ZOOM),
  "=": () => figure.zoom(KEY_ZOOM),
  "-": () => figure.zoom(1 / KEY_ZOOM),
  0: () => figure.fit(),
  n: () => stepProblem(1),
  p: () => stepProblem(-1),
  Enter: () => state.selected && ask(state.selected, document.querySelector("#selected .ask")),
};

function onKey(event) {
  const act = KEYS[event.key];
  if (!act || !state.model || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}

function onClick(event) {
  const button = event.target.closest("button");
  if (button?.dataset.ask) ask(button.dataset.ask, button);
  else if (button?.dataset.reference) {
    select(button.dataset.reference);
    offerBeside(button);
  }
}

/** A tool's answer: drawn at once as far as it goes, and again when the whole is there. */
async function onResult({ structuredContent: answer, content, isError }) {
  if (isError || answer?.error || !answer?.session_id) return onFailure(answer?.error, content);
  const { session_id: sessionId = answer.session_id, version_key, recording_id, tab_id } = state.asked;
  const asked = { session_id: sessionId, version_key, recording_id, tab_id };
  tell("");
  present(modelOfAnswer(answer, asked));
  try {
    const whole = modelOfPicture(await state.host.picture(asked));
    present({ ...whole, asking: asked }, true);
  } catch {
    tell(
      `A part of the session: ${plural(state.model.count, "event")} of the answer. The whole recording could not be read here.`,
    );
  }
}

function onFailure(error, content) {
  const text = (content ?? []).find((block) => block.type === "text")?.text ?? "There is no answer to show.";
  const lines = error ? [error.message, `Next step: ${error.next_step}`] : [text];
  byId("notice").replaceChildren(...lines.map((line) => element("span", { className: "block" }, line)));
  byId("notice").classList.add("failure");
  show("notice", true);
  byId("page").setAttribute("aria-busy", "false");
}

function onContext(context) {
  dress(context);
  if (state.model) figure.recolour();
}

function listen() {
  document.addEventListener("click", onClick);
  for (const id of ["figure", "events"]) byId(id).addEventListener("keydown", onKey);
  byId("zoom-in").addEventListener("click", () => figure.zoom(KEY_ZOOM));
  byId("zoom-out").addEventListener("click", () => figure.zoom(1 / KEY_ZOOM));
  byId("fit").addEventListener("click", () => figure.fit());
  byId("filter").addEventListener("input", filter);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => state.model && figure.recolour());
}

function begin() {
  listen();
  const data = byId("picture");
  if (data) {
    tell("");
    present(modelOfPicture(JSON.parse(data.textContent)));
  } else if (window.parent === window) tell("This page draws what an assistant was told about a session.");
  else {
    state.host = new Host({
      "ui/notifications/tool-input": ({ arguments: given }) => (state.asked = given ?? {}),
      "ui/notifications/tool-result": onResult,
      "ui/notifications/tool-cancelled": ({ reason }) => tell(`The call was cancelled${reason ? `: ${reason}` : ""}.`),
      "ui/notifications/host-context-changed": onContext,
    });
    state.host.begin().catch((error) => tell(`The host could not be reached: ${error.message}`));
  }
}

begin();
