package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// excess answers what is above, only where something is; and refuses nine yuan and more.
type excessAnswer struct {
	Above unit.Money             `json:"above" zh:"高出（元）" en:"above (yuan)" range:"[0,4)"`
	Half  rule.Given[unit.Money] `json:"half,omitzero" zh:"一半（元）" en:"half (yuan)"`
	Part  unit.Share             `json:"part,omitzero" zh:"占比" en:"part" range:"[0%,100%]"`
	Area  Area                   `json:"area,omitzero" zh:"地区" en:"area"`
}

func excess(t *testing.T) rule.Rule[spikePolicy, spikeFacts, excessAnswer] {
	steps := []*rule.Term{
		{ID: "above", Label: rule.Text{ZH: "高出", EN: "above"}, Formula: "max({income} − {at}, 0)", Clause: notice},
		{ID: "half", Label: rule.Text{ZH: "一半", EN: "half"}, Formula: "round({above} ÷ 2, 'down/fen')"},
		{ID: "part", Label: rule.Text{ZH: "占比", EN: "part"}, Formula: "{above} ÷ {at}"},
		{ID: "area", Label: rule.Text{ZH: "地区", EN: "area"}, Formula: "if({above} > 2 × {part} × {at} or {income} > {at}, 'urban', 'rural')"},
	}
	r, err := rule.New(rule.Definition[spikePolicy, spikeFacts, excessAnswer]{
		ID: "sample.excess", Version: 1, Title: rule.Text{ZH: "高出", EN: "Excess"}, Basis: []rule.Clause{notice}, Steps: steps,
		Kernel: func(p *spikePolicy, in spikeFacts, tr *rule.Trace) (out excessAnswer, err error) {
			above := max(in.Income.Fen()-p.At.Fen(), 0)
			if in.Income.Sign() < 0 || above >= 400 {
				return out, rule.Errors{{Code: rule.Range, Part: rule.OfFacts, Field: "income", Reason: rule.Text{ZH: "应低于9元", EN: "must be below 9 yuan"}}}
			}
			if out.Above, err = unit.MoneyFromFen(above); err != nil {
				return out, err
			}
			if out.Part, err = unit.NewShare(above, p.At.Fen()); err != nil {
				return out, err
			}
			out.Area = Rural
			if above > 0 {
				out.Half, out.Area = rule.Give(unit.Fen(int32(above/2))), Urban
			}
			tr.Money(steps[0], out.Above)
			if half, ok := out.Half.Get(); ok {
				tr.Money(steps[1], half)
			}
			tr.Share(steps[2], out.Part)
			tr.Choice(steps[3], out.Area)
			return out, nil
		},
	})
	require.NoError(t, err)
	return r.Under(spikePolicy{At: unit.Yuan(5)})
}

// TestAFieldThatIsLeftOutIsToldWhereItBegins: in its segment as left out, in the threshold as it goes from there; a choice by its words.
func TestAFieldThatIsLeftOutIsToldWhereItBegins(t *testing.T) {
	e, err := excess(t).Edges(spikeFacts{Income: unit.Yuan(3)}, "income", "0", "9.5")
	require.NoError(t, err)
	require.Equal(t, []string{"0.00 5.00", "5.01 8.99", "(9.00 9.50)"}, ranges(e))
	at := func(k, field int) rule.Course { return e.Segments[k].Answer[field] }
	assert.Equal(t, []rule.Shape{"constant", "omitted", "constant", "constant"}, []rule.Shape{at(0, 0).Shape, at(0, 1).Shape, at(0, 2).Shape, at(0, 3).Shape})
	assert.Equal(t, []rule.Shape{"line", "rounded", "line", "constant"}, []rule.Shape{at(1, 0).Shape, at(1, 1).Shape, at(1, 2).Shape, at(1, 3).Shape})
	assert.Equal(t, []string{"0.01", "3.99", "1", "0"}, []string{at(1, 0).First, at(1, 0).Last, at(1, 0).Slope, at(1, 0).Jump})
	assert.Equal(t, []string{"0.00", "1.99", "0.5", "0.005", "down/fen", ""}, []string{at(1, 1).First, at(1, 1).Last, at(1, 1).Slope, at(1, 1).Line, at(1, 1).Rounding, at(1, 1).Jump})
	assert.Equal(t, []string{"rural", "urban"}, []string{at(0, 3).First, at(1, 3).First})
	text := e.Text(rule.English)
	assert.Contains(t, text, "  0.00 to 5.00  above 0.00; half left out; part 0%; area Rural\n")
	assert.Contains(t, text, "; area Urban")
	assert.Contains(t, text, "  9.00 to 9.50  refused: must be below 9 yuan\n")
	assert.Contains(t, e.Text(rule.Chinese), "高出 0.00；一半 未列；")
	h := e.Thresholds()
	require.Len(t, h, 1, "where it is refused is none")
	assert.Equal(t, "5.01", h[0].At)
	for _, words := range []string{"above from there +1 for each 1 more", "half 0.00→1.99 (+0.5 for each 1 more, rounded down to the whole fen)", "area Rural→Urban"} {
		assert.Contains(t, h[0].Change.EN, words)
	}
	assert.Contains(t, h[0].Change.ZH, "地区 农村→城市")
	cells, err := e.At("7.01")
	require.NoError(t, err)
	var got []string
	for _, c := range cells {
		got = append(got, c.Path+"="+c.Text)
	}
	assert.Equal(t, "above=2.01 half=1.00 part=40.2% area=urban", strings.Join(got, " "))
	cells, err = e.At("5")
	require.NoError(t, err)
	assert.Len(t, cells, 3, "what is left out is not in it")
}

// TestDecideKeepsWithinWhatTheAnswerDeclares: an open end by the last fen within it, a share by its whole.
func TestDecideKeepsWithinWhatTheAnswerDeclares(t *testing.T) {
	o, err := excess(t).Decide([]byte(`{}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"above: 0.00…3.99 []", "half: 0.00…1.99 []", "part: 0…79.8% []", "area: … [urban rural]"}, possible(o))
	assert.True(t, o.Answer[1].Absent)
	assert.False(t, o.Answer[0].Absent)
	o, err = excess(t).Decide([]byte(`{"income":"7.01"}`))
	require.NoError(t, err)
	assert.Equal(t, "2.01", o.Answer[0].Value)
}
