"use strict";
/* Searching and filtering the quotations that stand on the page; nothing is loaded. */
(() => {
  const form = document.getElementById("filter");
  const list = document.getElementById("quotations");
  const count = document.getElementById("count");
  if (!form || !list || !count) return;

  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/ß/g, "ss");
  const entries = Array.from(list.children, (item) => ({
    item,
    quotation: item.querySelector("blockquote"),
    text: fold(
      Array.from(
        item.querySelectorAll("blockquote, .source, .codes, code"),
        (part) => part.textContent,
      ).join(" "),
    ),
    families: JSON.parse(item.dataset.family),
    role: item.dataset.role,
    size: item.dataset.size,
  }));
  const lines = new Map();
  for (const entry of entries) {
    for (const line of entry.quotation.children) lines.set(line, line.textContent);
  }

  /* Return the stretches of a line in which one of the words stands. */
  const stretches = (line, words) => {
    const places = Array.from(line, (sign, at) => ({ at, folded: fold(sign) }));
    let folded = "";
    const origin = [];
    let offset = 0;
    for (const { folded: sign } of places.values()) {
      for (let unit = 0; unit < sign.length; unit += 1) origin.push(offset);
      folded += sign;
      offset += 1;
    }
    const found = [];
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
        found.push([origin[at], origin[at + word.length - 1] + 1]);
      }
    }
    return found.sort((one, other) => one[0] - other[0]);
  };

  const mark = (element, text, words) => {
    const signs = Array.from(text);
    const parts = [];
    let at = 0;
    for (const [start, end] of words.length ? stretches(text, words) : []) {
      if (start < at) continue;
      parts.push(signs.slice(at, start).join(""));
      const marked = document.createElement("mark");
      marked.textContent = signs.slice(start, end).join("");
      parts.push(marked);
      at = end;
    }
    parts.push(signs.slice(at).join(""));
    element.replaceChildren(...parts);
  };

  const value = (name) => (form.elements[name] ? form.elements[name].value : "");

  const remember = () => {
    const wanted = new URLSearchParams();
    for (const name of ["words", "family", "role", "size"]) {
      if (value(name)) wanted.set(name, value(name));
    }
    const query = wanted.toString();
    try {
      history.replaceState(null, "", query ? `?${query}` : location.pathname);
    } catch {
      /* Some browsers keep the address of a local file as it is. */
    }
  };

  const apply = () => {
    const words = fold(value("words")).split(/\s+/).filter(Boolean);
    const [family, role, size] = ["family", "role", "size"].map(value);
    let shown = 0;
    for (const entry of entries) {
      const fits =
        words.every((word) => entry.text.includes(word)) &&
        (!family || entry.families.includes(family)) &&
        (!role || entry.role === role) &&
        (!size || entry.size === size);
      entry.item.hidden = !fits;
      shown += fits ? 1 : 0;
      for (const line of entry.quotation.children) {
        mark(line, lines.get(line), fits ? words : []);
      }
    }
    const told = count.dataset.shown;
    count.textContent =
      told.replace("{shown}", shown).replace("{all}", entries.length) +
      (shown ? "" : ` · ${count.dataset.none}`);
    remember();
  };

  const asked = new URLSearchParams(location.search);
  for (const name of ["words", "family", "role", "size"]) {
    if (asked.has(name) && form.elements[name]) {
      form.elements[name].value = asked.get(name);
    }
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.getElementById("unscripted").hidden = true;
  form.hidden = false;
  apply();
})();
