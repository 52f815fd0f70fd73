'use strict';
// As one fact runs: the segments of the answer, in words and as a picture.

const numeric = (f) => ['money', 'count', 'ratio', 'number', 'month'].includes(f.kind);

// edges draws how the answer goes as one number runs.
function edges(p, f) {
  const given = [];
  for (const x of fields(rule.facts)) {
    if (x.list) for (let i = 0; i < (items[x.path] ?? 1); i++) for (const g of x.of ?? []) { if (numeric(g)) given.push({ ...g, at: `${x.path}[${i}]${g.path.slice(x.path.length + 2)}` }); }
    else if (numeric(x)) given.push({ ...x, at: x.path });
  }
  const list = given.filter((g) => facts[g.at]);
  if (!list.length) return '';
  const which = el('select', { id: 'edge-of' }, list.map((g) => el('option', { value: g.at }, itemed(rule.facts, text(g.label), g.at))));
  const from = el('input', { id: 'edge-from', size: '10' }), to = el('input', { id: 'edge-to', size: '10' });
  const out = el('div', { 'aria-live': 'polite' });
  const suggest = () => {
    const g = list.find((x) => x.at === which.value), v = facts[g.at].replace(/[%,]/g, '');
    if (g.kind === 'month') { const y = Number(v.slice(0, 4)); from.value = `${y - 2}-01`; to.value = `${y + 2}-12`; return; }
    const n = Number(v);
    const top = Number.isFinite(n) && n > 0 ? n * 2 : 100;
    from.value = g.kind === 'ratio' ? '0%' : '0'; to.value = g.kind === 'ratio' ? '100%' : g.kind === 'count' ? String(Math.ceil(top)) : top.toFixed(2);
  };
  const show = () => { const r = call('edges', rule.id, p, f, lang, which.value, from.value.trim(), to.value.trim()); out.replaceChildren(...(r.ok ? [picture(r.ok.is), el('pre', {}, r.ok.text)] : faults(r))); };
  which.addEventListener('change', () => { suggest(); show(); });
  suggest();
  return aside(say('随一项信息变化（临界点）', 'As one fact runs (thresholds)'), () => { show(); return [el('p', { class: 'actions' }, el('label', { for: 'edge-of' }, say('变化的信息', 'fact')), which, el('label', { for: 'edge-from' }, say('从', 'from')), from, el('label', { for: 'edge-to' }, say('到', 'to')), to, el('button', { type: 'button', onclick: show }, say('显示', 'show'))), out]; });
}

const amount = (t) => { if (/^\d{4}-\d{2}$/.test(t)) return Number(t.slice(0, 4)) * 12 + Number(t.slice(5)) - 1; const of = { '%': 100, '‰': 1000 }[t.at(-1)] ?? 1; const [a, b = 1] = t.replace(/[%‰×]$/, '').split('/'); return Number(a) / Number(b) / of; };

// picture draws the first amount, or number, of the answer over the range. It is drawn, not computed: doubles serve.
function picture(e) {
  const all = e.segments.filter((s) => s.answer);
  const names = [...new Set(all.flatMap((s) => s.answer.filter((a) => a.first && Number.isFinite(amount(a.first))).map((a) => a.path)))];
  const path = names.find((n) => all.some((s) => s.answer.find((a) => a.path === n)?.first !== all[0].answer.find((a) => a.path === n)?.first || s.answer.find((a) => a.path === n)?.first !== s.answer.find((a) => a.path === n)?.last)) ?? names[0];
  if (!path) return el('p', { class: 'soft' }, say('没有可画的数', 'no number to draw'));
  const points = all.map((s) => ({ s, a: s.answer.find((a) => a.path === path) })).filter((x) => x.a?.first != null);
  const xs = [amount(e.segments[0].from), amount(e.segments.at(-1).to)];
  const ys = points.flatMap((x) => [amount(x.a.first), amount(x.a.last ?? x.a.first)]);
  const lo = Math.min(0, ...ys), hi = Math.max(...ys, lo + 1e-9);
  const W = 640, H = 240, L = 70, B = 34;
  const X = (v) => L + ((v - xs[0]) / ((xs[1] - xs[0]) || 1)) * (W - L - 14), Y = (v) => 12 + (1 - (v - lo) / (hi - lo)) * (H - B - 12);
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', `0 0 ${W} ${H}`); svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', `${text(points[0].a.label)} — ${text(e.label)}`);
  const draw = (tag, attrs, t) => { const n = document.createElementNS(ns, tag); for (const [k, v] of Object.entries(attrs)) n.setAttribute(k, v); if (t) n.textContent = t; svg.append(n); };
  draw('line', { x1: L, x2: W - 14, y1: Y(0), y2: Y(0), stroke: '#8a96a3' }); draw('line', { x1: L, x2: L, y1: 12, y2: H - B, stroke: '#8a96a3' });
  for (const { s, a } of points) {
    draw('line', { x1: X(amount(s.from)), x2: X(amount(s.to)), y1: Y(amount(a.first)), y2: Y(amount(a.last ?? a.first)), stroke: '#1f5fa8', 'stroke-width': 3, 'stroke-linecap': 'round' });
    if (s !== e.segments[0]) draw('line', { x1: X(amount(s.from)), x2: X(amount(s.from)), y1: 12, y2: H - B, stroke: '#e09b2d', 'stroke-dasharray': '3 4' });
  }
  if (e.value) draw('circle', { cx: X(amount(e.value)), cy: Y(0), r: 5, fill: '#a3211b' });
  const font = { 'font-size': 13, fill: '#54606e' };
  draw('text', { x: L, y: H - 14, ...font }, e.segments[0].from); draw('text', { x: W - 14, y: H - 14, 'text-anchor': 'end', ...font }, e.segments.at(-1).to);
  draw('text', { x: (L + W) / 2, y: H - 2, 'text-anchor': 'middle', ...font }, text(e.label));
  draw('text', { x: L - 6, y: Y(hi) + 5, 'text-anchor': 'end', ...font }, points.map((x) => [x.a.first, x.a.last ?? x.a.first]).flat().reduce((m, t) => (amount(t) > amount(m) ? t : m)));
  draw('text', { x: L - 6, y: Y(0) + 5, 'text-anchor': 'end', ...font }, '0');
  return el('figure', { style: 'margin:0' }, svg, el('figcaption', { class: 'soft' }, text(points[0].a.label), say('；红点为本例，虚线为临界点', '; the dot is this case, dashed lines are thresholds')));
}
