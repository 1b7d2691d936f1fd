// The service worker. It never keeps a form or a receipt: where there is no signal it shows a page
// that sends what waits on this phone, and that page is all it has.
const NAME = "{{ version }}";
const PAGE = "{{ page }}";

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(NAME).then((held) => held.add(PAGE)));
});
addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) =>
      Promise.all(names.map((name) => name !== NAME && caches.delete(name)).concat(clients.claim())),
    ),
  );
});
addEventListener("fetch", (event) => {
  const { mode, method, url } = event.request;
  if (mode === "navigate" && method === "GET" && /^\/p\//i.test(new URL(url).pathname))
    event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)));
});
