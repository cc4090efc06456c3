// Several people write one draft: the fields of form[data-writing] over one Yjs document. Without
// this script the same form is saved as a whole and united with what others wrote.
import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";
import { forget, keep, kept } from "./kept.js";
import { join } from "./writing/field.js";
import { line } from "./writing/line.js";
import { people } from "./writing/people.js";

const PAUSE = 80; // milliseconds in which what is typed goes together
const PLACE_PAUSE = 300;
const THERE = Symbol("from the server");

function begin(form) {
  const panel = document.querySelector("[data-writing-panel]");
  const controls = new Map([...form.querySelectorAll("[data-shared]")].map((one) => [one.name, one]));
  const told = panel.querySelector("[data-writing-state]");
  const show = people(panel, controls);
  const key = `${location.pathname}:shared`;
  const doc = new Y.Doc();
  let birth;
  let seat;
  let n = 0;
  let typed = []; // edits that were not sent
  let flying = []; // {n, update}: sent, and not known to be kept
  let held = null; // what came while an input method composes
  let joined = false;
  let place = "";
  let timer;
  let storing;

  const unkept = () => [...flying.map((one) => one.update), ...typed];
  const store = () => {
    clearTimeout(storing);
    storing = setTimeout(() => {
      const mine = unkept();
      if (mine.length) keep(key, { birth, update: toBase64(Y.mergeUpdates(mine)) });
      else forget(key);
    }, 400);
  };

  doc.on("update", (update, origin) => {
    if (origin === THERE) return;
    typed.push(update);
    store();
    soon();
  });

  // --- saying -------------------------------------------------------------------------------
  function soon(pause = PAUSE) {
    timer ??= setTimeout(say, pause);
  }

  function say() {
    timer = undefined;
    if (!joined) return;
    const now = where();
    if (!typed.length && JSON.stringify(now) === place) return;
    const message = { n: n + 1, ...now };
    const update = typed.length ? Y.mergeUpdates(typed) : null;
    if (update) message.update = toBase64(update);
    if (!connection.send(message)) return;
    n += 1;
    place = JSON.stringify(now);
    if (update) flying.push({ n, update });
    typed = [];
  }

  function where() {
    const control = document.activeElement;
    if (controls.get(control?.name) !== control) return place ? JSON.parse(place) : {};
    const at = (index) =>
      toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(doc.getText(control.name), index)));
    return { field: control.name, anchor: at(control.selectionStart ?? 0), head: at(control.selectionEnd ?? 0) };
  }

  // --- hearing ------------------------------------------------------------------------------
  function hear(message) {
    if (held) held.push(message);
    else take(message);
  }

  function take(message) {
    for (const update of message.updates ?? []) Y.applyUpdate(doc, fromBase64(update), THERE);
    if (message.birth) greet(message);
    if (message.ack !== undefined) {
      flying = flying.filter((one) => one.n > message.ack);
      store();
    }
    if (message.people) show(message.people);
    if (message.version) cut(message.version);
    if (message.unsettled?.length) panel.querySelector("[data-writing-unsettled]").hidden = false;
  }

  function greet(message) {
    birth = message.birth;
    seat = message.seat;
    if (!joined) start();
    // What the server lacks, whatever became of the messages before: it is all sent again.
    const lacking = Y.encodeStateAsUpdate(doc, fromBase64(message.state));
    typed = lacking.length > 2 ? [lacking] : [];
    flying = [];
    place = "";
    store();
    soon(0);
  }

  function start() {
    const draft = kept(key);
    if (draft?.birth === birth) Y.applyUpdate(doc, fromBase64(draft.update));
    const sent = form.elements.namedItem("base")?.value;
    const base = sent ? JSON.parse(sent) : {};
    const hold = {
      composing: () => (held ??= []),
      composed: () => {
        const waiting = held ?? [];
        held = null;
        waiting.forEach(take);
      },
    };
    for (const [name, control] of controls) {
      join(control, doc.getText(name), base[name] ?? control.defaultValue, hold);
      control.dispatchEvent(new CustomEvent("goi:joined"));
    }
    joined = true;
    form.querySelector("[name=keep]")?.remove(); // everything is kept as it is typed
  }

  function cut(version) {
    const field = form.elements.namedItem("base_version");
    if (Number(field.value) === version) return;
    field.value = version;
    const note = panel.querySelector("[data-writing-cut]");
    note.hidden = false;
    note.textContent = note.dataset.text.replace("{n}", version);
  }

  // --- the page -----------------------------------------------------------------------------
  let state = "";
  const connection = line({
    address: form.dataset.writing,
    api: form.dataset.writingApi,
    csrf: form.elements.namedItem("_csrf").value,
  }, {
    hello: () => (birth ? { birth, state: toBase64(Y.encodeStateVector(doc)) } : {}),
    ask: () => {
      const mine = unkept();
      flying = mine.length ? [{ n: 0, update: Y.mergeUpdates(mine) }] : [];
      typed = [];
      const asked = { state: toBase64(Y.encodeStateVector(doc)), ...where() };
      if (birth) Object.assign(asked, { birth, seat });
      if (mine.length) asked.update = toBase64(flying[0].update);
      return asked;
    },
    hear,
    state: (name) => {
      panel.hidden = false;
      if (name === state) return;
      state = name;
      panel.dataset.state = name === "open" || name === "away" ? name : "ended";
      told.textContent = panel.dataset[name];
      if (name !== "open") show([]);
      // The server's text is another one now: the form is saved as a whole and united with it.
      if (name === "anew") joined = false;
    },
  });

  document.addEventListener("selectionchange", () => joined && soon(PLACE_PAUSE));
  form.addEventListener("focusin", () => joined && soon(PLACE_PAUSE));
  form.addEventListener("submit", () => {
    if (!joined) return;
    const put = (name, value) => {
      let field = form.elements.namedItem(name);
      if (!field) {
        field = Object.assign(document.createElement("input"), { type: "hidden", name });
        form.append(field);
      }
      field.value = value;
    };
    const mine = unkept();
    put("live", "on");
    put("update", mine.length ? toBase64(Y.mergeUpdates(mine)) : "");
    put("base", JSON.stringify(Object.fromEntries([...controls.keys()].map((name) => [name, doc.getText(name).toString()]))));
  });
}

const form = document.querySelector("form[data-writing]");
if (form) begin(form);

