// Live updates: the server says which topic changed; every region with data-live="topic" fetches itself again.
// Without the stream the regions are fetched every 20 seconds instead, so a page is never quietly old.

import { toast } from "./toast.js";
import { say } from "./words.js";

const POLL_MS = 20000;
const TRY_AGAIN_MS = 60000;
const address = document.querySelector('meta[name="hantong-live"]')?.content;
let polling = 0;
let wasLost = false;

export function listen() {
  if (!address) return;
  if (!window.EventSource) return poll();
  const stream = new EventSource(address);
  stream.onopen = () => { stopPolling(); };
  stream.onmessage = receive;
  for (const kind of (document.body.dataset.liveKinds ?? "changed,assigned,reply,alarm,presence").split(",")) {
    stream.addEventListener(kind, receive);
  }
  stream.onerror = () => {
    poll();
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, TRY_AGAIN_MS);
  };
}

function receive(event) {
  let news;
  try { news = JSON.parse(event.data); } catch { return; }
  refresh(news.topic);
  if (news.text) toast(news.text, { url: news.url, stays: event.type === "alarm" });
}

export function refresh(topic) {
  for (const region of document.querySelectorAll("[data-live]")) {
    const topics = region.dataset.live.split(" ");
    if (topic && !topics.some((one) => topic === one || topic.startsWith(`${one}:`))) continue;
    if (region.contains(document.activeElement) && isWriting(document.activeElement)) continue;
    fetchAgain(region);
  }
}

function isWriting(element) {
  return element.matches("input:not([type=checkbox]), textarea, select");
}

// A region either says how to fetch itself (hx-get with hx-trigger="live") or is cut out of its own page again.
function fetchAgain(region) {
  if (!window.htmx) return;
  if (region.hasAttribute("hx-get")) { window.htmx.trigger(region, "live"); return; }
  if (!region.id) return;
  const select = `#${CSS.escape(region.id)}`;
  window.htmx.ajax("GET", location.pathname + location.search, { target: select, select, swap: "outerHTML" });
}

function poll() {
  if (polling) return;
  if (!wasLost) toast(say("liveLost"));
  wasLost = true;
  polling = setInterval(() => { if (!document.hidden) refresh(); }, POLL_MS);
}

function stopPolling() {
  if (polling) { clearInterval(polling); polling = 0; refresh(); toast(say("liveBack")); }
  wasLost = false;
}

listen();
