package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// outlook writes what Decide says in a line: each field, then what to ask for and in which step it first turns, then what need not be.
func outlook(t *testing.T, o rule.Outlook, err error) string {
	t.Helper()
	require.NoError(t, err)
	out := strings.Join(possible(o), "; ")
	for _, n := range o.Needs {
		out += "; ask " + n.Path + " for " + n.Step.EN
		if n.Clause != "" {
			out += " [" + n.Clause + "]"
		}
	}
	if len(o.Unneeded) > 0 {
		out += "; not " + strings.Join(o.Unneeded, ", ")
	}
	assert.Equal(t, len(o.Needs) == 0, o.Determined)
	for _, p := range o.Answer {
		if p.Determined { // its value is all there is to say
			assert.Empty(t, p.Low+p.High+strings.Join(p.Codes, ""), p.Path)
		}
	}
	return out
}

// TestDecideGivesTheBoundsWorkedOutByHand: of the ferry, 55 % of whose seats must be taken, 12.50 a head, from July 2023 on a share of
// it by day in the country.
func TestDecideGivesTheBoundsWorkedOutByHand(t *testing.T) {
	for facts, want := range map[string]string{
		`{"seats":20,"taken":11,"month":"2023-07","share":"80%","area":"rural","night":false,"guests":1}`: "sails = true; lack = 0; fee = 20.00; heads = 2",
		// two heads at 12.50 and a share of 0 to 150 %
		`{"seats":20,"taken":11,"month":"2023-07","area":"rural","night":false,"guests":1}`: "sails = true; lack = 0; fee: 0.00…37.50 []; heads = 2; ask share for fare after the share",
		// by night the share is of no account
		`{"seats":20,"taken":11,"month":"2023-07","area":"rural","night":true,"guests":1}`: "sails = true; lack = 0; fee = 25.00; heads = 2; not share",
		// ten a head for one to ten
		`{"seats":20,"taken":11,"month":"2023-07","share":"80%","area":"rural","night":false}`: "sails = true; lack = 0; fee: 10.00…100.00 []; heads: 1…10 []; ask guests for heads",
		`{"seats":20,"month":"2023-07","share":"80%","area":"rural","night":false,"guests":1}`: "sails: … [true false]; lack: 0…11 []; fee = 20.00; heads = 2; ask taken for sails [sample-1]",
		// 33 of 60 less the 11 there are
		`{"taken":11,"month":"2023-07","share":"80%","area":"rural","night":false,"guests":1}`: "sails: … [true false]; lack: 0…22 []; fee = 20.00; heads = 2; ask seats for sails [sample-1]",
		// of eight months three are from July 2023 on, after which two facts more are asked for; of two areas, or day and night, one
		`{"seats":20,"taken":11,"share":"80%","guests":null}`: "sails = true; lack = 0; fee: 10.00…12.50 []; heads = 1; " +
			"ask month for fare after the share; ask area for fare after the share; ask night for fare after the share",
		`{"seats":20,"taken":11,"month":"2023-06","guests":null}`: "sails = true; lack = 0; fee = 12.50; heads = 1; not share, area, night",
	} {
		o, err := ferry.Decide([]byte(facts))
		assert.Equal(t, want, outlook(t, o, err), facts)
	}
}

// TestDecideBoundsNumbersOfEveryType: what is open is bounded by its tag, an open end by the last value within it.
func TestDecideBoundsNumbersOfEveryType(t *testing.T) {
	const known = `"tiny":7,"short":50,"wide":1000,"plain":-3,"night":true,"spare":null,`
	for facts, want := range map[string]string{
		// small is −5 to 4, and taken from 2 050 + 4 pieces
		`"rate":"12%","figure":"1","month":"2023-05","box":{"paid":"100.00","extra":null},"rows":[{"n":4,"area":"urban"}]`: "over = false; total: 2054…2063 []; due = 12.00; until: 2023-04…2024-01 []; ask small for until",
		// what is paid is below 1 000: 12 % of 999.99 are 120.00, and 7 more
		`"rate":"12%","small":2,"figure":"1","month":"2023-05","box":{"extra":"7.00"},"rows":[{"n":4,"area":"rural"}]`: "over = false; total = 2052; due: 7.00…127.00 []; until = 2023-06; ask box.paid for due",
		// a rate above 0 %, at most 200 %
		`"small":2,"figure":"1","month":"2023-05","box":{"paid":"100.00","extra":null},"rows":[]`: "over = false; total = 2052; due: 0.00…200.00 []; until = 2023-06; ask rate for due",
		// where a row stands decides whether its four pieces count
		`"rate":"12%","small":2,"figure":"1","month":"2023-05","box":{"paid":"100.00","extra":null},"rows":[{"n":3,"area":"urban"},{"n":4}]`: "over = false; total: 2055…2059 []; due = 12.00; until = 2023-06; ask rows[1].area for pieces in all",
	} {
		o, err := gauge.Decide([]byte("{" + known + facts + "}"))
		assert.Equal(t, want, outlook(t, o, err), facts)
	}
}

