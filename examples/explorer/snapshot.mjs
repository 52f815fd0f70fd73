// Runs the module until it waits for its first call, and writes it as it then is: its memory and its globals stand in the file
// as they were left, so that a page need not make the catalog again each time it is opened. What the program holds of the
// browser, which no file can hold, is written as the names by which a page finds it again.
//   node snapshot.mjs WASM_EXEC.js MODULE.wasm OUT.wasm HELD.json
import { readFileSync, writeFileSync } from 'node:fs';
import vm from 'node:vm';

const [support, file, out, held] = process.argv.slice(2);
const module = readFileSync(file);

const leb = (bytes, at) => { for (let v = 0, s = 0; ; s += 7) { const b = bytes[at++]; v += (b & 127) * 2 ** s; if (b < 128) return [v, at]; } };
const unsigned = (v) => { const o = []; do { const b = v % 128; v = Math.floor(v / 128); o.push(v ? b | 128 : b); } while (v); return o; };
const signed = (v) => { const o = []; for (v = BigInt(v); ;) { const b = Number(v & 127n); v >>= 7n; if ((v === 0n && !(b & 64)) || (v === -1n && b & 64)) return [...o, b]; o.push(b | 128); } };
const vector = (list) => Buffer.concat([Buffer.from(unsigned(list.length)), ...list]);
const named = (name, kind, index) => Buffer.from([...unsigned(name.length), ...Buffer.from(name), kind, ...unsigned(index)]);
const fail = (why) => { throw new Error(`the module cannot be written as it is: ${why}`); };

const sections = [];
for (let at = 8; at < module.length;) { const id = module[at]; const [n, from] = leb(module, at + 1); sections.push({ id, body: module.subarray(from, from + n) }); at = from + n; }
const body = (id) => sections.find((s) => s.id === id)?.body ?? fail(`no section ${id}`);
const written = (change) => Buffer.concat([module.subarray(0, 8), ...sections.map(({ id, body }) => { const b = change[id] ?? body; return Buffer.concat([Buffer.from([id, ...unsigned(b.length)]), b]); })]);
if (sections.some((s) => s.id === 8 || s.id === 12)) fail('it has a start function, or data that is loaded later');

// exports, and globals, which are all variable and begin at 0
const read = (bytes, each) => { let [n, at] = leb(bytes, 0); const list = []; while (n--) { let v; [v, at] = each(at); list.push(v); } return list; };
const exported = read(body(7), (at) => { const [n, from] = leb(body(7), at); const [index, next] = leb(body(7), from + n + 1); return [{ name: body(7).toString('latin1', from, from + n), kind: body(7)[from + n], index }, next]; });
const globals = read(body(6), (at) => { const b = body(6); if (b[at + 1] !== 1 || b[at + 3] !== 0 || b[at + 4] !== 11) fail('a global does not begin at 0'); return [b[at], at + 5]; });
const looked = written({ 7: vector([...exported.map((e) => named(e.name, e.kind, e.index)), ...globals.map((_, i) => named(`global ${i}`, 3, i))]) });

// a world as a page's, in which nothing is by chance: the same module gives the same file
const world = vm.createContext({ console, TextEncoder, TextDecoder, setTimeout, clearTimeout, performance: { now: () => 0 }, crypto: { getRandomValues: (b) => b.fill(7) } });
vm.runInContext('Date = class { static now() { return 1e12; } getTime() { return 1e12; } getTimezoneOffset() { return 0; } }', world);
vm.runInContext(readFileSync(support, 'utf8'), world);
const go = vm.runInContext('new Go()', world);
go.env = { GOGC: '10' }; // a small heap; main goes back to the usual
const functions = new Map();
const wrapper = go._makeFuncWrapper;
go._makeFuncWrapper = function (id) { const f = wrapper.call(this, id); functions.set(f, id); return f; };
world.bytes = looked; world.go = go;
await vm.runInContext('WebAssembly.instantiate(new Uint8Array(bytes), go.importObject).then((x) => { globalThis.instance = x.instance; go.run(x.instance); })', world);
if (go.exited) fail('it ended');
if (go._scheduledTimeouts.size) fail('it waits for a time to pass');

const { instance } = world;
const known = new Map(vm.runInContext('Object.getOwnPropertyNames(globalThis).map((n) => [globalThis[n], [n]])', world).filter(([v]) => v && /object|function/.test(typeof v)));
known.set(world.fs.constants, ['fs', 'constants']);
const own = 7; // values that each Go begins with
const holds = go._values.slice(own).map((v, i) => {
  const id = own + i;
  if (v === null && go._goRefCounts[id] === 0) return { id, path: null, count: 0 }; // let go: the place is used again
  if (functions.has(v)) return { id, function: functions.get(v), count: go._goRefCounts[id] };
  return { id, path: known.get(v) ?? fail(`it holds something that has no name: ${v}`), count: go._goRefCounts[id] };
});
const called = [...functions].filter(([f]) => world.civilaffairs === f).map(([, id]) => id);
if (called.length !== 1) fail('it does not offer its function');
writeFileSync(held, JSON.stringify({ holds, free: [...go._idPool], function: called[0] }));

// its memory, but for what is 0
const memory = Buffer.from(instance.exports.mem.buffer);
const segments = [], zeros = 32;
for (let at = 0; at < memory.length;) {
  if (!memory[at]) { at++; continue; }
  let end = at + 1, last = at;
  for (; end < memory.length && end - last <= zeros; end++) if (memory[end]) last = end;
  segments.push(Buffer.concat([Buffer.from([0, 0x41, ...signed(at), 11, ...unsigned(last + 1 - at)]), memory.subarray(at, last + 1)]));
  at = last + 1;
}
const value = (type, i) => { const v = instance.exports[`global ${i}`].value; return type === 0x7f ? [0x41, ...signed(v)] : type === 0x7e ? [0x42, ...signed(v)] : fail('a global is no integer'); };
if (body(5)[0] !== 1 || body(5)[1] !== 0) fail('its memory is bounded');
writeFileSync(out, written({
  5: Buffer.from([1, 0, ...unsigned(memory.length / 65536)]),
  6: vector(globals.map((type, i) => Buffer.from([type, 1, ...value(type, i), 11]))),
  // run has run: what a page calls by its name does nothing
  7: vector(exported.map((e) => named(e.name, e.kind, e.name === 'run' ? exported.find((x) => x.name === 'getsp').index : e.index))),
  11: vector(segments),
}));
process.exit(0);
