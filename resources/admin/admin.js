// Copy buttons and live refresh; everything else works without a script.
"use strict";
document.documentElement.classList.add("scripted");

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  const told = document.getElementById("told");
  let copied = false;
  try {
    await navigator.clipboard.writeText(field.value);
    copied = true;
  } catch {
    // Without https a browser has no clipboard for pages: the old way.
    field.focus();
    field.select();
    copied = document.execCommand("copy");
  }
  const words = button.dataset.words || (button.dataset.words = button.textContent);
  button.textContent = copied ? button.dataset.copied : button.dataset.failed;
  if (told) told.textContent = button.textContent;
  setTimeout(() => { button.textContent = words; }, 2000);
}

// A fresh part takes the place of the old one; what is open stays open, what
// somebody is using stays as it is.
let pressing = false;
for (const [event, now] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
  document.addEventListener(event, () => { pressing = now; });
}

function renew(old, fresh) {
  if (pressing) return;
  if (old.innerHTML === fresh.innerHTML || old.dataset.fresh === fresh.innerHTML) return;
  const selection = document.getSelection();
  const selected = selection && !selection.isCollapsed && old.contains(selection.anchorNode);
  if (selected || old.contains(document.activeElement)) return;
  const open = new Set([...old.querySelectorAll("details[open][id]")].map((one) => one.id));
  old.dataset.fresh = fresh.innerHTML;
  old.replaceChildren(...fresh.childNodes);
  for (const id of open) {
    const one = document.getElementById(id);
    if (one) one.open = true;
  }
}

async function lookOn() {
  const response = await fetch(location.href, { headers: { "X-Looking-On": "1" }, redirect: "manual" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const old of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(old.id);
    if (fresh) renew(old, fresh);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button) copy(button);
});

const every = Number(document.body.dataset.live || 0);
if (every > 0) {
  const again = async () => {
    if (!document.hidden) {
      try { await lookOn(); } catch { /* The relay is restarting: the next look will tell. */ }
    }
    setTimeout(again, every * 1000);
  };
  setTimeout(again, every * 1000);
}
