package caseload_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// halfUp rounds 0.40 yuan away, which the rule refuses: nobody eligible is paid nothing.
func halfUp(standard int32) assistance.AllowancePolicy {
	p := withStandard(standard)
	p.Rounding = unit.HalfUpToYuan
	return p
}

// TestWhatTheSecondHalfOfTheRuleRefusesIsNamed in a list of what is due and in a comparison, on either side: the means
// are in order, the award is not.
func TestWhatTheSecondHalfOfTheRuleRefusesIsNamed(t *testing.T) {
	lacks := assistance.Household{Area: assistance.Urban, Property: rule.Give(unit.Yuan(0)), Members: []assistance.Member{{Income: unit.MustParseMoney("799.60")}}}
	c := caseload.Case{ID: "户1", County: "寿县", Household: lacks}
	book := bookOf(t, caseload.Standards{Urban: halfUp(800), Rural: halfUp(800)})
	month := unit.MustParseMonth("2023-09")
	for p, err := range caseload.Due(context.Background(), slices.Values([]caseload.Case{c}), book, month, rule.Batch{}) {
		assert.ErrorIs(t, err, rule.Range)
		assert.Equal(t, caseload.Payment{ID: "户1"}, p)
	}
	up, down := caseload.Counties{"寿县": withStandard(800)}, caseload.Counties{"寿县": halfUp(800)}
	for _, sides := range [][2]caseload.Counties{{down, up}, {up, down}} {
		got, err := caseload.Compare(slices.Values([]caseload.Case{c}), sides[0], sides[1])
		var rows rule.RowErrors
		require.ErrorAs(t, err, &rows)
		assert.Len(t, rows, 1)
		assert.ErrorIs(t, rows[0], rule.Range)
		assert.Zero(t, got.All.Households())
		assert.Empty(t, got.ByCounty)
	}
}

func bookOf(t *testing.T, s caseload.Standards) caseload.Book {
	t.Helper()
	entries := anyStandards(t).Entries()
	for i := range entries {
		entries[i].Parameters = s
	}
	book, err := dated.New(dated.Areas{City: "淮南市", Counties: counties}, entries, caseload.Standards.Check)
	require.NoError(t, err)
	return book
}

// TestACaseIsRefusedForItsIDFirst, then for its county, then for its facts; each names itself, and a long name is cut.
func TestACaseIsRefusedForItsIDFirst(t *testing.T) {
	book, month := anyStandards(t), unit.MustParseMonth("2023-09")
	good := caseload.Case{ID: "户1", County: "寿县", Household: home(assistance.Rural, 2, 700)}
	for _, c := range []struct {
		change func(*caseload.Case)
		code   rule.Code
		field  string
	}{
		{func(c *caseload.Case) { c.ID, c.County, c.Household.Members = "", "外县", nil }, rule.Missing, "id"},
		{func(c *caseload.Case) { c.ID, c.County = "\xbb", "外县" }, rule.Syntax, "id"},
		{func(c *caseload.Case) { c.County, c.Household.Members = "外县", nil }, rule.Invalid, "county"},
		{func(c *caseload.Case) { c.County = "" }, rule.Missing, "county"},
		{func(c *caseload.Case) { c.Household.Members = nil }, rule.Range, "members"},
		{func(c *caseload.Case) { c.Household.Area = 3 }, rule.Invalid, "area"},
		{func(c *caseload.Case) { c.Household.Area = 5 }, rule.Invalid, "area"}, // a bit of an urban one
		{func(c *caseload.Case) { c.Household.Area = 6 }, rule.Invalid, "area"},
	} {
		bad := good
		c.change(&bad)
		for r, err := range caseload.Run(context.Background(), slices.Values([]caseload.Case{bad}), book, month, rule.Batch{}) {
			require.ErrorIs(t, err, c.code, bad)
			var row *rule.RowError
			require.ErrorAs(t, err, &row)
			assert.Equal(t, c.field, rule.Faults(row.Err)[0].Field)
			assert.Equal(t, caseload.Result{ID: bad.ID, County: bad.County}, r)
		}
		for p, err := range caseload.Due(context.Background(), slices.Values([]caseload.Case{bad}), book, month, rule.Batch{}) {
			require.Error(t, err, bad)
			assert.Equal(t, caseload.Payment{ID: bad.ID}, p)
		}
	}
	long := good
	long.County = strings.Repeat("x", 64)
	value := func() string {
		for _, err := range caseload.Run(context.Background(), slices.Values([]caseload.Case{long}), book, month, rule.Batch{}) {
			var row *rule.RowError
			require.ErrorAs(t, err, &row)
			return rule.Faults(row.Err)[0].Value
		}
		return ""
	}
	assert.Equal(t, `"`+long.County+`"`, value())
	long.County += "y"
	assert.Equal(t, `"`+long.County[:64]+`"…`, value())
}

