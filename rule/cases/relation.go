package cases

import (
	"math/big"
	"time"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// verdict is what a relation comes to.
type verdict int

const (
	so      verdict = iota
	unknown         // digits that are left out decide
	notSo
)

// leastPlaces are the decimals that a number must have to stand after = for one whose digits do not end: a fen, and of a
// percentage the first decimal.
const (
	leastPlaces        = 2
	leastPercentPlaces = 1
)

// verdict says whether all relations of a part hold. What a value comes to is carried along =, so that what is compared is not
// what was rounded: 12649÷23000≈55.0%≥55% does not hold. No number may be rounded to one of the bounds.
func (c *chain) verdict(bounds []*big.Rat) (out verdict) {
	if len(c.values) == 0 {
		return so
	}
	bounds = append(c.bounds(false), bounds...)
	is := c.values[0]
	for i, rel := range c.rels {
		b := c.values[i+1]
		v := relate(is, rel, b)
		if (rel == "=" || rel == "≈") && v != so {
			switch written := c.values[i]; {
			case i > 0 && exact(written) && exact(b) && written.low.Cmp(b.low) == 0 && enough(b):
				v = so // 5÷7=0.714=71.4%
			case rounds(is, rel, b):
				v = so
				for _, x := range bounds {
					if x.Cmp(b.low) == 0 {
						v = notSo
					}
				}
			}
		}
		out = max(out, v)
		if rel != "=" && rel != "≈" || !exact(is) {
			is = b
		}
	}
	return out
}

// bounds are the numbers to which something is compared, those written as percentages alone or all.
func (c *chain) bounds(percent bool) (out []*big.Rat) {
	add := func(v reckoned) {
		if v.last != nil && exact(v) && (v.percent || !percent) {
			out = append(out, v.low)
		}
	}
	for i, rel := range c.rels {
		switch rel {
		case "<", ">", "≤", "≥", "≠":
			add(c.values[i+1])
			if i == 0 {
				add(c.values[0]) // 55%≤x
			}
		}
	}
	return out
}

// relate says whether a relation holds as it stands, nothing rounded. A number whose last digits are left out lies between two
// others, and is neither.
func relate(a reckoned, rel string, b reckoned) verdict {
	low, high := a.low.Cmp(b.high), a.high.Cmp(b.low) // the least and the most of a − b
	apart := !exact(a) || !exact(b)
	less := high < 0 || apart && high == 0
	more := low > 0 || apart && low == 0
	same := !apart && low == 0
	is := func(yes, no bool) verdict {
		switch {
		case yes:
			return so
		case no:
			return notSo
		}
		return unknown
	}
	switch rel {
	case "=", "≈":
		return is(same || exact(a) && !exact(b) && !less && !more, less || more) // 5÷7=0.71…
	case "≠":
		return is(less || more, same)
	case "<":
		return is(less, more || same)
	case "≤":
		return is(less || same, more)
	case ">":
		return is(more, less || same)
	case "≥":
		return is(more || same, less)
	}
	return so // → becomes: rounded, or bounded, as the words around it say
}

// enough reports that a number is written with as many decimals as one that does not end must be.
func enough(b reckoned) bool {
	return b.places >= leastPlaces || b.percent && b.places >= leastPercentPlaces
}

// rounds reports that what a comes to may be written b: after = only if its decimals do not end, cut or rounded to at least
// two, after ≈ rounded half up to at least one.
func rounds(a reckoned, rel string, b reckoned) bool {
	if b.last == nil || !exact(b) || b.places == 0 || a.kind != number {
		return false
	}
	if rel == "≈" {
		return nearest(a.low, b.last).Cmp(b.low) == 0 && nearest(a.high, b.last).Cmp(b.low) == 0
	}
	return exact(a) && enough(b) && endless(a.low) && (cut(a.low, b.last).Cmp(b.low) == 0 || nearest(a.low, b.last).Cmp(b.low) == 0)
}

// endless reports that the decimals of a number do not end.
func endless(v *big.Rat) bool {
	rest := new(big.Int).Set(v.Denom())
	for _, p := range []*big.Int{big.NewInt(2), big.NewInt(5)} {
		for q, r := new(big.Int).QuoRem(rest, p, new(big.Int)); r.Sign() == 0; q, r = new(big.Int).QuoRem(rest, p, r) {
			rest.Set(q)
		}
	}
	return rest.Cmp(big.NewInt(1)) != 0
}

// cut leaves out what is behind a place.
func cut(v, place *big.Rat) *big.Rat {
	q := new(big.Rat).Quo(v, place)
	return q.Mul(q.SetInt(new(big.Int).Quo(q.Num(), q.Denom())), place)
}

// nearest rounds to a place, halves away from zero.
func nearest(v, place *big.Rat) *big.Rat {
	half := new(big.Rat).Mul(place, big.NewRat(int64(v.Sign()), 2))
	return cut(half.Add(half, v), place)
}

// String writes a value as a table has it.
func (v reckoned) String() string {
	switch v.kind {
	case day:
		return time.Unix(v.low.Num().Int64()*24*60*60, 0).UTC().Format(time.DateOnly)
	case month:
		return formula.Value{Kind: formula.Month, Rat: v.low}.String()
	}
	return formula.Value{Kind: formula.Number, Rat: v.low}.String()
}
