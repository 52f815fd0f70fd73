package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type onlyChoices struct{}

func (onlyChoices) Choices() rule.Choices {
	return rule.Choices{1: {Code: "only", Label: rule.Text{ZH: "唯一", EN: "Only"}}}
}

// TestAChoiceOfOneIsDecided: of a type with one code, and of a field whose tag leaves one.
func TestAChoiceOfOneIsDecided(t *testing.T) {
	type facts struct {
		Kind rule.Enum[onlyChoices] `json:"kind" zh:"类别" en:"kind"`
		Area Area                   `json:"area" zh:"地" en:"area" oneof:"urban"`
		Held bool                   `json:"held" zh:"持有" en:"held"`
	}
	type answer struct {
		Is    bool `json:"is" zh:"是" en:"is"`
		Urban bool `json:"urban" zh:"城" en:"urban"`
		Holds bool `json:"holds" zh:"持有" en:"holds"`
	}
	is, urban, holds := step("is", "{kind} = 'only'"), step("urban", "{area} = 'urban'"), step("holds", "{held}")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.only", Version: 1, Title: rule.Text{ZH: "唯一", EN: "Only"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{is, urban, holds},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) {
			if !in.Kind.IsValid() || in.Area != Urban {
				return answer{}, rule.Refused
			}
			tr.Flag(is, true)
			tr.Flag(urban, true)
			tr.Flag(holds, in.Held)
			return answer{true, true, in.Held}, nil
		},
	})
	require.NoError(t, err)
	o, err := r.Decide([]byte(`{}`))
	assert.Equal(t, "is = true; urban = true; holds: … [true false]; ask held for step; not kind, area", outlook(t, o, err))
}

// TestWhatComesFromAFactTwiceIsBoundedAsOne: the greater of two as their sum less the lesser, twice a count less itself, and a count less
// itself, which is nothing and asks for nothing.
func TestWhatComesFromAFactTwiceIsBoundedAsOne(t *testing.T) {
	type facts struct {
		A int64 `json:"a" zh:"甲" en:"a" range:"[2,6]"`
		B int64 `json:"b" zh:"乙" en:"b" range:"[3,4]"`
		C int64 `json:"c" zh:"丙" en:"c" range:"[0,)"`
		D int64 `json:"d" zh:"丁" en:"d" range:"[1,9]"`
		E int64 `json:"e" zh:"戊" en:"e" range:"[0,1]"`
	}
	type answer struct {
		Greater int64 `json:"greater" zh:"较大" en:"greater"`
		Once    int64 `json:"once" zh:"一倍" en:"once"`
		Sum     int64 `json:"sum" zh:"和" en:"sum"`
	}
	greater, once, nothing, sum := step("greater", "{a} + {b} − min({a}, {b})"), step("once", "2 × {c} − {c}"), step("nothing", "{d} − {d}"), step("sum", "{nothing} + {e}")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.twice", Version: 1, Title: rule.Text{ZH: "两次", EN: "Twice"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{greater, once, nothing, sum},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) {
			if in.A < 2 || in.A > 6 || in.B < 3 || in.B > 4 || in.C < 0 || in.D < 1 || in.D > 9 || in.E < 0 || in.E > 1 {
				return answer{}, rule.Refused
			}
			out := answer{max(in.A, in.B), in.C, in.E}
			tr.Count(greater, out.Greater)
			tr.Count(once, out.Once)
			tr.Count(nothing, 0)
			tr.Count(sum, out.Sum)
			return out, nil
		},
	})
	require.NoError(t, err)
	for in, want := range map[string]string{
		`{"c":1}`:             "greater: 3…6 []; once = 1; sum: 0…1 []; ask a for step; ask b for step; ask e for step; not d",
		`{"a":2,"b":3,"e":1}`: "greater = 3; once: 0… [] ?; sum = 1; ask c for step; not d",
	} {
		o, err := r.Decide([]byte(in))
		assert.Equal(t, want, outlook(t, o, err), in)
	}
}

