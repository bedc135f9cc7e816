const LONGEST_TITLE = 160;
const MOST_REFS = 4;
let underWay = false;

/** The call that shows what stands around an event, as an assistant would write it; empty where no id is known. */
function callAround(reference, asking) {
  if (!asking?.session_id) return "";
  const order = { ...asking, around: reference };
  const names = ["session_id", "recording_id", "tab_id", "around", "version_key"].filter((name) => order[name]);
  return `get_session_recording(${names.map((name) => `${name}=${JSON.stringify(order[name])}`).join(", ")})`;
}

/** What a person asks about an event, in words of the person's alone. */
function questionAbout(model, reference) {
  const place = model.places.get(reference);
  const when = place === undefined ? "" : ` (${model.stamp(place)})`;
  return `What happened around ${reference}${when}? ${callAround(reference, model.asking)}`.trim();
}

/** The same about a problem; what an app wrote stands in it as what was recorded. */
function questionAboutProblem(model, place) {
  const { title, refs } = model.problems[place];
  const named = refs.length ? ` (${refs.slice(0, MOST_REFS).join(", ")}${refs.length > MOST_REFS ? " ..." : ""})` : "";
  const call = refs.length ? callAround(refs[0], model.asking) : "";
  return `What led to problem ${place + 1}${named}? Recorded: ${shortened(title)}. ${call}`.trim();
}

/** The beginning of our words about what an app wrote, with each quotation closed. */
function shortened(text) {
  if (text.length <= LONGEST_TITLE) return text;
  const head = text.slice(0, LONGEST_TITLE);
  return head.split('"').length % 2 ? `${head}...` : `${head}..."`;
}

/** Put text on the clipboard. Throws where the browser has none to give. */
async function copy(text) {
  if (!navigator.clipboard) throw new Error("There is no clipboard.");
  await navigator.clipboard.writeText(text);
}

/** Ask what a button asks: in the host's chat, else on the clipboard, else to be copied by hand; says so beside it. */
async function ask(button) {
  if (underWay || !button) return;
  underWay = true;
  const { model, host } = state;
  const problem = button.dataset.problem;
  const about = problem === undefined ? button.dataset.ask : `problem ${Number(problem) + 1}`;
  const text = problem === undefined ? questionAbout(model, about) : questionAboutProblem(model, Number(problem));
  try {
    await (host ? host.say(text) : copy(text));
    sayBeside(button, host ? `Asked about ${about}.` : `Copied the question about ${about}.`);
  } catch {
    sayBeside(button, `Copy the question: ${text}`);
  } finally {
    underWay = false;
  }
}

/** Say what became of a click where it was made, and to a screen reader. */
function sayBeside(button, words) {
  document.querySelectorAll(".said").forEach((old) => old.remove());
  button.after(element("span", { className: "said" }, words));
  speak(words);
}

/** The button that asks about a reference or the problem at a place, with what it will do. */
function askButton(about) {
  const words = state.host ? "Ask about this" : "Copy a question about this";
  const data = typeof about === "number" ? { ask: "", problem: about } : { ask: about };
  const name = typeof about === "number" ? `${words}: problem ${about + 1}` : words;
  return element("button", { type: "button", className: "ask", "aria-label": name, data }, words);
}

/** Offer to ask about a reference right behind it. */
function offerBeside(button) {
  document.querySelector(".offer")?.remove();
  const offered = element("span", { className: "offer" }, askButton(button.dataset.reference));
  button.after(offered);
}

/** Say how it stands with the whole, above everything. */
function tell(words) {
  byId("notice").replaceChildren(words);
  byId("notice").classList.remove("failure");
  show("notice", Boolean(words));
}
