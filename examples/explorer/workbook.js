'use strict';
// A decision as a workbook: what the record says, in cells. One that computes is examples/workbook's.

// cellOf writes an amount or a count that a double holds exactly as a number, and all else as it is shown.
function cellOf(kind, value, shown) {
  if (kind === 'money' && /^-?\d{1,12}\.\d\d$/.test(value)) return { type: Number, value: Number(value), format: '#,##0.00', alignVertical: 'top' };
  if (kind === 'count' && /^-?\d{1,15}$/.test(value)) return { type: Number, value: Number(value), format: '0', alignVertical: 'top' };
  return { type: String, value: String(shown), wrap: true, alignVertical: 'top' };
}

// high gives rows the height of their texts, which not every spreadsheet finds for itself.
function high(rows, columns) {
  for (const row of rows) {
    const lines = row.map((c, i) => (c.wrap ? Math.ceil([...c.value].reduce((w, x) => w + (x > '\u2000' ? 1.9 : 1), 0) / (columns[i].width - 1)) : 1));
    if (row.length) row[0].height = Math.max(18, 15 * Math.max(...lines) + 4);
  }
  return rows;
}

// onePageWide has a sheet printed with all its columns on one page, the quotations too.
const onePageWide = { files: { transform: { 'xl/worksheets/sheet{id}.xml': { transform: (xml) => xml.replace(/<worksheet[^>]*>/, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>').replace('<pageSetup ', '<pageSetup fitToWidth="1" fitToHeight="0" ') } } } };

async function workbook(record, words, told) {
  const plain = (t) => ({ type: String, value: String(t ?? ''), wrap: true, alignVertical: 'top' });
  const bold = (t) => ({ type: String, value: t, fontWeight: 'bold', wrap: true });
  const head = (...names) => names.map((n) => ({ type: String, value: n, fontWeight: 'bold', backgroundColor: '#e3edf8', wrap: true }));
  const from = { plan: say('规划', 'the plan'), norm: say('规定', 'a norm'), notice: say('标准文件', 'a notice'), caller: say('调用方', 'the caller'), library: say('本库约定', "the library's default") };
  const part = (of, v, more = () => '', said = []) => lines(of, v, said).map((l) => [plain(l.label), cellOf(l.field?.kind, l.value, l.shown), plain(more(l))]);
  const unitOf = (l) => (l.field?.kind === 'count' || l.field?.kind === 'money' ? l.shown.match(/[（(]([^（()）]+)[）)]$/)?.[1] ?? '' : '');
  const origin = (l) => { const o = record.origins.find((x) => x.path === l.path); return o ? [from[o.from] ?? o.from, o.clause, o.norm, o.notice].filter(Boolean).join(' ') : ''; };
  const decision = [
    [{ type: String, value: text(record.title), fontWeight: 'bold', fontSize: 14 }], [plain(`${record.rule} v${record.version}`)], [],
    head(say('结论', 'Answer'), '', ''), ...part(rule.answer, record.answer, (l) => unitOf(l) || l.remark, told),
    head(say('申报核对信息', 'Facts'), '', ''), ...part(rule.facts, record.facts),
    head(say('政策参数', 'Parameters'), '', say('来源', 'Origin')), ...part(rule.parameters, record.parameters, origin),
    head(say('政策依据', 'Basis'), '', say('引文', 'Quotation')), ...record.clauses.map((c) => [plain(c.id), plain(text(c.place)), plain(c.quote)]),
    [], [bold(say('记录校验码', 'Digest')), plain(record.digests.decision)], [bold(say('所据文本', 'Edition')), plain(record.edition ? text(record.edition).replace(/^(所据文本：|Text read: )/, '') : '')],
  ];
  const tell = teller(record, words);
  const kinds = Object.fromEntries(rule.steps.map((s) => [s.id, s.kind]));
  const steps = [head(say('序号', 'No.'), say('项目', 'Step'), say('值', 'Value'), say('公式', 'Formula'), say('条款', 'Clause'), say('引文', 'Quotation')),
    ...record.steps.map((s, i) => { const t = tell(s); return [{ type: Number, value: i + 1, alignVertical: 'top' }, plain(t.label), cellOf(s.shown ? '' : kinds[s.id], s.value, t.shown), plain(t.words), plain(t.clause?.id), plain(t.clause?.quote)]; })];
  const wide = (...w) => w.map((width) => ({ width }));
  const decisionWide = wide(28, 30, 26), stepsWide = wide(6, 24, 14, 38, 8, 24);
  const blob = await writeXlsxFile([
    { data: high(decision, decisionWide), sheet: say('决定', 'Decision'), columns: decisionWide, orientation: 'landscape' },
    { data: high(steps, stepsWide), sheet: say('计算过程', 'Steps'), columns: stepsWide, stickyRowsCount: 1, orientation: 'landscape' },
  ], { features: [onePageWide] }).toBlob();
  save(`${rule.id}.xlsx`, blob, blob.type);
}
