const A_WHILE_MS = 300;

/** A tool's answer: drawn at once as far as it goes, and again when the whole is there. The latest answer counts. */
async function onResult({ structuredContent: answer, content, isError }) {
  const turn = (state.turn += 1);
  if (isError || answer?.error) return onFailure(answer?.error, content);
  if (!answer?.session_id) return onText(content);
  const asked = { ...state.asked, session_id: state.asked.session_id ?? answer.session_id };
  tell("");
  present(modelOfAnswer(answer, asked));
  await drawWhole(asked, turn);
}

async function drawWhole(asked, turn) {
  const { count } = state.model;
  const part = count ? `Drawn from the answer alone: ${plural(count, "event")} of it` : "The answer names no event";
  const none = () => tell(`${part}. The whole recording could not be read here.`);
  if (!state.host.reads) return none();
  // What is read in no time need not be spoken of.
  const waiting = setTimeout(
    () => turn === state.turn && tell(`${part}; the whole recording is being read.`),
    A_WHILE_MS,
  );
  try {
    const whole = modelOfPicture(await state.host.picture(asked));
    if (turn !== state.turn) return;
    if (byId("notice").textContent.startsWith(part)) tell("");
    present({ ...whole, asking: asked }, true);
  } catch {
    if (turn === state.turn) none();
  } finally {
    clearTimeout(waiting);
  }
}

function wordsIn(content) {
  return (content ?? []).filter((block) => block.type === "text").map((block) => block.text);
}

function onFailure(error, content) {
  const [text = "There is no answer to show."] = wordsIn(content);
  const lines = error ? [error.message, `Next step: ${error.next_step}`] : [text];
  say(lines);
  byId("notice").classList.add("failure");
}

/** An answer that came as text alone. */
function onText(content) {
  say(["There is nothing to draw: the answer came as text alone.", ...wordsIn(content)]);
}

/** Words in place of a picture. */
function say(lines) {
  tell("");
  state.model = null;
  showNothing();
  byId("notice").replaceChildren(...lines.map((line) => element("span", { className: "block" }, line)));
  show("notice", true);
  byId("page").setAttribute("aria-busy", "false");
}

function onCancelled({ reason }) {
  tell(
    `The call was cancelled${reason ? `: ${reason}` : ""}.${state.model ? " What is drawn is the answer before." : ""}`,
  );
  byId("page").setAttribute("aria-busy", "false");
}

function onContext(context) {
  dress(context);
  if (context.availableDisplayModes) state.modes = context.availableDisplayModes;
  if (context.displayMode) state.mode = context.displayMode;
  arrange();
  if (state.model) figure.recolour();
}

/** Between the messages of a chat there is little room: problems are titles there until one is looked at. */
function arrange() {
  const room = !state.host || state.unfolded || state.mode === "fullscreen" || !state.model?.count;
  document.documentElement.classList.toggle("compact", !room);
  show("more", Boolean(state.host) && !room);
  const wide = state.mode === "fullscreen" ? "inline" : "fullscreen";
  byId("wide").textContent = wide === "inline" ? "Leave full screen" : "Full screen";
  byId("wide").dataset.mode = wide;
  show("wide", Boolean(state.host) && state.modes.includes(wide) && Boolean(state.model?.count));
}

async function onWide() {
  try {
    state.mode = (await state.host.display(byId("wide").dataset.mode)) ?? state.mode;
  } catch {
    state.unfolded = true;
  }
  arrange();
}

function connect() {
  state.host = new Host({
    "ui/notifications/tool-input": ({ arguments: given }) => (state.asked = given ?? {}),
    "ui/notifications/tool-result": onResult,
    "ui/notifications/tool-cancelled": onCancelled,
    "ui/notifications/host-context-changed": onContext,
  });
  byId("wide").addEventListener("click", onWide);
  byId("more").addEventListener("click", () => {
    state.unfolded = true;
    arrange();
    // The button that had the focus is gone.
    byId("figure").focus({ preventScroll: true });
  });
  state.host.begin().catch((error) => tell(`The host could not be reached: ${error.message}`));
}
