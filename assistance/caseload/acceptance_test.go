package caseload_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
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

// byHand is a row of testdata/change-of-standard.csv, whose arithmetic is in it.
type byHand struct {
	caseload.Case
	june, paid, due, owed, three unit.Money
}

// twelveByHand reads the twelve households and their sums.
func twelveByHand(t *testing.T) (rows []byHand, sums byHand) {
	t.Helper()
	data, err := os.ReadFile("testdata/change-of-standard.csv")
	require.NoError(t, err)
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))).ReadAll()
	require.NoError(t, err)
	for _, line := range lines[1:] {
		cell := map[string]string{}
		for i, name := range lines[0] {
			cell[name] = line[i]
		}
		money := func(name string) unit.Money {
			m, err := unit.ParseMoney(cell[name])
			require.NoError(t, err, cell["zh"])
			return m
		}
		row := byHand{june: money("june"), paid: money("july_paid"), due: money("july_due"), owed: money("july_owed"), three: money("three_months")}
		if cell["id"] == "" {
			sums = row
			continue
		}
		var area assistance.Area
		require.NoError(t, area.UnmarshalText([]byte(cell["area"])))
		n, err := strconv.Atoi(cell["members"])
		require.NoError(t, err)
		row.Case = caseload.Case{ID: cell["id"], County: cell["county"], Household: assistance.Household{
			Area: area, Members: make([]assistance.Member, n), Property: rule.Give(money("property"))}}
		row.Household.Members[0] = assistance.Member{Income: money("income"), EmploymentCost: money("cost")}
		rows = append(rows, row)
	}
	return rows, sums
}

// fiveCounties are those of the households.
var fiveCounties = []string{"田家庵区", "大通区", "潘集区", "凤台县", "寿县"}

