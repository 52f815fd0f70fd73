package rule_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestAChoiceGivenByItsLabelIsThatChoice, for what the rule never computes and where completions cannot be written: 农村 is rural.
func TestAChoiceGivenByItsLabelIsThatChoice(t *testing.T) {
	type row struct {
		Area Area `json:"area" zh:"地" en:"area"`
	}
	type facts struct {
		Home row               `json:"home" zh:"户" en:"home"`
		Rows []row             `json:"rows" zh:"行" en:"row" range:"[0,3]"`
		Name string            `json:"name" zh:"名" en:"name"`
		Held rule.Given[int64] `json:"held,omitzero" zh:"持有" en:"held" range:"[0,9]"`
	}
	type answer struct {
		Sum   int64 `json:"sum" zh:"和" en:"sum"`
		Rural bool  `json:"rural" zh:"农村" en:"rural"`
	}
	sum, rural := step("sum", "if(given({held}), {held}, 0)"), step("rural", "any({rows.area} = 'rural')")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.spelled", Version: 1, Title: rule.Text{ZH: "行", EN: "Rows"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{sum, rural},
		Never: []string{"{home.area} ≠ 'rural' and given({held})"},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (out answer, err error) {
			n, ok := in.Held.Get()
			if ok && in.Home.Area != Rural || n < 0 || n > 9 || len(in.Rows) > 3 {
				return out, rule.Errors{{Code: rule.Invalid, Part: rule.OfFacts, Field: "held"}}
			}
			for _, row := range in.Rows {
				out.Rural = out.Rural || row.Area == Rural
			}
			out.Sum = n
			tr.Count(sum, n)
			tr.Flag(rural, out.Rural)
			return out, nil
		},
	})
	require.NoError(t, err)
	for in, want := range map[string]string{
		`{"home":{"area":"?rural"},"rows":[{"area":"?urban"},{"area":"?rural"}],"name":"a"}`: "sum: 0…9 []; rural = true; ask held for step",
		`{"home":{"area":"?urban"},"rows":[{"area":"?urban"}],"name":"a"}`:                   "sum = 0; rural = false; not held",
		`{"home":{"area":"?rural"},"rows":[{"area":"?rural"}]}`:                              "sum: 0…9 []; rural = true; ask held for step; not name",
	} {
		for _, spell := range [][2]string{{"rural", "urban"}, {"农村", "城市"}, {"Rural", "Urban"}} {
			text := strings.NewReplacer("?rural", spell[0], "?urban", spell[1]).Replace(in)
			o, err := r.Decide([]byte(text))
			assert.Equal(t, want, outlook(t, o, err), text)
		}
	}
	_, err = r.Decide([]byte(`{"home":{"area":"sea"}}`))
	require.ErrorIs(t, err, rule.Invalid)
	assert.Equal(t, `home.area "sea"`, rule.Faults(err)[0].Field+" "+strconv.Quote(rule.Faults(err)[0].Value))
}

// pile is rows of counts, and what comes of each and of all.
type pileFacts struct {
	Rows []pileRow `json:"rows" zh:"行" en:"row" range:"[1,1000]"`
	Skip bool      `json:"skip" zh:"免" en:"skipped"`
}

type pileRow struct {
	N int64 `json:"n" zh:"数" en:"n" range:"[0,9]"`
}

type pileAnswer struct {
	Rest int64      `json:"rest" zh:"余" en:"rest"`
	Each []pileLeft `json:"each" zh:"行" en:"row"`
	Full bool       `json:"full" zh:"满" en:"full"`
}

type pileLeft struct {
	Left int64 `json:"left" zh:"余" en:"left"`
}

