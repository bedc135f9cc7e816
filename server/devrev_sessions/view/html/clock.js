/** `3:41.2`, or `1:02:03.4` from one hour on, for milliseconds; with `whole` without the tenths. */
function clock(ms, whole = false) {
  const tenths = Math.floor(Math.abs(ms) / 100);
  const seconds = Math.floor(tenths / 10);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const two = (value) => String(value).padStart(2, "0");
  const head = hours ? `${hours}:${two(minutes)}` : `${minutes}`;
  const sign = ms < 0 && tenths > 0 ? "-" : "";
  return `${sign}${head}:${two(seconds % 60)}${whole ? "" : `.${tenths % 10}`}`;
}

/** A moment as finely as a stretch of that length needs. */
function fineClock(ms, span) {
  if (span >= 60000) return clock(ms, true);
  if (span >= 5000) return clock(ms);
  return `${clock(ms, true)}.${String(Math.floor(Math.abs(ms) % 1000)).padStart(3, "0")}`;
}

/** The milliseconds that a clock of ours shows; null where it is none. */
function readClock(text) {
  const found = /^~?(-?)(?:(\d+):)?(\d+):(\d\d)(?:\.(\d))?$/.exec(text);
  if (!found) return null;
  const [, sign, hours, minutes, seconds, tenths] = found;
  const ms = ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(tenths ?? 0) * 100;
  return sign ? -ms : ms;
}

/** A length of time in the unit a person would choose: `340 ms`, `11.3 s`, `4:05`. */
function lasting(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60000) return `${(ms / 1000).toFixed(1)} s`;
  return clock(ms, true);
}

/** `1 event`, `1,284 events`. */
function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
