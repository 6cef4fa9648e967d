// Whoever works by keyboard stays where they worked: a part that is replaced under the focus is given it back.

let hadFocus = false;

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = event.detail;
  const isAct = requestConfig.verb !== "get" && requestConfig.elt.contains(requestConfig.triggeringEvent?.target);
  hadFocus = isAct || target.contains(document.activeElement);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!hadFocus || (document.activeElement && document.activeElement !== document.body)) return;
  hadFocus = false;
  stayIn(event.target);
});

function stayIn(part) {
  const place = part.querySelector("h1, h2") ?? part;
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus();
}
