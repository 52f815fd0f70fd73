package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

// Of makes the file of the newest version of a rule from its table of cases (see package cases) and its golden records,
// which may be nil.
//
// Errors: [rule.UnknownRule]; those of a table or records that cannot be read; [rule.Invalid] for a row that does not hold or that
// expects values beside an error, or a golden record that the rule contradicts. A golden record that is only worded otherwise than today is given as today's.
func Of(c rule.Catalog, id string, table io.Reader, golden []byte) (File, error) {
	results, err := cases.Check(c, id, table)
	if err != nil {
		return File{}, err
	}
	r, _ := c.Lookup(id) // Check has
	out := File{Format: Format, Rule: id, Version: r.Version(), Title: r.Info().Title}
	var wrong rule.Errors
	for _, res := range results {
		for _, p := range res.Problems {
			wrong.Add(rule.Invalid, fmt.Sprintf("line %d", res.Case.Line), "", p)
		}
		p, in, err := c.FromCells(id, res.Case.Parameters, res.Case.Facts)
		if err != nil {
			wrong.Add(rule.Invalid, fmt.Sprintf("line %d", res.Case.Line), "", rule.Text{
				ZH: "此行的列不能写成JSON：" + rule.Faults(err).In(rule.Chinese), EN: "the row's columns cannot be written as JSON: " + rule.Faults(err).In(rule.English)})
			continue
		}
		one := Case{
			Line: res.Case.Line, Note: rule.Text{ZH: res.Case.Title(rule.Chinese), EN: res.Case.Title(rule.English)}, Clause: res.Case.Clause, Arithmetic: res.Case.Arithmetic,
			Parameters: string(p), Facts: string(in), Record: string(res.Record),
		}
		if res.Refusal != nil {
			one.Errors = Faults(res.Refusal)
		}
		out.add(one)
	}
	if err := wrong.Err(); err != nil {
		return File{}, err
	}
	return out, out.keep(c, golden)
}

func (f *File) add(c Case) {
	c.Case = len(f.Cases) + 1
	f.Cases = append(f.Cases, c)
}

// keep marks the cases whose records are golden, and adds the golden records that no row gives.
func (f *File) keep(c rule.Catalog, golden []byte) error {
	records, err := rule.SplitRecords(golden)
	if err != nil {
		return err
	}
	at := map[string][]int{}
	for i, one := range f.Cases {
		if one.Record != "" {
			at[one.Record] = append(at[one.Record], i)
		}
	}
	for i, raw := range records {
		var text bytes.Buffer
		if err := json.Compact(&text, raw); err != nil {
			return err
		}
		var rec struct {
			Rule              string
			Version           int
			Parameters, Facts json.RawMessage
			Clauses           []rule.Clause
		}
		if err := json.Unmarshal(raw, &rec); err != nil {
			return err
		}
		name := fmt.Sprintf("golden record %d", i+1)
		report, err := c.Replay(raw)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if !report.Holds() || rec.Rule != f.Rule || rec.Version != f.Version {
			return contradicted(name, rec.Rule, rec.Version, report)
		}
		if same := at[text.String()]; same != nil {
			for _, k := range same {
				f.Cases[k].Kept = true
			}
			continue
		}
		today, err := c.Explain(f.Rule, rec.Parameters, rec.Facts)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if at[string(today)] != nil {
			continue // the record of a row, worded otherwise when it was kept
		}
		one := Case{
			Note:       rule.Text{ZH: fmt.Sprintf("留存的第%d份记录", i+1), EN: name},
			Parameters: string(rec.Parameters), Facts: string(rec.Facts), Record: string(today), Kept: bytes.Equal(today, text.Bytes()),
		}
		if len(rec.Clauses) > 0 {
			one.Clause = rec.Clauses[0].ID
		}
		at[one.Record] = append(at[one.Record], len(f.Cases))
		f.add(one)
	}
	return nil
}

func contradicted(name, id string, version int, report rule.Report) error {
	var e rule.Errors
	for _, d := range report.Differences {
		e.Add(rule.Invalid, name, "", rule.Text{ZH: d.In(rule.Chinese), EN: d.In(rule.English)})
	}
	if len(e) == 0 {
		e.Add(rule.Invalid, name, fmt.Sprintf("%s v%d", id, version), rule.Text{ZH: "是别的规则或版本的记录", EN: "is a record of another rule or version"})
	}
	return e
}
