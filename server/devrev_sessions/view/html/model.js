const LANES = {
  recordings: { title: "Recordings" },
  tabs: { title: "Tabs" },
  screens: { title: "Screens", counted: "visit" },
  actions: { title: "Actions" },
  requests: { title: "Requests" },
  console: { title: "Console, errors", counted: "event" },
  app: { title: "App's own", counted: "event" },
};
const MOST_ROWS = 4;
const MARK_WORDS = { crash: "crash", failed: "failed", rage: "rage", unanswered: "unanswered", slow: "slow" };

/** What a lane is called; a browser has pages. */
function laneTitle(model, lane) {
  return lane === "screens" && model.medium === "web" ? "Pages" : LANES[lane].title;
}

/** How much there is in a lane, with the word for it where its title has none. */
function laneCount(model, lane) {
  const count = model.counts[lane];
  if (!count) return "";
  const { counted } = LANES[lane];
  return counted ? plural(count, counted) : count.toLocaleString("en");
}

/** What is drawn, from the picture that the server makes. Times are milliseconds on the session's clock. */
function modelOfPicture(picture) {
  const columns = picture.events;
  const untimed = new Set(columns.untimed);
  return withPlaces({
    title: picture.title,
    facts: picture.facts,
    outcome: picture.outcome,
    asking: picture.asking,
    durationMs: picture.duration_ms,
    parts: picture.parts,
    medium: picture.medium,
    gaps: picture.gaps,
    screens: screensOf(picture),
    count: columns.at_ms.length,
    at: columns.at_ms,
    took: columns.took_ms,
    lane: columns.lane.map((place) => picture.lanes[place]),
    mark: columns.mark.map((place) => picture.marks[place]),
    phrase: columns.phrase.map((place) => picture.phrases[place]),
    reference: columns.n.map((n, place) => (picture.numbered ? `r${columns.part[place] + 1}#${n}` : `#${n}`)),
    stamp: (place) => (untimed.has(place) ? "~" : "") + clock(columns.at_ms[place]),
    problems: picture.problems,
    signals: picture.signals,
    missing: picture.missing,
    question: picture.question,
    bearing: new Set(picture.bearing),
    look: picture.look,
  });
}

function screensOf({ screens, phrases }) {
  return screens.name.map((name, place) => ({
    name: phrases[name],
    part: screens.part[place],
    from: screens.from_ms[place],
    to: screens.to_ms[place],
  }));
}

/** The model with what is derived from its events: where each reference stands, which lanes there are, how far it goes. */
function withPlaces(model) {
  const places = new Map(model.reference.map((reference, place) => [reference, place]));
  const counts = countsOf(model);
  const problems = model.problems.map((problem) => placed(problem, places, model.at));
  const crashes = problems.flatMap(({ kind, at }, place) =>
    kind === "crash" && at.length ? [{ at: at[0], place }] : [],
  );
  const ends = model.parts.map((part) => part.to_ms ?? 0);
  const answered = model.at.map((at, place) => at + Math.max(0, model.took[place]));
  const last = (values) => values.reduce((most, value) => Math.max(most, value), 0);
  return {
    ...model,
    places,
    lanes: Object.keys(LANES).filter((lane) => counts[lane] || (lane === "console" && crashes.length)),
    counts,
    from: Math.min(0, model.at[0] ?? 0),
    to: Math.max(last(ends), last(answered), model.durationMs, 1000),
    rows: rowsOf(model),
    problems,
    crashes,
  };
}

function countsOf(model) {
  const counts = {};
  for (const lane of model.lane) counts[lane] = (counts[lane] ?? 0) + 1;
  if (model.screens.length) counts.screens = model.screens.reduce((sum, { visits = 1 }) => sum + visits, 0);
  if (model.parts.length > 1) counts[model.medium === "web" ? "tabs" : "recordings"] = model.parts.length;
  return counts;
}

/** A problem with its events, and when it occurred; what is not among the events has the time that the answer gave. */
function placed(problem, places, at) {
  const there = problem.refs.map((reference) => places.get(reference)).filter((place) => place !== undefined);
  const known = there.map((place) => at[place]);
  if (!known.length && problem.at_ms != null) known.push(problem.at_ms);
  return { ...problem, places: there, at: [...new Set(known)] };
}

/** The row of each part: tabs that were open at the same time lie below each other. */
function rowsOf({ parts }) {
  const spans = parts.map(({ from_ms: from, to_ms: to }, part) => ({ part, from, to })).filter(({ to }) => to != null);
  const ends = [];
  const rows = new Map();
  for (const { part, from, to } of spans.sort((one, other) => one.from - other.from)) {
    const free = ends.findIndex((end) => end <= from);
    const row = free >= 0 ? free : Math.min(ends.length, MOST_ROWS - 1);
    ends[row] = Math.max(ends[row] ?? 0, to);
    rows.set(part, row);
  }
  return { of: rows, count: Math.max(1, ends.length) };
}
