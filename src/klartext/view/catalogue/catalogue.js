"use strict";
// Search and filter; without this script every rule can still be read.
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const search = document.getElementById("suche");
  const choices = ["kategorie", "schwere", "quelle"].map((id) => document.getElementById(id));
  const hits = document.getElementById("treffer");
  const none = document.getElementById("nichts");
  const rules = all(".regel");
  const words = new Map(rules.map((rule) => [rule, `${rule.textContent.toLowerCase()} ${rule.dataset.worte}`]));

  function filter() {
    const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = choices.filter((choice) => choice.value);
    let shown = 0;
    for (const rule of rules) {
      const fits = wanted.every((word) => words.get(rule).includes(word))
        && chosen.every((choice) => rule.dataset[choice.id].split(" ").includes(choice.value));
      rule.hidden = !fits;
      shown += fits;
    }
    for (const group of [...all(".liste"), ...all("section")]) {
      group.hidden = !group.querySelector(".regel:not([hidden])");
    }
    none.hidden = shown > 0;
    hits.textContent = wanted.length || chosen.length ? `${shown} von ${rules.length} gezeigt` : "";
  }

  function showTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    search.value = "";
    choices.forEach((choice) => { choice.value = ""; });
    filter();
    target.scrollIntoView();
  }

  search.addEventListener("input", filter);
  choices.forEach((choice) => choice.addEventListener("change", filter));
  addEventListener("hashchange", showTarget);
  filter();
  showTarget();
})();
