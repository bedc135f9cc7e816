const A_TIME = /^~?-?\d+(?::\d\d){1,2}(?:\.\d)?$/;
const A_NUMBER = /^(?:(?:r\d+)?#)?\d+$/;

/** Which events and problems hold every word of a text. */
function filterOf(model, text) {
  const sought = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!sought.length) return { lit: () => true, litProblem: () => true };
  const about = wordsOfProblems(model);
  const tests = sought.map((word) => testOf(model, word, about));
  const lit = (place) => tests.every((holds) => holds(place));
  const litProblem = ({ places, title }) =>
    places.length ? places.some(lit) : sought.every((word) => title.toLowerCase().includes(word));
  return { lit, litProblem };
}

/** What an event is found by beside its own words: the problems that it is part of. */
function wordsOfProblems(model) {
  const words = new Map();
  for (const { title, source, outcome, details, places } of model.problems) {
    const text = [title, source, outcome ?? "", ...details].join(" ").toLowerCase();
    for (const place of places) words.set(place, `${words.get(place) ?? ""} ${text}`);
  }
  return words;
}

/** Whether an event holds one word. Numbers and times are also its own, and never those that a problem names. */
function testOf(model, word, about) {
  const known = new Map();
  const says = (place) => {
    const phrase = model.phrase[place];
    if (!known.has(phrase)) known.set(phrase, phrase.toLowerCase().includes(word));
    return known.get(phrase);
  };
  if (A_TIME.test(word))
    return (place) => says(place) || isAt(model.stamp(place).replace("~", ""), word.replace("~", ""));
  if (A_NUMBER.test(word)) {
    const ending = word.includes("#") ? word : `#${word}`;
    return (place) => says(place) || model.reference[place].endsWith(ending);
  }
  return (place) => says(place) || Boolean(about.get(place)?.includes(word));
}

function isAt(stamp, time) {
  return stamp.startsWith(time) && stamp[time.length] !== ":";
}
