package ruletest_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type limits struct {
	Limit unit.Money `json:"limit" zh:"限额" en:"limit" range:"(0,)"`
}

func (l *limits) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, l) }

type purse struct {
	Money unit.Money `json:"money" zh:"钱" en:"money" range:"[0,)"`
	Open  bool       `json:"open" zh:"公开" en:"open"`
}

func (p *purse) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

type verdict struct {
	Over bool       `json:"over" zh:"超出" en:"over"`
	By   unit.Money `json:"by" zh:"超出金额" en:"by"`
}

var (
	overTerm = rule.Term{ID: "over", Label: rule.Text{ZH: "超出", EN: "over"}, Formula: "{open} and {money} > {limit}", Clause: clause}
	byTerm   = rule.Term{ID: "by", Label: rule.Text{ZH: "超出金额", EN: "over by"}, Formula: "max({money} − {limit}, 0)"}
	lessTerm = rule.Term{ID: "debt", Label: rule.Text{ZH: "负债", EN: "debt"}, Formula: "max({money}, 0)"}
)

// overLimit says whether an open purse holds more than a limit.
func overLimit() rule.Rule[limits, purse, verdict] {
	return rule.MustNew(rule.Definition[limits, purse, verdict]{
		ID: "sample.over", Version: 1, Title: rule.Text{ZH: "限额", EN: "Limit"}, Basis: []rule.Clause{clause},
		Defaults: &limits{Limit: unit.Yuan(100)}, Steps: []*rule.Term{&overTerm, &byTerm, &lessTerm},
		Kernel: func(p *limits, in purse, t *rule.Trace) (verdict, error) {
			if in.Money.Sign() < 0 {
				return verdict{}, rule.Refused
			}
			by, err := in.Money.Sub(p.Limit)
			if err != nil {
				return verdict{}, err
			}
			if by.Sign() < 0 {
				by = unit.Money{}
			}
			out := verdict{Over: in.Open && in.Money.Cmp(p.Limit) > 0, By: by}
			t.Flag(&overTerm, out.Over)
			t.Money(&byTerm, out.By)
			t.Money(&lessTerm, in.Money)
			return out, nil
		},
	})
}

const overHead = "zh,en,clause,arithmetic,p.limit,in.money,in.open,want.over,want.by\n"

func over(rows ...string) fstest.MapFS {
	return fstest.MapFS{"sample.over.csv": {Data: []byte(overHead + strings.Join(rows, "\n") + "\n")}}
}

// Four rows show all that there is: at the limit, a fen above it, and below; nothing, which is no debt.
var whole = []string{
	"a,at,c,100=100,,100.00,true,false,0.00", "b,a fen above,c,100.01>100,,100.01,true,true,0.01",
	"c,below,c,99<100,,99.00,true,false,0.00", "d,nothing,c,0,,0.00,true,false,0.00"}

func openPoints(t *testing.T, rows ...string) (names []string) {
	t.Helper()
	c, err := ruletest.Cover(overLimit(), over(rows...))
	require.NoError(t, err)
	for _, p := range c.Open() {
		names = append(names, p.Name())
	}
	return names
}

func TestATableShowsEachSideOfEachBound(t *testing.T) {
	assert.Empty(t, openPoints(t, whole...))
	c, err := ruletest.Cover(overLimit(), over(whole...))
	require.NoError(t, err)
	lines, never := map[string][]int{}, []string{}
	for _, p := range c.Points {
		lines[p.Name()] = p.Lines
		if p.Never {
			never = append(never, p.Name())
		}
	}
	assert.Equal(t, []int{2}, lines["over: {money} > {limit}: at"])
	assert.Equal(t, []int{3}, lines["over: {money} > {limit}: above"])
	assert.Equal(t, []int{4, 5}, lines["over: {money} > {limit}: below"])
	assert.Equal(t, []int{3}, lines["answer.over: true"])
	assert.Equal(t, []int{2, 3, 4, 5}, lines["clause: sample: cited"])
	assert.Equal(t, []string{"debt: max({money}, 0): below"}, never, "by the range of the tag")
}

func TestWhatNoRowShowsIsNamed(t *testing.T) {
	assert.Equal(t, []string{"over: {money} > {limit}: at", "by: max({money} − {limit}, 0): at"}, openPoints(t, whole[1:]...))
	assert.Contains(t, openPoints(t, whole[0], whole[2], whole[3]), "answer.over: true")
	// Two fen above says nothing of a limit that is a fen too high.
	assert.Contains(t, openPoints(t, whole[0], "b,two fen above,c,,,100.02,true,true,0.02", whole[2], whole[3]), "over: {money} > {limit}: above")
	// Of a purse that is not open the limit decides nothing.
	assert.Contains(t, openPoints(t, strings.Replace(whole[0], "true", "false", 1), whole[1], whole[2], whole[3]), "over: {money} > {limit}: at")
}

