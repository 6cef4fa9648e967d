// Shows the bar of actions only while rows are ticked, counts them, and ticks all with data-tick-all.

import { onFresh } from "./fresh.js";
import { say } from "./words.js";

function boxes(bar) {
  return [...document.querySelectorAll(`input[type=checkbox][form="${bar.dataset.bulk}"]:not([data-tick-all]), #${CSS.escape(bar.dataset.bulk)} input[type=checkbox][name]:not([data-tick-all])`)];
}

function count(bar) {
  const all = boxes(bar);
  const ticked = all.filter((box) => box.checked).length;
  bar.hidden = ticked === 0;
  bar.querySelector("[data-bulk-count]").textContent = say("ticked", ticked);
  for (const box of document.querySelectorAll("[data-tick-all]")) {
    box.checked = ticked > 0 && ticked === all.length;
    box.indeterminate = ticked > 0 && ticked < all.length;
  }
}

function countAll() {
  for (const bar of document.querySelectorAll("[data-bulk]")) count(bar);
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) {
    for (const bar of document.querySelectorAll("[data-bulk]")) {
      for (const box of boxes(bar)) box.checked = event.target.checked;
    }
  }
  if (event.target.type === "checkbox") countAll();
});

onFresh(countAll);
