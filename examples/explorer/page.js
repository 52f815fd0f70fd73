'use strict';
// The page: it knows rules only by what the module says of them.

const $ = (id) => document.getElementById(id);
let lang = 'zh', rules = [], rule = null, ready = false, opened = false; // no rule: the indicators
const [loaded, tabled] = [0, 1].map(() => Promise.withResolvers()); // the module is there, and the tables of cases
let facts = {}, parameters = {}, items = {}; // texts by path, and how many items a list has
let touched = new Set(), waiting = false; // the fields that were written in or left, '*' for all; whether figures are waited for
let given = ''; // the records that were dropped

const say = (zh, en) => (lang === 'zh' ? zh : en);
const text = (t) => (t ? t[lang] : '');
const call = (name, ...args) => JSON.parse(civilaffairs(name, ...args.map((a) => a ?? '')));

// el makes an element: attributes, then children, which are nodes or texts.
function el(tag, attrs, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attrs ?? {})) {
    if (k.startsWith('on')) e.addEventListener(k.slice(2), v);
    else if (v !== false && v != null) e.setAttribute(k, v === true ? '' : v);
  }
  for (const c of children.flat()) if (c != null && c !== '') e.append(c);
  return e;
}

// packed reads the bytes that stand in the page, a character a byte; main.go says how.
function packed(node) {
  const byte = new Uint8Array(0x10000);
  new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, i) => i)).split('').forEach((c, i) => { byte[c.charCodeAt(0)] = i; });
  const text = node.textContent;
  node.remove();
  const bytes = new Uint8Array(text.length);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const b = byte[text.charCodeAt(i)];
    bytes[n++] = b === 61 ? byte[text.charCodeAt(++i)] - 64 : b;
  }
  return new Blob([bytes.subarray(0, n)]).stream();
}

// unpacked gives what xz packed, while it is unpacked: it is compiled meanwhile.
const unpacked = (node, type) => new Response(new globalThis['xz-decompress'].XzReadableStream(packed(node)), { headers: type ? { 'Content-Type': type } : {} });

// start draws the page from the list of rules, so that it can be filled in while the module is unpacked.
async function start() {
  rules = (await new Response(packed($('list-data')).pipeThrough(new DecompressionStream('deflate-raw'))).json()).ok;
  const wanted = decodeURIComponent(location.hash.slice(1));
  speak(lang);
  if (wanted === 'indicators') openIndicators(); else open(rules.some((r) => r.id === wanted) ? wanted : 'eldercare.care-beds');
}

// load has the module begin where it was when snapshot.mjs wrote it: what it held of the browser it is given again.
async function load() {
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(unpacked($('wasm'), 'application/wasm'), go.importObject);
  go.run(instance);
  const held = JSON.parse($('held').textContent);
  globalThis.civilaffairs = go._makeFuncWrapper(held.function);
  for (const { id, path, function: f, count } of held.holds) {
    const v = f === held.function ? globalThis.civilaffairs : f !== undefined ? go._makeFuncWrapper(f) : count ? path.reduce((o, name) => o[name], globalThis) : null;
    go._values[id] = v; go._goRefCounts[id] = count;
    if (count) go._ids.set(v, id);
  }
  go._idPool = held.free;
  ready = true;
  if (rule) answers($('answer'), $('more'));
  loaded.resolve();
  tabled.resolve(await unpacked($('tables')).json());
}

// speak shows the page in a language.
function speak(l) {
  lang = l;
  document.documentElement.lang = l === 'zh' ? 'zh-CN' : 'en';
  for (const e of document.querySelectorAll('[data-zh]')) e.textContent = e.dataset[l];
  for (const b of $('languages').children) b.setAttribute('aria-pressed', String(b.dataset.lang === l));
  list();
  if (rule) draw(); else if (opened) drawIndicators();
  if (given) told();
}

