package rule_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func townRecord(t testing.TB, in townFacts) string {
	t.Helper()
	d, err := townRule(t, nil).Explain(in)
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	return string(record)
}

// valueOf writes what a name is at an item: unknown, absent, or its text.
func valueOf(e rule.Evidence, name string, item int) string {
	v, ok := e.Value(name, item)
	switch {
	case v.Absent:
		return fmt.Sprint("absent ", ok)
	case !ok:
		return "unknown"
	}
	return v.String()
}

// TestEvidenceKnowsEveryNameAtEveryItem: parameters, facts and steps, in a list and outside one, and how many items a list has.
func TestEvidenceKnowsEveryNameAtEveryItem(t *testing.T) {
	e, err := townRule(t, nil).Info().Evidence([]byte(townRecord(t, towns())))
	require.NoError(t, err)
	for range 2 { // what was read once is read again
		for _, c := range []struct {
			name string
			item int
			want string
		}{
			{"due", 0, "2025"}, {"due", 5, "2025"}, {"floor", 1, "55.5%"}, {"way", 0, "half-up/jiao"}, {"extra.strict", 0, "true"}, {"free", 0, "absent true"}, {"free", 7, "absent true"},
			{"area", 2, "rural"}, {"since", 0, "2021-11"}, {"towns.covered", 1, "5"}, {"towns.covered", 2, "8"}, {"towns.covered", 3, "absent false"}, {"towns.open", 1, "true"}, {"towns.open", 2, "false"},
			{"towns.left", 1, "2"}, {"towns.left", 2, "absent true"}, {"towns.left", 3, "absent true"}, {"bands.amount", 2, "20.50"}, {"bands.amount", 3, "absent false"},
			{"each.share", 1, "5/9"}, {"each.share", 2, "8/9"}, {"each.share", 3, "absent true"}, {"each.share", 0, "absent true"}, {"met", 0, "true"}, {"met", 9, "true"}, {"pay", 0, "38.10"}, {"raw", 0, "38.125"}, {"where", 0, "urban"},
			{"nosuch", 0, "unknown"}, {"towns.nosuch", 1, "unknown"}, {"", 0, "unknown"},
		} {
			assert.Equal(t, c.want, valueOf(e, c.name, c.item), "%s at %d", c.name, c.item)
		}
	}
	for name, want := range map[string]int{"towns": 2, "towns.covered": 2, "bands": 2, "bands.amount": 2, "notes": 2, "each.share": 2, "each.met": 2, "due": -1, "met": -1, "nosuch": -1, "": -1} {
		assert.Equal(t, want, e.Len(name), name)
	}
	steps := e.Steps()
	require.Len(t, steps, 10)
	steps[0].Value = "written over"
	assert.Equal(t, "5/9", e.Steps()[0].Value)

	// What is recorded counts, of a step that stands twice the first.
	twice := strings.Replace(townRecord(t, towns()), `"steps":[`, `"steps":[{"id":"nosuch","item":1,"label":{"zh":"","en":""},"formula":"","value":"1/9"},{"id":"pay","label":{"zh":"","en":""},"formula":"","value":"1.00"},{"id":"pay","item":-1,"label":{"zh":"","en":""},"formula":"","value":"2.00"},{"id":"each.met","item":9,"label":{"zh":"","en":""},"formula":"","value":"x"},{"id":"raw","label":{"zh":"","en":""},"formula":"","value":"much"},`, 1)
	e, err = townRule(t, nil).Info().Evidence([]byte(twice))
	require.NoError(t, err)
	assert.Equal(t, []string{"1.00", "unknown", "true", "5/9"}, []string{valueOf(e, "pay", 0), valueOf(e, "raw", 0), valueOf(e, "each.met", 1), valueOf(e, "each.share", 1)})
	for bad, field := range map[string]string{
		strings.Replace(twice, `"value":"1.00"`, `"value":1`, 1): "steps[1].value", strings.Replace(twice, `"covered":5`, `"covered":`, 1): "facts.towns[0].covered", strings.Replace(twice, `"steps":[`, `"steps":7,"other":[`, 1): "steps",
	} {
		_, err = townRule(t, nil).Info().Evidence([]byte(bad))
		require.ErrorIs(t, err, rule.Syntax)
		assert.Equal(t, field, rule.Faults(err)[0].Field)
	}
	e, err = townRule(t, nil).Info().Evidence([]byte(strings.Replace(townRecord(t, towns()), `"covered":5`, `"covered":"many"`, 1)))
	require.NoError(t, err)
	assert.Equal(t, []string{"unknown", "8"}, []string{valueOf(e, "towns.covered", 1), valueOf(e, "towns.covered", 2)}, "what does not read is not known")
}

