// Drives the page in Chromium as a person would, and tells what it saw as JSON.
//   node drive.mjs PAGE.html CASES.json OUT-FOLDER
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [page, casesFile, out] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(casesFile, 'utf8'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const seen = { requests: [], errors: [], records: [], axe: [], texts: {} };
const open = async (size, hash = '') => {
  const context = await browser.newContext({ viewport: size, acceptDownloads: true, bypassCSP: true });
  const p = await context.newPage();
  p.on('request', (r) => { if (!r.url().startsWith('file:') && !r.url().startsWith('data:') && !r.url().startsWith('blob:')) seen.requests.push(r.url()); });
  p.on('pageerror', (e) => seen.errors.push(String(e)));
  p.on('console', (m) => { if (m.type() === 'error') seen.errors.push(m.text()); });
  const began = Date.now();
  await p.goto(pathToFileURL(page).href + hash, { waitUntil: 'commit' });
  await p.locator('#facts .field input').first().waitFor({ timeout: 60000 });
  seen.usable ??= Date.now() - began;
  await p.waitForFunction(() => ready, null, { timeout: 60000 });
  seen.ready ??= Date.now() - began;
  return p;
};
const check = async (p, name) => {
  await p.evaluate(axe);
  const r = await p.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const v of r.violations) seen.axe.push(`${name}: ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 200)}`);
};

let p = await open({ width: 1280, height: 900 });
// the same bytes as the library gives
for (const c of cases.explain) seen.records.push(await p.evaluate((c) => { const r = JSON.parse(civilaffairs('explain', c.rule, c.parameters, c.facts, 'zh')); return r.ok ? r.ok.record : JSON.stringify(r.errors.map((e) => e.code)); }, c));
seen.replayed = await p.evaluate((records) => records.map((r) => { const got = JSON.parse(civilaffairs('replay', r, 'zh')); return got.ok ? got.ok[0] : { holds: false, says: got.errors.map((e) => e.zh) }; }), cases.altered);

// as an official: two figures, the answer, why
await p.getByLabel('护理型床位（张）', { exact: true }).fill('12649');
seen.texts.partial = await p.locator('#answer').innerText();
const began = Date.now();
await p.getByLabel('床位总数（张）', { exact: true }).fill('23000');
await p.locator('#answer .answer').waitFor();
seen.answer = Date.now() - began;
seen.texts.answer = await p.locator('#answer').innerText();
const file = async (p, name) => { const [d] = await Promise.all([p.waitForEvent('download'), p.getByRole('button', { name }).click()]); return { name: d.suggestedFilename(), data: readFileSync(await d.path()) }; };
const record = await file(p, '下载记录（JSON）'), book = await file(p, '下载工作簿（XLSX）');
seen.record = { name: record.name, text: record.data.toString() };
seen.workbook = { name: book.name, text: book.data.toString('base64') };
writeFileSync(join(out, book.name), book.data);
seen.texts.why = await p.locator('#more').innerText();
await p.getByText('怎样会改变结论').click();
await p.getByText('随一项信息变化').click();
await p.getByText('两种读法').click();
await p.getByText('案例表（逐行重算）').click();
await p.getByText(/全部相符/).waitFor();
seen.texts.more = await p.locator('#rule').innerText();
await check(p, 'wide');
await p.screenshot({ path: join(out, 'wide.png'), fullPage: true });
await p.getByRole('button', { name: 'English' }).click();
seen.texts.english = await p.evaluate(() => { const c = document.querySelector('#rule').cloneNode(true); for (const q of c.querySelectorAll('q')) q.remove(); return c.textContent; });
await check(p, 'English');
await p.screenshot({ path: join(out, 'english.png'), fullPage: true });
await p.pdf({ path: join(out, 'printed.pdf'), format: 'A4' });
// a record that was dropped on the page
await p.locator('#file').setInputFiles({ name: 'record.json', mimeType: 'application/json', buffer: Buffer.from(cases.altered[0]) });
await p.locator('#replayed div').first().waitFor();
seen.texts.dropped = await p.locator('#replayed').innerText();
await p.getByRole('button', { name: '中文' }).click();
seen.texts.droppedChinese = await p.locator('#replayed').innerText();
await p.close();

