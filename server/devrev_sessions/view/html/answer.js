const LINE = /^\[(?<stamp>~?-?[\d:.]+) (?<reference>(?:r\d+)?#\d+)\] (?<phrase>.*)$/;
const STEP = /^(?<stamp>~?-?[\d:.]+) (?<phrase>.*) \[(?<reference>(?:r\d+)?#\d+)\]/;
const ACTION = /^(?:double |long )?(?:tap|press|click)\b|^rage (?:tap|click)\b|^(?:swipe|pinch|zoom|gesture|field)\b/;
const SCREEN = /^(?:screen|page|app launch|app left|app back|navigation|back button|home button|recording)\b/;
const CONSOLE = /^(?:console|exception|error|app not responding)\b/;

const PROBLEMS = {
  failed_request: { lane: "requests", mark: "failed" },
  slow_request: { lane: "requests", mark: "slow" },
  rage_tap: { lane: "actions", mark: "rage" },
  dead_tap: { lane: "actions", mark: "unanswered" },
  exception: { lane: "console", mark: "failed" },
  error: { lane: "console", mark: "failed" },
  console_error: { lane: "console", mark: "failed" },
  anr: { lane: "console", mark: "failed" },
};

/** What is drawn from a tool's answer alone: its problems, and the events that it has a line or a step for. */
function modelOfAnswer(answer, asked) {
  const events = eventsIn(answer);
  const at = events.map((event) => event.at);
  const phrase = events.map((event) => event.phrase);
  const parts = (answer.recordings ?? []).map(partOf);
  const until = Math.max(0, ...at, ...parts.map((part) => part.to_ms ?? 0));
  return withPlaces({
    title: [
      "Session " + answer.session_id,
      answer.platform,
      answer.app_version && `app ${answer.app_version}`,
      answer.device,
    ]
      .filter(Boolean)
      .join(" · "),
    facts: [answer.user_id ? `User ${answer.user_id}` : ""].filter(Boolean),
    outcome: answer.outcome?.text ?? "",
    asking: asked,
    durationMs: until,
    parts,
    medium: answer.platform === "web" ? "web" : "mobile",
    gaps: [],
    screens: answer.screens && parts.length < 2 ? staysIn(answer.screens, until) : screensIn(events),
    count: events.length,
    at,
    took: at.map(() => 0),
    lane: events.map(({ phrase: words, kind }) => PROBLEMS[kind]?.lane ?? laneIn(words)),
    mark: events.map(({ phrase: words, kind }) => PROBLEMS[kind]?.mark ?? markIn(words)),
    phrase,
    reference: events.map((event) => event.reference),
    stamp: (place) => events[place].stamp,
    problems: (answer.incidents ?? []).map(problemOf),
    signals: answer.signals ?? [],
    missing: answer.missing ?? [],
    question: answer.question ? [answer.question] : [],
    bearing: new Set(),
    look: null,
  });
}

/** Each event once, in order; the line of a timeline says more than a step of a problem. */
function eventsIn(answer) {
  const steps = (answer.incidents ?? []).flatMap(({ before = [], after = [] }) => [...before, ...after]);
  const found = new Map();
  // A problem that no line tells of is known by when it began.
  for (const { kind, title, refs, at_ms: at } of answer.incidents ?? []) {
    if (PROBLEMS[kind] && refs?.length && at != null)
      found.set(refs[0], { reference: refs[0], phrase: title, at, kind, stamp: clock(at) });
  }
  for (const [form, texts] of [
    [STEP, steps],
    [LINE, answer.timeline ?? []],
  ]) {
    for (const { groups } of texts.map((text) => form.exec(text)).filter(Boolean)) {
      found.set(groups.reference, { ...groups, at: readClock(groups.stamp) ?? 0 });
    }
  }
  return [...found.values()].sort((one, other) => one.at - other.at);
}

function partOf({ id, ref, state, begins_ms: begins, duration_ms: duration }) {
  const label = `${ref ? `${ref} ` : ""}${id}`;
  if (duration === undefined) return { label: `${label}: ${state}` };
  return { label, from_ms: begins ?? 0, to_ms: (begins ?? 0) + duration };
}

function problemOf(incident) {
  const own = incident.own_code ? [`own code: ${incident.own_code.join(" < ")}`] : [];
  const message = incident.message ? [`"${incident.message.replaceAll('"', "'")}"`] : [];
  const lists = { refs: [], before: [], after: [], reactions: [] };
  return { ...lists, ...incident, details: [...message, ...own] };
}

/** Our own words of a line, without what an app wrote. */
function bare(phrase) {
  return phrase.replace(/"[^"]*"/g, '""');
}

function laneIn(phrase) {
  const words = bare(phrase);
  if (/^(?:slow )?request\b/.test(words)) return "requests";
  if (ACTION.test(words)) return "actions";
  if (CONSOLE.test(words)) return "console";
  return SCREEN.test(words) ? "screens" : "app";
}

function markIn(phrase) {
  const words = bare(phrase);
  if (/^(?:exception|error|app not responding|console error)\b/.test(words)) return "failed";
  if (/^request\b.*(?: failed\b| but failed\b)/.test(words)) return "failed";
  if (/^rage /.test(words)) return "rage";
  if (/, unanswered/.test(words)) return "unanswered";
  return /^slow request\b/.test(words) ? "slow" : "plain";
}

/** Where lines tell of a screen: a moment each, since how long it stayed is not among them. */
function screensIn(events) {
  return events.flatMap(({ phrase, reference, at }) => {
    const found = /^(?:screen|page) ("[^"]*"|[^\s:]+)/.exec(phrase);
    const part = Number(/^r(\d+)/.exec(reference)?.[1] ?? 1) - 1;
    return found ? [{ name: found[1], part, from: at, to: at }] : [];
  });
}
