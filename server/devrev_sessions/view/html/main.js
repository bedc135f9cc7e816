const state = {
  model: null,
  selected: null,
  problem: undefined,
  about: null,
  lit: () => true,
  litProblem: () => true,
  host: null,
  asked: {},
  turn: 0,
  modes: [],
  mode: "inline",
  unfolded: false,
};
const figure = new Figure(choose);
const list = new EventList((place) => select(state.model.reference[place]));

/** Draw a model; with `keep` what was selected and looked at stays, else it opens where the call asked to look. */
function present(model, keep = false) {
  state.model = model;
  if (!keep) Object.assign(state, { selected: null, problem: undefined, about: null, unfolded: false });
  if (model.look) state.selected ??= model.look.ref;
  showPanels(model);
  arrange();
  filter();
  figure.show(model, keep);
  if (state.about !== null) markCurrent(state.about);
  showSelected(state);
  if (model.look?.empty) tell(model.look.empty);
}

/** Select the event of a reference, also one that is not drawn. */
function select(reference) {
  Object.assign(state, { selected: reference, about: null });
  const place = state.model.places.get(reference);
  showSelected(state);
  if (place !== undefined) figure.reveal(state.model.at[place]);
  figure.redraw();
  list.reveal();
  const words =
    place === undefined ? "not among those shown" : `${state.model.stamp(place)} ${state.model.phrase[place]}`;
  // In the list a screen reader reads the row that is active.
  if (document.activeElement !== byId("events")) speak(`${reference} ${words}`);
}

/** What a click on the picture means: a problem is shown where it began, an event is selected. */
function choose({ problem, event }) {
  if (problem !== undefined) {
    goToProblem(problem);
    byId(`problem-${problem + 1}`).scrollIntoView({ block: "nearest" });
  } else if (event != null) select(state.model.reference[event]);
}

function goToProblem(place) {
  const problem = state.model.problems[place];
  if (!problem) return;
  markCurrent(place);
  if (problem.refs.length) select(problem.refs[0]);
  else if (problem.at.length) figure.reveal(problem.at[0]);
  Object.assign(state, { problem: place, about: place });
  showSelected(state);
  speak(`Problem ${place + 1} of ${state.model.problems.length}: ${problem.title}`);
}

/** The problem that is looked at shows all that is known of it. */
function markCurrent(place) {
  byId(`problem-${place + 1}`)
    .querySelectorAll("details")
    .forEach((steps) => (steps.open = true));
  document.querySelectorAll("#problems > li").forEach((item, at) => item.classList.toggle("current", at === place));
}

/** Go `steps` events on among those that the filter lets through; where none is selected, from what is shown. */
function step(steps) {
  const { places } = list;
  if (!places.length) return;
  const last = places.length - 1;
  const next = list.selected < 0 ? edge(places, steps) : Math.min(last, Math.max(0, list.selected + steps));
  select(state.model.reference[places[next]]);
}

function edge(places, steps) {
  const { at } = state.model;
  const { from, to } = figure.scale;
  if (!Number.isFinite(steps)) return steps > 0 ? places.length - 1 : 0;
  if (steps > 0)
    return Math.max(
      0,
      places.findIndex((place) => at[place] >= from),
    );
  return Math.max(
    0,
    places.findLastIndex((place) => at[place] <= to),
  );
}

/** Go to the next or the last problem before, from the one looked at. */
function stepProblem(steps) {
  const count = state.model.problems.length;
  if (count)
    goToProblem(state.problem === undefined ? (steps > 0 ? 0 : count - 1) : (state.problem + steps + count) % count);
}

/** Keep the events that hold every word of the filter; the picture pales the others. */
function filter() {
  const { model } = state;
  Object.assign(state, filterOf(model, byId("filter").value));
  list.show(model, [...model.at.keys()].filter(state.lit));
  figure.redraw();
}

function onFilter() {
  filter();
  speakSoon(() => (list.places.length ? `${byId("events-count").textContent} shown` : byId("events-none").textContent));
}

const PAN = 0.25;
const KEYS = {
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  PageDown: () => step(10),
  PageUp: () => step(-10),
  Home: () => step(-Infinity),
  End: () => step(Infinity),
  "Shift ArrowRight": () => figure.pan(PAN),
  "Shift ArrowLeft": () => figure.pan(-PAN),
  "]": () => figure.pan(PAN),
  "[": () => figure.pan(-PAN),
  "+": () => figure.zoom(KEY_ZOOM),
  "=": () => figure.zoom(KEY_ZOOM),
  "-": () => figure.zoom(1 / KEY_ZOOM),
  0: () => figure.fit(),
  n: () => stepProblem(1),
  p: () => stepProblem(-1),
  Enter: () => ask(document.querySelector("#selected .ask")),
};

function onKey(event) {
  const name = event.shiftKey && event.key.startsWith("Arrow") ? `Shift ${event.key}` : event.key;
  const act = KEYS[name];
  if (!act || !state.model || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}

/** A key that is held down asks once. */
function onHeld(event) {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}

function onClick(event) {
  const button = event.target.closest("button");
  if (!button || !state.model) return;
  const { ask: about, go, reference } = button.dataset;
  if (about !== undefined) ask(button);
  else if (go !== undefined) {
    goToProblem(Number(go));
    // A button that is gone when it was pressed leaves the focus to what it brought.
    if (!button.offsetParent)
      byId(`problem-${Number(go) + 1}`)
        .querySelector(".ask")
        .focus({ preventScroll: true });
  } else if (reference) {
    select(reference);
    offerBeside(button);
    byId("selected-section").scrollIntoView({ block: "nearest" });
  }
}

function listen() {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onHeld, { capture: true });
  for (const id of ["figure", "events"]) byId(id).addEventListener("keydown", onKey);
  byId("zoom-in").addEventListener("click", () => figure.zoom(KEY_ZOOM));
  byId("zoom-out").addEventListener("click", () => figure.zoom(1 / KEY_ZOOM));
  byId("fit").addEventListener("click", () => figure.fit());
  byId("filter").addEventListener("input", onFilter);
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
    matchMedia(query).addEventListener("change", () => state.model && figure.recolour());
  listenForPaper();
  const panel = byId("selected-section");
  const tall = () => byId("page").style.setProperty("--panel", `${panel.offsetHeight}px`);
  new ResizeObserver(tall).observe(panel);
}

function begin() {
  listen();
  const data = byId("picture");
  if (data) {
    tell("");
    present(modelOfPicture(JSON.parse(data.textContent)));
  } else if (window.parent === window) tell("This page draws what an assistant was told about a session.");
  else connect();
}

begin();