function list() {
  const words = $('search').value.trim().toLowerCase();
  let room = '';
  const out = [];
  const title = { zh: '规划指标评估', en: 'Evaluation of the indicators' };
  if (!words || `indicators ${title.zh} ${title.en}`.toLowerCase().includes(words)) out.push(el('li', {}, el('button', { type: 'button', onclick: openIndicators, 'aria-current': opened && !rule ? 'true' : null }, text(title))));
  for (const r of rules) {
    if (words && !`${r.id} ${r.title.zh} ${r.title.en} ${rooms[r.id.split('.')[0]]?.[lang] ?? ''} ${r.basis.map((c) => c.id)}`.toLowerCase().includes(words)) continue;
    const name = r.id.split('.')[0];
    if (name !== room) out.push(el('li', {}, el('h3', {}, text(rooms[room = name]) || name)));
    out.push(el('li', {}, el('button', { type: 'button', onclick: () => open(r.id), 'aria-current': rule === r ? 'true' : null, title: r.id }, text(r.title))));
  }
  $('list').replaceChildren(...(out.length ? out : [el('li', { class: 'soft' }, say('没有找到', 'none found'))]));
}

function open(id) {
  rule = rules.find((r) => r.id === id);
  history.replaceState(null, '', '#' + id);
  facts = {}; items = {}; parameters = {}; touched = new Set();
  flatten('', rule.defaults ?? {}, parameters, items);
  turn(draw);
}

