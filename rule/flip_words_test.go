package rule

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// TestWhatTurnsAtAChangeIsToldOneAfterTheOther, of the first three.
func TestWhatTurnsAtAChangeIsToldOneAfterTheOther(t *testing.T) {
	turning := func(n int) *Change {
		c := &Change{}
		for i := range n {
			c.Because = append(c.Because, Turning{Label: Text{ZH: "步骤", EN: "step"}, Comparison: "{n} > " + string(rune('1'+i)), Clause: map[bool]string{true: "c-1"}[i == 0]})
		}
		return c
	}
	f := &Flips{}
	for n, want := range map[int]Text{
		0: {}, 1: {ZH: "  转折：步骤：{n} > 1 [c-1]", EN: "  turned: step: {n} > 1 [c-1]"}, 2: {ZH: "  转折：步骤：{n} > 1 [c-1]；步骤：{n} > 2", EN: "  turned: step: {n} > 1 [c-1]; step: {n} > 2"},
		3: {ZH: "  转折：步骤：{n} > 1 [c-1]；步骤：{n} > 2；步骤：{n} > 3", EN: "  turned: step: {n} > 1 [c-1]; step: {n} > 2; step: {n} > 3"},
		4: {ZH: "  转折：步骤：{n} > 1 [c-1]；步骤：{n} > 2；步骤：{n} > 3；另1处", EN: "  turned: step: {n} > 1 [c-1]; step: {n} > 2; step: {n} > 3; 1 more"},
		6: {ZH: "  转折：步骤：{n} > 1 [c-1]；步骤：{n} > 2；步骤：{n} > 3；另3处", EN: "  turned: step: {n} > 1 [c-1]; step: {n} > 2; step: {n} > 3; 3 more"},
	} {
		assert.Equal(t, want, Text{ZH: f.why(turning(n), Chinese), EN: f.why(turning(n), English)}, n)
	}
	e := &Edges{}
	assert.Equal(t, "  turned: {n} > 1 [c-1]; {n} > 2", e.turned(turning(2).Because, English))
	assert.Equal(t, "  转折：{n} > 1 [c-1]；{n} > 2", e.turned(turning(2).Because, Chinese))
}

// TestWhatNoValueChangesIsToldByWhatTheOutcomeIs.
func TestWhatNoValueChangesIsToldByWhatTheOutcomeIs(t *testing.T) {
	const zh, en = "\n  规则不给出是非或选项的结论，只看此数是否为零；其余变化请查看各项的临界点\n", "\n  the rule gives no verdict: it is asked only whether this number is zero; the thresholds of each fact tell how else it changes\n"
	for value, want := range map[string]Text{
		"true": {ZH: "可以: 是\n  单独变动不改变结论：数、另数\n", EN: "ok: yes\n  no value alone changes it: n, other\n"}, "": {ZH: "可以: 是\n  本案未给出此项结论，单独变动也不使其给出：数、另数\n", EN: "ok: yes\n  it is not given in this case, and no value alone makes it so: n, other\n"},
		"0": {ZH: "可以: 是\n  单独变动不使其不为零：数、另数" + zh, EN: "ok: yes\n  no value alone makes it other than zero: n, other" + en}, "not-0": {ZH: "可以: 是\n  单独变动不使其变为零：数、另数" + zh, EN: "ok: yes\n  no value alone makes it zero: n, other" + en},
	} {
		f := Flips{Label: Text{ZH: "可以", EN: "ok"}, Value: value, Shown: yesNo(true), Flips: []Flip{{Label: Text{ZH: "数（个）", EN: "n"}}, {Label: Text{ZH: "另数", EN: "other"}}}}
		assert.Equal(t, want, Text{ZH: f.Text(Chinese), EN: f.Text(English)}, value)
	}
}

