package caseload_test

import (
	"fmt"
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

// told gives the parts of each deviation in words.
func told(r caseload.Reconciliation) map[string]string {
	out := map[string]string{}
	for _, d := range r.Deviations {
		text := fmt.Sprint(d.Due.Sub(d.Paid))
		for _, p := range d.Parts {
			text += fmt.Sprintf("; %v %v", p.Cause, p.Amount)
		}
		out[d.ID] += text
	}
	return out
}

// requireSums holds what a reconciliation adds up to against its own parts, and against the two lists.
func requireSums(t *testing.T, r caseload.Reconciliation, paid, due []caseload.Payment) {
	t.Helper()
	var causes, parts, inPaid, inDue unit.Total
	counts := map[caseload.Cause]int64{}
	for _, c := range r.ByCause {
		causes.Merge(c.Amount)
		counts[c.Cause] = c.Count
	}
	for _, d := range r.Deviations {
		var sum unit.Total
		for _, p := range d.Parts {
			sum.Add(p.Amount)
			counts[p.Cause]--
		}
		parts.Merge(sum)
		if d.Due.Fen()-d.Paid.Fen() != fenOf(t, sum) {
			t.Fatal(d)
		}
	}
	for cause, left := range counts {
		require.Zero(t, left, cause)
	}
	households := map[string]bool{}
	for _, p := range paid {
		inPaid.Add(p.Amount)
		households[p.ID] = true
	}
	again := int64(len(paid) - len(households))
	seen := map[string]bool{}
	for _, p := range due {
		if !seen[p.ID] {
			inDue.Add(p.Amount)
		}
		seen[p.ID], households[p.ID] = true, true
	}
	require.Equal(t, inPaid, r.Paid)
	require.Equal(t, inDue, r.Due)
	require.Equal(t, r.Due.Sub(r.Paid), causes)
	require.Equal(t, causes, parts)
	require.Equal(t, causes, r.Arrears.Sub(r.Recover))
	require.EqualValues(t, int64(len(households))+again, r.Matched+int64(len(r.Deviations))+r.Nothing)
}

func fenOf(t *testing.T, sum unit.Total) int64 {
	t.Helper()
	m, err := sum.Money()
	if err != nil {
		t.Fatal(err)
	}
	return m.Fen()
}

// TestWhatABankReturnsIsExplainedByWhatItWasGiven: 800 as ordered, 850 as due; the bank's own mistake is
// apart from what has changed since.
func TestWhatABankReturnsIsExplainedByWhatItWasGiven(t *testing.T) {
	up := unit.UpToYuan
	bare := func(id, amount string) caseload.Payment {
		return caseload.Payment{ID: id, Amount: unit.MustParseMoney(amount)}
	}
	ordered := []caseload.Payment{
		payment(t, "as-ordered", 800, up, "500", 1), // 300
		payment(t, "less", 800, up, "500", 1),
		payment(t, "by-chance", 800, up, "500", 1),
		payment(t, "left", 800, up, "500", 1),
		payment(t, "not-returned", 800, up, "500", 1),
		payment(t, "same", 850, up, "500", 1),
		payment(t, "sealed", 700, up, "500", 1), // 200: not looked at
		payment(t, "twice-ordered", 800, up, "500", 1),
		payment(t, "twice-ordered", 800, up, "700", 1),
		payment(t, "cancels", 800, up, "500", 1),
	}
	returned := []caseload.Payment{
		bare("as-ordered", "300"), bare("less", "270.50"), bare("by-chance", "350"), bare("left", "300"), bare("same", "350"),
		bare("not-ordered", "100"), payment(t, "sealed", 800, up, "500", 1), bare("twice-ordered", "300"), bare("cancels", "300"),
		bare("left", "0"), bare("unknown", "0"),
	}
	due := []caseload.Payment{
		payment(t, "as-ordered", 850, up, "450", 1), // 400
		payment(t, "less", 850, up, "500", 1),       // 350
		payment(t, "by-chance", 850, up, "500", 1),
		payment(t, "not-returned", 850, up, "500", 1),
		payment(t, "same", 850, up, "500", 1),
		payment(t, "not-ordered", 850, up, "500", 1),
		payment(t, "sealed", 850, up, "500", 1),
		payment(t, "twice-ordered", 850, up, "500", 1),
		payment(t, "cancels", 850, up, "550", 1), // 300
	}
	got, err := caseload.ReconcileBank(slices.Values(returned), slices.Values(ordered), slices.Values(due))
	require.NoError(t, err)
	assert.Equal(t, map[string]string{
		"as-ordered":    "100.00 <nil>; facts 50.00; standard 50.00",
		"less":          "79.50 <nil>; unexplained 29.50; standard 50.00",
		"left":          "-300.00 <nil>; not-due -300.00",
		"not-returned":  "350.00 <nil>; not-paid 350.00",
		"not-ordered":   "250.00 <nil>; unexplained 250.00",
		"sealed":        "50.00 <nil>; standard 50.00",
		"twice-ordered": "50.00 <nil>; standard 50.00",
	}, told(got))
	assert.EqualValues(t, 3, got.Matched, "same, by chance, and what cancels out")
	assert.EqualValues(t, 2, got.Nothing, "left again and unknown, with 0.00")
	assert.Equal(t, []string{"left"}, got.PaidTwice)
	requireSums(t, got, returned, due)
	alone, err := caseload.Reconcile(slices.Values(returned), slices.Values(due))
	require.NoError(t, err)
	assert.Equal(t, "100.00 <nil>; unexplained 100.00", told(alone)["as-ordered"])
	requireSums(t, alone, returned, due)
}

func TestReconcileBankRefuses(t *testing.T) {
	good := payment(t, "x", 800, unit.UpToYuan, "500", 1)
	changed := good
	changed.Amount = unit.Yuan(1)
	below := good
	below.Amount = unit.Yuan(-1)
	none := slices.Values([]caseload.Payment{})
	for _, c := range []struct {
		row  caseload.Payment
		code rule.Code
	}{{changed, rule.Invalid}, {caseload.Payment{ID: "x", Amount: unit.Yuan(1)}, rule.Invalid}, {reseal(t, below), rule.Range}} {
		_, err := caseload.ReconcileBank(none, slices.Values([]caseload.Payment{good, c.row}), none)
		require.ErrorIs(t, err, c.code)
		var row *caseload.ListError
		require.ErrorAs(t, err, &row)
		assert.Equal(t, []any{"ordered", 1, "x"}, []any{row.List, row.Row, row.ID})
		assert.Contains(t, row.In(rule.Chinese), "拨付名单第2行（x）：")
	}
	_, err := caseload.ReconcileBank(slices.Values([]caseload.Payment{{ID: "b", Amount: unit.Yuan(-5)}}), none, none)
	assert.ErrorContains(t, err, "paid row 0 (b): ")
	for i := range 3 {
		lists := [3]func(func(caseload.Payment) bool){none, none, none}
		lists[i] = nil
		_, err := caseload.ReconcileBank(lists[0], lists[1], lists[2])
		assert.ErrorIs(t, err, rule.Missing)
	}
}

// TestWhateverTheBankReturnsTheCausesAddUp over random lists of each kind.
func TestWhateverTheBankReturnsTheCausesAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	explained := 0
	for range 1_500 {
		var lists [3][]caseload.Payment
		for _, i := range []int{1, 2, 0} {
			for id := range 6 {
				for range r.IntN(5) / 2 {
					p := payment(t, fmt.Sprint(id), 700+r.Int32N(3)*50, []unit.Rounding{unit.UpToYuan, unit.UpToFen}[r.IntN(2)], fmt.Sprintf("%d.%02d", 400+r.IntN(500), r.IntN(100)), 1+r.Int32N(2))
					if r.IntN(5) == 0 {
						p.Amount = unit.Yuan(r.Int32N(900))
						if i > 0 || r.IntN(2) == 0 {
							p = reseal(t, p)
						}
					}
					if i == 0 && r.IntN(3) > 0 {
						p = caseload.Payment{ID: p.ID, Amount: p.Amount}
						for _, o := range lists[1] {
							if o.ID == p.ID {
								p.Amount = o.Amount
							}
						}
					}
					lists[i] = append(lists[i], p)
				}
			}
		}
		got, err := caseload.ReconcileBank(slices.Values(lists[0]), slices.Values(lists[1]), slices.Values(lists[2]))
		require.NoError(t, err)
		requireSums(t, got, lists[0], lists[2])
		for _, c := range got.ByCause {
			if c.Cause == caseload.OtherStandard {
				explained++
			}
		}
	}
	assert.Greater(t, explained, 100)
}

