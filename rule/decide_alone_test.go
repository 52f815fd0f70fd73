package rule_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestANumberThatAloneIsOpenIsLookedAtWithEachValue: where those are few, bounds are exact whatever the formula.
func TestANumberThatAloneIsOpenIsLookedAtWithEachValue(t *testing.T) {
	type facts struct {
		N    int64 `json:"n" zh:"数" en:"number" range:"[0,100]"`
		Many int64 `json:"many" zh:"多" en:"many" range:"[0,1000]"`
		Off  bool  `json:"off" zh:"停" en:"off"`
	}
	type answer struct {
		Area int64 `json:"area" zh:"积" en:"product"`
		Wide int64 `json:"wide" zh:"宽" en:"wide"`
	}
	area, wide := step("area", "{n} × (100 − {n})"), step("wide", "{many} × (1000 − {many})")
	r := rule.MustNew(rule.Definition[none, facts, answer]{
		ID: "sample.alone", Version: 1, Title: rule.Text{ZH: "积", EN: "Product"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{area, wide},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) {
			if in.N < 0 || in.N > 100 || in.Many < 0 || in.Many > 1000 {
				return answer{}, rule.Refused
			}
			out := answer{in.N * (100 - in.N), in.Many * (1000 - in.Many)}
			tr.Count(area, out.Area)
			tr.Count(wide, out.Wide)
			return out, nil
		},
	})
	o, err := r.Decide([]byte(`{"many":1,"off":false}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"area: 0…2500 []", "wide = 999"}, possible(o))
	o, err = r.Decide([]byte(`{"n":50,"off":false}`)) // too many values: the formula bounds it
	require.NoError(t, err)
	require.Len(t, o.Answer, 2)
	assert.Contains(t, o.Answer[1].Unseen, "high")
	high, ok := new(big.Rat).SetString(o.Answer[1].High)
	require.True(t, ok)
	assert.Positive(t, high.Cmp(big.NewRat(249_999, 1)), "250,000 is reached: %s", o.Answer[1].High)
}

// TestAFigureThatCannotBeHeldIsTakenOff: the least figure is the first of which the answer has no more decimals than one can hold.
func TestAFigureThatCannotBeHeldIsTakenOff(t *testing.T) {
	type facts struct {
		Area unit.Number `json:"area" zh:"面积" en:"area" range:"(0,)"`
	}
	type answer struct {
		Share unit.Number `json:"share" zh:"应有" en:"share"`
	}
	share := step("share", "{area} × 12 ÷ 100")
	r := rule.MustNew(rule.Definition[none, facts, answer]{
		ID: "sample.figure", Version: 1, Title: rule.Text{ZH: "面积", EN: "Area"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{share},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (out answer, err error) {
			v := new(big.Rat).Mul(in.Area.Rat(), big.NewRat(12, 100))
			places, exact := v.FloatPrec()
			if !exact || places > unit.MaxDecimals || in.Area.Sign() <= 0 {
				return out, rule.Refused
			}
			if out.Share, err = unit.ParseNumber(v.FloatString(places)); err == nil {
				tr.Value(share, out.Share)
			}
			return out, err
		},
	})
	o, err := r.Decide([]byte(`{}`))
	require.NoError(t, err)
	assert.Equal(t, "0.000000003", o.Answer[0].Low)
	assert.NotContains(t, o.Answer[0].Unseen, "low")
}

// TestACodeOrTruthValueCanAlwaysBeSomething: by =, of a step whose formula alone leaves both open.
func TestACodeOrTruthValueCanAlwaysBeSomething(t *testing.T) {
	type facts struct {
		Old  int64 `json:"old" zh:"旧" en:"old" range:"[0,9]"`
		More int64 `json:"more" zh:"增" en:"more" range:"[0,9]"`
	}
	type answer struct {
		Grown bool `json:"grown" zh:"未降" en:"has not fallen"`
	}
	next, grown := step("next", "{old} + {more}"), step("grown", "{next} ≥ {old}")
	of := func(always ...string) rule.Rule[none, facts, answer] {
		return rule.MustNew(rule.Definition[none, facts, answer]{
			ID: "sample.grown", Version: 1, Title: rule.Text{ZH: "未降", EN: "Grown"}, Basis: []rule.Clause{notice}, Defaults: &none{},
			Steps: []*rule.Term{next, grown}, Always: always,
			Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) {
				tr.Count(next, in.Old+in.More)
				tr.Flag(grown, true)
				return answer{true}, nil
			},
		})
	}
	o, err := of("{grown} = true").Decide([]byte(`{}`))
	require.NoError(t, err)
	assert.True(t, o.Determined)
	assert.Equal(t, []string{"grown = true"}, possible(o))
	assert.Empty(t, o.Needs)
	_, err = rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.grown", Version: 1, Title: rule.Text{ZH: "未降", EN: "Grown"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Steps: []*rule.Term{next, grown}, Always: []string{"{grown} ≠ false"},
		Kernel: func(*none, facts, *rule.Trace) (answer, error) { return answer{}, nil },
	})
	require.Error(t, err)
	assert.Equal(t, "Always", rule.Faults(err)[0].Field)
}
