// Small courtesies on every page; each page works without them.

// After a refused form the summary gets the focus, so that a screen reader reads it and Tab goes on from there.
const refused = document.querySelector("[data-focus-first]");
if (refused) {
  refused.focus({ preventScroll: true });
  refused.scrollIntoView({ block: "nearest" });
}

// A form sent twice by an impatient thumb is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.sent) {
    if (form.dataset.sent) event.preventDefault();
    return;
  }
  if (form.method === "post") form.dataset.sent = "yes";
});

// Coming back with the browser's Back button brings the page as it was, "sent" mark included.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// The "More" tab closes when something else is touched.
const more = document.querySelector(".al-tabs__more");
document.addEventListener("click", (event) => {
  if (more?.open && !more.contains(event.target)) more.open = false;
});

// Ctrl+Enter keeps what one writes, from any field of its form. Where one button keeps and another signs, it keeps.
document.addEventListener("keydown", (event) => {
  const form = event.target.form;
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || form?.method !== "post") return;
  const button = document.querySelector(`[data-save][form="${form.id}"]`) ?? [...form.elements].find((each) => each.type === "submit");
  event.preventDefault();
  form.requestSubmit(button);
});
