package indicators

import (
	"encoding/json"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Huainan gives Huainan's 14th Five-Year plan, 2021–2025: the 20 indicators of
// Table 2 (T2), with the mid-term evaluation in 2023 and the final one in 2025
// (四(二)2). The domains are those of the plan's part three.
//
// T2.2 is computed from the inputs "allowance", the allowance standard in yuan a
// month, and "consumption", last year's in yuan a year; T2.3 from "support", the basic living
// standard. T2.1 is the table's band. What each indicator's figures can be at all, and how
// counties pool, is this package's reading of the units.
func Huainan() Plan {
	p := Plan{
		ID: huainanID, BaseYear: 2020, MidYear: 2023, TargetYear: 2025,
		Title: rule.Text{ZH: "淮南市“十四五”民政事业发展主要指标", EN: "Main indicators of Huainan's 14th Five-Year civil-affairs plan"},
	}
	for _, row := range seeds.Table2() {
		in := Indicator{
			ID: row.Clause().ID, Name: row.Name, Unit: units[row.Unit].label, Scale: units[row.Unit].scale,
			Domain: row.Domain, Direction: Higher, Attribute: row.Attribute,
			Pool: units[row.Unit].pool, Min: zeroNumber, Max: units[row.Unit].most, Counted: units[row.Unit].counted,
			Base: exactly(row.Base), Growth: exactly(row.Growth), Target: target(row.Target),
		}
		if terms := formulas[in.ID]; terms != nil {
			in.Target = Target{Kind: Formula, AtLeast: terms}
		}
		p.Indicators = append(p.Indicators, in)
	}
	return p
}

// Previous gives the plan before, 2016–2020: the 17 indicators of Table 1 (T1),
// which prints no attributes; all are taken as anticipatory.
func Previous() Plan {
	p := Plan{
		ID: "huainan-13", BaseYear: 2015, MidYear: 2018, TargetYear: 2020,
		Title: rule.Text{ZH: "淮南市“十三五”民政事业发展主要指标", EN: "Main indicators of Huainan's 13th Five-Year civil-affairs plan"},
	}
	for _, row := range seeds.Table1() {
		p.Indicators = append(p.Indicators, Indicator{
			ID: row.Clause().ID, Name: row.Name, Unit: units[row.Unit].label, Scale: units[row.Unit].scale,
			Domain: rule.Text{ZH: "表1", EN: "Table 1"}, Direction: Higher, Attribute: Anticipatory,
			Pool: units[row.Unit].pool, Min: zeroNumber, Max: units[row.Unit].most, Counted: units[row.Unit].counted,
			Base: exactly(row.Base), Target: target(row.Target),
		})
	}
	return p
}

// PreviousResults gives the result column of Table 1 as observations of 2020: the
// figure where there is one, else that the target was declared reached.
func PreviousResults() []Observation {
	var out []Observation
	for _, row := range seeds.Table1() {
		o := Observation{Indicator: row.Clause().ID, Year: 2020, Value: exactly(row.Result)}
		o.Achieved = row.Result.Kind == seeds.Achieved
		out = append(out, o)
	}
	return out
}

func exactly(c seeds.Cell) rule.Given[Number] {
	if c.Kind != seeds.Exactly {
		return rule.Given[Number]{}
	}
	return numberOf(c.Low)
}

func target(c seeds.Cell) Target {
	switch c.Kind {
	case seeds.Band:
		return Target{Kind: Band, Low: numberOf(c.Low), High: numberOf(c.High)}
	case seeds.Formula:
		return Target{Kind: Formula}
	}
	return Target{Kind: Value, Value: numberOf(c.Low)}
}

// formulas are the targets that are computed. Their factors are the plan's figures, the same
// that the rules of social assistance stand on; a year's figure is divided by twelve months.
var formulas = map[string][]Term{
	"T2.2": {{Factor: factor("support-multiple", 1), Of: "allowance", Label: label("低保标准", "allowance standard")}, {Factor: factor("support-share", 12), Of: "consumption", Label: label("上年度人均消费支出", "last year's consumption")}},
	"T2.3": {{Factor: factor("care-share", 1), Of: "support", Label: label("基本生活标准", "basic living standard")}},
}

// factor is a rate of the plan over so many months; those of the plan divide exactly.
func factor(name string, months int64) Number {
	r := seeds.MustFigure(name).Rate().Rat()
	r.Quo(r, big.NewRat(months, 1))
	return MustParseNumber(r.FloatString(unit.MaxDecimals))
}

// unitOf says how the figures of a unit are labelled, scaled and pooled, and what they can be
// at most: a figure beyond it was reported in another unit.
type unitOf struct {
	label   string
	scale   rule.Given[Number]
	most    rule.Given[Number]
	pool    Pooling
	counted bool
}

func give(s string) rule.Given[Number] { return rule.Give(MustParseNumber(s)) }

var zeroNumber = give("0")

var units = map[seeds.Unit]unitOf{
	seeds.Percent:      {label: "%", scale: give("100"), most: give("100"), pool: PoolShare, counted: true},
	seeds.Permille:     {label: "‰", scale: give("1000"), most: give("1000"), pool: PoolShare, counted: true},
	seeds.PerThousand:  {label: "张/千人", scale: give("1000"), most: give("1000"), pool: PoolShare},
	seeds.PerTenK:      {label: "个/万人", scale: give("10000"), most: give("10000"), pool: PoolShare},
	seeds.SquareMetres: {label: "㎡/百户", scale: give("100"), most: give("10000"), pool: PoolShare},
	seeds.YuanMonth:    {label: "元/月", most: give("100000"), pool: PoolNone},
	seeds.Persons:      {label: "万人", most: give("100"), pool: PoolSum},
	seeds.Outlets:      {label: "个", most: give("100000"), pool: PoolSum},
	seeds.TenKBeds:     {label: "万张", most: give("100"), pool: PoolSum},
	seeds.HundredMYuan: {label: "亿元", most: give("10000"), pool: PoolSum},
}

// standingBasis is the clause that orders the evaluations.
func standingBasis() []rule.Clause { return []rule.Clause{seeds.MustClause("四(二)2")} }

// standingSources says, for a row of Huainan's plan, which clause gives each parameter.
func standingSources(r Row) []rule.Source {
	if r.Plan != huainanID {
		return nil
	}
	p := Huainan()
	in, ok := p.Find(r.Indicator)
	clause, known := seeds.Clause(r.Indicator)
	if !ok || !known {
		return nil
	}
	var out []rule.Source
	add := func(path string, g rule.Given[Number]) {
		if n, ok := g.Get(); ok {
			out = append(out, rule.Source{Path: path, Clause: clause, Value: n.String()})
		}
	}
	add("target", in.Target.Value)
	add("low", in.Target.Low)
	add("high", in.Target.High)
	add("base", in.Base)
	if raw, err := json.Marshal(in.Target.AtLeast); err == nil && len(in.Target.AtLeast) > 0 {
		out = append(out, rule.Source{Path: "at_least", Clause: clause, Value: string(raw)})
	}
	return append(out,
		rule.Source{Path: "base_year", Clause: clause, Value: strconv.Itoa(p.BaseYear)},
		rule.Source{Path: "target_year", Clause: clause, Value: strconv.Itoa(p.TargetYear)})
}

const huainanID = "huainan-14"

// numberOf takes a figure of the plan's tables; every one of them fits.
func numberOf(d decimal.Decimal) rule.Given[Number] {
	n, err := unit.NumberFromDecimal(d)
	if err != nil {
		return rule.Given[Number]{}
	}
	return rule.Give(n)
}
