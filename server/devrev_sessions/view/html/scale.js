const LEAST_SPAN_MS = 200;
const MARGIN = 0.015;
const STEPS_MS = [
  100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 216e5, 432e5, 864e5,
];

/** Which stretch of time is shown on which stretch of pixels. */
class Scale {
  constructor(model) {
    const margin = (model.to - model.from) * MARGIN;
    this.whole = { from: model.from - margin, to: model.to + margin };
    this.left = 0;
    this.right = 1;
    this.fit();
  }

  get span() {
    return this.to - this.from;
  }

  get zoomed() {
    return this.span < this.whole.to - this.whole.from;
  }

  get perPixel() {
    return this.span / Math.max(1, this.right - this.left);
  }

  fit() {
    this.from = this.whole.from;
    this.to = this.whole.to;
  }

  x(ms) {
    return this.left + (ms - this.from) / this.perPixel;
  }

  ms(x) {
    return this.from + (x - this.left) * this.perPixel;
  }

  /** Show `factor` times as much, so that the moment `around` stays where it is. */
  zoom(factor, around = (this.from + this.to) / 2) {
    const most = this.whole.to - this.whole.from;
    const span = Math.min(most, Math.max(LEAST_SPAN_MS, this.span * factor));
    const share = (around - this.from) / this.span;
    this.place(around - share * span, span);
  }

  move(ms) {
    this.place(this.from + ms, this.span);
  }

  /** Show from one moment to another, with a little on both sides. */
  show(from, to) {
    const margin = Math.max((to - from) * MARGIN, (LEAST_SPAN_MS - (to - from)) / 2);
    this.place(from - margin, Math.min(to - from + 2 * margin, this.whole.to - this.whole.from));
  }

  place(from, span) {
    this.from = Math.min(Math.max(from, this.whole.from), this.whole.to - span);
    this.to = this.from + span;
  }

  /** Move so that a moment is well inside what is shown. */
  reveal(ms) {
    const edge = this.span * 0.06;
    if (ms < this.from + edge || ms > this.to - edge) this.place(ms - this.span / 2, this.span);
  }

  /** Round moments for an axis, with at least `apart` pixels between them. */
  ticks(apart) {
    const least = this.perPixel * apart;
    const step = STEPS_MS.find((each) => each >= least) ?? Math.ceil(least / 864e5) * 864e5;
    const ticks = [];
    for (let ms = Math.ceil(this.from / step) * step; ms <= this.to; ms += step) ticks.push(ms);
    return { ticks, step };
  }
}
