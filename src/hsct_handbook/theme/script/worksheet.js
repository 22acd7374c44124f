/* Keeping what was filled in on this device, only when asked to; one press forgets it. Nothing leaves the browser. */
"use strict";
(() => {
  const box = document.querySelector(".keep");
  const said = box.querySelector("[role=status]");
  const place = "handbook-worksheet";
  const fields = [...document.querySelectorAll(".sheet :is(input,textarea)")];
  const ticks = (field) => field.type === "radio" || field.type === "checkbox";
  const answers = () => fields.filter((field) => ticks(field) ? field.checked : field.value)
    .map((field) => [field.name, field.value]);
  const store = (words, work) => {
    try { work(localStorage); said.textContent = words; }
    catch { said.textContent = "This browser does not let pages keep anything."; }
  };
  let kept = false;
  const keep = (words) => store(words, (there) => {
    there.setItem(place, JSON.stringify(answers()));
    kept = true;
  });
  const told = "Your answers are kept on this device, and so is what you change. Nobody else gets them.";
  const does = {
    keep: () => keep(told),
    forget: () => store("Your answers are no longer kept. They stay on the page until you close it.", (there) => {
      there.removeItem(place);
      kept = false;
    }),
    print: () => print(),
  };
  box.addEventListener("click", (event) => { const what = event.target.dataset.do; if (what) does[what](); });
  document.addEventListener("input", () => { if (kept) keep(told); });
  /* A box that is too small for its text would cut it off on paper. */
  addEventListener("beforeprint", () => {
    for (const field of document.querySelectorAll("textarea"))
      while (field.scrollHeight > field.clientHeight && field.rows < 60) field.rows += 1;
  });
  store("", (there) => {
    const found = JSON.parse(there.getItem(place));
    if (!found) return;
    kept = true;
    for (const [name, value] of found) for (const field of fields) if (field.name === name) {
      if (!ticks(field)) field.value = value;
      else if (field.value === value) field.checked = true;
    }
    said.textContent = told;
  });
  box.hidden = false;
})();
