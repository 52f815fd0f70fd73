package caseload_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/big"
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

// TestARunDecidesEachCaseByItsCounty: the same answers as one case at a time under the
// parameters that the book gives, in order, on any number of goroutines.
func TestARunDecidesEachCaseByItsCounty(t *testing.T) {
	book := anyStandards(t)
	cases := anyCases(3_000)
	for i := range cases {
		switch i % 101 {
		case 7:
			cases[i].County = "凤阳县"
		case 8:
			cases[i].County = "淮南市" // its own districts may be booked under the city
		case 9:
			cases[i].Household.Members = nil
		case 10:
			cases[i].Household.Area = 0
		}
	}
	for _, month := range []string{"2022-07", "2023-06", "2023-07", "2024-01"} {
		m := unit.MustParseMonth(month)
		for _, b := range []rule.Batch{{}, {Workers: 3, Rows: 64}} {
			i := 0
			for r, err := range caseload.Run(context.Background(), slices.Values(cases), book, m, b) {
				c := cases[i]
				require.Equal(t, c.ID, r.ID)
				require.Equal(t, c.County, r.County)
				f, wantErr := book.At(c.County, m)
				var want assistance.Award
				if wantErr == nil {
					p := f.Parameters.Urban
					if c.Household.Area == assistance.Rural {
						p = f.Parameters.Rural
					}
					want, wantErr = assistance.Allowance.Under(p).Eval(c.Household)
				}
				require.Equal(t, want, r.Award, c)
				if wantErr == nil {
					require.NoError(t, err)
				} else {
					var row *rule.RowError
					require.ErrorAs(t, err, &row)
					require.Equal(t, i, row.Row)
					require.Equal(t, rule.Faults(wantErr)[0].Code, rule.Faults(row.Err)[0].Code)
				}
				i++
			}
			require.Equal(t, len(cases), i)
		}
	}
}

func TestARunWithoutAStandard(t *testing.T) {
	book := anyStandards(t)
	one := slices.Values(anyCases(3))
	n := 0
	for r, err := range caseload.Run(context.Background(), one, book, unit.MustParseMonth("2022-06"), rule.Batch{}) {
		var row *rule.RowError
		require.ErrorAs(t, err, &row, "the county has no standard yet: its cases are refused, the run goes on")
		assert.ErrorIs(t, err, rule.Range)
		assert.NotEmpty(t, r.ID)
		n++
	}
	assert.Equal(t, 3, n)
	for name, seq := range map[string]iter.Seq2[caseload.Result, error]{
		"no book":  caseload.Run(context.Background(), one, caseload.Book{}, unit.MustParseMonth("2022-07"), rule.Batch{}),
		"no month": caseload.Run(context.Background(), one, book, unit.Month{}, rule.Batch{}),
		"no cases": caseload.Run(context.Background(), nil, book, unit.MustParseMonth("2022-07"), rule.Batch{}),
	} {
		n := 0
		for _, err := range seq {
			var row *rule.RowError
			assert.Error(t, err, name)
			assert.False(t, errors.As(err, &row), name)
			n++
		}
		assert.Equal(t, 1, n, name)
	}
	var none caseload.Month
	_, err := none.Rule("寿县", assistance.Urban)
	assert.ErrorIs(t, err, rule.Invalid)
	bad := twoSides(0, 700)
	bad.Rural.PropertyLimit = unit.Yuan(0)
	err = bad.Check()
	assert.ErrorIs(t, err, rule.Missing)
	assert.Len(t, rule.Faults(err), 2)
	assert.Equal(t, "urban.standard", rule.Faults(err)[0].Field)
	assert.Zero(t, bad.For(0))
}

