// Keys and small conveniences. Every page works without this file.
const words = document.body.hasAttribute("data-keys");
let began = "";

function typing(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

function rows() {
  return [...document.querySelectorAll("[data-row]")];
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const now = all.indexOf(document.activeElement?.closest("[data-row]"));
  const next = all[Math.min(all.length - 1, Math.max(0, now + by))] ?? all[0];
  (next.querySelector("a") ?? next).focus();
  next.scrollIntoView({ block: "nearest" });
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = event.key;
  if (began === "g") {
    began = "";
    const link = document.querySelector(`[data-key="g ${CSS.escape(key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  // A button that names its key is pressed by it.
  const button = document.querySelector(`[data-press="${CSS.escape(key)}"]`);
  if (button) { event.preventDefault(); button.click(); return; }
  const acts = {
    "/": () => document.getElementById("q")?.focus(),
    "g": () => { began = "g"; setTimeout(() => { began = ""; }, 1500); },
    "j": () => step(1),
    "k": () => step(-1),
    "x": () => document.activeElement?.closest("[data-row]")?.querySelector("input[type=checkbox]")?.click(),
    "?": () => document.querySelector("[data-help]")?.click(),
  };
  if (acts[key]) { event.preventDefault(); acts[key](); }
}

if (words) document.addEventListener("keydown", pressed);

// On a phone the pages of a room are one line that slides: the page one is on must be seen in it.
const here = document.querySelector(".sub nav a[aria-current]");
if (here) {
  const line = here.closest("ul");
  line.scrollLeft = here.offsetLeft - line.offsetLeft - (line.clientWidth - here.clientWidth) / 2;
}

// A form that says so is sent as soon as a choice in it changes; its button stays for those without this file.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form) form.requestSubmit();
});

// Escape closes an open menu, and so does a click beside it.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((each) => { each.open = false; });
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((each) => {
    if (!each.contains(event.target)) each.open = false;
  });
});
