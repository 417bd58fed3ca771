"use strict";
for (const table of document.querySelectorAll("table.sortable")) {
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const body = table.tBodies[0];
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const compare = new Intl.Collator("en", { numeric: true }).compare;
      const rows = Array.from(body.rows, (row) => [row.cells[column].textContent.trim(), row]);
      rows.sort((a, b) => (down ? -1 : 1) * compare(a[0], b[0]));
      body.append(...rows.map((pair) => pair[1]));
    });
  });
}

const form = document.getElementById("filter");
const search = document.getElementById("search");
const found = document.getElementById("found");
const chosen = () => Array.from(form.querySelectorAll("fieldset"), (group) =>
  Array.from(group.querySelectorAll("[aria-pressed=true]"), (chip) => chip.dataset.t),
).filter((tokens) => tokens.length);
let lines = null;
const index = () => lines ??= Array.from(document.querySelectorAll(".group"), (section) => ({
  section,
  folded: Array.from(section.querySelectorAll("details")),
  rows: Array.from(section.querySelectorAll("tr[data-t]"), (row) => ({
    row,
    folded: row.closest("details"),
    tokens: new Set(row.dataset.t.split(" ")),
    text: row.textContent.toLowerCase(),
  })),
}));

const apply = () => {
  const groups = chosen();
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const all = groups.length === 0 && words.length === 0;
  let count = 0;
  for (const { section, folded, rows } of index()) {
    let here = 0;
    const open = new Set();
    for (const line of rows) {
      const fits = groups.every((tokens) => tokens.some((token) => line.tokens.has(token)))
        && words.every((word) => line.text.includes(word));
      if (line.row.hidden === fits) line.row.hidden = !fits;
      here += fits;
      if (fits) open.add(line.folded);
    }
    section.hidden = !all && here === 0;
    for (const part of folded) part.open = !all && open.has(part);
    count += here;
  }
  found.textContent = all ? "" : `${count.toLocaleString("en")} listed`;
};

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => {
  for (const chip of form.querySelectorAll("[aria-pressed=true]")) chip.setAttribute("aria-pressed", "false");
  setTimeout(apply);
});
form.addEventListener("click", (event) => {
  const chip = event.target.closest("[aria-pressed]");
  if (chip === null) return;
  chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") === "true" ? "false" : "true");
  apply();
});
let waiting = 0;
search.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(apply, 120);
});
const unfold = () => {
  const place = document.getElementById(location.hash.slice(1));
  const folded = place && place.closest("details");
  if (folded && !folded.open) {
    folded.open = true;
    place.scrollIntoView();
  }
};
addEventListener("hashchange", unfold);
unfold();
