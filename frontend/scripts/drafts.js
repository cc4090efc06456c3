// Unsent text of [data-autosave] fields stays on this device, see kept.js.
//
// A draft is put back only over the text it was written from. If the text has been saved anew
// meanwhile, the reader is offered the draft and nothing is overwritten. A field that joins a text
// that several people write ("goi:joined") is kept by that one's edits from then on.
import { forget, forgetAll, keep as keepObject, kept } from "./kept.js";
import { isOn } from "./switches.js";

const keyOf = (field) => `${location.pathname}:${field.dataset.autosave}`;

/** Show one of the note's texts: data-kept, data-restored or data-waiting. */
function tell(field, what) {
  const note = document.getElementById(`${field.id}-draft`);
  if (!note) return;
  note.hidden = !isOn("drafts") || field.hasAttribute("data-joined");
  note.querySelector("[data-text]").textContent = note.dataset[what];
  note.querySelector("[data-draft-drop]").hidden = what !== "restored";
  note.querySelector("[data-draft-take]").hidden = what !== "waiting";
}

function keep(field) {
  const { value, defaultValue } = field;
  if (field.hasAttribute("data-joined")) return;
  if (value === defaultValue) return forget(keyOf(field));
  keepObject(keyOf(field), { text: value, over: defaultValue });
}

function begin(field) {
  const draft = kept(keyOf(field));
  const take = () => {
    field.value = draft.text;
    tell(field, "restored");
  };
  tell(field, "kept");
  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => keep(field), 400);
  });
  field.form?.addEventListener("submit", () => {
    clearTimeout(pause);
    // Without a connection it is not on its way.
    if (navigator.onLine) forget(keyOf(field));
    else keep(field);
  });
  field.addEventListener("goi:joined", () => {
    clearTimeout(pause);
    forget(keyOf(field));
    field.setAttribute("data-joined", "");
    tell(field, "kept");
  });
  const note = document.getElementById(`${field.id}-draft`);
  note?.querySelector("[data-draft-take]").addEventListener("click", take);
  note?.querySelector("[data-draft-drop]").addEventListener("click", () => {
    field.value = field.defaultValue;
    forget(keyOf(field));
    tell(field, "kept");
  });
  if (!draft || draft.text === field.value) return;
  if (draft.over === field.defaultValue) take();
  else tell(field, "waiting");
}

/** Begin keeping; signing out or switching off forgets every draft. */
export function keepDrafts() {
  const begun = new WeakSet();
  const beginAll = () => {
    for (const field of document.querySelectorAll("[data-autosave]")) {
      if (begun.has(field)) continue;
      begun.add(field);
      begin(field);
    }
  };
  beginAll();
  document.addEventListener("htmx:after:swap", beginAll);
  document.addEventListener("goi:switch", () => {
    if (!isOn("drafts")) forgetAll();
    document.querySelectorAll("[data-autosave]").forEach((field) => tell(field, "kept"));
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget-drafts]")) forgetAll();
  });
}