// visit is a rule whose answer hangs on facts of unequal weight, each of another kind.
type visitFacts struct {
	Far    int64      `json:"far" zh:"里程" en:"distance" range:"[0,50]"`
	Kind   Area       `json:"kind" zh:"类别" en:"kind"`
	Month  unit.Month `json:"month" zh:"月份" en:"month" range:"[2020-01,2030-12]"`
	Share  unit.Rate  `json:"share" zh:"比例" en:"share" range:"[0%,100%]"`
	Needed bool       `json:"needed" zh:"需要" en:"needed"`
}

type visitAnswer struct {
	Visited bool `json:"visited" zh:"走访" en:"visited"`
}

var visitStep = rule.Term{ID: "visited", Label: rule.Text{ZH: "走访", EN: "visited"}, Formula: "{needed} and ({far} ≤ 5 or {kind} = 'urban' and {month} ≥ {since} and {share} < 50%)"}

type visitPolicy struct {
	Since unit.Month `json:"since" zh:"起始月份" en:"since"`
}

var visit = rule.MustNew(rule.Definition[visitPolicy, visitFacts, visitAnswer]{
	ID: "sample.visit", Version: 1, Title: rule.Text{ZH: "走访", EN: "Visit"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{&visitStep},
	Kernel: func(p *visitPolicy, in visitFacts, t *rule.Trace) (out visitAnswer, err error) {
		if in.Far < 0 || in.Far > 50 || !in.Kind.IsValid() || in.Month.IsZero() || in.Share.Sign() < 0 || in.Share.Cmp(unit.Percent(100)) > 0 || in.Month.Year() < 2020 || in.Month.Year() > 2030 {
			return out, rule.Refused
		}
		out.Visited = in.Needed && (in.Far <= 5 || in.Kind == Urban && !in.Month.Before(p.Since) && in.Share.Cmp(unit.Percent(50)) < 0)
		t.Flag(&visitStep, out.Visited)
		return out, nil
	},
}).Under(visitPolicy{Since: unit.MustParseMonth("2025-07")})

// TestTheFactIsAskedForFirstAfterWhichFewestRemain, on the average of what it can be: of seven distances five leave one fact to ask
// for and two leave four, 13/7; of yes and no four and none, 2; three months of eight leave four and five leave two, 22/8; of two kinds
// 3; of nine shares five leave four and four leave two, 28/9.
func TestTheFactIsAskedForFirstAfterWhichFewestRemain(t *testing.T) {
	for facts, want := range map[string]string{
		`{}`:                               "far needed month kind share",
		`{"needed":true}`:                  "far month kind share",
		`{"needed":true,"far":6}`:          "month kind share",
		`{"needed":true,"kind":"urban"}`:   "far month share",
		`{"kind":"rural","far":6}`:         "",
		`{"kind":"rural"}`:                 "needed far",
		`{"far":6,"share":"49%"}`:          "month kind needed",
		`{"far":6,"month":"2025-07"}`:      "kind needed share",
		`{"far":6,"month":"2025-06"}`:      "",
		`{"far":5}`:                        "needed",
		`{"needed":false}`:                 "",
		`{"needed":true,"far":5}`:          "",
		`{"kind":"urban","share":"50%"}`:   "needed far",
		`{"needed":true,"month":"2030-1"}`: "error",
	} {
		o, err := visit.Decide([]byte(facts))
		got := strings.Join(asked(o), " ")
		if err != nil {
			got = "error"
		}
		assert.Equal(t, want, got, facts)
		for _, n := range o.Needs {
			assert.Equal(t, visitStep.Label, n.Step, facts)
		}
	}
}
