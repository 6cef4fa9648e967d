// Keeps what is being written on this device: form[data-draft="name"] is saved while one types, offered back
// when the same form opens empty again, and forgotten once the form has been sent.

import { onFresh } from "./fresh.js";
import { say } from "./words.js";

const WAIT_MS = 400;
const NOT_KEPT = "input[type=hidden], input[type=password], input[type=file], [data-not-kept]";

function store(form) {
  return form.dataset.draftFor === "device" ? localStorage : sessionStorage;
}

function key(form) {
  return `draft:${location.pathname}:${form.dataset.draft}`;
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !field.matches(NOT_KEPT));
}

export function keep(form) {
  const kept = fields(form)
    .filter((field) => (isBox(field) ? field.checked !== field.defaultChecked : field.value.trim()))
    .map((field) => [field.name, field.value, isBox(field) ? field.checked : null]);
  if (kept.length) store(form).setItem(key(form), JSON.stringify(kept));
  else store(form).removeItem(key(form));
}

function isBox(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function giveBack(form, kept) {
  for (const [name, value, checked] of kept) {
    const named = fields(form).filter((field) => field.name === name);
    const field = named.find((one) => !isBox(one) || one.value === value);
    if (!field) continue;
    if (isBox(field)) field.checked = checked;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function offer(form, kept) {
  const note = document.createElement("div");
  note.className = "notice tone-info";
  note.setAttribute("role", "status");
  const words = document.createElement("p");
  words.className = "notice-inside";
  words.textContent = say("draftFound");
  const take = press(say("draftTake"), () => { giveBack(form, kept); note.remove(); });
  const drop = press(say("draftDrop"), () => { store(form).removeItem(key(form)); note.remove(); });
  note.append(words, take, drop);
  form.prepend(note);
}

function press(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-secondary button-small";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

function watch(form) {
  if (form.dataset.draftWatched) return;
  form.dataset.draftWatched = "yes";
  const kept = store(form).getItem(key(form));
  const isAnswered = form.querySelector("[aria-invalid=true]"); // came back with errors: it holds its own words
  if (kept && !isAnswered) offer(form, JSON.parse(kept));
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), WAIT_MS);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); keep(form); });
}

onFresh((part) => {
  for (const form of part.querySelectorAll("form[data-draft]")) watch(form);
  // The page that follows a sent form names the drafts that are done with.
  for (const mark of part.querySelectorAll("[data-draft-done]")) {
    for (const where of [sessionStorage, localStorage]) {
      for (const name of Object.keys(where)) {
        if (name.startsWith("draft:") && name.endsWith(`:${mark.dataset.draftDone}`)) where.removeItem(name);
      }
    }
  }
});
