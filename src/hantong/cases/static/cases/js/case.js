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

for (const summary of document.querySelectorAll(".compose-part > summary")) {
  summary.addEventListener("click", (event) => {
    const part = summary.parentElement;
    if (part.open && !event.isTrusted) event.preventDefault(); // a shortcut opens, it does not close
    setTimeout(() => part.open && part.querySelector("textarea")?.focus());
  });
}
