"use strict";
// Help for those whose browser runs scripts: all of it works without.
(() => {
  const form = document.getElementById("decisions");
  const told = document.getElementById("draft-told");

  // What is typed is sent to the server as a draft, a moment after the last key.
  if (form && told && window.htmx) {
    let waiting = 0;
    let sent = "";
    const text = () => {
      const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string");
      return JSON.stringify(fields);
    };
    sent = text();
    const save = async () => {
      window.clearTimeout(waiting);
      const now = text();
      if (now === sent) { return; }
      sent = now;
      await window.htmx.ajax("POST", form.dataset.draft, {
        source: form, target: told, swap: "textContent",
        values: { quiet: "yes" },
      });
    };
    const later = () => {
      told.textContent = "";
      window.clearTimeout(waiting);
      waiting = window.setTimeout(save, 1200);
    };
    document.addEventListener("input", (event) => { if (event.target.form === form) { later(); } });
    // Of a page that is left, or loaded anew, the last letters too.
    window.addEventListener("pagehide", () => {
      const now = text();
      if (now !== sent) { navigator.sendBeacon(form.dataset.draft, new URLSearchParams(JSON.parse(now))); }
    });
  }

  // In the queue the arrow keys go from case to case, once one of them has the focus.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") { return; }
    const link = event.target.closest && event.target.closest("table.queue a[data-case]");
    if (!link) { return; }
    const all = [...document.querySelectorAll("table.queue a[data-case]")];
    const next = all[all.indexOf(link) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  });

  // A place in the page that an address names is opened, whatever it stands in.
  const open = () => {
    const place = document.getElementById(window.location.hash.slice(1));
    for (let at = place; at; at = at.parentElement) { if (at.tagName === "DETAILS") { at.open = true; } }
  };
  window.addEventListener("hashchange", open);
  open();
})();
