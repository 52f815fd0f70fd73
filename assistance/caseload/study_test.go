package caseload_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// row is a case of which everything is said.
type row struct {
	county        string
	before, after unit.Money
	weight        int64
	key           unit.Money
	need          caseload.Need
}

// said is the study of such rows.
var said = caseload.Study[row]{
	Before: func(r *row) (unit.Money, error) { return r.before, nil },
	After:  func(r *row) (unit.Money, error) { return r.after, nil },
	Weight: func(r *row) int64 { return r.weight },
	Key:    func(r *row) unit.Money { return r.key },
	Groups: []caseload.Grouping[row]{{Name: "县区", Of: func(r *row) string { return r.county }},
		{Name: "权数", Of: func(r *row) string { return strconv.FormatInt(r.weight, 10) }}},
	Need: func(r *row) caseload.Need { return r.need },
}

// TestAMeasureByHand: five kinds of household, weights 2, 3, 1, 4 and 10. Below 800 before are the first (500+250 lacks
// 50, twice), the third (600+100 lacks 100, once) and the last (0 lacks 800, ten times): 13 of 21, 8,200.00 in all. After
// the first is at the line, which is not below it, the fourth lacks 100.
func TestAMeasureByHand(t *testing.T) {
	yuan := unit.Yuan
	need := func(income int32) caseload.Need {
		return caseload.Need{Income: yuan(income), Before: yuan(800), After: yuan(800)}
	}
	rows := []row{
		{"甲", yuan(250), yuan(300), 2, yuan(500), need(500)},     // gains 50
		{"甲", yuan(200), yuan(150), 3, yuan(700), need(700)},     // loses 50
		{"乙", yuan(100), yuan(0), 1, yuan(600), need(600)},       // leaves: lacks 200 after
		{"乙", yuan(0), yuan(50), 4, yuan(800), need(800)},        // enters
		{"10", yuan(0), yuan(0), 10, yuan(0), need(0)},           // unchanged: lacks 800
		{"2", yuan(0), yuan(0), 1, yuan(1_000), need(1_000_000)}, // unchanged
	}
	got, err := caseload.Measure(slices.Values(rows), said)
	require.NoError(t, err)
	assert.Equal(t, []int64{2, 3, 4, 1, 11}, []int64{got.All.Gain, got.All.Lose, got.All.Enter, got.All.Leave, got.All.Unchanged})
	assert.Equal(t, "1200.00", got.All.Before.String(), "2×250 + 3×200 + 100")
	assert.Equal(t, "1250.00", got.All.After.String(), "2×300 + 3×150 + 4×50")
	assert.Equal(t, "50.00", got.All.Change().String())
	before, after := got.All.GapBefore, got.All.GapAfter
	assert.Equal(t, []int64{21, 13}, []int64{before.Households, before.Below})
	assert.Equal(t, "8200.00", before.Total.String(), "2×50 + 100 + 10×800")
	assert.Equal(t, big.NewRat(8_200, 13), before.Mean())
	assert.Equal(t, big.NewRat(8_200, 21), before.MeanOfAll())
	assert.Equal(t, []int64{21, 11}, []int64{after.Households, after.Below})
	assert.Equal(t, "8200.00", after.Total.String(), "200 + 10×800")
	share, err := after.Share()
	require.NoError(t, err)
	assert.Equal(t, "11/21", share.String())

	// Ranks of 21: 10 stand at 0, then 2, 1, 3, 4, 1. The tenths end at 3, 5, 7, 9, 11, 13, 15, 17, 19, 21.
	want := []struct {
		low, high string
		n         int64
	}{{"0.00", "0.00", 10}, {}, {}, {}, {"500.00", "500.00", 2}, {"600.00", "600.00", 1}, {"700.00", "700.00", 3}, {"800.00", "800.00", 4}, {}, {"1000.00", "1000.00", 1}}
	for i, d := range got.Deciles {
		assert.Equal(t, i+1, d.Decile)
		assert.EqualValues(t, want[i].n, d.Households(), i)
		if want[i].n > 0 {
			assert.Equal(t, [2]string{want[i].low, want[i].high}, [2]string{d.Low.String(), d.High.String()}, i)
		}
	}
	require.Len(t, got.Groups, 2)
	var names []string
	for _, g := range got.Groups[0].Groups {
		names = append(names, g.Group)
	}
	assert.Equal(t, []string{"2", "10", "乙", "甲"}, names)
	assert.EqualValues(t, 5, got.Groups[0].Groups[2].Households())
	assert.Equal(t, "权数", got.Groups[1].Name)
}

