// The list fetches itself again while one works: ticks, the current row and its focus stay where they were.

let ticked = new Set();
let current = "";
let hadFocus = false;

function key(row) {
  return row?.querySelector("a.row-title")?.getAttribute("href") ?? "";
}

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "matters") return;
  const region = document.getElementById("matters");
  ticked = new Set([...region.querySelectorAll("input[name=key]:checked")].map((box) => box.value));
  const row = region.querySelector("[data-row].is-current");
  current = key(row);
  hadFocus = Boolean(row?.contains(document.activeElement));
});

document.addEventListener("htmx:afterSwap", () => {
  const region = document.getElementById("matters");
  if (!region) return;
  for (const box of region.querySelectorAll("input[name=key]")) box.checked = ticked.has(box.value);
  for (const row of region.querySelectorAll("[data-row]")) {
    if (!current || key(row) !== current) continue;
    row.classList.add("is-current");
    if (hadFocus) row.querySelector("a.row-title").focus({ preventScroll: true });
  }
  region.querySelector("input[name=key]")?.dispatchEvent(new Event("change", { bubbles: true }));
});
