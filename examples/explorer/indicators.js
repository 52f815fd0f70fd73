'use strict';
// The indicators: a plan and observations in, the evaluation page out. What the page shows is what the command evaluate writes.

// evaluated is what was given: the plan's text, none for Huainan's, and the file of observations, whose name is none for the sample.
const evaluated = { plan: '', planName: '', name: '', text: '', year: '', method: 'linear', whose: 'city' };

function openIndicators() {
  rule = null;
  history.replaceState(null, '', '#indicators');
  turn(drawIndicators);
}

// textOf reads a file as people have them: UTF-8, UTF-16 with its mark, or GB18030 as spreadsheets here save.
async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mark = (bytes[0] << 8) | bytes[1];
  if (mark === 0xfffe || mark === 0xfeff) return new TextDecoder(mark === 0xfffe ? 'utf-16le' : 'utf-16be').decode(bytes);
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch { return new TextDecoder('gb18030').decode(bytes); }
}

// tableName is how the module is to read the observations, which may have been pasted: a list as JSON, or a table.
const tableName = () => evaluated.name && (evaluated.text.trimStart().startsWith('[') ? 'observations.json' : 'observations.csv');

// isPlan says whether a text is a plan: JSON that has indicators, or a table with a column that says something of the plan.
function isPlan(data) {
  try { return Array.isArray(JSON.parse(data).indicators); } catch { /* no JSON: a table */ }
  return /(^|,)"?(plan[. ]|规划 )/.test(data.replace(/^\uFEFF/, '').split('\n')[0]);
}

// indicatorFile takes a file that was dropped, or chosen as a plan.
async function indicatorFile(file, chosenPlan) {
  const data = await textOf(file);
  if (chosenPlan || isPlan(data)) Object.assign(evaluated, { plan: data, planName: file.name, year: '' }); else Object.assign(evaluated, { name: file.name, text: data, whose: 'city' });
  drawIndicators();
}

function savePlan() {
  let got = call('plan', evaluated.plan, lang);
  if (!got.ok) got = call('plan', '', lang); // what was given cannot be read: the built-in one shows how
  save(`${got.ok.name}.csv`, got.ok.table, 'text/csv');
}

async function drawIndicators() {
  if (!ready) { $('rule').replaceChildren(el('p', { role: 'status' }, say('正在载入规则……', 'The rules are loading…'))); await loaded.promise; if (rule) return; }
  const e = evaluated;
  const got = call('survey', e.plan, tableName(), e.text, lang);
  const chosen = (id, label, options, value, set) => [el('label', { for: id }, label), el('select', { id, onchange: (x) => { set(x.target.value); show(); } }, options.map(([v, l]) => el('option', { value: v, selected: v === value }, l)))];
  const table = el('textarea', { id: 'observations', spellcheck: 'false' });
  table.value = e.name ? e.text : got.ok?.sample.replace('\uFEFF', '') ?? e.text;
  const chooser = (id, label, accept) => el('p', {}, el('label', { for: id }, label), ' ', el('input', { id, type: 'file', accept, onchange: (x) => x.target.files[0] && indicatorFile(x.target.files[0], id === 'plan-file') }));
  const out = el('div', { id: 'evaluation' });
  const show = () => out.replaceChildren(...evaluation(got));
  const own = () => { e.name = say('粘贴', 'pasted'); e.text = table.value; drawIndicators(); $('observations').focus(); };
  const sample = () => { Object.assign(e, { name: '', text: '', whose: 'city' }); drawIndicators(); };
  const huainan = () => { Object.assign(e, { plan: '', planName: '', year: '' }); drawIndicators(); };
  const form = [];
  if (got.ok) {
    const { from, mid, to, counties } = got.ok;
    if (!e.year || e.year < from || e.year > to) e.year = String(mid);
    const years = Array.from({ length: to - from + 1 }, (_, i) => String(from + i)).map((y) => [y, y === String(mid) ? say(`${y}（中期）`, `${y} (mid-term)`) : y === String(to) ? say(`${y}（末期）`, `${y} (final)`) : y]);
    form.push(...chosen('evaluated-year', say('评估年度', 'Year'), years, e.year, (v) => { e.year = v; }),
      ...chosen('evaluated-whose', say('评估对象', 'Whose figures'), [['city', say('全市', 'the city')], ...(counties.length ? [['all', say('由全部县区汇总', 'all counties pooled')]] : []), ...counties.map((c) => [`county:${c}`, c])], e.whose, (v) => { e.whose = v; }),
      ...chosen('evaluated-method', say('参考进度', 'Reference'), [['linear', say('等差', 'equal steps')], ['compound', say('等比', 'equal rates')]], e.method, (v) => { e.method = v; }));
  }
  $('rule').replaceChildren(
    el('h2', { class: 'screen' }, say('规划指标评估', 'Evaluation of the indicators')),
    el('section', { class: 'screen', 'aria-label': say('规划与完成情况', 'Plan and observations') },
      el('p', { class: 'soft' }, say('把完成情况（CSV）或规划指标表（CSV或JSON）拖到本页，或选择文件，或在下面粘贴。', 'Drop observations (CSV) or a plan (CSV or JSON) on this page, choose a file, or paste below.')),
      el('p', {}, say('规划：', 'Plan: '), el('b', {}, got.ok ? text(got.ok.title) : e.planName || say('内置', 'built in')), e.plan ? ` (${e.planName}) ` : ' ', e.plan ? el('button', { type: 'button', onclick: huainan }, say('用淮南市规划', "Use Huainan's")) : ''),
      chooser('plan-file', say('另选规划（CSV或JSON）', 'Another plan (CSV or JSON)'), '.csv,.json,.txt'),
      el('p', { class: 'actions' }, el('button', { type: 'button', onclick: savePlan }, say('下载本规划的指标表（CSV），可据以填写', 'Download this plan as a table (CSV), to begin another with'))),
      chooser('observations-file', say('完成情况（CSV或JSON）', 'Observations (CSV or JSON)'), '.csv,.json,.txt'),
      el('p', {}, el('label', { for: 'observations' }, say('完成情况', 'Observations'), e.name ? say(`（${e.name}）`, ` (${e.name})`) : say('（样本数据，虚构）', ' (a sample, made up)')), table),
      el('p', { class: 'actions' }, el('button', { type: 'button', onclick: own }, say('按此评估', 'Evaluate these')), e.name ? el('button', { type: 'button', onclick: sample }, say('用样本数据', 'Use the sample')) : ''),
      el('p', { class: 'actions' }, form)),
    out);
  show();
}

