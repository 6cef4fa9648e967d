// Scrolls a menu or a row of tabs that is longer than its place to where one is.

for (const here of document.querySelectorAll(".rail-menu [aria-current], .tabs [aria-current]")) {
  const place = here.closest(".tabs, .rail-menu");
  const [inner, outer] = [here.getBoundingClientRect(), place.getBoundingClientRect()];
  place.scrollLeft += Math.max(0, inner.right - outer.right);
  place.scrollTop += Math.max(0, inner.bottom - outer.bottom);
}
