package rule_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Tiny is a family of rules over facts of every kind that have few values each, so that each completion of a case can be answered. Their
// kernels compute the formulas one case at a time.
type tinyPolicy struct {
	Fee    unit.Money `json:"fee" zh:"费用（元）" en:"fee (yuan)" range:"[0,1]"`
	Limit  int64      `json:"limit" zh:"上限" en:"limit" range:"[1,9]"`
	Cut    unit.Rate  `json:"cut" zh:"比例" en:"cut" range:"[0%,100%]"`
	Since  unit.Month `json:"since" zh:"起始月份" en:"since"`
	Region Area       `json:"region" zh:"地区" en:"region"`
}

var tinyParameters = tinyPolicy{unit.Fen(2), 2, unit.Percent(50), unit.MustParseMonth("2025-01"), Urban}

type tinyFacts struct {
	A      int64                  `json:"a" zh:"甲" en:"a" range:"[0,3]"`
	B      int64                  `json:"b" zh:"乙" en:"b" range:"(-2,2]"`
	Paid   unit.Money             `json:"paid" zh:"已付（元）" en:"paid (yuan)" range:"[0,0.03)"`
	Spent  unit.Money             `json:"spent" zh:"支出（元）" en:"spent (yuan)" range:"(-0.02,0.02]"`
	Month  unit.Month             `json:"month" zh:"月份" en:"month" range:"[2024-12,2025-02]"`
	Rate   unit.Rate              `json:"rate" zh:"比率" en:"rate" range:"[0%,100%]"`
	Figure unit.Number            `json:"figure" zh:"数值" en:"figure" range:"[-1,2]"`
	Area   Area                   `json:"area" zh:"户籍地" en:"area"`
	Night  bool                   `json:"night" zh:"夜间" en:"at night"`
	Late   bool                   `json:"late,omitzero" zh:"迟到" en:"late"`
	Extra  rule.Given[unit.Money] `json:"extra,omitzero" zh:"另付（元）" en:"extra (yuan)" range:"[0,0.02]"`
	Guests rule.Given[int64]      `json:"guests,omitzero" zh:"同行人" en:"guests" range:"[1,2]"`
}

type tinyAnswer struct {
	OK    bool                   `json:"ok" zh:"可以" en:"ok"`
	Due   unit.Money             `json:"due" zh:"应付（元）" en:"due (yuan)"`
	Sum   int64                  `json:"sum" zh:"合计" en:"sum"`
	Free  int64                  `json:"free" zh:"空余" en:"free" range:"[0,)"`
	Kind  Area                   `json:"kind" zh:"类别" en:"kind"`
	Until unit.Month             `json:"until" zh:"截止月份" en:"until"`
	Part  unit.Share             `json:"part,omitzero" zh:"占比" en:"part"`
	Left  rule.Given[unit.Money] `json:"left,omitzero" zh:"余额（元）" en:"left (yuan)"`
}

// tinyKinds are the kinds of the names, tinyValues what each fact can be, "null" where it is not given, in their order. A rate and a number
// have more values than stand here: formulas turn on these.
var (
	tinyKinds = map[string]formula.Kind{"fee": formula.Money, "limit": formula.Count, "cut": formula.Ratio, "since": formula.Month, "region": formula.Choice,
		"a": formula.Count, "b": formula.Count, "paid": formula.Money, "spent": formula.Money, "month": formula.Month, "rate": formula.Ratio, "figure": formula.Number,
		"area": formula.Choice, "night": formula.Flag, "late": formula.Flag, "extra": formula.Money, "guests": formula.Count,
		"rows.n": formula.Count, "rows.on": formula.Flag, "rows.cost": formula.Money, "held": formula.Flag}
	tinyOrder  = []string{"a", "b", "paid", "spent", "month", "rate", "figure", "area", "night", "late", "extra", "guests"}
	tinyValues = map[string][]string{
		"a": {"0", "1", "2", "3"}, "b": {"-1", "0", "1", "2"}, "paid": {`"0.00"`, `"0.01"`, `"0.02"`}, "spent": {`"-0.01"`, `"0.00"`, `"0.01"`, `"0.02"`},
		"month": {`"2024-12"`, `"2025-01"`, `"2025-02"`}, "rate": {`"0%"`, `"1%"`, `"5%"`, `"10%"`, `"30%"`, `"50%"`, `"60%"`, `"90%"`, `"100%"`},
		"figure": {`"-1"`, `"0"`, `"0.5"`, `"1"`, `"2"`}, "area": {`"rural"`, `"urban"`}, "night": {"false", "true"}, "late": {"false", "true"},
		"extra": {"null", `"0.00"`, `"0.01"`, `"0.02"`}, "guests": {"null", "1", "2"},
		"held": {"null", "false", "true"}, "rows.n": {"0", "1", "2"}, "rows.on": {"false", "true"}, "rows.cost": {"null", `"0.00"`, `"0.01"`},
	}
	// tinyRound are those of the numbers of which Decide tries not each but the ends and these when it puts facts in order.
	tinyRound = map[string][]string{"paid": {`"0.00"`}, "spent": {`"0.00"`}, "month": nil, "figure": {`"0"`, `"1"`}, "extra": {`"0.00"`}}
)