// The bank returns ids and amounts. What it was given explains them: the standard has risen since, and of one
// transfer a part came back.
func ExampleReconcileBank() {
	row := func(id string, standard, income int32) caseload.Payment {
		p, err := caseload.NewPayment(id, assistance.TopUpPolicy{Standard: unit.Yuan(standard)}, assistance.Means{Income: unit.Yuan(income), Members: 1})
		if err != nil {
			fmt.Println(err)
		}
		return p
	}
	ordered := []caseload.Payment{row("户1", 725, 500), row("户2", 725, 425)}
	returned := []caseload.Payment{{ID: "户1", Amount: unit.Yuan(225)}, {ID: "户2", Amount: unit.Yuan(200)}}
	due := []caseload.Payment{row("户1", 784, 500), row("户2", 784, 425)}
	r, err := caseload.ReconcileBank(slices.Values(returned), slices.Values(ordered), slices.Values(due))
	for _, d := range r.Deviations {
		fmt.Println(d.ID, d.Paid, d.Due, d.Parts)
	}
	for _, c := range r.ByCause {
		fmt.Println(c.Cause.Label().ZH, c.Count, c.Amount)
	}
	fmt.Println("应补发", r.Arrears, err)
	// Output:
	// 户1 225.00 284.00 [{standard 59.00}]
	// 户2 200.00 359.00 [{unexplained 100.00} {standard 59.00}]
	// 标准变化 2 118.00
	// 发放记录只有金额，无从解释 1 100.00
	// 应补发 218.00 <nil>
}
