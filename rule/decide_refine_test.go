package rule_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

type passage struct {
	Boats int64             `json:"boats" zh:"船" en:"boats" range:"[0,40]"`
	Carts int64             `json:"carts" zh:"车" en:"carts" range:"[0,40]"`
	Night bool              `json:"night" zh:"夜间" en:"night"`
	Fee   rule.Given[int64] `json:"fee,omitzero" zh:"费用" en:"fee" range:"[0,9]"`
}

type passageAnswer struct {
	Over  int64             `json:"over" zh:"渡过" en:"over" range:"[0,)"`
	Rest  int64             `json:"rest" zh:"剩余" en:"rest" range:"[0,)"`
	Twice int64             `json:"twice" zh:"二次" en:"twice" range:"[0,)"`
	Even  bool              `json:"even" zh:"相等" en:"even"`
	Paid  rule.Given[int64] `json:"paid,omitzero" zh:"已付" en:"paid" range:"[0,)"`
}

var (
	crossOver  = rule.Term{ID: "over", Label: rule.Text{ZH: "渡过", EN: "over"}, Formula: "min({carts}, {boats})"}
	crossRest  = rule.Term{ID: "rest", Label: rule.Text{ZH: "剩余", EN: "rest"}, Formula: "{boats} − {over}"}
	crossTwice = rule.Term{ID: "twice", Label: rule.Text{ZH: "二次", EN: "twice"}, Formula: "if({night}, {rest} + {over}, max({carts} − {rest}, 0))"}
	crossEven  = rule.Term{ID: "even", Label: rule.Text{ZH: "相等", EN: "even"}, Formula: "{carts} × 3 + 1 = {boats} × 3 + {over} × 3"}
	crossPaid  = rule.Term{ID: "paid", Label: rule.Text{ZH: "已付", EN: "paid"}, Formula: "{fee} × {over}"}
)

var across = rule.MustNew(rule.Definition[struct{}, passage, passageAnswer]{
	ID: "sample.cross", Version: 1, Title: rule.Text{ZH: "渡口", EN: "Crossing"}, Basis: []rule.Clause{notice}, Defaults: &struct{}{},
	Never:  []string{"{boats} + {carts} < 3", "{night} and {boats} = 40"},
	Stands: map[string]string{"paid": "given({fee})"},
	Steps:  []*rule.Term{&crossOver, &crossRest, &crossTwice, &crossEven, &crossPaid},
	Kernel: func(_ *struct{}, in passage, t *rule.Trace) (out passageAnswer, err error) {
		fee, given := in.Fee.Get()
		if min(in.Boats, in.Carts, fee) < 0 || max(in.Boats, in.Carts) > 40 || fee > 9 || in.Boats+in.Carts < 3 || in.Night && in.Boats == 40 {
			return out, rule.Refused
		}
		out.Over = min(in.Carts, in.Boats)
		out.Rest = in.Boats - out.Over
		if out.Twice = max(in.Carts-out.Rest, 0); in.Night {
			out.Twice = out.Rest + out.Over
		}
		out.Even = in.Carts*3+1 == in.Boats*3+out.Over*3
		if given {
			out.Paid = rule.Give(fee * out.Over)
		}
		if t.On() {
			t.Count(&crossOver, out.Over)
			t.Count(&crossRest, out.Rest)
			t.Count(&crossTwice, out.Twice)
			t.Flag(&crossEven, out.Even)
			if given {
				t.Count(&crossPaid, fee*out.Over)
			}
		}
		return out, nil
	},
})

// TestEveryEndIsReachedOrNamed: against every completion of every partial case, no answer is outside, and an end that none comes to is
// named; what one fact does by two ways is bounded as what it is.
func TestEveryEndIsReachedOrNamed(t *testing.T) {
	open, named, ends := 0, 0, 0
	for _, facts := range []string{`{}`, `{"boats":7}`, `{"carts":7}`, `{"boats":40}`, `{"boats":0}`, `{"carts":1,"night":true}`, `{"night":false,"fee":null}`,
		`{"boats":3,"night":true,"fee":2}`, `{"carts":40,"fee":9}`, `{"boats":12,"carts":5}`, `{"boats":2,"fee":null,"night":false}`} {
		o, err := across.Decide([]byte(facts))
		require.NoError(t, err, facts)
		var known map[string]any
		require.NoError(t, json.Unmarshal([]byte(facts), &known))
		seen := map[string][]int64{}
		cells := map[string][]string{}
		for boats := range int64(41) {
			for carts := range int64(41) {
				for _, night := range []bool{false, true} {
					for fee := int64(-1); fee < 10; fee++ {
						in := passage{Boats: boats, Carts: carts, Night: night}
						if fee >= 0 {
							in.Fee = rule.Give(fee)
						}
						if !completes(known, in, fee) {
							continue
						}
						out, err := across.Eval(in)
						if err != nil {
							continue
						}
						seen["over"], seen["rest"], seen["twice"] = append(seen["over"], out.Over), append(seen["rest"], out.Rest), append(seen["twice"], out.Twice)
						cells["even"] = append(cells["even"], strconv.FormatBool(out.Even))
						if paid, ok := out.Paid.Get(); ok {
							seen["paid"] = append(seen["paid"], paid)
						} else {
							cells["paid"] = append(cells["paid"], "absent")
						}
					}
				}
			}
		}
		open++
		for _, p := range o.Answer {
			name := fmt.Sprintf("%s: %+v", facts, p)
			reached := func(end string, is bool) {
				ends++
				if slices.Contains(p.Unseen, end) {
					named++
				} else {
					assert.True(t, is, "%s: %s", name, end)
				}
			}
			values := seen[p.Path]
			for _, v := range values {
				in := p.Determined && p.Value == strconv.FormatInt(v, 10)
				if !p.Determined {
					low, _ := strconv.ParseInt(p.Low, 10, 64)
					high, _ := strconv.ParseInt(p.High, 10, 64)
					in = low <= v && v <= high
				}
				require.True(t, in, "%s: %d", name, v)
			}
			if p.Low != "" {
				reached("low", strconv.FormatInt(slices.Min(values), 10) == p.Low)
				reached("high", strconv.FormatInt(slices.Max(values), 10) == p.High)
			}
			for _, c := range p.Codes {
				reached(c, slices.Contains(cells[p.Path], c))
			}
			if p.Absent {
				reached("absent", slices.Contains(cells[p.Path], "absent"))
			} else if p.Path == "paid" && p.Value != "" {
				assert.NotContains(t, cells["paid"], "absent", name)
			}
			for _, c := range cells["even"] {
				if p.Path == "even" {
					require.True(t, slices.Contains(p.Codes, c) || p.Value == c, name)
				}
			}
		}
	}
	t.Logf("%d partial cases, %d ends, %d named as limits", open, ends, named)
	assert.LessOrEqual(t, named, 12, "one more than three times a number is never three times another, which no bounds say")
}

// completes tells whether a case is a completion of what is known.
func completes(known map[string]any, in passage, fee int64) bool {
	for name, v := range known {
		switch name {
		case "boats":
			if v != float64(in.Boats) {
				return false
			}
		case "carts":
			if v != float64(in.Carts) {
				return false
			}
		case "night":
			if v != in.Night {
				return false
			}
		case "fee":
			if v == nil && fee >= 0 || v != nil && v != float64(fee) {
				return false
			}
		}
	}
	return true
}