// turn shows a page. At first the keyboard begins at the top.
function turn(show) {
  const first = !opened;
  opened = true;
  list();
  show();
  if (first) return;
  $('rule').focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function draw() {
  const basis = rule.basis.map((c) => el('li', {}, el('b', {}, c.id), ' ', text(c.place), c.norm ? ' ' + text(c.norm) : '', c.quote ? el('q', { class: 'clause' }, c.quote) : ''));
  const answer = el('section', { id: 'answer', 'aria-live': 'polite', 'aria-label': say('结论', 'Answer') });
  const more = el('div', { id: 'more' });
  const changed = () => { answers(answer, more); };
  $('rule').replaceChildren(...[
    el('h2', {}, text(rule.title)), el('p', { class: 'soft' }, `${rule.id}  v${rule.version}`),
    answer,
    el('section', { id: 'facts', 'aria-label': say('申报核对信息', 'Facts') }, el('h3', {}, say('申报核对信息', 'Facts')), ...form(rule.facts, facts, changed)),
    rule.parameters.length ? el('section', {}, el('details', { open: !rule.defaults }, el('summary', {}, el('b', {}, say('政策参数', 'Parameters')), rule.defaults ? say('（规划规定值已填好）', " (the plan's are filled in)") : say('（由县区规定，请填写）', ' (set by the county: fill them in)')), ...form(rule.parameters, parameters, changed))) : null,
    more,
    el('section', {}, el('details', { open: true }, el('summary', {}, el('b', {}, say('政策依据', 'Basis'))), el('ul', {}, basis))),
    cases()].filter(Boolean));
  answers(answer, more);
}

const valueOf = (f, v) => {
  if (v == null || v === '') return say('无', 'none');
  const choice = (f?.choices ?? []).find((c) => c.code === v);
  return choice ? text(choice.label) : v === true || v === 'true' ? say('是', 'yes') : v === false || v === 'false' ? say('否', 'no') : String(v);
};

// unseen names the ends of what an answer can be that no completion was seen to come to: they are limits.
const unseen = (field, a) => {
  if (a.determined || !a.unseen?.length) return '';
  const ends = { low: say('最低值', 'the least'), high: say('最高值', 'the greatest'), absent: say('无', 'none') };
  const list = a.unseen.map((e) => ends[e] ?? `“${valueOf(field, e)}”`).join(say('、', ', '));
  return el('span', { class: 'soft' }, say(`（不会超出此范围；未见取到：${list}）`, ` (never outside; not known to be reached: ${list})`));
};

// answers computes as far as what was filled in goes.
function answers(box, more) {
  if (!ready) { box.replaceChildren(el('h3', {}, say('结论', 'Answer')), el('p', { class: 'soft' }, say('正在载入规则，可先填写……', 'The rules are loading; fill in what you know…'))); return; }
  const p = parametersText(), f = factsText();
  for (const e of document.querySelectorAll('.field')) { e.classList.remove('next', 'idle'); e.querySelector('.fault')?.remove(); }
  const whole = call('explain', rule.id, p, f, lang);
  if (whole.ok) { decided(box, more, whole.ok, p, f); return; }
  const partly = call('decide', rule.id, p, f);
  more.replaceChildren();
  waiting = !partly.ok;
  if (waiting) { lacking(box, partly.errors); return; }
  const o = partly.ok;
  const rows = o.answer.flatMap((a) => {
    const field = rule.answer.find((x) => x.path === a.path.replace(/\[\d+\]/g, '[]'));
    const can = a.determined ? valueOf(field, a.value) : a.codes?.length ? a.codes.map((c) => valueOf(field, c)).join(say(' 或 ', ' or ')) : a.low || a.high ? bounds(field?.kind, a.low, a.high) : say('未知', 'unknown');
    const none = a.absent && !a.determined ? say('，或无', ', or none') : '';
    return [el('dt', {}, text(a.label)), el('dd', {}, can, none, unseen(field, a), a.remark ? el('span', { class: 'soft' }, ' ' + text(a.remark)) : '')];
  });
  if (o.refused?.length) { refused(box, o.refused); return; }
  box.replaceChildren(el('h3', {}, say('结论', 'Answer')), el('p', { class: o.determined ? 'good' : 'soft' }, o.determined ? say('结论已定：其余信息不必核实', 'Determined: the rest need not be known') : say('信息未全，可能的结论：', 'Not all is known yet; the answer can be:')), el('dl', { class: 'answer' }, rows));
  const order = (o.needs ?? []).map((n) => n.path);
  for (const e of document.querySelectorAll('#facts .field')) {
    const path = e.dataset.path;
    if ((o.unneeded ?? []).some((u) => path === u || path.startsWith(u + '['))) { e.classList.add('idle'); e.querySelector('.why').append(el('span', { class: 'fault soft' }, say(' 不必填', ' not needed'))); }
    if (order[0] && (path === order[0] || path.startsWith(order[0] + '['))) e.classList.add('next');
  }
  if (order.length) box.append(el('p', {}, say('先填：', 'First: '), el('b', {}, text(o.needs[0].label)), el('span', { class: 'soft' }, `（${text(o.needs[0].step)}${o.needs[0].clause ? ' ' + o.needs[0].clause : ''}）`)));
}

// refused says of what was filled in that nothing is computed with it, and marks where. What the formulas alone could give, and which fields
// they need, is not shown: it would be taken for an answer.
function refused(box, faults) {
  for (const f of faults) document.querySelector(`#facts .field[data-path="${CSS.escape(f.field ?? '')}"] .why`)?.append(el('span', { class: 'fault' }, ' ' + text(f.reason)));
  box.replaceChildren(el('h3', {}, say('结论', 'Answer')), el('p', { class: 'bad' }, el('b', {}, say('按所填信息不予计算', 'Refused: nothing is computed with what is filled in'))),
    ...faults.map((f) => el('p', { class: 'bad' }, `${text(f.label)}${f.value ? ` ${f.value}` : ''}${f.label ? say('：', ': ') : ''}${text(f.reason)}`)),
    el('p', { class: 'soft' }, say('其余信息试补了各种情形，均不予计算。请先核对以上信息。', 'However the rest was completed in trial, it was refused. Check what is named above first.')));
}

// lacking says why nothing is computed. Red is what was written or left empty; else it says what to fill in first.
function lacking(box, errors) {
  const left = [], next = [];
  let marked = false;
  for (const e of errors) {
    const of = e.part === 'parameters' ? 'parameter' : 'fact';
    const own = [...document.querySelectorAll('.field')].filter((d) => d.querySelector(`[id^="${of}:"]`)), within = own.filter((d) => d.dataset.path.startsWith(e.field + '.'));
    const at = own.find((d) => d.dataset.path === e.field) ?? within.find((d) => touched.has(`${of}:${d.dataset.path}`)) ?? within[0];
    const field = (of === 'fact' ? rule.facts : rule.parameters).find((x) => x.path.replace(/\[\]$/, '') === e.field);
    const quiet = !touched.has('*') && !touched.has(`${of}:${at?.dataset.path ?? e.field}`) && (e.code === 'missing' || !touched.size);
    if (quiet && (at || field)) next.push({ at, label: at?.dataset.label ?? text(field.label) });
    else if (at) { marked = true; at.querySelector('.why').append(el('span', { class: 'fault' }, ' ' + (e[`why_${lang}`] || e[lang]))); } else left.push(e[lang]);
  }
  const bad = marked || left.length;
  next[0]?.at?.classList.add('next');
  box.replaceChildren(el('h3', {}, say('结论', 'Answer')), el('p', { class: bad ? 'bad' : 'soft' }, marked ? say('尚不能计算：请看标红之处', 'not computed: see what is marked') : bad ? say('尚不能计算', 'not computed') : say('填写后即得结论', 'the answer stands here once this is filled in')),
    ...left.map((t) => el('p', { class: 'bad' }, t)), ...next.slice(0, 1).map((n) => el('p', {}, say('先填：', 'First: '), el('b', {}, n.label))));
}

function decided(box, more, got, p, f) {
  waiting = false;
  const record = JSON.parse(got.record);
  const rows = lines(rule.answer, record.answer, got.told).flatMap((l) => [el('dt', {}, l.label), el('dd', {}, l.shown, l.remark ? el('span', { class: 'soft' }, ' ' + l.remark) : '')]);
  box.replaceChildren(el('h3', {}, say('结论', 'Answer')), el('dl', { class: 'answer' }, rows),
    el('p', { class: 'soft' }, say('记录校验码 ', 'digest '), record.digests.decision),
    el('div', { class: 'actions' }, el('button', { type: 'button', onclick: () => print() }, say('打印审核底稿', 'Print')), el('button', { type: 'button', onclick: () => save(`${rule.id}.json`, got.record) }, say('下载记录（JSON）', 'Download the record (JSON)')),
      el('button', { type: 'button', onclick: () => workbook(record, got.words, got.told) }, say('下载工作簿（XLSX）', 'Download a workbook (XLSX)'))));
  more.replaceChildren(
    el('section', {}, el('h3', {}, say('为什么', 'Why')), ...tree(record, got.words)),
    el('section', {}, el('details', {}, el('summary', {}, el('b', {}, say('审核底稿全文', 'The whole explanation'))), el('pre', {}, got.text))),
    aside(say('怎样会改变结论', 'What would change it'), () => { const r = call('flip', rule.id, p, f, lang); return r.ok ? [el('pre', {}, r.ok.text)] : faults(r); }),
    edges(p, f),
    aside(say('两种读法', 'Other readings'), () => readings(p, f)));
}

// shares writes a share, two counts, as one text.
function shares(v) {
  if (Array.isArray(v)) return v.map(shares);
  if (!v || typeof v !== 'object') return v;
  if ('part' in v && 'whole' in v && Object.keys(v).length === 2) return `${v.part}/${v.whole}`;
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, shares(x)]));
}

