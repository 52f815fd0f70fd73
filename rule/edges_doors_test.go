package rule_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestEachDoorGivesTheErrorAndNothingElse: of an unknown rule, of parameters that are lacking, of facts that do not read and of a number that
// there is none of.
func TestEachDoorGivesTheErrorAndNothingElse(t *testing.T) {
	c, err := rule.NewCatalog(Heating)
	require.NoError(t, err)
	good, p := []byte(`{"persons":3}`), []byte(`{"per_person":"120.00"}`)
	doors := map[string]func(id string, p, f []byte, path string) (string, error){
		"edges": func(id string, p, f []byte, path string) (string, error) {
			out, err := c.Edges(id, p, f, path, "0", "9")
			return string(out), err
		},
		"edges text": func(id string, p, f []byte, path string) (string, error) {
			return c.EdgesText(id, p, f, path, "0", "9", rule.English)
		},
		"found edges": func(id string, p, f []byte, path string) (string, error) {
			out, err := c.FindEdges(id, p, f, path, "0", "9")
			return out.Rule, err
		},
	}
	others := map[string]func(id string, p, f []byte, _ string) (string, error){
		"flip": func(id string, p, f []byte, _ string) (string, error) {
			out, err := c.Flip(id, p, f)
			return string(out), err
		},
		"flip of parameters": func(id string, p, f []byte, _ string) (string, error) {
			out, err := c.FlipParameters(id, p, f)
			return string(out), err
		},
		"found flips": func(id string, p, f []byte, _ string) (string, error) {
			out, err := c.FindFlips(id, p, f, rule.OfFacts)
			return out.Rule, err
		},
		"thresholds": func(id string, p, f []byte, _ string) (string, error) {
			out, err := c.Thresholds(id, p, f)
			return strings.Repeat("x", len(out)), err
		},
		"readings": func(id string, p, f []byte, _ string) (string, error) {
			out, err := c.Readings(id, p, f)
			return string(out), err
		},
	}
	for name, door := range others {
		doors[name] = door
	}
	for name, door := range doors {
		for why, code := range map[string]rule.Code{"rule": rule.UnknownRule, "parameters": rule.NoParameters, "facts": rule.Missing, "path": rule.UnknownField} {
			if others[name] != nil && why == "path" {
				continue
			}
			var out string
			var err error
			switch why {
			case "rule":
				out, err = door("sample.none", p, good, "persons")
			case "parameters":
				out, err = door("sample.heating", nil, good, "persons")
			case "facts":
				out, err = door("sample.heating", p, []byte(`{}`), "persons")
			default:
				out, err = door("sample.heating", p, good, "nothing")
			}
			require.ErrorIs(t, err, code, "%s: %s", name, why)
			assert.Empty(t, out, "%s: %s", name, why)
		}
		out, err := door("sample.heating", p, good, "persons")
		require.NoError(t, err, name)
		assert.Equal(t, name == "thresholds", out == "", name)
	}
	text, err := c.EdgesText("sample.heating", p, good, "persons", "0", "9", rule.English)
	require.NoError(t, err)
	assert.Equal(t, "persons from 0 to 9 (in this case 3)\n  0 to 9  heating subsidy 0.00→1080.00 (+120 for each 1 more)\n", text)
}

