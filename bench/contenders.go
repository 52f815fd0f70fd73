// Package bench computes the same household allowance in several ways, so that
// they can be compared row by row and then timed. It is a module of its own.
package bench

import (
	"math"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// The sample county that every contender computes.
const (
	standardFen = 80_000
	ceilingFen  = 3_000_000
)

// County is the sample county as the SDK takes it.
var County = assistance.AllowancePolicy{Standard: unit.Fen(standardFen), PropertyLimit: unit.Fen(ceilingFen)}

// Households makes n random households, seeded: those that the examples try
// files with.
func Households(n int) []assistance.Household {
	maker := synthetic.New(1, 2, 1)
	hs := make([]assistance.Household, n)
	var room []assistance.Member // one allocation for many households, or ten million cost a minute
	for i := range hs {
		h := maker.Next()
		k := len(h.Members)
		if len(room) < k {
			room = make([]assistance.Member, 4096)
		}
		ms := room[:k:k]
		room = room[k:]
		for j, m := range h.Members {
			ms[j] = assistance.Member{Income: unit.Fen(int32(m.Income)), EmploymentCost: unit.Fen(int32(m.EmploymentCost))}
		}
		area := assistance.Rural
		if h.Area == "urban" {
			area = assistance.Urban
		}
		hs[i] = assistance.Household{Area: area, Members: ms, Property: rule.Give(unit.Fen(int32(h.Property)))}
	}
	return hs
}

// Answer is what every contender gives for a household: the whole answer, so
// that none is spared the reason for a refusal.
type Answer struct {
	Fen     int64
	Outcome assistance.Outcome
}

// Contender computes every household. What it needs of the households in a form
// of its own is made by Prepare, which is not timed; run is timed, and answer
// gives what run found for household i.
type Contender struct {
	Name    string
	Prepare func(hs []assistance.Household) (run func() error, answer func(i int) Answer, err error)
}

// Contenders lists them, the SDK first.
func Contenders() []Contender {
	return []Contender{
		{"sdk EvalAll", prepareSDK},
		{"sdk TopUp over means rows", prepareMeans},
		{"int64 loop, obvious", loop(obvious)},
		{"int64 loop, branch-free", loop(branchFree)},
		{"float64, per head", loop(perHeadFloat)},
		{"shopspring/decimal, exact", decimals(exactDecimal)},
		{"shopspring/decimal, per head", decimals(perHeadDecimal)},
		{"expr", prepareExpr},
		{"cel-go", prepareCEL},
		{"grule, members in rules", prepareGrule(gruleMembers)},
		{"grule, members summed in Go", prepareGrule(gruleSummed)},
	}
}

func answers(out *[]assistance.Award) func(i int) Answer {
	return func(i int) Answer { return Answer{(*out)[i].Amount.Fen(), (*out)[i].Outcome} }
}

func prepareSDK(hs []assistance.Household) (func() error, func(int) Answer, error) {
	r := assistance.Allowance.Under(County)
	out := make([]assistance.Award, 0, len(hs))
	return func() (err error) {
		out, err = r.EvalAll(out[:0], hs)
		return err
	}, answers(&out), nil
}

func prepareMeans(hs []assistance.Household) (func() error, func(int) Answer, error) {
	rows, err := assistance.MeansTest.Under(County.Means()).EvalAll(nil, hs)
	r := assistance.TopUp.Under(County.TopUp())
	out := make([]assistance.Award, 0, len(hs))
	return func() (err error) {
		out, err = r.EvalAll(out[:0], rows)
		return err
	}, answers(&out), err
}

// loop makes a contender of a function of one household.
func loop(one func(h *assistance.Household) Answer) func([]assistance.Household) (func() error, func(int) Answer, error) {
	return func(hs []assistance.Household) (func() error, func(int) Answer, error) {
		out := make([]Answer, len(hs))
		return func() error {
			for i := range hs {
				out[i] = one(&hs[i])
			}
			return nil
		}, func(i int) Answer { return out[i] }, nil
	}
}

func outcome(rich, above bool) assistance.Outcome {
	switch {
	case rich && above:
		return assistance.OverBoth
	case rich:
		return assistance.OverLimit
	case above:
		return assistance.OverIncome
	}
	return assistance.Eligible
}

func obvious(h *assistance.Household) Answer {
	sum := int64(0)
	for i := range h.Members {
		income := h.Members[i].Income.Fen()
		if h.Area == assistance.Rural {
			income -= h.Members[i].EmploymentCost.Fen()
			if income < 0 {
				income = 0
			}
		}
		sum += income
	}
	property, _ := h.Property.Get()
	n := int64(len(h.Members))
	gap := standardFen*n - sum
	a := Answer{Outcome: outcome(property.Fen() > ceilingFen*n, gap <= 0)}
	if a.Outcome == assistance.Eligible {
		a.Fen = (gap + 99) / 100 * 100
	}
	return a
}

func bit(b bool) int64 {
	var n int64
	if b {
		n = 1
	}
	return n
}

func branchFree(h *assistance.Household) Answer {
	sum, mask := int64(0), -bit(h.Area == assistance.Rural)
	for i := range h.Members {
		sum += max(h.Members[i].Income.Fen()-h.Members[i].EmploymentCost.Fen()&mask, 0)
	}
	property, _ := h.Property.Get()
	n := int64(len(h.Members))
	gap, over := standardFen*n-sum, bit(property.Fen() > ceilingFen*n)
	return Answer{
		Fen:     (max(gap, 0)&(over-1) + 99) / 100 * 100,
		Outcome: assistance.Eligible + assistance.Outcome(bit(gap <= 0)+2*over),
	}
}

func perHeadFloat(h *assistance.Household) Answer {
	sum := 0.0
	for i := range h.Members {
		income := float64(h.Members[i].Income.Fen()) / 100
		if h.Area == assistance.Rural {
			income = max(income-float64(h.Members[i].EmploymentCost.Fen())/100, 0)
		}
		sum += income
	}
	property, _ := h.Property.Get()
	n := float64(len(h.Members))
	each := standardFen/100.0 - sum/n
	a := Answer{Outcome: outcome(float64(property.Fen())/100 > ceilingFen/100.0*n, each <= 0)}
	if a.Outcome == assistance.Eligible {
		a.Fen = int64(math.Ceil(each*n)) * 100
	}
	return a
}

// decimalHousehold is a household as a program on decimals holds it, so that no
// conversion is timed.
type decimalHousehold struct {
	members  []decimalMember
	rural    bool
	property decimal.Decimal
}

type decimalMember struct{ income, cost decimal.Decimal }

type decimalAnswer struct {
	amount  decimal.Decimal
	outcome assistance.Outcome
}

var (
	standardDecimal = decimal.New(standardFen, -2)
	ceilingDecimal  = decimal.New(ceilingFen, -2)
)

// decimals makes a contender of a function of one household in decimals.
func decimals(one func(h *decimalHousehold) decimalAnswer) func([]assistance.Household) (func() error, func(int) Answer, error) {
	return func(hs []assistance.Household) (func() error, func(int) Answer, error) {
		own, out := make([]decimalHousehold, len(hs)), make([]decimalAnswer, len(hs))
		for i, h := range hs {
			property, _ := h.Property.Get()
			own[i] = decimalHousehold{rural: h.Area == assistance.Rural, property: property.Decimal()}
			for _, m := range h.Members {
				own[i].members = append(own[i].members, decimalMember{m.Income.Decimal(), m.EmploymentCost.Decimal()})
			}
		}
		return func() error {
			for i := range own {
				out[i] = one(&own[i])
			}
			return nil
		}, func(i int) Answer { return Answer{out[i].amount.Shift(2).IntPart(), out[i].outcome} }, nil
	}
}

func (h *decimalHousehold) income() decimal.Decimal {
	sum := decimal.Zero
	for i := range h.members {
		income := h.members[i].income
		if h.rural {
			income = income.Sub(h.members[i].cost)
			if income.IsNegative() {
				income = decimal.Zero
			}
		}
		sum = sum.Add(income)
	}
	return sum
}

func exactDecimal(h *decimalHousehold) (a decimalAnswer) {
	n := decimal.New(int64(len(h.members)), 0)
	gap := standardDecimal.Mul(n).Sub(h.income())
	a.outcome = outcome(h.property.GreaterThan(ceilingDecimal.Mul(n)), !gap.IsPositive())
	if a.outcome == assistance.Eligible {
		a.amount = gap.Ceil()
	}
	return a
}

// perHeadDecimal follows the law's order: income a person, the gap a person,
// times the members, rounded up.
func perHeadDecimal(h *decimalHousehold) (a decimalAnswer) {
	n := decimal.New(int64(len(h.members)), 0)
	each := standardDecimal.Sub(h.income().Div(n))
	a.outcome = outcome(h.property.GreaterThan(ceilingDecimal.Mul(n)), !each.IsPositive())
	if a.outcome == assistance.Eligible {
		a.amount = each.Mul(n).Ceil()
	}
	return a
}