// lines are the leaves of a part of a record, as a reader sees them: as they are told, with units and shares in per cent, where they are.
function lines(of, part, told = []) {
  const leaves = {};
  flatten('', shares(part), leaves, {});
  return Object.entries(leaves).map(([path, value]) => {
    const field = of.find((x) => x.path.replace(/\[\]$/, '') === path.replace(/\[\d+\]/g, '[]').replace(/\[\]$/, ''));
    const said = told.find((x) => x.path === path);
    return { path, field, value, label: field ? itemed(of, text(field.label), path) : path, shown: said?.text ?? valueOf(field, value), remark: said?.remark ?? '' };
  });
}

// aside is a part that is computed when it is opened.
function aside(title, make) {
  const body = el('div', {});
  let done = false;
  return el('section', { class: 'screen' }, el('details', { ontoggle: async (e) => { if (e.target.open && !done) { done = true; await loaded.promise; body.replaceChildren(...await make()); } } }, el('summary', {}, el('b', {}, title)), body));
}

const faults = (r) => r.errors.map((e) => el('p', { class: 'bad' }, e[lang]));

// teller tells a step: what it is, what it came to, of what, in the module's words, and on which clause it rests.
const teller = (record, words) => (s) => ({
  label: `${text(s.label)}${s.item ? ` ${s.item}` : ''}`, shown: s.shown ? text(s.shown) : s.value, clause: s.clause && record.clauses.find((c) => c.id === s.clause),
  words: words[record.steps.indexOf(s)],
});

