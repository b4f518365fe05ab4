// SPDX-License-Identifier: EUPL-1.2
// Keep what is typed: a form with data-draft="KEY" and data-draft-url is sent there five
// seconds after a change, when a field loses focus and when the page goes away. The body is
// the form itself plus draft_key; the answer is any 2xx. Files and passwords are never sent.
// The line [data-draft-status] says how it went, in words from data-saved and data-failed.

const PAUSE = 5000;
const states = new WeakMap();

function stateOf(form) {
  if (!states.has(form)) states.set(form, { timer: 0, dirty: false, submitted: false, sent: 0 });
  return states.get(form);
}

function bodyOf(form) {
  const body = new FormData();
  for (const [name, value] of new FormData(form)) {
    const control = form.elements.namedItem(name);
    if (typeof value === "string" && control?.type !== "password") body.append(name, value);
  }
  body.set("draft_key", form.dataset.draft);
  return body;
}

function say(form, name) {
  const line = form.querySelector("[data-draft-status]");
  if (!line) return;
  const lang = document.documentElement.lang || "nl";
  const time = new Date().toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" });
  line.dataset.state = name;
  line.textContent = line.dataset[name].replace("{time}", time);
}

async function save(form) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  if (!state.dirty) return;
  state.dirty = false;
  const turn = ++state.sent;
  let kept = false;
  try {
    const answer = await fetch(form.dataset.draftUrl, {
      method: "POST",
      body: bodyOf(form),
      credentials: "same-origin",
      keepalive: true,
      redirect: "error",
    });
    kept = answer.ok;
  } catch {
    kept = false;
  }
  if (!kept && !state.submitted) {
    state.dirty = true;
    state.timer = setTimeout(save, PAUSE * 3, form);
  }
  // An older answer that comes in late must not overwrite the word on a newer one.
  if (turn === state.sent) say(form, kept ? "saved" : "failed");
}

function draftOf(event) {
  return event.target.closest?.("form[data-draft]") ?? event.target.form?.closest("[data-draft]");
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = draftOf(event);
    if (!form) return;
    const state = stateOf(form);
    state.dirty = true;
    state.submitted = false;
    clearTimeout(state.timer);
    state.timer = setTimeout(save, PAUSE, form);
  });
}

document.addEventListener("focusout", (event) => {
  const form = draftOf(event);
  if (form) save(form);
});

// After a submit the server has the text; a draft sent later would bring the old one back.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-draft]")) return;
  const state = stateOf(event.target);
  clearTimeout(state.timer);
  state.dirty = false;
  state.submitted = true;
});

window.addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("form[data-draft]")) save(form);
});
