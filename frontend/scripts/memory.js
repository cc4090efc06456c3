// What this device remembers: localStorage where the browser allows it, otherwise nothing.

/** The remembered text, or null. */
export function recall(key) {
  try {
    return localStorage.getItem(`goi:${key}`);
  } catch {
    return null;
  }
}

/** Remember a text, or forget it when it is null. */
export function remember(key, text) {
  try {
    if (text === null) localStorage.removeItem(`goi:${key}`);
    else localStorage.setItem(`goi:${key}`, text);
  } catch {
    // Storage full or forbidden: the page goes on without it.
  }
}

/** All remembered keys that begin so. */
export function recalled(prefix) {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(`goi:${prefix}`))
      .map((key) => key.slice(4));
  } catch {
    return [];
  }
}