// tree shows the steps below each field of the answer; what decides the outcome is open.
function tree(record, words) {
  const known = {};
  flatten('', record.parameters, known, {}); flatten('', record.facts, known, {});
  const by = new Map(record.steps.map((s) => [s.id + (s.item ? `[${s.item}]` : ''), s])), tell = teller(record, words);
  const line = (s) => {
    const { label, shown, words, clause: c } = tell(s);
    return [el('span', {}, `${label} = `), el('b', {}, shown), el('span', { class: 'soft' }, `  ${words}`), c ? el('span', { class: 'clause' }, ` [${c.id}] `, c.quote ? el('q', {}, c.quote) : '') : ''];
  };
  const seen = new Set();
  const node = (s, isOpen) => {
    const key = s.id + (s.item ?? '');
    const names = [...new Set([...s.formula.matchAll(/\{([^}]+)\}/g)].map((m) => m[1]))];
    const kids = [];
    for (const n of names) {
      const steps = by.has(n) ? [by.get(n)] : by.has(`${n}[${s.item}]`) ? [by.get(`${n}[${s.item}]`)] : [...by].filter(([k]) => k.startsWith(n + '[')).map(([, v]) => v);
      if (steps.length) { for (const k of steps) if (!seen.has(key + '>' + k.id + (k.item ?? ''))) { seen.add(key + '>' + k.id + (k.item ?? '')); kids.push(node(k, isOpen)); } continue; }
      const [list, rest] = n.split(/\.(.*)/s);
      const path = n in known ? n : s.item && rest ? `${list}[${s.item - 1}].${rest}` : n;
      const f = rule.facts.concat(rule.parameters).find((x) => x.path.replace('[]', '') === n);
      if (path in known) kids.push(el('div', { class: 'soft leaf' }, `${f ? itemed(rule.facts.concat(rule.parameters), text(f.label), path) : n} = ${valueOf(f, known[path])}`));
    }
    return kids.length ? el('details', { open: isOpen }, el('summary', {}, line(s)), kids) : el('div', { class: 'leaf' }, line(s));
  };
  const outcome = rule.answer.find((a) => a.choices?.length) ?? rule.answer.find((a) => a.kind === 'flag') ?? rule.answer[0];
  const roots = [];
  for (const a of [outcome, ...rule.answer.filter((x) => x !== outcome)]) {
    const id = a?.step || a?.path;
    for (const [k, s] of by) if ((k === id || k.startsWith(id + '[')) && !roots.some((r) => r.k === k)) roots.push({ k, e: node(s, a === outcome) });
  }
  return roots.map((r) => r.e);
}

function readings(p, f) {
  const r = call('readings', rule.id, p, f);
  if (!r.ok) return faults(r);
  if (!r.ok.length) return [el('p', { class: 'soft' }, say('此规则没有登记的歧义', 'nothing is left open in this rule'))];
  return r.ok.map((q) => el('div', {}, el('h3', {}, text(q.title)), el('p', { class: q.agree ? 'good' : 'bad' }, q.refused ? say('有读法不予受理', 'a reading refuses the case') : q.agree ? say('本例各读法结论相同', 'all readings agree on this case') : say('本例结论取决于读法', 'this case depends on the reading')),
    el('table', {}, q.readings.map((x) => el('tr', {}, el('td', {}, `${text(x.text)} [${x.clause}]`), el('td', {}, (x.says ?? []).map((s) => `${text(s.label)} ${valueOf(rule.answer.find((a) => a.path === s.path), s.value)}`).join(say('、', ', '))))))));
}

