// The page: bar, people, panel, and what the feed brings. Choices live in the address, nothing is stored.
import { openFeed, post } from "./api.js";
import { Column } from "./column.js";
import { icon, make, showDialog } from "./dom.js";
import { Panel } from "./panel.js";
import { chooseLanguage, PAGE_LANGUAGES, t } from "./words.js";

const NAMES = { ru: ["Оля", "Миша", "Вера", "Глеб"], uk: ["Оксана", "Тарас"], kk: ["Айгуль", "Ерлан"], de: ["Anna", "Jonas"], en: ["Ann", "Ben", "Carol", "Dan"] };
const THEMES = ["auto", "light", "dark"];
const MOST_PEOPLE = 12;

const query = new URLSearchParams(location.search);
const columns = new Map(); // person id -> Column
const bar = document.getElementById("bar");
const tabs = document.getElementById("tabs");
const board = document.getElementById("columns");
const panelBox = document.getElementById("panel");
const panel = new Panel(panelBox, (id) => columns.get(id)?.person.name ?? "");
let theme = THEMES.includes(query.get("theme")) ? query.get("theme") : "auto";
let pageLanguage = chooseLanguage(query.get("ui") ?? navigator.language.slice(0, 2));
let panelOpen = query.has("panel") ? query.get("panel") === "1" : false;
let online = false;
let front = null; // the person whose tab is open on a phone
let opened = false; // whether the wishes in the address were fulfilled

function remember(name, value) {
  if (value) query.set(name, value); else query.delete(name);
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
}

function showBar() {
  document.title = t("title");
  document.documentElement.dataset.theme = theme;
  const language = make("select", { "aria-label": t("pageLanguage"), "data-testid": "page-language", onchange: () => setLanguage(language.value) });
  for (const [code, name] of Object.entries(PAGE_LANGUAGES)) language.append(make("option", { value: code, title: name }, code.toUpperCase()));
  language.value = pageLanguage;
  bar.replaceChildren(
    make("h1", {}, t("title")),
    make("span", { class: `state ${online ? "" : "off"}`, role: "status", "data-testid": "online" }, make("span", {}, online ? t("connected") : t("lost"))),
    make("button", { class: "plain", "data-testid": "add-person", "aria-label": t("addPerson"), title: t("addPerson"), onclick: () => addPerson() }, icon("plus"), make("span", { class: "wide" }, ` ${t("addPerson")}`)),
    make("button", { class: "plain", "data-testid": "theme", "aria-label": `${t("theme")}: ${t(theme)}`, title: `${t("theme")}: ${t(theme)}`, onclick: nextTheme }, icon(theme)),
    make("button", { class: "plain", "data-testid": "panel-switch", "aria-pressed": String(panelOpen), "aria-label": t("panel"), title: t("panel"), onclick: togglePanel }, icon("panel"), make("span", { class: "wide" }, ` ${t("panel")}`)),
    language,
  );
  tabs.setAttribute("aria-label", t("people"));
  panelBox.hidden = !panelOpen;
}

function setLanguage(code) {
  pageLanguage = chooseLanguage(code);
  remember("ui", code);
  showBar();
  panel.show(panel.faults);
  for (const column of columns.values()) column.show({ ...column.person, messages: column.person.messages });
}

function nextTheme() {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  remember("theme", theme === "auto" ? "" : theme);
  showBar();
  bar.querySelector("[data-testid=theme]").focus();
}

function togglePanel() {
  panelOpen = !panelOpen;
  remember("panel", panelOpen ? "1" : "");
  showBar();
  bar.querySelector("[data-testid=panel-switch]").focus();
}

async function addPerson(language = query.get("lang") ?? pageLanguage) {
  const names = NAMES[language.slice(0, 2)] ?? NAMES.en;
  const person = await post("people", { name: names[columns.size % names.length], language });
  showPerson(person);
  toFront(person.id);
  return person;
}

function showPerson(person) {
  const column = columns.get(person.id);
  if (column) {
    column.show(person);
  } else {
    columns.set(person.id, new Column(person));
    board.append(columns.get(person.id).element);
    columns.get(person.id).toEnd();
  }
  if (front === null) toFront(person.id);
  showTabs();
}

function toFront(id) {
  front = id;
  for (const [number, column] of columns) column.element.classList.toggle("front", number === id);
  columns.get(id).news = false;
  columns.get(id).toEnd();
  showTabs();
}

function showTabs() {
  tabs.replaceChildren(...[...columns.values()].map((column) => make("button", {
    role: "tab", "aria-selected": String(column.id === front), "data-testid": "tab", onclick: () => toFront(column.id),
  }, `${column.person.name} · ${column.person.language}`, column.news ? make("span", { class: "dot" }) : null)));
}

/** What the address asks for: ?people=2&lang=ru&start=c_fr. A reload does not press start again. */
async function fulfilWishes() {
  opened = true;
  const wanted = Math.min(MOST_PEOPLE, Math.max(1, Number.parseInt(query.get("people") ?? "1", 10) || 1));
  while (columns.size < wanted) await addPerson();
  if (query.has("start")) {
    const payload = query.get("start");
    remember("start", "");
    let fresh = [...columns.values()].filter((column) => column.items.size === 0);
    if (!fresh.length) fresh = [columns.get((await addPerson()).id)];
    for (const column of fresh) await column.act("start", { payload });
  }
  toFront([...columns.keys()][0]);
}

function apply(event) {
  if (event.kind === "call") return panel.add(event.call);
  if (event.kind === "faults") return panel.setFaults(event.state);
  if (event.kind === "person") return showPerson(event.person);
  const column = columns.get(event.chat);
  if (!column) return undefined;
  const messages = column.person.messages;
  if (event.kind === "message" || event.kind === "edited") {
    const at = messages.findIndex((message) => message.id === event.message.id);
    if (at < 0) messages.push(event.message); else messages[at] = event.message;
    column.put(event.message);
    if (column.id !== front && !column.news) { column.news = true; showTabs(); }
  } else if (event.kind === "deleted") {
    column.person.messages = messages.filter((message) => !event.message_ids.includes(message.id));
    column.remove(event.message_ids);
  } else if (event.kind === "answer") {
    column.answered(event.query, event.answer);
    if (event.answer.text && event.answer.show_alert) showDialog(event.answer.text, t("close"));
    else if (event.answer.text) column.toast(event.answer.text);
  } else if (event.kind === "blocked") {
    column.person.blocked = event.blocked;
    column.showFoot();
  }
  return undefined;
}

async function takeState(state) {
  const there = new Set(state.people.map((person) => person.id));
  for (const [id, column] of columns) {
    // The server was started anew: whoever it does not know is gone.
    if (!there.has(id)) { column.element.remove(); columns.delete(id); if (front === id) front = null; }
  }
  state.people.forEach(showPerson);
  panel.setCalls(state.calls);
  panel.show(state.faults);
  if (!opened || columns.size === 0) await fulfilWishes();
}

showBar();
openFeed({ onState: takeState, onEvent: apply, onLine: (line) => { if (line !== online) { online = line; showBar(); } } });
