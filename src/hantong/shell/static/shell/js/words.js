// The words that scripts say, in the reader's language: base.html carries them.

const words = document.getElementById("words");

export function say(name, n) {
  const text = words?.dataset[name] ?? "";
  return n === undefined ? text : text.replace("{n}", n);
}