// tinyEnv gives a formula the values of a case from JSON, and those of the steps before it.
type tinyEnv struct {
	values map[string][]formula.Value // by item, 0 outside lists
	rows   int
}

func (e tinyEnv) Value(name string, item int) (formula.Value, bool) {
	list, ok := e.values[name]
	if len(list) == 1 {
		item = 0
	}
	if !ok || item >= len(list) {
		return formula.Value{}, false
	}
	return list[item], true
}

func (e tinyEnv) Len(name string) int {
	if list, _, _ := strings.Cut(name, "."); list == "rows" || list == "each" {
		return e.rows
	}
	return -1
}

// read takes in parameters or facts; rows are a list of them.
func (e *tinyEnv) read(part any) {
	raw, err := json.Marshal(part)
	if err != nil {
		panic(err)
	}
	var at map[string]any
	if err := json.Unmarshal(raw, &at); err != nil {
		panic(err)
	}
	if rows, ok := at["rows"].([]any); ok {
		e.rows = len(rows)
	}
	for name, kind := range tinyKinds {
		if x, ok := at[name]; ok {
			e.values[name] = []formula.Value{tinyValue(kind, x)}
			continue
		}
		rest, inRows := strings.CutPrefix(name, "rows.")
		if !inRows {
			if len(e.values[name]) == 0 {
				e.values[name] = []formula.Value{{Kind: kind, Absent: name != "late"}} // which is no where it is left out
			}
			continue
		}
		e.values[name] = []formula.Value{{}}
		if rows, ok := at["rows"].([]any); ok {
			for _, r := range rows {
				e.values[name] = append(e.values[name], tinyValue(kind, r.(map[string]any)[rest]))
			}
		}
	}
}

func tinyValue(kind formula.Kind, x any) formula.Value {
	if x == nil {
		return formula.Value{Kind: kind, Absent: true}
	}
	v, err := formula.ParseValue(kind, fmt.Sprint(x))
	if err != nil {
		panic(err)
	}
	return v
}

// tinyRule is a rule of formulas, with what it says of itself, and what it makes of a case.
type tinyRule struct {
	decide func(facts []byte) (rule.Outlook, error)
	run    func(facts []byte) tinyRun
	steps  []*rule.Term
	order  []string // facts that can be open, as the rule reads them
}

// tinyRun is what a rule makes of one case: its steps and fields of the answer by path, as texts; none where it is refused.
type tinyRun struct {
	refused bool
	steps   []string
	answer  map[string]string
	doc     map[string]any
}

type tinySaid struct {
	formulas, stands map[string]string
	never            []string
	bars             []string // conditions of which it is not told that they are refused
}

// newTiny makes a rule of formulas by the ids of its steps, in their order.
func newTiny[Facts, Answer any](ids []string, said tinySaid) (tinyRule, error) {
	out := tinyRule{}
	parsed := make([]*formula.Formula, len(ids))
	for i, id := range ids {
		out.steps = append(out.steps, step(id, said.formulas[id]))
		if out.steps[i].Label = (rule.Text{ZH: "步骤" + id, EN: "step " + id}); i%2 == 0 {
			out.steps[i].Clause = notice
		}
		f, err := formula.Parse(said.formulas[id])
		if err != nil {
			return out, fmt.Errorf("%s: %w", id, err)
		}
		parsed[i] = f
	}
	bars, stands := []*formula.Formula{}, map[string]*formula.Formula{}
	for _, text := range slices.Concat(said.never, said.bars) {
		f, err := formula.Parse(text)
		if err != nil {
			return out, err
		}
		bars = append(bars, f)
	}
	for id, text := range said.stands {
		f, err := formula.Parse(text)
		if err != nil {
			return out, err
		}
		stands[id] = f
	}
	type known struct {
		tinyRun
		out Answer
	}
	seen := map[string]*known{}
	compute := func(in *Facts) *known {
		raw, err := json.Marshal(in)
		if err != nil { // a choice that is none
			return &known{tinyRun: tinyRun{refused: true}}
		}
		if k, ok := seen[string(raw)]; ok {
			return k
		}
		e := tinyEnv{values: map[string][]formula.Value{}}
		e.read(tinyParameters)
		e.read(in)
		k := &known{tinyRun: e.run(bars, stands, ids, parsed)}
		if !k.refused {
			raw, err := json.Marshal(k.doc)
			if err == nil {
				err = json.Unmarshal(raw, &k.out)
			}
			if err != nil {
				panic(err)
			}
		}
		seen[string(raw)] = k
		return k
	}
	r, err := rule.New(rule.Definition[tinyPolicy, Facts, Answer]{
		ID: "sample.tiny", Version: 1, Title: rule.Text{ZH: "小例", EN: "Tiny"}, Basis: []rule.Clause{notice}, Defaults: &tinyParameters, Steps: out.steps,
		Never: said.never, Stands: said.stands,
		KernelByRef: func(_ *tinyPolicy, in *Facts, _ *rule.Trace) (Answer, error) {
			k := compute(in)
			if k.refused {
				return k.out, rule.Refused
			}
			return k.out, nil
		},
	})
	if err != nil {
		return out, err
	}
	out.decide = r.Decide
	runs := map[string]tinyRun{}
	out.run = func(facts []byte) tinyRun {
		if k, ok := runs[string(facts)]; ok {
			return k
		}
		in := new(Facts)
		if err := rule.Unmarshal(facts, in); err != nil {
			panic(fmt.Sprint(string(facts), err))
		}
		runs[string(facts)] = compute(in).tinyRun
		return runs[string(facts)]
	}
	return out, nil
}

