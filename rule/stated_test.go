package rule_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestDefaultsStandWithinStructsAndLists, wherever the parameter is left out.
func TestDefaultsStandWithinStructsAndLists(t *testing.T) {
	type terms struct {
		Round unit.Rounding `json:"round,omitzero" zh:"取整" en:"rounding" default:"up/jiao"`
		Wait  int64         `json:"wait,omitzero" zh:"等待" en:"wait" default:"3"`
	}
	type policy struct {
		Terms terms   `json:"terms" zh:"条件" en:"terms"`
		Rows  []terms `json:"rows" zh:"行" en:"row"`
	}
	r, err := rule.New(rule.Definition[policy, none, none]{
		ID: "sample.terms", Version: 1, Title: rule.Text{ZH: "条件", EN: "Terms"}, Basis: []rule.Clause{notice},
		Kernel: func(*policy, none, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	r = r.Under(policy{Rows: []terms{{}, {Wait: 2}}})
	require.NoError(t, r.Err())
	round := unit.MustParseRounding("up/jiao")
	assert.Equal(t, policy{terms{round, 3}, []terms{{round, 3}, {round, 2}}}, r.Parameters())
}

// TestAFalseThatIsGivenIsNotTheDefault: neither a flag nor a text that is given is taken for a field left out.
func TestAFalseThatIsGivenIsNotTheDefault(t *testing.T) {
	type policy struct {
		Open  bool   `json:"open,omitzero" zh:"开放" en:"open" default:"true"`
		Name  string `json:"name,omitzero" zh:"名" en:"name" default:"a"`
		Round string `json:"round,omitzero" zh:"整" en:"round" default:"up" oneof:"up down"`
	}
	type answer struct {
		Open bool   `json:"is" zh:"开放" en:"open" step:"open"`
		Name string `json:"called" zh:"名" en:"name" step:"name"`
	}
	r, err := rule.New(rule.Definition[policy, none, answer]{
		ID: "sample.open", Version: 1, Title: rule.Text{ZH: "开放", EN: "Open"}, Basis: []rule.Clause{notice}, Defaults: &policy{},
		Kernel: func(p *policy, _ none, _ *rule.Trace) (answer, error) { return answer{p.Open, p.Name}, nil },
	})
	require.NoError(t, err)
	c := catalogOf(t, r)
	for p, want := range map[string]string{`{}`: `{"is":true,"called":"a"}`, `{"open":true,"name":"b"}`: `{"is":true,"called":"b"}`, `{"name":"a"}`: `{"is":true,"called":"a"}`} {
		got, err := c.Eval("sample.open", []byte(p), []byte(`{}`))
		require.NoError(t, err, p)
		assert.JSONEq(t, want, string(got), p)
	}
	for p, want := range map[string]string{
		`{"open":false}`: "open false false cannot be told from a field left out, which stands for the default true",
		`{"name":""}`:    `name "" an empty text cannot be told from a field left out, which stands for the default a`,
		`{"round":""}`:   `round "" `,
	} {
		_, err := c.Eval("sample.open", []byte(p), []byte(`{}`))
		require.Error(t, err, p)
		f := rule.Faults(err)
		require.Len(t, f, 1, p)
		assert.True(t, strings.HasPrefix(f[0].Field+" "+f[0].Value+" "+f[0].Reason.EN, want), "%s: %s %s %s", p, f[0].Field, f[0].Value, f[0].Reason.EN)
		assertHelpful(t, f[0])
	}
}

// TestAGroupWithoutWordsAddsNone to those of the struct that holds it, or of its fields.
func TestAGroupWithoutWordsAddsNone(t *testing.T) {
	type inner struct {
		N int64 `json:"n" zh:"数" en:"number"`
	}
	type outer struct {
		Inner inner `json:"inner" zh:"~" en:"~"`
		Bare  int64 `json:"bare" zh:"~" en:"~"`
	}
	type facts struct {
		Outer outer `json:"outer" zh:"外" en:"outer"`
		Free  inner `json:"free" zh:"~" en:"~"`
	}
	var got []string
	for _, f := range rule.FieldsOf[facts]() {
		got = append(got, f.Path+" "+f.Label.ZH+" / "+f.Label.EN)
	}
	assert.Equal(t, []string{"outer.inner.n 外 数 / outer number", "outer.bare 外 / outer", "free.n 数 / number"}, got)
}

// TestDecideHoldsAListThatIsGivenToItsRange, where completions cannot be written too.
func TestDecideHoldsAListThatIsGivenToItsRange(t *testing.T) {
	type facts struct {
		Name string   `json:"name" zh:"名" en:"name"`
		Rows []Member `json:"rows" zh:"行" en:"row" range:"[1,2]"`
	}
	r, err := rule.New(rule.Definition[none, facts, none]{
		ID: "sample.rows", Version: 1, Title: rule.Text{ZH: "行", EN: "Rows"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(*none, facts, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	for list, bad := range map[string]string{`[]`: "0", `[{"income":"1"}]`: "", `[{"income":"1"},{"income":"2"}]`: "", `[{"income":"1"},{"income":"2"},{"income":"3"}]`: "3"} {
		_, err := r.Decide([]byte(`{"rows":` + list + `}`))
		if bad == "" {
			require.NoError(t, err, list)
			continue
		}
		require.ErrorIs(t, err, rule.Range, list)
		f := rule.Faults(err)[0]
		assert.Equal(t, "rows "+bad+" the number of items must be at least 1 and at most 2", f.Field+" "+f.Value+" "+f.Reason.EN)
	}
}

// TestACaseWithoutCellsOfParametersLeavesThemToTheRule.
func TestACaseWithoutCellsOfParametersLeavesThemToTheRule(t *testing.T) {
	facts := rule.Cells{{Path: "area", Text: "rural"}, {Path: "members[0].income", Text: "1"}}
	p, f, err := Relief.Info().Case(nil, facts)
	require.NoError(t, err)
	assert.Nil(t, p)
	assert.JSONEq(t, `{"area":"rural","members":[{"income":"1.00"}]}`, string(f))
	p, _, err = Relief.Info().Case(rule.Cells{{Path: "share", Text: "70%"}}, facts)
	require.NoError(t, err)
	assert.Contains(t, string(p), `"share":"70%"`)
}

// TestWhatIsNoWholeRecordIsNotTold: what it lacks is named, before a rule is looked for.
func TestWhatIsNoWholeRecordIsNotTold(t *testing.T) {
	c := catalogOf(t, heating())
	for bad, want := range map[string]struct {
		code  rule.Code
		field string
	}{
		`{"rule":"sample.heating"}`: {rule.Missing, "version"}, `{"rule":"sample.heating","version":1,"facts":{}}`: {rule.Missing, "parameters"}, `{"version":1}`: {rule.Missing, "rule"},
	} {
		_, told := c.Told([]byte(bad), rule.English)
		_, text := c.Text([]byte(bad), rule.English)
		for _, err := range []error{told, text} {
			require.ErrorIs(t, err, want.code, bad)
			assert.Equal(t, want.field, rule.Faults(err)[0].Field, bad)
		}
	}
}

// TestAShareIsToldWithOneDecimalMoreThanAMultiple has, in per cent.
func TestAShareIsToldWithOneDecimalMoreThanAMultiple(t *testing.T) {
	type policy struct {
		Times unit.Rate `json:"times" zh:"倍数" en:"times"`
	}
	type facts struct {
		Part  int64 `json:"part" zh:"部分" en:"part"`
		Whole int64 `json:"whole" zh:"全部" en:"whole"`
	}
	type answer struct {
		Used unit.Share `json:"used" zh:"使用率" en:"share in use"`
	}
	used := &rule.Term{ID: "used", Label: rule.Text{ZH: "使用率", EN: "share in use"}, Formula: "{part} ÷ {whole}"}
	r, err := rule.New(rule.Definition[policy, facts, answer]{
		ID: "sample.used", Version: 1, Title: rule.Text{ZH: "使用", EN: "Use"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{used},
		Kernel: func(_ *policy, in facts, tr *rule.Trace) (out answer, err error) {
			out.Used, err = unit.NewShare(in.Part, in.Whole)
			tr.Share(used, out.Used)
			return out, err
		},
	})
	require.NoError(t, err)
	for times, want := range map[string]string{"2×": "3/7 (≈42.9%)", "1.25×": "3/7 (≈42.9%)", "1.333×": "3/7 (≈42.86%)", "1.3334×": "3/7 (≈42.857%)", "133.34%": "3/7 (≈42.857%)", "1300‰": "3/7 (≈428.6‰)"} {
		d, err := r.Under(policy{unit.MustParseRate(times)}).Explain(facts{3, 7})
		require.NoError(t, err)
		record, err := d.AppendJSON(nil)
		require.NoError(t, err)
		told, err := catalogOf(t, r).Told(record, rule.English)
		require.NoError(t, err)
		assert.Equal(t, []rule.Told{{Path: "used", Label: "share in use", Text: want}}, told, times)
		zh := strings.Replace(times, "×", "倍", 1) // as Chinese says it, and English does not
		assert.Contains(t, d.Text(rule.Chinese), zh)
		assert.Contains(t, d.Text(rule.English), times)
		assert.NotContains(t, d.Text(rule.English), "倍")
	}
}

// TestAShareBesideNoRateIsToldInPerCent.
func TestAShareBesideNoRateIsToldInPerCent(t *testing.T) {
	d, err := urnHall.Explain(shelves{6, 4, 1})
	require.NoError(t, err)
	assert.Contains(t, d.Text(rule.English), "4/6 (≈66.7%)")
}

// TestAReplayProvesTheRulesOwnSteps: where the rule still says what it said, and its formula says otherwise, the record does not hold.
func TestAReplayProvesTheRulesOwnSteps(t *testing.T) {
	for more, holds := range map[int64]bool{0: true, 1: false} {
		d := heatingDefinition()
		d.Kernel = func(p *HeatingPolicy, in HeatingFacts, tr *rule.Trace) (HeatingAnswer, error) {
			m, err := p.PerPerson.Mul(in.Persons + more)
			tr.Money(&paid, m)
			return HeatingAnswer{m}, err
		}
		r, err := rule.New(d)
		require.NoError(t, err)
		got, err := r.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Explain(HeatingFacts{3})
		require.NoError(t, err)
		record, err := got.AppendJSON(nil)
		require.NoError(t, err)
		report, err := catalogOf(t, r).Replay(record)
		require.NoError(t, err)
		assert.Equal(t, holds, report.Holds())
		if !holds {
			require.Len(t, report.Differences, 1)
			assert.Equal(t, "steps[0].value 480.00 360.00", report.Differences[0].Path+" "+report.Differences[0].Recorded+" "+report.Differences[0].Recomputed)
		}
	}
}

// TestAFaultOfAFactIsNotLaidToADocument that gives a parameter of the same name.
func TestAFaultOfAFactIsNotLaidToADocument(t *testing.T) {
	type facts struct {
		Standard int64 `json:"standard" zh:"档" en:"grade" range:"[1,3]"`
	}
	type policy struct {
		Standard Standard `json:"standard" zh:"标准" en:"standard"`
	}
	r, err := rule.New(rule.Definition[policy, facts, none]{
		ID: "sample.grade", Version: 1, Title: rule.Text{ZH: "档", EN: "Grade"}, Basis: []rule.Clause{notice}, Defaults: &policy{Standard{unit.Yuan(1), unit.Yuan(2)}},
		Kernel: func(_ *policy, in facts, _ *rule.Trace) (none, error) {
			if in.Standard < 1 || in.Standard > 3 {
				return none{}, rule.Refused
			}
			return none{}, nil
		},
	})
	require.NoError(t, err)
	n := cityNotice()
	n.Gives = json.RawMessage(`{"standard":{"rural":"3.00"}}`)
	_, err = catalogOf(t, r).ExplainNotice(rule.Subject{}, r.ID(), []rule.Notice{n}, nil, []byte(`{"standard":4}`))
	require.ErrorIs(t, err, rule.Range)
	f := rule.Faults(err)
	require.Len(t, f, 1)
	assert.Equal(t, "facts standard grade", string(f[0].Part)+" "+f[0].Field+" "+f[0].Label.EN)
}

// TestAFaultIsCalledByItsWholePath, of names of one letter too; what the kernel itself called it stays.
func TestAFaultIsCalledByItsWholePath(t *testing.T) {
	type b struct {
		B int64 `json:"b" zh:"乙" en:"second" range:"[0,1]"`
	}
	type facts struct {
		A b   `json:"a" zh:"甲" en:"first"`
		L []b `json:"l" zh:"列" en:"row"`
	}
	own := rule.Text{ZH: "总数", EN: "all of them"}
	r, err := rule.New(rule.Definition[none, facts, none]{
		ID: "sample.letters", Version: 1, Title: rule.Text{ZH: "字", EN: "Letters"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(_ *none, in facts, _ *rule.Trace) (none, error) {
			if in.A.B > 1 || len(in.L) > 0 && in.L[0].B > 1 {
				return none{}, rule.Refused
			}
			if in.A.B == 1 {
				return none{}, rule.Errors{{Code: rule.Invalid, Part: rule.OfFacts, Field: "a.b", Label: own}}
			}
			return none{}, nil
		},
	})
	require.NoError(t, err)
	for in, want := range map[string]string{
		`{"a":{"b":2},"l":[]}`: "a.b first second", `{"a":{"b":0},"l":[{"b":2}]}`: "l[0].b row 1 second", `{"a":{"b":1},"l":[]}`: "a.b all of them",
	} {
		_, err := catalogOf(t, r).Eval(r.ID(), nil, []byte(in))
		require.Error(t, err, in)
		f := rule.Faults(err)[0]
		assert.Equal(t, want, f.Field+" "+f.Label.EN)
	}
}

type spelled struct{ text string }

func (s spelled) MarshalText() ([]byte, error)     { return []byte(s.text), nil }
func (s *spelled) UnmarshalText(text []byte) error { s.text = string(text); return nil }

type whatever string

func (whatever) JSONSchema() json.RawMessage { return json.RawMessage(`true`) }

func (w whatever) MarshalText() ([]byte, error)     { return []byte(w), nil }
func (w *whatever) UnmarshalText(text []byte) error { *w = whatever(text); return nil }

// TestASchemaSaysOfATypeOfItsOwnHowItIsWritten: as a text where it writes itself as one, and where it does not say otherwise by an object.
func TestASchemaSaysOfATypeOfItsOwnHowItIsWritten(t *testing.T) {
	type facts struct {
		Spelled  spelled  `json:"spelled" zh:"写" en:"spelled"`
		Whatever whatever `json:"whatever" zh:"任意" en:"whatever"`
	}
	r, err := rule.New(rule.Definition[none, facts, none]{
		ID: "sample.spelled", Version: 1, Title: rule.Text{ZH: "写", EN: "Spelled"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(*none, facts, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	var s struct {
		Defs struct {
			Facts struct{ Properties map[string]map[string]any }
		} `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(r.Info().Schema(), &s))
	assert.Equal(t, map[string]map[string]any{"spelled": {"type": "string", "title": "写 / spelled"}, "whatever": {"type": "string", "title": "任意 / whatever"}}, s.Defs.Facts.Properties)
	assert.False(t, strings.Contains(string(r.Info().Schema()), "null"))
}

// TestARecordOfARuleThatTheCatalogLacksNamesTheRule, not its version.
func TestARecordOfARuleThatTheCatalogLacksNamesTheRule(t *testing.T) {
	record := []byte(heatingRecord(t, 1))
	_, told := catalogOf(t, Relief).Told(record, rule.English)
	_, text := catalogOf(t, Relief).Text(record, rule.English)
	_, replay := catalogOf(t, Relief).Replay(record)
	for _, err := range []error{told, text, replay} {
		require.ErrorIs(t, err, rule.UnknownRule)
		assert.Equal(t, "rule", rule.Faults(err)[0].Field)
		assert.Contains(t, err.Error(), "no such rule in the catalog")
	}
}

// TestARecordedFormulaThatIsAnotherIsProvedToo: what it gives is told beside that it is another, where that is not what is recorded.
func TestARecordedFormulaThatIsAnotherIsProvedToo(t *testing.T) {
	d, err := heating().Explain(HeatingFacts{3})
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	for f, proved := range map[string]bool{"{per_person} × {persons} + {per_person}": false, "{persons} × {per_person}": true, "{per_person} × ({persons} + 0)": true} {
		other := strings.Replace(string(record), "{per_person} × {persons}", f, 1)
		require.NotEqual(t, string(record), other)
		report, err := catalogOf(t, heating()).Replay([]byte(other))
		require.NoError(t, err)
		want := []string{"steps[0].formula", "digests.record"}
		if !proved {
			want = append(want, "steps[0].value")
			last := report.Differences[len(report.Differences)-1]
			assert.Equal(t, "360.00 480.00", last.Recorded+" "+last.Recomputed)
			assert.Contains(t, last.Reason.EN, "gives 480.00, but 360.00 is recorded")
		}
		assert.Equal(t, want, paths(report.Differences), f)
	}
}

// TestTheCountOfFurtherFaultsIsOfNoPart, be it one or many.
func TestTheCountOfFurtherFaultsIsOfNoPart(t *testing.T) {
	for _, more := range []int{1, 2} {
		var in strings.Builder
		in.WriteString(`{"persons":1`)
		for i := range 100 + more {
			in.WriteString(`,"x` + strings.Repeat("y", i) + `":1`)
		}
		in.WriteString("}")
		_, err := catalogOf(t, heating()).Eval("sample.heating", []byte(`{"per_person":"1"}`), []byte(in.String()))
		f := rule.Faults(err)
		require.Len(t, f, 101)
		assert.Equal(t, rule.OfFacts, f[99].Part)
		last := f[100]
		assert.Equal(t, []string{"", "", "", strconv.Itoa(more)}, []string{string(last.Part), last.Field, last.Label.EN, last.Value})
	}
}
