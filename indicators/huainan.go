package indicators

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"

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
// month, and "consumption", last year's of the residents whose standard it is, in yuan a year: of urban
// residents for the urban standard or one for both, of rural residents for a rural one, as the row has it
// (城乡人均消费支出); all residents' is neither. T2.3 is computed from "support", the basic living
// standard. T2.1 is the table's band. What each indicator's figures can be at all, and how
// counties pool, is this package's reading of the units.
func Huainan() Plan {
	p := Plan{
		ID: huainanID, BaseYear: seeds.MustFigure("table-base").Year(), MidYear: seeds.MustFigure("mid-term").Year(), TargetYear: seeds.MustFigure("table-target").Year(),
		Title:   label("淮南市“十四五”民政事业发展主要指标", "Main indicators of Huainan's 14th Five-Year civil-affairs plan"),
		Edition: edition(),
	}
	for _, row := range seeds.Table2() {
		in := rowOf(row.Clause(), row.Printed, row.Name, row.Unit, row.Base, row.Target)
		in.Domain, in.Attribute, in.Growth = row.Domain, row.Attribute, exactly(row.Growth)
		if terms := formulas[in.ID]; terms != nil {
			in.Target.AtLeast = terms
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
		Title:   label("淮南市“十三五”民政事业发展主要指标", "Main indicators of Huainan's 13th Five-Year civil-affairs plan"),
		Edition: edition(),
	}
	for _, row := range seeds.Table1() {
		in := rowOf(row.Clause(), row.Name.ZH, row.Name, row.Unit, row.Base, row.Target)
		in.Domain, in.Attribute = label("表1", "Table 1"), Anticipatory
		p.Indicators = append(p.Indicators, in)
	}
	return p
}

func edition() rule.Text {
	e := seeds.Edition()
	return label("所据文本：《"+e.Title.ZH+"》"+e.Status.ZH+"。", "Text read: "+e.Title.EN+", "+e.Status.EN+".")
}

// rowOf is what the two tables have in common. The Chinese name is as printed.
func rowOf(c rule.Clause, printed string, name rule.Text, u seeds.Unit, base, to seeds.Cell) Indicator {
	in := Indicator{
		ID: c.ID, Name: label(printed, name.EN), Place: c.Place, Unit: units[u].label, Scale: units[u].scale,
		Pool: units[u].pool, Min: zeroNumber, Max: units[u].most, Counted: units[u].counted, Direction: Higher,
		Base: exactly(base), Target: target(to),
	}
	if in.Target.Kind == Band { // a standard over consumption, in yuan, which each county sets
		in.Pool, in.Counted = PoolNone, false
	}
	if base.Kind == seeds.Pair || base.Kind == seeds.Formula || base.Kind == seeds.Misprinted {
		in.BaseText = label(base.Printed, base.Printed)
		switch base.Kind {
		case seeds.Formula:
			in.BaseText.EN = base.Note.EN
		case seeds.Misprinted:
			in.BaseText = label("印为“"+base.Printed+"”，缺数", "printed “"+base.Printed+"”, without a figure")
		}
	}
	return in
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
// What their figures can be at all is this package's reading: consumption is a year's, in yuan.
var formulas = map[string][]Term{
	"T2.2": {
		bound("support-multiple", 1, "allowance", label("低保标准", "the allowance standard"), "10", "100000"),
		bound("support-share", 12, "consumption", label("上年度同类居民（城镇或农村）人均消费支出", "last year's consumption a person of the same residents, urban or rural"), "1000", "1000000"),
	},
	"T2.3": {bound("care-share", 1, "support", label("基本生活标准", "the basic living standard"), "10", "100000")},
}

// bound is a rate of the plan over so many months, times a figure.
func bound(name string, months int64, of string, words rule.Text, low, high string) Term {
	rate := seeds.MustFigure(name).Rate()
	said := rate.String()
	if times, ok := strings.CutSuffix(said, "×"); ok {
		said = times + "倍"
	}
	t := Term{Factor: exactNumber(rate.Rat(), months), Of: of, Label: words, Min: give(low), Max: give(high)}
	t.Said = label(words.ZH+"的"+said, rate.String()+" of "+words.EN)
	switch {
	case months > 1:
		t.Said = label(fmt.Sprintf("%s÷%d", t.Said.ZH, months), fmt.Sprintf("%s ÷ %d of %s", rate, months, words.EN))
	case rate.Notation() == unit.TimesNotation:
		t.Said.EN = rate.String() + " " + words.EN
	}
	return t
}

// exactNumber is a ratio over so many months. It panics for one that does not end within
// the decimals of a number: a rounded factor would be another target.
func exactNumber(r *big.Rat, months int64) Number {
	r.Quo(r, big.NewRat(months, 1))
	decimals, ends := r.FloatPrec()
	if !ends || decimals > unit.MaxDecimals {
		panic("indicators: a factor of the plan does not end as a decimal: " + r.RatString())
	}
	return MustParseNumber(r.FloatString(decimals))
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
	seeds.PerThousand:  {label: "张/千人", scale: give("1000"), most: give("1000"), pool: PoolShare, counted: true},
	seeds.PerTenK:      {label: "个/万人", scale: give("10000"), most: give("10000"), pool: PoolShare, counted: true},
	seeds.SquareMetres: {label: "㎡/百户", scale: give("100"), most: give("10000"), pool: PoolShare},
	seeds.YuanMonth:    {label: "元/月", most: give("100000"), pool: PoolNone},
	seeds.Persons:      {label: "万人", most: give("100"), pool: PoolSum},
	seeds.Outlets:      {label: "个", most: give("100000"), pool: PoolSum, counted: true},
	seeds.TenKBeds:     {label: "万张", most: give("100"), pool: PoolSum},
	seeds.HundredMYuan: {label: "亿元", most: give("10000"), pool: PoolSum},
}

// standingBasis is the clause that orders the evaluations of Huainan's plan.
func standingBasis() []rule.Clause { return []rule.Clause{evaluated} }

var evaluated = seeds.MustFigure("mid-term").Clause

// standingSources says which clause gives each parameter of a row of Huainan's plan. The row of
// another plan is nobody's here, and the clause that orders evaluations is not its.
func standingSources(r Row) []rule.Source {
	out := []rule.Source{{Path: "plan", Clause: evaluated, Value: huainanID}}
	for _, row := range seeds.Table2() {
		if row.Clause().ID == r.Indicator && r.Plan == huainanID {
			return append(out, sourcesOf(row)...)
		}
	}
	return out
}

func sourcesOf(row seeds.Row) []rule.Source {
	p := Huainan()
	in, _ := p.Find(row.Clause().ID)
	end := seeds.MustFigure("table-target").Clause
	clause, base := row.Cited(), row.CitedBase()
	if row.Target.Kind == seeds.Formula { // whose words are too long to quote: its figures are quoted
		clause = row.Clause()
	}
	out := []rule.Source{
		{Path: "indicator", Clause: clause, Value: in.ID}, {Path: "kind", Clause: clause, Value: in.Target.Kind.String()},
		{Path: "direction", Clause: clause, Value: in.Direction.String()}, {Path: "counted", Value: strconv.FormatBool(in.Counted)},
	}
	add := func(path string, c rule.Clause, g rule.Given[Number]) {
		if n, ok := g.Get(); ok {
			out = append(out, rule.Source{Path: path, Clause: c, Value: n.String()})
		}
	}
	add("scale", clause, in.Scale) // as its unit says
	add("min", rule.Clause{}, in.Min)
	add("max", rule.Clause{}, in.Max)
	add("target", clause, in.Target.Value)
	add("low", clause, in.Target.Low)
	add("high", clause, in.Target.High)
	add("base", base, in.Base)
	if len(in.Target.AtLeast) == 0 {
		out = append(out, rule.Source{Path: "at_least", Clause: clause, Value: "[]"})
	} else if raw, err := json.Marshal(in.Target.AtLeast); err == nil {
		for _, figure := range figuresOf[in.ID] {
			out = append(out, rule.Source{Path: "at_least", Clause: seeds.MustFigure(figure).Clause, Value: string(raw)})
		}
	}
	return append(out, rule.Source{Path: "base_year", Clause: clause, Value: strconv.Itoa(p.BaseYear)},
		rule.Source{Path: "target_year", Clause: end, Value: strconv.Itoa(p.TargetYear)})
}

// figuresOf names the plan's figures that the bounds of a computed target are made of.
var figuresOf = map[string][]string{"T2.2": {"support-multiple", "support-share"}, "T2.3": {"care-share"}}

const huainanID = "huainan-14"

// numberOf takes a figure of the plan's tables; every one of them fits.
func numberOf(d decimal.Decimal) rule.Given[Number] {
	n, err := unit.NumberFromDecimal(d)
	if err != nil {
		return rule.Given[Number]{}
	}
	return rule.Give(n)
}
