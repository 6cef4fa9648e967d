// Shows a notification, and opens its page when it is pressed. It keeps nothing and answers no requests.

self.addEventListener("push", (event) => {
  let note;
  try { note = event.data.json(); } catch { return; }
  const shown = { body: note.body, tag: note.tag, data: note.url, silent: !note.loud, requireInteraction: note.loud };
  event.waitUntil(self.registration.showNotification(note.title, shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data, self.location.origin);
  if (address.origin !== self.location.origin) return;
  event.waitUntil(open(address.href));
});

async function open(address) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find((page) => page.url === address);
  return there ? there.focus() : self.clients.openWindow(address);
}
