// Opens native dialogs from links with data-dialog="id"; closes them from anything with data-close.

import { fresh } from "./fresh.js";

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      open(dialog, opener);
    }
    return;
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  else if (event.target instanceof HTMLDialogElement) event.target.close(); // the dimmed page around it
});

// A menu that folds out of the frame folds back when one goes elsewhere.
for (const kind of ["click", "keydown"]) {
  document.addEventListener(kind, (event) => {
    if (kind === "keydown" && event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(".rail-foot[open], .rail-more[open]")) {
      if (kind === "keydown" || !menu.contains(event.target)) menu.open = false;
    }
  });
}

export function open(dialog, opener) {
  if (dialog.open) return;
  if (opener?.hasAttribute("data-dialog-fill") && opener.href) fill(dialog, opener.href);
  dialog.showModal();
  dialog.addEventListener("close", () => opener?.focus?.(), { once: true });
}

// data-dialog-fill: the dialog shows the piece that the link's own page would show.
async function fill(dialog, url) {
  const body = dialog.querySelector(".dialog-body");
  const answer = await fetch(url, { headers: { "HX-Request": "true" } });
  if (!answer.ok) { location.href = url; return; }
  body.innerHTML = await answer.text();
  fresh(body);
  body.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
}

// A form that came back wrong inside a dialog shows it again.
for (const dialog of document.querySelectorAll("dialog[data-open-now]")) open(dialog);
