package rule_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type shelves struct {
	Places int64 `json:"places" zh:"格位" en:"places" range:"[0,6]"`
	Taken  int64 `json:"taken" zh:"已用" en:"taken" range:"[0,6]"`
	Asked  int64 `json:"asked" zh:"申请" en:"asked for" range:"[0,4]"`
}

func (s *shelves) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

type shelved struct {
	Free    int64      `json:"free" zh:"空余" en:"free" range:"[0,)"`
	Given   int64      `json:"given" zh:"安排" en:"given" range:"[0,)"`
	Waiting int64      `json:"waiting" zh:"等候" en:"waiting" range:"[0,)"`
	Used    unit.Share `json:"used,omitzero" zh:"使用率" en:"share in use"`
	Lacking int64      `json:"lacking" zh:"到八成还差" en:"lacking to 80 %" range:"[0,)"`
}

var urnHall = rule.MustNew(rule.Definition[struct{}, shelves, shelved]{
	ID: "sample.shelf", Version: 1, Title: rule.Text{ZH: "格位", EN: "shelf"}, Basis: []rule.Clause{notice}, Defaults: &struct{}{},
	Steps: []*rule.Term{&shelfFree, &shelfGiven, &shelfWaiting, &shelfUsed, &shelfLacking},
	Kernel: func(_ *struct{}, in shelves, t *rule.Trace) (shelved, error) {
		used, err := unit.NewShare(in.Taken, in.Places)
		if err != nil || in.Taken < 0 || in.Asked < 0 || in.Asked > 4 || in.Places > 6 {
			f := rule.Errors{}
			f.Add(rule.Invalid, "taken", "", rule.Text{ZH: "已用不能多于格位", EN: "no more can be taken than there are"})
			return shelved{}, f
		}
		free := in.Places - in.Taken
		out := shelved{Free: free, Given: min(in.Asked, free), Used: used}
		out.Waiting = in.Asked - out.Given
		for 5*(in.Taken+out.Lacking) < 4*in.Places {
			out.Lacking++
		}
		t.Count(&shelfFree, out.Free)
		t.Count(&shelfGiven, out.Given)
		t.Count(&shelfWaiting, out.Waiting)
		t.Share(&shelfUsed, out.Used)
		t.Count(&shelfLacking, out.Lacking)
		return out, nil
	},
})

var (
	shelfFree    = rule.Term{ID: "free", Label: rule.Text{ZH: "空余", EN: "free"}, Formula: "{places} − {taken}"}
	shelfGiven   = rule.Term{ID: "given", Label: rule.Text{ZH: "安排", EN: "given"}, Formula: "min({asked}, {free})"}
	shelfWaiting = rule.Term{ID: "waiting", Label: rule.Text{ZH: "等候", EN: "waiting"}, Formula: "{asked} − {given}"}
	shelfUsed    = rule.Term{ID: "used", Label: rule.Text{ZH: "使用率", EN: "share in use"}, Formula: "{taken} ÷ {places}"}
	shelfLacking = rule.Term{ID: "lacking", Label: rule.Text{ZH: "还差", EN: "lacking"}, Formula: "least n: ({taken} + n) ÷ {places} ≥ 80%"}
)

// TestBoundsAreTightOnALattice: over every way to leave facts out of every case there is, the bounds of each field are the least and
// the greatest of what its completions answer, and never outside what the field can be; what no completion makes good is an error.
// Where a bound is not attained, since the rule refuses the case it would be attained in, it says so.
func TestBoundsAreTightOnALattice(t *testing.T) {
	cases, tight, loose, refused := 0, 0, 0, 0
	names, most := []string{"places", "taken", "asked"}, []int64{6, 6, 4}
	for mask := range 8 {
		var each func(i int, given []int64)
		each = func(i int, given []int64) {
			if i < 3 {
				if mask>>i&1 == 0 {
					each(i+1, append(given, -1))
					return
				}
				for v := range most[i] + 1 {
					each(i+1, append(given, v))
				}
				return
			}
			var fields []string
			for k, v := range given {
				if v >= 0 {
					fields = append(fields, fmt.Sprintf("%q:%d", names[k], v))
				}
			}
			low, high := completions(given)
			facts := "{" + strings.Join(fields, ",") + "}"
			o, err := urnHall.Decide([]byte(facts))
			if len(low) == 0 {
				refused++
				if err == nil { // no completion is good, and not found out: nothing said is wrong
					loose++
				}
				return
			}
			require.NoError(t, err, facts)
			cases++
			for _, p := range o.Answer {
				if p.Determined {
					p.Low, p.High = p.Value, p.Value
				}
				first, last := number(t, p.Low), number(t, p.High)
				assert.GreaterOrEqual(t, first.Sign(), 0, "%s %s", facts, p.Path)
				if p.Path == "used" {
					assert.LessOrEqual(t, last.Cmp(big.NewRat(1, 1)), 0, "%s %s", facts, p.Path)
				}
				assert.True(t, first.Cmp(low[p.Path]) <= 0 && last.Cmp(high[p.Path]) >= 0, "%s %s: %v to %v, and there are %v to %v", facts, p.Path, first, last, low[p.Path], high[p.Path])
				is := first.Cmp(low[p.Path]) == 0 && last.Cmp(high[p.Path]) == 0
				if p.Attained {
					assert.True(t, is, "%s %s: said to be attained", facts, p.Path)
				}
				if is {
					tight++
				} else {
					loose++
				}
			}
		}
		each(0, nil)
	}
	t.Logf("%d partial cases: %d bounds tight, %d not; %d cases that cannot be completed", cases, tight, loose, refused)
	assert.Less(t, loose, 10)
	assert.Greater(t, tight, 1_000)
}

