/** A problem in the list: its title, and what is known about it. */
function problemItem(problem, place) {
  return element(
    "li",
    { id: `problem-${place + 1}` },
    element(
      "button",
      {
        type: "button",
        className: "badge",
        "aria-label": `Problem ${place + 1}: show in the timeline`,
        data: { go: place },
      },
      String(place + 1),
    ),
    element(
      "div",
      {},
      element("h3", {}, linked(titleOf(problem))),
      element("div", { className: "about" }, ...aboutProblem(problem, place)),
      element(
        "p",
        { className: "acts" },
        askButton(place),
        element(
          "button",
          { type: "button", className: "unfold", "aria-label": `Details: problem ${place + 1}`, data: { go: place } },
          "Details",
        ),
      ),
    ),
  );
}

/** The words of a problem without its source, which a tag says. */
function titleOf({ title, source }) {
  const ending = ` (${source})`;
  return title.endsWith(ending) ? title.slice(0, -ending.length) : title;
}

function aboutProblem(problem, place) {
  const tags = [problem.source, problem.outcome && `outcome: ${problem.outcome}`].filter(Boolean);
  const done = problem.reactions.filter((reaction) => reaction !== problem.outcome);
  const said = done.flatMap((text, at) => [at ? ", " : "", ...linked(text)]);
  return [
    element(
      "p",
      { className: "tags" },
      tags.map((tag) => element("span", { className: "tag" }, tag)),
    ),
    ...problem.details.map((line) => element("p", { className: "detail" }, line)),
    done.length ? element("p", { className: "reaction" }, "Reaction: ", said) : "",
    chain(problem, place) ?? "",
  ];
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
