// Says who else has the same thing open: an element with data-presence="topic" (and data-me, one's own key).

import { say } from "./words.js";

export function present(topic, people) {
  for (const place of document.querySelectorAll("[data-presence]")) {
    if (place.dataset.presence !== topic) continue;
    const others = people.filter((person) => person.staff !== place.dataset.me);
    place.hidden = others.length === 0;
    place.textContent = say("alsoHere", others.map((person) => person.name).join(", "));
  }
}
