// What was typed and not yet sent stays on this device, and nowhere else, for a week: whole texts
// of ordinary fields, unsent edits of a text that several people write.
import { recall, recalled, remember } from "./memory.js";
import { isOn } from "./switches.js";

const WEEK = 7 * 24 * 3600 * 1000; // milliseconds

export const forget = (key) => remember(`draft:${key}`, null);
export const forgetAll = () => recalled("draft:").forEach((key) => remember(key, null));

/** Keep a plain object, unless the reader has switched it off. */
export function keep(key, what) {
  if (!isOn("drafts")) return forget(key);
  remember(`draft:${key}`, JSON.stringify({ ...what, at: Date.now() }));
}

/** What was kept, or null. */
export function kept(key) {
  if (!isOn("drafts")) return null;
  try {
    const draft = JSON.parse(recall(`draft:${key}`));
    if (draft && Date.now() - draft.at < WEEK) return draft;
  } catch {
    // Not ours, or written by an older version.
  }
  forget(key);
  return null;
}
