// "/" goes to the search field. It can be switched off (WCAG 2.1.4) and never acts while one types.
import { isOn } from "./switches.js";

const WRITING = "input, textarea, select, [contenteditable]";

/** Listen for "/" and show its key cap beside the search field while it is on. */
export function shortcuts() {
  const caps = document.querySelectorAll("[data-key-cap]");
  const show = () => caps.forEach((cap) => (cap.hidden = !isOn("keys")));
  show();
  document.addEventListener("goi:switch", show);
  document.addEventListener("keydown", (event) => {
    const busy = event.isComposing || event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== "/" || busy || event.target.closest?.(WRITING) || !isOn("keys")) return;
    const field = [...document.querySelectorAll("[data-search]")].find((one) => one.offsetParent);
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
