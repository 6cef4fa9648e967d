// Keyboard shortcuts from attributes: data-key="n" presses a link or button, "g w" is two keys one after the
// other; data-rows holds rows (data-row) for j, k, Enter and x; data-search is where / goes.

import { open } from "./dialogs.js";

const SECOND_KEY_MS = 1200;
let first = "";
let firstTimer = 0;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return leave(event);
  if (isWriting(event.target) || document.querySelector("dialog[open]")) return;
  const step = STEPS[event.key] ?? STEPS[letter(event)];
  if (!first && step?.(event)) return event.preventDefault();
  if (pressByKey(letter(event))) event.preventDefault();
});

// The Korean layout gives ㅓ where the Latin one gives j: the physical key counts.
function letter(event) {
  return /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : event.key;
}

function isWriting(element) {
  if (element.isContentEditable || ["TEXTAREA", "SELECT"].includes(element.tagName)) return true;
  return element.tagName === "INPUT" && !["checkbox", "radio", "button", "submit"].includes(element.type);
}

const STEPS = {
  j: () => move(1),
  k: () => move(-1),
  Enter: (event) => event.target === document.body && go(),
  x: () => tick(),
  "/": () => search(),
  "?": () => help(),
};

function rows() {
  return [...document.querySelectorAll("[data-rows] [data-row]")].filter((row) => row.offsetParent);
}

function current() {
  return document.querySelector("[data-row].is-current");
}

function move(by) {
  const all = rows();
  if (!all.length) return false;
  const at = all.indexOf(current());
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  for (const row of all) row.classList.toggle("is-current", row === next);
  const link = next.querySelector("a[href]");
  (link ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function go() {
  const link = current()?.querySelector("a[href]");
  link?.click();
  return Boolean(link);
}

function tick() {
  const box = current()?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

function search() {
  const field = document.querySelector("[data-search], input[type=search]");
  field?.focus();
  field?.select?.();
  return Boolean(field);
}

function help() {
  const dialog = document.getElementById("keys-dialog");
  if (!dialog) return false;
  list(dialog);
  open(dialog, document.activeElement);
  return true;
}

// The dialog also lists the shortcuts of the page that is open.
function list(dialog) {
  const place = dialog.querySelector("[data-keys-list]");
  for (const old of place.querySelectorAll("[data-of-page]")) old.remove();
  for (const element of document.querySelectorAll("[data-key]")) {
    const line = document.createElement("div");
    line.dataset.ofPage = "";
    const keys = document.createElement("dt");
    for (const key of element.dataset.key.split(" ")) {
      const mark = document.createElement("kbd");
      mark.textContent = key;
      keys.append(mark, " ");
    }
    const meaning = document.createElement("dd");
    meaning.textContent = element.querySelector(".button-word, .rail-label, .unseen")?.textContent ?? element.textContent;
    line.append(keys, meaning);
    place.append(line);
  }
}

function pressByKey(key) {
  const whole = first ? `${first} ${key}` : key;
  const element = document.querySelector(`[data-key="${CSS.escape(whole)}"]`);
  const begins = !first && document.querySelector(`[data-key^="${CSS.escape(key)} "]`);
  clearTimeout(firstTimer);
  first = "";
  if (element) {
    if (element.matches("input, select, textarea")) element.focus();
    else element.click();
  } else if (begins) {
    first = key;
    firstTimer = setTimeout(() => { first = ""; }, SECOND_KEY_MS);
  }
  return Boolean(element || begins);
}

function send(event) {
  const form = event.target.closest?.("form");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button.button-primary:not([disabled])");
  if (button) button.click(); // not requestSubmit: which button was pressed says what is wanted
  else form.requestSubmit();
}

function leave(event) {
  if (isWriting(event.target)) event.target.blur();
}
