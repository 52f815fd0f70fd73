package assistance_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func single(income int32) assistance.Household {
	return assistance.Household{Area: assistance.Urban, Property: rule.Give(unit.Yuan(0)), Members: []assistance.Member{{Income: unit.Yuan(income)}}}
}

func withStandard(yuan int32) assistance.County {
	c := county
	c.Standard = unit.Yuan(yuan)
	return c
}

func TestCompareSaysWhoGainsLosesEntersAndLeaves(t *testing.T) {
	cases := []assistance.Case{
		{ID: "gains", County: "甲", Household: single(500)},     // 300 → 400
		{ID: "enters", County: "甲", Household: single(850)},    // 0 → 50
		{ID: "unchanged", County: "甲", Household: single(950)}, // 0 → 0
		{ID: "loses", County: "乙", Household: single(500)},     // 300 → 200
		{ID: "leaves", County: "乙", Household: single(750)},    // 50 → 0
	}
	before := assistance.Counties{"甲": withStandard(800), "乙": withStandard(800)}
	after := assistance.Counties{"甲": withStandard(900), "乙": withStandard(700)}
	got, err := assistance.Compare(slices.Values(cases), before, after)
	require.NoError(t, err)
	assert.Equal(t, []int64{1, 1, 1, 1, 1}, []int64{got.All.Gain, got.All.Lose, got.All.Enter, got.All.Leave, got.All.Unchanged})
	assert.EqualValues(t, 5, got.All.Households())
	assert.Equal(t, "650.00", got.All.Before.String(), "300 + 300 + 50")
	assert.Equal(t, "650.00", got.All.After.String(), "400 + 50 + 200")
	assert.Equal(t, "0.00", got.All.Change().String())
	require.Len(t, got.ByCounty, 2)
	assert.Equal(t, "乙", got.ByCounty[0].County)
	assert.Equal(t, "-150.00", got.ByCounty[0].Change().String(), "200 − 350")
	year, err := got.ByCounty[1].Year()
	require.NoError(t, err)
	assert.Equal(t, "1800.00", year.String(), "(450 − 300) × 12")
	require.Len(t, got.BySize, 1)
	assert.EqualValues(t, 1, got.BySize[0].Members)
	// Changes in order: −100, −50, 0, 50, 100.
	var deciles []string
	for _, d := range got.Deciles {
		deciles = append(deciles, d.String())
	}
	assert.Equal(t, []string{"-100.00", "-100.00", "-100.00", "-50.00", "-50.00", "0.00", "0.00", "50.00", "50.00", "100.00", "100.00"}, deciles)
}

func TestCompareNamesBadCasesAndKeepsTheOthers(t *testing.T) {
	cases := []assistance.Case{
		{County: "甲", Household: single(500)},
		{County: "丙", Household: single(500)},
		{County: "甲", Household: assistance.Household{}},
		{County: "甲", Household: single(700)},
	}
	got, err := assistance.Compare(slices.Values(cases), assistance.Counties{"甲": county, "丙": county}, assistance.Counties{"甲": county})
	var rows rule.RowErrors
	require.ErrorAs(t, err, &rows)
	require.Len(t, rows, 2)
	assert.Equal(t, 1, rows[0].Row)
	assert.ErrorIs(t, rows[0], rule.ErrMissing)
	assert.Equal(t, 2, rows[1].Row)
	assert.EqualValues(t, 2, got.All.Households())
	empty, err := assistance.Compare(slices.Values([]assistance.Case{}), nil, nil)
	require.NoError(t, err)
	assert.Zero(t, empty.All.Households())
}

func TestCompareAddsUpToWhatBenefitGives(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	before := assistance.Counties{"甲": county, "乙": withStandard(700)}
	other := withStandard(850)
	other.EmploymentCosts, other.PropertyCeiling = assistance.Everyone, unit.Yuan(20_000)
	after := assistance.Counties{"甲": other, "乙": withStandard(700)}
	var cases []assistance.Case
	sums := [2]*big.Rat{new(big.Rat), new(big.Rat)}
	for i := range 5_000 {
		c := assistance.Case{ID: fmt.Sprint(i), County: []string{"甲", "乙"}[i%2], Household: ordinaryHousehold(r)}
		cases = append(cases, c)
		for j, set := range []assistance.Counties{before, after} {
			award, err := assistance.Benefit.Under(set[c.County]).Eval(c.Household)
			require.NoError(t, err)
			sums[j].Add(sums[j], big.NewRat(award.Amount.Fen(), 100))
		}
	}
	got, err := assistance.Compare(slices.Values(cases), before, after)
	require.NoError(t, err)
	assert.Zero(t, sums[0].Cmp(got.All.Before.Rat()))
	assert.Zero(t, sums[1].Cmp(got.All.After.Rat()))
	var counties, sizes unit.Total
	for _, g := range got.ByCounty {
		counties.Merge(g.Change())
	}
	for _, g := range got.BySize {
		sizes.Merge(g.Change())
	}
	assert.Equal(t, got.All.Change(), counties)
	assert.Equal(t, got.All.Change(), sizes)
	assert.Zero(t, got.ByCounty[0].Gain+got.ByCounty[0].Lose, "乙 changes nothing")
}

