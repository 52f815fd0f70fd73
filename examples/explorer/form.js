'use strict';
// The form of a rule: what it asks for, how that is written, and the JSON that it makes.

// flatten writes the leaves of a value as texts by path.
function flatten(path, v, into, counts) {
  if (Array.isArray(v)) {
    const held = (rule.facts.concat(rule.parameters)).some((f) => f.path.startsWith(path.replace(/\[\d+\]/g, '[]') + '[].'));
    if (!held || /\[/.test(path)) { into[path] = JSON.stringify(v); return; }
    counts[path] = v.length;
    v.forEach((x, i) => flatten(`${path}[${i}]`, x, into, counts));
  } else if (v && typeof v === 'object') {
    for (const [k, x] of Object.entries(v)) flatten(path ? path + '.' + k : k, x, into, counts);
  } else into[path] = String(v);
}

// fields lists what is to be filled in, lists item by item; one within another stands as JSON.
function fields(all) {
  const out = [];
  const lists = all.filter((f) => f.kind === 'list').map((f) => f.path.slice(0, -2));
  for (const f of all) {
    const path = f.kind === 'list' ? f.path.slice(0, -2) : f.path;
    const outer = lists.find((l) => path.startsWith(l + '[].'));
    if (f.kind === 'list') {
      if (!outer) {
        const flat = all.some((g) => g.path.startsWith(f.path + '.') && !g.path.slice(f.path.length).includes('[]'));
        out.push({ ...f, path, list: flat, json: !flat });
      }
      continue;
    }
    if (!outer) { out.push({ ...f, path }); continue; }
    if (path.slice(outer.length + 2).includes('[]')) continue;
    const parent = out.find((o) => o.path === outer && o.list);
    if (parent) (parent.of ??= []).push(f);
  }
  for (const f of out) { // a list that holds lists is written whole
    if (f.list && all.some((g) => g.path.startsWith(f.path + '[].') && g.path.slice(f.path.length + 2).includes('[]'))) { f.list = false; f.json = true; f.of = null; }
  }
  return out;
}

function put(root, path, value) {
  const steps = path.match(/[^.[\]]+|\[\d+\]/g);
  let at = root;
  steps.forEach((s, i) => {
    const key = s[0] === '[' ? Number(s.slice(1, -1)) : s;
    if (i === steps.length - 1) { at[key] = value; return; }
    at = at[key] ??= steps[i + 1][0] === '[' ? [] : {};
  });
}

// gather makes the JSON of what was filled in; what is empty is left out.
function gather(all, texts) {
  const root = {};
  const add = (f, path) => {
    const t = (texts[path] ?? '').trim();
    if (t === '') return false;
    let v = t;
    if (f.json) { try { v = JSON.parse(t); } catch { v = t; } }
    else if (f.kind === 'flag') v = t === 'true' ? true : t === 'false' ? false : t;
    else if (f.kind === 'count' && /^-?\d{1,15}$/.test(t)) v = Number(t);
    put(root, path, v);
    return true;
  };
  for (const f of fields(all)) {
    if (!f.list) { add(f, f.path); continue; }
    let any = false;
    for (let i = 0; i < (items[f.path] ?? 1); i++) {
      for (const g of f.of ?? []) any = add(g, `${f.path}[${i}]${g.path.slice(f.path.length + 2)}`) || any;
    }
    if (any) { // an item of which nothing is known yet stands all the same
      let at = root;
      for (const s of f.path.split('.')) at = at[s];
      for (let i = 0; i < (items[f.path] ?? 1); i++) at[i] ??= {};
    } else if (items[f.path] === 0) put(root, f.path, []);
  }
  return JSON.stringify(root);
}

const factsText = () => gather(rule.facts, facts);
const parametersText = () => { const t = gather(rule.parameters, parameters); return t === '{}' && rule.defaults ? '' : t; };

// endless is a bound that is no bound: the largest number that a field holds, or what is computed from it.
const endless = (t) => !t || /\d{13}/.test(t);

// percent writes a share in per cent; one that is not exact stands before it.
function percent(t) {
  const [, sign, whole, part = '', under = '1'] = t.match(/^(-?)(\d+)(?:\.(\d+))?(?:\/(\d+))?$/) ?? [];
  if (!whole || /^0+$/.test(under)) return t;
  const of = BigInt(under) * 10n ** BigInt(part.length), n = BigInt(whole + part) * 100000n; // in thousandths of a per cent
  const q = (2n * n + of) / (2n * of);
  const shown = `${sign}${q / 1000n}.${String(q % 1000n).padStart(3, '0')}`.replace(/\.?0+$/, '') + '%';
  return n % of ? `${t} (≈${shown})` : shown;
}

// bounds says between what a value lies.
function bounds(kind, low, high) {
  const [from, to] = [low, high].map((t) => (endless(t) ? '' : kind === 'ratio' ? percent(t) : t));
  return from && to ? `${from} … ${to}` : from ? say(`不小于${from}`, `at least ${from}`) : to ? say(`不大于${to}`, `at most ${to}`) : say('不限', 'any');
}

// rangeOf says in words what a value may be; of a list, how many items there are.
function rangeOf(f) {
  const [, from, least, most, to] = f.range?.match(/^([[(])([^,]*),([^,]*)([\])])$/) ?? [];
  const [low, high] = [least, most].map((t) => (endless(t) ? '' : f.kind === 'ratio' ? percent(t) : t));
  if (!from || /^\[[01],9007199254740991\]$/.test(f.range)) return '';
  if (f.kind === 'ratio' && low && high && from === '[' && to === ']') return `${low} … ${high}`;
  const parts = [low && (from === '[' ? say(`不小于${low}`, `at least ${low}`) : say(`大于${low}`, `above ${low}`)), high && (to === ']' ? say(`不大于${high}`, `at most ${high}`) : say(`小于${high}`, `below ${high}`))];
  return parts.filter(Boolean).join(say('，', ', '));
}

// rooms are the parts of the rulebook by the first part of a rule's id.
const rooms = {
  assistance: { zh: '社会救助', en: 'Social assistance' }, childwelfare: { zh: '儿童福利和未成年人保护', en: 'Child welfare' }, community: { zh: '城乡社区与社会组织', en: 'Communities and organisations' },
  eldercare: { zh: '养老服务', en: 'Elder care' }, funeral: { zh: '殡葬服务', en: 'Funeral services' }, affairs: { zh: '社会事务', en: 'Social affairs' }, planoffice: { zh: '规划实施', en: 'The plan office' }, indicators: { zh: '规划指标', en: 'Indicators' },
};

// itemed is the label of a field of a list's item, with the item's number: 成员1 月收入.
function itemed(all, label, path) {
  const number = Number(path.match(/\[(\d+)\]/)?.[1]) + 1;
  if (!number) return label;
  const list = text(all.find((x) => x.kind === 'list' && x.path === path.replace(/\[\d+\].*/, '[]'))?.label);
  return list && label.startsWith(list) ? `${list}${say('', ' ')}${number}${label.slice(list.length)}` : `${label} ${number}`;
}

function control(f, path, texts, changed) {
  const id = `${texts === facts ? 'fact' : 'parameter'}:${path}`;
  const value = texts[path] ?? '';
  const on = (e) => { texts[path] = e.target.value; touched.add(id); changed(); };
  const onblur = (e) => setTimeout(() => { if (!e.target.isConnected || touched.has(id)) return; touched.add(id); if (waiting) changed(); }); // an answer that stands is left alone: it may be what was clicked
  let input;
  if (f.kind === 'flag') {
    input = el('select', { id, onchange: on, onblur }, ...[['', '—'], ['true', say('是', 'yes')], ['false', say('否', 'no')]].map(([v, l]) => el('option', { value: v, selected: v === value }, l)));
  } else if (f.choices?.length) {
    input = el('select', { id, onchange: on, onblur }, el('option', { value: '' }, '—'), ...f.choices.map((c) => el('option', { value: c.code, selected: c.code === value }, text(c.label))),
      value && !f.choices.some((c) => c.code === value) ? el('option', { value, selected: true }, value) : '');
  } else if (f.json) {
    input = el('textarea', { id, oninput: on, onblur, spellcheck: 'false', placeholder: '[…] JSON' });
    input.value = value;
  } else {
    input = el('input', { id, type: 'text', value, oninput: on, onblur, autocomplete: 'off', spellcheck: 'false', inputmode: /money|count|ratio|number/.test(f.kind) ? 'decimal' : null, placeholder: f.kind === 'month' ? '2023-07' : null, 'aria-describedby': id + ':why' });
  }
  const label = itemed(texts === facts ? rule.facts : rule.parameters, text(f.label) || path, path);
  return el('div', { class: 'field', 'data-path': path, 'data-label': label }, el('label', { for: id }, label, f.optional && !f.needed ? el('span', { class: 'screen' }, say('（可不填）', ' (optional)')) : ''), input,
    el('span', { class: 'why', id: id + ':why' }, el('span', { class: 'screen' }, [text(f.unit), rangeOf(f)].filter(Boolean).join('  '))));
}

function form(all, texts, changed) {
  const out = [];
  for (const f of fields(all)) {
    if (!f.list) { out.push(control(f, f.path, texts, changed)); continue; }
    const n = (items[f.path] ??= 1);
    const box = el('fieldset', {}, el('legend', {}, text(f.label) || f.path));
    for (let i = 0; i < n; i++) for (const g of f.of ?? []) box.append(control(g, `${f.path}[${i}]${g.path.slice(f.path.length + 2)}`, texts, changed));
    const resize = (by) => { items[f.path] = Math.max(0, n + by); if (by < 0) for (const k of Object.keys(texts)) if (k.startsWith(`${f.path}[${n - 1}]`)) delete texts[k]; draw(); };
    box.append(el('div', { class: 'actions screen' }, el('button', { type: 'button', onclick: () => resize(1) }, say('增加一项', 'add one')), el('button', { type: 'button', onclick: () => resize(-1), disabled: n === 0 }, say('减少一项', 'remove the last'))));
    out.push(box);
  }
  return out;
}