// TestAMonthInWhichTheStandardChanges carries a caseload of five counties through it, by the sample book 样例: the standard
// rises on 1 July, the notice comes on 8 October. June and July are decided, July is reconciled with what the bank
// returns and with sealed rows, and what July to September are owed is summed. The first twelve households are figured by hand; of
// all, each sum is the sum of its parts, and what an integer says of each household.
func TestAMonthInWhichTheStandardChanges(t *testing.T) {
	n := 200_000
	if testing.Short() || race {
		n = 10_000
	}
	book, err := huainan()
	require.NoError(t, err)
	hand, sums := twelveByHand(t)
	require.Len(t, hand, 12)
	cases := make([]caseload.Case, n)
	r := rand.New(rand.NewPCG(20, 23))
	for i := range cases {
		if i < len(hand) {
			cases[i] = hand[i].Case
			continue
		}
		cases[i] = caseload.Case{ID: "N" + strconv.Itoa(i), County: fiveCounties[r.IntN(5)], Household: anyHousehold(r)}
	}
	june, july := unit.MustParseMonth("2023-06"), unit.MustParseMonth("2023-07")
	then := book.AsKnownOn(unit.MustParseDay("2023-07-10"))
	two := rule.Batch{Workers: 2}
	decide := func(b caseload.Book, m unit.Month) (amounts []unit.Money, sum unit.Total) {
		for r, err := range caseload.Run(context.Background(), slices.Values(cases), b, m, two) {
			if err != nil {
				t.Fatal(err)
			}
			amounts = append(amounts, r.Award.Amount)
			sum.Add(r.Award.Amount)
		}
		return amounts, sum
	}
	inJune, _ := decide(book.AsKnownOn(unit.MustParseDay("2023-06-10")), june)
	inJuly, paidInJuly := decide(then, july)
	should, dueInJuly := decide(book, july)
	for i, h := range hand {
		assert.Equal(t, []unit.Money{h.june, h.paid, h.due}, []unit.Money{inJune[i], inJuly[i], should[i]}, h.ID)
	}
	require.True(t, slices.Equal(inJune, inJuly), "by what was known, nothing has changed in July")
	for i := range cases {
		h := &cases[i].Household
		old, raised := int64(725), int64(784)
		if h.Area == assistance.Rural {
			old, raised = 708, 755
		}
		if inJuly[i].Fen() != yuanByInteger(h, old) || should[i].Fen() != yuanByInteger(h, raised) {
			t.Fatal(cases[i], inJuly[i], should[i])
		}
	}
	all := dueInJuly.Sub(paidInJuly)

	// Sealed rows: the standard alone.
	list := func(b caseload.Book) (rows []caseload.Payment) {
		for p, err := range caseload.Due(context.Background(), slices.Values(cases), b, july, two) {
			if err != nil {
				t.Fatal(err)
			}
			rows = append(rows, p)
		}
		return rows
	}
	ordered, due := list(then), list(book)
	sealed, err := caseload.Reconcile(slices.Values(ordered), slices.Values(due))
	require.NoError(t, err)
	requireSums(t, sealed, ordered, due)
	require.Len(t, sealed.ByCause, 1)
	assert.Equal(t, caseload.OtherStandard, sealed.ByCause[0].Cause)
	assert.Equal(t, all, sealed.ByCause[0].Amount)
	assert.Equal(t, all, sealed.Arrears)

	// What the bank returns: ids and amounts. Of every thousandth household that was paid ten yuan came back, every
	// 1,500th is missing, every 2,000th stands twice, and one is nobody's.
	var returned []caseload.Payment
	var back, missing, twice unit.Total
	stranger := caseload.Payment{ID: "外", Amount: unit.Yuan(99)}
	for i, o := range ordered {
		p := caseload.Payment{ID: o.ID, Amount: o.Amount}
		switch {
		case i < len(hand):
		case i%1_500 == 0:
			missing.Add(should[i])
			continue
		case i%1_000 == 0 && o.Amount.Cmp(unit.Yuan(10)) > 0:
			p.Amount, err = o.Amount.Sub(unit.Yuan(10))
			require.NoError(t, err)
			back.Add(unit.Yuan(10))
		case i%2_000 == 1:
			returned = append(returned, p)
			twice.Add(p.Amount)
		}
		returned = append(returned, p)
	}
	returned = append(returned, stranger)
	bank, err := caseload.ReconcileBank(slices.Values(returned), slices.Values(ordered), slices.Values(due))
	require.NoError(t, err)
	requireSums(t, bank, returned, due)
	causes := map[caseload.Cause]unit.Total{}
	for _, c := range bank.ByCause {
		causes[c.Cause] = c.Amount
	}
	twice.Add(stranger.Amount)
	assert.Equal(t, back, causes[caseload.Unexplained])
	assert.Equal(t, missing, causes[caseload.NotPaid])
	assert.Equal(t, twice.Neg(), causes[caseload.NotDue])
	assert.Len(t, bank.ByCause, 4)
	inHand := map[string]caseload.Deviation{}
	for _, d := range bank.Deviations {
		inHand[d.ID] = d
	}
	for _, h := range hand {
		d, differs := inHand[h.ID]
		assert.Equal(t, !h.owed.IsZero(), differs, h.ID)
		if differs {
			assert.Equal(t, []caseload.Contribution{{Cause: caseload.OtherStandard, Amount: h.owed}}, d.Parts, h.ID)
		}
	}

	// Arrears: three months, each household's three rows.
	months := []unit.Month{july, unit.MustParseMonth("2023-08"), unit.MustParseMonth("2023-09")}
	rows := func(yield func(caseload.PaidMonth) bool) {
		for _, m := range months {
			for i := range cases {
				if !yield(caseload.PaidMonth{Case: cases[i], Month: m, Paid: inJuly[i]}) {
					return
				}
			}
		}
	}
	i := 0
	var ofHand unit.Total
	for a, err := range caseload.Arrears(context.Background(), rows, book, two) {
		if err != nil {
			t.Fatal(err)
		}
		if k := i % n; k < len(hand) {
			assert.Equal(t, hand[k].owed, a.Owed, a.ID)
			ofHand.Add(a.Owed)
		}
		i++
	}
	assert.Equal(t, sums.three.String(), ofHand.String())
	sum, err := caseload.SumArrears(caseload.Arrears(context.Background(), rows, book, two))
	require.NoError(t, err)
	three, err := all.Times(3)
	require.NoError(t, err)
	assert.Equal(t, three, sum.All.Arrears)
	assert.Zero(t, sum.All.Recover)
	assert.EqualValues(t, 3*n, sum.All.Months)
	var byMonth, byCounty unit.Total
	for _, m := range sum.ByMonth {
		assert.Equal(t, all, m.Arrears, m.Month)
		byMonth.Merge(m.Arrears)
	}
	assert.Len(t, sum.ByCounty, 5)
	for _, c := range sum.ByCounty {
		byCounty.Merge(c.Arrears)
	}
	assert.Equal(t, []unit.Total{three, three}, []unit.Total{byMonth, byCounty})
}

// TestTheTwelveAddUpByHand: the sums of the table are those of its rows.
func TestTheTwelveAddUpByHand(t *testing.T) {
	rows, sums := twelveByHand(t)
	var got [5]unit.Total
	for _, r := range rows {
		for i, m := range []unit.Money{r.june, r.paid, r.due, r.owed, r.three} {
			got[i].Add(m)
		}
		owed, err := r.due.Sub(r.paid)
		require.NoError(t, err)
		assert.Equal(t, owed, r.owed, r.ID)
		three, err := owed.Mul(3)
		require.NoError(t, err)
		assert.Equal(t, three, r.three, r.ID)
	}
	for i, m := range []unit.Money{sums.june, sums.paid, sums.due, sums.owed, sums.three} {
		assert.Equal(t, m.String(), got[i].String(), i)
	}
	assert.Equal(t, "[8346.00 8346.00 9581.00 1235.00 3705.00]", fmt.Sprint([]unit.Money{sums.june, sums.paid, sums.due, sums.owed, sums.three}))
}

// yuanByInteger is the award in fen of a household whose rounding is up to the yuan, in integers only.
func yuanByInteger(h *assistance.Household, standard int64) int64 {
	income, n := int64(0), int64(len(h.Members))
	for _, m := range h.Members {
		own := m.Income.Fen()
		if h.Area == assistance.Rural {
			own = max(own-m.EmploymentCost.Fen(), 0)
		}
		income += own
	}
	property, _ := h.Property.Get()
	lack := standard*100*n - income
	if lack <= 0 || property.Fen() > 3_000_000*n {
		return 0
	}
	return (lack + 99) / 100 * 100
}
