package ruletest_test

import (
	"math"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type mute struct {
	N int64 `json:"n" zh:"数" en:"number" range:"[1,100]"`
}

func (m *mute) UnmarshalJSON(data []byte) error {
	_ = rule.Unmarshal(data, m)
	return nil
}

type muteFactor struct {
	By int64 `json:"by" zh:"倍数" en:"factor"`
}

func (f *muteFactor) UnmarshalJSON(data []byte) error {
	_ = rule.Unmarshal(data, f)
	return nil
}

// TestAReaderThatSaysNothingIsNoticed: an UnmarshalJSON of facts or parameters that drops its error.
func TestAReaderThatSaysNothingIsNoticed(t *testing.T) {
	r := rule.MustNew(rule.Definition[muteFactor, mute, answer]{
		ID: "sample.times", Version: 1, Title: rule.Text{ZH: "乘", EN: "Times"}, Basis: []rule.Clause{clause},
		Defaults: &muteFactor{By: 2}, Steps: []*rule.Term{&product},
		Kernel: func(p *muteFactor, in mute, t *rule.Trace) (answer, error) {
			if in.N < 1 || in.N > 100 {
				return answer{}, rule.Refused
			}
			t.Count(&product, in.N*p.By)
			return answer{in.N * p.By}, nil
		},
	})
	err := ruletest.Check(r, fstest.MapFS{"sample.times.csv": {Data: []byte(head + "a,a,c,,,3,6,,,\n")}}, ruletest.Suite[muteFactor, mute]{})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "the facts' UnmarshalJSON reports no error and reads nothing")
	assert.Contains(t, err.Error(), "the parameters' UnmarshalJSON reports no error and reads nothing")
}

type ranged struct {
	Of struct {
		Money unit.Money `json:"money" zh:"钱（元）" en:"money" range:"(0,100]"`
	} `json:"of" zh:"其中" en:"of"`
	Items []struct {
		Count int64 `json:"count" zh:"数" en:"count" range:"[2,20)"`
	} `json:"items" zh:"各项" en:"items" range:"[1,3]"`
	Rate  unit.Rate  `json:"rate" zh:"比例" en:"rate" range:"[0,50%)"`
	Month unit.Month `json:"month" zh:"月份" en:"month" range:"[2020-01,2024-12]"`
}

func (r *ranged) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// guard is how a kernel tells the facts that it answers.
type guard struct {
	moneyLow, moneyHigh, countLow, countHigh int64
	rateLow, rateHigh                        string
	first, last                              string
}

// TestAKernelKeepsToItsRanges: each end of each range, drawn one step too wide or too narrow.
func TestAKernelKeepsToItsRanges(t *testing.T) {
	right := guard{1, 10_000, 2, 19, "0%", "49.9999999%", "2020-01", "2024-12"}
	size := rule.Term{ID: "product", Label: rule.Text{ZH: "数", EN: "count"}, Formula: "1"}
	try := func(g guard) error {
		rates, months := []unit.Rate{unit.MustParseRate(g.rateLow), unit.MustParseRate(g.rateHigh)}, []unit.Month{unit.MustParseMonth(g.first), unit.MustParseMonth(g.last)}
		r := rule.MustNew(rule.Definition[factor, ranged, answer]{
			ID: "sample.times", Version: 1, Title: rule.Text{ZH: "范围", EN: "Ranges"}, Basis: []rule.Clause{clause},
			Defaults: &factor{By: 2}, Steps: []*rule.Term{&size},
			Kernel: func(_ *factor, in ranged, t *rule.Trace) (answer, error) {
				if n := len(in.Items); n < 1 || n > 3 {
					return answer{}, rule.Refused
				}
				for _, item := range in.Items {
					if item.Count < g.countLow || item.Count > g.countHigh {
						return answer{}, rule.Refused
					}
				}
				if fen := in.Of.Money.Fen(); fen < g.moneyLow || fen > g.moneyHigh || in.Rate.Cmp(rates[0]) < 0 || in.Rate.Cmp(rates[1]) > 0 ||
					in.Month.Before(months[0]) || in.Month.After(months[1]) {
					return answer{}, rule.Refused
				}
				t.Count(&size, 1)
				return answer{1}, nil
			},
		})
		table := "zh,en,clause,arithmetic,in.of.money,in.items[0].count,in.rate,in.month,want.product\na,a,c,,5.00,3,5%,2022-02,1\n"
		return ruletest.Check(r, fstest.MapFS{"sample.times.csv": {Data: []byte(table)}}, ruletest.Suite[factor, ranged]{Allocates: true})
	}
	require.NoError(t, try(right))
	for problem, change := range map[string]func(g *guard){
		"answers what the range (0,100] of of.money refuses: \"0.00\"":           func(g *guard) { g.moneyLow = 0 },
		"refuses what the range (0,100] of of.money allows: \"0.01\"":            func(g *guard) { g.moneyLow = 2 },
		"answers what the range (0,100] of of.money refuses: \"100.01\"":         func(g *guard) { g.moneyHigh = math.MaxInt64 },
		"refuses what the range (0,100] of of.money allows: \"100.00\"":          func(g *guard) { g.moneyHigh = 9_999 },
		"answers what the range [2,20) of items[].count refuses: 1":              func(g *guard) { g.countLow = 1 },
		"refuses what the range [2,20) of items[].count allows: 2":               func(g *guard) { g.countLow = 3 },
		"answers what the range [2,20) of items[].count refuses: 20":             func(g *guard) { g.countHigh = 20 },
		"refuses what the range [2,20) of items[].count allows: 19":              func(g *guard) { g.countHigh = 18 },
		"answers what the range [0,50%) of rate refuses: \"-0.0000001%\"":        func(g *guard) { g.rateLow = "-0.0000001%" },
		"refuses what the range [0,50%) of rate allows: \"0%\"":                  func(g *guard) { g.rateLow = "0.0000001%" },
		"answers what the range [0,50%) of rate refuses: \"50%\"":                func(g *guard) { g.rateHigh = "50%" },
		"refuses what the range [0,50%) of rate allows: \"49.9999999%\"":         func(g *guard) { g.rateHigh = "49.9999998%" },
		"answers what the range [2020-01,2024-12] of month refuses: \"2019-12\"": func(g *guard) { g.first = "2019-12" },
		"refuses what the range [2020-01,2024-12] of month allows: \"2020-01\"":  func(g *guard) { g.first = "2020-02" },
		"answers what the range [2020-01,2024-12] of month refuses: \"2025-01\"": func(g *guard) { g.last = "2025-01" },
		"refuses what the range [2020-01,2024-12] of month allows: \"2024-12\"":  func(g *guard) { g.last = "2024-11" },
	} {
		g := right
		change(&g)
		err := try(g)
		if assert.Error(t, err, problem) {
			assert.Contains(t, err.Error(), problem)
		}
	}
}