// the indicators: the sample, then a table of counties in GB18030 with a figure that cannot be, then one that holds
p = await open({ width: 1280, height: 900 });
await p.getByRole('button', { name: '规划指标评估' }).click();
await p.locator('#evaluation [role=status]').waitFor();
const shown = () => p.evaluate(() => document.querySelector('.sheet')?.shadowRoot.textContent ?? '');
seen.texts.sample = await p.locator('#evaluation [role=status]').innerText();
seen.texts.samplePage = await shown();
seen.texts.sampleTable = await p.locator('#observations').inputValue();
// what the sheet takes: the page, and the table of the rows in its box
seen.sheets = [];
const sheet = () => p.evaluate(() => { const box = document.querySelector('.sheet').shadowRoot.querySelector('.rows').parentElement; return [document.documentElement.scrollWidth, box.scrollWidth - box.clientWidth]; });
seen.sheets.push(await sheet());
await check(p, 'indicators');
await p.screenshot({ path: join(out, 'indicators.png'), fullPage: true });
seen.downloads = {};
for (const [kind, name] of [['html', /HTML/], ['csv', '下载评估表（CSV）']]) { const f = await file(p, name); seen.downloads[kind] = { name: f.name, text: f.data.toString() }; }
await p.locator('#observations-file').setInputFiles({ name: '县区.csv', mimeType: 'text/csv', buffer: Buffer.from(cases.impossible, 'base64') });
await p.getByLabel('评估对象').selectOption('all');
await p.locator('#evaluation .bad').first().waitFor();
seen.texts.impossible = await p.locator('#evaluation [role=status]').innerText();
await p.locator('#observations-file').setInputFiles({ name: '县区.csv', mimeType: 'text/csv', buffer: Buffer.from(cases.counties, 'base64') });
await p.locator('.sheet').waitFor();
await p.getByLabel('评估对象').selectOption('all');
seen.texts.pooled = await shown();
await p.getByLabel('评估对象').selectOption('county:寿县');
seen.texts.county = await shown();
await p.getByRole('button', { name: 'English' }).click();
await p.getByLabel('Whose figures').selectOption('city');
await p.getByRole('button', { name: 'Use the sample' }).click();
await p.getByLabel('Year', { exact: true }).selectOption('2025');
seen.texts.final = await shown();
seen.texts.finalForm = await p.locator('#rule').innerText();
seen.sheets.push(await sheet());
await check(p, 'indicators, English');
await p.screenshot({ path: join(out, 'indicators-english.png'), fullPage: true });
await p.pdf({ path: join(out, 'indicators-printed.pdf'), format: 'A4', landscape: true });
await p.locator('#plan-file').setInputFiles({ name: 'plan.json', mimeType: 'application/json', buffer: Buffer.from(cases.plan) });
await p.locator('#observations').fill('indicator,year,part,whole\nA1,2028,45,100\n');
await p.getByRole('button', { name: 'Evaluate these' }).click();
seen.texts.otherPlan = await p.locator('#evaluation [role=status]').innerText();
const begun = await file(p, "Download this plan as a table (CSV), to begin another with");
seen.plan = { name: begun.name, text: begun.data.toString() };
await p.getByRole('button', { name: "use Huainan's" }).click();
await p.locator('#plan-file').setInputFiles({ name: 'plan.csv', mimeType: 'text/csv', buffer: begun.data });
await p.locator('#evaluation .actions').waitFor();
seen.texts.planTable = await p.locator('#evaluation [role=status]').innerText();
await check(p, 'indicators, plan from a table');
await p.screenshot({ path: join(out, 'indicators-plan.png'), fullPage: true });
await p.locator('#plan-file').setInputFiles({ name: 'plan.csv', mimeType: 'text/csv', buffer: Buffer.from(begun.data.toString().replace(',2028,', ',2048,')) });
await p.locator('#evaluation .bad').first().waitFor();
seen.texts.planWrong = await p.locator('#evaluation [role=status]').innerText();
await p.locator('#plan-file').setInputFiles({ name: 'plan.csv', mimeType: 'text/csv', buffer: begun.data });
await p.setViewportSize({ width: 390, height: 844 });
seen.narrowIndicators = await p.evaluate(() => document.documentElement.scrollWidth);
await check(p, 'indicators, narrow');
await p.screenshot({ path: join(out, 'indicators-narrow.png'), fullPage: true });
await p.close();

