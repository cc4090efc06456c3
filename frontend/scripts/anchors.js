// Select words of a block to comment on them or to suggest others: the forms learn the quote and its
// surroundings.
const AROUND = 32; // characters kept before and after, so that the words are found again
const LONGEST = 400;
const UNREAD = "del, .vh, .no, .article";

/** The block's text as its version reads, and where a point of the page lies in it. */
function reading(block, node, offset) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const point = document.createRange();
  point.setStart(node, offset);
  let text = "";
  let at = 0;
  while (walker.nextNode()) {
    const part = walker.currentNode;
    if (part.parentElement.closest(block.dataset.anchorUnread ?? UNREAD)) continue;
    if (part === node) at = text.length + offset;
    else if (point.comparePoint(part, 0) < 0) at = text.length + part.length;
    text += part.data;
  }
  return { text, at };
}

/** What is selected within one of the elements that `marked` names; null where there is nothing. */
function chosen(marked, name) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const holder = (node) => (node.closest ? node : node.parentElement).closest(marked);
  const block = holder(range.startContainer);
  if (!block || block !== holder(range.endContainer)) return null;
  const { text, at: start } = reading(block, range.startContainer, range.startOffset);
  const { at: end } = reading(block, range.endContainer, range.endOffset);
  const quote = text.slice(start, end);
  if (!name(block) || !quote.trim() || quote.length > LONGEST) return null;
  return {
    block: name(block),
    quote,
    prefix: text.slice(Math.max(0, start - AROUND), start),
    suffix: text.slice(end, end + AROUND),
  };
}

function fill(form, anchor) {
  for (const name of ["block", "quote", "prefix", "suffix"]) {
    const field = form.elements.namedItem(name);
    if (field) field.value = anchor?.[name] ?? "";
  }
  const copy = form.elements.namedItem(form.dataset.anchorCopies ?? "");
  if (copy && anchor) copy.value = anchor.quote;
  const note = form.querySelector("[data-anchor-note]");
  note.hidden = !anchor;
  note.querySelector("[data-anchor-words]").textContent =
    anchor ? note.dataset.anchorNote.replace("{quote}", anchor.quote) : "";
}

// A form that needs blocks takes nothing wider; any other takes the part of the text as it is named.
const PART = ["[data-anchor-block]", (one) => one.dataset.anchorBlock];
const BLOCK = [
  "[data-anchor-block] [id^='b'], [data-anchor-block^='b']",
  (one) => [one.id, one.dataset.anchorBlock].find((named) => /^b\d+$/.test(named)),
];
const takes = (form) => ("anchorBlocks" in form.dataset ? BLOCK : PART);

/** Join the page's [data-anchor-form]s to its [data-anchor-block] elements. */
export function anchorComments() {
  const forms = () => document.querySelectorAll("[data-anchor-form]:has([data-anchor-note])");
  const learn = () => {
    for (const form of forms()) {
      const anchor = chosen(...takes(form));
      if (anchor) fill(form, anchor);
    }
  };
  document.addEventListener("pointerup", (event) => {
    // The selection outlives a press in the form itself, "forget" among them.
    if (!event.target.closest?.("[data-anchor-form]")) setTimeout(learn);
  });
  document.addEventListener("keyup", (event) => event.shiftKey && learn());
  document.addEventListener("click", (event) => {
    const form = event.target.closest("[data-anchor-forget]")?.closest("[data-anchor-form]");
    if (form) fill(form, null);
  });
}