// TestAMeasureIsWhatCountingGives: random populations, counted again the slow way, of whom every weight is a household of
// its own.
func TestAMeasureIsWhatCountingGives(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 3))
	money := func(n int32) unit.Money { return unit.Fen(r.Int32N(n)) }
	for range 300 {
		rows := make([]row, r.IntN(40))
		var each []row // by weight
		for i := range rows {
			rows[i] = row{[]string{"甲", "乙", "丙"}[r.IntN(3)], money(5), money(5), 1 + r.Int64N(4), unit.Fen(1 + r.Int32N(1+r.Int32N(30))), caseload.Need{Income: money(9), Before: money(12), After: money(12)}}
			for range rows[i].weight {
				each = append(each, rows[i])
			}
		}
		got, err := caseload.Measure(slices.Values(rows), said)
		require.NoError(t, err)
		count := func(of func(*row) bool) (p caseload.Part) {
			for i := range each {
				c := &each[i]
				if !of(c) {
					continue
				}
				p.Before.Add(c.before)
				p.After.Add(c.after)
				switch {
				case c.before == c.after:
					p.Unchanged++
				case c.before.IsZero():
					p.Enter++
				case c.after.IsZero():
					p.Leave++
				case c.before.Less(c.after):
					p.Gain++
				default:
					p.Lose++
				}
				for g, side := range map[*caseload.Gap][2]int64{&p.GapBefore: {c.before.Fen(), c.need.Before.Fen()}, &p.GapAfter: {c.after.Fen(), c.need.After.Fen()}} {
					g.Households++
					if lack := side[1] - c.need.Income.Fen() - side[0]; lack > 0 {
						g.Below++
						g.Total.AddFen(lack)
					}
				}
			}
			return p
		}
		require.Equal(t, count(func(*row) bool { return true }), got.All)
		for _, g := range got.Groups[0].Groups {
			require.Equal(t, count(func(c *row) bool { return c.county == g.Group }), g.Part)
		}
		// A key stands where the first of those who have it does.
		slices.SortFunc(each, func(a, b row) int { return a.key.Cmp(b.key) })
		first := map[unit.Money]int{}
		for i, c := range each {
			if _, known := first[c.key]; !known {
				for k := range 10 { // by the definition: the first tenth whose rank is not before it
					if rank := (len(each)*(k+1) + 9) / 10; i+1 <= rank {
						first[c.key] = k
						break
					}
				}
			}
		}
		require.Len(t, got.Deciles, 10)
		for k, d := range got.Deciles {
			require.Equal(t, count(func(c *row) bool { return first[c.key] == k }), d.Part, "%d of %d", k, len(each))
			var low, high unit.Money // in the order of keys
			for _, c := range each {
				if first[c.key] == k {
					if high = c.key; low.IsZero() {
						low = c.key
					}
				}
			}
			require.Equal(t, [2]unit.Money{low, high}, [2]unit.Money{d.Low, d.High})
		}
	}
}

