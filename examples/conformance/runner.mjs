// Holds the module as WASM, the one of examples/explorer, against every case.
//   node runner.mjs FOLDER module.wasm wasm_exec.js
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { webcrypto } from 'node:crypto';

const [folder, module, runtime] = process.argv.slice(2);
globalThis.crypto ??= webcrypto;
createRequire(import.meta.url)(resolve(runtime)); // Go's own: it defines Go
const go = new globalThis.Go();
const { instance } = await WebAssembly.instantiate(readFileSync(module), go.importObject);
go.run(instance); // runs until the process ends
if (typeof globalThis.civilaffairs !== 'function') throw new Error(`${module} defines no civilaffairs`);

const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const count = { files: 0, cases: 0, bodies: 0, bytes: 0, differing: 0 };

function compare(at, want, got) {
  const [w, g] = [Buffer.from(want), Buffer.from(got)];
  let first = -1;
  let differing = Math.abs(w.length - g.length);
  for (let i = 0; i < Math.min(w.length, g.length); i++) {
    if (w[i] === g[i]) continue;
    differing++;
    if (first < 0) first = i;
  }
  count.bodies++;
  count.bytes += w.length;
  count.differing += differing;
  if (differing === 0) return;
  if (first < 0) first = Math.min(w.length, g.length);
  const near = (b) => b.subarray(Math.max(0, first - 30), first + 30).toString();
  console.error(`${at}: ${differing} bytes differ, the first is ${first + 1}: want …${near(w)}…, got …${near(g)}…`);
}

// what the page's bridge tells of a fault; a member that has nothing to say is an empty text
const told = (code, part, field, zh, en) => ({ code, part: part ?? '', field: field ?? '', zh, en });

const index = read('index.json');
if (index.format !== 1) throw new Error(`format ${index.format}: this runner reads 1`);
for (const entry of index.files) {
  const file = read(entry.file);
  if (file.cases.length !== entry.cases) throw new Error(`${entry.file}: ${file.cases.length} cases, the index says ${entry.cases}`);
  count.files++;
  for (const c of file.cases) {
    count.cases++;
    const reply = JSON.parse(globalThis.civilaffairs('explain', file.rule, c.parameters ?? '', c.facts, 'zh'));
    const got = reply.ok ? reply.ok.record : JSON.stringify(reply.errors.map((e) => told(e.code, e.part, e.field, e.zh, e.en)));
    const want = c.record ?? JSON.stringify(c.errors.map((e) => told(e.code, e.part, e.field, e.said.zh, e.said.en)));
    compare(`${file.rule} case ${c.case} (${c.note.en})`, want, got);
  }
}
console.log(`js: ${count.files} rules, ${count.cases} cases, ${count.bodies} bodies of ${count.bytes} bytes, ${count.differing} differing bytes`);
process.exit(count.cases > 0 && count.differing === 0 ? 0 : 1);
