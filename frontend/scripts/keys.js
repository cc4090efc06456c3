// Keys of their own: "/" goes to the search field, j and k step through a list ([data-step]), a key
// named in [data-hotkey] presses what it stands on. They can be switched off (WCAG 2.1.4) and never
// act while one types. Ctrl+Enter sends a form that says so ([data-quick]).
import { isOn } from "./switches.js";

const WRITING = "input, textarea, select, [contenteditable]";

/** Visible, so that what is folded away is not pressed. */
const seen = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.offsetParent);

function search() {
  const field = seen("[data-search]")[0];
  field?.focus();
  field?.select();
  return field;
}

/** Focus the next or the previous of the list; from nowhere the first. */
function step(by) {
  const all = seen("[data-step]");
  const here = all.indexOf(document.activeElement);
  const next = all[here < 0 ? 0 : Math.min(Math.max(here + by, 0), all.length - 1)];
  next?.focus();
  return next;
}

function press(key) {
  const found = seen(`[data-hotkey="${CSS.escape(key)}"]`)[0];
  found?.click();
  return found;
}

/** Listen for keys and show their caps while they are on. */
export function shortcuts() {
  const caps = document.querySelectorAll("[data-key-cap]");
  const show = () => caps.forEach((cap) => (cap.hidden = !isOn("keys")));
  show();
  document.addEventListener("goi:switch", show);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.target.form?.matches("[data-quick]") && event.target.form.requestSubmit();
      return;
    }
    const busy = event.ctrlKey || event.metaKey || event.altKey;
    if (busy || event.target.closest?.(WRITING) || !isOn("keys")) return;
    const acts = { "/": search, j: () => step(1), k: () => step(-1) };
    if ((acts[event.key] ?? (() => press(event.key)))()) event.preventDefault();
  });
}
