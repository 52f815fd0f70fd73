package indicators

import (
	"math/big"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// GrowthReading 增长率读法 is one way to understand a printed growth figure. The zero
// GrowthReading belongs to no audit.
type GrowthReading = rule.Enum[growthReadings]

// The readings, in the order in which they are tried.
const (
	ByCompound    GrowthReading = iota + 1 // 年均复合增长率（%）
	ByAverage                              // 总增长率除以年数（%）
	ByTotal                                // 总增长率（%）
	ByAbsolute                             // 每年增加的数量（指标单位）
	ByTotalCut                             // 总增长率，舍去尾数
	ByCompoundCut                          // 年均复合增长率，舍去尾数
	ByNone                                 // 都不符
)

type growthReadings struct{}

// Choices implements the list of [rule.Enum].
func (growthReadings) Choices() rule.Choices { return growthReadingList }

var growthReadingList = rule.Choices{
	ByCompound:    {Code: "compound", Label: rule.Text{ZH: "年均复合增长率", EN: "compound yearly growth"}},
	ByAverage:     {Code: "average", Label: rule.Text{ZH: "总增长率除以年数", EN: "total growth over the years"}},
	ByTotal:       {Code: "total", Label: rule.Text{ZH: "总增长率", EN: "total growth"}},
	ByAbsolute:    {Code: "absolute", Label: rule.Text{ZH: "每年增加的数量", EN: "amount added each year"}},
	ByTotalCut:    {Code: "total-cut", Label: rule.Text{ZH: "总增长率（舍去尾数）", EN: "total growth, cut off"}},
	ByCompoundCut: {Code: "compound-cut", Label: rule.Text{ZH: "年均复合增长率（舍去尾数）", EN: "compound yearly growth, cut off"}},
	ByNone:        {Code: "none", Label: rule.Text{ZH: "都不符", EN: "none fits"}},
}

// GrowthAudit 增长率核算 recomputes a printed growth figure.
type GrowthAudit struct {
	Indicator *Indicator
	Printed   Number
	// Reading is the first of the readings that gives the printed figure, when
	// rounded half up, or else cut off, to its decimals.
	Reading GrowthReading
	// Compound, Average and Total are percentages, the first cut after four
	// decimals; Absolute is in the indicator's unit.
	Compound, Average, Total, Absolute *big.Rat
}

// AuditGrowth 增长率核算 recomputes the yearly growth that the plan prints for its
// indicators, as compound, average, total and absolute growth, and says which
// reading, if any, gives the printed figure. Indicators without a printed growth,
// a base and a single target value above zero are passed over. Errors: [rule.Missing] for no
// plan, and what [Plan.Check] refuses.
func AuditGrowth(p *Plan) ([]GrowthAudit, error) {
	if p == nil {
		return nil, rule.Errors{{Code: rule.Missing, Field: "plan", Reason: rule.Missing.Text()}}
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	var out []GrowthAudit
	years := p.TargetYear - p.BaseYear
	for i := range p.Indicators {
		in := &p.Indicators[i]
		printed, has := in.Growth.Get()
		base, hasBase := in.Base.Get()
		target, hasTarget := in.Target.Value.Get()
		if !has || !hasBase || !hasTarget || base.Rat().Sign() <= 0 || target.Rat().Sign() <= 0 {
			continue
		}
		out = append(out, audit(in, printed, base.Rat(), target.Rat(), years))
	}
	return out, nil
}

func audit(in *Indicator, printed Number, base, target *big.Rat, years int) GrowthAudit {
	hundred, one := big.NewRat(100, 1), big.NewRat(1, 1)
	n := new(big.Rat).SetInt64(int64(years))
	a := GrowthAudit{Indicator: in, Printed: printed, Reading: ByNone}
	ratio := new(big.Rat).Quo(target, base)
	a.Total = new(big.Rat).Sub(ratio, one)
	a.Total.Mul(a.Total, hundred)
	a.Average = new(big.Rat).Quo(a.Total, n)
	a.Absolute = new(big.Rat).Sub(target, base)
	a.Absolute.Quo(a.Absolute, n)
	a.Compound = root(ratio, years, 8)
	a.Compound.Sub(a.Compound, one).Mul(a.Compound, hundred)

	// Half a unit of the printed figure's last decimal.
	ulp := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(printed.Decimals())), nil))
	ulp.Inv(ulp)
	half := new(big.Rat).Quo(ulp, big.NewRat(2, 1))
	g := printed.Rat()
	low, high := new(big.Rat).Sub(g, half), new(big.Rat).Add(g, half)
	// Cutting a figure off moves it towards zero: of a decline the figure is above what was
	// cut, not below.
	next := new(big.Rat).Add(g, ulp)
	if g.Sign() < 0 || g.Sign() == 0 && ratio.Cmp(one) < 0 {
		next.Sub(g, ulp)
	}
	within := func(v, from, to *big.Rat) bool { return v.Cmp(from) >= 0 && v.Cmp(to) < 0 }
	cut := func(v, from, to *big.Rat) bool { // from itself is in, to is not, whichever is greater
		if from.Cmp(to) < 0 {
			return within(v, from, to)
		}
		return v.Cmp(from) <= 0 && v.Cmp(to) > 0
	}
	// For the compound reading the bounds are raised to the power instead of
	// the root taken, so the comparison is exact.
	grows := func(percent *big.Rat) *big.Rat {
		f := new(big.Rat).Quo(percent, hundred)
		if f.Add(f, one).Sign() < 0 { // nothing shrinks by more than all of it
			return f.SetInt64(0)
		}
		return power(f, years)
	}
	switch {
	case within(ratio, grows(low), grows(high)):
		a.Reading = ByCompound
	case within(a.Average, low, high):
		a.Reading = ByAverage
	case within(a.Total, low, high):
		a.Reading = ByTotal
	case within(a.Absolute, low, high):
		a.Reading = ByAbsolute
	case cut(a.Total, g, next):
		a.Reading = ByTotalCut
	case cut(ratio, grows(g), grows(next)):
		a.Reading = ByCompoundCut
	}
	return a
}
