// Short notes at the corner, each with at most one thing to do: a link, or an undo that is a real POST form.

import { say } from "./words.js";

const STAY_MS = 8000;

export function toast(text, { url, label, act, undo, stays = false } = {}) {
  const place = document.getElementById("toasts");
  if (!place || !text) return null;
  const note = document.createElement("div");
  note.className = "toast";
  const words = document.createElement("p");
  words.textContent = text;
  note.append(words);
  if (url) note.append(link(url, label));
  if (undo) note.append(press(label ?? say("undo"), () => post(undo)));
  if (act) note.append(press(label, () => { act(); note.remove(); }));
  note.append(press(say("close"), () => note.remove()));
  place.append(note);
  if (!stays) leave(note);
  return note;
}

function link(url, label) {
  const a = document.createElement("a");
  a.href = url;
  a.textContent = label ?? say("open");
  return a;
}

function press(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

// An undo writes, so it is a POST of the whole page, as it would be without scripts.
function post(address) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  const token = document.createElement("input");
  token.type = "hidden";
  token.name = "csrfmiddlewaretoken";
  token.value = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  form.append(token);
  document.body.append(form);
  form.submit();
}

// A note that somebody is reading or about to press does not go away under the hand.
function leave(note) {
  setTimeout(() => {
    if (note.matches(":hover, :focus-within")) leave(note);
    else note.remove();
  }, STAY_MS);
}

// htmx: a server may ask for a toast with the response header HX-Trigger: {"toast": {"text": …, "url" or "undo": …}}
document.addEventListener("toast", (event) => toast(event.detail.text, event.detail));
for (const kind of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(kind, (event) => {
    toast(event.detail.xhr?.status === 403 ? say("forbidden") : say("failed"));
  });
}
