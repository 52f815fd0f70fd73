package rule_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Islands is a rule that answers an amount only where it is a whole number of hundreds: all between is refused,
// and no formula says so.
type islandPolicy struct {
	From unit.Money `json:"from" zh:"起点（元）" en:"from (yuan)" range:"[0,)"`
}

type islandFacts struct {
	Income unit.Money `json:"income" zh:"收入（元）" en:"income (yuan)" range:"[0,90000]"`
}

type islandAnswer struct {
	Reached bool `json:"reached" zh:"达到" en:"reached"`
}

var islandReached = rule.Term{ID: "reached", Label: rule.Text{ZH: "达到", EN: "reached"}, Formula: "{income} ≥ {from}", Clause: notice}

func islands(from string) rule.Rule[islandPolicy, islandFacts, islandAnswer] {
	return rule.MustNew(rule.Definition[islandPolicy, islandFacts, islandAnswer]{
		ID: "sample.islands", Version: 1, Title: rule.Text{ZH: "岛", EN: "Islands"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{&islandReached},
		Kernel: func(p *islandPolicy, in islandFacts, t *rule.Trace) (out islandAnswer, err error) {
			if in.Income.Sign() < 0 || in.Income.Fen() > 9_000_000 {
				return out, rule.Refused
			}
			if in.Income.Fen()%10_000 != 0 {
				return out, rule.Errors{{Code: rule.Range, Part: rule.OfFacts, Field: "income", Value: in.Income.String(),
					Reason: rule.Text{ZH: "应为整百元", EN: "must be whole hundreds"}}}
			}
			out.Reached = in.Income.Cmp(p.From) >= 0
			t.Flag(&islandReached, out.Reached)
			return out, nil
		},
	}).Under(islandPolicy{From: unit.MustParseMoney(from)})
}

func TestARefusalThatIsNotCertainIsNotClaimed(t *testing.T) {
	r := islands("50000.00")
	e, err := r.Edges(islandFacts{Income: unit.Yuan(100)}, "income", "-500", "90500")
	require.NoError(t, err)
	sampled := 0
	for i, s := range e.Segments {
		if s.Sampled {
			sampled++
			assert.ErrorIs(t, s.Refused, rule.NotWhole)
			assert.Contains(t, s.Refused[0].Reason.EN, "not looked at each value")
			assert.Contains(t, s.Refused[0].Reason.ZH, "未逐值查看")
		}
		if i == 0 {
			assert.Equal(t, [2]string{"-500.00", "-0.01"}, [2]string{s.From, s.To})
			assert.False(t, s.Sampled, "the field's own range refuses each")
		}
	}
	assert.Positive(t, sampled)
	last := e.Segments[len(e.Segments)-1]
	assert.Equal(t, "90000.01", last.From)
	assert.False(t, last.Sampled, "the field's own range refuses each")
	assert.Contains(t, e.Text(rule.English), "not looked at each value; those asked are refused: must be whole hundreds")
	assert.Contains(t, e.Text(rule.Chinese), "未逐值查看；所查看的各值不予计算：应为整百元")
	raw, err := json.Marshal(e)
	require.NoError(t, err)
	assert.Contains(t, string(raw), `"sampled":true`)
}

func TestEachValueOfAShortRangeIsAsked(t *testing.T) {
	e, err := islands("50000.00").Edges(islandFacts{Income: unit.Yuan(100)}, "income", "49985", "50015")
	require.NoError(t, err)
	var answered []string
	for _, s := range e.Segments {
		assert.False(t, s.Sampled)
		if s.Refused == nil {
			answered = append(answered, s.From+" "+s.To)
		}
	}
	assert.Equal(t, []string{"50000.00 50000.00"}, answered)
}

func TestAFlipBehindRefusalsIsFoundOrNotDenied(t *testing.T) {
	f, err := islands("200.01").Flip(islandFacts{Income: unit.Yuan(100)})
	require.NoError(t, err)
	require.Empty(t, f.Flips[0].Changes, "9,999 fen on")
	require.NotEmpty(t, f.Flips[0].Fault)
	assert.Contains(t, f.Text(rule.English), "from 200.01 to 90000.00 the outcome is another by its formulas, but the rule refuses the 4097 values")
	f, err = islands("270.00").Flip(islandFacts{Income: unit.Yuan(100)})
	require.NoError(t, err)
	require.Len(t, f.Flips[0].Changes, 1)
	assert.Equal(t, "300.00", f.Flips[0].Changes[0].Value, "the least of all that are answered")
	assert.True(t, f.Flips[0].Changes[0].AfterRefused)
}

func TestAStepIsToldOfEdgesAndFlips(t *testing.T) {
	e, err := islands("300.00").Edges(islandFacts{Income: unit.Yuan(100)}, "income", "0", "10")
	require.NoError(t, err)
	_, err = e.At("1.005")
	require.ErrorIs(t, err, rule.Syntax)
	assert.Contains(t, err.Error(), "in steps of 0.01")
	f, err := islands("300.00").Flip(islandFacts{Income: unit.Yuan(100)})
	require.NoError(t, err)
	assert.Equal(t, "0.01", f.Flips[0].Step)
}

// pitted refuses one amount in a million, and no formula says so.
func pitted(gaps ...string) rule.Rule[islandPolicy, islandFacts, islandAnswer] {
	return rule.MustNew(rule.Definition[islandPolicy, islandFacts, islandAnswer]{
		ID: "sample.pitted", Version: 1, Title: rule.Text{ZH: "坑", EN: "Pit"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{&islandReached}, Gaps: gaps,
		Kernel: func(p *islandPolicy, in islandFacts, t *rule.Trace) (out islandAnswer, err error) {
			if in.Income.Sign() < 0 || in.Income.Fen() > 9_000_000 {
				return out, rule.Refused
			}
			if in.Income.Fen() == 1_234_567 {
				return out, rule.Errors{{Code: rule.Range, Part: rule.OfFacts, Field: "income", Value: in.Income.String(),
					Reason: rule.Text{ZH: "此数不收", EN: "not this one"}}}
			}
			out.Reached = in.Income.Cmp(p.From) >= 0
			t.Flag(&islandReached, out.Reached)
			return out, nil
		},
	}).Under(islandPolicy{From: unit.MustParseMoney("50000.00")})
}

// TestARefusalWithinAnAnsweredStretchIsMarked: where the rule says that there may be one, the segments say so, and At asks the rule.
func TestARefusalWithinAnAnsweredStretchIsMarked(t *testing.T) {
	e, err := pitted("income").Edges(islandFacts{Income: unit.Yuan(100)}, "income", "0", "90000")
	require.NoError(t, err)
	require.Len(t, e.Segments, 2)
	for _, s := range e.Segments {
		assert.True(t, s.Sampled)
		assert.Empty(t, s.Refused)
	}
	assert.Contains(t, e.Text(rule.English), "(not looked at each value; the rule may refuse some between)")
	assert.Contains(t, e.Text(rule.Chinese), "（未逐值查看，其间可能有规则不予计算的值）")
	_, err = e.At("12345.67")
	require.ErrorIs(t, err, rule.Range)
	assert.Contains(t, err.Error(), "not this one")
	_, err = e.At("12345.66")
	require.NoError(t, err)
	e, err = pitted("income").Edges(islandFacts{Income: unit.Yuan(100)}, "income", "12345", "12350")
	require.NoError(t, err)
	require.Len(t, e.Segments, 3, "each value of a short range is asked")
	for _, s := range e.Segments {
		assert.False(t, s.Sampled)
	}
	assert.Equal(t, "12345.67", e.Segments[1].From)
	e, err = pitted().Edges(islandFacts{Income: unit.Yuan(100)}, "income", "0", "90000")
	require.NoError(t, err)
	assert.False(t, e.Segments[0].Sampled, "as the rule says of itself")
	_, err = rule.New(rule.Definition[islandPolicy, islandFacts, islandAnswer]{
		ID: "sample.pitted", Version: 1, Title: rule.Text{ZH: "坑", EN: "Pit"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{&islandReached},
		Gaps: []string{"income", "depth"}, Kernel: func(*islandPolicy, islandFacts, *rule.Trace) (islandAnswer, error) { return islandAnswer{}, nil }})
	require.ErrorIs(t, err, rule.NotWhole)
	assert.Contains(t, err.Error(), "depth")
}

// fenced is refused just above another number of the case, which no formula says: a gap of five fen in a range of a million yuan.
type fencedFacts struct {
	Income unit.Money `json:"income" zh:"收入（元）" en:"income (yuan)" range:"[0,)"`
	Fence  unit.Money `json:"fence" zh:"界（元）" en:"fence (yuan)" range:"[0,)"`
}

// TestARefusalBesideAnotherNumberOfTheCaseIsFound, with both of its ends, and so is one beside zero or beside what it is in the case.
func TestARefusalBesideAnotherNumberOfTheCaseIsFound(t *testing.T) {
	reached := rule.Term{ID: "reached", Label: rule.Text{ZH: "达到", EN: "reached"}, Formula: "{income} ≥ {from}", Clause: notice}
	r, err := rule.New(rule.Definition[islandPolicy, fencedFacts, islandAnswer]{
		ID: "sample.fence", Version: 1, Title: rule.Text{ZH: "界", EN: "Fence"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{&reached},
		Kernel: func(p *islandPolicy, in fencedFacts, tr *rule.Trace) (out islandAnswer, err error) {
			by := in.Income.Fen() - in.Fence.Fen()
			if in.Income.Sign() < 0 || in.Fence.Sign() < 0 || by > 0 && by <= 5 || in.Income.Fen() == 1_000_004 {
				return out, rule.Errors{{Code: rule.Invalid, Part: rule.OfFacts, Field: "income", Reason: rule.Text{ZH: "紧邻界上", EN: "just above the fence"}}}
			}
			out.Reached = in.Income.Cmp(p.From) >= 0
			tr.Flag(&reached, out.Reached)
			return out, nil
		},
	})
	require.NoError(t, err)
	r = r.Under(islandPolicy{From: unit.Yuan(900_000)})
	for fence, want := range map[string][]string{
		"777.77": {"0.00 777.77", "(777.78 777.82)", "777.83 899999.99", "900000.00 1000000.00"},
		"0.00":   {"0.00 0.00", "(0.01 0.05)", "0.06 899999.99", "900000.00 1000000.00"},
	} {
		e, err := r.Edges(fencedFacts{Income: unit.Yuan(5), Fence: unit.MustParseMoney(fence)}, "income", "0", "1000000")
		require.NoError(t, err)
		got := ranges(e)
		assert.Equal(t, want[:2], got[:2], fence)
		assert.Equal(t, want[len(want)-1], got[len(got)-1], fence)
		for _, s := range e.Segments {
			assert.False(t, s.Sampled && s.Refused == nil)
		}
	}
	in := fencedFacts{Income: unit.MustParseMoney("10000.03"), Fence: unit.Yuan(1)}
	e, err := r.Edges(in, "income", "5000", "800000")
	require.NoError(t, err)
	assert.Equal(t, []string{"5000.00 10000.03", "(10000.04 10000.04)", "10000.05 800000.00"}, ranges(e), "beside what it is in the case")
}
