// The secret ballot in the browser: a vote is sealed before it is sent, and a trustee's key never
// leaves the machine. The same as src/proposals/sealing, which says how and why.
const PAIRS = [[0, 1], [0, 2], [1, 2]];
const [TRACKER, SLIP, INNER, OUTER] = [10, 16, 64, 112];
const ITERATIONS = 600000;
const subtle = globalThis.crypto?.subtle;
const utf8 = (text) => new TextEncoder().encode(text);
const random = (size) => crypto.getRandomValues(new Uint8Array(size));
const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");
const unhex = (text) => new Uint8Array((text.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const unbase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
const sha = async (bytes) => hex(await subtle.digest("SHA-256", bytes));

/** 16 characters of base32, lower case, of ten bytes. */
function shown(tracker) {
  let [bits, value, text] = [0, 0, ""];
  for (const byte of tracker) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += "abcdefghijklmnopqrstuvwxyz234567"[(value >> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  return text;
}

/** JSON with sorted keys and no spaces, as the server writes it. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

async function sealKey(shared, context, label, own, target) {
  const from = await subtle.importKey("raw", shared, "HKDF", false, ["deriveBits"]);
  const info = join(utf8(label), own, target);
  const made = new Uint8Array(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: context, info }, from, 352));
  return {
    key: await subtle.importKey("raw", made.slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]),
    algorithm: { name: "AES-GCM", iv: made.slice(32) },
  };
}

const agreed = (own, other) => subtle.deriveBits({ name: "X25519", public: other }, own, 256);
const theirs = (raw) => subtle.importKey("raw", raw, "X25519", true, []);

async function seal(target, plain, context, label) {
  const fresh = await subtle.generateKey("X25519", true, ["deriveBits"]);
  const own = new Uint8Array(await subtle.exportKey("raw", fresh.publicKey));
  const shared = await agreed(fresh.privateKey, await theirs(target));
  const { key, algorithm } = await sealKey(shared, context, label, own, target);
  return join(own, new Uint8Array(await subtle.encrypt(algorithm, key, plain)));
}

async function unseal(mine, sealed, context, label) {
  const own = sealed.slice(0, 32);
  const { key, algorithm } = await sealKey(await agreed(mine.seal, await theirs(own)), context, label, own, mine.sealPublic);
  return new Uint8Array(await subtle.decrypt(algorithm, key, sealed.slice(32)));
}

async function sealedVote(keys, context, slip) {
  const parts = [];
  for (const [first, second] of PAIRS) {
    const inner = await seal(keys[second], slip, context, `goi-seal-1 ${first}${second} inner `);
    parts.push(await seal(keys[first], inner, context, `goi-seal-1 ${first}${second} outer `));
  }
  return join(...parts);
}

function put(form, name, value) {
  const field = form.querySelector(`[name="${name}"]`) ?? form.appendChild(document.createElement("input"));
  Object.assign(field, { type: "hidden", name, value });
}

/** Seal in the browser: the choice itself is taken out of what is sent. */
function sealForms() {
  for (const form of document.querySelectorAll("[data-secret-ballot]")) {
    form.querySelector("[data-when-sealed]").hidden = false;
    form.querySelector("[data-when-unsealed]").hidden = true;
    let ready = false;
    form.addEventListener("submit", async (event) => {
      const chosen = form.querySelector('[name="choice"]:checked');
      if (ready || !chosen) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { secretBallot, trustees, options } = form.dataset;
      const slip = new Uint8Array(SLIP);
      const tracker = random(TRACKER);
      slip.set(tracker);
      slip[TRACKER] = options.split(" ").indexOf(chosen.value);
      const vote = await sealedVote(trustees.split(" ").map(unhex), unhex(secretBallot), slip);
      put(form, "sealed", base64(vote));
      put(form, "code", hex(random(16)));
      sessionStorage.setItem(`tracker:${secretBallot}`, shown(tracker));
      for (const field of form.querySelectorAll('[name="choice"], [name="seed"]')) field.disabled = true;
      ready = true;
      form.submit();
    }, true);
  }
}

/** The voter's own number, which only this browser knows, is shown on the receipt. */
function showTracker() {
  const receipt = document.querySelector("[data-receipt]");
  const line = receipt?.querySelector("[data-tracker]");
  const tracker = line && sessionStorage.getItem(`tracker:${receipt.dataset.receipt}`);
  if (!tracker) return;
  line.querySelector("code").textContent = tracker;
  line.hidden = false;
}

const PKCS8 = { X25519: "302e020100300506032b656e04220420", Ed25519: "302e020100300506032b657004220420" };

async function keyPair(raw, kind, uses) {
  const whole = await subtle.importKey("pkcs8", join(unhex(PKCS8[kind]), raw), kind, true, uses);
  const { x } = await subtle.exportKey("jwk", whole);
  return [whole, unbase64(x.replaceAll("-", "+").replaceAll("_", "/"))];
}

async function trusteeKey(raw) {
  const [seal_, sealPublic] = await keyPair(raw.slice(0, 32), "X25519", ["deriveBits"]);
  const [sign, signPublic] = await keyPair(raw.slice(32), "Ed25519", ["sign"]);
  return { seal: seal_, sealPublic, sign, signPublic };
}

async function stretched(passphrase, salt, iterations) {
  const from = await subtle.importKey("raw", utf8(passphrase), "PBKDF2", false, ["deriveKey"]);
  return subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations }, from, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"],
  );
}

/** A trustee's new key: the file is saved by the person, only the public part goes into the form. */
function makeKeys() {
  const form = document.querySelector("[data-new-key]");
  if (!form) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const passphrase = form.querySelector("input").value;
    if (passphrase.length < 12) return;
    const raw = random(64);
    const mine = await trusteeKey(raw);
    const open = join(mine.sealPublic, mine.signPublic);
    const proof = new Uint8Array(await subtle.sign("Ed25519", mine.sign, join(utf8("goi-trustee-1 "), open)));
    const told = hex(join(open, proof));
    const [salt, nonce] = [random(16), random(12)];
    const key = await stretched(passphrase, salt, ITERATIONS);
    const sealed = hex(await subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, raw));
    const file = { format: "goi-trustee-key-1", iterations: ITERATIONS, salt: hex(salt), nonce: hex(nonce), sealed, public: told };
    const link = form.querySelector("[data-key-file]");
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 1)}\n`], { type: "application/json" }));
    form.querySelector("[data-key-made]").hidden = false;
    document.querySelector('#hand_key [name="public"]').value = told;
    link.click();
  });
}

async function signed(mine, statement) {
  return { statement, signature: hex(await subtle.sign("Ed25519", mine.sign, utf8(canonical(statement)))) };
}

async function mixed(mine, told, pair) {
  const [inner, broken] = [[], []];
  for (const text of told.box) {
    const vote = unbase64(text);
    const at = PAIRS.findIndex((one) => one.join() === pair.join()) * OUTER;
    try {
      inner.push(base64(await unseal(mine, vote.slice(at, at + OUTER), unhex(told.opening_hash), `goi-seal-1 ${pair.join("")} outer `)));
    } catch {
      broken.push(await sha(join(new Uint8Array(1), vote)));
    }
  }
  return signed(mine, {
    format: "goi-ballot-mixed-1", opening: told.opening_hash, root: told.root, pair, inner: inner.sort(), broken: broken.sort(),
  });
}

async function opened(mine, told, { statement }) {
  const slips = new Map();
  const broken = [];
  const { options } = told.opening;
  for (const text of statement.inner) {
    const inner = unbase64(text);
    try {
      if (inner.length !== INNER) throw new Error("length");
      const slip = await unseal(mine, inner, unhex(told.opening_hash), `goi-seal-1 ${statement.pair.join("")} inner `);
      const number = shown(slip.slice(0, TRACKER));
      const whole = slip.length === SLIP && slip.slice(TRACKER + 1).every((one) => one === 0);
      if (!whole || slip[TRACKER] >= options.length || slips.has(number)) throw new Error("slip");
      slips.set(number, options[slip[TRACKER]]);
    } catch {
      broken.push(await sha(inner));
    }
  }
  return signed(mine, {
    format: "goi-ballot-opened-1", opening: told.opening_hash, root: told.root, pair: statement.pair,
    mixed: await sha(utf8(canonical(statement))), slips: [...slips].sort(([one], [two]) => (one < two ? -1 : 1)), broken: broken.sort(),
  });
}

/** A trustee's step, worked out here from the bulletin and the key file. */
function takeSteps() {
  const form = document.querySelector("[data-trustee-step]");
  if (!form) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = form.querySelector("[data-wrong]");
    wrong.hidden = true;
    try {
      const file = JSON.parse(await form.querySelector("[type=file]").files[0].text());
      const key = await stretched(form.querySelector("[type=password]").value, unhex(file.salt), file.iterations);
      const raw = new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: unhex(file.nonce) }, key, unhex(file.sealed)));
      const mine = await trusteeKey(raw);
      const told = JSON.parse(form.dataset.trusteeStep);
      const place = told.opening.trustees.findIndex((one) => one.seal === hex(mine.sealPublic) && one.sign === hex(mine.signPublic));
      if (place < 0) throw new Error("another key");
      const ready = told.mixed.find((one) => one.statement.pair[1] === place);
      const steps = [];
      if (ready) steps.push(await opened(mine, told, ready));
      else for (const pair of PAIRS.filter(([first]) => first === place)) steps.push(await mixed(mine, told, pair));
      document.querySelector('#open_box [name="steps"]').value = JSON.stringify(steps);
    } catch {
      wrong.hidden = false;
    }
  });
}

/** All of it, where this browser knows the curves; otherwise the pages work as without script. */
export async function secretBallots() {
  showTracker();
  if (!document.querySelector("[data-secret-ballot], [data-new-key], [data-trustee-step]") || !subtle) return;
  try {
    await subtle.generateKey("X25519", false, ["deriveBits"]);
    await subtle.generateKey("Ed25519", false, ["sign"]);
  } catch {
    return;
  }
  sealForms();
  makeKeys();
  takeSteps();
}
