package ruletest

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Agree holds the forms of a rule against each other on n cases that next makes,
// good ones and bad ones: Explain gives what Eval gives, EvalAll gives the same
// rows and refuses the same ones for the same reasons, and a replayed record holds. It fails if not one case was answered, or
// if all were, so that a generator which tests nothing is seen. With -short it
// takes a tenth of the cases.
func Agree[P, In, Out any](t *testing.T, r rule.Rule[P, In, Out], n int, next func() In) {
	t.Helper()
	if testing.Short() {
		n = max(n/10, min(n, 200))
	}
	catalog, err := rule.NewCatalog(r)
	if err != nil {
		t.Fatal(err)
	}
	cases, outs, bad := make([]In, n), make([]Out, n), rule.RowErrors(nil)
	for i := range cases {
		cases[i] = next()
		out, err := r.Eval(cases[i])
		d, explainErr := r.Explain(cases[i])
		if err != nil {
			bad = append(bad, &rule.RowError{Row: i, Err: err})
			if explainErr == nil || explainErr.Error() != err.Error() {
				t.Fatalf("case %d %+v: Eval refuses with %v, Explain with %v", i, cases[i], err, explainErr)
			}
			continue
		}
		if explainErr != nil || !reflect.DeepEqual(out, d.Answer) {
			t.Fatalf("case %d %+v: Eval gives %+v, Explain %+v (%v)", i, cases[i], out, d.Answer, explainErr)
		}
		outs[i] = out
		replayed(t, catalog, i, d)
	}
	if len(bad) == 0 || len(bad) == n {
		t.Fatalf("%d of %d cases were refused: the generator must make good and bad ones", len(bad), n)
	}
	all, err := r.EvalAll(nil, cases)
	rows, ok := err.(rule.RowErrors)
	if !ok || len(rows) != len(bad) || !reflect.DeepEqual(all, outs) {
		t.Fatalf("EvalAll: %d answers and error %v; Eval refused %d of %d", len(all), err, len(bad), n)
	}
	for i, row := range rows {
		if row.Error() != bad[i].Error() {
			t.Fatalf("EvalAll refuses with %v, Eval with %v", row, bad[i])
		}
	}
}

func replayed[P, In, Out any](t *testing.T, catalog rule.Catalog, i int, d rule.Decision[P, In, Out]) {
	t.Helper()
	record, err := d.AppendJSON(nil)
	if err != nil {
		t.Fatalf("case %d: %v", i, err)
	}
	if viaJSON, err := json.Marshal(d); err != nil || string(viaJSON) != string(record) {
		t.Fatalf("case %d: encoding/json writes another record (%v):\n%s\n%s", i, err, viaJSON, record)
	}
	report, err := catalog.Replay(record)
	if err != nil || !report.Holds() {
		t.Fatalf("case %d: replay of %s: %v, %+v", i, record, err, report.Differences)
	}
}

// NoAllocation fails unless Eval answers every case without allocating.
func NoAllocation[P, In, Out any](t *testing.T, r rule.Rule[P, In, Out], cases ...In) {
	t.Helper()
	if len(cases) == 0 {
		t.Fatal("no cases")
	}
	for i, in := range cases {
		if _, err := r.Eval(in); err != nil {
			t.Fatalf("case %d: %v", i, err)
		}
		if n := testing.AllocsPerRun(100, func() { _, _ = r.Eval(in) }); n != 0 {
			t.Errorf("case %d: Eval allocates %v times", i, n)
		}
	}
}

// Bench measures EvalAll over the cases and reports nanoseconds a case. Give it
// at least 100,000 random ones: a processor learns a few thousand by heart.
func Bench[P, In, Out any](b *testing.B, r rule.Rule[P, In, Out], cases []In) {
	b.Helper()
	dst := make([]Out, 0, len(cases))
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if dst, err = r.EvalAll(dst[:0], cases); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(cases)), "ns/case")
}
