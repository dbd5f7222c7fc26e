{% load static %}// Keeps the form for notes on the device, so that it opens without a connection. It holds nothing of anybody.
const SHELF = "cupola-notes-1";
const FORM = "{% url 'voice:note_offline' %}";
const NEEDED = [FORM, "{% static 'voice/notes.js' %}", "{% static 'shell/cupola.css' %}"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(NEEDED)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith("cupola-notes-") && name !== SHELF).map((name) => caches.delete(name)),
  )).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(FORM)));
  } else if (NEEDED.includes(new URL(event.request.url).pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
  }
});
