// Fills in where the device is, when it can and is allowed to tell; the address field works without it.

import { onFresh } from "./fresh.js";
import { say } from "./words.js";

const PLACES = 6;

function watch(picker) {
  const button = picker.querySelector("[data-point-here]");
  if (!button || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const said = picker.querySelector("[data-point-said]");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        picker.querySelector("[data-point-latitude]").value = coords.latitude.toFixed(PLACES);
        picker.querySelector("[data-point-longitude]").value = coords.longitude.toFixed(PLACES);
        said.textContent = say("pointFound", Math.round(coords.accuracy));
        picker.dispatchEvent(new Event("input", { bubbles: true }));
      },
      () => { said.textContent = say("pointRefused"); },
      { enableHighAccuracy: true, timeout: 10000 },
    );
  });
}

onFresh((part) => {
  for (const picker of part.querySelectorAll("[data-point]")) watch(picker);
});
