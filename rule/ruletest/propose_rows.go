package ruletest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

// proposal writes what was found in the columns of the table.
func (s *search) proposal(data []byte, c Coverage) (Proposal, error) {
	var out Proposal
	for _, p := range c.Open() {
		if s.missing[p.Name()] {
			out.Left = append(out.Left, p.Name())
		}
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	in.FieldsPerRecord = -1
	all, err := in.ReadAll()
	if err != nil {
		return out, err
	}
	head := all[0]
	for _, f := range s.found {
		for _, change := range f.changed {
			if column, _, _ := strings.Cut(change, "="); !slices.Contains(head, column) {
				head = append(head, column)
			}
		}
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(head); err != nil {
		return out, err
	}
	for _, f := range s.found {
		out.Found = append(out.Found, f.point)
		line, err := f.cells(head)
		if err != nil {
			return out, err
		}
		if err := w.Write(line); err != nil {
			return out, err
		}
	}
	w.Flush()
	out.CSV = b.Bytes()
	return out, w.Error()
}

// cells are the finding's in the columns of a table.
func (f finding) cells(head []string) ([]string, error) {
	var rec struct {
		Answer json.RawMessage `json:"answer"`
		Steps  []rule.Step     `json:"steps"`
	}
	if err := json.Unmarshal(f.seen.Record, &rec); err != nil {
		return nil, err
	}
	answer, err := rule.Flatten(rec.Answer)
	if err != nil {
		return nil, err
	}
	had := map[string]string{"clause": f.row.Clause}
	for _, part := range []struct {
		name  string
		cells rule.Cells
	}{{"p.", f.row.Parameters}, {"in.", f.row.Facts}} {
		for _, c := range part.cells {
			had[part.name+c.Path] = c.Text
		}
	}
	for _, change := range f.changed {
		column, text, _ := strings.Cut(change, "=")
		had[column] = text
	}
	had["zh"] = cases.ToCheck + "：" + f.point + "（第" + fmt.Sprint(f.row.Line) + "行改" + strings.Join(f.changed, "、") + "）"
	had["en"] = "To check: " + f.point + " (line " + fmt.Sprint(f.row.Line) + " with " + strings.Join(f.changed, ", ") + ")"
	had["arithmetic"] = cases.ToCheck + "：预期值由规则算出，须手工核对 to check: what is expected was computed by the rule itself"
	for _, c := range answer {
		had["want."+c.Path] = c.Text
	}
	for _, c := range cases.StepCells(rec.Steps) {
		if slices.ContainsFunc(f.row.Steps, func(s rule.Cell) bool { return s.Path == c.Path }) {
			had["step."+c.Path] = c.Text
		}
	}
	out := make([]string, len(head))
	for i, name := range head {
		out[i] = had[strings.TrimSpace(name)]
	}
	return out, nil
}