// TestAChangeIsToldByTheKindOfWhatChanges.
func TestAChangeIsToldByTheKindOfWhatChanges(t *testing.T) {
	yes, label := yesNo(true), Text{ZH: "某项（元）", EN: "what (yuan)"}
	for _, c := range []struct {
		flip Flip
		c    Change
		want Text
	}{
		{Flip{}, Change{Shown: Text{ZH: "右", EN: "Right"}, OutcomeInWords: yes, kind: formula.Choice}, Text{ZH: "某项 → 右: 是", EN: "what → Right: yes"}},
		{Flip{}, Change{Value: "5", By: "+2", OutcomeInWords: yes, kind: formula.Count}, Text{ZH: "某项 增加2（至5元）：是", EN: "what 2 more (5 yuan): yes"}}, {Flip{}, Change{Value: "1", By: "-2", OutcomeInWords: yes, kind: formula.Count}, Text{ZH: "某项 减少2（至1元）：是", EN: "what 2 fewer (1 yuan): yes"}},
		{Flip{}, Change{Value: "5.00", By: "+2.00", OutcomeInWords: yes, kind: formula.Money, AfterRefused: true}, Text{ZH: "某项 增加2.00元（至5.00元）：是（其前的取值规则不予计算）", EN: "what higher by 2.00 yuan (5.00 yuan): yes (the values before are refused)"}},
		{Flip{}, Change{Value: "2021-08", By: "+1", OutcomeInWords: yes, kind: formula.Month}, Text{ZH: "某项 晚1个月（至2021-08元）：是", EN: "what later by 1 month (2021-08 yuan): yes"}}, {Flip{}, Change{Value: "2021-06", By: "-1", OutcomeInWords: yes, kind: formula.Month}, Text{ZH: "某项 早1个月（至2021-06元）：是", EN: "what earlier by 1 month (2021-06 yuan): yes"}},
		{Flip{}, Change{Value: "2022-07", By: "+11", OutcomeInWords: yes, kind: formula.Month}, Text{ZH: "某项 晚11个月（至2022-07元）：是", EN: "what later by 11 months (2022-07 yuan): yes"}},
		{Flip{Step: "0.01%"}, Change{Value: "5%", Before: "4.99%", By: "+2%", Exactly: "4.995%", OutcomeInWords: yes, kind: formula.Ratio}, Text{ZH: "某项 提高2个百分点（至5%元）：是（按0.01%逐步变动，4.99%时尚未改变，准确的转折点为4.995%）",
			EN: "what higher by 2 percentage points (5% yuan): yes (in steps of 0.01%; not yet at 4.99%; exactly at 4.995%)"}},
		{Flip{Step: "0.1"}, Change{Value: "1.5", Before: "1.6", By: "-0.5", AfterRefused: true, OutcomeInWords: yes, kind: formula.Number}, Text{ZH: "某项 减少0.5元（至1.5元）：是（按0.1逐步变动）（其前的取值规则不予计算）",
			EN: "what lower by 0.5 yuan (1.5 yuan): yes (in steps of 0.1) (the values before are refused)"}},
		{Flip{Step: "0.1"}, Change{Value: "1.5", By: "-0.5", OutcomeInWords: yes, kind: formula.Number}, Text{ZH: "某项 减少0.5元（至1.5元）：是（按0.1逐步变动）", EN: "what lower by 0.5 yuan (1.5 yuan): yes (in steps of 0.1)"}},
	} {
		c.flip.Label = label
		f := &Flips{}
		assert.Equal(t, c.want, Text{ZH: f.change(&c.flip, &c.c, Chinese), EN: f.change(&c.flip, &c.c, English)})
	}
}

// TestTheDoorGivesTheThresholdsThemselves, and a value that is answered among refused ones is not said to be refused.
func TestTheDoorGivesTheThresholdsThemselves(t *testing.T) {
	asked := 0
	r := toldRule(t, "ok", "{n} > {most}", "{n} + 0", above, &asked)
	own, err := r.Thresholds(toldIn())
	require.NoError(t, err)
	c, err := NewCatalog(r)
	require.NoError(t, err)
	got, err := c.Thresholds("sample.told", nil, []byte(`{"n":3,"other":0,"on":false,"side":"left","rows":[{"n":1,"on":false},{"n":2,"on":false}]}`))
	require.NoError(t, err)
	assert.Len(t, got, 2)
	assert.Equal(t, own, got)
	rare := toldRule(t, "ok", "{n} > {most}", "{n} + 0", func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		out, _ := above(p, in)
		return out, in.N%1000 == 0
	}, &asked)
	in := toldIn()
	in.N = 1000
	e, err := rare.Edges(in, "n", "-4999", "4999")
	require.NoError(t, err)
	_, err = e.At("-2000")
	if assert.Error(t, err) {
		assert.Equal(t, Errors{{Rule: "sample.told", Code: NotWhole, Part: OfFacts, Field: "n", Label: Text{ZH: "数", EN: "n"}, Value: "-2000", Reason: Text{
			ZH: "所查看的邻近各值不予计算，而此值可以计算：请以此值另行计算本案", EN: "the values beside it that were asked are refused, and this one is answered: compute the case with it"}}}, err)
	}
	_, err = e.At("-2001")
	assert.ErrorIs(t, err, Invalid)
	one := func(text string) Flip {
		f, err := toldRule(t, "ok", text, "{n} + 0", func(_ *toldPolicy, in *toldFacts) (toldAnswer, bool) { return toldAnswer{OK: in.N > 3, Where: 1}, true }, &asked).Flip(toldFacts{N: 3, Side: 1})
		require.NoError(t, err)
		return f.Flips[0]
	}
	f := one("{n} > 3")
	require.Len(t, f.Changes, 1)
	assert.Equal(t, []any{"4", "3", "+1", 1}, []any{f.Changes[0].Value, f.Changes[0].Before, f.Changes[0].By, len(f.Changes[0].Because)}, "one step away")
}
