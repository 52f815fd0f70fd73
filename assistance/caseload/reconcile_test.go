package caseload_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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

func payment(t *testing.T, id string, standard int32, rounding unit.Rounding, income string, members int32) caseload.Payment {
	t.Helper()
	p, err := caseload.NewPayment(id, assistance.TopUpPolicy{Standard: unit.Yuan(standard), Rounding: rounding},
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
	paid := []caseload.Payment{
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
	due := []caseload.Payment{
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
		got, err := caseload.Reconcile(slices.Values(paid), slices.Values(due))
		require.NoError(t, err)
		parts := map[string]string{}
		for _, d := range got.Deviations {
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
func reseal(t *testing.T, p caseload.Payment) caseload.Payment {
	t.Helper()
	sealed, err := p.Sealed()
	require.NoError(t, err)
	return sealed
}

func TestReconcileNamesAnAlteredRowThatPaysTheSame(t *testing.T) {
	p := payment(t, "x", 800, unit.UpToYuan, "500", 1)
	due := []caseload.Payment{p}
	p.Version = 9
	got, err := caseload.Reconcile(slices.Values([]caseload.Payment{p}), slices.Values(due))
	require.NoError(t, err)
	require.Len(t, got.Deviations, 1)
	assert.Equal(t, []caseload.Contribution{{Cause: caseload.Altered}}, got.Deviations[0].Parts)

	got, err = caseload.Reconcile(slices.Values([]caseload.Payment{p}), slices.Values([]caseload.Payment{}))
	require.NoError(t, err)
	require.Len(t, got.Deviations, 1, "a row that nothing stands against is looked at as well")
	assert.Equal(t, []caseload.Contribution{{Cause: caseload.Altered}, {Cause: caseload.NotDue, Amount: p.Amount.Neg()}}, got.Deviations[0].Parts)
	assert.Equal(t, "300.00", got.Recover.String())
}

func TestReconcileRefuses(t *testing.T) {
	good := payment(t, "x", 800, unit.UpToYuan, "500", 1)
	bad := good
	bad.Means.Members = 0
	var row *caseload.ListError
	nameless, below, other := good, good, bad
	nameless.ID, below.Amount, other.ID = "", unit.Yuan(-500), "other"
	for _, c := range []struct {
		row  caseload.Payment
		want error
	}{
		{bad, rule.Range}, {other, rule.Range}, {nameless, rule.Missing},
		{reseal(t, below), rule.Range}, {caseload.Payment{}, rule.Missing},
	} {
		for i, paid := range [][]caseload.Payment{{c.row}, {good, c.row}} {
			got, err := caseload.Reconcile(slices.Values(paid), slices.Values([]caseload.Payment{good}))
			require.ErrorAs(t, err, &row)
			assert.Equal(t, i, row.Row)
			assert.ErrorIs(t, err, c.want)
			assert.Equal(t, caseload.Reconciliation{}, got)
		}
	}
	_, err := caseload.Reconcile(slices.Values([]caseload.Payment{}), slices.Values([]caseload.Payment{reseal(t, below)}))
	assert.ErrorIs(t, err, rule.Range)
	_, err = caseload.Payment{Outcome: 99}.Sealed()
	assert.ErrorIs(t, err, rule.Invalid)
	_, err = caseload.Reconcile(slices.Values([]caseload.Payment{good}), slices.Values([]caseload.Payment{good, bad}))
	require.ErrorAs(t, err, &row)
	assert.Equal(t, 1, row.Row)
	assert.ErrorIs(t, err, rule.Invalid)
	_, err = caseload.NewPayment("x", assistance.TopUpPolicy{}, good.Means)
	assert.ErrorIs(t, err, rule.Missing)
}

// TestWhateverWasSealedTheCausesAddUp: the due amount itself is reached, and a due row that is
// not what the rule gives is named.
func TestWhateverWasSealedTheCausesAddUp(t *testing.T) {
	up := unit.UpToYuan
	right := payment(t, "x", 800, up, "100", 1) // 700
	sealed := right
	sealed.Amount = unit.Yuan(999)
	sealed = reseal(t, sealed)
	got, err := caseload.Reconcile(slices.Values([]caseload.Payment{right}), slices.Values([]caseload.Payment{sealed}))
	require.NoError(t, err)
	assert.Equal(t, []string{"x"}, got.NotByRule)
	assert.EqualValues(t, 0, got.Matched)
	assert.Equal(t, "299.00", got.Arrears.String())
	require.Len(t, got.Deviations, 1)
	assert.Equal(t, []caseload.Contribution{{Cause: caseload.NotByRule, Amount: unit.Yuan(299)}}, got.Deviations[0].Parts)

	less := payment(t, "x", 750, up, "100", 1) // 650: the standard of a month ago
	got, err = caseload.Reconcile(slices.Values([]caseload.Payment{less}), slices.Values([]caseload.Payment{sealed}))
	require.NoError(t, err)
	assert.Equal(t, []caseload.Contribution{{Cause: caseload.OtherStandard, Amount: unit.Yuan(50)}, {Cause: caseload.NotByRule, Amount: unit.Yuan(299)}}, got.Deviations[0].Parts)

	outcome := right
	outcome.Outcome = assistance.OverLimit
	outcome = reseal(t, outcome)
	got, err = caseload.Reconcile(slices.Values([]caseload.Payment{right}), slices.Values([]caseload.Payment{outcome}))
	require.NoError(t, err)
	assert.Equal(t, []string{"x"}, got.NotByRule, "another outcome of the same amount")
	assert.EqualValues(t, 1, got.Matched)

	r := rand.New(rand.NewPCG(8, 1))
	for range 2_000 {
		var lists [2][]caseload.Payment
		for i := range lists {
			for id := range 5 {
				if r.IntN(4) == 0 {
					continue
				}
				p := payment(t, fmt.Sprint(id), 700+r.Int32N(3)*50, []unit.Rounding{unit.UpToYuan, unit.UpToFen, unit.HalfUpToYuan}[r.IntN(3)], fmt.Sprintf("%d.%02d", r.IntN(600), r.IntN(100)), 1+r.Int32N(3))
				if r.IntN(3) == 0 {
					p.Amount = unit.Yuan(r.Int32N(900))
					if i == 1 || r.IntN(2) == 0 {
						p = reseal(t, p)
					}
				}
				if i == 0 && r.IntN(4) == 0 {
					p = caseload.Payment{ID: p.ID, Amount: p.Amount}
				}
				lists[i] = append(lists[i], p)
			}
		}
		got, err := caseload.Reconcile(slices.Values(lists[0]), slices.Values(lists[1]))
		require.NoError(t, err)
		var causes, all unit.Total
		for _, d := range got.Deviations {
			sum := d.Paid.Fen()
			for _, part := range d.Parts {
				sum += part.Amount.Fen()
				all.Add(part.Amount)
			}
			require.Equal(t, d.Due.Fen(), sum, "%+v", d)
		}
		for _, c := range got.ByCause {
			causes.Merge(c.Amount)
			require.Positive(t, c.Count)
		}
		require.Equal(t, all, causes)
		require.Equal(t, got.Arrears.Sub(got.Recover), causes)
	}
}

// TestABanksListIsReconciled: the first month after a migration has ids and amounts only.
func TestABanksListIsReconciled(t *testing.T) {
	up := unit.UpToYuan
	paid := []caseload.Payment{
		{ID: "same", Amount: unit.Yuan(300)}, {ID: "less", Amount: unit.Yuan(250)},
		{ID: "gone", Amount: unit.Yuan(80)}, {ID: "nothing"},
	}
	due := []caseload.Payment{payment(t, "same", 800, up, "500", 1), payment(t, "less", 800, up, "500", 1), payment(t, "nothing", 800, up, "900", 1)}
	assert.True(t, paid[0].IsBare())
	assert.False(t, due[0].IsBare())
	got, err := caseload.Reconcile(slices.Values(paid), slices.Values(due))
	require.NoError(t, err)
	assert.EqualValues(t, 2, got.Matched)
	require.Len(t, got.Deviations, 2)
	assert.Equal(t, []caseload.Contribution{{Cause: caseload.NotDue, Amount: unit.Yuan(-80)}}, got.Deviations[0].Parts)
	assert.Equal(t, []caseload.Contribution{{Cause: caseload.Unexplained, Amount: unit.Yuan(50)}}, got.Deviations[1].Parts)
	require.Len(t, got.ByCause, 2)
	assert.Equal(t, caseload.Unexplained, got.ByCause[0].Cause)
	assert.EqualValues(t, 1, got.ByCause[0].Count)
	assert.Equal(t, "50.00", got.ByCause[0].Amount.String())

	raw, err := json.Marshal(paid[0])
	require.NoError(t, err)
	assert.JSONEq(t, `{"id":"same","amount":"300.00"}`, string(raw))
	var back caseload.Payment
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.Equal(t, paid[0], back)
	assert.ErrorIs(t, json.Unmarshal([]byte(`{"id":"same"}`), &back), rule.Missing, "an amount left out is not 0.00")

	_, err = caseload.Reconcile(slices.Values(due), slices.Values(paid))
	assert.ErrorIs(t, err, rule.Invalid, "what is due must be computed")
	assert.ErrorContains(t, err, "due row 0 (same)")
}

// TestTheCausesOfAMixtureThatTheRuleRefusesFallToTheNext: the old rounding leaves nothing of the
// new gap, which is no decision of anybody's.
func TestTheCausesOfAMixtureThatTheRuleRefusesFallToTheNext(t *testing.T) {
	paid := payment(t, "x", 800, unit.HalfUpToYuan, "700", 1) // 100
	due := payment(t, "x", 800, unit.UpToYuan, "799.60", 1)   // 0.40 → 1
	got, err := caseload.Reconcile(slices.Values([]caseload.Payment{paid}), slices.Values([]caseload.Payment{due}))
	require.NoError(t, err)
	assert.Equal(t, []caseload.Contribution{{Cause: caseload.OtherRounding, Amount: unit.Yuan(-99)}}, got.Deviations[0].Parts)
}

// TestASealHoldsEveryField: and two ids in GBK, once the same to it, are refused.
func TestASealHoldsEveryField(t *testing.T) {
	row := payment(t, "x", 800, unit.UpToYuan, "500", 1)
	written := sha256.Sum256([]byte("\"x\"\n30000\n1\n80000\n50000\n1\neligible\nup/yuan\n\nfalse"))
	assert.Equal(t, hex.EncodeToString(written[:]), row.Seal, "seals of lists that were written stay right")
	for name, change := range map[string]func(p *caseload.Payment){
		"id": func(p *caseload.Payment) { p.ID = "y" }, "amount": func(p *caseload.Payment) { p.Amount = unit.Yuan(301) },
		"outcome": func(p *caseload.Payment) { p.Outcome = assistance.OverBoth }, "version": func(p *caseload.Payment) { p.Version++ },
		"standard": func(p *caseload.Payment) { p.Policy.Standard = unit.Yuan(801) }, "rounding": func(p *caseload.Payment) { p.Policy.Rounding = unit.UpToFen },
		"per head": func(p *caseload.Payment) { p.Policy.PerHead = unit.UpToFen }, "income": func(p *caseload.Payment) { p.Means.Income = unit.Yuan(1) },
		"members": func(p *caseload.Payment) { p.Means.Members++ }, "property": func(p *caseload.Payment) { p.Means.OverProperty = true },
	} {
		other := row
		change(&other)
		assert.NotEqual(t, row.Seal, reseal(t, other).Seal, name)
	}
	for _, id := range []string{"\xd5\xc5", "\xc0\xee"} {
		_, err := caseload.NewPayment(id, row.Policy, row.Means)
		assert.ErrorIs(t, err, rule.Syntax)
		_, err = caseload.Payment{ID: id, Outcome: assistance.Eligible}.Sealed()
		assert.ErrorIs(t, err, rule.Syntax)
	}
	_, err := caseload.Payment{ID: "x", Amount: unit.Yuan(1)}.Sealed()
	assert.ErrorIs(t, err, rule.Missing, "a bank's row has nothing to seal")
	assert.ErrorContains(t, err, "outcome")
	_, err = caseload.Reconcile(nil, nil)
	assert.ErrorIs(t, err, rule.Missing)
}

func TestAListErrorNamesListRowAndHousehold(t *testing.T) {
	bad := payment(t, "H1", 800, unit.UpToYuan, "500", 1)
	bad.Policy.Standard = unit.Money{}
	_, err := caseload.Reconcile(slices.Values([]caseload.Payment{bad}), slices.Values([]caseload.Payment{}))
	assert.ErrorIs(t, err, rule.Missing)
	assert.ErrorContains(t, err, "paid row 0 (H1): ")
	var e *caseload.ListError
	require.ErrorAs(t, err, &e)
	assert.Contains(t, e.In(rule.Chinese), "发放名单第1行（H1）：")
	assert.Contains(t, e.In(rule.Chinese), "低保标准")
	assert.Contains(t, (&caseload.ListError{List: "due", Err: rule.Missing}).In(rule.Chinese), "应发名单第1行")
}

func ExampleReconcile() {
	means := assistance.Means{Income: unit.Yuan(1_000), Members: 3}
	paid, err := caseload.NewPayment("household-1", assistance.TopUpPolicy{Standard: unit.Yuan(800)}, means)
	if err != nil {
		fmt.Println(err)
		return
	}
	due, err := caseload.NewPayment("household-1", assistance.TopUpPolicy{Standard: unit.Yuan(820)}, means)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := caseload.Reconcile(slices.Values([]caseload.Payment{paid}), slices.Values([]caseload.Payment{due}))
	for _, d := range r.Deviations {
		fmt.Println(d.ID, d.Paid, d.Due, d.Parts[0].Cause, d.Parts[0].Amount)
	}
	fmt.Println("arrears", r.Arrears, err)
	// Output:
	// household-1 1400.00 1460.00 standard 60.00
	// arrears 60.00 <nil>
}
