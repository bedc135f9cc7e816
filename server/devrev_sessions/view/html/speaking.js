const SETTLED_MS = 500;
let later;

/** Let a screen reader say something. */
function speak(words) {
  clearTimeout(later);
  byId("live").textContent = words;
}

/** The same once what changes quickly has come to rest, as a zoom or a filter that is being written. */
function speakSoon(words) {
  clearTimeout(later);
  later = setTimeout(() => speak(words()), SETTLED_MS);
}
