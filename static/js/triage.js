// Two questions that add up to three open the other seven; a word of dying ticks its safety prompt. The server does the
// same without any of this.
const ASKS_FOR_MORE = 3;

const mood = document.querySelector("[data-mood]");

const points = (question) => Number(mood.querySelector(`[name="phq9-q${question}"]:checked`)?.value || 0);

mood?.addEventListener("change", () => {
  if (points(1) + points(2) >= ASKS_FOR_MORE) mood.querySelector("[data-long]").open = true;
  const prompt = document.querySelector('[name="safety_prompts"][value="self_harm"]');
  if (points(9) > 0 && prompt) prompt.checked = true;
});

// A long talk is not lost to a link pressed by mistake: the browser asks first.
const talk = document.getElementById("triage");
let unsaved = Boolean(document.querySelector(".al-errors"));

talk?.addEventListener("input", () => { unsaved = true; });
talk?.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