// TestListsOfManyParametersAreReconciled: more than are kept at a time, so that the first are made anew.
func TestListsOfManyParametersAreReconciled(t *testing.T) {
	var paid, due []caseload.Payment
	for i := range int32(1_100) {
		paid = append(paid, payment(t, fmt.Sprint(i), 500+i, unit.UpToYuan, "100", 1))
		due = append(due, payment(t, fmt.Sprint(i), 501+i, unit.UpToYuan, "100", 1))
	}
	got, err := caseload.Reconcile(slices.Values(paid), slices.Values(due))
	require.NoError(t, err)
	requireSums(t, got, paid, due)
	assert.Equal(t, []caseload.CauseTotal{{Cause: caseload.OtherStandard, Count: 1_100, Amount: got.Arrears}}, got.ByCause)
	assert.Equal(t, "1100.00", got.Arrears.String())
}

// TestDecilesOfChangesAreNearestRanks: what Compare gives, against the sorted list of changes.
func TestDecilesOfChangesAreNearestRanks(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	before, after := caseload.Counties{"甲": withStandard(700)}, caseload.Counties{"甲": withStandard(760)}
	for n := 1; n <= 33; n++ {
		var cases []caseload.Case
		var changes []unit.Money
		for i := range n {
			income := 640 + int32(r.IntN(130))
			cases = append(cases, caseload.Case{ID: fmt.Sprint(i), County: "甲", Household: single(income)})
			changes = append(changes, unit.Yuan(max(760-income, 0)-max(700-income, 0)))
		}
		slices.SortFunc(changes, unit.Money.Cmp)
		got, err := caseload.Compare(slices.Values(cases), before, after)
		require.NoError(t, err)
		for k, d := range got.Deciles {
			rank := 1
			for rank*10 < n*k { // the first that k tenths do not exceed
				rank++
			}
			require.Equal(t, changes[rank-1], d, "%d of %d", k, n)
		}
	}
}

// TestAnEndedSequenceEndsTheSum: what is no row's error is returned alone.
func TestAnEndedSequenceEndsTheSum(t *testing.T) {
	over := errors.New("over")
	good := caseload.Arrear{ID: "户1", County: "寿县", Month: unit.MustParseMonth("2023-07"), Paid: unit.Yuan(1), Owed: unit.Yuan(2)}
	sum, err := caseload.SumArrears(func(yield func(caseload.Arrear, error) bool) {
		if yield(good, nil) && yield(caseload.Arrear{}, &rule.RowError{Row: 1, Err: rule.Missing}) && yield(caseload.Arrear{}, over) {
			t.Error("it goes on")
		}
	})
	assert.Equal(t, over, err)
	assert.Equal(t, caseload.ArrearsSummary{}, sum)
}

