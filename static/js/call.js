// Who is speaking? 1 to 4 answer, as they stand beside each caller. On a caller's page Ctrl+Enter saves wherever one is.

const callers = document.querySelectorAll("#callers a");
const save = document.querySelector("[data-save][form=call]");

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && save && !event.target.form) {
    event.preventDefault();
    save.form.requestSubmit(save);
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  callers[Number(event.key) - 1]?.click();
});
