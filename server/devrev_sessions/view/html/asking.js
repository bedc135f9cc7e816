/** The call that shows what stands around an event, as an assistant would write it; empty where no id is known. */
function callAround(reference, asking) {
  if (!asking?.session_id) return "";
  const order = { ...asking, around: reference };
  const names = ["session_id", "recording_id", "tab_id", "around", "version_key"].filter((name) => order[name]);
  return `get_session_recording(${names.map((name) => `${name}=${JSON.stringify(order[name])}`).join(", ")})`;
}

/** What a person asks about an event. */
function questionAbout(model, reference) {
  const place = model.places.get(reference);
  const words = place === undefined ? "" : ` (${model.stamp(place)} ${model.phrase[place]})`;
  return `What happened around ${reference}${words}? ${callAround(reference, model.asking)}`.trim();
}

/** Put text on the clipboard. Throws where the browser has none to give. */
async function copy(text) {
  if (!navigator.clipboard) throw new Error("There is no clipboard.");
  await navigator.clipboard.writeText(text);
}

/** Ask about an event: in the chat of the host, else on the clipboard, else to be copied by hand; says so beside a button. */
async function ask(reference, button) {
  const text = questionAbout(state.model, reference);
  try {
    await (state.host ? state.host.say(text) : copy(text));
    sayBeside(button, state.host ? `Asked about ${reference}.` : `Copied the question about ${reference}.`);
  } catch {
    sayBeside(button, `Copy the question: ${text}`);
  }
}

/** Say what became of a click where it was made, and to a screen reader. */
function sayBeside(button, words) {
  document.querySelectorAll(".said").forEach((old) => old.remove());
  button.after(element("span", { className: "said" }, words));
  byId("live").textContent = words;
}

/** The button that asks, with what it will do. */
function askButton(reference) {
  const words = state.host ? "Ask about this" : "Copy a question about this";
  return element("button", { type: "button", className: "ask", data: { ask: reference } }, words);
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
  show("notice", Boolean(words));
}