// TestAProposedRowCountsOnlyOnceItIsChecked: it says that it was not, and the table fails until somebody has.
func TestAProposedRowCountsOnlyOnceItIsChecked(t *testing.T) {
	p, err := ruletest.Propose(overLimit(), over(whole[2]))
	require.NoError(t, err)
	assert.Empty(t, p.Left)
	assert.Contains(t, p.Found, "over: {money} > {limit}: at")
	text := string(p.CSV)
	assert.True(t, strings.HasPrefix(text, overHead), text)
	problems, err := ruletest.Uncovered(overLimit(), fstest.MapFS{"sample.over.csv": {Data: p.CSV}})
	require.NoError(t, err)
	assert.Contains(t, strings.Join(problems, "\n"), "asks to be checked")
	assert.Contains(t, problems, "no row shows over: {money} > {limit}: at")

	checked := strings.ReplaceAll(text, "待核：预期值由规则算出，须手工核对 to check: what is expected was computed by the rule itself", "done")
	problems, err = ruletest.Uncovered(overLimit(), fstest.MapFS{"sample.over.csv": {Data: []byte(checked + whole[2] + "\n")}})
	require.NoError(t, err)
	assert.Empty(t, problems)
}

// TestTheFileOfWhatCanNotBeShownIsHeldExactly: what it lists must not be shown, and it gives a reason in both languages.
func TestTheFileOfWhatCanNotBeShownIsHeldExactly(t *testing.T) {
	uncovered := func(ledger string, rows ...string) ([]string, error) {
		fs := over(rows...)
		fs["uncovered.csv"] = &fstest.MapFile{Data: []byte("\uFEFFrule,point,zh,en\n" + ledger)}
		return ruletest.Uncovered(overLimit(), fs)
	}
	problems, err := uncovered("sample.over,over: {money} > {limit}: at,不能,can not\nsample.over,\"by: max({money} − {limit}, 0): at\",不能,can not\nsample.other,x,不能,can not\n", whole[1:]...)
	require.NoError(t, err)
	assert.Empty(t, problems)
	problems, err = uncovered("sample.over,over: {money} > {limit}: at,不能,can not\n", whole...)
	require.NoError(t, err)
	assert.Len(t, problems, 1)
	assert.Contains(t, problems[0], "which a row shows after all")
	_, err = uncovered("sample.over,over: {money} > {limit}: at,不能,\n", whole...)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = ruletest.Uncovered(overLimit(), fstest.MapFS{"sample.over.csv": over(whole...)["sample.over.csv"], "uncovered.csv": {Data: []byte("a,b\n")}})
	assert.ErrorIs(t, err, rule.Invalid)
	_, err = ruletest.Uncovered(overLimit(), fstest.MapFS{})
	assert.Error(t, err)
	_, err = ruletest.Cover(overLimit(), fstest.MapFS{})
	assert.Error(t, err)
}

// TestEveryBoundDrawnWronglyIsNoticedWhereItIsShown: > as ≥, and a fen either way; a bound that no row shows is not tried.
func TestEveryBoundDrawnWronglyIsNoticedWhereItIsShown(t *testing.T) {
	s, err := ruletest.Bounds(overLimit(), over(whole...))
	require.NoError(t, err)
	assert.Empty(t, s.Survivors)
	assert.Equal(t, 3, s.Tried)
	assert.Len(t, s.Noticed, 3)
	s, err = ruletest.Bounds(overLimit(), over(whole[2:]...))
	require.NoError(t, err)
	assert.Zero(t, s.Tried)
}

func ExampleCover() {
	c, err := ruletest.Cover(overLimit(), over(whole[1:]...)) // without the row at the limit
	for _, p := range c.Open() {
		fmt.Println(p.Name())
	}
	fmt.Println(err)
	// Output:
	// over: {money} > {limit}: at
	// by: max({money} − {limit}, 0): at
	// <nil>
}

// TestAProblemOfCoverageSaysHowNearACaseHasToStand: two fen above a limit are above it, but the next fen is meant.
func TestAProblemOfCoverageSaysHowNearACaseHasToStand(t *testing.T) {
	problems, err := ruletest.Uncovered(overLimit(), over(whole[0], "b,two fen above,c,,,100.02,true,true,0.02", whole[2], whole[3]))
	require.NoError(t, err)
	assert.Contains(t, problems, "no row shows over: {money} > {limit}: above (by no more than 0.01, so that a bound drawn wrongly is noticed)")
}
