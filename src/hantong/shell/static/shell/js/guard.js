// Warns before a page with unsaved changes in form[data-guard] is left; sending the form is not leaving.

import { onFresh } from "./fresh.js";

const changed = new Set();

onFresh((part) => {
  for (const form of part.querySelectorAll("form[data-guard]")) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.delete(form));
    form.addEventListener("reset", () => changed.delete(form));
  }
});

window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});
