// One message: bubble, time, keyboard.
import { askText, copyText, icon, make, showDialog } from "./dom.js";
import { renderText } from "./text.js";
import { t } from "./words.js";

/** The element of a message. actions: press(button, element), command(text), toast(words), edit(text), remove(). */
export function messageItem(message, actions) {
  const text = make("div", { class: "text", "data-testid": "text" });
  if (message.text) text.append(...renderText(message.text, message.entities, { onCommand: actions.command, onToast: actions.toast }));
  if (message.other.length) text.append(make("span", { class: "other" }, t("kind") + message.other.join(", ")));
  const when = new Date((message.edited || message.date) * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const meta = make("span", { class: "meta" }, message.edited ? `${t("edited")} ${when}` : when);
  const bubble = make("div", { class: "bubble" }, text, meta);
  const item = make("article", {
    class: `item ${message.bot ? "" : "own"} ${message.keyboard.length ? "wide" : ""}`,
    "data-testid": message.bot ? "bot-message" : "own-message", "data-message": String(message.id),
  }, bubble);
  if (!message.bot) item.append(ownTools(message, actions));
  if (message.keyboard.length) item.append(keyboard(message.keyboard, actions));
  return item;
}

function ownTools(message, actions) {
  const tools = make("div", { class: "tools" });
  if (message.text) {
    const edit = () => askText(message.text, t("save"), t("cancel"), (text) => actions.edit(text));
    tools.append(make("button", { class: "plain", "aria-label": t("edit"), title: t("edit"), onclick: edit }, icon("edit")));
  }
  tools.append(make("button", { class: "plain", "aria-label": t("delete"), title: t("delete"), onclick: actions.remove }, icon("bin")));
  return tools;
}

function keyboard(rows, actions) {
  return make("div", { class: "keys", "data-testid": "keyboard" }, ...rows.map((row) => make("div", {}, ...row.map((button) => key(button, actions)))));
}

function key(button, actions) {
  const element = make("button", { type: "button", class: "key", "data-testid": "key" }, button.text);
  if (button.callback_data !== undefined) {
    element.addEventListener("click", () => actions.press(button, element));
  } else if (button.copy_text) {
    element.append(mark("copy", t("copies")));
    element.addEventListener("click", () => copyText(button.copy_text.text).then(() => actions.toast(t("copied"))));
  } else if (button.url) {
    element.append(mark("away", t("opensLink")));
    element.addEventListener("click", () => showDialog(`${t("link")}\n${button.url}\n\n${t("linkNote")}`, t("close"), [t("copy"), () => copyText(button.url)]));
  } else {
    element.disabled = true;
  }
  return element;
}

function mark(sign, words) {
  return make("span", { class: "mark", role: "img", "aria-label": words }, icon(sign));
}