func ExampleCompare() {
	cases := []assistance.Case{{ID: "1", County: "sample", Household: sampleHousehold}}
	now := assistance.Counties{"sample": sampleCounty}
	weighed := assistance.Counties{"sample": {Standard: unit.Yuan(840), PropertyCeiling: sampleCounty.PropertyCeiling}}
	impact, err := assistance.Compare(slices.Values(cases), now, weighed)
	if err != nil {
		fmt.Println(err)
		return
	}
	year, err := impact.All.Year()
	fmt.Println(impact.All.Gain, "gains;", impact.All.Change(), "a month,", year, "a year", err)
	// Output: 1 gains; 120.00 a month, 1440.00 a year <nil>
}

func payment(t *testing.T, id string, standard int32, rounding unit.Rounding, income string, members int32) assistance.Payment {
	t.Helper()
	p, err := assistance.NewPayment(id, assistance.Standard{Monthly: unit.Yuan(standard), Rounding: rounding},
		assistance.Means{Income: unit.MustParseMoney(income), Members: members})
	require.NoError(t, err)
	return p
}

func TestReconcileGivesEachDifferenceItsCauses(t *testing.T) {
	up, fen := unit.UpToYuan, unit.UpToFen
	altered := payment(t, "altered", 800, up, "500", 1) // 300, raised by hand to 900
	altered.Amount = unit.Yuan(900)
	sealedWrong := payment(t, "rule", 800, up, "500", 1)
	sealedWrong.Amount = unit.Yuan(301) // a row that an earlier version really gave
	sealedWrong.Version = 0
	sealedWrong = reseal(t, sealedWrong)
	paid := []assistance.Payment{
		payment(t, "same", 800, up, "500", 1),
		payment(t, "facts", 800, up, "500", 1),          // 300
		payment(t, "standard", 800, up, "500", 1),       // 300
		payment(t, "rounding", 800, fen, "500.50", 1),   // 299.50
		payment(t, "everything", 800, fen, "500.50", 1), // 299.50
		payment(t, "gone", 800, up, "500", 1),           // 300
		payment(t, "twice", 800, up, "500", 1),          // 300
		payment(t, "twice", 800, up, "500", 1),
		payment(t, "nothing-and-gone", 800, up, "900", 1), // 0
		altered, sealedWrong,
	}
	due := []assistance.Payment{
		payment(t, "rule", 800, up, "500", 1),
		payment(t, "altered", 800, up, "500", 1),
		payment(t, "twice", 800, up, "500", 1),
		payment(t, "everything", 850, up, "400.50", 1), // 449.50 → 450
		payment(t, "rounding", 800, up, "500.50", 1),   // 300
		payment(t, "standard", 850, up, "500", 1),      // 350
		payment(t, "facts", 800, up, "600", 1),         // 200
		payment(t, "same", 800, up, "500", 1),
		payment(t, "new", 800, up, "100", 1), // 700
		payment(t, "new", 800, up, "200", 1), // a double: the first stands
		payment(t, "not-eligible", 800, up, "900", 1),
	}
	for range 3 { // whatever the order
		got, err := assistance.Reconcile(slices.Values(paid), slices.Values(due))
		require.NoError(t, err)
		parts := map[string]string{}
		for _, d := range got.Differences {
			sum := d.Paid.Fen()
			for _, p := range d.Parts {
				parts[d.ID] += fmt.Sprintf("%v %v; ", p.Cause, p.Amount)
				sum += p.Amount.Fen()
			}
			assert.Equal(t, d.Due.Fen(), sum, "the parts of %s add up", d.ID)
		}
		assert.Equal(t, map[string]string{
			"facts":      "facts -100.00; ",
			"standard":   "standard 50.00; ",
			"rounding":   "rounding 0.50; ",
			"everything": "facts 100.00; standard 50.00; rounding 0.50; ",
			"gone":       "not-due -300.00; ",
			"twice":      "not-due -300.00; ",
			"new":        "not-paid 700.00; ",
			"altered":    "altered -600.00; ",
			"rule":       "rule -1.00; ",
		}, parts)
		assert.EqualValues(t, 2, got.Matched, "same, and the first of twice")
		assert.Equal(t, []string{"twice"}, got.PaidTwice)
		assert.Equal(t, []string{"new"}, got.DueTwice)
		assert.Equal(t, "901.00", got.Arrears.String(), "50 + 0.50 + 150.50 + 700")
		assert.Equal(t, "1301.00", got.Recover.String(), "100 + 300 + 300 + 600 + 1")
		slices.Reverse(paid)
	}
}

