// The page of one matter: an act that was done closes its dialog; a part that is opened is ready to be written in.

import "./text_length.js";

document.addEventListener("acted", () => {
  document.getElementById("act")?.close();
});

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".compose-part[open]") && document.activeElement?.closest(".compose-part")) {
    event.target.querySelector("textarea")?.focus();
  }
}, true);

document.addEventListener("click", (event) => {
  const part = event.target.closest?.(".compose-part > summary")?.parentElement;
  if (!part) return;
  if (part.open && !event.isTrusted) event.preventDefault(); // a shortcut opens, it does not close
  setTimeout(() => part.open && part.querySelector("textarea")?.focus());
});
