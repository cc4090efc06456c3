// Switches of this device: [data-switch="keys"] turns the shortcut off, "drafts" the kept drafts.
import { recall, remember } from "./memory.js";

/** True unless the reader has switched it off on this device. */
export function isOn(name) {
  return recall(`off:${name}`) === null;
}

/** Show the switches and let them be pressed; a change is told as a "goi:switch" event. */
export function switches() {
  for (const button of document.querySelectorAll("[data-switch]")) {
    const name = button.dataset.switch;
    const show = () => button.setAttribute("aria-pressed", String(isOn(name)));
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      remember(`off:${name}`, isOn(name) ? "1" : null);
      show();
      document.dispatchEvent(new CustomEvent("goi:switch", { detail: name }));
    });
  }
}
