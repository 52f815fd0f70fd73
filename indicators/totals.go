package indicators

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// totals are what counties' figures of an indicator come to.
type totals struct{ value, part, whole decimal.Decimal }

func (t *totals) add(o *Observation) {
	t.value, t.part, t.whole = t.value.Add(decimalOf(o.Value)), t.part.Add(decimalOf(o.Part)), t.whole.Add(decimalOf(o.Whole))
}

// observation is the city's, of a year. Errors: a sum that nobody can hold.
func (t *totals) observation(in *Indicator, year int) (Observation, error) {
	var f rule.Errors
	o := Observation{Indicator: in.ID, Year: year}
	sum := func(field string, d decimal.Decimal) rule.Given[Number] {
		n, err := unit.NumberFromDecimal(d)
		f.Wrap(field, err)
		return rule.Give(n)
	}
	if in.Pool == PoolShare {
		o.Part, o.Whole = sum("part", t.part), sum("whole", t.whole)
	} else {
		o.Value = sum("value", t.value)
	}
	return o, f.Err()
}

// contradicts names a figure of the city's own that the counties' cannot go with: another than
// all of them come to, or, where some did not report, less than the others have already.
func (t *totals) contradicts(in *Indicator, own *Observation, all bool) error {
	if own == nil {
		return nil
	}
	var f rule.Errors
	not := func(field, figure, zh, en string) {
		f.Add(rule.Invalid, field, figure, label("全市数据与县区数据矛盾："+zh+"，请核对", "the city's own figure contradicts its counties': "+en+"; look into it"))
	}
	hold := func(field string, g rule.Given[Number], sum *big.Rat) {
		n, ok := g.Get()
		if !ok {
			return
		}
		off := new(big.Rat).Sub(n.Rat(), sum)
		if within(off, n) { // as the city rounds it
			return
		}
		switch s := show(sum, unit.MaxDecimals); {
		case all:
			not(field, n.String(), "县区合计为"+s, "they come to "+s)
		case off.Sign() < 0:
			not(field, n.String(), "尚有县区未报送，已报送的合计已为"+s, "some did not report, and the others come to "+s+" already")
		}
	}
	part, whole := t.part.Rat(), t.whole.Rat()
	scale, scaled := in.Scale.Get()
	switch {
	case in.Pool == PoolSum && (all || notBelowZero(in)):
		hold("value", own.Value, t.value.Rat())
	case in.Pool == PoolShare:
		hold("part", own.Part, part)
		hold("whole", own.Whole, whole)
		if n, ok := own.Value.Get(); ok && all && scaled && whole.Sign() > 0 {
			share := new(big.Rat).Quo(part, whole)
			hold("value", rule.Give(n), share.Mul(share, scale.Rat()))
		}
		p, hasPart := own.Part.Get()
		w, hasWhole := own.Whole.Get()
		if in.Counted && !all && hasPart && hasWhole && len(f) == 0 {
			rest, least := new(big.Rat).Sub(w.Rat(), p.Rat()), new(big.Rat).Sub(whole, part)
			if rest.Cmp(least) < 0 { // what is not in the part
				has, have := rest.RatString(), least.RatString()
				not("part", p.String(), "分子以外有"+has+"，已报送的县区已有"+have, has+" are outside the part, and those that reported have "+have+" already")
			}
		}
	}
	return f.Err()
}

// within reports whether a figure is off by less than a unit of its last decimal.
func within(off *big.Rat, n Number) bool {
	unitOfIt := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n.Decimals())), nil))
	return off.Sign() == 0 || n.Decimals() > 0 && new(big.Rat).Abs(off).Cmp(unitOfIt.Inv(unitOfIt)) < 0
}

func notBelowZero(in *Indicator) bool {
	low, ok := in.Min.Get()
	return ok && low.Sign() >= 0
}

func decimalOf(g rule.Given[Number]) decimal.Decimal {
	n, _ := g.Get()
	return n.Decimal()
}
