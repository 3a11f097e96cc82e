// The register, made quicker: undo, keys, "the rest were here", heads counted. autosave.js keeps it.
// Without this file the same form is filled in by hand and sent with its button.

const form = document.querySelector("[data-register]");
if (form && form.querySelector("[data-man] input:not(:disabled)")) start();

function start() {
  const rows = [...form.querySelectorAll("[data-man]")];
  const words = form.dataset;
  const save = document.querySelector("[data-save]");
  const rest = document.querySelector("[data-rest]");
  const undo = document.querySelector("[data-undo]");
  const steps = [];
  const marks = new Map(rows.map((row) => [row, markOf(row)]));
  const say = (sentence, n, m) => sentence.replace("{n}", n).replace("{m}", m);

  // ---- reading and setting one man's mark ----
  function markOf(row) {
    const other = form.elements[`other-${row.dataset.man}`];
    if (other.value && other.value !== "clear") return other.value;
    return row.querySelector("[type=radio]:checked")?.value ?? "";
  }
  function setMark(row, code) {
    const other = form.elements[`other-${row.dataset.man}`];
    const radio = row.querySelector(`[type=radio][value="${code}"]`);
    for (const each of row.querySelectorAll("[type=radio]")) each.checked = each === radio;
    // A mark taken back has to be said, because a radio nobody chose is not sent at all.
    other.value = radio ? "" : code || (other.dataset.saved ? "clear" : "");
    row.classList.toggle("is-set", Boolean(code) && !radio);
  }

  // ---- every change goes through here: one step of undo, the counts, a save to come ----
  function changed() {
    const step = rows.filter((row) => marks.get(row) !== markOf(row)).map((row) => [row, marks.get(row)]);
    for (const [row] of step) marks.set(row, markOf(row));
    if (step.length) steps.push(step);
    count();
    saveSoon();
  }
  function takeBack() {
    for (const [row, code] of steps.pop() ?? []) {
      setMark(row, code);
      marks.set(row, code);
    }
    count();
    saveSoon();
  }
  function count() {
    const open = rows.filter((row) => !marks.get(row)).length;
    const says = document.getElementById("count");
    says.querySelector("b").textContent = say(words.of, rows.length - open, rows.length);
    says.querySelector("span").textContent = open ? say(words.open, open) : words.all;
    if (rest) {
      rest.hidden = open === 0;
      rest.classList.toggle("btn-primary", open > 0);
      rest.classList.toggle("btn-outline-secondary", open === 0);
    }
    save.hidden = Boolean(rest) && open > 0;
    undo.hidden = steps.length === 0;
    heads();
  }

  // ---- what autosave.js tells: the versions of what now stands in the register ----
  const saveSoon = () => form.dispatchEvent(new Event("keep"));
  form.addEventListener("kept", (event) => {
    for (const [key, version] of Object.entries(event.detail.versions)) form.elements[`version-${key}`].value = version;
    for (const [key, saw] of Object.entries(event.detail.saw)) form.elements[`saw-${key}`].value = saw;
    for (const row of rows) {
      const other = form.elements[`other-${row.dataset.man}`];
      other.dataset.saved = markOf(row);
      if (other.value === "clear") other.value = "";
    }
    form.elements.group_note_version.value = event.detail.group_note_version;
    mended();
  });

  // Once everything is kept nothing is wrong any more. What a colleague said of him stays to be seen.
  function mended() {
    for (const said of form.querySelectorAll(".al-errors, .al-wrong[id]")) said.remove();
    for (const field of form.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  }

  // ---- touch ----
  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-man]");
    if (row && event.target.type === "radio") setMark(row, event.target.value);
    if (event.target.matches("select[name^=other-]")) {
      const man = rows.find((each) => `other-${each.dataset.man}` === event.target.name);
      setMark(man, event.target.value === "clear" ? "" : event.target.value);
    }
    if (event.target.id !== "keys-on") changed();
  });
  rest?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const row of rows) if (!marks.get(row)) setMark(row, "present");
    changed();
    save.focus();
  });
  undo.addEventListener("click", takeBack);

  // ---- minutes in one tap ----
  for (const place of form.querySelectorAll("[data-minutes]")) {
    place.hidden = false;
    for (const minutes of [5, 10, 15, 30]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: minutes });
      button.addEventListener("click", () => {
        document.getElementById(place.dataset.minutes).value = minutes;
        saveSoon();
      });
      place.append(button);
    }
  }

  // ---- heads ----
  const counted = document.getElementById("counted");
  const inRoom = () => rows.filter((row) => ["present", "late", "left_early"].includes(marks.get(row))).length;
  function heads() {
    const says = document.getElementById("count-says");
    const came = inRoom();
    const sentence = counted.value === "" ? words.came : Number(counted.value) === came ? words.match : words.differ;
    says.textContent = say(sentence, came);
  }
  counted.addEventListener("input", heads);
  for (const button of form.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const from = counted.value === "" ? inRoom() : Number(counted.value) + Number(button.dataset.step);
      counted.value = Math.max(0, from);
      heads();
      saveSoon();
    });
  }

  // ---- keys ----
  const list = document.getElementById("keys");
  const toggle = form.querySelector("[data-keys]");
  const on = document.getElementById("keys-on");
  const codes = new Map([...list.querySelectorAll("[data-key]")].map((kbd) => [kbd.textContent, kbd.dataset.key]));
  toggle.hidden = false;
  on.checked = localStorage.getItem("register-keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("register-keys", on.checked ? "on" : "off"));
  const showKeys = () => {
    list.hidden = !list.hidden;
    toggle.setAttribute("aria-expanded", String(!list.hidden));
  };
  toggle.addEventListener("click", showKeys);
  const goTo = (row) => (row?.querySelector("[type=radio]:checked") ?? row?.querySelector("[type=radio]"))?.focus();

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    const row = event.target.closest?.("[data-man]");
    const at = rows.indexOf(row);
    if (row && typing && event.key === "Enter") {
      event.preventDefault();               // Enter in a man's minutes goes on to the next man
      goTo(rows[at + 1]);
      return;
    }
    if (typing || !on.checked) return;
    if (event.key === "?") showKeys();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!row) return;
      event.preventDefault();
      goTo(rows[at + (event.key === "ArrowDown" ? 1 : -1)] ?? row);
    } else if (codes.has(event.key)) {
      event.preventDefault();
      const man = row ?? rows.find((each) => !marks.get(each)) ?? rows[0];
      const code = codes.get(event.key);
      setMark(man, code);
      changed();
      const below = man.querySelector(`.al-man__more--${{ late: "late", left_early: "early", excused: "told" }[code]} input`);
      if (below && below.value === "") below.focus();
      else goTo(rows[rows.indexOf(man) + 1] ?? man);
    }
  });

  count();
}
