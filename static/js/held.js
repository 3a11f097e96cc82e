// What was typed is sent only when it can arrive. A dead network, or a sign-in that ended meanwhile, would
// put a page of the browser or the sign-in page where the words stood. So the server is asked first, and
// when it does not answer, the form stays and a bar on top says why. Without this file forms are sent as ever.

const bar = document.querySelector("[data-held]");
const PATIENCE = 8000;
const TYPED = "textarea, select, input:not([type=hidden], [type=submit], [type=button])";

async function whyNot() {
  let answer;
  try {
    answer = await fetch(bar.dataset.ask, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return "away";
  }
  if (answer.type === "opaqueredirect") return "signed-out";
  if (!answer.ok) return "";                 // the server is there; let it say itself what is wrong
  const told = await answer.json();
  if (told.who !== bar.dataset.who) return "somebody-else";
  renew(told.token);
  return "";
}

// Signing in anew spends the token that came with this page.
function renew(token) {
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}

function say(why) {
  bar.dataset.why = why;
  const words = why && document.querySelector(`template[data-why="${why}"]`);
  bar.replaceChildren(...(words ? [words.content.cloneNode(true)] : []));
}

// Looked at every few seconds, so a reader is told a second time only when it changed.
async function look() {
  const why = await whyNot();
  if (why !== (bar.dataset.why ?? "")) say(why);
}

const holds = (form) => form?.method === "post" && form.matches(":not([role=search])") && form.querySelector(TYPED);

// Before any other script hears of the submit.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!holds(form) || form.dataset.asked) {
    delete form.dataset.asked;
    delete form.dataset.changed;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.asking) return;
  form.dataset.asking = "yes";
  const why = await whyNot();
  // What the page is just keeping by itself goes first: else one's own words would come between.
  if (form.dataset.keeping) await new Promise((done) => form.addEventListener("settled", done, { once: true }));
  delete form.dataset.asking;
  say(why);
  if (why) return;
  form.dataset.asked = "yes";
  form.requestSubmit(event.submitter);
}, true);

// A page that keeps itself says so, too. Neither event bubbles, so they are caught on the way down.
document.addEventListener("unkept", look, true);
document.addEventListener("kept", () => say(""), true);

// Back from the other tab, or back on the network: the bar goes by itself.
const again = () => bar.dataset.why && document.visibilityState === "visible" && look();
window.addEventListener("online", again);
document.addEventListener("visibilitychange", again);
window.addEventListener("focus", again);

// A thumb that slips onto a link is asked first, where a page does not keep itself.
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (holds(form) && !form.dataset.autosave) form.dataset.changed = "yes";
});
window.addEventListener("beforeunload", (event) => document.querySelector("form[data-changed]") && event.preventDefault());
