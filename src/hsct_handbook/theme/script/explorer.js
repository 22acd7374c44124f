/* Narrows, sorts and sets side by side the rows of the table of studies. What is chosen stands in the address, after
   the # sign, so that a link can be sent and a folder serves as well as a server. */
"use strict";
(() => {
  const box = document.querySelector(".explore"), table = document.querySelector(".explorer");
  if (!box || !table) return;
  const form = box.querySelector("form"), { type, design, strength, from, to, sort, compared } = form.elements;
  const said = box.querySelector("[role=status]"), side = box.querySelector("section"), most = +box.dataset.most;
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells], names = heads.map((head) => head.textContent);
  const columns = { name: 0, year: 1, design: 2, people: 3, follow: 6 };
  const make = (tag, into, text = "") => { const made = into.appendChild(document.createElement(tag)); made.textContent = text; return made; };

  const studies = [...body.rows].map((row, name) => {
    const has = (mark) => row.classList.contains(mark);
    const value = (mark) => +([...row.classList].find((given) => given.startsWith(mark)) || "xx-1").slice(2);
    const kind = [...design.options].findIndex((option) => has("d-" + option.value));
    const label = make("label", row.cells[0]), pick = make("input", label);
    label.className = "tick";
    pick.type = "checkbox";
    label.append("Side by side");
    make("span", label, ": " + row.cells[0].textContent.replace("Side by side", "")).className = "vh";
    return { row, has, pick, slug: row.id.slice(6), year: value("y-"), by: { name, design: kind, year: -value("y-"), people: -value("n-"), follow: -value("f-") } };
  });
  const go = make("button", box);
  go.type = "button";
  go.remove();

  const shows = ({ has, year }) =>
    (!type.value || has("t-" + type.value)) && (!design.value || has("d-" + design.value)) && (!strength.value || has("s-" + strength.value)) &&
    (!compared.checked || has("c")) && (!from.value || year >= from.value) && (!to.value || (year > 0 && year <= to.value));

  let order = "name";
  function apply() {
    let shown = 0;
    for (const study of studies) shown += !(study.row.hidden = !shows(study));
    const key = sort.value;
    if (key !== order) {
      studies.sort((a, b) => a.by[key] - b.by[key] || a.by.name - b.by.name);
      body.append(...studies.map(({ row }) => row));
      order = key;
    }
    for (const name in columns) heads[columns[name]].ariaSort = name === key ? (studies[0].by[name] < 0 ? "descending" : "ascending") : null;
    said.textContent = said.dataset.say.replace("#", shown);
  }

  const picked = () => studies.filter(({ pick }) => pick.checked);
  function compare() {
    const chosen = picked(), [head, rows] = [side.querySelector("thead tr"), side.querySelector("tbody")];
    for (const { pick } of studies) pick.disabled = !pick.checked && chosen.length >= most;
    side.hidden = chosen.length < 2;
    go.textContent = `See ${chosen.length} side by side`;
    if (side.hidden) go.remove();
    head.replaceChildren(head.cells[0]);
    rows.replaceChildren();
    for (const { row } of chosen) {
      const cell = make("th", head);
      cell.scope = "col";
      cell.append(row.cells[0].querySelector("a").cloneNode(true));
    }
    for (let at = 1; at < heads.length; at++) {
      const line = make("tr", rows);
      make("th", line, names[at]).scope = "row";
      for (const { row } of chosen) {
        const cell = make("td", line);
        cell.dataset.l = row.cells[0].querySelector("a").textContent;
        cell.append(...row.cells[at].cloneNode(true).childNodes);
      }
    }
  }

  function keep() {
    const state = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...state]) if (!value || value === "name") state.delete(name);
    if (picked().length) state.set("with", picked().map(({ slug }) => slug).join("."));
    history.replaceState(null, "", String(state) ? "#" + state : location.pathname + location.search);
  }
  function read() {
    if (location.hash && !location.hash.includes("=")) return;
    const state = new URLSearchParams(location.hash.slice(1)), chosen = (state.get("with") || "").split(".").slice(0, most);
    compared.checked = state.has("compared");
    for (const field of [type, design, strength, from, to, sort]) {
      field.value = state.get(field.name) || field.options[0].value;
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
    for (const { pick, slug } of studies) pick.checked = chosen.includes(slug);
  }

  form.addEventListener("change", () => { apply(); keep(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { apply(); keep(); }));
  body.addEventListener("change", ({ target }) => {
    compare();
    if (!side.hidden) target.closest("th").append(go);
    const many = picked().length;
    said.textContent = many === 1 ? "1 study chosen. Choose 1 or 2 more to see them side by side." : `${many} studies chosen.` + (many < most ? "" : " That is the most.");
    keep();
  });
  go.addEventListener("click", () => side.focus());
  side.querySelector("button").addEventListener("click", () => {
    for (const { pick } of studies) pick.checked = false;
    compare();
    keep();
    sort.focus();
  });
  for (const name in columns) {
    const head = heads[columns[name]], button = make("button", head, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => { sort.value = name; apply(); keep(); });
  }
  window.addEventListener("hashchange", () => { read(); apply(); compare(); });
  read();
  apply();
  compare();
  box.hidden = false;
})();
