package rule_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

type basket struct {
	Eggs int64 `json:"eggs" zh:"蛋" en:"eggs" range:"[0,99]"`
}

type nest struct {
	Total   int64    `json:"total" zh:"总数" en:"total" range:"[0,99]"`
	Baskets []basket `json:"baskets" zh:"篮" en:"basket" range:"[0,3]"`
}

type kept struct {
	Left int64 `json:"left" zh:"留下" en:"left" range:"[0,)"`
}

type nestAnswer struct {
	First   int64  `json:"first" zh:"前半" en:"first half" range:"[0,)"`
	Second  int64  `json:"second" zh:"后半" en:"second half" range:"[0,)"`
	Baskets []kept `json:"baskets" zh:"篮" en:"basket"`
}

var (
	nestFirst  = rule.Term{ID: "first", Label: rule.Text{ZH: "前半", EN: "first half"}, Formula: "least n: n ≥ {total} × 50%"}
	nestSecond = rule.Term{ID: "second", Label: rule.Text{ZH: "后半", EN: "second half"}, Formula: "{total} − {first}"}
	nestTaken  = rule.Term{ID: "taken", Label: rule.Text{ZH: "取走", EN: "taken"}, Formula: "least n: n ≥ {baskets.eggs} × 50%"}
	nestLeft   = rule.Term{ID: "baskets.left", Label: rule.Text{ZH: "留下", EN: "left"}, Formula: "{baskets.eggs} − {taken}"}
)

// parted is a rule that says what always holds of its steps.
func parted(always ...string) rule.Definition[struct{}, nest, nestAnswer] {
	return rule.Definition[struct{}, nest, nestAnswer]{
		ID: "sample.halves", Version: 1, Title: rule.Text{ZH: "对半", EN: "Halves"}, Basis: []rule.Clause{notice}, Defaults: &struct{}{},
		Always: always, Steps: []*rule.Term{&nestFirst, &nestSecond, &nestTaken, &nestLeft},
		Kernel: func(_ *struct{}, in nest, t *rule.Trace) (out nestAnswer, err error) {
			if in.Total < 0 || in.Total > 99 || len(in.Baskets) > 3 {
				return out, rule.Refused
			}
			out.First, out.Second = (in.Total+1)/2, in.Total/2
			t.Count(&nestFirst, out.First)
			t.Count(&nestSecond, out.Second)
			for i, b := range in.Baskets {
				if b.Eggs < 0 || b.Eggs > 99 {
					return out, rule.Refused
				}
				out.Baskets = append(out.Baskets, kept{b.Eggs / 2})
				t.Item(i)
				t.Count(&nestTaken, (b.Eggs+1)/2)
				t.Count(&nestLeft, b.Eggs/2)
			}
			t.Item(-1)
			return out, nil
		},
	}
}

// TestWhatAlwaysHoldsBoundsAStep: a number less what is rounded up of a part of it is bounded as neither says by itself; at each item
// of a list too, of an unknown list, and where it holds by an equation nothing else is needed.
func TestWhatAlwaysHoldsBoundsAStep(t *testing.T) {
	bounds := func(r rule.Rule[struct{}, nest, nestAnswer], facts, path string) (low, high string) {
		o, err := r.Decide([]byte(facts))
		require.NoError(t, err)
		for _, p := range o.Answer {
			if p.Path == path {
				return p.Low, p.High
			}
		}
		require.Fail(t, "no such field", path)
		return "", ""
	}
	r := rule.MustNew(parted("{second} ≤ {total} × 50%", "{second} > {total} × 50% − 1", "{baskets.left} < {baskets.eggs} × 50% + 0.5"))
	for _, c := range []struct{ facts, path, high string }{
		{`{"baskets":[]}`, "second", "49"}, {`{}`, "second", "49"}, {`{"total":3,"baskets":[{"eggs":9},{}]}`, "baskets[1].left", "49"},
		{`{"total":3}`, "baskets[].left", "49"},
	} {
		low, high := bounds(r, c.facts, c.path)
		assert.Equal(t, "0", low, "%s %s", c.facts, c.path)
		assert.Equal(t, c.high, high, "%s %s", c.facts, c.path)
	}
	// Where nothing is said of it the formulas alone bound an unknown list's step, safely.
	_, high := bounds(rule.MustNew(parted()), `{"total":3}`, "baskets[].left")
	assert.Equal(t, "99", high)
}

