const NEAR = 10;
const CLICK = 4;
const WHEEL = 0.0016;
const KEY_ZOOM = 0.6;
const PAPER_RATIO = 3;

/** The picture that is looked at: it draws when something changed, and turns pointers into moments and events. */
class Figure {
  constructor(chosen) {
    this.canvas = byId("canvas");
    this.box = byId("figure");
    this.context = this.canvas.getContext("2d");
    this.chosen = chosen;
    this.badges = [];
    this.hovered = null;
    this.pointers = new Map();
    this.waiting = false;
    this.tip = new Tip(() => this.forget());
    new ResizeObserver(() => this.box.clientWidth !== this.layout?.width && this.resize()).observe(this.box);
    this.listen();
  }

  /** Draw another model, from its start to its end; `keep` what was zoomed to. */
  show(model, keep) {
    const before = this.scale;
    this.model = model;
    this.scale = new Scale(model);
    if (keep && before?.zoomed) this.scale.place(before.from, Math.min(before.span, this.scale.span));
    else if (model.look) this.scale.show(model.look.from_ms, model.look.to_ms);
    this.tip.hide();
    this.recolour();
    this.resize();
  }

  recolour() {
    this.ink = inks();
    this.redraw();
  }

  resize() {
    const width = this.paper ?? this.box.clientWidth;
    if (!this.model || !width) return;
    const ratio = this.paper ? PAPER_RATIO : window.devicePixelRatio || 1;
    this.layout = layoutOf(this.model, width);
    this.scale.left = this.layout.gutter;
    this.scale.right = width;
    this.canvas.width = width * ratio;
    this.canvas.height = this.layout.height * ratio;
    this.canvas.style.height = this.paper ? "auto" : `${this.layout.height}px`;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.label();
    this.redraw(true);
  }

  label() {
    const { narrow, gutter, lanes } = this.layout;
    const labels = this.model.lanes.map((lane) => {
      const number = element("span", { className: "count" }, laneCount(this.model, lane));
      const label = element(
        "div",
        { className: narrow ? "lane-label above" : "lane-label" },
        laneTitle(this.model, lane),
        " ",
        number,
      );
      label.style.top = `${lanes[lane].label}px`;
      if (!narrow) label.style.width = `${gutter - 10}px`;
      return label;
    });
    byId("lane-labels").replaceChildren(...labels);
  }

