// Away from here at once: what was typed is wiped, and the page that opens takes this one's place in the history.

const way = document.querySelector("[data-leave]");

function leave() {
  for (const form of document.forms) form.reset();
  document.body.hidden = true;
  document.title = "";
  window.location.replace(way.href);
}

way?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

// Esc once is a slip of the finger, or closes something; twice in a second is meant.
let before = -Infinity;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat) return;
  if (event.timeStamp - before < 1000) leave();
  before = event.timeStamp;
});