// TestAnEquationSaysWhatIsNeeded: a step that always equals something turns on no more than that.
func TestAnEquationSaysWhatIsNeeded(t *testing.T) {
	type facts struct {
		A int64 `json:"a" zh:"甲" en:"a" range:"[0,9]"`
		B int64 `json:"b" zh:"乙" en:"b" range:"[0,9]"`
	}
	type answer struct {
		Back int64 `json:"back" zh:"余" en:"back" range:"[0,)"`
	}
	sum := rule.Term{ID: "sum", Label: rule.Text{ZH: "和", EN: "sum"}, Formula: "{a} + {b}"}
	back := rule.Term{ID: "back", Label: rule.Text{ZH: "余", EN: "back"}, Formula: "{sum} − {b}"}
	d := rule.Definition[struct{}, facts, answer]{
		ID: "sample.back", Version: 1, Title: rule.Text{ZH: "还原", EN: "Back"}, Basis: []rule.Clause{notice}, Defaults: &struct{}{},
		Steps: []*rule.Term{&sum, &back}, Always: []string{"{back} = {a}"},
		Kernel: func(_ *struct{}, in facts, t *rule.Trace) (answer, error) {
			t.Count(&sum, in.A+in.B)
			t.Count(&back, in.A)
			return answer{in.A}, nil
		},
	}
	o, err := rule.MustNew(d).Decide([]byte(`{"a":4}`))
	require.NoError(t, err)
	assert.True(t, o.Determined)
	assert.Equal(t, "4", o.Answer[0].Value)
	assert.Equal(t, []string{"b"}, o.Unneeded)
	o, err = rule.MustNew(d).Decide([]byte(`{"b":4}`))
	require.NoError(t, err)
	require.Len(t, o.Needs, 1)
	assert.Equal(t, [2]string{"0", "9"}, [2]string{o.Answer[0].Low, o.Answer[0].High})
	o, err = rule.MustNew(d).Decide([]byte(`{}`))
	require.NoError(t, err)
	require.Len(t, o.Needs, 1)
	assert.Equal(t, "a", o.Needs[0].Path)
}

// TestADecisionIsHeldToWhatAlwaysHolds: a comparison that a case does not satisfy is named by Verify, at the item where it fails.
func TestADecisionIsHeldToWhatAlwaysHolds(t *testing.T) {
	good := rule.MustNew(parted("{second} ≤ {first}", "{baskets.left} ≤ {taken}", "{first} ≥ {total} × 50%"))
	for n := range int64(100) {
		d, err := good.Explain(nest{Total: n, Baskets: []basket{{n}, {99 - n}}})
		require.NoError(t, err)
		require.NoError(t, d.Verify(), n)
	}
	for text, at := range map[string]string{"{second} = {first}": "steps[1].value", "{second} < 4": "steps[1].value", "{baskets.left} < 4": "steps[5].value"} {
		bad := rule.MustNew(parted(text))
		d, err := bad.Explain(nest{Total: 6, Baskets: []basket{{5}, {7}}})
		require.NoError(t, err)
		require.NoError(t, d.Verify(), text)
		d, err = bad.Explain(nest{Total: 9, Baskets: []basket{{5}, {9}}})
		require.NoError(t, err)
		faults := rule.Faults(d.Verify())
		require.Len(t, faults, 1, text)
		assert.Equal(t, at, faults[0].Field)
		assert.Contains(t, faults[0].Reason.ZH, "恒成立")
		assert.Contains(t, faults[0].Reason.EN, "what the rule says of every case does not hold: ")
	}
}

// TestOnlyAComparisonOfAStepCanAlwaysHold: else the definition is not whole, and it is said why.
func TestOnlyAComparisonOfAStepCanAlwaysHold(t *testing.T) {
	for text, why := range map[string]string{
		"{second} ≠ {first}":         "must compare a step",
		"{second}":                   "must compare a step",
		"{total} ≥ {first}":          "must compare a step",
		"{first} ≤ {second}":         "there is no name",
		"{second} ≤ {second} + 1":    "there is no name",
		"{second} ≤ {nothing}":       "there is no name",
		"{second} ≤ {baskets.eggs}":  "must compare a step",
		"{second} ≤ ":                "formula",
		"{second} ≤ 'x'":             "do not go together",
		"1 ≤ {second}":               "must compare a step",
		"{baskets.left} ≤ {later}":   "there is no name",
		"not {second} ≤ {first}":     "must compare a step",
		"{second} ≤ {first} or true": "must compare a step",
	} {
		_, err := rule.New(parted(text))
		require.Error(t, err, text)
		fault := rule.Faults(err)[0]
		assert.Equal(t, rule.NotWhole, fault.Code)
		assert.Equal(t, "Always", fault.Field, strconv.Quote(text))
		assert.Contains(t, fault.Reason.EN, why, text)
		assert.NotEmpty(t, fault.Reason.ZH)
	}
	_, err := rule.New(parted("{second} ≤ {first}", "{second} ≥ 0", "{baskets.left} ≤ {total} + {baskets.eggs}"))
	assert.NoError(t, err)
}
