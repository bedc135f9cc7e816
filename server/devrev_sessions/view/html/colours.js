const INKS = [
  "text",
  "quiet",
  "line",
  "hatch",
  "crash",
  "paper",
  "raised",
  "accent",
  "failed",
  "rage",
  "unanswered",
  "slow",
];

/** The colours of the page as a canvas understands them, whatever way the style or the host writes them. */
function inks() {
  const probe = element("span", { className: "unseen as-named" });
  document.body.append(probe);
  const found = {};
  for (const name of [...INKS, ...Object.keys(LANES).map((lane) => `lane-${lane}`)]) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  found.font = getComputedStyle(document.body).fontFamily;
  probe.remove();
  return found;
}
