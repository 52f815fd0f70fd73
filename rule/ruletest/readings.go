package ruletest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

// Readings tests an open question by a case of which its readings disagree and one of which they agree: that they do, that the
// JSON door says the same, and [Weighs].
func Readings[Case any](t *testing.T, q rule.Question[Case], differ, agree Case) {
	t.Helper()
	for i, in := range []Case{differ, agree} {
		c := q.Of(in)
		if c.Refused {
			t.Errorf("%s: a reading refuses the case: %+v", q.ID, c)
		} else if want := i == 1; c.Agree != want {
			t.Errorf("%s: the readings agree: %t, want %t: %+v", q.ID, c.Agree, want, c)
		}
		raw, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		door, err := q.ReadJSON(raw)
		if err != nil {
			t.Fatal(err)
		}
		if want, err := json.Marshal(c); err != nil || !bytes.Equal(door, want) {
			t.Errorf("%s: the JSON door gives %s, want %s (%v)", q.ID, door, want, err)
		}
	}
	for _, p := range Weighs(q, []Case{differ, agree, differ}) {
		t.Error(p)
	}
}

// Weighs holds what [rule.Question.Weigh] gives of many cases against the sum of what [rule.Question.Of] gives of each, added
// here, in decimals, from the answers' JSON.
func Weighs[Case any](q rule.Question[Case], cases []Case) (problems []string) {
	got, err := q.Weigh(slices.Values(cases))
	if err != nil {
		return []string{err.Error()}
	}
	want := make([]tally, len(q.Readings))
	var decided, refused int64
	for _, in := range cases {
		c := q.Of(in)
		if c.Refused {
			refused++
			continue
		}
		if !c.Agree {
			decided++
		}
		first, err := amountOf(c.Readings[0], q.Money)
		if err != nil {
			return []string{err.Error()}
		}
		for i := 1; i < len(c.Readings); i++ {
			if !slices.EqualFunc(c.Readings[0].Says, c.Readings[i].Says, func(a, b rule.Saying) bool { return a.Value == b.Value }) {
				want[i].differs++
			}
			amount, err := amountOf(c.Readings[i], q.Money)
			if err != nil {
				return []string{err.Error()}
			}
			want[i].add(amount.Sub(first).Mul(decimal.NewFromInt(int64(q.PerYear))))
		}
	}
	if got.Cases != int64(len(cases)) || got.Decided != decided || got.Refused != refused {
		problems = append(problems, fmt.Sprintf("%s: %d cases, %d decided, %d refused; one by one %d, %d, %d",
			q.ID, got.Cases, got.Decided, got.Refused, len(cases), decided, refused))
	}
	for i, s := range got.Against {
		w := want[i+1]
		if s.Differs != w.differs || s.More != w.more || s.Less != w.less ||
			!s.MoreAYear.Decimal().Equal(w.up) || !s.LessAYear.Decimal().Equal(w.down) {
			problems = append(problems, fmt.Sprintf("%s: reading %d sums to %+v, one by one %+v", q.ID, i+1, s, w))
		}
	}
	return problems
}

// tally is a [rule.Swing] added up another way.
type tally struct {
	differs, more, less int64
	up, down            decimal.Decimal
}

func (t *tally) add(more decimal.Decimal) {
	switch more.Sign() {
	case 1:
		t.more++
		t.up = t.up.Add(more)
	case -1:
		t.less++
		t.down = t.down.Sub(more)
	}
}

// amountOf reads the amount of an answer from its JSON; 0 where the question has none.
func amountOf(a rule.Answered, path string) (decimal.Decimal, error) {
	if path == "" {
		return decimal.Decimal{}, nil
	}
	cells, err := rule.Flatten(a.Answer)
	if err != nil {
		return decimal.Decimal{}, err
	}
	for _, c := range cells {
		if c.Path == path {
			return decimal.NewFromString(c.Text)
		}
	}
	return decimal.Decimal{}, nil
}

// weighed is the part of [Test] that holds the sums of a rule's open questions against single cases: those of its table under
// the parameters of its first row, and random ones.
func weighed[Policy, Facts, Answer any](t *testing.T, r rule.Rule[Policy, Facts, Answer], s Suite[Policy, Facts], rows []cases.Case) {
	t.Helper()
	var in []Facts
	var under *rule.Rule[Policy, Facts, Answer]
	defaults := r.Info().Defaults
	for _, c := range rows {
		if bound, facts, err := bind(r, defaults, c); err == nil {
			if under == nil {
				under = &bound
			}
			in = append(in, facts)
		}
	}
	s.N = min(s.size(), 500)
	for bound, facts := range drawn(r, &s) {
		if bound.Err() == nil {
			in = append(in, facts)
		}
	}
	if under == nil {
		t.Fatal("no row has facts")
	}
	whole, err := under.Weigh(slices.Values(in))
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range under.Questions() {
		for _, p := range Weighs(q, in) {
			t.Error(p)
		}
		alone, err := q.Weigh(slices.Values(in))
		if err != nil || fmt.Sprint(alone) != fmt.Sprint(whole[i]) {
			t.Errorf("%s: Weigh of the rule gives %+v, of the question %+v (%v)", q.ID, whole[i], alone, err)
		}
	}
}