// TestEdgesReadFromJSONAreToldByTheirCodes, and answer no value.
func TestEdgesReadFromJSONAreToldByTheirCodes(t *testing.T) {
	own, err := excess(t).Edges(spikeFacts{Income: unit.Yuan(3)}, "income", "0", "9.5")
	require.NoError(t, err)
	raw, err := json.Marshal(own)
	require.NoError(t, err)
	var e rule.Edges
	require.NoError(t, json.Unmarshal(raw, &e))
	assert.Equal(t, "income from 0.00 yuan to 9.50 yuan (in this case 3.00 yuan)\n  0.00 to 5.00  above 0.00; half left out; part 0%; area rural\n"+
		"  5.01 to 8.99  above 0.01→3.99 (+1 for each 1 more); half 0.00→1.99 (+0.5 for each 1 more, rounded down to the whole fen); part 0.2%→79.8% (+0.2 for each 1 more); area urban"+
		"  turned: {income} > {at} [sample-1]; max({income} − {at}, 0) [sample-1]\n  9.00 to 9.50  refused: must be below 9 yuan\n", e.Text(rule.English))
	h := e.Thresholds()
	require.Len(t, h, 1)
	assert.Equal(t, [2]string{"5.01", "{income} > {at} [sample-1]"}, [2]string{h[0].At, h[0].Turned.EN})
	_, err = e.At("7")
	assert.Equal(t, rule.Errors{{Rule: "sample.excess", Code: rule.NotWhole, Part: rule.OfFacts, Field: "income", Value: "7", Reason: rule.Text{
		ZH: "由JSON读回的分段不能代入取值：请重新求得分段", EN: "edges that were read from JSON answer no value: find them again"}}}, err)
	for at, want := range map[string]rule.Fault{
		"9.51": {Code: rule.Range, Reason: rule.Text{ZH: "不在所求的范围内", EN: "outside the range that was asked for"}},
		"-1":   {Code: rule.Range, Reason: rule.Text{ZH: "不在所求的范围内", EN: "outside the range that was asked for"}},
		"x":    {Code: rule.Syntax, Reason: rule.Text{ZH: "第1个字符“x”不是数字：只写数字和小数点；应为金额，且为步长0.01的整数倍"}},
	} {
		want.Rule, want.Part, want.Field, want.Value = "sample.excess", rule.OfFacts, "income", at
		_, err := own.At(at)
		require.Equal(t, want.Reason.ZH, rule.Faults(err)[0].Reason.ZH, at)
		assert.Equal(t, []any{want.Rule, want.Code, want.Part, want.Field, want.Value}, []any{rule.Faults(err)[0].Rule, rule.Faults(err)[0].Code, rule.Faults(err)[0].Part, rule.Faults(err)[0].Field, rule.Faults(err)[0].Value})
	}
	for at, want := range map[string][2]string{"9": {"9.00", "must be below 9 yuan"}, "9.5": {"9.50", "must be below 9 yuan"}} {
		_, err := own.At(at)
		require.Error(t, err)
		assert.Equal(t, want[1], rule.Faults(err)[0].Reason.EN)
	}
}

// sweptBy is a swept rule of formulas of which those that are left out say nothing that turns.
func sweptBy(t *testing.T, formulas map[string]string, refuses func(p *sweptPolicy, in *sweptFacts) bool) rule.Rule[sweptPolicy, sweptFacts, sweptAnswer] {
	all := map[string]string{"each.more": "false", "each.pay": "{rows.paid}", "part": "{floor}", "due": "{floor}", "sum": "3", "kind": "'urban'", "until": "{month}", "ok": "true", "left": "{floor}"}
	for id, f := range formulas {
		all[id] = f
	}
	r, err := sweptRule(sweptIDs, all, refuses)
	require.NoError(t, err)
	return r.Under(sweptPolicy{Floor: unit.MustParseMoney("0.50"), Share: unit.MustParseRate("55%"), Per: 2, Since: unit.MustParseMonth("2023-09")})
}

func sweptIn() sweptFacts {
	return sweptFacts{N: 3, Month: unit.MustParseMonth("2023-05"), Rate: unit.MustParseRate("1%"), Area: Rural, Rows: []sweptRow{{N: 4}}}
}

// TestWhatStandsNearestToTheAnswerIsToldFirst: of steps that turn at one value the latest; in a flip its own step's, and nothing that
// decides nothing.
func TestWhatStandsNearestToTheAnswerIsToldFirst(t *testing.T) {
	r := sweptBy(t, map[string]string{"each.more": "{rows.n} < {n}", "due": "if({n} × 2 ≥ 10, {floor}, 2 × {floor})", "sum": "max({n} − 4, 0)",
		"kind": "if({n} > 4, 'urban', 'rural')", "ok": "{n} ≥ 5 and {n} < 9 and any({rows.n} = 4)"}, nil)
	own := sweptBy(t, map[string]string{"due": "if({n} × 2 ≥ 10, {floor}, 2 × {floor})", "kind": "if({n} > 4, 'urban', 'rural')", "ok": "if({n} ≥ 5, 1, 0) + if({kind} = 'urban', 1, 0) + if({due} = {floor}, 1, 0) > 2"}, nil)
	told := func(list []rule.Turning) string {
		var out []string
		for _, b := range list {
			out = append(out, b.Step+" "+b.Comparison)
		}
		return strings.Join(out, "; ")
	}
	e, err := r.Edges(sweptIn(), "n", "0", "12")
	require.NoError(t, err)
	assert.Equal(t, []string{"0 4", "5 8", "9 12"}, ranges(e))
	assert.Equal(t, "ok {n} ≥ 5; kind {n} > 4; due {n} × 2 ≥ 10; each.more {rows.n} < {n}; sum max({n} − 4, 0)", told(e.Segments[1].Because))
	assert.Equal(t, "ok {n} < 9", told(e.Segments[2].Because))
	var clauses []string
	for _, b := range e.Segments[1].Because {
		clauses = append(clauses, b.Clause)
	}
	assert.Equal(t, []string{"sample-1", "sample-1", "sample-1", "sample-1", "sample-1"}, clauses)
	f, err := own.Flip(sweptIn())
	require.NoError(t, err)
	n := f.Flips[1]
	require.Len(t, n.Changes, 1)
	var steps []string
	for _, b := range n.Changes[0].Because {
		steps = append(steps, b.Step)
	}
	assert.Equal(t, []string{"ok", "ok", "ok", "ok", "kind", "due"}, steps, "its own step's first: %s", told(n.Changes[0].Because))
	assert.Contains(t, told(n.Changes[0].Because), "; kind {n} > 4; due {n} × 2 ≥ 10")
	assert.Contains(t, f.Text(rule.English), "persons 2 more (5): yes  turned: step 7: ")
	assert.Contains(t, f.Text(rule.English), "]; step 7: ")
	assert.Contains(t, f.Text(rule.English), "; 3 more\n")
	assert.Contains(t, f.Text(rule.Chinese), "；另3处\n")
}

