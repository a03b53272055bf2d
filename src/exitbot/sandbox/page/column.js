// One person's chat: head, messages, start button, writing line.
import { post } from "./api.js";
import { Composer } from "./composer.js";
import { icon, make } from "./dom.js";
import { messageItem } from "./message.js";
import { measureQuotes } from "./text.js";
import { ACCOUNT_LANGUAGES, t } from "./words.js";

const NEAR_END = 60; // pixels from the end that still count as reading the newest
const TOAST_MS = 3500;
const SAMPLES = {
  sticker: { sticker: { file_id: "sample", file_unique_id: "sample", type: "regular", width: 512, height: 512, is_animated: false, is_video: false } },
  contact: { contact: { phone_number: "+10000000000", first_name: "Sample" } },
  location: { location: { latitude: 0, longitude: 0 } },
  document: { document: { file_id: "sample", file_unique_id: "sample", file_name: "sample.pdf" } },
};

export class Column {
  constructor(person) {
    this.id = person.id;
    this.items = new Map(); // message id -> element
    this.waiting = new Map(); // query id -> button
    this.log = make("div", { class: "log", role: "log", tabindex: "0", "data-testid": "log" });
    this.toastBox = make("div", { class: "toast", role: "status", "data-testid": "toast" });
    this.head = make("div", { class: "head" });
    this.foot = make("div", { class: "foot" });
    this.element = make("section", { class: "column", "data-testid": "column", "data-person": String(person.id) }, this.head, this.log, this.foot, this.toastBox);
    this.composer = new Composer((text) => this.act("send", { text }));
    // Fonts, a turned phone or a tab that comes to the front change which quotes are long.
    new ResizeObserver(() => measureQuotes(this.log)).observe(this.log);
    this.show(person);
  }

  /** Show a person's state anew: everything but the draft. */
  show(person) {
    this.person = person;
    this.log.setAttribute("aria-label", `${t("messages")}: ${person.name}`);
    this.element.setAttribute("aria-label", person.name);
    this.showHead();
    this.items.clear();
    this.log.replaceChildren();
    for (const message of person.messages) this.put(message, false);
    this.showFoot();
    this.toEnd();
  }

  showHead() {
    const { person } = this;
    const language = make("select", { "aria-label": t("accountLanguage"), "data-testid": "account-language", onchange: () => this.act("language", { language: language.value }) });
    const languages = { ...ACCOUNT_LANGUAGES, [person.language]: ACCOUNT_LANGUAGES[person.language] ?? person.language };
    for (const code of Object.keys(languages)) language.append(make("option", { value: code, title: languages[code] }, code));
    language.value = person.language;
    this.head.replaceChildren(
      make("div", { class: "face", "aria-hidden": "true" }, [...person.bot.name][0] ?? "?"),
      make("div", { class: "who" }, make("strong", { "data-testid": "bot-name" }, person.bot.name), make("span", {}, `${person.name} · ${t("bot")}`)),
      language,
      this.moreMenu(),
    );
  }

  moreMenu() {
    const list = make("div", { class: "list", role: "menu", hidden: true });
    const open = make("button", { class: "plain", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": t("more"), "data-testid": "more", onclick: () => toggle(list.hidden) }, icon("more"));
    const toggle = (show) => { list.hidden = !show; open.setAttribute("aria-expanded", String(show)); if (show) list.firstChild.focus(); };
    const entry = (label, name, action) => make("button", { class: "plain", role: "menuitem", "data-testid": name, onclick: () => { toggle(false); action(); } }, label);
    list.append(...Object.keys(SAMPLES).map((kind) => entry(t(kind), `send-${kind}`, () => this.act("send_raw", { fields: SAMPLES[kind] }))),
      entry(t("clearChat"), "clear-chat", () => this.act("delete_chat")), entry(t("block"), "block", () => this.act("block")));
    const pop = make("div", { class: "pop" }, open, list);
    pop.addEventListener("focusout", (event) => { if (!pop.contains(event.relatedTarget)) toggle(false); });
    pop.addEventListener("keydown", (event) => { if (event.key === "Escape") { toggle(false); open.focus(); } });
    return pop;
  }

  showFoot() {
    const { person } = this;
    const empty = this.items.size === 0;
    this.log.querySelector(".about")?.remove();
    if (empty && !person.blocked) {
      this.log.append(make("div", { class: "about", "data-testid": "about" }, make("h2", {}, t("about")), person.bot.description || t("noAbout")));
    }
    if (empty || person.blocked) {
      const label = person.blocked ? t("unblock") : t("start");
      const begin = make("button", { class: "solid big", "data-testid": "start", onclick: () => this.act("start") }, label);
      if (!this.foot.querySelector(".big")) this.foot.replaceChildren(begin);
      else this.foot.firstChild.textContent = label;
      return;
    }
    this.composer.update(person.bot);
    if (!this.foot.contains(this.composer.element)) {
      const hadFocus = this.foot.contains(document.activeElement);
      this.foot.replaceChildren(this.composer.element);
      if (hadFocus) this.composer.field.focus();
    }
  }

  /** Add or replace one message; an edited one keeps its place, and whoever reads the end stays there. */
  put(message, live = true) {
    const atEnd = this.atEnd();
    const old = this.items.get(message.id);
    const focused = old?.contains(document.activeElement) ? this.focusIndex(old) : -1;
    const item = messageItem(message, {
      press: (button, element) => this.press(message.id, button, element),
      command: (text) => this.act("send", { text }),
      toast: (words) => this.toast(words),
      edit: (text) => this.act("edit", { message_id: message.id, text }),
      remove: () => this.act("delete", { message_id: message.id }),
    });
    this.items.set(message.id, item);
    if (old) old.replaceWith(item); else this.log.append(item);
    if (focused >= 0) (item.querySelectorAll(".key")[focused] ?? item.querySelector(".key") ?? this.log).focus({ preventScroll: true });
    measureQuotes(item);
    if (!live) return;
    this.showFoot();
    if (atEnd || !old) this.toEnd();
  }

  remove(ids) {
    for (const id of ids) {
      this.items.get(id)?.remove();
      this.items.delete(id);
    }
    this.showFoot();
  }

  /** Which of an item's buttons has the focus, so that a press by keyboard does not lose its place. */
  focusIndex(item) {
    return Math.max(0, [...item.querySelectorAll(".key")].indexOf(document.activeElement));
  }

  async press(messageId, button, element) {
    element.classList.add("waiting");
    try {
      const { done } = await post(`people/${this.id}/press`, { message_id: messageId, data: button.callback_data });
      this.waiting.set(done, element);
      // The answer may have come before this line knew the query's number.
      if (this.early?.has(done)) this.answered(done, this.early.get(done));
    } catch {
      element.classList.remove("waiting");
      this.toast(t("gone"));
    }
  }

  answered(query, answer) {
    const element = this.waiting.get(query);
    if (!element) {
      (this.early ??= new Map()).set(query, answer);
      return;
    }
    this.waiting.delete(query);
    this.early?.delete(query);
    element.classList.remove("waiting");
  }

  toast(words) {
    clearTimeout(this.toastTimer);
    this.toastBox.textContent = words;
    this.toastBox.classList.add("on");
    this.toastTimer = setTimeout(() => this.toastBox.classList.remove("on"), TOAST_MS);
  }

  async act(action, body = {}) {
    try {
      await post(`people/${this.id}/${action}`, body);
    } catch (error) {
      this.toast(error.message);
    }
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }
}
