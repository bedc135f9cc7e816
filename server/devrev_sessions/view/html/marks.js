const PALE = 0.25;

/** The ordinary events: a bar for every few pixels, the taller the more of them lie there. */
function drawCrowd(context, { model, scale, layout, ink, lit }) {
  for (const lane of model.lanes) {
    if (!LANE[lane]) continue;
    const bins = new Map();
    let most = 1;
    for (let place = 0; place < model.count; place += 1) {
      if (model.lane[place] !== lane || model.at[place] < scale.from || model.at[place] > scale.to) continue;
      const bin = Math.floor((scale.x(model.at[place]) - scale.left) / BIN);
      const found = bins.get(bin) ?? { count: 0, lit: false };
      found.count += 1;
      found.lit ||= lit(place);
      bins.set(bin, found);
      most = Math.max(most, found.count);
    }
    drawBins(context, layout.lanes[lane], bins, most, scale.left, ink[`lane-${lane}`]);
    if (lane === "requests") drawSpans(context, { model, scale, layout, ink, lit });
  }
}

function drawBins(context, { top, height }, bins, most, left, colour) {
  context.fillStyle = colour;
  for (const [bin, { count, lit }] of bins) {
    const share = most === 1 ? 0.55 : 0.35 + (0.65 * Math.log(1 + count)) / Math.log(1 + most);
    const tall = (height - 6) * share;
    context.globalAlpha = lit ? 0.9 : 0.18;
    context.fillRect(left + bin * BIN, top + height - 3 - tall, BIN - 1, tall);
  }
  context.globalAlpha = 1;
}

/** How long requests took, where that can be seen: a line at the foot of their lane. */
function drawSpans(context, { model, scale, layout, ink, lit }) {
  const { top, height } = layout.lanes.requests;
  for (let place = 0; place < model.count; place += 1) {
    const took = model.took[place];
    if (!took || Math.abs(took) / scale.perPixel < 5 || !lit(place)) continue;
    const [from, to] = [model.at[place], model.at[place] + took].sort((one, other) => one - other);
    if (to < scale.from || from > scale.to) continue;
    context.fillStyle = model.mark[place] === "failed" ? ink.failed : ink["lane-requests"];
    const left = Math.max(layout.gutter, scale.x(from));
    context.fillRect(left, top + height - 3, scale.x(to) - left, 2);
  }
}

/** The remarkable events, each with its own shape. */
function drawMarked(context, { model, scale, layout, ink, lit }) {
  const last = {};
  for (let place = 0; place < model.count; place += 1) {
    const mark = model.mark[place];
    if (mark === "plain" || model.at[place] < scale.from || model.at[place] > scale.to) continue;
    const x = scale.x(model.at[place]);
    const row = `${model.lane[place]} ${mark}`;
    if (x - (last[row] ?? -9) < 4) continue;
    last[row] = x;
    context.globalAlpha = lit(place) ? 1 : PALE;
    const { top, height } = layout.lanes[model.lane[place]];
    drawShape(context, mark, x, top + height / 2, ink[mark], ink.raised);
  }
  context.globalAlpha = 1;
}

/** A dot above each event that bears on the question. */
function drawBearing(context, { model, scale, layout, ink }) {
  context.fillStyle = ink.accent;
  const last = {};
  for (const place of model.bearing) {
    const lane = layout.lanes[model.lane[place]];
    const x = scale.x(model.at[place]);
    if (!lane || x < layout.gutter || x > layout.width || x - (last[lane.top] ?? -9) < 2) continue;
    last[lane.top] = x;
    context.beginPath();
    context.arc(x, lane.top, 3, 0, 7);
    context.fill();
  }
}

/** What ended the app: no event of its own, so it stands where its problem does. */
function drawCrashes(context, { model, scale, layout, ink, litProblem }) {
  const { top, height } = layout.lanes.console ?? {};
  for (const { at, place } of model.crashes) {
    const x = scale.x(at);
    if (x < layout.gutter || x > layout.width) continue;
    context.globalAlpha = litProblem(model.problems[place]) ? 1 : PALE;
    drawShape(context, "crash", x, top + height / 2, ink.crash, ink.raised);
  }
  context.globalAlpha = 1;
}

