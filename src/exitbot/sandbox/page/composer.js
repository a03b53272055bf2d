// The writing line: menu of commands, text, completion of "/".
import { icon, make } from "./dom.js";
import { t } from "./words.js";

const TALLEST = 130;

export class Composer {
  constructor(onSend) {
    this.onSend = onSend;
    this.commands = [];
    this.chosen = -1;
    this.field = make("textarea", { rows: "1", maxlength: "4096", enterkeyhint: "send", autocomplete: "off", "data-testid": "write", oninput: () => this.typed(), onkeydown: (event) => this.key(event) });
    this.menu = make("button", { type: "button", class: "quiet menu", "data-testid": "menu", onclick: () => this.toggleMenu() });
    this.send = make("button", { class: "solid send", "data-testid": "send" }, icon("send"));
    this.list = make("div", { class: "commands", role: "listbox", hidden: true, "data-testid": "commands" });
    const form = make("form", { class: "write", onsubmit: (event) => { event.preventDefault(); this.submit(); } }, this.menu, this.field, this.send);
    this.element = make("div", {}, this.list, form);
    this.element.addEventListener("focusout", (event) => { if (!this.element.contains(event.relatedTarget)) this.show([]); });
  }

  /** Take the bot's commands and the words of the page's language. */
  update(bot) {
    this.commands = bot.commands;
    this.menu.hidden = bot.commands.length === 0 || bot.menu === "web_app";
    this.menu.textContent = t("menu");
    this.field.placeholder = t("write");
    this.field.setAttribute("aria-label", t("write"));
    this.send.setAttribute("aria-label", t("send"));
    this.list.setAttribute("aria-label", t("commands"));
  }

  typed() {
    this.field.style.height = "40px";
    this.field.style.height = `${Math.min(TALLEST, this.field.scrollHeight + 2)}px`;
    const text = this.field.value;
    this.show(/^\/\w*$/.test(text) ? this.commands.filter(({ command }) => `/${command}`.startsWith(text.toLowerCase())) : []);
  }

  toggleMenu() {
    this.show(this.list.hidden ? this.commands : []);
  }

  show(commands) {
    this.chosen = -1;
    this.list.hidden = commands.length === 0;
    this.list.replaceChildren(...commands.map(({ command, description }) =>
      make("button", { type: "button", class: "plain", role: "option", "aria-selected": "false", onclick: () => this.take(command) },
        make("b", {}, `/${command}`), make("span", {}, description))));
  }

  take(command) {
    this.show([]);
    this.field.value = "";
    this.typed();
    this.onSend(`/${command}`);
    this.field.focus();
  }

  key(event) {
    const options = [...this.list.children];
    if (options.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.chosen = (this.chosen + step + options.length) % options.length;
      options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.chosen)));
      options[this.chosen].scrollIntoView({ block: "nearest" });
    } else if (options.length && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      this.field.value = options[Math.max(0, this.chosen)].firstChild.textContent;
      this.typed();
    } else if (event.key === "Escape") {
      this.show([]);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (this.chosen >= 0) options[this.chosen].click();
      else this.submit();
    }
  }

  submit() {
    const text = this.field.value;
    if (!text.trim()) return;
    this.field.value = "";
    this.typed();
    this.onSend(text);
  }
}
