const PAPER_WIDTH = 700;
let unfolded = null;

/** What a person wants on paper: the picture as wide as a sheet in light colours, every step, no controls. */
function toPaper() {
  if (unfolded || !state.model) return;
  unfolded = [...document.querySelectorAll("details:not([open])")];
  unfolded.forEach((folded) => (folded.open = true));
  document.documentElement.classList.add("on-paper");
  figure.onPaper(PAPER_WIDTH);
}

function fromPaper() {
  if (!unfolded) return;
  unfolded.forEach((folded) => (folded.open = false));
  unfolded = null;
  document.documentElement.classList.remove("on-paper");
  figure.onPaper(undefined);
}

function listenForPaper() {
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", fromPaper);
  matchMedia("print").addEventListener("change", ({ matches }) => (matches ? toPaper() : fromPaper()));
}