func TestAMeasureNamesBadCasesAndKeepsTheOthers(t *testing.T) {
	good := row{county: "甲", before: unit.Yuan(1), after: unit.Yuan(2), weight: 1}
	with := func(change func(*row)) row { c := good; change(&c); return c }
	study := said
	study.After = func(r *row) (unit.Money, error) {
		if r.key == unit.Yuan(13) {
			var f rule.Errors
			f.Missing("income")
			return r.after, f
		}
		return r.after, nil
	}
	bad := []row{
		with(func(r *row) { r.before = unit.Yuan(-1) }), with(func(r *row) { r.key = unit.Yuan(13) }),
		with(func(r *row) { r.weight = 0 }), with(func(r *row) { r.weight = math.MaxInt32 + 1 }), with(func(r *row) { r.county = "\xbc\xd7" }),
	}
	got, err := caseload.Measure(slices.Values(append([]row{good}, bad...)), study)
	var rows rule.RowErrors
	require.ErrorAs(t, err, &rows)
	require.Len(t, rows, len(bad))
	for i, want := range []struct {
		code  rule.Code
		field string
	}{{rule.Range, "before"}, {rule.Missing, "after.income"}, {rule.Range, "weight"}, {rule.Range, "weight"}, {rule.Syntax, "groups[0]"}} {
		assert.Equal(t, i+1, rows[i].Row)
		assert.ErrorIs(t, rows[i], want.code)
		assert.Equal(t, want.field, rule.Faults(rows[i].Err)[0].Field)
	}
	alone, err := caseload.Measure(slices.Values([]row{good}), study)
	require.NoError(t, err)
	assert.Equal(t, alone, got)

	most := with(func(r *row) {
		r.weight, r.before, r.after = math.MaxInt32, unit.MustParseMoney("90071992547409.91"), unit.MustParseMoney("90071992547409.91")
	})
	got, err = caseload.Measure(slices.Values([]row{most, most}), study)
	require.NoError(t, err)
	want := new(big.Rat).Mul(most.before.Decimal().Rat(), big.NewRat(2*math.MaxInt32, 1))
	assert.Zero(t, want.Cmp(got.All.Before.Rat()), got.All.Before)

	_, err = caseload.Measure(nil, said)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = caseload.Measure(slices.Values(bad), caseload.Study[row]{Groups: []caseload.Grouping[row]{{}}})
	var fields []string
	for _, f := range rule.Faults(err) {
		assert.Equal(t, rule.Missing, f.Code)
		fields = append(fields, f.Field)
	}
	assert.Equal(t, []string{"before", "after", "groups[0].of"}, fields)
	empty, err := caseload.Measure(slices.Values([]row{}), caseload.Study[row]{Before: said.Before, After: said.After})
	require.NoError(t, err)
	assert.Equal(t, caseload.Measured{}, empty)
	assert.Nil(t, empty.All.GapBefore.Mean())
	assert.Nil(t, empty.All.GapBefore.MeanOfAll())
}

// TestAMeasureOfTheAllowanceIsWhatCompareGives: any rule, this one too.
func TestAMeasureOfTheAllowanceIsWhatCompareGives(t *testing.T) {
	cases := anyCases(3_000)
	side := func(standard int32) (func(*caseload.Case) (unit.Money, error), caseload.Counties) {
		set := caseload.Counties{}
		for _, c := range counties {
			set[c] = withStandard(standard)
		}
		return caseload.AmountOf(assistance.Allowance.Under(withStandard(standard)), func(c *caseload.Case) *assistance.Household { return &c.Household },
			func(a assistance.Award) unit.Money { return a.Amount }), set
	}
	before, was := side(725)
	after, is := side(784)
	got, err := caseload.Measure(slices.Values(cases), caseload.Study[caseload.Case]{Before: before, After: after, Groups: []caseload.Grouping[caseload.Case]{
		{Name: "县区", Of: func(c *caseload.Case) string { return c.County }},
		{Name: "人口", Of: func(c *caseload.Case) string { return strconv.Itoa(len(c.Household.Members)) }}}})
	require.NoError(t, err)
	want, err := caseload.Compare(slices.Values(cases), was, is)
	require.NoError(t, err)
	assert.Equal(t, want.All, got.All.Effect)
	for i, c := range want.ByCounty {
		assert.Equal(t, c, caseload.CountyEffect{County: got.Groups[0].Groups[i].Group, Effect: got.Groups[0].Groups[i].Effect})
	}
	for i, c := range want.BySize {
		assert.Equal(t, fmt.Sprint(c.Members), got.Groups[1].Groups[i].Group)
		assert.Equal(t, c.Effect, got.Groups[1].Groups[i].Effect)
	}
	bad := cases[0]
	bad.Household.Members = nil
	_, err = caseload.Measure(slices.Values([]caseload.Case{bad}), caseload.Study[caseload.Case]{Before: before, After: after})
	assert.ErrorIs(t, err, rule.Range)
	assert.ErrorContains(t, err, "facts.before.members")
}