// TestRefusedValuesOnTheWayToAChangeAreTold: the change is the first value that is answered, and what turns at a value that is refused is not
// told of it; a run that is refused as a whole is passed by.
func TestRefusedValuesOnTheWayToAChangeAreTold(t *testing.T) {
	at := func(text string, refused ...int64) []rule.Change {
		r := sweptBy(t, map[string]string{"ok": text}, func(_ *sweptPolicy, in *sweptFacts) bool {
			for _, n := range refused {
				if in.N == n {
					return true
				}
			}
			return false
		})
		f, err := r.Flip(sweptIn())
		require.NoError(t, err)
		assert.Empty(t, f.Flips[1].Fault)
		return f.Flips[1].Changes
	}
	c := at("{n} ≥ 5", 5, 6)
	require.Len(t, c, 1)
	assert.Equal(t, [5]string{"7", "6", "+4", "true", "true"}, plainChange(c[0]))
	assert.Empty(t, c[0].Because)
	c = at("{n} = 5 or {n} ≥ 8", 5)
	require.Len(t, c, 1)
	assert.Equal(t, [5]string{"8", "7", "+5", "true", "false"}, plainChange(c[0]))
	assert.Len(t, c[0].Because, 1)
	c = at("{n} = 5", 5)
	assert.Empty(t, c)
	c = at("{n} ≥ 5 or {n} < 0", 4, -1, -2)
	require.Len(t, c, 2)
	assert.Equal(t, [5]string{"5", "4", "+2", "true", "true"}, plainChange(c[0]))
	assert.Equal(t, [5]string{"-3", "-2", "-6", "true", "true"}, plainChange(c[1]))
	r := sweptBy(t, map[string]string{"ok": "{n} ≥ 5"}, func(_ *sweptPolicy, in *sweptFacts) bool { return in.N == 5 })
	f, err := r.Flip(sweptIn())
	require.NoError(t, err)
	assert.Contains(t, f.Text(rule.English), "  persons 3 more (6): yes (the values before are refused)\n")
	assert.Contains(t, f.Text(rule.Chinese), "  人数 增加3（至6人）：是（其前的取值规则不予计算）\n")
}

// TestARuleWithoutAnOutcomeHasNoFlips.
func TestARuleWithoutAnOutcomeHasNoFlips(t *testing.T) {
	type answer struct {
		N int64 `json:"n" zh:"数" en:"n"`
	}
	type facts struct {
		N int64 `json:"n" zh:"数" en:"n"`
	}
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.echo", Version: 1, Title: rule.Text{ZH: "回声", EN: "Echo"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(_ *none, in facts, _ *rule.Trace) (answer, error) { return answer(in), nil },
	})
	require.NoError(t, err)
	for _, flip := range []func(facts) (rule.Flips, error){r.Flip, r.FlipParameters} {
		f, err := flip(facts{3})
		assert.Equal(t, rule.Errors{{Rule: "sample.echo", Code: rule.NotWhole, Reason: rule.Text{
			ZH: "结论中没有列表以外的选项、是非或数值，没有可以改变的结论", EN: "the answer has no choice, flag or number outside lists: there is no outcome to change"}}}, err)
		assert.Empty(t, f)
	}
	e, err := r.Edges(facts{3}, "n", "0", "9")
	require.NoError(t, err)
	assert.Equal(t, "n from 0 to 9 (in this case 3)\n  0 to 9  n 0→9 (+1 for each 1 more)\n", e.Text(rule.English))
}