type plainFacts struct {
	N    int64 `json:"n,omitzero" zh:"数" en:"n"`
	Yes  bool  `json:"yes,omitzero" zh:"是" en:"yes"`
	Rows []struct {
		M int64             `json:"m,omitzero" zh:"件" en:"m"`
		K rule.Given[int64] `json:"k,omitzero" zh:"可缺" en:"k"`
	} `json:"rows" zh:"行" en:"row"`
}

// TestAPlainNumberThatIsLeftOutIsItsZero, and one that need not be given is absent.
func TestAPlainNumberThatIsLeftOutIsItsZero(t *testing.T) {
	ok := step("ok", "{n} + sum({rows.m}) > 0 or {yes} or any(given({rows.k}))")
	r, err := rule.New(rule.Definition[none, plainFacts, saysOK]{
		ID: "sample.plain", Version: 12, Title: rule.Text{ZH: "数", EN: "Plain"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{ok},
		Kernel: func(_ *none, in plainFacts, tr *rule.Trace) (saysOK, error) {
			yes := in.N > 0 || in.Yes
			for _, row := range in.Rows {
				_, given := row.K.Get()
				yes = yes || row.M > 0 || given
			}
			tr.Flag(ok, yes)
			return saysOK{yes}, nil
		},
	})
	require.NoError(t, err)
	for facts, want := range map[string]bool{`{"rows":[]}`: false, `{"rows":[{}]}`: false, `{"n":1,"rows":[{}]}`: true, `{"yes":true,"rows":[]}`: true, `{"rows":[{},{"m":2}]}`: true, `{"rows":[{"k":0}]}`: true} {
		record, err := catalogOf(t, r).Explain(r.ID(), nil, []byte(facts))
		require.NoError(t, err)
		report, err := catalogOf(t, r).Replay(record)
		require.NoError(t, err)
		assert.True(t, report.Holds(), "%s: %v", facts, report.Differences)
		assert.Contains(t, string(record), fmt.Sprintf(`"answer":{"ok":%v}`, want), facts)
	}
	record, err := catalogOf(t, r).Explain(r.ID(), nil, []byte(`{"rows":[{},{"m":2}]}`))
	require.NoError(t, err)
	e, err := r.Info().Evidence(record)
	require.NoError(t, err)
	for name, want := range map[string][3]string{"n": {"0", "0", "0"}, "yes": {"false", "false", "false"}, "rows.m": {"", "0", "2"}, "rows.k": {"", "absent true", "absent true"}} {
		for item := range 3 {
			if want[item] != "" {
				assert.Equal(t, want[item], valueOf(e, name, item), "%s at %d", name, item)
			}
		}
	}
	v, _ := e.Value("n", 0)
	assert.Equal(t, new(big.Rat), v.Rat)
	v, _ = e.Value("yes", 0)
	assert.Nil(t, v.Rat, "a truth value has no number")
}

// TestSumsAreThoseThatThePageOfRecordsSays, of a version of two digits, with and without a subject, by other code.
func TestSumsAreThoseThatThePageOfRecordsSays(t *testing.T) {
	d := heatingDefinition()
	d.Version = 12
	r, err := rule.New(d)
	require.NoError(t, err)
	sum := func(text string) string { s := sha256.Sum256([]byte(text)); return string(s[:]) }
	for _, s := range []rule.Subject{{}, {Case: "甲"}, {Month: unit.MustParseMonth("2024-05")}, {Case: "甲", Month: unit.MustParseMonth("2024-05")}} {
		got, err := r.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Explain(HeatingFacts{3})
		require.NoError(t, err)
		got = got.For(s)
		record, err := got.AppendJSON(nil)
		require.NoError(t, err)
		subject := ""
		if s != (rule.Subject{}) {
			raw, err := json.Marshal(s)
			require.NoError(t, err)
			subject = string(raw)
			assert.Contains(t, string(record), `,"subject":`+subject+`,"parameters":`)
		} else {
			assert.NotContains(t, string(record), "subject")
		}
		before, _, _ := strings.Cut(string(record), `,"digests":`)
		p, f := sum(`{"per_person":"120.00"}`), sum(`{"persons":3}`)
		sums, err := got.Digests()
		require.NoError(t, err)
		assert.Equal(t, rule.Digests{Parameters: hex.EncodeToString([]byte(p)), Facts: hex.EncodeToString([]byte(f)),
			Decision: hex.EncodeToString([]byte(sum("sample.heating\n12\n" + p + f + subject))), Record: hex.EncodeToString([]byte(sum(before)))}, sums)
		digests, err := json.Marshal(sums)
		require.NoError(t, err)
		assert.Equal(t, before+`,"digests":`+string(digests)+"}", string(record))
		marshaled, err := got.MarshalJSON()
		require.NoError(t, err)
		assert.Equal(t, string(record), string(marshaled))
		id, err := r.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Identifier()
		require.NoError(t, err)
		for range 2 {
			own, err := id.AppendFor([]byte("x"), HeatingFacts{3}, s)
			require.NoError(t, err)
			assert.Equal(t, "x"+sums.Decision, string(own))
		}
		_, err = id.Append(nil, HeatingFacts{4})
		require.NoError(t, err)
	}
}

// TestAListOfManyStepsIsWrittenAsEncodingJSONWould: items of two digits, and no item of what stands outside a list.
func TestAListOfManyStepsIsWrittenAsEncodingJSONWould(t *testing.T) {
	h := household()
	for range 10 {
		h.Members = append(h.Members, h.Members[0])
	}
	d, err := Relief.Explain(h)
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	for name, part := range map[string]any{"steps": d.Steps, "clauses": d.Clauses, "title": d.Title, "origins": d.Origins, "edition": d.Edition, "facts": d.Facts, "answer": d.Answer, "parameters": d.Parameters} {
		want, err := json.Marshal(part)
		require.NoError(t, err)
		if name == "clauses" { // each has its edition, which the record has once
			want = []byte(strings.ReplaceAll(string(want), `,"edition":{"zh":"征求意见稿","en":"consultation draft"}`, ""))
		}
		assert.Contains(t, string(record), `"`+name+`":`+string(want))
	}
	assert.Contains(t, string(record), `"item":12,`)
	assert.NotContains(t, string(record), `"item":0`)
}

// TestASubjectThatIsNotUTF8IsNamed, and what was there before is given back as it was.
func TestASubjectThatIsNotUTF8IsNamed(t *testing.T) {
	d, err := heating().Explain(HeatingFacts{3})
	require.NoError(t, err)
	bad := rule.Subject{Case: "\xd5\xc5"}
	b, err := d.For(bad).AppendJSON([]byte("before"))
	require.ErrorIs(t, err, rule.Syntax)
	assert.Equal(t, "before", string(b))
	assert.Equal(t, "subject.case", rule.Faults(err)[0].Field)
	_, err = d.For(bad).Digests()
	require.ErrorIs(t, err, rule.Syntax)
	_, err = d.For(bad).MarshalJSON()
	require.ErrorIs(t, err, rule.Syntax)
	id, err := heating().Identifier()
	require.NoError(t, err)
	b, err = id.AppendFor([]byte("before"), HeatingFacts{3}, bad)
	require.ErrorIs(t, err, rule.Syntax)
	assert.Equal(t, "before", string(b))
}
