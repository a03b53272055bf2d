// A message's text with its entities, as nodes. Offsets are UTF-16 units, which is what JavaScript strings count in.
import { copyText, icon, make, showDialog } from "./dom.js";
import { t } from "./words.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s" };

/** Nodes for a text. onCommand(text) is called for a pressed /command, onToast(words) after copying. */
export function renderText(text, entities, { onCommand, onToast }) {
  return pieces(text, 0, text.length, entities, { onCommand, onToast });
}

function pieces(text, start, end, entities, actions) {
  const nodes = [];
  let at = start;
  const inside = entities.filter((entity) => entity.offset < end && entity.offset + entity.length > start);
  while (inside.length) {
    const entity = inside.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    if (from > at) nodes.push(text.slice(at, from));
    // Entities within this one become its children; one that reaches beyond goes on after it.
    const children = inside.filter((other) => other.offset < to);
    for (const child of children) {
      if (child.offset + child.length <= to) inside.splice(inside.indexOf(child), 1);
    }
    nodes.push(wrap(entity, text.slice(from, to), pieces(text, from, to, children, actions), actions));
    at = to;
    // A line break right after a block would show as an empty line.
    if (isBlock(entity) && text[at] === "\n" && at < end) at += 1;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function isBlock(entity) {
  return ["blockquote", "expandable_blockquote", "pre"].includes(entity.type);
}

function wrap(entity, words, children, { onCommand, onToast }) {
  switch (entity.type) {
    case "text_link":
    case "url":
    case "email":
      return link(entity.url ?? words, children);
    case "bot_command":
      return make("button", { type: "button", class: "link command", onclick: () => onCommand(words) }, ...children);
    case "code":
      return make("code", { onclick: () => copyText(words).then(() => onToast(t("copied"))) }, ...children);
    case "pre":
      return make("pre", { tabindex: "0" }, ...children);
    case "spoiler":
      return spoiler(children);
    case "blockquote":
      return make("div", { class: "quote" }, make("div", { class: "body" }, ...children));
    case "expandable_blockquote":
      return foldingQuote(children);
    default:
      return make(TAGS[entity.type] ?? "span", {}, ...children);
  }
}

function link(address, children) {
  const show = () => showDialog(`${t("link")}\n${address}\n\n${t("linkNote")}`, t("close"), [t("copy"), () => copyText(address)]);
  return make("button", { type: "button", class: "link", title: address, onclick: show, "data-testid": "link" }, ...children);
}

function spoiler(children) {
  const element = make("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler") }, make("span", {}, ...children));
  const show = () => { element.classList.add("shown"); element.removeAttribute("role"); element.removeAttribute("aria-label"); element.removeAttribute("tabindex"); };
  element.addEventListener("click", show);
  element.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(); } });
  return element;
}

function foldingQuote(children) {
  const body = make("div", { class: "body" }, ...children);
  const fold = make("button", { type: "button", class: "fold", "aria-expanded": "false", "aria-label": t("expand"), "data-testid": "fold", hidden: true }, icon("fold"));
  const quote = make("div", { class: "quote closed", "data-testid": "quote" }, body, fold);
  const toggle = () => {
    const closed = quote.classList.toggle("closed");
    fold.setAttribute("aria-expanded", String(!closed));
    fold.setAttribute("aria-label", t(closed ? "expand" : "fold"));
  };
  quote.addEventListener("click", (event) => {
    // A press on a link, or the end of marking words with the mouse, is not meant for the quote.
    if (event.target.closest(".link") || String(getSelection())) return;
    if (!fold.hidden) toggle();
  });
  return quote;
}

/** Give the folding quotes below a node their fold button if they are longer than three lines. Needs layout. */
export function measureQuotes(node) {
  for (const quote of node.querySelectorAll(".quote.closed")) {
    const body = quote.querySelector(":scope > .body");
    const fold = quote.querySelector(":scope > .fold");
    const long = body.scrollHeight > body.clientHeight + 2;
    if (body.clientHeight === 0) continue; // not on the screen yet
    fold.hidden = !long;
    quote.classList.toggle("folds", long);
  }
}
