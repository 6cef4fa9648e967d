// A resident's talk: new lines appear by themselves, what cannot be sent is tried again. The page works without.

const room = document.querySelector("[data-chat]");
const form = document.getElementById("chat-say");
const lines = document.getElementById("chat-lines");
const words = form?.elements.namedItem("text");
const files = form?.elements.namedItem("files");
const trouble = document.getElementById("chat-trouble");
const POLL_MS = 30000;
const LOST_POLL_MS = 5000;
const TRY_AGAIN_MS = 3000;
const TYPING_MS = 3000;
let n = Number(room?.dataset.n ?? 0);
let typedAt = 0;
let isSending = false;
let polling = 0;
let typingEnds = 0;

function show(html) {
  const piece = new DOMParser().parseFromString(html, "text/html").querySelector("[data-n]");
  if (!piece) return false;
  const part = (name) => piece.querySelector(`[data-part="${name}"]`);
  const state = document.getElementById("chat-state");
  if (state.innerHTML.trim() !== part("state").innerHTML.trim()) state.replaceChildren(...part("state").childNodes);
  for (const line of part("lines").children) {
    if (Number(line.dataset.line) <= n) continue; // a number is shown once, whatever came twice
    n = Number(line.dataset.line);
    lines.append(line);
    line.scrollIntoView({ block: "nearest" });
  }
  document.getElementById("chat-typing").textContent = part("typing").textContent;
  clearTimeout(typingEnds);
  if (part("typing").textContent) typingEnds = setTimeout(look, 8000);
  if (form) form.dataset.next = piece.dataset.next;
  if (piece.dataset.state === "ended") location.reload();
  return part("trouble").textContent;
}

async function look() {
  try {
    const answer = await fetch(`${room.dataset.chat}?after=${n}`, { headers: { "X-Chat": "1" } });
    if (answer.ok) show(await answer.text());
  } catch { /* no network: asked again soon */ }
}

async function send() {
  if (isSending || !(words.value.trim() || files.files.length)) return;
  isSending = true;
  const said = new FormData(form);
  said.set("after", n);
  try {
    const answer = await fetch(form.action, { method: "POST", body: said, headers: { "X-Chat": "1" } });
    if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
    const refused = show(await answer.text());
    trouble.textContent = refused || "";
    if (!refused) {
      if (words.value === said.get("text")) words.value = "";
      emptied(files);
      form.elements.namedItem("client").value = form.dataset.next;
    }
  } catch {
    trouble.textContent = trouble.dataset.unsent;
    setTimeout(() => { isSending = false; send(); }, TRY_AGAIN_MS);
    return;
  }
  isSending = false;
}

function emptied(input) {
  input.value = "";
  input.dispatchEvent(new Event("change"));
}

function tellTyping() {
  if (Date.now() - typedAt < TYPING_MS || !words.value.trim()) return;
  typedAt = Date.now();
  const said = new FormData();
  said.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  fetch(room.dataset.typing, { method: "POST", body: said }).catch(() => {});
}

function pollEvery(every) {
  clearInterval(polling);
  polling = setInterval(look, every);
}

// The stream only says that there is something; the lines are fetched from the last one that is shown.
function listen() {
  const address = document.querySelector('meta[name="hantong-live"]')?.content;
  pollEvery(LOST_POLL_MS);
  if (!address || !window.EventSource) return;
  const stream = new EventSource(address);
  stream.onopen = () => { pollEvery(POLL_MS); look(); };
  stream.addEventListener("changed", look);
  stream.onerror = () => {
    pollEvery(LOST_POLL_MS);
    if (stream.readyState === EventSource.CLOSED) setTimeout(renew, POLL_MS);
  };
}

async function renew() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.querySelector('meta[name="hantong-live"]');
    if (fresh) document.querySelector('meta[name="hantong-live"]').content = fresh.content;
  } catch { /* tried again with the next loss */ }
  listen();
}

if (room && form) {
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  words.addEventListener("input", tellTyping);
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  document.getElementById("chat-hint").hidden = false;
  listen();
}