// TestStandardsAreReadFromATable: urban and rural parameters are columns, and a bad one is named.
func TestStandardsAreReadFromATable(t *testing.T) {
	const table = "area,from,published,document,urban.standard,urban.property_limit,rural.standard,rural.property_limit,rural.rounding\n" +
		"淮南市,2022-07,2022-06-30,样例〔2022〕1号,725,30000,708,28000,up/jiao\n"
	areas := dated.Areas{City: "淮南市", Counties: counties}
	book, err := dated.ReadCSV(strings.NewReader(table), areas, caseload.Standards.Check)
	require.NoError(t, err)
	f, err := book.At("寿县", unit.MustParseMonth("2022-07"))
	require.NoError(t, err)
	assert.Equal(t, unit.Yuan(28_000), f.Parameters.Rural.PropertyLimit)
	assert.Equal(t, `{"urban":{"standard":"725.00","property_limit":"30000.00"},"rural":{"standard":"708.00","property_limit":"28000.00","rounding":"up/jiao"}}`, string(f.Notice().Gives))
	for old, c := range map[string]struct{ new, field string }{
		",708,":    {",,", "rows[0].rural.standard"},
		"708":      {"0", "rows[0].rural.standard"},
		"up/jiao":  {"up", "rows[0].rural.rounding"},
		"urban.st": {"town.st", "columns"},
	} {
		_, err := dated.ReadCSV(strings.NewReader(strings.Replace(table, old, c.new, 1)), areas, caseload.Standards.Check)
		assert.Equal(t, c.field, rule.Faults(err)[0].Field)
		assert.Contains(t, rule.Faults(err).In(rule.Chinese), "第2行")
	}
}

