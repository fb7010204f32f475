"use strict";

// The page is a whole one without this script. With it, what changes is renewed in place:
// a form that is being filled in stays as it is, and the focus stays where it was.

const EVERY_MS = 500;
const problem = document.getElementById("problem");

function renew(text, withProblem) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const now = fresh.getElementById(part.id);
    if (now === null || now.innerHTML === part.innerHTML) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceChildren(...now.childNodes);
    if (focused) document.getElementById(focused)?.focus();
  }
  if (withProblem) problem.textContent = fresh.getElementById("problem").textContent;
}

async function look() {
  try {
    const answer = await fetch("/");
    renew(await answer.text(), false);
    if (problem.textContent === problem.dataset.stopped) problem.textContent = "";
  } catch {
    problem.textContent = problem.dataset.stopped;
  }
  setTimeout(look, EVERY_MS);
}

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target, event.submitter));
  try {
    const answer = await fetch(event.target.action, { method: "POST", body });
    renew(await answer.text(), true);
  } catch {
    problem.textContent = problem.dataset.stopped;
  }
});

setTimeout(look, EVERY_MS);
