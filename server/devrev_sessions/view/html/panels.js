/** Everything beside the picture and the list, from top to bottom. */
function showPanels(model) {
  const [title, ...rest] = model.title.split(" · ");
  byId("title").textContent = title;
  document.title = title;
  const facts = [rest.join(" · "), ...model.facts].filter(Boolean);
  byId("facts").replaceChildren(...facts.map((line) => element("li", {}, line)));
  byId("outcome").replaceChildren(...linked(model.outcome));
  byId("figure-text").textContent = inWords(model);
  byId("legend").replaceChildren(...legend(model));
  byId("problems").replaceChildren(...model.problems.map(problemItem));
  if (!model.problems.length)
    byId("problems").replaceChildren(element("li", { className: "none" }, "Nothing that was recorded."));
  lines("signals", model.signals);
  lines("missing", model.missing);
  for (const id of ["outcome-section", "columns", "footer"]) show(id, true);
  show("figure-section", model.count > 0);
  show("events-section", model.count > 0);
  show("problems-section", model.count > 0 || model.problems.length > 0);
  byId("page").setAttribute("aria-busy", "false");
}

function lines(id, texts) {
  byId(id).replaceChildren(...texts.map((text) => element("li", {}, linked(text))));
  show(`${id}-section`, texts.length > 0);
}

/** The picture in words. */
function inWords(model) {
  const counts = model.lanes.map((lane) => `${laneTitle(model, lane).toLowerCase()}: ${model.counts[lane]}`);
  const marked = model.problems.length;
  const told = marked ? ` ${plural(marked, "problem is marked and", "problems are marked and")} listed below.` : "";
  return `${clock(model.to - model.from, true)} long. ${counts.join(", ")}.${told}`;
}

/** The shapes that the picture has. */
function legend(model) {
  const there = new Set(model.mark);
  const marks = Object.keys(MARK_WORDS).filter((mark) => there.has(mark));
  const items = marks.map((mark) => element("li", {}, shape(mark), MARK_WORDS[mark]));
  if (model.problems.some((problem) => problem.at.length)) {
    items.push(
      element(
        "li",
        {},
        element("span", { className: "badge", "aria-hidden": "true" }, "1"),
        "problem, numbered as below",
      ),
    );
  }
  if (model.gaps.some((gap) => gap.to_ms - gap.from_ms > 0)) {
    items.push(element("li", {}, element("span", { className: "hatch", "aria-hidden": "true" }), "nothing recorded"));
  }
  return items;
}

function problemItem(problem, place) {
  const source = ` (${problem.source})`;
  const title = problem.title.endsWith(source) ? problem.title.slice(0, -source.length) : problem.title;
  const tags = [problem.source, problem.outcome && `outcome: ${problem.outcome}`].filter(Boolean);
  const done = problem.reactions.filter((reaction) => reaction !== problem.outcome);
  return element(
    "li",
    { id: `problem-${place + 1}` },
    element("span", { className: "badge", "aria-hidden": "true" }, String(place + 1)),
    element(
      "div",
      {},
      element("h3", {}, linked(title)),
      element(
        "p",
        { className: "tags" },
        tags.map((tag) => element("span", { className: "tag" }, tag)),
      ),
      problem.details.map((line) => element("p", { className: "detail" }, line)),
      done.length
        ? element(
            "p",
            { className: "reaction" },
            "Reaction: ",
            done.flatMap((text, at) => [at ? ", " : "", ...linked(text)]),
          )
        : null,
      chain(problem, place),
    ),
  );
}

/** What came before and after a problem; open for the worst, since a host may have little room. */
function chain({ occurrences, before, after }, place) {
  const often = occurrences > 1;
  const lists = [
    [often ? "Before the first" : "Before", before],
    [often ? "After the last" : "After", after],
  ].filter(([, texts]) => texts.length);
  if (!lists.length) return null;
  const counted = [before.length ? `${before.length} before` : "", after.length ? `${after.length} after` : ""];
  return element(
    "details",
    { className: "steps", open: place === 0 },
    element("summary", {}, `Steps: ${counted.filter(Boolean).join(", ")}`),
    lists.flatMap(([name, texts]) => [element("h4", {}, name), stepList(texts)]),
  );
}

function stepList(texts) {
  return element(
    "ul",
    {},
    texts.map((text) => element("li", {}, linked(text))),
  );
}

/** The selected event in full, with what can be done about it. */
function showSelected(model, reference) {
  const box = byId("selected");
  if (!reference) {
    box.replaceChildren(element("p", { className: "quiet" }, "Choose an event in the timeline, the list or the text."));
    return;
  }
  const place = model.places.get(reference);
  const known = place !== undefined;
  const words = known ? model.phrase[place] : "This event is not among those shown here.";
  const took = known && model.took[place] ? ` · ${lasting(Math.abs(model.took[place]))}` : "";
  const when = known
    ? `${model.stamp(place)} · ${reference} · ${laneTitle(model, model.lane[place])}${took}`
    : reference;
  const marked = known && model.mark[place] !== "plain" ? shape(model.mark[place]) : null;
  box.replaceChildren(
    element("div", {}, element("p", { className: "when" }, when), element("p", { className: "words" }, marked, words)),
    askButton(reference),
  );
}