// inFile are faults of a plan's file or of observations, each with the name of the file in which it is.
const inFile = (r) => r.errors.map((x) => {
  const plan = /^plan\b/.test(x.field), name = plan ? evaluated.planName || say('规划', 'plan') : evaluated.name;
  return el('p', { class: 'bad' }, plan ? x[lang].replace(/^plan\b/, name) : /^(第\d+行|line \d)/.test(x[lang]) && name ? `${name} ${x[lang]}` : x[lang]);
});

// narrower has the table of the rows fit beside the list of rules, where a page of its own has more room; narrower still, it scrolls in its box.
const narrower = '@media screen { .rows { font-size: .8rem; } .rows th, .rows td { padding: .3rem .35rem; overflow-wrap: anywhere; } .rows td:nth-child(2) { min-width: 9rem; } .rows td:nth-child(3), .rows td:nth-child(4) { max-width: 8rem; } .rows th:nth-child(6) { min-width: 4.5rem; } .rows td:nth-child(7) { min-width: 8rem; } }';

// evaluation shows the page that the module makes, apart from this page's own style, and offers it with its table.
function evaluation(got) {
  const e = evaluated;
  const r = got.ok ? call('evaluate', e.plan, tableName(), e.text, e.year, e.method, e.whose, lang) : got;
  if (!r.ok) return [el('section', { role: 'status' }, inFile(r))];
  const page = new DOMParser().parseFromString(r.ok.page, 'text/html');
  const host = el('div', { class: 'sheet' });
  const style = page.querySelector('style');
  style.textContent = style.textContent.replace(/^body /m, ':host ').replace(/ body \{/g, ' :host {') + narrower;
  host.attachShadow({ mode: 'open' }).append(style, ...page.body.childNodes);
  const name = `evaluation-${e.year}`;
  return [el('section', { class: 'screen' }, el('p', { role: 'status' }, r.ok.headline), el('div', { class: 'actions' },
    el('button', { type: 'button', onclick: () => print() }, say('打印', 'Print')),
    el('button', { type: 'button', onclick: () => save(`${name}.html`, r.ok.page, 'text/html') }, say('下载评估页（HTML）', 'Download the page (HTML)')),
    el('button', { type: 'button', onclick: () => save(`${name}.csv`, r.ok.table, 'text/csv') }, say('下载评估表（CSV）', 'Download the table (CSV)')))), host];
}
