// SPDX-License-Identifier: EUPL-1.2
// Quick exit: empty the page at once, then replace this address by a neutral one, so that
// "back" does not return here. Escape three times within two seconds does the same.

const link = document.querySelector("[data-exit-url]");
const WITHIN = 2000;
let presses = [];

function leave() {
  for (const place of Object.keys(localStorage)) {
    if (place.startsWith("vd-draft:")) localStorage.removeItem(place);
  }
  document.title = "";
  document.body.hidden = true;
  window.location.replace(link.dataset.exitUrl);
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      presses = [];
      return;
    }
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < WITHIN);
    if (presses.length >= 3) leave();
  }, { capture: true });

  // A page kept in memory by the browser may not come back on "back" after leaving.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}
