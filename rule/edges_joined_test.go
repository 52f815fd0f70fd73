package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestWhatTurnsAndChangesNothingIsNoEdge, of a flag, a number, a choice and an amount.
func TestWhatTurnsAndChangesNothingIsNoEdge(t *testing.T) {
	for id, f := range map[string]string{"ok": "{n} ≥ 5 or {n} < 5", "sum": "if({n} > 3, 7, 7)", "kind": "if({n} = 2, 'urban', 'urban')", "due": "if({n} ≥ 1, {floor}, {floor})", "each.more": "{rows.n} > {n} or {rows.n} ≤ {n}"} {
		e, err := sweptBy(t, map[string]string{id: f}, nil).Edges(sweptIn(), "n", "0", "12")
		require.NoError(t, err)
		assert.Equal(t, []string{"0 12"}, ranges(e), f)
	}
}

// TestAFieldLeftOutByTheRuleAloneBeginsASegmentOfWhichNothingIsToldToTurn: n − 4 comes to zero at 4, and goes on from there.
func TestAFieldLeftOutByTheRuleAloneBeginsASegmentOfWhichNothingIsToldToTurn(t *testing.T) {
	type facts struct {
		N int64 `json:"n" zh:"数" en:"n"`
	}
	type answer struct {
		Over int64             `json:"over" zh:"超出" en:"over"`
		Left rule.Given[int64] `json:"left,omitzero" zh:"余" en:"left"`
	}
	over, left := step("over", "max({n} − 4, 0)"), step("left", "{n}")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.third", Version: 1, Title: rule.Text{ZH: "三", EN: "Third"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{over, left},
		Kernel: func(_ *none, in facts, _ *rule.Trace) (out answer, err error) {
			out.Over = max(in.N-4, 0)
			if in.N%3 == 0 {
				out.Left = rule.Give(in.N)
			}
			return out, nil
		},
	})
	require.NoError(t, err)
	e, err := r.Edges(facts{1}, "n", "0", "9")
	require.NoError(t, err)
	const turned = "  turned: max(n − 4, 0) [sample-1]"
	assert.Equal(t, "n from 0 to 9 (in this case 1)\n  0  over 0; left 0\n  1 to 2  over 0; left left out\n  3  over 0; left 3\n"+
		"  4 to 5  over 0→1 (+1 for each 1 more); left left out"+turned+"\n  6  over 2; left 6\n  7 to 8  over 3→4 (+1 for each 1 more); left left out\n  9  over 5; left 9\n",
		e.Text(rule.English))
}

// TestACurveIsToldAsOne, a rounding of a rounding as stairs, and both with their values.
func TestACurveIsToldAsOne(t *testing.T) {
	r := sweptBy(t, map[string]string{"due": "round({floor} × 20 ÷ ({small} + 5), 'up/fen')", "part": "{floor}"}, nil)
	e, err := r.Edges(sweptIn(), "small", "-3", "4")
	require.NoError(t, err)
	require.Len(t, e.Segments, 1)
	c := e.Segments[0].Answer[1]
	assert.Equal(t, []string{"due", "curve", "5.00", "1.12", "", "", ""}, []string{c.Path, string(c.Shape), c.First, c.Last, c.Slope, c.Rounding, c.Line})
	assert.Contains(t, e.Text(rule.English), "due 5.00→1.12 (no straight line)")
	assert.Contains(t, e.Text(rule.Chinese), "应付 5.00→1.12（非直线）")
	r = sweptBy(t, map[string]string{"due": "round(round({floor} × {small} ÷ 3, 'up/jiao') ÷ 4, 'down/fen')"}, nil)
	e, err = r.Edges(sweptIn(), "small", "1", "4") // 0.50 × 1 ÷ 3 is 0.2 up to the jiao, of which a quarter is 0.05; × 4 ÷ 3 is 0.7, and 0.17
	require.NoError(t, err)
	c = e.Segments[0].Answer[1]
	assert.Equal(t, []string{"stairs", "0.05", "0.17", "1/24"}, []string{string(c.Shape), c.First, c.Last, c.Slope})
	assert.Contains(t, e.Text(rule.English), "due 0.05→0.17 (+1/24 for each 1 more, rounded more than once)")
}

