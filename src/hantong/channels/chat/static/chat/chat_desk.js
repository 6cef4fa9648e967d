// The counsellor's talk: the composer empties when its line is kept, the last line stays in sight, templates go in.

const TYPING_MS = 3000;
const form = document.getElementById("desk-say");
const words = form?.elements.namedItem("text");
let typedAt = 0;

function toTheEnd() {
  const lines = document.querySelector("#chat-talk .chat-log");
  if (lines) lines.scrollTop = lines.scrollHeight;
}

document.body.addEventListener("htmx:afterSwap", toTheEnd);
document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt !== form || !event.detail.successful) return;
  const talk = document.getElementById("chat-talk");
  if (talk.querySelector("[role=alert]")) return; // refused: the words stay
  words.value = "";
  const files = form.elements.namedItem("files");
  files.value = "";
  files.dispatchEvent(new Event("change"));
  form.elements.namedItem("client").value = talk.dataset.next;
  words.focus();
});
document.body.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-insert]");
  if (!chosen || !words) return;
  event.preventDefault();
  words.value = words.value ? `${words.value}\n${chosen.dataset.insert}` : chosen.dataset.insert;
  words.focus();
});
words?.addEventListener("input", () => {
  if (Date.now() - typedAt < TYPING_MS || !words.value.trim()) return;
  typedAt = Date.now();
  const said = new FormData();
  said.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  fetch(form.dataset.typing, { method: "POST", body: said }).catch(() => {});
});
words?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
toTheEnd();
