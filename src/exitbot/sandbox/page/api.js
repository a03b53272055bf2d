// The way to the server: deeds go out by POST, everything that happens comes in by one feed.

export async function post(path, body = {}) {
  const response = await fetch(`/control/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/**
 * Keep a feed open. onState(state) gets everything once the feed stands (again), onEvent(event) every change after it,
 * onLine(bool) whether the server is there.
 */
export function openFeed({ onState, onEvent, onLine }) {
  const source = new EventSource("/control/feed");
  let waiting = null; // events that came while the state was on its way
  let loads = 0;

  async function load() {
    const mine = ++loads; // a newer load takes the place of one that is under way
    waiting ??= [];
    const state = await (await fetch("/control/state")).json();
    if (mine !== loads) return;
    await onState(state);
    if (mine !== loads) return;
    const missed = waiting;
    waiting = null;
    missed.forEach(onEvent);
  }

  source.onopen = () => { onLine(true); load(); };
  source.onerror = () => onLine(false);
  source.onmessage = (message) => {
    const event = JSON.parse(message.data);
    if (event.kind === "reload" || event.kind === "profile") load();
    else if (waiting) waiting.push(event);
    else onEvent(event);
  };
}
