// Live updates: the server says which topic changed; every region with data-live="topic" fetches itself again.
// Without the stream the regions are fetched every 20 seconds instead, so a page is never quietly old.

import { present } from "./presence.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

const POLL_MS = 20000;
const PATIENCE_MS = 5000; // a stream that is back by then was never worth a word
const TRY_AGAIN_MS = 60000;
let address = addressIn(document);
let polling = 0;
let patience = 0;

function addressIn(page) {
  return page.querySelector('meta[name="hantong-live"]')?.content;
}

function listen() {
  if (!window.EventSource) return poll();
  const stream = new EventSource(address);
  stream.onopen = () => { stopPolling(); catchUp(); };
  stream.onmessage = receive;
  for (const kind of (document.body.dataset.liveKinds ?? "changed,assigned,reply,alarm,presence").split(",")) {
    stream.addEventListener(kind, receive);
  }
  stream.onerror = () => {
    patience ||= setTimeout(poll, PATIENCE_MS);
    if (stream.readyState === EventSource.CLOSED) renew();
  };
}

function receive(event) {
  let news;
  try { news = JSON.parse(event.data); } catch { return; }
  if (news.people) return present(news.topic, news.people);
  refresh(news.topic);
  if (news.text) toast(news.text, { url: news.url, stays: event.type === "alarm" });
}

// The address holds a ticket that ends: the page itself, asked again, carries a fresh one.
async function renew() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const fresh = addressIn(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (fresh && fresh !== address) { address = fresh; return listen(); }
  } catch { /* no network: asked again below */ }
  setTimeout(listen, TRY_AGAIN_MS);
}

function refresh(topic) {
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
  window.htmx.ajax("GET", location.pathname + location.search, { source: region, target: region, select, swap: "outerHTML" });
}

// What happened between the page's making and the stream's opening: fetched where seconds matter.
function catchUp() {
  for (const region of document.querySelectorAll("[data-catch-up]")) fetchAgain(region);
}

function poll() {
  patience = 0;
  if (polling) return;
  toast(say("liveLost"));
  polling = setInterval(() => { if (!document.hidden) refresh(); }, POLL_MS);
}

function stopPolling() {
  clearTimeout(patience);
  patience = 0;
  if (!polling) return;
  clearInterval(polling);
  polling = 0;
  refresh();
  toast(say("liveBack"));
}

if (address) listen();