// reseal gives a row the seal that its content has.
func reseal(t *testing.T, p assistance.Payment) assistance.Payment {
	t.Helper()
	sealed, err := p.Sealed()
	require.NoError(t, err)
	return sealed
}

func TestReconcileNamesAnAlteredRowThatPaysTheSame(t *testing.T) {
	p := payment(t, "x", 800, unit.UpToYuan, "500", 1)
	due := []assistance.Payment{p}
	p.Version = 9
	got, err := assistance.Reconcile(slices.Values([]assistance.Payment{p}), slices.Values(due))
	require.NoError(t, err)
	require.Len(t, got.Differences, 1)
	assert.Equal(t, []assistance.Part{{Cause: assistance.Altered}}, got.Differences[0].Parts)

	got, err = assistance.Reconcile(slices.Values([]assistance.Payment{p}), slices.Values([]assistance.Payment{}))
	require.NoError(t, err)
	require.Len(t, got.Differences, 1, "a row that nothing stands against is looked at as well")
	assert.Equal(t, []assistance.Part{{Cause: assistance.Altered}, {Cause: assistance.NotDue, Amount: p.Amount.Neg()}}, got.Differences[0].Parts)
	assert.Equal(t, "300.00", got.Recover.String())
}

func TestReconcileRefuses(t *testing.T) {
	good := payment(t, "x", 800, unit.UpToYuan, "500", 1)
	bad := good
	bad.Means.Members = 0
	var row *rule.RowError
	nameless, below, other := good, good, bad
	nameless.ID, below.Amount, other.ID = "", unit.Yuan(-500), "other"
	for _, c := range []struct {
		row  assistance.Payment
		want error
	}{
		{bad, rule.ErrRange}, {other, rule.ErrRange}, {reseal(t, nameless), rule.ErrMissing},
		{reseal(t, below), rule.ErrRange}, {assistance.Payment{}, rule.ErrMissing},
	} {
		for i, paid := range [][]assistance.Payment{{c.row}, {good, c.row}} {
			got, err := assistance.Reconcile(slices.Values(paid), slices.Values([]assistance.Payment{good}))
			require.ErrorAs(t, err, &row)
			assert.Equal(t, i, row.Row)
			assert.ErrorIs(t, err, c.want)
			assert.Equal(t, assistance.Reconciliation{}, got)
		}
	}
	_, err := assistance.Reconcile(slices.Values([]assistance.Payment{}), slices.Values([]assistance.Payment{reseal(t, below)}))
	assert.ErrorIs(t, err, rule.ErrRange)
	_, err = assistance.Payment{Outcome: 99}.Sealed()
	assert.ErrorIs(t, err, rule.ErrInvalid)
	_, err = assistance.Reconcile(slices.Values([]assistance.Payment{good}), slices.Values([]assistance.Payment{good, bad}))
	require.ErrorAs(t, err, &row)
	assert.Equal(t, 1, row.Row)
	assert.ErrorIs(t, err, rule.ErrInvalid)
	_, err = assistance.NewPayment("x", assistance.Standard{}, good.Means)
	assert.ErrorIs(t, err, rule.ErrMissing)
}

func ExampleReconcile() {
	means := assistance.Means{Income: unit.Yuan(1_000), Members: 3}
	paid, err := assistance.NewPayment("household-1", assistance.Standard{Monthly: unit.Yuan(800)}, means)
	if err != nil {
		fmt.Println(err)
		return
	}
	due, err := assistance.NewPayment("household-1", assistance.Standard{Monthly: unit.Yuan(820)}, means)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := assistance.Reconcile(slices.Values([]assistance.Payment{paid}), slices.Values([]assistance.Payment{due}))
	for _, d := range r.Differences {
		fmt.Println(d.ID, d.Paid, d.Due, d.Parts[0].Cause, d.Parts[0].Amount)
	}
	fmt.Println("arrears", r.Arrears, err)
	// Output:
	// household-1 1400.00 1460.00 standard 60.00
	// arrears 60.00 <nil>
}
