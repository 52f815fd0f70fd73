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
