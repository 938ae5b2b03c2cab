// Only makes pages smoother: everything works without this file.
"use strict";
(() => {
  const summary = document.getElementById("errors");
  if (summary) summary.focus();
  if (window.matchMedia("(max-width: 48rem)").matches) document.querySelectorAll("details[data-fold-narrow]").forEach((one) => one.removeAttribute("open"));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.classList.contains("is-busy")) { event.preventDefault(); return; }
    form.classList.add("is-busy");
    window.setTimeout(() => form.classList.remove("is-busy"), 30000);
  });
  document.querySelectorAll("textarea[data-copy]").forEach((text) => {
    const button = document.createElement("button");
    const said = document.createElement("span");
    button.type = "button";
    button.className = "second";
    button.textContent = text.dataset.copy;
    button.setAttribute("aria-describedby", text.id);
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      text.select();
      try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); } // the first wants https
      said.textContent = ` ✓ ${text.dataset.copied}`;
    });
    text.after(button, said);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form.is-busy").forEach((form) => form.classList.remove("is-busy")));
})();