// TestCompletionsOfManyFactsReachEachOfThem: of seven flags there are more ways than are tried.
func TestCompletionsOfManyFactsReachEachOfThem(t *testing.T) {
	type facts struct {
		A bool `json:"a" zh:"旗" en:"flag"`
		B bool `json:"b" zh:"旗" en:"flag"`
		C bool `json:"c" zh:"旗" en:"flag"`
		D bool `json:"d" zh:"旗" en:"flag"`
		E bool `json:"e" zh:"旗" en:"flag"`
		F bool `json:"f" zh:"旗" en:"flag"`
		G bool `json:"g" zh:"旗" en:"flag"`
	}
	type answer struct {
		First bool `json:"first" zh:"首" en:"first"`
		Last  bool `json:"last" zh:"末" en:"last"`
	}
	first, last := step("first", "{a}"), step("last", "{g} or {f} and {b} and {c} and {d} and {e}")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.flags", Version: 1, Title: rule.Text{ZH: "旗", EN: "Flags"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{first, last},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) {
			out := answer{in.A, in.G || in.F && in.B && in.C && in.D && in.E}
			tr.Flag(first, out.First)
			tr.Flag(last, out.Last)
			return out, nil
		},
	})
	require.NoError(t, err)
	for _, in := range []string{`{}`, `{"b":false}`} {
		o, err := r.Decide([]byte(in))
		require.NoError(t, err)
		for _, p := range o.Answer {
			assert.True(t, p.Attained, "%s of %s", p.Path, in)
			assert.Equal(t, []string{"true", "false"}, p.Codes)
		}
	}
}

// TestDecideAnswersOfListsThatHoldTexts: a name that is open is completed with one of its own; what is given is held to its kind all the same.
func TestDecideAnswersOfListsThatHoldTexts(t *testing.T) {
	type row struct {
		Name string `json:"name" zh:"名" en:"name"`
		N    int64  `json:"n" zh:"数" en:"n" range:"[1,3]"`
	}
	type facts struct {
		Rows []row                  `json:"rows" zh:"行" en:"row" range:"[1,2]"`
		Held rule.Given[unit.Money] `json:"held,omitzero" zh:"持有（元）" en:"held (yuan)" range:"[0,)"`
	}
	type answer struct {
		Sum  int64                  `json:"sum" zh:"和" en:"sum"`
		Held rule.Given[unit.Money] `json:"holds,omitzero" zh:"持有（元）" en:"holds (yuan)"`
	}
	sum, held := step("sum", "sum({rows.n})"), step("holds", "{held}")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.texts", Version: 1, Title: rule.Text{ZH: "行", EN: "Rows"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{sum, held},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (out answer, err error) {
			if len(in.Rows) < 1 || len(in.Rows) > 2 {
				return out, rule.Refused
			}
			for _, r := range in.Rows {
				if r.N < 1 || r.N > 3 {
					return out, rule.Refused
				}
				out.Sum += r.N
			}
			tr.Count(sum, out.Sum)
			if m, ok := in.Held.Get(); ok {
				out.Held = in.Held
				tr.Money(held, m)
			}
			return out, nil
		},
	})
	require.NoError(t, err)
	for in, want := range map[string]string{
		`{"held":null}`: "sum: 1…6 []; holds = ; ask rows for step",
		`{"rows":[{"name":"a","n":1},{"name":"b"}],"held":null}`: "sum: 2…4 []; holds = ; ask rows[1].n for step",
		`{"rows":[{"n":1},{"n":3}],"held":"1"}`:                  "sum = 4; holds: 1.00…1.00 [] ?; ask rows[0].name for Rows; ask rows[1].name for Rows",
	} {
		o, err := r.Decide([]byte(in))
		assert.Equal(t, want, outlook(t, o, err), in)
	}
	for in, want := range map[string]string{
		`{"rows":[{"n":"x"}]}`: "rows[0].n syntax", `{"rows":[{"n":null}]}`: "rows[0].n missing", `{"rows":7}`: "rows syntax", `{"rows":null}`: "rows missing",
		`{"rows":[{"n":1},{"n":2},{"n":3}]}`: "rows range",
	} {
		_, err := r.Decide([]byte(in))
		require.Error(t, err, in)
		f := rule.Faults(err)
		assert.Equal(t, want, f[0].Field+" "+string(f[0].Code), in)
		assert.Len(t, f, 1, strings.Join(fieldsOf(err), " "))
	}
}
