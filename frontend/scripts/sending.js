// A form is sent once: a second submit is ignored until the page, or the answer, comes back.
const AGAIN_AFTER = 8000; // milliseconds; a form that answers with a file leaves its page standing

function mark(form, sent) {
  form.toggleAttribute("data-sent", sent);
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (sent) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

const release = () => document.querySelectorAll("form[data-sent]").forEach((form) => mark(form, false));

/** Guard every form that posts. */
export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    mark(form, true);
    setTimeout(() => mark(form, false), AGAIN_AFTER);
  }, true);
  // A page from the back-forward cache comes back as it was left: with its forms marked as sent.
  window.addEventListener("pageshow", release);
  document.addEventListener("htmx:finally:request", release);
}