const PATHS = {};

function drawShape(context, mark, x, y, colour, ground) {
  const path = (PATHS[mark] ??= new Path2D(SHAPES[mark]));
  context.save();
  context.translate(x - 6, y - 6);
  context.lineWidth = HOLLOW.has(mark) ? 2 : 1.5;
  context.strokeStyle = HOLLOW.has(mark) ? colour : ground;
  context.fillStyle = HOLLOW.has(mark) ? ground : colour;
  context.stroke(path);
  context.fill(path);
  if (HOLLOW.has(mark)) context.stroke(path);
  context.restore();
}

/** A line through all lanes for each problem, and its number above the first; gives where the numbers stand. */
function drawProblems(context, { model, scale, layout, ink, litProblem }) {
  const badges = [];
  context.strokeStyle = ink.failed;
  model.problems.forEach((problem, place) => {
    const pale = litProblem(problem) ? 1 : PALE;
    problem.at.forEach((at, occurrence) => {
      const x = Math.round(scale.x(at)) + 0.5;
      if (x < layout.gutter || x > layout.width) return;
      context.setLineDash(occurrence ? [2, 4] : []);
      context.globalAlpha = pale * (occurrence ? 0.55 : 0.8);
      context.beginPath();
      context.moveTo(x, BADGE + LEADER);
      context.lineTo(x, layout.bottom - 6);
      context.stroke();
      if (!occurrence) badges.push({ x, place, pale });
    });
  });
  context.setLineDash([]);
  context.globalAlpha = 1;
  const placed = spread(badges, layout);
  for (const badge of placed) {
    context.globalAlpha = badge.pale;
    drawBadge(context, badge, String(badge.place + 1), ink);
  }
  context.globalAlpha = 1;
  return placed;
}

/** Numbers that would cover each other stand side by side, closer where there are more than fit. */
function spread(badges, layout) {
  const half = BADGE / 2 + 1;
  const [first, last] = [layout.gutter + half, layout.width - half];
  const apart = Math.min(BADGE + 2, (last - first) / Math.max(1, badges.length - 1));
  const placed = [...badges].sort((one, other) => one.x - other.x || one.place - other.place);
  placed.reduce((least, badge) => (badge.centre = Math.max(badge.x, least)) + apart, first);
  placed.reduceRight((most, badge) => (badge.centre = Math.min(badge.centre, most)) - apart, last);
  return placed;
}

function drawBadge(context, { x, centre }, words, ink) {
  context.strokeStyle = ink.failed;
  context.beginPath();
  context.moveTo(centre, BADGE);
  context.lineTo(x, BADGE + LEADER);
  context.stroke();
  context.fillStyle = ink.failed;
  context.beginPath();
  context.roundRect(centre - BADGE / 2, 1, BADGE, BADGE, BADGE / 2);
  context.fill();
  context.fillStyle = ink.paper;
  context.font = `600 11px ${ink.font}`;
  context.textAlign = "center";
  context.fillText(words, centre, 1.5 + BADGE / 2);
  context.font = `11px ${ink.font}`;
}

/** The selected event, or the one under the pointer. */
function drawFound(context, { model, scale, layout, ink }, place, colour) {
  const x = Math.round(scale.x(model.at[place])) + 0.5;
  if (x < layout.gutter || x > layout.width) return;
  const { top, height } = layout.lanes[model.lane[place]] ?? { top: 6, height: layout.bottom - 6 };
  context.strokeStyle = ink[colour];
  context.lineWidth = colour === "accent" ? 2 : 1;
  context.beginPath();
  context.moveTo(x, top - 3);
  context.lineTo(x, layout.bottom - 2);
  context.stroke();
  context.beginPath();
  context.roundRect(x - 9, top + 1, 18, height - 2, 4);
  context.stroke();
  context.lineWidth = 1;
}
