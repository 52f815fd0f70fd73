package rule

import (
	"reflect"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// mayRefuse reports whether a value of a run may be refused between two that are answered.
func (p *pieces) mayRefuse(s *stretch) bool { return p.gaps() || p.uneven(s) }

// uneven reports whether a field of the answer goes by less from step to step than its type holds, so that the rule, which rounds
// nothing there, answers at some steps only: 20.5 m² for each hundred households are 0.205 for one, but 20.00000001 are
// more decimals for one than a figure has. What is rounded is no line.
func (p *pieces) uneven(s *stretch) bool {
	for leaf := range s.values {
		least, limited := leastOf(p.sch.answers[leaf].typ)
		if !limited {
			continue
		}
		for item := range s.values[leaf] {
			if form, ok := s.values[leaf][item].Form(); ok {
				if _, slope, isLine := form.IsLine(); isLine && !slope.Quo(least).IsInt() {
					return true
				}
			}
		}
	}
	return false
}

// leastOf is the least amount of a type that a field of the answer can go by; false for one of any number of decimals.
func leastOf(t reflect.Type) (exact.Rat, bool) {
	switch inner, _ := held(t); {
	case inner == reflect.TypeFor[unit.Money]():
		return stepOf(2), true
	case inner == reflect.TypeFor[unit.Number]():
		return stepOf(unit.MaxDecimals), true
	case kindOf(t) == formula.Count:
		return exact.Int(1), true
	}
	return exact.Rat{}, false
}
