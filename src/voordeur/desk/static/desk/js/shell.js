// SPDX-License-Identifier: EUPL-1.2
// Menu on small screens, dialogs, dismissing messages, printing, focus on errors.
// Listeners sit on the document, so that pieces swapped in later work too.

const root = document.documentElement;
root.classList.add("vd-has-script");

function toggleMenu(button) {
  const menu = document.getElementById(button.getAttribute("aria-controls"));
  const open = !menu.hasAttribute("data-open");
  menu.toggleAttribute("data-open", open);
  button.setAttribute("aria-expanded", String(open));
}

function openDialog(trigger, event) {
  const dialog = document.getElementById(trigger.dataset.dialogOpen);
  // Without the dialog on this page the link just goes to its own page.
  if (!dialog) return;
  event.preventDefault();
  dialog.showModal();
}

// Copies of what was typed (drafts.js): gone when their form was sent, and all of them when
// somebody signs out (or leaves in a hurry: exit.js), because the next one may sit at the same computer.
const COPIES = "vd-draft:";

function throwAway(which = () => true) {
  for (const place of Object.keys(localStorage)) {
    if (place.startsWith(COPIES) && which(place)) localStorage.removeItem(place);
  }
}

const sent = document.cookie.match(/(?:^|; )vd_sent=([0-9a-f.]+)/)?.[1].split(".");
if (sent) {
  throwAway((place) => sent.includes(place.split(":")[2]));
  document.cookie = "vd_sent=; max-age=0; path=/; samesite=strict";
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) throwAway();
});

const clicks = [
  ["[data-menu-toggle]", toggleMenu],
  ["[data-dialog-open]", openDialog],
  ["[data-dialog-close]", (button, event) => {
    event.preventDefault();
    button.closest("dialog").close();
  }],
  ["[data-dismiss]", (button) => {
    const message = button.closest("[data-message]");
    const list = message.parentElement;
    message.remove();
    if (!list.children.length) list.remove();
    document.getElementById("inhoud")?.focus();
  }],
  ["[data-print]", () => window.print()],
];

document.addEventListener("click", (event) => {
  for (const [selector, act] of clicks) {
    const hit = event.target.closest(selector);
    if (hit) act(hit, event);
  }
  for (const menu of document.querySelectorAll("details[data-popup][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-popup][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

function focusErrors(scope) {
  scope.querySelector?.("[data-error-summary]")?.focus();
}

focusErrors(document);
document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));

// Buttons that only make sense with script are hidden until it runs.
for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
document.addEventListener("htmx:load", (event) => {
  for (const element of event.target.querySelectorAll?.("[data-needs-script]") ?? []) {
    element.hidden = false;
  }
});