// TestARateThatIsRefusedJustBeforeItsChangeIsNotSaidToBeAsItWas.
func TestARateThatIsRefusedJustBeforeItsChangeIsNotSaidToBeAsItWas(t *testing.T) {
	f, err := sweptBy(t, map[string]string{"ok": "{rate} ≥ 1.2%"}, func(_ *sweptPolicy, in *sweptFacts) bool { return percents(in.Rate) >= 120 && percents(in.Rate) < 130 }).Flip(sweptIn())
	require.NoError(t, err)
	assert.Contains(t, f.Text(rule.English), "  rate higher by 0.3 percentage points (1.3%): yes (in steps of 0.01%) (the values before are refused)\n")
	assert.Contains(t, f.Text(rule.Chinese), "  比率 提高0.3个百分点（至1.3%）：是（按0.01%逐步变动）（其前的取值规则不予计算）\n")
}

// TestAnEdgeOfWhichNothingIsKnownToTurnIsAThresholdWithoutIt, and a fact that cannot be followed has a fault.
func TestAnEdgeOfWhichNothingIsKnownToTurnIsAThresholdWithoutIt(t *testing.T) {
	in := gridFacts{Per: 4, Paid: unit.Yuan(1)}
	e, err := grid.Edges(in, "per", "0", "12")
	require.NoError(t, err)
	var got []string
	for _, h := range e.Thresholds() {
		got = append(got, h.At+": "+h.Change.EN+"|"+h.Turned.EN)
	}
	assert.Equal(t, []string{"4: side jumps by +1|", "7: side jumps by −1|", "12: side jumps by −1; double is there: 24|"}, got)
	all, err := grid.Thresholds(in)
	require.NoError(t, err)
	last := all[len(all)-1]
	assert.Equal(t, []string{"paid", "1.00", "", "", ""}, []string{last.Path, last.Value, last.At, last.Change.EN, last.Turned.EN})
	require.Len(t, last.Fault, 1)
	assert.ErrorIs(t, last.Fault, rule.NotWhole)
	assert.Contains(t, last.Fault[0].Reason.EN, "cannot be followed piece by piece")
}

// TestARefusedSegmentIsToldOnce, whether each of its values was asked or not.
func TestARefusedSegmentIsToldOnce(t *testing.T) {
	e, err := islands("50000.00").Edges(islandFacts{Income: unit.Yuan(100)}, "income", "-500", "90500")
	require.NoError(t, err)
	for _, l := range []rule.Language{rule.Chinese, rule.English} {
		assert.Equal(t, len(e.Segments)+1, strings.Count(e.Text(l), "\n"))
	}
}

// TestAQuestionNeedNotBeOfAnAmount, and is not paid less than never.
func TestAQuestionNeedNotBeOfAnAmount(t *testing.T) {
	d := openHeating()
	d.Open[0].Money, d.Open[0].PerYear = "", 0
	_, err := rule.New(d)
	require.NoError(t, err)
	for money, perYear := range map[string]int{"": 1, "subsidy": 0, "nothing": 12} {
		d.Open[0].Money, d.Open[0].PerYear = money, perYear
		_, err = rule.New(d)
		require.ErrorIs(t, err, rule.NotWhole, money)
		assert.Equal(t, []string{"Open[0].Money"}, fieldsOf(err))
	}
	d.Open[0].Money, d.Open[0].PerYear = "subsidy", -1
	_, err = rule.New(d)
	require.ErrorIs(t, err, rule.NotWhole)
	d.Open[0].PerYear, d.Open[0].At = 1, nil
	_, err = rule.New(d)
	require.ErrorIs(t, err, rule.NotWhole)
	assert.Equal(t, []string{"Open[0].Readings[0].At", "Open[0].Readings[1].At", "Open[0].Readings[2].At"}, fieldsOf(err))
}
