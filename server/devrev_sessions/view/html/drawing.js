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
function draw(context, { model, scale, layout, ink, selected, lit, litProblem, hovered }) {
  context.clearRect(0, 0, layout.width, layout.height);
  context.font = `11px ${ink.font}`;
  context.textBaseline = "middle";
  drawGround(context, { model, scale, layout, ink });
  drawParts(context, { model, scale, layout, ink });
  drawScreens(context, { model, scale, layout, ink });
  drawCrowd(context, { model, scale, layout, ink, lit });
  drawMarked(context, { model, scale, layout, ink, lit });
  drawBearing(context, { model, scale, layout, ink });
  const badges = drawProblems(context, { model, scale, layout, ink, litProblem });
  drawCrashes(context, { model, scale, layout, ink, litProblem });
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

/** A time of silence, through all lanes: slanting lines for idleness, level ones where nothing could be recorded. */
function drawGap(context, { scale, layout, ink }, gap) {
  const from = Math.max(layout.gutter, scale.x(gap.from_ms));
  const to = Math.min(layout.width, scale.x(gap.to_ms));
  if (to - from < 4) return;
  context.save();
  context.beginPath();
  for (const { top, height } of Object.values(layout.lanes)) context.rect(from, top, to - from, height);
  context.clip();
  context.strokeStyle = ink.hatch;
  context.beginPath();
  const lines = gap.idle
    ? range(from - layout.height, to, 7).map((x) => [x, layout.height, x + layout.height, 0])
    : range(0.5, layout.height, 5).map((y) => [from, y, to, y]);
  for (const [x, y, toX, toY] of lines) {
    context.moveTo(x, y);
    context.lineTo(toX, toY);
  }
  context.stroke();
  context.restore();
}

function range(from, to, step) {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, place) => from + place * step);
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

/** The names of the lanes, where no element beside the picture can say them. */
function drawLabels(context, { model, layout, ink }) {
  context.textAlign = "left";
  context.fillStyle = ink.text;
  for (const lane of model.lanes) {
    const { top, height } = layout.lanes[lane];
    context.fillText(`${laneTitle(model, lane)}`, 0, top + height / 2);
  }
}
