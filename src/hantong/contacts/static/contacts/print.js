// Shows the "print" buttons where printing works; without JavaScript the browser's own menu prints the page.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
