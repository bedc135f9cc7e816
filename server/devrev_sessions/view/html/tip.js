const TIP_STAYS_MS = 200;

/** The few words beside the pointer. They stay while it is on them, until Escape or another look at the picture. */
class Tip {
  constructor(gone) {
    this.box = byId("tip");
    this.gone = gone;
    this.box.addEventListener("pointerenter", () => clearTimeout(this.leaving));
    this.box.addEventListener("pointerleave", () => this.leave());
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.hide());
  }

  show(lines, { offsetX: x, offsetY: y }, layout) {
    clearTimeout(this.leaving);
    const { box } = this;
    box.hidden = false;
    box.replaceChildren(...lines.map((line) => element("div", {}, line)));
    const left = Math.min(x + 14, layout.width - box.offsetWidth - 4);
    const below = y + 18 + box.offsetHeight < layout.height;
    box.style.left = `${Math.max(4, left)}px`;
    box.style.top = `${below ? y + 18 : Math.max(0, y - box.offsetHeight - 10)}px`;
  }

  /** Go soon, unless the pointer comes to it. */
  leave() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.hide(), TIP_STAYS_MS);
  }

  hide() {
    clearTimeout(this.leaving);
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.gone();
  }
}

/** What is said of what lies under the pointer; nothing where nothing does. */
function tipLines(model, { problem, event: place, screen, more }) {
  if (problem != null) return [`${problem + 1}. ${model.problems[problem].title}`];
  const stay = screen ? `${screen.name}, ${lasting(screen.to - screen.from)}` : "";
  const words = place == null ? "" : `${model.stamp(place)} ${model.reference[place]} ${model.phrase[place]}`;
  const rest = more > 1 ? `${plural(more - 1, "more event")} here` : "";
  return [stay, words, rest].filter(Boolean);
}
