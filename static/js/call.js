// Who is speaking? 1 to 4 answer, as they stand beside each caller.

const callers = document.querySelectorAll("#callers a");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  callers[Number(event.key) - 1]?.click();
});
