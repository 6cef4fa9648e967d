// Who waits and what is unread stand in the page's title; a short tone says that it became more, unless switched off.

const KEPT = "hantong-chat-sound";
const title = document.title;
const button = document.getElementById("chat-sound");
let before = numbers();
let sound = null;

function numbers() {
  const list = document.getElementById("chat-list");
  return {
    waiting: Number(list?.dataset.waiting ?? 0),
    unread: Number(list?.dataset.unread ?? 0),
    said: document.querySelectorAll("#chat-talk .chat-line.is-resident").length,
  };
}

function isOn() {
  try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; }
}

function look() {
  const now = numbers();
  const sum = now.waiting + now.unread;
  document.title = sum ? `(${sum}) ${title}` : title;
  const isMore = now.waiting > before.waiting || now.unread > before.unread;
  if (isOn() && (isMore || (document.hidden && now.said > before.said))) ring();
  before = now;
}

// Browsers let a page sound only once somebody has touched it: before that, the title alone has to do.
function wake() {
  sound ??= new AudioContext();
  if (sound.state === "suspended") sound.resume();
}

function ring() {
  if (sound?.state !== "running") return;
  for (const [hertz, after] of [[660, 0], [880, 0.16]]) {
    const [tone, loud] = [sound.createOscillator(), sound.createGain()];
    const at = sound.currentTime + after;
    tone.frequency.value = hertz;
    loud.gain.setValueAtTime(0.0001, at);
    loud.gain.exponentialRampToValueAtTime(0.15, at + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0001, at + 0.3);
    tone.connect(loud).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 0.32);
  }
}

function show() {
  button.setAttribute("aria-pressed", String(isOn()));
  button.hidden = false;
}

document.addEventListener("htmx:afterSwap", look);
for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, wake);
if (button && window.AudioContext) {
  button.addEventListener("click", () => {
    try { localStorage.setItem(KEPT, isOn() ? "off" : "on"); } catch { /* kept for this page only */ }
    show();
    if (isOn()) ring();
  });
  show();
}
look();
