// After the first words are kept the note has an address and a version of its own.
const form = document.getElementById("note");
form.addEventListener("kept", (event) => {
  form.elements.version.value = event.detail.version;
  form.action = event.detail.address;
});

// "None seen yet" and a strength cannot both be so.
const none = form.elements.none_seen_yet;
form.addEventListener("change", (event) => {
  if (event.target === none && none.checked) {
    for (const strength of form.querySelectorAll("[name=strengths]")) strength.checked = false;
  } else if (event.target.name === "strengths" && event.target.checked) none.checked = false;
});
