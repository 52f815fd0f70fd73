package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type lockFacts struct {
	Turned bool  `json:"turned" zh:"已转" en:"turned"`
	First  int64 `json:"first" zh:"一" en:"first" range:"[0,40]"`
	Second int64 `json:"second" zh:"二" en:"second" range:"[0,40]"`
}

type lockAnswer struct {
	Opens bool `json:"opens" zh:"开" en:"opens"`
}

// TestAPartIsTriedWithWhatItIs: the lock opens where it is turned, and at those numbers it is never answered for one that is not. A part of
// the case in which it is turned is not given up for what the rule refuses elsewhere.
func TestAPartIsTriedWithWhatItIs(t *testing.T) {
	opens := rule.Term{ID: "opens", Label: rule.Text{ZH: "开", EN: "opens"}, Formula: "{turned} and {first} = 7 and {second} = 13"}
	lock := rule.MustNew(rule.Definition[none, lockFacts, lockAnswer]{
		ID: "sample.lock", Version: 1, Title: rule.Text{ZH: "锁", EN: "lock"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{&opens},
		Kernel: func(_ *none, in lockFacts, tr *rule.Trace) (lockAnswer, error) {
			at := in.First == 7 && in.Second == 13
			if at && !in.Turned {
				f := rule.Errors{}
				f.Add(rule.Invalid, "turned", "false", rule.Text{ZH: "未转", EN: "not turned"})
				return lockAnswer{}, f
			}
			out := lockAnswer{in.Turned && at}
			tr.Flag(&opens, out.Opens)
			return out, nil
		},
	})
	o, err := lock.Decide([]byte(`{}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"true", "false"}, o.Answer[0].Codes)
	assert.True(t, o.Answer[0].Attained)
}

type scaleFacts struct {
	Left   unit.Money   `json:"left" zh:"左" en:"left" range:"(0,)"`
	Right  unit.Money   `json:"right" zh:"右" en:"right" range:"(0,)"`
	Stones []scaleStone `json:"stones" zh:"石" en:"stone" range:"[0,9]"`
}

type scaleStone struct {
	Weighs int64 `json:"weighs" zh:"重" en:"weighs" range:"[0,1000]"`
	Wet    bool  `json:"wet" zh:"湿" en:"wet"`
}

type scaleAnswer struct {
	Level bool  `json:"level" zh:"平" en:"level"`
	Heavy int64 `json:"heavy" zh:"重石" en:"heavy" range:"[0,)"`
}

var (
	scaleLevel = rule.Term{ID: "level", Label: rule.Text{ZH: "平", EN: "level"}, Formula: "{left} × 1.3 = {right} × 60% ÷ 12"}
	scaleHeavy = rule.Term{ID: "heavy", Label: rule.Text{ZH: "重石", EN: "heavy"}, Formula: "sum(if({stones.weighs} = 777 and not {stones.wet}, 1, 0))"}
	scale      = rule.MustNew(rule.Definition[none, scaleFacts, scaleAnswer]{
		ID: "sample.scale", Version: 1, Title: rule.Text{ZH: "秤", EN: "scale"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Steps: []*rule.Term{&scaleLevel, &scaleHeavy},
		Kernel: func(_ *none, in scaleFacts, tr *rule.Trace) (scaleAnswer, error) {
			out := scaleAnswer{Level: in.Left.Fen()*26 == in.Right.Fen()}
			for _, s := range in.Stones {
				if s.Weighs == 777 && !s.Wet {
					out.Heavy++
				}
			}
			tr.Flag(&scaleLevel, out.Level)
			tr.Count(&scaleHeavy, out.Heavy)
			return out, nil
		},
	})
)

// TestWhatTheAnswerWouldBeTellsOfTheFacts: the one amount that makes the scale level is found by what level says, wherever it is; where it is
// no amount, the scale never is. As many stones as there are can all be heavy.
func TestWhatTheAnswerWouldBeTellsOfTheFacts(t *testing.T) {
	for facts, want := range map[string][]string{
		`{"left":"637.01","stones":[]}`:                         {"level: … [true false]", "heavy = 0"},
		`{"right":"637.01","stones":[]}`:                        {"level = false", "heavy = 0"},
		`{"left":"1.00","right":"1.00","stones":[{},{},{},{}]}`: {"level = false", "heavy: 0…4 []"},
	} {
		o, err := scale.Decide([]byte(facts))
		require.NoError(t, err, facts)
		assert.Equal(t, want, possible(o), facts)
		for _, p := range o.Answer {
			assert.True(t, p.Attained, "%s: %v", facts, p.Unseen)
		}
	}
}

type houseFacts struct {
	Persons  int64 `json:"persons" zh:"人数" en:"persons" range:"[1,127]"`
	Income   int64 `json:"income" zh:"收入" en:"income" range:"[0,)"`
	Property int64 `json:"property" zh:"财产" en:"property" range:"[0,)"`
	Extra    int64 `json:"extra" zh:"另加" en:"extra" range:"[0,9]"`
}

type houseAnswer struct {
	Amount int64 `json:"amount" zh:"金额" en:"amount" range:"[0,)"`
	Small  bool  `json:"small" zh:"小额" en:"small"`
}

// TestAStepIsTheSameWhereverItIsRead: nothing small is paid, since what is paid is five at least, whatever the household has; that the aid is
// given and how much it is are not two things.
func TestAStepIsTheSameWhereverItIsRead(t *testing.T) {
	paid := rule.Term{ID: "paid", Label: rule.Text{ZH: "救助", EN: "paid"},
		Formula: "{income} < {persons} × 300 and not {property} > {persons} × 200"}
	amount := rule.Term{ID: "amount", Label: rule.Text{ZH: "金额", EN: "amount"}, Formula: "if({paid}, 5 + {extra}, 0)"}
	small := rule.Term{ID: "small", Label: rule.Text{ZH: "小额", EN: "small"}, Formula: "{paid} and {amount} ≤ 4"}
	house := rule.MustNew(rule.Definition[none, houseFacts, houseAnswer]{
		ID: "sample.house", Version: 1, Title: rule.Text{ZH: "户", EN: "house"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Steps: []*rule.Term{&paid, &amount, &small},
		Kernel: func(_ *none, in houseFacts, tr *rule.Trace) (out houseAnswer, err error) {
			gives := in.Income < in.Persons*300 && in.Property <= in.Persons*200
			if gives {
				out.Amount = 5 + in.Extra
			}
			tr.Flag(&paid, gives)
			tr.Count(&amount, out.Amount)
			tr.Flag(&small, false)
			return out, nil
		},
	})
	o, err := house.Decide([]byte(`{}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"amount: 0…14 []", "small = false"}, possible(o))
}

// TestAnAmountIsNoneThatCannotBeHeld: what is rounded up to the yuan beyond the greatest amount is refused, so that the greatest is a whole yuan
// below it, and it is reached.
func TestAnAmountIsNoneThatCannotBeHeld(t *testing.T) {
	type facts struct {
		Each   unit.Money `json:"each" zh:"每件" en:"each" range:"[0.01,90071992547409.91]"`
		Pieces int64      `json:"pieces" zh:"件" en:"pieces" range:"[1,9]"`
	}
	type answer struct {
		All unit.Money `json:"all" zh:"共" en:"all"`
	}
	all := rule.Term{ID: "all", Label: rule.Text{ZH: "共", EN: "all"}, Formula: "round({exact}, 'up/yuan')"}
	exact := rule.Term{ID: "exact", Label: rule.Text{ZH: "共（取整前）", EN: "exact"}, Formula: "{each} × {pieces}"}
	pieces := rule.MustNew(rule.Definition[none, facts, answer]{
		ID: "sample.pieces", Version: 1, Title: rule.Text{ZH: "件", EN: "pieces"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{&exact, &all},
		KernelByRef: func(_ *none, in *facts, tr *rule.Trace) (out answer, err error) {
			whole, err := in.Each.Mul(in.Pieces)
			if err == nil {
				out.All, err = whole.Exact().Round(unit.UpToYuan)
			}
			if err != nil {
				return answer{}, err
			}
			tr.Money(&exact, whole)
			tr.Money(&all, out.All)
			return out, nil
		},
	})
	o, err := pieces.Decide([]byte(`{}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"all: 1.00…90071992547409.00 []"}, possible(o))
}