  /** Draw before the next frame, or now; several changes are one drawing. */
  redraw(now = false) {
    if (!this.layout) return;
    if (now) return this.paint();
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => this.paint());
  }

  paint() {
    this.waiting = false;
    const { model, scale, layout, ink, hovered } = this;
    const { lit, litProblem } = state;
    const selected = model.places.get(state.selected) ?? null;
    this.badges = draw(this.context, { model, scale, layout, ink, hovered, selected, lit, litProblem });
    if (this.paper) drawLabels(this.context, { model, layout, ink });
    byId("range").textContent = rangeWords(model, scale);
  }

  /** Draw as wide as a sheet of paper, or as wide as the page again. */
  onPaper(width) {
    this.paper = width;
    this.recolour();
    this.resize();
  }

  /** Another stretch of time is looked at. */
  moved() {
    this.tip.hide();
    this.redraw();
    speakSoon(() => `Shown: ${rangeWords(this.model, this.scale)}`);
  }

  forget() {
    this.hovered = null;
    this.redraw();
  }

  zoom(factor, around) {
    const selected = this.model.at[this.model.places.get(state.selected)];
    const inside = selected >= this.scale.from && selected <= this.scale.to ? selected : undefined;
    this.scale.zoom(factor, around ?? inside);
    this.moved();
  }

  fit() {
    this.scale.fit();
    this.moved();
  }

  /** Go on by a share of what is shown. */
  pan(share) {
    this.scale.move(share * this.scale.span);
    this.moved();
  }

  reveal(ms) {
    this.scale.reveal(ms);
    this.tip.hide();
    this.redraw();
  }

  /** What lies under a point: a problem's number, else the nearest event of the lane, the remarkable ones first. */
  under(x, y) {
    const badge = this.badges.find(({ centre }) => y <= BADGE + 3 && Math.abs(centre - x) <= BADGE / 2 + 1);
    if (badge) return { problem: badge.place };
    const lane = this.model.lanes.find((each) => {
      const { top, height } = this.layout.lanes[each];
      return y >= top - GAP / 2 && y <= top + height + GAP / 2;
    });
    if (!lane) return {};
    const crash = lane === "console" && this.model.crashes.find((each) => Math.abs(this.scale.x(each.at) - x) <= NEAR);
    if (crash) return { problem: crash.place };
    const { at, mark } = this.model;
    const found = { lane, event: null, more: 0, screen: lane === "screens" ? this.screenAt(x, y) : null };
    let best = NEAR + 1;
    for (let place = 0; place < this.model.count; place += 1) {
      if (this.model.lane[place] !== lane) continue;
      const far = Math.abs(this.scale.x(at[place]) - x);
      if (far > NEAR) continue;
      found.more += 1;
      const judged = far - (mark[place] === "plain" ? 0 : 5);
      if (judged < best) [best, found.event] = [judged, place];
    }
    if (found.event === null && found.screen) found.event = this.entryOf(found.screen);
    return found;
  }

  screenAt(x, y) {
    const ms = this.scale.ms(x);
    const row = Math.floor((y - this.layout.lanes.screens.top) / SCREEN_ROW);
    return this.model.screens.find(
      ({ from, to, part }) => from <= ms && ms < to && (this.model.rows.of.get(part) ?? 0) === row,
    );
  }

  /** The event with which a stay on a screen began. */
  entryOf({ from }) {
    const place = this.model.at.findIndex((at) => at >= from);
    return place < 0 ? null : place;
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.release(event));
    canvas.addEventListener("pointercancel", (event) => this.pointers.delete(event.pointerId));
    canvas.addEventListener("pointerleave", () => this.tip.leave());
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  press(event) {
    if (event.button) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.offsetX, begun: event.offsetX });
    this.dragged = false;
  }

  move(event) {
    const pointer = this.pointers.get(event.pointerId);
    if (!pointer) return this.hover(event);
    if (this.pointers.size === 2) this.pinch(event, pointer);
    else if (this.dragged || Math.abs(event.offsetX - pointer.begun) > CLICK) {
      this.dragged = true;
      this.scale.move((pointer.x - event.offsetX) * this.scale.perPixel);
      this.moved();
    }
    pointer.x = event.offsetX;
  }

  pinch(event, pointer) {
    this.dragged = true;
    const other = [...this.pointers.values()].find((each) => each !== pointer);
    const before = Math.max(8, Math.abs(pointer.x - other.x));
    const after = Math.max(8, Math.abs(event.offsetX - other.x));
    this.scale.zoom(before / after, this.scale.ms((event.offsetX + other.x) / 2));
    this.moved();
  }

  release(event) {
    if (!this.pointers.delete(event.pointerId) || this.dragged) return;
    this.chosen(this.under(event.offsetX, event.offsetY));
  }

  /** Zoom with the wheel where the picture has the focus or the key for it is held; else the page may scroll. */
  wheel(event) {
    const focused = this.box.contains(document.activeElement);
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) this.scale.move(event.deltaX * this.scale.perPixel);
    else if (focused || event.ctrlKey || event.metaKey) {
      this.scale.zoom(Math.exp(event.deltaY * WHEEL * (event.ctrlKey ? 4 : 1)), this.scale.ms(event.offsetX));
    } else return;
    event.preventDefault();
    this.moved();
  }

  hover(event) {
    const found = this.under(event.offsetX, event.offsetY);
    const lines = tipLines(this.model, found);
    const before = this.hovered;
    this.hovered = found.event ?? null;
    this.canvas.style.cursor = found.event != null || found.problem != null ? "pointer" : "grab";
    if (lines.length) this.tip.show(lines, event, this.layout);
    else this.tip.leave();
    if (before !== this.hovered) this.redraw();
  }
}

/** The stretch that is shown; where nothing happened in it, what is nearest. */
function rangeWords(model, scale) {
  const span = scale.to - scale.from;
  const [from, to] = [Math.max(scale.from, model.from), Math.min(scale.to, model.to)];
  const words = `${fineClock(from, span)} to ${fineClock(to, span)}`;
  const [first, stop] = [firstFrom(model.at, scale.from), firstFrom(model.at, scale.to)];
  if (first < stop || !model.count) return words;
  const near = [first - 1, stop].filter((place) => model.reference[place] !== undefined);
  const told = near.map((place) => `${model.reference[place]} at ${model.stamp(place)}`);
  return `${words} · no event here; nearest: ${told.join(" and ")}`;
}

/** The place of the first of these moments from `ms` on. */
function firstFrom(at, ms) {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle] < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
