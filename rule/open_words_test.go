package rule_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// openRelief leaves open who is counted: every member in the country, or the first two, whoever lives there, as urban ones. Its readings
// are compared at an amount, a choice and a truth value.
func openRelief(t *testing.T) rule.Rule[ReliefPolicy, Household, ReliefAnswer] {
	d := reliefDefinition()
	d.Open = []rule.Open[ReliefPolicy, Household]{{
		ID: "who", Title: rule.Text{ZH: "按谁计", EN: "Who is counted"}, At: []string{"amount", "area", "capped"}, Money: "amount", PerYear: 12,
		Readings: []rule.Reading[ReliefPolicy, Household]{
			{Text: rule.Text{ZH: "每个人", EN: "every member"}, Clause: "T9.1"},
			{Text: rule.Text{ZH: "前两人", EN: "the first two"}, Clause: "T9.2",
				Facts: func(h Household) Household { h.Members, h.Area = h.Members[:min(2, len(h.Members))], Urban; return h },
				Remark: func(p ReliefPolicy) rule.Text {
					return rule.Text{ZH: "（按" + p.Share.String() + "）", EN: ", at " + p.Share.String()}
				}},
			{Text: rule.Text{ZH: "八成", EN: "four fifths"}, Clause: "T9.3", At: []string{"amount", "area", "capped"},
				Parameters: func(p ReliefPolicy) ReliefPolicy {
					p.Share, p.Cap = unit.Percent(80), rule.Give(unit.Yuan(700))
					return p
				}},
		},
	}}
	r, err := rule.New(d)
	require.NoError(t, err)
	return r
}

func earning(area Area, incomes ...int32) Household {
	h := Household{Area: area}
	for _, n := range incomes {
		h.Members = append(h.Members, Member{Income: unit.Yuan(n)})
	}
	return h
}

// TestALineSaysWhatEachReadingGives: (600−100) × 60 % = 300, in town (800−100) × 60 % = 420, at 80 % 400; three members without income
// are 1800 × 60 % = 1080, two in town 1600 × 60 % = 960, at 80 % the 700 of the cap.
func TestALineSaysWhatEachReadingGives(t *testing.T) {
	r := openRelief(t)
	for _, c := range []struct {
		in     Household
		zh, en string
	}{
		{earning(Rural, 100),
			"按谁计（who）  [T9.1] 每个人——救助金额（元） 300.00、户籍地 农村、已封顶 否；[T9.2] 前两人（按60%）——救助金额（元） 420.00、户籍地 城市、已封顶 否；[T9.3] 八成——救助金额（元） 400.00、户籍地 农村、已封顶 否\n",
			"Who is counted (who)  [T9.1] every member: relief (yuan) 300.00, area Rural, capped no; [T9.2] the first two, at 60%: relief (yuan) 420.00, area Urban, capped no; [T9.3] four fifths: relief (yuan) 400.00, area Rural, capped no\n"},
		{earning(Rural, 0, 0, 0),
			"[T9.1] 每个人——救助金额（元） 1080.00、户籍地 农村、已封顶 否；[T9.2] 前两人（按60%）——救助金额（元） 960.00、户籍地 城市、已封顶 否；[T9.3] 八成——救助金额（元） 700.00、户籍地 农村、已封顶 是\n",
			"[T9.3] four fifths: relief (yuan) 700.00, area Rural, capped yes\n"},
	} {
		d, err := r.Explain(c.in)
		require.NoError(t, err)
		assert.Contains(t, d.Text(rule.Chinese), c.zh)
		assert.Contains(t, d.Text(rule.English), c.en)
	}
	d, err := r.Explain(earning(Urban, 900))
	require.NoError(t, err)
	assert.NotContains(t, d.Text(rule.English), "depends on a reading", "nothing by each, and all in town")
}

// TestWhatReadingsSayIsAsJSONHasIt: values of a choice by their code, each with its label and remark; the catalog lists the same.
func TestWhatReadingsSayIsAsJSONHasIt(t *testing.T) {
	r := openRelief(t)
	all, err := r.Readings(earning(Rural, 100))
	require.NoError(t, err)
	var got []string
	for _, a := range all[0].Readings {
		line := a.Clause + a.Remark.EN + ":"
		for _, s := range a.Says {
			line += " " + s.Path + "=" + s.Value
		}
		got = append(got, line)
	}
	assert.Equal(t, []string{
		"T9.1: amount=300.00 area=rural capped=false", "T9.2, at 60%: amount=420.00 area=urban capped=false", "T9.3: amount=400.00 area=rural capped=false",
	}, got)
	assert.False(t, all[0].Agree)
	raw, err := catalogOf(t, r).Readings("sample.relief", nil, []byte(`{"area":"rural","members":[{"income":"100.00"}]}`))
	require.NoError(t, err)
	want, err := json.Marshal(all)
	require.NoError(t, err)
	assert.JSONEq(t, string(want), string(raw))
}

// TestWeightsOfPartsAddUp: of two parts of a population, in which readings give more, less and nothing else, and refuse; and what one
// household weighs is what its readings say of it.
func TestWeightsOfPartsAddUp(t *testing.T) {
	r := openRelief(t)
	town := []Household{earning(Urban, 900), earning(Urban, 100), earning(Urban), earning(Urban, 100, 100, 100)}
	country := []Household{earning(Rural, 100), earning(Rural, 0, 0, 0), earning(Rural), earning(Rural), earning(Rural, 900, 900)}
	weigh := func(in ...Household) rule.Weight {
		w, err := r.Weigh(slices.Values(in))
		require.NoError(t, err)
		require.Len(t, w, 1)
		return w[0]
	}
	all, sum := weigh(append(slices.Clone(town), country...)...), weigh(town...)
	sum.Add(weigh(country...))
	assert.Equal(t, all, sum)
	assert.Equal(t, []int64{9, 5, 3}, []int64{all.Cases, all.Decided, all.Refused}) // not 900 in town; 900 twice in the country by its area
	two, fifths := all.Against[0], all.Against[1]
	assert.Equal(t, "[T9.2] 4 differ, 1 more 1440.00, 2 less 6480.00", swung(two)) // +120; −120 in the country, −420 in town: each × 12
	assert.Equal(t, "[T9.3] 4 differ, 2 more 2880.00, 2 less 11280.00", swung(fifths))
	parts := rule.Weight{}
	for _, h := range append(slices.Clone(town), country...) {
		one := weigh(h)
		if parts.Against == nil {
			parts = one
			continue
		}
		parts.Add(one)
	}
	assert.Equal(t, all, parts)
	none := weigh()
	assert.Equal(t, "[T9.2] 0 differ, 0 more 0.00, 0 less 0.00", swung(none.Against[0]))
	none.Add(rule.Weight{Cases: 2, Decided: 1})
	assert.Equal(t, []int64{2, 1, 0}, []int64{none.Cases, none.Decided, none.Refused}, "of a question with fewer readings what it has")
}

func swung(s rule.Swing) string {
	return fmt.Sprintf("[%s] %d differ, %d more %s, %d less %s", s.Clause, s.Differs, s.More, s.MoreAYear, s.Less, s.LessAYear)
}
