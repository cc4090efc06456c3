// Bundles styles and scripts into dist/ under names that carry their content's hash.
// The same lock and sources give the same bytes; manifest.json maps plain names to hashed ones.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const bundles = ["styles/app.css", "scripts/app.js", "scripts/writing.js"];
const images = ["images/mark.svg"];
// Fonts that src/typesetting/ embeds into every PDF.
const fontsFolder = join(here, "../src/typesetting/fonts");
const fonts = [
  ["@expo-google-fonts/noto-serif-jp", "400Regular/NotoSerifJP_400Regular.ttf"],
  ["@expo-google-fonts/biz-udpgothic", "700Bold/BIZUDPGothic_700Bold.ttf"],
];
const browsers = ["chrome109", "edge109", "firefox115", "safari16.4"];

/** Bundle one entry; gives its bytes and the paths of everything that went in. */
async function bundled(entry) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    target: browsers,
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    write: false,
    outdir: "dist",
  });
  return { bytes: outputFiles[0].contents, inputs: Object.keys(metafile.inputs) };
}

/** `app.css` becomes `app.<first 12 hex digits of its SHA-256>.css`. */
function hashed(name, bytes) {
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const ending = extname(name);
  return `${name.slice(0, -ending.length)}.${digest}${ending}`;
}

/** Full licence text of every package whose code is in the bundles. */
async function licences(inputs) {
  const packages = new Set();
  for (const path of inputs) {
    const found = path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/);
    if (found) packages.add(path.slice(0, found.index) + found[0]);
  }
  const parts = [];
  for (const folder of [...packages].sort()) {
    const about = JSON.parse(await readFile(join(here, folder, "package.json"), "utf8"));
    const file = (await readdir(join(here, folder))).find((name) => /^licen[cs]e/i.test(name));
    if (!file) throw new Error(`${about.name} has no licence text`);
    const text = (await readFile(join(here, folder, file), "utf8")).trim();
    parts.push(`${about.name} ${about.version} (${about.license})\n\n${text}\n`);
  }
  return parts.join(`\n${"-".repeat(72)}\n\n`);
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
const manifest = {};
const inputs = [];
const put = async (source, bytes) => {
  const name = source.split("/").at(-1);
  manifest[name] = hashed(name, bytes);
  await writeFile(join(dist, manifest[name]), bytes);
};
for (const entry of bundles) {
  const made = await bundled(entry);
  inputs.push(...made.inputs);
  await put(entry, made.bytes);
}
for (const image of images) await put(image, await readFile(join(here, image)));
await rm(fontsFolder, { recursive: true, force: true });
await mkdir(fontsFolder);
for (const [name, file] of fonts) {
  const folder = join(here, "node_modules", name);
  const plain = file.split("/").at(-1);
  await writeFile(join(fontsFolder, plain), await readFile(join(folder, file)));
  const licence = await readFile(join(folder, "LICENSE_FONT"));
  await writeFile(join(fontsFolder, `${plain}.license.txt`), licence);
}
await writeFile(join(dist, "LICENSES.txt"), await licences(inputs));
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
