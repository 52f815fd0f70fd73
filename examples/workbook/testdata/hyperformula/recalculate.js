// Reads workbooks from standard input, one a line: {"cells": [[row, column, content]...], "want": [[row, column]...]},
// counted from 0, and writes the values of the wanted cells as HyperFormula computes them: one line each.
const { HyperFormula } = require('hyperformula')
const lines = require('readline').createInterface({ input: process.stdin, crlfDelay: Infinity })
lines.on('line', (line) => {
  const { cells, want } = JSON.parse(line)
  const rows = []
  for (const [row, column, content] of cells) {
    while (rows.length <= row) rows.push([])
    rows[row][column] = content
  }
  for (const row of rows) for (let i = 0; i < row.length; i++) if (row[i] === undefined) row[i] = null
  const engine = HyperFormula.buildFromArray(rows, { licenseKey: 'gpl-v3', precisionRounding: 15 })
  const out = want.map(([row, column]) => {
    const v = engine.getCellValue({ sheet: 0, row, col: column })
    return v !== null && typeof v === 'object' ? v.value : v
  })
  engine.destroy()
  process.stdout.write(JSON.stringify(out) + '\n')
})