// TestArrearsStandInOrder of months, and counties by name, in whatever order the rows come; a month of which all stands
// twice is in none of them. What was overpaid and stands twice is taken back like what is owed.
func TestArrearsStandInOrder(t *testing.T) {
	row := func(id, county, month string, paid, owed int32) caseload.Arrear {
		return caseload.Arrear{ID: id, County: county, Month: unit.MustParseMonth(month), Award: assistance.Award{Amount: unit.Yuan(paid + owed)}, Paid: unit.Yuan(paid), Owed: unit.Yuan(owed)}
	}
	rows := []caseload.Arrear{
		row("1", "寿县", "2023-09", 1, 10), row("1", "凤台县", "2022-12", 2, -2), row("1", "寿县", "2023-07", 3, 0), row("2", "凤台县", "2023-07", 4, 5),
		row("3", "大通区", "2021-01", 9, -9), row("3", "大通区", "2021-01", 9, -9),
	}
	sum, err := caseload.SumArrears(func(yield func(caseload.Arrear, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	})
	require.ErrorIs(t, err, rule.Duplicate)
	say := func(list []caseload.MonthArrears) (out []string) {
		for _, m := range list {
			out = append(out, fmt.Sprint(m.Month, " ", m.Months, m.Owing, m.Overpaid, " ", m.Due, " ", m.Paid, " ", m.Arrears, " ", m.Recover))
		}
		return out
	}
	assert.Equal(t, []string{"2022-12 1 0 1 0.00 2.00 0.00 2.00", "2023-07 2 1 0 12.00 7.00 5.00 0.00", "2023-09 1 1 0 11.00 1.00 10.00 0.00"}, say(sum.ByMonth))
	require.Len(t, sum.ByCounty, 2)
	assert.Equal(t, []string{"凤台县", "寿县"}, []string{sum.ByCounty[0].County, sum.ByCounty[1].County})
	assert.Equal(t, []string{"2023-07 1 0 0 3.00 3.00 0.00 0.00", "2023-09 1 1 0 11.00 1.00 10.00 0.00"}, say(sum.ByCounty[1].ByMonth))
	assert.Equal(t, [3]int64{4, 2, 1}, [3]int64{sum.All.Months, sum.All.Owing, sum.All.Overpaid})
	assert.Equal(t, "15.00 2.00", fmt.Sprint(sum.All.Arrears, " ", sum.All.Recover))
}

// TestAVisitTellsWhatSpeaksAgainstTheClassItHad: of each class, once; and bounds of property are included for the
// edge as for the allowance.
func TestAVisitTellsWhatSpeaksAgainstTheClassItHad(t *testing.T) {
	household := func(change func(*assistance.Applicant)) caseload.Watched {
		h := watched("户1", "寿县", "寿春镇", assistance.Urban, 1_000)
		change(&h.Applicant)
		return h
	}
	alone := func(a *assistance.Applicant) { a.NoWorkAbility, a.NoSupporter = true, true }
	for _, c := range []struct {
		was, is func(*assistance.Applicant)
		want    string
	}{
		{alone, func(a *assistance.Applicant) { a.NoWorkAbility = true }, "extreme-poverty allowance supporter"},
		{func(*assistance.Applicant) {}, func(a *assistance.Applicant) { a.Property = unit.MustParseMoney("60000.01") }, "allowance edge property"},
		{func(a *assistance.Applicant) { a.Income, a.YearIncome = unit.Yuan(2_000), unit.Yuan(24_000) },
			func(a *assistance.Applicant) {
				a.Income, a.YearIncome, a.Medical = unit.Yuan(2_400), unit.Yuan(28_800), unit.Yuan(20_000)
			}, "edge rigid-spending income"},
		{func(a *assistance.Applicant) {
			a.Income, a.YearIncome, a.Medical = unit.Yuan(2_400), unit.Yuan(28_800), unit.Yuan(20_000)
		}, func(a *assistance.Applicant) { a.Income, a.YearIncome = unit.Yuan(2_400), unit.Yuan(28_800) }, "rigid-spending none spending"},
	} {
		m, err := caseload.Monitor(slices.Values([]caseload.Watched{household(c.was)}), slices.Values([]caseload.Watched{household(c.is)}), watchOf(t, 0))
		require.NoError(t, err)
		require.Len(t, m.Visits, 1)
		v := m.Visits[0]
		assert.Equal(t, caseload.Risen, v.Move)
		assert.Equal(t, c.want, fmt.Sprint(v.Was, " ", v.Is, " ", v.Reason))
	}
	for property, want := range map[string]bool{"80000.00": true, "80000.01": false} {
		h := household(func(a *assistance.Applicant) { a.Income, a.Property = unit.Yuan(2_352), unit.MustParseMoney(property) })
		m, err := caseload.Monitor(slices.Values([]caseload.Watched{}), slices.Values([]caseload.Watched{h}), watchOf(t, 0))
		require.NoError(t, err)
		assert.Equal(t, want, !m.Visits[0].Near.IsZero(), property)
	}
	for property, want := range map[string]bool{"40000.00": true, "40000.01": false} {
		h := household(func(a *assistance.Applicant) {
			alone(a)
			a.Income, a.SupportIncome, a.Property = unit.Yuan(900), rule.Give(unit.Yuan(1_568)), unit.MustParseMoney(property)
		})
		m, err := caseload.Monitor(slices.Values([]caseload.Watched{}), slices.Values([]caseload.Watched{h}), watchOf(t, 0))
		require.NoError(t, err)
		assert.Equal(t, want, !m.Visits[0].Near.IsZero(), property)
	}
}

// TestTheRuleOfACountyIsInItsName: counties that follow the city go by one document, and a record tells which of them was
// asked for; one with a document of its own goes by that.
func TestTheRuleOfACountyIsInItsName(t *testing.T) {
	m, err := caseload.InMonth(anyStandards(t), unit.MustParseMonth("2023-09"))
	require.NoError(t, err)
	for range 2 {
		for _, county := range append([]string{"淮南市"}, counties...) {
			for _, a := range []assistance.Area{assistance.Urban, assistance.Rural} {
				r, err := m.Rule(county, a)
				require.NoError(t, err)
				d, err := r.Explain(home(a, 1, 0))
				require.NoError(t, err)
				require.Len(t, d.Notices, 1)
				n := d.Notices[0]
				want := map[string][3]string{"寿县": {"寿县", "", "760.00 740.00"}, "淮南市": {"淮南市", "", "784.00 755.00"}}[county]
				if want[0] == "" {
					want = [3]string{"淮南市", county, "784.00 755.00"}
				}
				standards := strings.Fields(want[2])
				assert.Equal(t, []string{want[0], want[1]}, []string{n.Area, n.For})
				assert.Equal(t, standards[2-int(a)], d.Answer.Amount.String(), "%s %s", county, a)
			}
		}
	}
	_, err = m.Rule("外县", assistance.Urban)
	assert.ErrorIs(t, err, rule.Invalid)
	_, err = m.Rule("寿县", 0)
	assert.ErrorIs(t, err, rule.Missing)
}
