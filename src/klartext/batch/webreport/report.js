"use strict";
// Search, filter, sort and unfold; without this script everything can still be read.
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const search = document.getElementById("suche");
  const category = document.getElementById("kategorie");
  const hits = document.getElementById("treffer");
  const letters = all("details.brief");
  const words = new Map(letters.map((letter) => [letter.dataset.name, letter.textContent.toLowerCase()]));
  const rows = all("#rangliste tbody tr, #waerme tbody tr, details.brief");

  function filter() {
    const wanted = search.value.trim().toLowerCase();
    const kind = category.value;
    const shown = new Set();
    for (const row of rows) {
      const name = row.dataset.name;
      const fits = (!wanted || name.toLowerCase().includes(wanted) || (words.get(name) || "").includes(wanted))
        && (!kind || row.dataset.kat.split(" ").includes(kind));
      row.hidden = !fits;
      if (fits) shown.add(name);
    }
    hits.textContent = wanted || kind ? `${shown.size} von ${letters.length} gezeigt` : "";
  }

  function value(row, column) {
    const cell = row.cells[column];
    const given = cell.dataset.v;
    if (given === undefined) return cell.textContent.trim();
    return given === "" ? null : Number(given);
  }

  function sort(table, column, head) {
    const down = head.getAttribute("aria-sort") === "ascending";
    all("th", table.tHead).forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const compare = (a, b) => {
      const [x, y] = [value(a, column), value(b, column)];
      if (x === null || y === null) return (x === null) - (y === null);
      const order = typeof x === "number" ? x - y : x.localeCompare(y, "de");
      return down ? -order : order;
    };
    body.append(...all("tr", body).sort(compare));
  }

  function unfoldTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
      if (at.hidden) at.hidden = false;
    }
    if (target) target.scrollIntoView();
  }

  search.addEventListener("input", filter);
  category.addEventListener("change", filter);
  for (const table of all("table.sortierbar")) {
    all("th", table.tHead).forEach((head, column) => {
      head.firstElementChild.addEventListener("click", () => sort(table, column, head));
    });
  }
  document.getElementById("auf").addEventListener("click", () => {
    letters.forEach((letter) => { letter.open = !letter.hidden; });
  });
  document.getElementById("zu").addEventListener("click", () => letters.forEach((letter) => { letter.open = false; }));
  addEventListener("hashchange", unfoldTarget);
  unfoldTarget();
})();
