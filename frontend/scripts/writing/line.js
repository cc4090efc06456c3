// The line to the server: a WebSocket, or request and answer where none comes through. It begins
// again by itself until the server says why it must not.
const FINAL = { 4400: "fault", 4401: "signedOut", 4404: "closed", 4409: "anew", 4413: "full", 4429: "many" };
const FINAL_STATUS = { 401: "signedOut", 403: "signedOut", 404: "closed", 409: "closed", 413: "full", 422: "anew" };
const LONGEST_PAUSE = 15000; // milliseconds
const POLL = 2000;
const TRIES = 2; // handshakes that fail before it is asked by request and answer

/**
 * `address` is where sockets are opened, `api` where it is asked otherwise. `hello()` gives the
 * first message, `ask()` what is to be said by request and answer, `hear(message)` takes what
 * comes, `state(name)` is told "open", "away" or why the line has ended for good.
 */
export function line({ address, api, csrf }, { hello, ask, hear, state }) {
  let socket = null;
  let failed = 0;
  let timer;
  let ended = false;
  let isOpen = false;

  function end(why) {
    ended = true;
    isOpen = false;
    state(why);
  }

  function again(pause) {
    clearTimeout(timer);
    if (!ended && !isOpen) timer = setTimeout(open, pause);
  }

  function open() {
    if (ended || socket?.readyState === WebSocket.CONNECTING) return;
    let answered = false;
    const url = new URL(address, location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const mine = new WebSocket(url);
    socket = mine;
    mine.addEventListener("open", () => mine.send(JSON.stringify({ csrf, ...hello() })));
    mine.addEventListener("message", (event) => {
      answered = true;
      failed = 0;
      isOpen = true;
      state("open");
      hear(JSON.parse(event.data));
    });
    mine.addEventListener("close", ({ code }) => {
      if (socket !== mine) return;
      isOpen = false;
      if (ended) return;
      if (FINAL[code]) return end(FINAL[code]);
      failed += 1;
      state("away");
      if (!answered && failed >= TRIES && navigator.onLine) return poll();
      // Without a network it is not worth asking often; but a browser may be wrong about that.
      if (!navigator.onLine) return again(LONGEST_PAUSE);
      again(Math.min(LONGEST_PAUSE, 500 * 2 ** Math.min(failed, 5)) * (0.5 + Math.random() / 2));
    });
  }

  async function poll() {
    if (ended) return;
    try {
      const answer = await fetch(api, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(ask()),
      });
      if (FINAL_STATUS[answer.status]) return end(FINAL_STATUS[answer.status]);
      if (!answer.ok) throw new Error(String(answer.status));
      state("open");
      hear(await answer.json());
      timer = setTimeout(poll, POLL);
    } catch {
      state("away");
      failed = 0;
      again(POLL);
    }
  }

  window.addEventListener("online", () => again(0));
  window.addEventListener("offline", () => {
    if (ended) return;
    isOpen = false;
    state("away");
    socket?.close();
  });
  window.addEventListener("pageshow", (event) => event.persisted && again(0));
  open();
  return {
    /** Send now; false where nothing can be sent at once. */
    send(message) {
      if (!isOpen || socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
  };
}
