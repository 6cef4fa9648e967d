// Lists the files one has chosen, with a small picture and a way to take each out again.

import { onFresh } from "./fresh.js";
import { say } from "./words.js";

const MB = 1024 * 1024;

function watch(input) {
  if (input.dataset.filesWatched) return;
  input.dataset.filesWatched = "yes";
  const list = document.querySelector(`[data-files-list="${CSS.escape(input.id)}"]`);
  if (list) input.addEventListener("change", () => show(input, list));
}

function show(input, list) {
  for (const picture of list.querySelectorAll("img")) URL.revokeObjectURL(picture.src);
  list.replaceChildren(...[...input.files].map((file, at) => line(input, list, file, at)));
}

function line(input, list, file, at) {
  const item = document.createElement("li");
  if (file.type.startsWith("image/")) item.append(picture(file));
  const name = document.createElement("span");
  name.textContent = file.name;
  const size = document.createElement("span");
  size.className = "files-size";
  size.textContent = `${(file.size / MB).toFixed(1)} MB`;
  item.append(name, size);
  const most = Number(input.dataset.mostMb);
  if (most && file.size > most * MB) {
    item.className = "is-wrong";
    item.append(document.createTextNode(` ${say("tooBig", most)}`));
  }
  item.append(remove(input, list, at));
  return item;
}

function picture(file) {
  const image = document.createElement("img");
  image.alt = "";
  image.src = URL.createObjectURL(file);
  return image;
}

function remove(input, list, at) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet button-small";
  button.textContent = say("remove");
  button.addEventListener("click", () => {
    const kept = new DataTransfer();
    [...input.files].forEach((file, place) => { if (place !== at) kept.items.add(file); });
    input.files = kept.files;
    show(input, list);
  });
  return button;
}

onFresh((part) => {
  for (const input of part.querySelectorAll("input[data-files]")) watch(input);
});
