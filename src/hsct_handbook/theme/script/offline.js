/* Keeping the handbook on this device, only when asked to: one button keeps it, one takes it away again. */
"use strict";
(() => {
  const box = document.getElementById("offline");
  if (!box || !navigator.serviceWorker || !location.protocol.startsWith("http")) return;
  const [said, keep, drop] = [box.querySelector("[role=status]"), ...box.querySelectorAll("button")];
  const worker = box.dataset.worker;
  const show = (kept, words) => {
    keep.hidden = kept;
    drop.hidden = !kept;
    said.textContent = words || (kept ? "The handbook is kept on this device. You can read it without a connection." : "");
  };
  const kept = () => navigator.serviceWorker.getRegistration(worker);
  keep.addEventListener("click", async () => {
    said.textContent = "Fetching every page …";
    try {
      const made = await navigator.serviceWorker.register(worker);
      const works = made.installing || made.waiting || made.active;
      await new Promise((done, failed) => {
        const look = () => works.state === "activated" ? done() : works.state === "redundant" && failed();
        works.addEventListener("statechange", look);
        look();
      });
      show(true);
    } catch {
      show(false, "That did not work. Please check your connection and try again.");
    }
  });
  drop.addEventListener("click", async () => {
    const made = await kept();
    if (made) await made.unregister();
    for (const name of await caches.keys()) if (name.startsWith("handbook-")) await caches.delete(name);
    show(false, "The handbook is no longer kept on this device.");
  });
  kept().then((made) => { show(Boolean(made)); box.hidden = false; });
})();
