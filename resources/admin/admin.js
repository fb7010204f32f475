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
  setTimeout(() => {
    button.textContent = words;
    delete button.dataset.words;
  }, 2000);
}

// Live parts are changed where they differ and nowhere else: what has the focus,
// is open, typed or marked stays. What has an id is the same thing wherever it is;
// a row never becomes another row under somebody's finger.
let pressing = false;
for (const [event, now] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
  document.addEventListener(event, () => { pressing = now; });
}
document.addEventListener("pointermove", (event) => { if (!event.buttons) pressing = false; });

function renewAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    const opened = name === "open" && old.nodeName === "DETAILS";
    if (!opened && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function renew(old, fresh) {
  // A copy button that says what it did goes back by itself.
  if (old.isEqualNode(fresh) || old.dataset?.words) return;
  const isMarked = document.getSelection()?.containsNode(old, true) && !document.getSelection().isCollapsed;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (!isMarked) old.nodeValue = fresh.nodeValue;
    return;
  }
  renewAttributes(old, fresh);
  const kept = new Set([...fresh.children].map((one) => one.id).filter(Boolean));
  for (const one of [...old.children]) if (one.id && !kept.has(one.id)) one.remove();
  let here = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const named = wanted.id && [...old.children].find((one) => one.id === wanted.id);
    const known = named || (here && !here.id && !wanted.id && here.nodeName === wanted.nodeName && here);
    if (!known) {
      old.insertBefore(wanted, here);
      continue;
    }
    // What has the focus is not moved, or it would lose it: the others go round it.
    while (here && here !== known && known.contains(document.activeElement)) {
      const passed = here;
      here = here.nextSibling;
      old.append(passed);
    }
    if (known === here) here = here.nextSibling;
    else old.insertBefore(known, here);
    renew(known, wanted);
  }
  while (here) {
    const left = here;
    here = here.nextSibling;
    left.remove();
  }
}

// A page that cannot look any more says so: nothing old is to be taken for new.
const stale = document.getElementById("stale");
let failures = 0;

function tellStale(words) {
  if (stale.textContent !== words) stale.textContent = words;
  stale.hidden = !words;
}

// A form that was refused is shown at the form's own address, which answers no look.
const here = new URL(document.body.dataset.here || "", location.href);
if (here.pathname === location.pathname) here.search = location.search;

async function lookOn() {
  const response = await fetch(here, { headers: { "X-Looking-On": "1" }, redirect: "manual" });
  if (response.type === "opaqueredirect" || response.status === 404) {
    tellStale(stale.dataset.over);
    return;
  }
  if (!response.ok && response.status !== 422) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  failures = 0;
  tellStale("");
  if (pressing) return;
  for (const old of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(old.id);
    if (fresh) renew(old, fresh);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button) copy(button);
});

// The way to a template leads into it.
function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();

const every = Number(document.body.dataset.live || 0);
if (every > 0) {
  const again = async () => {
    if (!document.hidden) {
      // Once is a relay that is restarting, twice is one that is gone.
      try { await lookOn(); } catch { if (++failures > 1) tellStale(stale.dataset.lost); }
    }
    setTimeout(again, every * 1000);
  };
  setTimeout(again, every * 1000);
}
