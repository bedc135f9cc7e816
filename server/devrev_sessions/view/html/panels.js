const PANELS = ["outcome-section", "columns", "footer"];

/** Everything beside the picture and the list, from top to bottom. */
function showPanels(model) {
  const [title, ...rest] = model.title.split(" · ");
  byId("title").textContent = title;
  document.title = title;
  const facts = [rest.join(" · "), ...model.facts].filter(Boolean);
  show("facts-section", true);
  byId("facts").replaceChildren(...facts.map((line) => element("li", {}, line)));
  byId("outcome").replaceChildren(...linked(model.outcome));
  byId("question").replaceChildren(...model.question.flatMap(linked));
  show("question", model.question.length > 0);
  byId("paper-note").textContent =
    `Not on paper: the list of ${plural(model.count, "event")}, which the page has and an assistant can read.`;
  byId("figure-text").textContent = inWords(model);
  byId("legend").replaceChildren(...legend(model));
  byId("problems").replaceChildren(...model.problems.map(problemItem));
  if (!model.problems.length)
    byId("problems").replaceChildren(element("li", { className: "none" }, "Nothing that was recorded."));
  lines("signals", model.signals);
  lines("missing", model.missing);
  for (const id of PANELS) show(id, true);
  for (const id of ["figure-section", "selected-section", "events-section", "paper-note"]) show(id, model.count > 0);
  show("problems-section", model.count > 0 || model.problems.length > 0);
  byId("page").setAttribute("aria-busy", "false");
}

/** Nothing is drawn: what was belongs to another answer. */
function showNothing() {
  for (const id of [...PANELS, "figure-section", "selected-section", "facts-section", "question"]) show(id, false);
  byId("title").textContent = document.title = "DevRev session";
}

function lines(id, texts) {
  byId(id).replaceChildren(...texts.map((text) => element("li", {}, linked(text))));
  show(`${id}-section`, texts.length > 0);
}

/** The picture in words. */
function inWords(model) {
  const counts = model.lanes.map((lane) => `${laneTitle(model, lane).toLowerCase()}: ${model.counts[lane] ?? 0}`);
  if (model.crashes.length) counts.push("the app crashed");
  const marked = model.problems.length;
  const told = marked ? ` ${plural(marked, "problem is marked and", "problems are marked and")} listed below.` : "";
  return `${clock(model.to - model.from, true)} long. ${counts.join(", ")}.${told}`;
}

/** The shapes that the picture has. */
function legend(model) {
  const there = new Set([...model.mark, ...(model.crashes.length ? ["crash"] : [])]);
  const marks = Object.keys(MARK_WORDS).filter((mark) => there.has(mark));
  const gaps = new Map(model.gaps.map(({ label, idle }) => [label, idle]));
  const signs = [
    ["badge", "problem, numbered as below", model.problems.some(({ at }) => at.length), "1"],
    ["again", "the same problem again", model.problems.some(({ at }) => at.length > 1)],
    ["lasted", "how long a request took", model.took.some(Boolean)],
    ["bears", "bears on the question", model.bearing.size > 0],
    ...[...gaps].map(([label, idle]) => [idle ? "hatch" : "hatch level", label, true]),
  ];
  const drawn = signs.filter(([, , is]) => is);
  return [
    ...marks.map((mark) => element("li", {}, shape(mark), MARK_WORDS[mark])),
    ...drawn.map(([className, words, , inside = ""]) =>
      element("li", {}, element("span", { className, "aria-hidden": "true" }, inside), words),
    ),
  ];
}

/** What is selected in full, with what can be done about it. */
function showSelected({ model, selected, about }) {
  const box = byId("selected");
  const chosen = about !== null || Boolean(selected);
  byId("selected-section").classList.toggle("full", chosen);
  if (!chosen)
    box.replaceChildren(element("p", { className: "quiet" }, "Choose an event in the timeline, the list or the text."));
  else box.replaceChildren(...(about === null ? selectedEvent(model, selected) : selectedProblem(model, about)));
}

function selectedProblem(model, place) {
  const problem = model.problems[place];
  const [reference] = problem.refs;
  const at = problem.at.length ? clock(problem.at[0]) : "";
  const when = [`Problem ${place + 1} of ${model.problems.length}`, at, reference, problem.source];
  const badge = element("span", { className: "badge", "aria-hidden": "true" }, String(place + 1));
  return [
    element(
      "div",
      {},
      element("p", { className: "when" }, when.filter(Boolean).join(" · ")),
      element("p", { className: "words" }, badge, " ", titleOf(problem)),
    ),
    askButton(place),
  ];
}

function selectedEvent(model, reference) {
  const place = model.places.get(reference);
  const known = place !== undefined;
  const words = known ? model.phrase[place] : "This event is not among those shown here.";
  const took = known && model.took[place] ? ` · ${lasting(Math.abs(model.took[place]))}` : "";
  const bears = model.bearing.has(place) ? " · bears on the question" : "";
  const when = known
    ? `${model.stamp(place)} · ${reference} · ${laneTitle(model, model.lane[place])}${took}${bears}`
    : reference;
  const marked = known && model.mark[place] !== "plain" ? shape(model.mark[place]) : null;
  return [
    element("div", {}, element("p", { className: "when" }, when), element("p", { className: "words" }, marked, words)),
    askButton(reference),
  ];
}
