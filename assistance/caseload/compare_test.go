package caseload_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// county holds made-up parameters: the plan leaves them to the county.
var county = assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}

func single(income int32) assistance.Household {
	return assistance.Household{Area: assistance.Urban, Property: rule.Give(unit.Yuan(0)), Members: []assistance.Member{{Income: unit.Yuan(income)}}}
}

func withStandard(yuan int32) assistance.AllowancePolicy {
	c := county
	c.Standard = unit.Yuan(yuan)
	return c
}

// anyHousehold makes a household that is answered.
func anyHousehold(r *rand.Rand) assistance.Household {
	h := assistance.Household{
		Area:     assistance.Area(1 + r.IntN(2)),
		Members:  make([]assistance.Member, 1+r.IntN(6)),
		Property: rule.Give(unit.Fen(int32(r.IntN(20_000_000)))),
	}
	for i := range h.Members {
		h.Members[i] = assistance.Member{Income: unit.Fen(int32(r.IntN(120_000))), EmploymentCost: unit.Fen(int32(r.IntN(20_000)))}
	}
	return h
}

func TestCompareSaysWhoGainsLosesEntersAndLeaves(t *testing.T) {
	cases := []caseload.Case{
		{ID: "gains", County: "甲", Household: single(500)},     // 300 → 400
		{ID: "enters", County: "甲", Household: single(850)},    // 0 → 50
		{ID: "unchanged", County: "甲", Household: single(950)}, // 0 → 0
		{ID: "loses", County: "乙", Household: single(500)},     // 300 → 200
		{ID: "leaves", County: "乙", Household: single(750)},    // 50 → 0
	}
	before := caseload.Counties{"甲": withStandard(800), "乙": withStandard(800)}
	after := caseload.Counties{"甲": withStandard(900), "乙": withStandard(700)}
	got, err := caseload.Compare(slices.Values(cases), before, after)
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
	cases := []caseload.Case{
		{County: "甲", Household: single(500)},
		{County: "丙", Household: single(500)},
		{County: "甲", Household: assistance.Household{}},
		{County: "甲", Household: single(700)},
	}
	got, err := caseload.Compare(slices.Values(cases), caseload.Counties{"甲": county, "丙": county}, caseload.Counties{"甲": county})
	var rows rule.RowErrors
	require.ErrorAs(t, err, &rows)
	require.Len(t, rows, 2)
	assert.Equal(t, 1, rows[0].Row)
	assert.ErrorIs(t, rows[0], rule.Missing)
	assert.Equal(t, 2, rows[1].Row)
	assert.EqualValues(t, 2, got.All.Households())
	got, err = caseload.Compare(slices.Values([]caseload.Case{{County: "\xbc\xd7", Household: single(1)}}), caseload.Counties{"\xbc\xd7": county}, caseload.Counties{"\xbc\xd7": county})
	assert.ErrorIs(t, err, rule.Syntax, "a county's name in GBK")
	assert.Empty(t, got.ByCounty)
	_, err = caseload.Compare(nil, nil, nil)
	assert.ErrorIs(t, err, rule.Missing)
	empty, err := caseload.Compare(slices.Values([]caseload.Case{}), nil, nil)
	require.NoError(t, err)
	assert.Zero(t, empty.All.Households())
}

func TestCompareAddsUpToWhatAllowanceGives(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	before := caseload.Counties{"甲": county, "乙": withStandard(700)}
	other := withStandard(850)
	other.EmploymentCosts, other.PropertyLimit = assistance.Everyone, unit.Yuan(20_000)
	after := caseload.Counties{"甲": other, "乙": withStandard(700)}
	var cases []caseload.Case
	sums := [2]*big.Rat{new(big.Rat), new(big.Rat)}
	for i := range 5_000 {
		c := caseload.Case{ID: fmt.Sprint(i), County: []string{"甲", "乙"}[i%2], Household: anyHousehold(r)}
		cases = append(cases, c)
		for j, set := range []caseload.Counties{before, after} {
			award, err := assistance.Allowance.Under(set[c.County]).Eval(c.Household)
			require.NoError(t, err)
			sums[j].Add(sums[j], big.NewRat(award.Amount.Fen(), 100))
		}
	}
	got, err := caseload.Compare(slices.Values(cases), before, after)
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
	cases := []caseload.Case{{ID: "1", County: "sample", Household: assistance.Household{
		Area:     assistance.Rural,
		Members:  []assistance.Member{{Income: unit.Yuan(1_500), EmploymentCost: unit.Yuan(500)}, {}, {}},
		Property: rule.Give(unit.Yuan(12_000)),
	}}}
	now := caseload.Counties{"sample": county}
	weighed := caseload.Counties{"sample": {Standard: unit.Yuan(840), PropertyLimit: county.PropertyLimit}}
	impact, err := caseload.Compare(slices.Values(cases), now, weighed)
	if err != nil {
		fmt.Println(err)
		return
	}
	year, err := impact.All.Year()
	fmt.Println(impact.All.Gain, "gains;", impact.All.Change(), "a month,", year, "a year", err)
	// Output: 1 gains; 120.00 a month, 1440.00 a year <nil>
}

func TestACaseIsReadAsStrictlyByEncodingJSON(t *testing.T) {
	c := caseload.Case{ID: "户1", County: "寿县", Household: home(assistance.Urban, 3, 1_500)}
	raw, err := json.Marshal(c)
	require.NoError(t, err)
	var got caseload.Case
	require.NoError(t, json.Unmarshal(raw, &got))
	assert.Equal(t, c, got)
	rest := string(raw[len(`{"id":"户1","county":"寿县",`):])
	for text, code := range map[string]rule.Code{
		`{"county":"寿县",` + rest:         rule.Missing,
		`{"id":"户1",` + rest:             rule.Missing,
		`{"name":"甲",` + string(raw[1:]): rule.UnknownField,
	} {
		assert.ErrorIs(t, json.Unmarshal([]byte(text), &got), code, text)
	}
}