func TestARunDoesNotAllocateForACase(t *testing.T) {
	if race {
		t.Skip("the race detector allocates")
	}
	book, month := anyStandards(t), unit.MustParseMonth("2023-09")
	cases := anyCases(10_000)
	count := func(n int) float64 {
		return testing.AllocsPerRun(3, func() {
			for _, err := range caseload.Run(context.Background(), slices.Values(cases[:n]), book, month, rule.Batch{}) {
				if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	assert.InDelta(t, count(10), count(10_000), 5)
	paid := make([]caseload.PaidMonth, len(cases))
	for i, c := range cases {
		paid[i] = caseload.PaidMonth{Case: c, Month: month}
	}
	owed := func(n int) float64 {
		return testing.AllocsPerRun(3, func() {
			for _, err := range caseload.Arrears(context.Background(), slices.Values(paid[:n]), book, rule.Batch{}) {
				if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	assert.InDelta(t, owed(10), owed(10_000), 5)
}

// TestADecisionOfARunIsReplayed: its record names the document, and holds against the book also
// after a later notice.
func TestADecisionOfARunIsReplayed(t *testing.T) {
	book, err := huainan()
	require.NoError(t, err)
	july := unit.MustParseMonth("2023-07")
	decided := unit.MustParseDay("2023-07-10")
	record := func(b caseload.Book) string {
		m, err := caseload.InMonth(b, july)
		require.NoError(t, err)
		r, err := m.Rule("寿县", assistance.Rural)
		require.NoError(t, err)
		d, err := r.Explain(home(assistance.Rural, 2, 700))
		require.NoError(t, err)
		raw, err := d.For(rule.Subject{Case: "户2", Month: july}).AppendJSON(nil)
		require.NoError(t, err)
		return string(raw)
	}
	then := record(book.AsKnownOn(decided))
	assert.Contains(t, then, `{"path":"standard","from":"notice","notice":"样例〔2022〕1号","since":"2022-07"}`)
	before := slices.DeleteFunc(book.Entries(), func(e dated.Entry[caseload.Standards]) bool { return e.Published.After(decided) })
	old, err := dated.New(dated.Areas{City: "淮南市", Counties: counties}, before)
	require.NoError(t, err)
	old, err = dated.Map(old, func(s caseload.Standards) (caseload.Standards, error) { return s, nil }, "urban.standard", "rural.standard")
	require.NoError(t, err)
	assert.Equal(t, record(old), then, "as it was decided, before the later notice was known")
	gazettes, err := caseload.Gazettes(book)
	require.NoError(t, err)
	c, err := rule.NewCatalog(assistance.Allowance)
	require.NoError(t, err)
	for _, rec := range []string{then, record(book)} {
		report, err := c.WithGazettes(gazettes...).Replay([]byte(rec))
		require.NoError(t, err)
		assert.True(t, report.Holds(), report.Differences)
	}
	_, err = caseload.Gazettes(caseload.Book{})
	assert.ErrorIs(t, err, rule.NotWhole)
}

// TestArrearsOnTwelveRows: four households, three months, by hand. The standards are 725 and 708 as
// paid, 784 and 755 as due.
func TestArrearsOnTwelveRows(t *testing.T) {
	book, err := huainan()
	require.NoError(t, err)
	urban3, rural2, town2 := home(assistance.Urban, 3, 1_500), home(assistance.Rural, 2, 700), home(assistance.Urban, 2, 700)
	rural5, edge := home(assistance.Rural, 5, 100), home(assistance.Urban, 1, 750)
	var rows []caseload.PaidMonth
	want := []string{}
	add := func(id, county, month string, h assistance.Household, paid, due, owed string) {
		rows = append(rows, caseload.PaidMonth{Case: caseload.Case{ID: id, County: county, Household: h}, Month: unit.MustParseMonth(month), Paid: unit.MustParseMoney(paid)})
		want = append(want, id+" "+month+" "+due+" "+owed)
	}
	// Stays as it is: 3×784−1500 = 852, less 3×725−1500 = 675.
	add("户1", "田家庵区", "2023-07", urban3, "675.00", "852.00", "177.00")
	add("户1", "田家庵区", "2023-08", urban3, "675.00", "852.00", "177.00")
	add("户1", "田家庵区", "2023-09", urban3, "675.00", "852.00", "177.00")
	// Moves to town in August: 2×755−700 = 810, less 716; 2×784−700 = 868, less 2×725−700 = 750.
	add("户2", "寿县", "2023-07", rural2, "716.00", "810.00", "94.00")
	add("户2", "潘集区", "2023-08", town2, "750.00", "868.00", "118.00")
	add("户2", "潘集区", "2023-09", town2, "750.00", "868.00", "118.00")
	// A child is born in August, in September it was paid twice by mistake: 5×755−100 = 3675 against
	// 5×708−100 = 3440, then with a fifth member left out 4×755−100 = 2920.
	add("户3", "凤台县", "2023-07", home(assistance.Rural, 4, 100), "2732.00", "2920.00", "188.00")
	add("户3", "凤台县", "2023-08", rural5, "3440.00", "3675.00", "235.00")
	add("户3", "凤台县", "2023-09", rural5, "6880.00", "3675.00", "-3205.00")
	// Not eligible at 725, eligible at 784: 784−750 = 34. Leaves after two months; in the last only an
	// income above both was reported.
	add("户4", "大通区", "2023-07", edge, "0.00", "34.00", "34.00")
	add("户4", "大通区", "2023-08", edge, "0.00", "34.00", "34.00")
	add("户4", "大通区", "2023-09", home(assistance.Urban, 1, 784), "0.00", "0.00", "0.00")
	var got []string
	seq := caseload.Arrears(context.Background(), slices.Values(rows), book, rule.Batch{})
	for a, err := range seq {
		require.NoError(t, err)
		got = append(got, fmt.Sprint(a.ID, " ", a.Month, " ", a.Award.Amount, " ", a.Owed))
	}
	assert.Equal(t, want, got)
	sum, err := caseload.SumArrears(seq)
	require.NoError(t, err)
	// 531 + 330 + 423 + 68 = 1352.00; too much 3205.00.
	assert.Equal(t, "1352.00", sum.All.Arrears.String())
	assert.Equal(t, "3205.00", sum.All.Recover.String())
	assert.Equal(t, []int64{12, 10, 1}, []int64{sum.All.Months, sum.All.Owing, sum.All.Overpaid})
	assert.Equal(t, "-1853.00", sum.All.Due.Sub(sum.All.Paid).String())
	assert.Equal(t, []string{"493.00", "564.00", "295.00"}, []string{sum.ByMonth[0].Arrears.String(), sum.ByMonth[1].Arrears.String(), sum.ByMonth[2].Arrears.String()},
		"177+94+188+34, 177+118+235+34, 177+118")
	require.Len(t, sum.ByCounty, 5)
	for _, c := range sum.ByCounty {
		if c.County == "潘集区" {
			assert.Equal(t, "236.00", c.Arrears.String())
			assert.Len(t, c.ByMonth, 2)
		}
	}
}

// TestArrearsAddUp holds random lists against big.Rat: what was paid as known in the month of
// payment and what was due differ by the notice, to the fen, however the rows are cut.
func TestArrearsAddUp(t *testing.T) {
	book, err := huainan()
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(17, 4))
	months := []unit.Month{unit.MustParseMonth("2022-12"), unit.MustParseMonth("2023-06"), unit.MustParseMonth("2023-07"), unit.MustParseMonth("2023-09"), unit.MustParseMonth("2023-10")}
	standard := func(m unit.Month, a assistance.Area) int64 {
		switch after := !m.Before(unit.MustParseMonth("2023-07")); {
		case after && a == assistance.Urban:
			return 784
		case after:
			return 755
		case a == assistance.Urban:
			return 725
		}
		return 708
	}
	var rows []caseload.PaidMonth
	owed := new(big.Rat)
	bad := 0
	for i, c := range anyCases(2_000) {
		p := caseload.PaidMonth{Case: c, Month: months[r.IntN(len(months))], Paid: unit.Fen(int32(r.IntN(300_000)))}
		if i%97 == 5 {
			p.Paid, bad = unit.Fen(-1), bad+1
			rows = append(rows, p)
			continue
		}
		rows = append(rows, p)
		owed.Add(owed, new(big.Rat).Sub(slowAward(c.Household, standard(p.Month, c.Household.Area)), new(big.Rat).SetFrac64(p.Paid.Fen(), 100)))
	}
	for _, b := range []rule.Batch{{}, {Workers: 3, Rows: 50}} {
		sum, err := caseload.SumArrears(caseload.Arrears(context.Background(), slices.Values(rows), book, b))
		var list rule.RowErrors
		require.ErrorAs(t, err, &list)
		assert.Len(t, list, bad)
		assert.Zero(t, owed.Cmp(sum.All.Due.Sub(sum.All.Paid).Rat()), "%s, want %s", sum.All.Due.Sub(sum.All.Paid), owed.FloatString(2))
		assert.Zero(t, owed.Cmp(sum.All.Arrears.Sub(sum.All.Recover).Rat()))
		var byMonth, byCounty, byBoth unit.Total
		n := int64(0)
		for _, m := range sum.ByMonth {
			byMonth.Merge(m.Arrears)
			n += m.Months
		}
		for _, c := range sum.ByCounty {
			byCounty.Merge(c.Arrears)
			for _, m := range c.ByMonth {
				byBoth.Merge(m.Arrears)
			}
		}
		assert.Equal(t, []unit.Total{sum.All.Arrears, sum.All.Arrears, sum.All.Arrears}, []unit.Total{byMonth, byCounty, byBoth})
		assert.EqualValues(t, len(rows)-bad, n)
		assert.Equal(t, n, sum.All.Months)
	}
}

// slowAward is the award of a household in yuan, by hand: each member's income less costs in the
// country, the lack to the standard, up to the yuan.
func slowAward(h assistance.Household, standard int64) *big.Rat {
	income := new(big.Rat)
	for _, m := range h.Members {
		own := m.Income.Fen()
		if h.Area == assistance.Rural {
			own = max(own-m.EmploymentCost.Fen(), 0)
		}
		income.Add(income, big.NewRat(own, 100))
	}
	n := int64(len(h.Members))
	lack := new(big.Rat).Sub(big.NewRat(standard*n, 1), income)
	property, _ := h.Property.Get()
	if lack.Sign() <= 0 || property.Fen() > 3_000_000*n {
		return new(big.Rat)
	}
	whole := new(big.Int).Add(lack.Num(), new(big.Int).Sub(lack.Denom(), big.NewInt(1)))
	return new(big.Rat).SetInt(whole.Div(whole, lack.Denom()))
}

func TestArrearsRefuse(t *testing.T) {
	book, err := huainan()
	require.NoError(t, err)
	c := caseload.Case{ID: "户1", County: "寿县", Household: home(assistance.Rural, 2, 700)}
	for _, x := range []struct {
		row  caseload.PaidMonth
		code rule.Code
	}{
		{caseload.PaidMonth{Case: c, Month: unit.MustParseMonth("2023-07"), Paid: unit.Yuan(-1)}, rule.Range},
		{caseload.PaidMonth{Case: c}, rule.Missing},
		{caseload.PaidMonth{Case: c, Month: unit.MustParseMonth("2020-06")}, rule.Range},
		{caseload.PaidMonth{Case: caseload.Case{ID: "户1", County: "外县", Household: c.Household}, Month: unit.MustParseMonth("2023-07")}, rule.Invalid},
		{caseload.PaidMonth{Case: caseload.Case{ID: "户\xb0", County: "寿县", Household: c.Household}, Month: unit.MustParseMonth("2023-07")}, rule.Syntax},
		{caseload.PaidMonth{Case: caseload.Case{County: "寿县", Household: c.Household}, Month: unit.MustParseMonth("2023-07")}, rule.Missing},
		{caseload.PaidMonth{Case: caseload.Case{ID: "户1", County: "寿县"}, Month: unit.MustParseMonth("2023-07")}, rule.Missing},
	} {
		for a, err := range caseload.Arrears(context.Background(), slices.Values([]caseload.PaidMonth{x.row}), book, rule.Batch{}) {
			assert.ErrorIs(t, err, x.code)
			assert.Equal(t, x.row.Case.ID, a.ID)
			assert.Zero(t, a.Owed)
		}
	}
	for _, err := range caseload.Arrears(context.Background(), slices.Values([]caseload.PaidMonth{{Case: c}, {Case: c}}), caseload.Book{}, rule.Batch{}) {
		assert.ErrorIs(t, err, rule.NotWhole)
	}
	_, err = caseload.SumArrears(nil)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = caseload.SumArrears(caseload.Arrears(context.Background(), nil, book, rule.Batch{}))
	assert.ErrorIs(t, err, rule.Missing)
	var p caseload.PaidMonth
	assert.ErrorIs(t, p.UnmarshalJSON([]byte(`{"id":"户1","county":"寿县"}`)), rule.Missing)
}

// TestTheRuleOfACaseGoesByItsHousehold, and none is given for an area that is none.
func TestTheRuleOfACaseGoesByItsHousehold(t *testing.T) {
	m, err := caseload.InMonth(anyStandards(t), unit.MustParseMonth("2023-09"))
	require.NoError(t, err)
	for area, want := range map[assistance.Area]string{assistance.Urban: "784.00", assistance.Rural: "755.00"} {
		c := caseload.Case{ID: "1", County: "大通区", Household: assistance.Household{Area: area}}
		r, err := m.RuleOf(&c)
		require.NoError(t, err)
		assert.Equal(t, want, r.Parameters().Standard.String())
	}
	_, err = m.Rule("大通区", 0)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = m.Rule("大通区", 9)
	assert.ErrorIs(t, err, rule.Invalid)
	_, err = m.RuleOf(&caseload.Case{County: "大通区"})
	assert.ErrorIs(t, err, rule.Missing)
	_, err = m.RuleOf(nil)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = m.RuleOf(&caseload.Case{County: "无此县"})
	assert.ErrorIs(t, err, rule.Invalid)
}

// TestAListThatIsNotGivenIsNamed, each of them.
func TestAListThatIsNotGivenIsNamed(t *testing.T) {
	said := func(err error) (s string) {
		for _, f := range rule.Faults(err) {
			s += f.In(rule.Chinese) + "|" + f.In(rule.English) + "|"
		}
		return s
	}
	none := slices.Values([]caseload.Payment{})
	_, err := caseload.Reconcile(none, nil)
	assert.Equal(t, "应发名单：未提供（nil）|due list: was not given (nil)|", said(err))
	_, err = caseload.ReconcileBank(none, nil, nil)
	assert.Equal(t, "拨付名单：未提供（nil）|ordered list: was not given (nil)|应发名单：未提供（nil）|due list: was not given (nil)|", said(err))
	_, err = caseload.Monitor(nil, slices.Values([]caseload.Watched{}), caseload.Watch{})
	assert.Equal(t, "上月名单：未提供（nil）|last list: was not given (nil)|", said(err))
	_, err = caseload.Monitor(slices.Values([]caseload.Watched{}), slices.Values([]caseload.Watched{}),
		caseload.Watch{Last: unit.MustParseMonth("2023-06"), This: unit.MustParseMonth("2023-07")})
	assert.Contains(t, said(err), "标准册为零值，请用dated.New编制")
}