// run computes the steps; what is not within its range is refused, as is what cannot be computed.
func (e tinyEnv) run(bars []*formula.Formula, stands map[string]*formula.Formula, ids []string, parsed []*formula.Formula) (out tinyRun) {
	refused := tinyRun{refused: true}
	for _, f := range bars {
		if v, err := f.Eval(e, 0); err != nil || v.Flag {
			return refused
		}
	}
	out.answer, out.doc = map[string]string{}, map[string]any{}
	each := make([]map[string]any, e.rows)
	for i := range each {
		each[i] = map[string]any{}
	}
	out.doc["each"] = each
	if e.rows > 0 { // the answer of a rule over rows shows the area as it is given
		out.answer["area"] = e.values["area"][0].Text
		out.doc["area"] = out.answer["area"]
	}
	for i, id := range ids {
		f := parsed[i]
		if s := stands[id]; s != nil {
			if v, err := s.Eval(e, 0); err != nil || !v.Flag {
				v, _ := tinyCompute(f, e, 0)
				out.steps = append(out.steps, fmt.Sprint([]formula.Value{v})) // it turns on what it is made of, whether it is shown or not
				continue
			}
		}
		at := []formula.Value{{}}
		name, inEach := strings.CutPrefix(id, "each.")
		for item := range e.rows + 1 {
			if inEach == (item == 0) {
				continue
			}
			v, err := tinyCompute(f, e, item)
			if err != nil {
				return refused
			}
			if kind, ok := map[string]formula.Kind{"part": formula.Ratio, "sum": formula.Count, "free": formula.Count}[id]; ok { // as the field is
				v.Kind = kind
			}
			text, written := tinyText(v)
			if inEach {
				at, each[item-1][name] = append(at, v), written
				out.answer[fmt.Sprintf("each[%d].%s", item-1, name)] = text
				continue
			}
			at[0], out.doc[id], out.answer[id] = v, written, text
			break
		}
		e.values[id] = at
		out.steps = append(out.steps, fmt.Sprint(at))
		if id == "free" && at[0].Rat.Sign() < 0 || id == "part" && (at[0].Rat.Sign() < 0 || at[0].Rat.Cmp(big.NewRat(1, 1)) > 0) {
			return refused
		}
	}
	return out
}

// tinyCompute also finds the least number that a formula tells of.
func tinyCompute(f *formula.Formula, e tinyEnv, item int) (formula.Value, error) {
	if f.Root().Op != formula.OpLeast {
		return f.Eval(e, item)
	}
	for n := range int64(20) {
		if v := (formula.Value{Kind: formula.Count, Rat: big.NewRat(n, 1)}); f.Proves(e, item, v) == nil {
			return v, nil
		}
	}
	return formula.Value{}, rule.Refused
}

// tinyText is a value as an outlook writes it, and as JSON of an answer has it.
func tinyText(v formula.Value) (string, any) {
	switch v.Kind {
	case formula.Ratio:
		return v.Rat.Num().String() + "/" + v.Rat.Denom().String(), map[string]any{"part": v.Rat.Num().Int64(), "whole": v.Rat.Denom().Int64()}
	case formula.Flag:
		return v.String(), v.Flag
	case formula.Count:
		return v.String(), v.Rat.Num().Int64()
	}
	return v.String(), v.String()
}
