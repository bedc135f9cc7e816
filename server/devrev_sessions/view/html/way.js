const STAY = /^(?<name>"[^"]*"|[^\s"]+) (?<stamp>[\d:]+)$/;
const ROUNDS = /^\((?<names>.*)\) x(?<rounds>\d+) from (?<stamp>[\d:]+)$/;

/** The stays in an answer's way through the screens; one has a length only where the next one has a time. */
function staysIn(way, until) {
  const stays = stretchesOf(way).map(stayOf);
  return stays.flatMap((stay, place) => {
    if (!stay) return [];
    const next = place + 1 < stays.length ? stays[place + 1]?.from : until;
    return [{ ...stay, part: 0, to: next ?? stay.from }];
  });
}

/** The way in stretches: a loop in brackets is one, and what stands in quotes an app wrote. */
function stretchesOf(way) {
  const found = [""];
  let depth = 0;
  for (const piece of way.split(/("[^"]*"|[()]| > )/)) {
    if (piece === "(") depth += 1;
    if (piece === ")") depth -= 1;
    if (piece === " > " && !depth) found.push("");
    else found[found.length - 1] += piece;
  }
  return found;
}

function stayOf(stretch) {
  const once = STAY.exec(stretch)?.groups;
  if (once) return { name: once.name, from: readClock(once.stamp) };
  const often = ROUNDS.exec(stretch)?.groups;
  if (!often) return null;
  const visits = stretchesOf(often.names).length * Number(often.rounds);
  return { name: `${often.names}, ${often.rounds} times`, from: readClock(often.stamp), visits };
}