func number(t *testing.T, text string) *big.Rat {
	v, err := formula.ParseValue(formula.Ratio, text)
	require.NoError(t, err, text)
	return v.Rat
}

// completions gives the least and the greatest of each field over all completions; given is −1 for what is open.
func completions(given []int64) (low, high map[string]*big.Rat) {
	low, high = map[string]*big.Rat{}, map[string]*big.Rat{}
	for places := range int64(7) {
		for taken := range int64(7) {
			for asked := range int64(5) {
				at := []int64{places, taken, asked}
				fits := true
				for k, v := range given {
					fits = fits && (v < 0 || v == at[k])
				}
				out, err := urnHall.Eval(shelves{places, taken, asked})
				if !fits || err != nil {
					continue
				}
				for path, v := range map[string]*big.Rat{"free": big.NewRat(out.Free, 1), "given": big.NewRat(out.Given, 1), "waiting": big.NewRat(out.Waiting, 1),
					"used": out.Used.Rat(), "lacking": big.NewRat(out.Lacking, 1)} {
					if low[path] == nil || v.Cmp(low[path]) < 0 {
						low[path] = v
					}
					if high[path] == nil || v.Cmp(high[path]) > 0 {
						high[path] = v
					}
				}
			}
		}
	}
	return low, high
}

// TestFactsThatNoCompletionMakesGoodAreAnError names the field of the answer that none can have.
func TestFactsThatNoCompletionMakesGoodAreAnError(t *testing.T) {
	_, err := urnHall.Decide([]byte(`{"places":2,"taken":3}`))
	require.ErrorIs(t, err, rule.Invalid)
	f := rule.Faults(err)[0]
	assert.Equal(t, `however these facts are completed they cannot be: "free" of the answer must not be negative`, f.Reason.EN)
	assert.Equal(t, "所给信息无论怎样补全都不成立：结论“空余”不得为负", f.Reason.ZH)
}

// TestAnAnswerOutsideItsOwnDeclarationIsNotVerified: what a rule says its answer can be is held against every decision.
func TestAnAnswerOutsideItsOwnDeclarationIsNotVerified(t *testing.T) {
	type answer struct {
		Left int64 `json:"left" zh:"余" en:"left" range:"[0,)"`
	}
	left := rule.Term{ID: "left", Label: rule.Text{ZH: "余", EN: "left"}, Formula: "{places} − {taken}"}
	r := rule.MustNew(rule.Definition[struct{}, shelves, answer]{
		ID: "sample.left", Version: 1, Title: rule.Text{ZH: "余", EN: "left"}, Basis: []rule.Clause{notice}, Defaults: &struct{}{}, Steps: []*rule.Term{&left},
		Kernel: func(_ *struct{}, in shelves, t *rule.Trace) (answer, error) {
			t.Count(&left, in.Places-in.Taken)
			return answer{in.Places - in.Taken}, nil
		},
	})
	d, err := r.Explain(shelves{3, 2, 0})
	require.NoError(t, err)
	require.NoError(t, d.Verify())
	d, err = r.Explain(shelves{2, 3, 0})
	require.NoError(t, err)
	err = d.Verify()
	require.Error(t, err)
	assert.Equal(t, "answer.left", rule.Faults(err)[0].Field)
	raw, err := json.Marshal(d)
	require.NoError(t, err)
	assert.Contains(t, string(raw), `"left":-1`)
}

// TestARuleThatAnswersOutsideItsOwnRangeIsToBlame: where a completion was answered outside the declared range, the rule says one
// thing of itself, however much of the facts is known, and nothing against the caller's facts.
func TestARuleThatAnswersOutsideItsOwnRangeIsToBlame(t *testing.T) {
	type answer struct {
		Left int64 `json:"left" zh:"余" en:"left" range:"[0,)"`
	}
	left := rule.Term{ID: "left", Label: rule.Text{ZH: "余", EN: "left"}, Formula: "{places} − {taken}"}
	r := rule.MustNew(rule.Definition[struct{}, shelves, answer]{
		ID: "sample.left", Version: 1, Title: rule.Text{ZH: "余", EN: "left"}, Basis: []rule.Clause{notice}, Defaults: &struct{}{}, Steps: []*rule.Term{&left},
		Kernel: func(_ *struct{}, in shelves, t *rule.Trace) (answer, error) {
			t.Count(&left, in.Places-in.Taken)
			return answer{in.Places - in.Taken}, nil
		},
	})
	for _, facts := range []string{`{}`, `{"places":2}`, `{"places":2,"taken":3}`, `{"places":2,"taken":3,"asked":1}`} {
		_, err := r.Decide([]byte(facts))
		require.ErrorIs(t, err, rule.NotWhole, facts)
		f := rule.Faults(err)[0]
		assert.Equal(t, "answer.left", f.Field, facts)
		assert.Equal(t, "the rule answers outside its own declared range (must not be negative): mend the rule or the range tag", f.Reason.EN)
		assert.Equal(t, "规则的结论超出其自身声明的范围（不得为负）：请更正规则或其range标签", f.Reason.ZH)
	}
	_, err := r.Decide([]byte(`{"places":3,"taken":2,"asked":1}`))
	require.NoError(t, err)
}
