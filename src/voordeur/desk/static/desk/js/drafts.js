// SPDX-License-Identifier: EUPL-1.2
// Keep what is typed, whatever happens to the connection, the session or the tab.
//
// A form with data-draft="KEY" and data-draft-url is sent there five seconds after a change, when
// a field loses focus and when the page goes away. The body is the form itself plus draft_key; the
// answer is any 2xx. Files and passwords are never sent or kept.
//
// Until the server has it, every change is also kept in this browser, locked with a key that only
// the server gives and only to this account; the key is never stored. When the form is opened
// again what the server missed is put back. Signing out throws every copy away (shell.js), and so
// does the cookie by which the server says that a form was sent.
//
// The line [data-draft-status] says how it went, in words from its data-saved, data-failed,
// data-local and data-restored.

const PAUSE = 5000;
const STORE = "vd-draft:";
const DAY = 24 * 60 * 60 * 1000;
const NEVER = new Set(["csrfmiddlewaretoken", "draft_key", "opened"]);
const states = new WeakMap();
const forms = () => [...document.querySelectorAll("form[data-draft]")];

function stateOf(form) {
  if (!states.has(form)) {
    states.set(form, { timer: 0, dirty: false, submitted: false, sent: 0, turn: 0, kept: false });
  }
  return states.get(form);
}

function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => {
    const control = form.elements.namedItem(name);
    return typeof value === "string" && control?.type !== "password";
  });
}

function bodyOf(fields, draft) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  body.set("draft_key", draft);
  return body;
}

function say(form, name) {
  const line = form.querySelector("[data-draft-status]");
  if (!line) return;
  const lang = document.documentElement.lang || "nl";
  const time = new Date().toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" });
  line.dataset.state = name;
  line.textContent = (line.dataset[name] ?? "").replace("{time}", time);
}

// --- the copy in this browser ---

const hex = (buffer) =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const encode = (text) => new TextEncoder().encode(text);
const to64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const from64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

// Asked once per page, while the session is there. Without it nothing is kept here.
async function askLock() {
  const form = forms().at(0);
  const token = form?.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!form || !token || !window.crypto?.subtle) return null;
  try {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token);
    const answer = await fetch(`${form.dataset.draftUrl}sleutel/`, {
      method: "POST",
      body,
      credentials: "same-origin",
      redirect: "error",
    });
    if (!answer.ok) return null;
    const raw = from64((await answer.json()).key);
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    const names = { name: "HMAC", hash: "SHA-256" };
    const mac = await crypto.subtle.importKey("raw", raw, names, false, ["sign"]);
    const who = hex(await crypto.subtle.sign("HMAC", mac, encode("who"))).slice(0, 12);
    return { key, mac, who };
  } catch {
    return null;
  }
}
const lock = askLock();

async function placeOf(draft) {
  const { mac, who } = await lock;
  const name = hex(await crypto.subtle.sign("HMAC", mac, encode(draft))).slice(0, 32);
  return `${STORE}${who}:${name}`;
}

async function keepHere(form) {
  const state = stateOf(form);
  const turn = ++state.turn;
  const known = await lock;
  if (!known) return;
  try {
    const draft = form.dataset.draft;
    const fields = fieldsOf(form).filter(([name]) => !NEVER.has(name));
    const place = await placeOf(draft);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = JSON.stringify({ draft, fields, at: Date.now() });
    const how = { name: "AES-GCM", iv, additionalData: encode(place) };
    const sealed = await crypto.subtle.encrypt(how, known.key, encode(text));
    // An older text that is sealed later must not take the place of a newer one.
    if (turn !== state.turn) return;
    const row = { at: Date.now(), iv: to64(iv), body: to64(sealed) };
    localStorage.setItem(place, JSON.stringify(row));
    state.kept = true;
  } catch {
    state.kept = false;
  }
}

async function dropHere(form) {
  const state = stateOf(form);
  state.turn++;
  state.kept = false;
  if (await lock) localStorage.removeItem(await placeOf(form.dataset.draft));
}