func pile(t *testing.T) rule.Rule[none, pileFacts, pileAnswer] {
	rest, left, full := step("rest", "sum({rows.n}) − largest({rows.n})"), step("each.left", "{rows.n} − min({rows.n}, 4)"), step("full", "not {skip} and any({rows.n} > 8)")
	r, err := rule.New(rule.Definition[none, pileFacts, pileAnswer]{
		ID: "sample.pile", Version: 1, Title: rule.Text{ZH: "堆", EN: "Pile"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{rest, left, full},
		Kernel: func(_ *none, in pileFacts, tr *rule.Trace) (out pileAnswer, err error) {
			if len(in.Rows) < 1 || len(in.Rows) > 1000 {
				return out, rule.Refused
			}
			most := int64(0)
			out.Each = make([]pileLeft, len(in.Rows))
			for i, row := range in.Rows {
				if row.N < 0 || row.N > 9 {
					return out, rule.Refused
				}
				out.Rest, most, out.Full = out.Rest+row.N, max(most, row.N), out.Full || !in.Skip && row.N > 8
				out.Each[i].Left = row.N - min(row.N, 4)
				tr.Item(i)
				tr.Count(left, out.Each[i].Left)
			}
			tr.Item(-1)
			out.Rest -= most
			tr.Count(rest, out.Rest)
			tr.Flag(full, out.Full)
			return out, nil
		},
	})
	require.NoError(t, err)
	return r
}

// TestWhatComesFromAnItemTwiceIsBoundedAsOne: of two rows the lesser is at least 0 and at most 9, and what is left of each above 4 at most 5.
func TestWhatComesFromAnItemTwiceIsBoundedAsOne(t *testing.T) {
	for in, want := range map[string]string{
		`{"rows":[{},{}],"skip":true}`:      "rest: 0…9 []; each[0].left: 0…5 []; each[1].left: 0…5 []; full = false; ask rows[0].n for step; ask rows[1].n for step",
		`{"rows":[{},{"n":3}],"skip":true}`: "rest: 0…3 []; each[0].left: 0…5 []; each[1].left = 0; full = false; ask rows[0].n for step",
	} {
		o, err := pile(t).Decide([]byte(in))
		assert.Equal(t, want, outlook(t, o, err), in)
	}
}

// TestOfManyFactsTheOrderIsTheirOwn: of two dozen the one is asked for first that may end the asking, of more the first that stands.
func TestOfManyFactsTheOrderIsTheirOwn(t *testing.T) {
	type facts struct {
		Rows []struct {
			Held bool `json:"held" zh:"持有" en:"held"`
		} `json:"rows" zh:"行" en:"row" range:"[0,100]"`
		Skip bool `json:"skip" zh:"免" en:"skipped"`
	}
	type answer struct {
		Held bool `json:"holds" zh:"持有" en:"holds"`
	}
	held := step("holds", "not {skip} and any({rows.held})")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.held", Version: 1, Title: rule.Text{ZH: "持有", EN: "Held"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{held},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (out answer, err error) {
			for _, row := range in.Rows {
				out.Held = out.Held || row.Held && !in.Skip
			}
			tr.Flag(held, out.Held)
			return out, nil
		},
	})
	require.NoError(t, err)
	for rows, first := range map[int]string{2: "skip", 22: "skip", 23: "skip", 24: "rows[0].held", 30: "rows[0].held"} {
		o, err := r.Decide([]byte(`{"rows":[` + strings.TrimSuffix(strings.Repeat("{},", rows), ",") + `]}`))
		require.NoError(t, err)
		require.Len(t, o.Needs, rows+1)
		assert.Equal(t, first, o.Needs[0].Path, rows)
	}
}

