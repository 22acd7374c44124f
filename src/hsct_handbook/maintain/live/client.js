/* Put into pages by `make live` only: loads the page again when it was built anew, where the reader was, and shows
   what is wrong over it. */
"use strict";
(() => {
  const key = "live:" + location.pathname;
  const name = (path) => decodeURIComponent(path).replace(/^\//, "").replace(/(^|\/)$/, "$1index").replace(/\.html$/, "");

  /* The last part of the page that starts above the window's top, and how far above. */
  function place() {
    const above = [...document.querySelectorAll("main [id]")].filter((part) => part.getBoundingClientRect().top <= 0).pop();
    return { id: above && above.id, from: above ? above.getBoundingClientRect().top : 0, y: scrollY };
  }

  function goBack(kept) {
    const part = kept.id && document.getElementById(kept.id);
    const top = part ? scrollY + part.getBoundingClientRect().top - kept.from : kept.y;
    scrollTo({ top, behavior: "instant" });
  }

  const kept = sessionStorage.getItem(key);
  if (kept) {
    sessionStorage.removeItem(key);
    history.scrollRestoration = "manual";
    goBack(JSON.parse(kept));
    addEventListener("load", () => { goBack(JSON.parse(kept)); history.scrollRestoration = "auto"; });
  }

  function load() {
    sessionStorage.setItem(key, JSON.stringify(place()));
    location.reload();
  }

  /* Styled through the object model: the page's security policy allows no other style. */
  function show(errors) {
    let box = document.getElementById("live-errors");
    if (!errors) return box && box.remove();
    if (!box) {
      box = document.createElement("pre");
      box.id = "live-errors";
      box.setAttribute("role", "alert");
      Object.assign(box.style, {
        position: "fixed", inset: "auto 0 0 0", zIndex: 9999, maxHeight: "60vh", overflow: "auto", margin: 0,
        padding: "1rem 1.5rem", background: "#2b0b0b", color: "#fff", font: "1rem/1.5 ui-monospace, monospace",
        whiteSpace: "pre-wrap", borderTop: ".3rem solid #ff6b5e",
      });
      document.body.append(box);
    }
    box.textContent = errors;
  }

  let run;
  const events = new EventSource("/.live/events?page=" + encodeURIComponent(location.pathname));
  events.onmessage = (event) => {
    const told = JSON.parse(event.data);
    if (run && run !== told.run) return load();
    run = told.run;
    if (told.pages.includes(name(location.pathname))) return load();
    if (told.done) show(told.errors);
  };
})();
