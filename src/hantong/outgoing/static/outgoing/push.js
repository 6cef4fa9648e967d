// Turns notifications on for this device; off is a plain form. One subscription of the browser serves all our pages, so
// turning one matter off does not end it.

const frame = document.querySelector("[data-push]");
const worker = frame?.dataset.worker;
if (frame) begin();

async function begin() {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return show("unsupported");
  if (Notification.permission === "denied") return show("denied");
  const registration = await navigator.serviceWorker.getRegistration(worker);
  const subscription = await registration?.pushManager.getSubscription();
  frame.querySelector("[data-push-on]").addEventListener("submit", turnOn);
  if (!subscription || !frame.dataset.known.split(" ").includes(await fingerprint(subscription.endpoint))) {
    return show("off");
  }
  const off = frame.querySelector("[data-push-off] [name=address]");
  if (off) off.value = subscription.endpoint;
  show("on");
}

async function fingerprint(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function show(state) {
  for (const part of frame.querySelectorAll("[data-push-state]")) {
    part.hidden = !part.dataset.pushState.split(" ").includes(state);
  }
}

async function turnOn(event) {
  event.preventDefault();
  const form = event.target;
  if (await Notification.requestPermission() !== "granted") return show("denied");
  try {
    await navigator.serviceWorker.register(worker);
    const registration = await ready();
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true, applicationServerKey: bytes(frame.dataset.key),
    });
    const given = subscription.toJSON();
    form.elements.address.value = given.endpoint;
    form.elements.public_key.value = given.keys.p256dh;
    form.elements.auth.value = given.keys.auth;
    if (form.elements.name) form.elements.name.value = device();
  } catch {
    return show("failed");
  }
  form.submit();
}

// The pages lie outside the worker's scope, so navigator.serviceWorker.ready would wait for ever.
async function ready() {
  const registration = await navigator.serviceWorker.getRegistration(worker);
  const starting = registration.installing ?? registration.waiting;
  if (!registration.active && starting) {
    await new Promise((done) => starting.addEventListener("statechange", () => starting.state === "activated" && done()));
  }
  return registration;
}

function device() {
  return navigator.userAgentData?.platform ?? navigator.platform ?? "";
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