function putBack(form, fields) {
  const given = new Map();
  for (const [name, value] of fields) given.set(name, [...(given.get(name) ?? []), value]);
  for (const control of form.elements) {
    const { name, type } = control;
    // The version goes along: who changed something in between is shown, not written over.
    const hidden = type === "hidden" && !/(^|-)version(_|$)/.test(name);
    if (!name || hidden || NEVER.has(name) || ["submit", "button", "file", "password"].includes(type)) {
      continue;
    }
    const values = given.get(name) ?? [];
    if (type === "checkbox" || type === "radio") control.checked = values.includes(control.value);
    else if (type === "select-multiple") {
      for (const option of control.options) option.selected = values.includes(option.value);
    } else if (values.length) control.value = values[0];
  }
}

async function bringBack() {
  const known = await lock;
  if (!known) return;
  for (const place of Object.keys(localStorage).filter((name) => name.startsWith(STORE))) {
    let row = null;
    try {
      row = JSON.parse(localStorage.getItem(place));
      if (!place.startsWith(`${STORE}${known.who}:`)) {
        // Of somebody else at this computer: not for us to read, and not for ever.
        if (Date.now() - row.at > DAY) localStorage.removeItem(place);
        continue;
      }
      const how = { name: "AES-GCM", iv: from64(row.iv), additionalData: encode(place) };
      const plain = await crypto.subtle.decrypt(how, known.key, from64(row.body));
      const kept = JSON.parse(new TextDecoder().decode(plain));
      const form = forms().find((one) => one.dataset.draft === kept.draft);
      if (!form) await sendLater(kept, place);
      else if (!form.querySelector("[data-error-summary]") && !stateOf(form).dirty) {
        putBack(form, kept.fields);
        stateOf(form).dirty = true;
        say(form, "restored");
        stateOf(form).timer = setTimeout(save, PAUSE, form);
      }
    } catch {
      localStorage.removeItem(place);
    }
  }
}

// A form that is not on this page: its copy becomes a draft on the server.
async function sendLater(kept, place) {
  const form = forms()[0];
  const body = bodyOf(kept.fields, kept.draft);
  body.set("draft_at", String(kept.at));
  body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  const sent = await post(form.dataset.draftUrl, body);
  if (sent) localStorage.removeItem(place);
}

// --- the draft on the server ---

async function post(url, body) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      body,
      credentials: "same-origin",
      keepalive: true,
      redirect: "error",
    });
    return answer.ok;
  } catch {
    return false;
  }
}

async function save(form) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  if (!state.dirty) return;
  state.dirty = false;
  const turn = ++state.sent;
  const kept = await post(form.dataset.draftUrl, bodyOf(fieldsOf(form), form.dataset.draft));
  if (!kept && !state.submitted) {
    state.dirty = true;
    state.timer = setTimeout(save, PAUSE * 3, form);
  }
  // An older answer that comes in late must not overwrite the word on a newer one.
  if (turn !== state.sent) return;
  if (kept && !state.dirty) await dropHere(form);
  say(form, kept ? "saved" : state.kept ? "local" : "failed");
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
    keepHere(form);
  });
}

document.addEventListener("focusout", (event) => {
  const form = draftOf(event);
  if (form) save(form);
});

// After a submit the server has the text; a draft sent later would bring the old one back. The
// copy here stays until the server says that it was done: the session may have ended meanwhile.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-draft]")) return;
  const form = event.target;
  const state = stateOf(form);
  if (!navigator.onLine) {
    event.preventDefault();
    keepHere(form).then(() => say(form, state.kept ? "local" : "failed"));
    return;
  }
  clearTimeout(state.timer);
  state.dirty = false;
  state.submitted = true;
  keepHere(form);
});

window.addEventListener("online", () => forms().forEach(save));

window.addEventListener("pagehide", () => {
  for (const form of forms()) save(form);
});

bringBack();
