const ROW = 28;
const SPARE_ROWS = 6;

/** The list of events, of which only the rows in sight are in the page. */
class EventList {
  constructor(chosen) {
    this.box = byId("events");
    this.inner = element("div", { className: "inner", role: "presentation" });
    this.box.append(this.inner);
    this.places = [];
    this.box.addEventListener("scroll", () => this.render());
    this.box.addEventListener("click", (event) => {
      const row = event.target.closest("[data-place]");
      if (row) chosen(Number(row.dataset.place));
    });
    new ResizeObserver(() => this.render()).observe(this.box);
  }

  /** Show these events of a model, in order. */
  show(model, places) {
    this.model = model;
    this.places = places;
    this.inner.style.height = `${places.length * ROW}px`;
    byId("events-count").textContent =
      places.length === model.count
        ? plural(model.count, "event")
        : `${places.length.toLocaleString("en")} of ${plural(model.count, "event")}`;
    show("events-none", !places.length);
    this.reveal();
  }

  get selected() {
    return this.places.indexOf(this.model?.places.get(state.selected) ?? -1);
  }

  /** Scroll to the selected event. */
  reveal() {
    const row = this.selected;
    if (row >= 0) {
      const top = row * ROW;
      const { scrollTop, clientHeight } = this.box;
      if (top < scrollTop || top + ROW > scrollTop + clientHeight)
        this.box.scrollTop = top - clientHeight / 2 + ROW / 2;
    }
    this.render();
  }

  render() {
    if (!this.model) return;
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - SPARE_ROWS);
    const stop = Math.min(
      this.places.length,
      Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + SPARE_ROWS,
    );
    const rows = [];
    for (let row = first; row < stop; row += 1) rows.push(this.row(row));
    const { selected } = this;
    // What aria-activedescendant names must be in the page, also where it was scrolled out of sight.
    if (selected >= 0 && (selected < first || selected >= stop)) rows.push(this.row(selected));
    this.inner.replaceChildren(...rows);
    if (selected >= 0) this.box.setAttribute("aria-activedescendant", `event-${selected}`);
    else this.box.removeAttribute("aria-activedescendant");
  }

  row(row) {
    const { model } = this;
    const place = this.places[row];
    const mark = model.mark[place];
    const made = element(
      "div",
      {
        id: `event-${row}`,
        className: model.bearing.has(place) ? "row bearing" : "row",
        role: "option",
        "aria-setsize": this.places.length,
        "aria-posinset": row + 1,
        "aria-selected": model.reference[place] === state.selected,
        data: { place },
      },
      element("span", { className: "time" }, model.stamp(place)),
      element("span", { className: "ref" }, model.reference[place]),
      shape(mark, model.lane[place]),
      element("span", { className: "phrase" }, model.phrase[place]),
    );
    made.style.transform = `translateY(${row * ROW}px)`;
    return made;
  }
}
