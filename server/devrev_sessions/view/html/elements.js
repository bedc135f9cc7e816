/** The element with this id. */
function byId(id) {
  return document.getElementById(id);
}

/** A new element; strings among its children become text and nothing else. */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("aria-") || key === "role") made.setAttribute(key, value);
    else if (key === "data") Object.assign(made.dataset, value);
    else made[key] = value;
  }
  made.append(...children.flat().filter((child) => child !== null && child !== ""));
  return made;
}

const REFERENCE = /\[((?:r\d+)?#\d+)\]|((?:\br\d+)?#\d+)\b/;

/** Text with each reference as a button. What stands in double quotes an app wrote: no reference is sought there. */
function linked(text) {
  return text.split(/("[^"]*")/).flatMap((piece) => {
    if (piece.startsWith('"')) return [piece];
    return piece
      .split(REFERENCE)
      .flatMap((part, place) => (place % 3 && part ? [referenceButton(part)] : [part ?? ""]));
  });
}

/** The button of one reference; what a click on it does is decided in one place, for all of them. */
function referenceButton(reference) {
  return element("button", { type: "button", className: "reference", data: { reference } }, reference);
}

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  crash: "M2.5 0 L6 3.5 L9.5 0 L12 2.5 L8.5 6 L12 9.5 L9.5 12 L6 8.5 L2.5 12 L0 9.5 L3.5 6 L0 2.5 Z",
  failed: "M6 0.5 L11.5 6 L6 11.5 L0.5 6 Z",
  rage: "M6 0.5 L11.5 11 L0.5 11 Z",
  unanswered: "M6 1 A5 5 0 1 0 6 11 A5 5 0 1 0 6 1 Z",
  slow: "M1 1 H11 V11 H1 Z",
  plain: "M4.75 1 H7.25 V11 H4.75 Z",
};
const HOLLOW = new Set(["unanswered", "slow"]);

/** The shape of a mark, for text; it says nothing to a screen reader, since words beside it do. */
function shape(mark, lane = "") {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("class", `shape ${HOLLOW.has(mark) ? "hollow" : "full"} mark-${mark} lane-${lane}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[mark]);
  svg.append(path);
  return svg;
}

/** Show a part of the page, or not. */
function show(id, shown) {
  byId(id).hidden = !shown;
}