// TestThresholdsReachAMillionOrAThousandTimes, whichever is more.
func TestThresholdsReachAMillionOrAThousandTimes(t *testing.T) {
	type facts struct {
		Paid unit.Money `json:"paid" zh:"已付" en:"paid"`
		Held unit.Money `json:"held" zh:"持有" en:"held"`
		N    int64      `json:"n" zh:"数" en:"n"`
	}
	list := func(text string, in facts) (out []string) {
		all, err := judged[facts](t, text).Thresholds(in)
		require.NoError(t, err)
		for _, h := range all {
			out = append(out, h.Path+" "+h.At)
		}
		return out
	}
	million := unit.MustParseMoney("1000000.00")
	assert.Equal(t, []string{"paid 1000000.00"}, list("{paid} ≥ {held} and {n} < 1", facts{Held: million})[:1])
	assert.Equal(t, []string{"held 0.01"}, list("{paid} ≥ {held} and {n} < 1", facts{Held: million})[1:])
	assert.Equal(t, []string{"held 0.00"}, list("{paid} > {held}", facts{Held: million}))
	assert.Equal(t, []string{"held 1000.00"}, list("{paid} > {held}", facts{Paid: unit.Yuan(1000), Held: unit.Yuan(2_000_000)}))
	assert.Equal(t, []string{"n 1000000"}, list("{n} = 1000000 or {n} < 0 − 1000000", facts{}))
	assert.Equal(t, []string{"n 2000000"}, list("{n} ≥ 2000000 and {n} ≤ 2000000", facts{N: 2000}))
	assert.Equal(t, []string{"n -1999999"}, list("{n} ≤ 0 − 2000000", facts{N: -2000}))
}

// TestAComparisonHasNoClauseWhereTheParametersAreNotTheClauses: the rule rests on one clause alone, which gives another share than is asked.
func TestAComparisonHasNoClauseWhereTheParametersAreNotTheClauses(t *testing.T) {
	d := reliefDefinition()
	d.Basis = []rule.Clause{share}
	r, err := rule.New(d)
	require.NoError(t, err)
	for rate, want := range map[string]string{"60%": "T9.1", "61%": ""} {
		p := r.Parameters()
		p.Share = unit.MustParseRate(rate)
		e, err := r.Under(p).Edges(earning(Rural, 100), "members[0].income", "0", "1000")
		require.NoError(t, err)
		require.Len(t, e.Segments, 2)
		assert.Equal(t, want, e.Segments[1].Because[0].Clause, rate)
		assert.NotContains(t, e.Text(rule.English), "[]")
	}
}

// TestASlopeIsADecimalOfTwelvePlacesOrAFraction.
func TestASlopeIsADecimalOfTwelvePlacesOrAFraction(t *testing.T) {
	e, err := sweptBy(t, map[string]string{"due": "round({income} × 100 ÷ 4096, 'down/fen')"}, nil).Edges(sweptIn(), "income", "0", "1.2")
	require.NoError(t, err)
	assert.Equal(t, "0.0244140625", e.Segments[0].Answer[1].Slope)
	e, err = sweptBy(t, map[string]string{"due": "round({income} × 4097 ÷ 4096, 'down/fen')"}, nil).Edges(sweptIn(), "income", "0", "1.2")
	require.NoError(t, err)
	assert.Equal(t, "1.000244140625", e.Segments[0].Answer[1].Slope, "twelve places")
	e, err = sweptBy(t, map[string]string{"due": "round({income} × 8193 ÷ 8192, 'down/fen')"}, nil).Edges(sweptIn(), "income", "0", "1.2")
	require.NoError(t, err)
	assert.Equal(t, "8193/8192", e.Segments[0].Answer[1].Slope, "thirteen")
	e, err = sweptBy(t, map[string]string{"due": "round({income} × 4 ÷ 3, 'down/fen')"}, nil).Edges(sweptIn(), "income", "0", "1.2")
	require.NoError(t, err)
	assert.Equal(t, "4/3", e.Segments[0].Answer[1].Slope)
}

// TestAFieldOfItemsThatIsTheSameForEachHasACourse, beside one that each item has of its own and where all are the same.
func TestAFieldOfItemsThatIsTheSameForEachHasACourse(t *testing.T) {
	in := sweptIn()
	in.Rows = []sweptRow{{N: 4}, {N: 5}}
	for _, pay := range []string{"{rows.paid}", "{floor}"} {
		r := sweptBy(t, map[string]string{"each.more": "{n} ≥ 5", "each.pay": pay}, nil)
		e, err := r.Edges(in, "n", "0", "12")
		require.NoError(t, err)
		assert.Equal(t, []string{"0 4", "5 12"}, ranges(e))
		for i, want := range []string{"false", "true"} {
			got := map[string]string{}
			for _, c := range e.Segments[i].Answer {
				got[c.Path] = c.First
			}
			assert.Equal(t, []string{want, want}, []string{got["each[0].more"], got["each[1].more"]})
		}
	}
}
