package ruletest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// refusals holds the forms against each other where facts are refused.
func (k *tester[Policy, Facts, Answer]) refusals(r rule.Rule[Policy, Facts, Answer], in Facts, want error) []string {
	var problems []string
	same := func(form string, err error) {
		switch {
		case (err == nil) != (want == nil), err != nil && err.Error() != want.Error():
			problems = append(problems, fmt.Sprintf("the forms disagree: %s gives %v, Explain %v", form, err, want))
		}
	}
	_, err := r.Eval(in)
	same("Eval", err)
	_, err = r.EvalAll(nil, []Facts{in})
	var rows rule.RowErrors
	if errors.As(err, &rows) && len(rows) == 1 {
		err = rows[0].Err
	}
	same("EvalAll", err)
	if want != nil {
		for _, f := range rule.Faults(want) {
			if f.Code == rule.NotWhole {
				problems = append(problems, "the kernel refuses what its ranges allow: "+f.String())
			}
			if f.Reason.ZH == "" || f.Reason.EN == "" {
				problems = append(problems, "an error lacks a language: "+f.String())
			}
		}
	}
	return problems
}

// forms holds the other forms of the rule against an explained answer.
func (k *tester[Policy, Facts, Answer]) forms(r rule.Rule[Policy, Facts, Answer], d rule.Decision[Policy, Facts, Answer]) []string {
	if len(k.good) < maxGood {
		k.good = append(k.good, goodCase[Policy, Facts]{d.Parameters, d.Facts})
	}
	var problems []string
	fail := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	want, err := json.Marshal(d.Answer)
	if err != nil {
		return []string{"the answer does not marshal: " + err.Error()}
	}
	before, err := json.Marshal(d.Parameters)
	if err != nil {
		return []string{"the parameters do not marshal: " + err.Error()}
	}
	facts, err := json.Marshal(d.Facts)
	if err != nil {
		return []string{"the facts do not marshal: " + err.Error()}
	}
	same := func(form string, out Answer, err error) {
		got, merr := json.Marshal(out)
		if err != nil || merr != nil || !bytes.Equal(got, want) {
			fail("%s gives %s (%v), Explain %s", form, got, errors.Join(err, merr), want)
		}
	}
	out, err := r.Eval(d.Facts)
	same("Eval", out, err)
	outs, err := r.EvalAll(nil, []Facts{d.Facts})
	if len(outs) == 1 {
		same("EvalAll", outs[0], err)
	} else {
		fail("EvalAll gives %d answers for one case", len(outs))
	}
	verified := d.Verify()
	if verified != nil {
		fail("%v", verified)
	}
	record, err := d.AppendJSON(nil)
	if err != nil {
		return append(problems, err.Error())
	}
	if viaJSON, err := json.Marshal(d); err != nil || !bytes.Equal(viaJSON, record) {
		fail("encoding/json writes another record (%v): %s", err, viaJSON)
	}
	report, err := k.catalog.Replay(record)
	if err != nil || !report.Holds() {
		if err != nil {
			fail("replay: %v", err)
		}
		for _, diff := range report.Differences {
			if verified == nil { // else it says the same again
				fail("replay: %s", diff.In(rule.English))
			}
		}
	}
	door, err := k.catalog.Explain(r.ID(), before, facts)
	if err != nil || !bytes.Equal(door, record) {
		fail("the JSON door gives another record (%v): %s", err, door)
	}
	var twin Facts
	if err := json.Unmarshal(facts, &twin); err != nil {
		fail("encoding/json does not read the facts it wrote: %v", err)
	} else if again, err := json.Marshal(twin); err != nil || !bytes.Equal(again, facts) {
		fail("facts change on the way through encoding/json (%v): %s, then %s", err, facts, again)
	}
	if after, err := json.Marshal(r.Parameters()); err != nil || !bytes.Equal(after, before) {
		fail("the kernel changed the parameters: %s, then %s", before, after)
	}
	if !k.allocates && !raced {
		in := d.Facts
		if n := testing.AllocsPerRun(20, func() { _, _ = r.Eval(in) }); n != 0 {
			fail("Eval allocates %v times", n)
		}
	}
	return problems
}
