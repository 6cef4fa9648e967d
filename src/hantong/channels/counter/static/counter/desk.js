// What makes the desk page fast: Enter goes on to the next field, Alt with a digit presses an outcome, and one
// phone number that fits exactly one person chooses that person at once.

const form = document.querySelector("[data-desk]");

const ONE_LINE = "input:not([type=radio]):not([type=checkbox]):not([type=hidden]):not([type=submit])";

function fields() {
  const all = form.querySelectorAll("input:not([type=hidden]), textarea, select");
  return [...all].filter((field) => field.offsetParent && !field.disabled && !field.closest("details:not([open])"));
}

function isChosen(field) {
  return field.type !== "radio" || field.checked || !form.querySelector(`[name="${field.name}"]:checked`);
}

function next(from) {
  const stops = fields().filter(isChosen);
  stops[stops.indexOf(from) + 1]?.focus();
}

form?.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.key !== "Enter") return;
  if (!event.target.matches(`${ONE_LINE}, [type=radio]`)) return;
  event.preventDefault();
  next(event.target);
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const digit = /^Digit([1-5])$/.exec(event.code)?.[1];
  const button = digit && form?.querySelector(`[data-alt="${digit}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// Choices that arrive already chosen tell the panel beside, as if they had been clicked.
form?.addEventListener("htmx:afterSwap", (event) => {
  if (!["people", "services"].includes(event.target.id)) return;
  event.target.querySelector("[type=radio]:checked")?.dispatchEvent(new Event("change", { bubbles: true }));
});
