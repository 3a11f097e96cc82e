// A form with data-autosave is kept a moment after the last change, and says so in its [role=status].
// The same address answers JSON: {words, …} when kept; {show: true} when the page itself has to answer,
// because somebody else was here or a figure is wrong. Other scripts listen for "kept" and "unkept", and call "keep".

for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);

function watch(form) {
  const status = document.getElementById(form.dataset.autosave);
  const button = document.querySelector(`[data-save][form="${form.id}"]`);
  const words = form.dataset;
  let timer = 0;
  let busy = false;
  let unsaved = false;

  function soon(after = 1500) {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(now, after);
  }
  async function now() {
    if (busy) return soon();
    busy = true;
    form.dataset.keeping = "yes";          // held.js lets a button wait for this answer and the version it brings
    unsaved = false;
    status.textContent = words.saving;
    let again = 0;
    try {
      const answer = await fetch(form.getAttribute("action") || location.href, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
      });
      const told = await answer.json();      // a sign-in page is not JSON and lands in the catch
      if (told.show) return form.requestSubmit(button);
      status.textContent = told.words;
      form.dispatchEvent(new CustomEvent("kept", { detail: told }));
    } catch {
      status.textContent = words.unsaved;
      form.dispatchEvent(new Event("unkept"));   // held.js finds out why, and says it where it is seen
      unsaved = true;
      again = 10000;
    } finally {
      busy = false;
      delete form.dataset.keeping;
      form.dispatchEvent(new Event("settled"));
    }
    if (again) timer = setTimeout(now, again);
  }

  form.addEventListener("keep", () => soon());
  form.addEventListener("change", () => soon());
  form.addEventListener("input", (event) => event.target.matches("textarea, [type=text], [type=number]") && soon(2000));
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    unsaved = false;
  });
  window.addEventListener("online", () => unsaved && now());
  window.addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
}