// TestASmallListIsBoundedAndAGreatOneIsNot: what costs more than one call may do is said to be anything, and never less.
func TestASmallListIsBoundedAndAGreatOneIsNot(t *testing.T) {
	type answer struct {
		Each []struct {
			Above bool  `json:"above" zh:"高于" en:"above"`
			Times int64 `json:"times" zh:"倍" en:"times"`
		} `json:"each" zh:"行" en:"row"`
		Skip bool `json:"left" zh:"免" en:"skipped" step:"skip"`
	}
	times, above := step("each.times", "{rows.n} × sum({rows.n})"), step("each.above", "2 × {each.times} > sum({each.times})")
	r, err := rule.New(rule.Definition[none, pileFacts, answer]{
		ID: "sample.above", Version: 1, Title: rule.Text{ZH: "高", EN: "Above"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{times, above},
		Kernel: func(_ *none, in pileFacts, _ *rule.Trace) (answer, error) { return answer{}, rule.Refused },
	})
	require.NoError(t, err)
	for rows, want := range map[int]string{10: "0…810", 400: "…"} {
		o, err := r.Decide([]byte(`{"rows":[` + strings.TrimSuffix(strings.Repeat("{},", rows), ",") + `]}`))
		require.NoError(t, err)
		p := o.Answer[2*rows-1]
		assert.Equal(t, "each["+strconv.Itoa(rows-1)+"].times "+want, p.Path+" "+p.Low+"…"+p.High)
	}
}

// TestAnOptionalFactThatMustBeGivenIsAskedFor, a list that is known not to be given has no items, and a parameter left out is zero.
func TestAnOptionalFactThatMustBeGivenIsAskedFor(t *testing.T) {
	type facts struct {
		Area Area              `json:"area" zh:"地" en:"area"`
		Held rule.Given[int64] `json:"held,omitzero" zh:"持有" en:"held" range:"[0,9]"`
		Rows []pileRow         `json:"rows,omitzero" zh:"行" en:"row" range:"[0,2]"`
	}
	type policy struct {
		More int64 `json:"more,omitzero" zh:"加" en:"more"`
	}
	type answer struct {
		Sum  int64 `json:"sum" zh:"和" en:"sum"`
		Rows int64 `json:"of_rows" zh:"行和" en:"of rows"`
	}
	sum, rows := step("sum", "if(given({held}), {held}, 100) + {more}"), step("of_rows", "sum({rows.n}) + {more}")
	r, err := rule.New(rule.Definition[policy, facts, answer]{
		ID: "sample.must", Version: 1, Title: rule.Text{ZH: "须", EN: "Must"}, Basis: []rule.Clause{notice}, Defaults: &policy{}, Steps: []*rule.Term{sum, rows},
		Never: []string{"{area} = 'rural' and not given({held})"},
		Kernel: func(p *policy, in facts, tr *rule.Trace) (out answer, err error) {
			n, ok := in.Held.Get()
			if !ok && in.Area == Rural || n < 0 || n > 9 || len(in.Rows) > 2 {
				return out, rule.Errors{{Code: rule.Missing, Part: rule.OfFacts, Field: "held"}}
			}
			if !ok {
				n = 100
			}
			out.Sum, out.Rows = n+p.More, p.More
			for _, row := range in.Rows {
				out.Rows += row.N
			}
			tr.Count(sum, out.Sum)
			tr.Count(rows, out.Rows)
			return out, nil
		},
	})
	require.NoError(t, err)
	for in, want := range map[string]string{
		`{"area":"rural","rows":null}`:          "sum: 0…9 []; of_rows = 0; ask held for step",
		`{"area":"urban","rows":null}`:          "sum: 0…100 []; of_rows = 0; ask held for step",
		`{"area":"rural","rows":[{"n":4},{}]}`:  "sum: 0…9 []; of_rows: 4…13 []; ask held for step; ask rows[1].n for step",
		`{"area":"rural","held":3,"rows":null}`: "sum = 3; of_rows = 0",
	} {
		o, err := r.Decide([]byte(in))
		assert.Equal(t, want, outlook(t, o, err), in)
	}
}

// TestTheEndsOfASumOfManyFactsAreReached: where each of them is at its own, which no random completion comes to.
func TestTheEndsOfASumOfManyFactsAreReached(t *testing.T) {
	type facts struct {
		A int64 `json:"a" zh:"甲" en:"a" range:"[3,777777]"`
		B int64 `json:"b" zh:"乙" en:"b" range:"[3,777777]"`
		C int64 `json:"c" zh:"丙" en:"c" range:"[3,777777]"`
		D int64 `json:"d" zh:"丁" en:"d" range:"[3,777777]"`
		E int64 `json:"e" zh:"戊" en:"e" range:"[3,777777]"`
		F int64 `json:"f" zh:"己" en:"f" range:"[3,777777]"`
	}
	type answer struct {
		Sum int64 `json:"sum" zh:"和" en:"sum"`
	}
	sum := step("sum", "{a} + {b} + {c} − {d} − {e} − {f}")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.six", Version: 1, Title: rule.Text{ZH: "和", EN: "Sum"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{sum},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (out answer, err error) {
			for _, n := range []int64{in.A, in.B, in.C, in.D, in.E, in.F} {
				if n < 3 || n > 777_777 {
					return out, rule.Refused
				}
			}
			out.Sum = in.A + in.B + in.C - in.D - in.E - in.F
			tr.Count(sum, out.Sum)
			return out, nil
		},
	})
	require.NoError(t, err)
	o, err := r.Decide([]byte(`{}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"sum: -2333322…2333322 []"}, possible(o))
}
