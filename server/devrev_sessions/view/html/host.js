const PROTOCOL = "2026-01-26";
const PATIENCE_MS = 30000;
const NO_SUCH_METHOD = -32601;

/** The host that shows the page in a frame: JSON-RPC over messages, as MCP Apps has it. */
class Host {
  constructor(handlers) {
    this.handlers = handlers;
    this.answers = new Map();
    this.last = 0;
    this.capabilities = {};
    window.addEventListener("message", (event) => {
      if (event.source === window.parent) this.heard(event.data);
    });
  }

  post(message) {
    window.parent.postMessage({ jsonrpc: "2.0", ...message }, "*");
  }

  notify(method, params = {}) {
    this.post({ method, params });
  }

  /** What the host answers. Throws its error, or one of our own where it stays silent. */
  request(method, params) {
    this.last += 1;
    const id = this.last;
    return new Promise((resolve, reject) => {
      const silence = setTimeout(
        () => this.heard({ jsonrpc: "2.0", id, error: { message: "The host did not answer." } }),
        PATIENCE_MS,
      );
      this.answers.set(id, { resolve, reject, silence });
      this.post({ id, method, params });
    });
  }

  heard(message) {
    if (message?.jsonrpc !== "2.0") return;
    if (message.method === undefined) this.answered(message);
    else if (message.id === undefined) this.handlers[message.method]?.(message.params ?? {});
    else this.asked(message);
  }

  answered({ id, result, error }) {
    const waiting = this.answers.get(id);
    if (!waiting) return;
    this.answers.delete(id);
    clearTimeout(waiting.silence);
    if (error) waiting.reject(new Error(error.message));
    else waiting.resolve(result);
  }

  asked({ id, method }) {
    if (method === "ping") this.post({ id, result: {} });
    else if (method === "ui/resource-teardown") {
      this.sizes?.disconnect();
      this.post({ id, result: {} });
    } else this.post({ id, error: { code: NO_SUCH_METHOD, message: "The view has no such method." } });
  }

  async begin() {
    const answer = await this.request("ui/initialize", {
      appInfo: { name: "devrev-sessions-timeline", version: "1" },
      appCapabilities: { availableDisplayModes: ["inline", "fullscreen"] },
      protocolVersion: PROTOCOL,
    });
    this.capabilities = answer.hostCapabilities ?? {};
    this.handlers["ui/notifications/host-context-changed"](answer.hostContext ?? {});
    this.notify("ui/notifications/initialized");
    this.tellSizes();
  }

  /** The height that the content needs, whenever it changes; the width is the host's to give. */
  tellSizes() {
    let told = 0;
    this.sizes = new ResizeObserver(() => {
      const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
      if (height === told) return;
      told = height;
      this.notify("ui/notifications/size-changed", { height });
    });
    this.sizes.observe(document.documentElement);
  }

  /** Put a question into the chat, as the person's. Throws where the host refuses. */
  async say(text) {
    const answer = await this.request("ui/message", { role: "user", content: [{ type: "text", text }] });
    if (answer?.isError) throw new Error("The host did not take the message.");
  }

  /** Be shown in another way. Gives the way that the host chose. */
  async display(mode) {
    return (await this.request("ui/request-display-mode", { mode }))?.mode;
  }

  /** Whether the host reads for a view. */
  get reads() {
    return Boolean(this.capabilities.serverResources);
  }

  /** The picture of what was asked, with all its events. Throws where it cannot be had. */
  async picture(asked) {
    const answer = await this.request("resources/read", { uri: pictureOf(asked) });
    return JSON.parse(answer.contents[0].text);
  }
}

/** The address of the picture that stands beside the answer to a call. */
function pictureOf(asked) {
  const part = asked.recording_id || asked.tab_id;
  const pieces = [asked.version_key || "-", asked.session_id, "picture", ...(part ? [part] : [])];
  const looks = ["question", "around", "start", "end"].filter((name) => asked[name]);
  const query = looks.map((name) => `${name}=${encodeURIComponent(asked[name])}`).join("&");
  return `devrev-session://session/${pieces.map(encodeURIComponent).join("/")}${query ? `?${query}` : ""}`;
}

/** Look as the host does: its theme, and those of its colours and fonts that the style knows. */
function dress({ theme, styles, safeAreaInsets: insets }) {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.style.colorScheme = theme;
  for (const [name, value] of Object.entries(styles?.variables ?? {})) {
    if (name.startsWith("--") && typeof value === "string") root.style.setProperty(name, value);
  }
  if (insets)
    root.style.padding = ["top", "right", "bottom", "left"].map((side) => `${Number(insets[side]) || 0}px`).join(" ");
}
