package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// readCSV reads observations from a table whose columns are the fields' paths:
// indicator, year, value, part, whole, county, inputs[0].name, inputs[0].value.
// Errors name the line and the column.
func readCSV(data []byte) ([]indicators.Observation, error) {
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		return nil, err
	}
	var out []indicators.Observation
	for i, row := range rows[min(1, len(rows)):] {
		var cells rule.Cells
		for j, text := range row {
			if text != "" {
				cells = append(cells, rule.Cell{Path: rows[0][j], Text: text})
			}
		}
		var o indicators.Observation
		if err := cells.Bind(&o, nil); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
		out = append(out, o)
	}
	return out, nil
}

func say(l rule.Language, zh, en string) string { return rule.Text{ZH: zh, EN: en}.In(l) }

// printTable prints what fits a terminal: the verdict, the counts and the main
// columns.
func printTable(w io.Writer, ev *indicators.Evaluation, j job) {
	l := j.lang
	fmt.Fprintf(w, "%s  %d\n%s", ev.Plan.Title.In(l), ev.Year, ev.Headline().In(l))
	if len(ev.Deciding) > 0 {
		fmt.Fprintf(w, " (%s)", strings.Join(ev.Deciding, ", "))
	}
	fmt.Fprintln(w)
	if j.sample {
		fmt.Fprintln(w, say(l, "完成值为样本数据（虚构）。", "The observations are sample data (made up)."))
	}
	rows := ev.Cells(l)
	shown := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 11} // without progress and the distance to the milestone
	widths := make([]int, len(shown))
	for _, row := range rows {
		for k, c := range shown {
			widths[k] = max(widths[k], width(row[c]))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for k, c := range shown {
			line.WriteString(row[c] + strings.Repeat(" ", widths[k]-width(row[c])+2))
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
	t := ev.All
	fmt.Fprintf(w, "%s %d, %s %d, %s %d, %s %d, %s %d\n",
		indicators.Met.Label().In(l), t.Met, indicators.OnTrack.Label().In(l), t.OnTrack, indicators.Behind.Label().In(l), t.Behind,
		indicators.Missed.Label().In(l), t.Missed, indicators.NoData.Label().In(l), t.NoData)
	if behind := ev.FurthestBehind(); len(behind) > 0 {
		names := make([]string, len(behind))
		for i, a := range behind {
			names[i] = a.Indicator.ID + " " + a.Indicator.Name.In(l)
		}
		fmt.Fprintf(w, "%s%s\n", say(l, "滞后较多的指标：", "furthest behind: "), strings.Join(names, "; "))
	}
}

// width is how many columns of a terminal a text takes: two for a Chinese
// character, one for a Latin one.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6) {
			n++
		}
	}
	return n
}