// cases runs the rule's own table, and rows of the reader's.
function cases() {
  const out = el('div', { 'aria-live': 'polite' });
  const run = (data) => {
    const r = call('check', id, data);
    if (!r.ok) return faults(r);
    const bad = r.ok.filter((x) => !x.holds).length;
    const heads = [say('行', 'row'), say('案例', 'case'), say('条款', 'clause'), say('算式', 'arithmetic'), say('操作', 'action')];
    return [el('p', { class: bad ? 'bad' : 'good' }, bad ? say(`${r.ok.length}行中有${bad}行不符`, `${bad} of ${r.ok.length} rows do not hold`) : say(`${r.ok.length}行，全部相符`, `${r.ok.length} rows, all hold`)),
      el('div', { class: 'wide' }, el('table', { class: 'cases' }, el('tr', {}, heads.map((h) => el('th', {}, h))), r.ok.map((x) => el('tr', {}, el('td', { 'data-head': heads[0], class: x.holds ? 'good' : 'bad' }, `${x.holds ? '✓' : '✗'} ${x.row}`), el('td', { 'data-head': heads[1] }, x[lang], ...(x.problems ?? []).map((t) => el('div', { class: 'bad' }, text(t)))), el('td', { 'data-head': heads[2] }, x.clause), el('td', { 'data-head': heads[3] }, x.arithmetic), el('td', {}, el('button', { type: 'button', class: 'screen', 'aria-label': say(`代入第${x.row}行`, `use row ${x.row}`), onclick: () => use(x) }, say('代入', 'use')))))))];
  };
  const { id } = rule;
  return el('section', { class: 'screen' }, aside(say('案例表（逐行重算）', 'Table of cases (each row is run)'), async () => {
    const csv = (await tabled.promise)[id];
    const own = el('textarea', { id: 'own', spellcheck: 'false', 'aria-label': say('自己的案例（CSV）', 'cases of your own (CSV)') });
    own.value = csv ? csv.split('\n')[0] + '\n' : '';
    return [...run(csv ?? ''), el('h3', {}, say('自己的案例', 'Cases of your own')), own, el('button', { type: 'button', onclick: () => out.replaceChildren(...run(own.value)) }, say('核对', 'check')), out];
  }).firstChild);
}

function use(row) {
  facts = {}; items = {}; parameters = {}; touched = new Set(['*']);
  flatten('', rule.defaults ?? {}, parameters, items);
  if (row.parameters) flatten('', JSON.parse(row.parameters), parameters, items);
  if (row.facts) flatten('', JSON.parse(row.facts), facts, items);
  draw();
  $('answer').scrollIntoView();
}

function save(name, data, type = 'application/json') {
  const a = el('a', { href: URL.createObjectURL(new Blob([data], { type })), download: name });
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 1000);
}

// drop takes a file: observations or a plan where the indicators are shown, and else a record.
async function drop(file) {
  await loaded.promise;
  if (rule) await replay(file); else await indicatorFile(file);
}

async function replay(file) {
  await loaded.promise;
  given = await file.text();
  told();
}

// told says of the records that were dropped whether they hold.
function told() {
  const r = call('replay', given, lang);
  $('replayed').replaceChildren(...(r.ok ? r.ok.map((x, i) => el('div', { class: x.holds ? 'good' : 'bad' }, `${i + 1}. ${x.rule} ${!x.holds ? say('不符', 'does not hold') : x.words ? say(`经重算相符，措辞有别${x.words}处（不影响结论）`, `holds; the wording differs in ${x.words} places, which decides nothing`) : say('经重算相符', 'holds')}`, ...x.says.map((t) => el('div', {}, t)))) : faults(r)));
}

for (const b of $('languages').children) b.addEventListener('click', () => speak(b.dataset.lang));
$('search').addEventListener('input', list);
$('file').addEventListener('change', (e) => e.target.files[0] && replay(e.target.files[0]));
addEventListener('dragover', (e) => { e.preventDefault(); document.body.classList.add('dropping'); });
addEventListener('dragleave', () => document.body.classList.remove('dropping'));
addEventListener('drop', (e) => { e.preventDefault(); document.body.classList.remove('dropping'); if (e.dataTransfer.files[0]) drop(e.dataTransfer.files[0]); });
addEventListener('beforeprint', () => { for (const d of document.querySelectorAll('main section:not(.screen) details')) d.open = true; });
const failed = (e) => { $('rule').prepend(el('p', { class: 'bad', role: 'alert' }, '无法载入，请换用较新的浏览器 Could not load: try a newer browser. ' + e)); };
start().catch(failed);
