package rule_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func heatingRecord(t *testing.T) (rule.Catalog, string) {
	t.Helper()
	catalog, err := rule.NewCatalog(Heating)
	require.NoError(t, err)
	d, err := Heating.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Explain(HeatingFacts{Persons: 3})
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	return catalog, string(record)
}

func TestARecordIsTheSameBytesEveryTime(t *testing.T) {
	_, a := heatingRecord(t)
	_, b := heatingRecord(t)
	assert.Equal(t, a, b)
	d, err := Heating.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Explain(HeatingFacts{Persons: 3})
	require.NoError(t, err)
	viaJSON, err := json.Marshal(d)
	require.NoError(t, err)
	assert.Equal(t, a, string(viaJSON), "encoding/json and AppendJSON must write the same bytes")
	var plain struct{ Steps []rule.Step }
	require.NoError(t, json.Unmarshal(viaJSON, &plain))
	assert.Equal(t, d.Steps, plain.Steps)
}

func TestStepsAndClausesAreWrittenAsEncodingJSONWould(t *testing.T) {
	odd := []string{"plain", "三(一)4", `"quoted" \ back`, "<b>&</b>", "line\nbreak\ttab", "\u2028", "\x7f", "bad \xff utf8", "\ufffd", "𠀀"}
	for _, s := range odd {
		term := rule.Term{ID: "x", Label: rule.Text{ZH: s, EN: s}, Formula: s, Clause: rule.Clause{ID: s, Quote: s, Place: rule.Text{ZH: s}, Norm: rule.Text{EN: s}}}
		r := rule.MustNew(rule.Definition[struct{}, struct{}, struct{}]{
			ID: "odd.texts", Version: 1, Title: rule.Text{ZH: s, EN: s}, Basis: []rule.Clause{term.Clause}, Defaults: new(struct{}{}),
			Kernel: func(_ *struct{}, _ struct{}, tr *rule.Trace) (struct{}, error) {
				tr.Item(4)
				tr.Choice(&term, s, rule.Text{EN: s})
				return struct{}{}, nil
			},
		})
		d, err := r.Explain(struct{}{})
		require.NoError(t, err)
		record, err := d.AppendJSON(nil)
		require.NoError(t, err)
		steps, err := json.Marshal(d.Steps)
		require.NoError(t, err)
		assert.Contains(t, string(record), `"steps":`+string(steps), s)
		clauses, err := json.Marshal(d.Clauses)
		require.NoError(t, err)
		assert.Contains(t, string(record), `"clauses":`+string(clauses), s)
	}
}

func TestReplayNamesEveryDifference(t *testing.T) {
	catalog, record := heatingRecord(t)
	for _, c := range []struct {
		name, old, new string
		paths          []string
	}{
		{"answer", `"subsidy":"360.00"`, `"subsidy":"361.00"`, []string{"answer.subsidy"}},
		{"parameter", `"per_person":"120.00"`, `"per_person":"121.00"`, []string{"answer.subsidy", "steps[1].value", "steps[2].value", "digests.parameters", "digests.decision"}},
		{"fact", `"persons":3`, `"persons":4`, []string{"answer.subsidy", "steps[0].value", "steps[2].value", "digests.facts", "digests.decision"}},
		{"version", `"version":1`, `"version":2`, []string{"version"}},
		{"step", `"value":"360.00"`, `"value":"361.00"`, []string{"steps[2].value"}},
		{"label", `"zh":"人数"`, `"zh":"户数"`, []string{"steps[0].label.zh"}},
		{"clause", `"id":"sample-1"`, `"id":"sample-2"`, []string{"clauses[0].id"}},
		{"title", `"zh":"取暖补贴"`, `"zh":"补贴"`, []string{"title.zh"}},
		{"notation", `"per_person":"120.00"`, `"per_person":"120"`, []string{"parameters.per_person"}},
		{"extra field", `"version":1`, `"version":1,"note":"x"`, []string{"note"}},
		{"extra answer", `"subsidy":"360.00"`, `"subsidy":"360.00","bonus":"1.00"`, []string{"answer.bonus"}},
		{"absent answer", `"answer":{"subsidy":"360.00"},`, ``, []string{"answer"}},
		{"absent step", `{"id":"persons","label":{"zh":"人数","en":"persons"},"value":"3"},`, ``, nil},
		{"digest", `"decision":"7`, `"decision":"8`, []string{"digests.decision"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			altered := strings.Replace(record, c.old, c.new, 1)
			require.NotEqual(t, record, altered, "the test must alter the record")
			report, err := catalog.Replay([]byte(altered))
			require.NoError(t, err)
			require.False(t, report.Holds())
			var paths []string
			for _, d := range report.Differences {
				paths = append(paths, d.Path)
				assert.NotEmpty(t, d.Reason.ZH)
				assert.NotEmpty(t, d.In(rule.English))
				assert.NotEqual(t, d.In(rule.English), d.In(rule.Chinese))
			}
			for _, p := range c.paths {
				assert.Contains(t, paths, p)
			}
		})
	}
	report, err := catalog.Replay([]byte(record))
	require.NoError(t, err)
	assert.True(t, report.Holds())
	assert.Equal(t, "sample.heating", report.Rule)
	assert.Len(t, report.Decision, 64)
}

