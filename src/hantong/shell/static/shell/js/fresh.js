// Tells the other modules that a part of the page is new, whoever brought it.

const listeners = [];

export function onFresh(listener) {
  listeners.push(listener);
  listener(document);
}

export function fresh(part) {
  window.htmx?.process(part);
  for (const listener of listeners) listener(part);
}

document.addEventListener("htmx:load", (event) => {
  for (const listener of listeners) listener(event.detail.elt);
});
