// The box that finds a man while somebody types: htmx fetches the men, here the keyboard walks among them.
// Without this file the box is a form that is sent with Enter.

for (const finder of document.querySelectorAll("[data-find]")) enliven(finder);

function enliven(finder) {
  const input = finder.querySelector("input");
  const panel = finder.querySelector(".al-finder__found");
  const status = finder.querySelector("[role=status]");
  let options = [];
  let at = -1;
  let closed = false;   // with Escape: what is still on its way does not open it again

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");

  function show(open) {
    panel.hidden = !open;
    input.setAttribute("aria-expanded", String(open && options.length > 0));
    if (!open) choose(-1);
  }
  function choose(next) {
    options[at]?.setAttribute("aria-selected", "false");
    at = next;
    const option = options[at];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }
  function clear() {
    panel.replaceChildren();
    options = [];
    status.textContent = "";
    show(false);
  }
  function arrived() {
    const list = panel.querySelector("[role=listbox]");
    at = -1;
    options = [...panel.querySelectorAll("[role=option]")];
    if (!list) return clear();
    list.id = `${input.id}-list`;
    input.setAttribute("aria-controls", list.id);
    options.forEach((option, number) => {
      option.id = `${input.id}-${number}`;
      option.tabIndex = -1;   // the arrows lead there; Tab goes on
    });
    status.textContent = list.dataset.says;
    choose(-1);
    show(document.activeElement === input && !closed);
  }

  finder.addEventListener("htmx:beforeSwap", (event) => {
    // Signed out in between: the answer is the sign-in page, and the whole window shall go there.
    if (new URL(event.detail.xhr.responseURL).pathname === new URL(input.form.action).pathname) return;
    event.detail.shouldSwap = false;
    location.reload();
  });
  finder.addEventListener("htmx:afterSwap", arrived);
  finder.addEventListener("htmx:responseError", (event) => event.detail.xhr.status === 403 ? location.reload() : clear());
  finder.addEventListener("htmx:sendError", clear);
  // The letters changed, so what is shown no longer belongs to them until the answer is here.
  input.addEventListener("input", () => {
    closed = false;
    choose(-1);
  });
  input.addEventListener("focus", () => panel.childElementCount && show(true));
  finder.addEventListener("focusout", (event) => finder.contains(event.relatedTarget) || show(false));
  panel.addEventListener("pointerdown", (event) => event.preventDefault());

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const open = !panel.hidden;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      if (!open) show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      // Past either end stands the box itself.
      choose(((at + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === "Enter" && open && options[at]) {
      event.preventDefault();
      location.assign(options[at].href);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      closed = true;
      show(false);
    }
  });
}