// facts that are refused however the rest is completed
p = await open({ width: 1280, height: 900 });
await p.evaluate(({ rule, parameters, facts }) => { open(rule); use({ parameters, facts }); }, cases.refused);
seen.texts.refused = await p.locator('#answer').innerText();
seen.texts.refusedAt = await p.evaluate(() => [...document.querySelectorAll('.field')].filter((f) => f.querySelector('.fault')).map((f) => f.dataset.path + f.querySelector('.fault').textContent).join('; '));
await check(p, 'refused');
await p.screenshot({ path: join(out, 'refused.png') });
await p.getByRole('button', { name: 'English' }).click();
seen.texts.refusedEnglish = await p.locator('#answer').innerText();
await p.setViewportSize({ width: 390, height: 844 });
await p.screenshot({ path: join(out, 'refused-narrow.png') });
await p.setViewportSize({ width: 1280, height: 900 });
// steps of one level begin at one place, with steps below them or none
seen.levels = await p.evaluate(async () => {
  const id = 'assistance.allowance-standard', begin = (n) => { const r = document.createRange(); r.selectNodeContents(document.createTreeWalker(n, NodeFilter.SHOW_TEXT).nextNode()); return r.getBoundingClientRect().left; };
  open(id);
  use(call('check', id, (await tabled.promise)[id]).ok.find((x) => x.facts));
  const why = document.querySelector('#more section');
  for (const d of why.querySelectorAll('details')) d.open = true;
  return [...why.querySelectorAll('div.leaf')].flatMap((e) => [...e.parentElement.children].filter((n) => n.tagName === 'DETAILS').map((d) => Math.abs(begin(e) - begin(d))));
});
await p.close();

// every rule is shown, on a narrow page, and by the keyboard alone
p = await open({ width: 390, height: 844 }, '#assistance.allowance');
seen.rules = await p.evaluate(() => { const out = []; for (const r of rules) { open(r.id); out.push([r.id, document.querySelectorAll('#facts .field').length, document.documentElement.scrollWidth]); } return out; });
// what no page may say: a text that is no word, a bound that is none, red before anything was written
seen.unsaid = await p.evaluate(() => {
  const out = [];
  for (const l of ['en', 'zh']) {
    speak(l);
    for (const r of rules) {
      open(r.id);
      const walk = document.createTreeWalker(document.querySelector('#rule'), NodeFilter.SHOW_TEXT);
      for (let n = walk.nextNode(); n; n = walk.nextNode()) if (/\b(null|undefined|NaN|\[object)\b/.test(n.data) || (/\d{13}/.test(n.data) && n.parentElement.closest('#answer, .why'))) out.push(`${l} ${r.id}: ${n.data.slice(0, 80)}`);
      for (const n of document.querySelectorAll('#rule .bad, #rule .fault:not(.soft)')) out.push(`${l} ${r.id}: red: ${n.textContent}`);
      const first = document.querySelector('#answer').textContent;
      if (!/先填|First/.test(first)) out.push(`${l} ${r.id}: nothing to begin with: ${first.slice(0, 80)}`);
    }
  }
  return out;
});
seen.bounds = await p.evaluate(() => [['ratio', '0', '1'], ['ratio', '7590/9007199254740991', '1'], ['count', '0', '4953959590107546'], ['ratio', '12649/23000', '55%'], ['count', '9007199254740991', '9007199254740991'], ['money', '1.00', '2.50'], ['ratio', '0.125', '3/2']].map((x) => bounds(...x)));
await p.evaluate((id) => open(id), cases.household);
// one field is left empty: it alone is marked
await p.locator('[id="parameter:standard"]').focus();
await p.locator('[id="parameter:property_limit"]').focus();
await p.locator('.fault:not(.soft)').first().waitFor();
seen.texts.marked = await p.evaluate(() => [...document.querySelectorAll('.field')].filter((f) => f.querySelector('.fault:not(.soft)')).map((f) => f.dataset.path).join(' '));
seen.texts.form = await p.locator('#facts').innerText();
await p.screenshot({ path: join(out, 'narrow.png'), fullPage: true });
await check(p, 'narrow');
await p.getByText('案例表（逐行重算）').click();
await p.getByRole('button', { name: /^代入/ }).first().waitFor();
seen.table = await p.evaluate(() => { const t = document.querySelector('table.cases'), boxes = [...t.querySelectorAll('td')].map((c) => c.getBoundingClientRect()).filter((b) => b.height); return { rows: t.querySelectorAll('tr').length - 1, height: t.getBoundingClientRect().height, least: Math.min(...boxes.map((b) => b.width)) }; });
await p.screenshot({ path: join(out, 'narrow-cases.png'), fullPage: true });
await p.getByRole('button', { name: /^代入/ }).first().click();
seen.texts.usedWhy = await p.locator('#more').textContent();
seen.texts.used = await p.locator('#answer').innerText();
await p.screenshot({ path: join(out, 'household.png'), fullPage: true });
await p.close();
p = await open({ width: 1280, height: 900 });
await p.keyboard.press('Tab');
seen.first = await p.evaluate(() => document.activeElement.className);
await browser.close();
console.log(JSON.stringify(seen));
