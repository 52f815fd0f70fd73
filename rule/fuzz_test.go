package rule_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

func wantBoth(t *testing.T, err error) {
	t.Helper()
	for _, f := range rule.Faults(err) {
		if f.Reason.ZH == "" || f.Reason.EN == "" || f.Code == "" {
			t.Fatalf("a fault that says nothing: %+v", f)
		}
		if len(f.Field) > 1000 || len(f.Value) > 1000 {
			t.Fatalf("a fault of %d bytes", len(f.String()))
		}
	}
	if len(rule.Faults(err)) == 0 {
		t.Fatal("an error without a fault")
	}
}

func FuzzUnmarshal(f *testing.F) {
	f.Add(good)
	f.Add(householdJSON)
	f.Add(`{"name":7}`)
	f.Add(`{"a":{"a":1,"a":2}}`)
	f.Fuzz(func(t *testing.T, s string) {
		var v form
		if err := rule.Unmarshal([]byte(s), &v); err != nil {
			wantBoth(t, err)
		} else {
			again(t, v, new(form))
		}
		var h Household
		err := rule.Unmarshal([]byte(s), &h)
		if err == nil {
			again(t, h, new(Household))
		}
		if plain := json.Unmarshal([]byte(s), new(Household)); plain == nil && err != nil {
			t.Fatalf("encoding/json takes what is refused: %v", err)
		}
	})
}

func again(t *testing.T, v, back any) {
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := rule.Unmarshal(raw, back); err != nil {
		t.Fatalf("%s does not read back: %v", raw, err)
	}
}

func FuzzReplay(f *testing.F) {
	c, whole := both(f), recordOf(f)
	f.Add(whole)
	f.Add(heatingRecord(f, 1))
	f.Add(strings.Replace(whole, `"version":1`, `"version":9`, 1))
	f.Fuzz(func(t *testing.T, s string) {
		report, err := c.Replay([]byte(s))
		if err != nil {
			wantBoth(t, err)
			if report.Holds() {
				t.Fatal("an error that holds")
			}
			return
		}
		if report.Holds() != (report.Recomputed && len(report.Differences) == 0) {
			t.Fatal(report)
		}
		if report.Holds() && !strings.Contains(s, "sample.") {
			t.Fatalf("%q holds", s)
		}
		for _, d := range append(report.Differences, report.Wording...) {
			if d.Reason.ZH == "" || d.Reason.EN == "" {
				t.Fatalf("a difference that says nothing: %+v", d)
			}
		}
		if _, err := rule.SplitRecords([]byte(s)); err != nil {
			t.Fatalf("replayed, and no record: %v", err)
		}
	})
}

func FuzzCells(f *testing.F) {
	f.Add("members[0].income", "1.00")
	f.Add("members[0][0]", "[]")
	f.Add("name", "\uFEFF")
	f.Fuzz(func(t *testing.T, path, text string) {
		var v form
		if err := (rule.Cells{{Path: path, Text: text}}).Bind(&v, []byte(good)); err != nil {
			wantBoth(t, err)
			return
		}
		cells, err := rule.Flatten(v)
		if err != nil {
			t.Fatal(err)
		}
		var back form
		if err := cells.Bind(&back, nil); err != nil {
			t.Fatalf("%q as %q: %v", text, path, err)
		}
	})
}

func FuzzEval(f *testing.F) {
	c := both(f)
	f.Add("sample.relief", "", householdJSON)
	f.Add("sample.heating", `{"per_person":"120.00"}`, `{"persons":3}`)
	f.Add("sample.relief", `{"cap":"1.00","standard":{"rural":"2.00"}}`, householdJSON)
	f.Fuzz(func(t *testing.T, id, parameters, facts string) {
		answer, err := c.Eval(id, []byte(parameters), []byte(facts))
		record, err2 := c.Explain(id, []byte(parameters), []byte(facts))
		if (err == nil) != (err2 == nil) {
			t.Fatalf("Eval %v, Explain %v", err, err2)
		}
		if err != nil {
			wantBoth(t, err)
			return
		}
		if !strings.Contains(string(record), `"answer":`+string(answer)) {
			t.Fatalf("%s in %s", answer, record)
		}
		report, err := c.Replay(record)
		if err != nil || !report.Holds() || len(report.Wording) > 0 {
			t.Fatalf("%v %v", report, err)
		}
	})
}
