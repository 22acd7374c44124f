/* Search that forgives: exact words, their beginnings and forms, words that mean the same, and small misspellings.
   The index is loaded when the search is first used; it comes as a script, so that a folder serves as well as a server. */
"use strict";
(() => {
  const field = document.getElementById("q"), list = document.getElementById("hits"), said = document.getElementById("said");
  const row = document.querySelector("template").content.firstElementChild;
  const idle = new Set("a about am an and any are as at be been before but by can could did do does doing for from get give go had has have having he her his how i if in into is it its just me might more much my not of on or our people person shall she should so some take than that the their them then there these they this to too up us was we were what when where which while who why will with would you your after hsct ms problem problems thing things site under many way ways per".split(" "));
  const WEIGHT = { title: 6, heading: 4, text: 3, term: 2, body: 2 };
  /* How much more a page counts whose address is wholly in the question. */
  const CALLED = 1.5;
  let index, loading;

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const words = (text) => fold(text).match(/[a-z0-9]+/g) || [];
  const plain = (word) => word.replace(/[ao]e/g, "e").replace(/our/g, "or").replace(/z/g, "s");
  const stem = (spelt, word = plain(spelt)) => word.length < 5 ? word.replace(/s$/, "") : word.replace(/(ies|y)$/, "i").replace(/(ations?|ions?|ings?|ed|ers?|es|s|ly|e)$/, "");

  const dashed = (text) => text.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  /* How many letters were changed, left out, added or swapped with a neighbour; more than `most` counts as too many. */
  function apart(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before, last = [], row = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      [before, last, row] = [last, row, [i]];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
    }
    return row[b.length];
  }

  /* The page that a letter of the index stands for. */
  const number = (place) => place > "Z" ? place.charCodeAt(0) - 220 : parseInt(place, 36);

  /* Turn what was shipped into a list of words, each with the pages it stands on and how much it counts there. */
  function unpack([pages, terms, body, same]) {
    const found = new Map();
    const synonyms = Object.fromEntries(same.split("|").map((line) => line.split(" ")).map(([word, ...others]) => [word, others]));
    const add = (word, page, weight) => {
      if (!found.has(word)) found.set(word, new Map());
      const on = found.get(word);
      on.set(page, Math.max(on.get(page) || 0, weight));
    };
    const all = pages.map(([name, title, label, texts, headings]) => ({ url: name + ".html", title, label, texts, headings }));
    for (const names of terms) {
      const places = names.pop();
      all.push({ url: "glossary.html#term-" + dashed(names[0].toLowerCase()), title: names[0], label: "Word list", texts: [], headings: [], names });
      /* Who asks for one form of a word means the others too, and the pages that use it. */
      for (const name of names.map(fold)) if (/^[a-z]+$/.test(name)) {
        for (const place of places) add(name, number(place), WEIGHT.term);
        synonyms[name] = [...(synonyms[name] || []), ...words(names.join(" ")).filter((word) => word !== name && !idle.has(word))];
      }
    }
    all.forEach((page, at) => {
      page.named = page.names ? [] : words(page.url.replace(/.*\/|\.html/g, "")).filter((word) => !idle.has(word));
      const title = page.label === "Word list" ? WEIGHT.heading : WEIGHT.title;
      for (const word of words((page.names || [page.title]).join(" ")).concat(page.named)) add(word, at, title);
      for (const text of page.headings) for (const word of words(text)) add(word, at, WEIGHT.heading);
      for (const text of page.texts) for (const word of words(text)) add(word, at, WEIGHT.text);
    });
    let word = "";
    for (const entry of body ? body.split(" ") : []) {
      const [, shared, rest, places] = entry.match(/^(.)([a-z]*)(.*)$/);
      word = word.slice(0, parseInt(shared, 36)) + rest;
      for (const place of places) add(word, number(place), WEIGHT.body);
    }
    const stems = new Map();
    for (const word of [...found.keys(), ...Object.keys(synonyms)]) {
      const key = stem(word);
      if (!stems.has(key)) stems.set(key, new Set());
      stems.get(key).add(word);
    }
    return { all, found, stems, synonyms };
  }

  /* The words of the handbook that one word of a question may mean, each with how well it fits. */
  function meanings(asked) {
    const fits = new Map();
    const fit = (word, how) => fits.set(word, Math.max(fits.get(word) || 0, how));
    const known = () => { for (const word of index.stems.get(stem(asked)) || []) fit(word, word === asked ? 1 : 0.9); };
    known();
    if (asked.length > 2) for (const word of index.found.keys()) if (word.startsWith(asked)) fit(word, index.found.has(asked) ? 0.4 : 0.75);
    if (!index.found.has(asked) && asked.length > 3) {
      /* A form of another word may be meant, or a word that is one letter away. */
      const most = fits.size ? 1 : asked.length > 7 ? 3 : asked.length > 5 ? 2 : 1;
      let least = most;
      const near = [];
      for (const word of [...index.found.keys(), ...Object.keys(index.synonyms)]) {
        const steps = apart(asked, word, least);
        if (steps <= least) { least = steps; near.push([word, steps]); }
      }
      for (const [word, steps] of near) if (steps === least) for (const form of index.stems.get(stem(word)) || [word]) fit(form, form === word ? 0.8 : 0.7);
    }
    for (const [word, how] of [...fits]) for (const other of index.synonyms[word] || []) fit(other, how * 0.6);
    return fits;
  }

  function search(question) {
    let asked = [...new Set(words(question))];
    const telling = asked.filter((word) => !idle.has(word));
    if (telling.length) asked = telling;
    const scores = new Map(), hit = new Set();
    for (const word of asked) {
      const best = new Map();
      for (const [meant, how] of meanings(word)) {
        const on = index.found.get(meant);
        if (!on) continue;
        hit.add(meant);
        const rare = Math.log(1 + index.all.length / on.size);
        for (const [page, weight] of on) best.set(page, Math.max(best.get(page) || 0, how * weight * rare ** 2));
      }
      for (const [page, score] of best) {
        const known = scores.get(page) || [0, 0];
        scores.set(page, [known[0] + score, known[1] + 1]);
      }
    }
    const ranked = [...scores].map(([page, [score, matched]]) => {
      const { label, named } = index.all[page];
      const kind = label === "Chapter" ? 1.5 : label === "Word list" ? 0.8 : 1;
      const meant = named.length && named.every((word) => hit.has(word)) ? CALLED : 1;
      return [page, score * kind * meant * (matched / asked.length)];
    });
    ranked.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return { hit, asked, pages: ranked.slice(0, 10).map(([page]) => index.all[page]) };
  }

  /* Write a text with the words that were found marked. */
  function mark(into, text, hit) {
    for (const part of text.split(/([A-Za-zÀ-ÿ0-9]+)/)) {
      if (part && hit.has(fold(part))) into.appendChild(document.createElement("mark")).textContent = part;
      else into.append(part);
    }
  }

  const count = (text, hit) => new Set(words(text).filter((word) => hit.has(word))).size;
  const best = (texts, hit) => texts.reduce((a, b) => count(b, hit) > count(a, hit) ? b : a, texts[0] || "");

  function show(question) {
    list.replaceChildren();
    if (!question.trim()) { said.textContent = "Type a word or a question. Small mistakes in spelling do not matter."; return; }
    const { hit, asked, pages } = search(question);
    const unlike = [...hit].filter((word) => !asked.includes(word)).slice(0, 4);
    said.textContent = pages.length
      ? `${pages.length === 10 ? "The best 10 pages" : pages.length === 1 ? "1 page" : pages.length + " pages"} for “${question}”.` + (unlike.length ? ` We also looked for: ${unlike.join(", ")}.` : "")
      : `Nothing found for “${question}”. Try another word, or fewer words. You can also look through all pages or the word list, or ring the helpline at the foot of this page.`;
    for (const page of pages) {
      const item = row.cloneNode(true), link = item.querySelector("a"), sentence = item.querySelector("p:last-child");
      item.querySelector(".eyebrow").textContent = page.label;
      link.href = page.url;
      link.textContent = page.title;
      sentence.replaceChildren();
      mark(sentence, page.names ? "What it means, in a sentence or two." : best(page.texts, hit), hit);
      const heading = best(page.headings, hit);
      if (count(heading, hit) > count(sentence.textContent, hit)) {
        sentence.append(" Section: ");
        const there = sentence.appendChild(document.createElement("a"));
        there.href = page.url + "#" + dashed(fold(heading));
        there.textContent = heading;
      }
      list.append(item);
    }
  }

  function load() {
    loading ||= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = field.form.dataset.index;
      script.onload = () => { index = unpack(window.handbookIndex); done(); };
      script.onerror = failed;
      document.head.append(script);
    });
    return loading;
  }

  const look = () => load().then(() => show(field.value), () => { said.textContent = "The list of words could not be loaded. Please look through all pages below."; });
  field.addEventListener("focus", () => load().catch(() => {}), { once: true });
  field.addEventListener("input", look);
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { field.value = asked; look(); }
})();
