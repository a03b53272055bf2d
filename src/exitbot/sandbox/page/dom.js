// Small helpers. Text only ever enters through textContent: nobody's words become HTML.

/** make("button", {class: "key", onclick: f, "data-testid": "x"}, "words", child...) */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SHAPES = {
  plus: "M10 4v12M4 10h12",
  copy: "M7 7h9v9H7zM4 13V4h9",
  away: "M7 13L14 6M8 6h6v6",
  send: "M4 10h11M10 5l5 5-5 5",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  edit: "M4 16l1-4 8-8 3 3-8 8-4 1z",
  bin: "M4 6h12M8 6V4h4v2M6 6l1 10h6l1-10",
  fold: "M5 8l5 5 5-5",
  auto: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
  light: "M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6M10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5l1.4 1.4M14.1 14.1l1.4 1.4M4.5 15.5l1.4-1.4M14.1 5.9l1.4-1.4",
  dark: "M15.5 12.5A6.5 6.5 0 0 1 8 4a6.5 6.5 0 1 0 7.5 8.5z",
  panel: "M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4",
};

/** A drawn sign: fonts differ too much in what they have. Its meaning stands in the label of what it sits in. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

const dialog = document.getElementById("dialog");

/** Show words in a box that has to be closed; extra buttons as [label, action]. */
export function showDialog(words, closeLabel, ...actions) {
  const close = make("button", { class: "solid", onclick: () => dialog.close(), "data-testid": "dialog-close" }, closeLabel);
  const others = actions.map(([label, action]) =>
    make("button", { class: "quiet", onclick: () => { dialog.close(); action(); } }, label));
  dialog.replaceChildren(make("p", { "data-testid": "dialog-text" }, words), make("div", { class: "row" }, ...others, close));
  dialog.showModal();
}

/** Ask for a text; gives it to `save`. */
export function askText(value, saveLabel, cancelLabel, save) {
  const field = make("textarea", { rows: "4", class: "quiet" });
  field.value = value;
  const form = make("form", { method: "dialog", onsubmit: () => save(field.value) }, make("p", {}, field), make("div", { class: "row" },
    make("button", { class: "quiet", type: "button", onclick: () => dialog.close() }, cancelLabel),
    make("button", { class: "solid" }, saveLabel)));
  dialog.replaceChildren(form);
  dialog.showModal();
  field.focus();
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without permission for the clipboard the old way still works.
    const field = make("textarea", { class: "unseen" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}
