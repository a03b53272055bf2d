// Switches for faults and the live list of Bot API calls.
import { post } from "./api.js";
import { make } from "./dom.js";
import { t } from "./words.js";

const MOST_CALLS = 200;
const PLANS = {
  next429: { retry_after: 3 }, next500: { status: 500 }, next502: { kind: "html", status: 502 },
  cut: { kind: "reset" }, loseAnswer: { status: 502, after: true },
};

export class Panel {
  constructor(element, nameOf) {
    this.element = element;
    this.nameOf = nameOf; // chat id -> person's name
    this.calls = [];
    this.withoutPolls = true;
    this.list = make("ol", { "data-testid": "calls", tabindex: "0" });
  }

  /** Build the panel in the page's language. faults: as the server tells them. */
  show(faults) {
    this.faults = faults;
    this.element.setAttribute("aria-label", t("panel"));
    this.element.replaceChildren(this.switches(), this.callList());
    this.showCalls();
  }

  switches() {
    const { faults } = this;
    const set = (body) => post("faults", body);
    const plan = (key) => make("button", { class: "quiet", "data-testid": key, onclick: () => set({ fail: PLANS[key] }) }, t(key));
    const planned = make("span", { class: "ms", "data-testid": "planned" }, faults.planned ? t("planned") + faults.planned : "");
    const kill = make("button", { class: "quiet danger", "data-testid": "kill", disabled: !faults.can_kill, title: faults.can_kill ? null : t("cannotKill"), onclick: () => post("kill") }, t("kill"));
    return make("section", {},
      make("div", { class: "heading" }, make("h2", {}, t("faults")), planned, make("button", { class: "quiet", "data-testid": "all-off", onclick: () => set({ clear: true }) }, t("allOff"))),
      make("div", { class: "chips", role: "group", "aria-label": t("nextCall") }, make("span", { class: "lead" }, t("nextCall")), ...Object.keys(PLANS).map(plan)),
      range("delay", faults.delay * 1000, 3000, 100, (value) => `${value} ms`, (value) => set({ delay: value / 1000 })),
      range("random", faults.rate * 100, 100, 5, (value) => `${value} %`, (value) => set({ rate: value / 100 })),
      check("duplicates", faults.duplicates > 0, (on) => set({ duplicates: on ? 1 : 0 })),
      check("limits", faults.limits, (on) => set({ limits: on })), kill);
  }

  callList() {
    const clear = make("button", { class: "quiet", "data-testid": "clear-calls", onclick: () => this.clear() }, t("clear"));
    return make("section", { class: "calls" },
      make("div", { class: "heading" }, make("h2", {}, t("calls")), clear),
      check("hidePolls", this.withoutPolls, (on) => { this.withoutPolls = on; this.showCalls(); }), this.list);
  }

  setFaults(faults) {
    this.faults = faults;
    const old = this.element.firstChild;
    if (!old) return;
    const focused = document.activeElement?.dataset?.testid;
    old.replaceWith(this.switches());
    if (focused) this.element.querySelector(`[data-testid="${focused}"]`)?.focus();
  }

  setCalls(calls) {
    this.calls = calls;
  }

  add(call) {
    this.calls.push(call);
    if (this.calls.length > MOST_CALLS) this.calls.shift();
    if (call.status !== 200 && this.faults?.planned) this.setFaults({ ...this.faults, planned: Math.max(0, this.faults.planned - (call.description.startsWith("fault:") ? 1 : 0)) });
    if (!this.shown(call)) return;
    this.list.querySelector(".none")?.remove();
    this.list.prepend(row(call, this.nameOf));
    if (this.list.childElementCount > MOST_CALLS) this.list.lastChild.remove();
  }

  shown(call) {
    return !(this.withoutPolls && call.method === "getUpdates" && call.status === 200);
  }

  showCalls() {
    const rows = this.calls.filter((call) => this.shown(call)).reverse().map((call) => row(call, this.nameOf));
    this.list.replaceChildren(...(rows.length ? rows : [make("li", { class: "none" }, t("noCalls"))]));
  }

  async clear() {
    this.calls = [];
    this.showCalls();
    await post("calls/clear");
  }
}

function row(call, nameOf) {
  const status = make("span", { class: call.status === 200 ? "status" : "status bad" }, String(call.status));
  const summary = make("summary", {}, status, make("b", {}, call.method), make("span", { class: "person" }, call.chat ? nameOf(call.chat) : ""), make("span", { class: "ms" }, `${call.ms} ms`));
  const details = make("details", {}, summary);
  // The long part is made when it is asked for: there may be hundreds of calls.
  details.addEventListener("toggle", () => {
    if (details.childElementCount > 1) return;
    const words = [call.description, JSON.stringify(call.parameters, readable, 2)].filter(Boolean).join("\n");
    details.append(make("pre", {}, words));
  });
  return make("li", { "data-testid": "call" }, details);
}

/** Parameters that came as JSON text are shown as what they mean. */
function readable(key, value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function range(key, value, most, step, words, onChange) {
  const output = make("output", {}, words(value));
  const input = make("input", { type: "range", min: "0", max: String(most), step: String(step), value: String(value), "data-testid": key });
  input.value = value;
  input.addEventListener("input", () => { output.textContent = words(input.value); });
  input.addEventListener("change", () => onChange(Number(input.value)));
  return make("label", {}, make("span", {}, t(key)), input, output);
}

function check(key, on, onChange) {
  const input = make("input", { type: "checkbox", checked: on, "data-testid": key });
  input.addEventListener("change", () => onChange(input.checked));
  return make("label", {}, make("span", {}, t(key)), input);
}
