// A plain field over a shared text: what is typed becomes edits, edits of others appear in it
// without moving the caret. While an input method composes, nothing in the field is touched.
import { UndoManager } from "yjs";

/** Origin of edits made here; undo takes back these and no others. */
export const HERE = Symbol("typed here");

const isHigh = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/**
 * The one stretch in which two texts differ: at `at`, `gone` units became the text `come`. The
 * caret tells which of several equal letters were typed. No surrogate pair is cut in two.
 */
export function change(before, after, caret = after.length) {
  const shorter = Math.min(before.length, after.length);
  const most = Math.min(shorter, Math.max(0, after.length - caret));
  let start = 0;
  let end = 0;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  while (start < shorter - end && before[start] === after[start]) start += 1;
  const rest = shorter - start;
  while (end < rest && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (start && isHigh(before, start - 1)) start -= 1;
  if (end && isLow(before, before.length - end)) end -= 1;
  return { at: start, gone: before.length - start - end, come: after.slice(start, after.length - end) };
}

/** A change made to `base`, as it is to be made to `now`: nothing of either is lost. */
export function carried(made, base, now) {
  const other = change(base, now);
  if (made.at + made.gone <= other.at) return made;
  if (made.at >= other.at + other.gone) {
    return { ...made, at: made.at + other.come.length - other.gone };
  }
  return { at: other.at + other.come.length, gone: 0, come: made.come };
}

function make(text, { at, gone, come }) {
  if (gone) text.delete(at, gone);
  if (come) text.insert(at, come);
}

/** Bring `text` and the field together. `base` is the text the field's value was written from. */
export function join(control, text, base, { composing, composed }) {
  const made = change(base, control.value);
  if (made.gone || made.come) {
    text.doc.transact(() => make(text, carried(made, base, text.toString())), HERE);
  }
  const undo = new UndoManager(text, { trackedOrigins: new Set([HERE]) });
  let shown = control.value;
  let busy = false;

  const show = (at, gone, come) => control.setRangeText(come, at, at + gone, "preserve");
  const whole = () => {
    const now = text.toString();
    const { at, gone, come } = change(control.value, now);
    if (gone || come) show(at, gone, come);
    shown = control.value;
  };
  const take = () => {
    if (control.value === shown) return;
    const typed = change(shown, control.value, control.selectionEnd ?? undefined);
    shown = control.value;
    text.doc.transact(() => make(text, typed), HERE);
  };

  control.addEventListener("compositionstart", () => {
    busy = true;
    composing();
  });
  control.addEventListener("compositionend", () => {
    busy = false;
    take();
    composed();
  });
  control.addEventListener("input", (event) => {
    if (!busy && !event.isComposing) take();
  });
  const back = (event, redo) => {
    event.preventDefault();
    take();
    if (redo) undo.redo();
    else undo.undo();
  };
  control.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key === "z") back(event, event.shiftKey);
    else if (key === "y" && event.ctrlKey) back(event, true);
  });
  control.addEventListener("beforeinput", (event) => {
    if (event.inputType === "historyUndo") back(event, false);
    else if (event.inputType === "historyRedo") back(event, true);
  });

  text.observe((event, transaction) => {
    if (transaction.origin === HERE) return;
    let at = 0;
    for (const part of event.delta) {
      if (part.retain) at += part.retain;
      else if (part.delete) show(at, part.delete, "");
      else if (typeof part.insert === "string") {
        show(at, 0, part.insert);
        at += part.insert.length;
      }
    }
    shown = control.value;
    if (shown !== text.toString()) whole();
  });
  whole();
  undo.clear();
}