func TestReplayHoldsWhateverTheBlanksAndOrder(t *testing.T) {
	catalog, record := heatingRecord(t)
	var indented bytes.Buffer
	require.NoError(t, json.Indent(&indented, []byte(record), "", "  "))
	report, err := catalog.Replay(indented.Bytes())
	require.NoError(t, err)
	assert.True(t, report.Holds())
}

func TestReplayRefusesWhatItCannotRecompute(t *testing.T) {
	catalog, record := heatingRecord(t)
	for _, c := range []struct {
		name, record string
		want         error
	}{
		{"empty", "", rule.ErrSyntax},
		{"cut off", record[:len(record)/2], rule.ErrSyntax},
		{"two records", record + record, rule.ErrSyntax},
		{"not an object", "[]", rule.ErrSyntax},
		{"field twice", strings.Replace(record, `"version":1`, `"version":1,"version":1`, 1), rule.ErrDuplicate},
		{"no rule", `{}`, rule.ErrMissing},
		{"unknown rule", strings.Replace(record, "sample.heating", "sample.cooling", 1), rule.ErrUnknownRule},
		{"unknown parameter", strings.Replace(record, `"per_person"`, `"per_head"`, 1), rule.ErrUnknownField},
		{"no facts", strings.Replace(record, `"facts":{"persons":3},`, ``, 1), rule.ErrMissing},
		{"null fact", strings.Replace(record, `"persons":3`, `"persons":null`, 1), rule.ErrMissing},
		{"fact refused", strings.Replace(record, `"persons":3`, `"persons":-3`, 1), rule.ErrRange},
		{"fact of another type", strings.Replace(record, `"persons":3`, `"persons":"3"`, 1), rule.ErrSyntax},
		{"too deep", strings.Repeat("[", 100) + strings.Repeat("]", 100), rule.ErrSyntax},
	} {
		_, err := catalog.Replay([]byte(c.record))
		assert.ErrorIs(t, err, c.want, c.name)
	}
}

func TestSplitRecords(t *testing.T) {
	got, err := rule.SplitRecords([]byte("\uFEFF{\"a\":1}\n{\"a\":2}\r\n\n{\n\"a\":3}"))
	require.NoError(t, err)
	assert.Len(t, got, 3)
	for _, bad := range []string{`{"a":1}x`, `{"a":1`, `{"a":1}]`} {
		_, err := rule.SplitRecords([]byte(bad))
		assert.ErrorIs(t, err, rule.ErrSyntax, bad)
	}
	none, err := rule.SplitRecords(nil)
	require.NoError(t, err)
	assert.Empty(t, none)
}

func TestCatalogRefusesDoublesAndTheZeroRule(t *testing.T) {
	_, err := rule.NewCatalog(Heating, Heating)
	assert.ErrorIs(t, err, rule.ErrDuplicate)
	_, err = rule.NewCatalog(rule.Rule[int, int, int]{})
	assert.ErrorIs(t, err, rule.ErrDefinition)
	c, err := rule.NewCatalog(Heating)
	require.NoError(t, err)
	assert.Len(t, c.Rules(), 1)
	_, ok := c.Lookup("sample.heating")
	assert.True(t, ok)
	_, ok = rule.Catalog{}.Lookup("sample.heating")
	assert.False(t, ok)
}
