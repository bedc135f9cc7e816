const BADGE = 18;
const LEADER = 7;
const AXIS = 24;
const SCREEN_ROW = 22;
const PART_ROW = 18;
const LANE = { actions: 34, requests: 34, console: 30, app: 26 };
const GAP = 8;
const BIN = 3;
const ABOVE = 15;

/** Where everything stands: lanes from top to bottom, badges of problems above them, the axis below. */
function layoutOf(model, width) {
  const narrow = width < 620;
  const gutter = narrow ? 0 : 118;
  const numbered = model.problems.some((problem) => problem.at.length);
  let top = numbered ? BADGE + LEADER + 2 : 6;
  const lanes = {};
  for (const lane of model.lanes) {
    const height = LANE[lane] ?? (lane === "screens" ? SCREEN_ROW : PART_ROW) * model.rows.count;
    if (narrow) top += ABOVE;
    lanes[lane] = { top, height, label: narrow ? top - ABOVE : top + height / 2 };
    top += height + GAP;
  }
  return { width, narrow, gutter, lanes, bottom: top - GAP + 6, height: top - GAP + 6 + AXIS };
}

/** Draw all of it. `lit(place)` says whether an event passes the filter. */
function draw(context, { model, scale, layout, ink, selected, lit, hovered }) {
  context.clearRect(0, 0, layout.width, layout.height);
  context.font = `11px ${ink.font}`;
  context.textBaseline = "middle";
  drawGround(context, { model, scale, layout, ink });
  drawParts(context, { model, scale, layout, ink });
  drawScreens(context, { model, scale, layout, ink });
  drawCrowd(context, { model, scale, layout, ink, lit });
  drawMarked(context, { model, scale, layout, ink, lit });
  const badges = drawProblems(context, { model, scale, layout, ink });
  if (hovered !== null) drawFound(context, { model, scale, layout, ink }, hovered, "quiet");
  if (selected !== null) drawFound(context, { model, scale, layout, ink }, selected, "accent");
  return badges;
}

function drawGround(context, { model, scale, layout, ink }) {
  const { ticks, step } = scale.ticks(layout.narrow ? 64 : 84);
  context.fillStyle = ink.raised;
  for (const { top, height } of Object.values(layout.lanes)) {
    context.fillRect(layout.gutter, top, layout.width - layout.gutter, height);
  }
  context.strokeStyle = ink.line;
  context.fillStyle = ink.quiet;
  context.textAlign = "center";
  context.lineWidth = 1;
  for (const ms of ticks) {
    const x = Math.round(scale.x(ms)) + 0.5;
    context.beginPath();
    context.moveTo(x, layout.bottom - 5);
    context.lineTo(x, layout.bottom);
    context.stroke();
    const words = clock(ms, step >= 1000);
    const half = context.measureText(words).width / 2;
    context.fillText(words, Math.min(Math.max(x, layout.gutter + half), layout.width - half), layout.bottom + 12);
  }
  for (const gap of model.gaps) drawGap(context, { scale, layout, ink }, gap);
}

/** A time of silence: hatched, through all lanes. */
function drawGap(context, { scale, layout, ink }, gap) {
  const from = Math.max(layout.gutter, scale.x(gap.from_ms));
  const to = Math.min(layout.width, scale.x(gap.to_ms));
  if (to - from < 4) return;
  context.save();
  context.beginPath();
  for (const { top, height } of Object.values(layout.lanes)) context.rect(from, top, to - from, height);
  context.clip();
  context.strokeStyle = ink.line;
  context.beginPath();
  for (let x = from - layout.height; x < to; x += 7) {
    context.moveTo(x, layout.height);
    context.lineTo(x + layout.height, 0);
  }
  context.stroke();
  context.restore();
}

/** The recordings or tabs, where there are several. */
function drawParts(context, { model, scale, layout, ink }) {
  const lane = layout.lanes.recordings ?? layout.lanes.tabs;
  if (!lane) return;
  context.textAlign = "left";
  model.parts.forEach(({ label, from_ms: from, to_ms: to }, part) => {
    const left = Math.max(layout.gutter, scale.x(from ?? NaN));
    const right = Math.min(layout.width, scale.x(to ?? NaN));
    if (!(right >= layout.gutter && left <= layout.width)) return;
    const top = lane.top + (model.rows.of.get(part) ?? 0) * PART_ROW + 1.5;
    context.strokeStyle = ink.quiet;
    context.strokeRect(left + 0.5, top, Math.max(2, right - left - 2), PART_ROW - 3);
    drawClipped(context, label, left + 6, top + PART_ROW / 2 - 1, right - left - 10, ink.text);
  });
}

/** Stays on screens or pages; of several within one pixel only the first. */
function drawScreens(context, { model, scale, layout, ink }) {
  const lane = layout.lanes.screens;
  if (!lane) return;
  const drawn = [];
  context.textAlign = "left";
  for (const { name, part, from, to } of model.screens) {
    const row = model.rows.of.get(part) ?? 0;
    const left = Math.max(layout.gutter, scale.x(from));
    const right = Math.min(layout.width, scale.x(to));
    if (right < layout.gutter || left > layout.width || right <= (drawn[row] ?? 0) + 1) continue;
    drawn[row] = right;
    const top = lane.top + row * SCREEN_ROW + 2;
    context.globalAlpha = 0.22;
    context.fillStyle = ink["lane-screens"];
    context.fillRect(left, top, Math.max(1, right - left - 1), SCREEN_ROW - 4);
    context.globalAlpha = 1;
    context.fillRect(left, top, Math.max(1, Math.min(2, right - left)), SCREEN_ROW - 4);
    if (right - left > 34) drawClipped(context, name, left + 7, top + SCREEN_ROW / 2 - 2, right - left - 12, ink.text);
  }
}

/** A name as far as there is room for it, with three dots where there is not. */
function drawClipped(context, text, x, y, room, colour) {
  if (room < 14) return;
  let shown = text;
  while (shown.length > 2 && context.measureText(shown).width > room) {
    const length = Math.min(shown.length - 1, Math.floor((shown.length * room) / context.measureText(shown).width));
    shown = `${shown.slice(0, Math.max(1, length - 1)).replace(/…$/, "")}…`;
    if (length <= 2) break;
  }
  context.fillStyle = colour;
  if (context.measureText(shown).width <= room + 2) context.fillText(shown, x, y);
}

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
    context.globalAlpha = lit(place) ? 1 : 0.25;
    const { top, height } = layout.lanes[model.lane[place]];
    drawShape(context, mark, x, top + height / 2, ink[mark], ink.raised);
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
function drawProblems(context, { model, scale, layout, ink }) {
  const badges = [];
  context.strokeStyle = ink.failed;
  model.problems.forEach((problem, place) => {
    problem.at.forEach((at, occurrence) => {
      const x = Math.round(scale.x(at)) + 0.5;
      if (x < layout.gutter || x > layout.width) return;
      context.setLineDash(occurrence ? [2, 4] : []);
      context.globalAlpha = occurrence ? 0.55 : 0.8;
      context.beginPath();
      context.moveTo(x, BADGE + LEADER);
      context.lineTo(x, layout.bottom - 6);
      context.stroke();
      if (!occurrence) badges.push({ x, place });
    });
  });
  context.setLineDash([]);
  context.globalAlpha = 1;
  const placed = spread(badges, layout);
  for (const badge of placed) drawBadge(context, badge, String(badge.place + 1), ink);
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
  const { top, height } = layout.lanes[model.lane[place]];
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