// What it would do to raise the standard, over a sample in which each household stands for many.
func ExampleMeasure() {
	type surveyed struct {
		county string
		means  assistance.Means
		stands int64 // for so many
	}
	sample := []surveyed{
		{"寿县", assistance.Means{Income: unit.Yuan(1_000), Members: 2}, 120},
		{"寿县", assistance.Means{Income: unit.Yuan(1_500), Members: 2}, 80},
		{"凤台县", assistance.Means{Income: unit.Yuan(500), Members: 1}, 100},
	}
	under := func(standard int32) func(*surveyed) (unit.Money, error) {
		return caseload.AmountOf(assistance.TopUp.Under(assistance.TopUpPolicy{Standard: unit.Yuan(standard)}),
			func(s *surveyed) *assistance.Means { return &s.means }, func(a assistance.Award) unit.Money { return a.Amount })
	}
	got, err := caseload.Measure(slices.Values(sample), caseload.Study[surveyed]{
		Before: under(725), After: under(784),
		Weight: func(s *surveyed) int64 { return s.stands },
		Key:    func(s *surveyed) unit.Money { return s.means.Income },
		Groups: []caseload.Grouping[surveyed]{{Name: "县区", Of: func(s *surveyed) string { return s.county }}},
		Need: func(s *surveyed) caseload.Need { // 800 yuan a person, the same before and after
			line := unit.Yuan(800 * s.means.Members)
			return caseload.Need{Income: s.means.Income, Before: line, After: line}
		},
	})
	fmt.Println(got.All.Households(), "households,", got.All.Gain, "gain,", got.All.Enter, "enter;", got.All.Change(), "a month", err)
	for _, g := range got.Groups[0].Groups {
		fmt.Println(g.Group, g.Change())
	}
	fmt.Println("below 800:", got.All.GapBefore.Below, got.All.GapBefore.Total, got.All.GapBefore.Mean().RatString())
	fmt.Println("after:", got.All.GapAfter.Below, got.All.GapAfter.Total, got.All.GapAfter.Mean().RatString())
	// Output:
	// 300 households, 220 gain, 80 enter; 25500.00 a month <nil>
	// 凤台县 5900.00
	// 寿县 19600.00
	// below 800: 300 33500.00 335/3
	// after: 300 8000.00 80/3
}

func ExampleAmountOf() {
	county := assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}
	amount := caseload.AmountOf(assistance.Allowance.Under(county),
		func(c *caseload.Case) *assistance.Household { return &c.Household }, func(a assistance.Award) unit.Money { return a.Amount })
	fmt.Println(amount(&caseload.Case{ID: "户1", Household: home(assistance.Urban, 2, 700)}))
	// Output: 900.00 <nil>
}

// Three of seven households are below their line, by 100.00 in all.
func ExampleGap() {
	var lacking unit.Total
	lacking.Add(unit.Yuan(100))
	g := caseload.Gap{Households: 7, Below: 3, Total: lacking}
	fmt.Println(g.Mean().RatString(), g.MeanOfAll().RatString())
	fmt.Println(g.Share())
	// Output:
	// 100/3 100/7
	// 3/7 <nil>
}

func BenchmarkMeasure(b *testing.B) {
	cases := anyCases(100_000)
	side := func(standard int32) func(*caseload.Case) (unit.Money, error) {
		return caseload.AmountOf(assistance.Allowance.Under(withStandard(standard)), func(c *caseload.Case) *assistance.Household { return &c.Household },
			func(a assistance.Award) unit.Money { return a.Amount })
	}
	sizes := []string{"0", "1", "2", "3", "4", "5", "6"}
	study := caseload.Study[caseload.Case]{Before: side(725), After: side(784),
		Key: func(c *caseload.Case) unit.Money { return c.Household.Members[0].Income },
		Groups: []caseload.Grouping[caseload.Case]{{Name: "县区", Of: func(c *caseload.Case) string { return c.County }},
			{Name: "人口", Of: func(c *caseload.Case) string { return sizes[len(c.Household.Members)] }}},
		Need: func(c *caseload.Case) caseload.Need {
			return caseload.Need{Income: c.Household.Members[0].Income, Before: unit.Yuan(725), After: unit.Yuan(784)}
		}}
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := caseload.Measure(slices.Values(cases[:n]), study); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/household")
		})
	}
}
