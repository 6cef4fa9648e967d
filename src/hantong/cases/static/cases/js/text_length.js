// Says at each letter how long an answer is as a text message and what it costs: the same sum as the server's.

const GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
  + "abcdefghijklmnopqrstuvwxyzäöñüà";
const TWICE = "\f^{}\\[~]|€";

function tidy(text) {
  const lines = text.trim().split(/\r\n|\r|\n/).map((line) => line.trimEnd());
  return lines.filter((line, place) => line || (place && lines[place - 1])).join("\n");
}

// The sizes of the letters, in octets as the network counts them; a letter is never cut in two.
function sizes(text) {
  const letters = [...text];
  if (letters.every((letter) => GSM.includes(letter) || TWICE.includes(letter))) {
    return { unit: 1, alone: 160, together: 153, each: letters.map((letter) => (TWICE.includes(letter) ? 2 : 1)) };
  }
  return { unit: 2, alone: 140, together: 134, each: letters.map((letter) => letter.length * 2) };
}

export function parts(text) {
  const { unit, alone, together, each } = sizes(text);
  const whole = each.reduce((sum, size) => sum + size, 0);
  if (whole <= alone) return { count: 1, size: whole / unit, most: alone / unit };
  let count = 1;
  let filled = 0;
  for (const size of each) {
    if (filled + size > together) {
      count += 1;
      filled = 0;
    }
    filled += size;
  }
  return { count, size: whole / unit, most: whole / unit + Math.floor((together - filled) / unit) };
}

export function octets(text) {
  return [...text].reduce((sum, letter) => sum + (letter.codePointAt(0) < 128 ? 1 : 2), 0);
}

function measured(text, facts) {
  if (facts.by === "parts") {
    const found = parts(text);
    return { ...found, kind: "parts", cost: found.count * facts.part, isTooLong: found.count > facts.parts };
  }
  const size = octets(text);
  if (size <= facts.short) return { kind: "sms", count: 1, size, most: facts.short, cost: Number(facts.sms) };
  return { kind: "lms", count: 1, size, most: facts.long, cost: Number(facts.lms), isTooLong: size > facts.long };
}

function sentence(found, facts) {
  const values = { ...found, cost: Math.round(found.cost).toLocaleString(document.documentElement.lang) };
  return facts[`say${found.kind[0].toUpperCase()}${found.kind.slice(1)}`].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function show() {
  const place = document.getElementById("answer-length");
  const form = place?.closest("form");
  if (!form) return;
  const facts = place.dataset;
  const way = form.querySelector("#answer-way")?.value || facts.usual;
  place.hidden = way !== "sms";
  if (place.hidden) return;
  const written = form.querySelector("textarea")?.value ?? "";
  const found = measured(tidy(facts.before + written + facts.after), facts);
  place.textContent = found.isTooLong ? facts.sayShortened : sentence(found, facts);
}

document.addEventListener("input", (event) => event.target.closest?.("#answer-form") && show());
document.addEventListener("change", (event) => event.target.closest?.("#answer-form") && show());
document.addEventListener("htmx:load", show);
show();
