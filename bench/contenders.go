// Package bench computes the same household allowance in several ways, so that
// they can be compared row by row and then timed. It is a module of its own.
package bench

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/ext"
	"github.com/hyperjumptech/grule-rule-engine/ast"
	"github.com/hyperjumptech/grule-rule-engine/builder"
	"github.com/hyperjumptech/grule-rule-engine/engine"
	"github.com/hyperjumptech/grule-rule-engine/pkg"
	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// The sample county that every contender computes.
const (
	standardFen = 80_000
	ceilingFen  = 3_000_000
)

// County is the sample county as the SDK takes it.
var County = assistance.County{Standard: unit.Fen(standardFen), PropertyCeiling: unit.Fen(ceilingFen)}

// Households makes n random households, seeded.
func Households(n int) []assistance.Household {
	r := rand.New(rand.NewPCG(1, 2))
	hs := make([]assistance.Household, n)
	for i := range hs {
		ms := make([]assistance.Member, 1+r.IntN(6))
		for j := range ms {
			ms[j] = assistance.Member{Income: unit.Fen(int32(r.IntN(120_000))), EmploymentCost: unit.Fen(int32(r.IntN(20_000)))}
		}
		hs[i] = assistance.Household{Area: assistance.Area(1 + r.IntN(2)), Members: ms, Property: rule.Give(unit.Fen(int32(r.IntN(20_000_000))))}
	}
	return hs
}

// Contender computes the allowance of every household in fen. What it needs of
// the households in a form of its own is made by Prepare, which is not timed.
type Contender struct {
	Name    string
	Prepare func(hs []assistance.Household) (func(dst []int64) error, error)
}

// Contenders lists them, the SDK first.
func Contenders() []Contender {
	return []Contender{
		{"sdk EvalAll", prepareSDK},
		{"sdk TopUp over means rows", prepareMeans},
		{"int64 loop, obvious", loop(obvious)},
		{"int64 loop, branch-free", loop(branchFree)},
		{"shopspring/decimal, exact", loop(exactDecimal)},
		{"shopspring/decimal, per head", loop(perHeadDecimal)},
		{"float64, per head", loop(perHeadFloat)},
		{"expr", prepareExpr},
		{"cel-go", prepareCEL},
		{"grule", prepareGrule},
	}
}

func prepareSDK(hs []assistance.Household) (func([]int64) error, error) {
	r := assistance.Benefit.Under(County)
	out := make([]assistance.Award, 0, len(hs))
	return func(dst []int64) error {
		var err error
		out, err = r.EvalAll(out[:0], hs)
		if dst != nil {
			for i, a := range out {
				dst[i] = a.Amount.Fen()
			}
		}
		return err
	}, nil
}

func prepareMeans(hs []assistance.Household) (func([]int64) error, error) {
	rows, err := assistance.CountMeans.Under(County.Means()).EvalAll(nil, hs)
	r := assistance.TopUp.Under(County.TopUp())
	out := make([]assistance.Award, 0, len(hs))
	return func(dst []int64) error {
		var err error
		out, err = r.EvalAll(out[:0], rows)
		if dst != nil {
			for i, a := range out {
				dst[i] = a.Amount.Fen()
			}
		}
		return err
	}, err
}

// sink keeps the results of a timed loop from being optimised away.
var sink int64

// loop makes a contender of a function of one household.
func loop(one func(h *assistance.Household) int64) func([]assistance.Household) (func([]int64) error, error) {
	return func(hs []assistance.Household) (func([]int64) error, error) {
		own := make([]int64, len(hs))
		return func(dst []int64) error {
			if dst == nil {
				dst = own
			}
			for i := range hs {
				dst[i] = one(&hs[i])
			}
			return nil
		}, nil
	}
}

func obvious(h *assistance.Household) int64 {
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
	property, _ := h.Property.Value()
	n := int64(len(h.Members))
	if property.Fen() > ceilingFen*n {
		return 0
	}
	gap := standardFen*n - sum
	if gap <= 0 {
		return 0
	}
	return (gap + 99) / 100 * 100
}

func bit(b bool) int64 {
	var n int64
	if b {
		n = 1
	}
	return n
}

func branchFree(h *assistance.Household) int64 {
	sum, mask := int64(0), -bit(h.Area == assistance.Rural)
	for i := range h.Members {
		sum += max(h.Members[i].Income.Fen()-h.Members[i].EmploymentCost.Fen()&mask, 0)
	}
	property, _ := h.Property.Value()
	n := int64(len(h.Members))
	gap := max(standardFen*n-sum, 0) & (bit(property.Fen() > ceilingFen*n) - 1)
	return (gap + 99) / 100 * 100
}

var (
	standardDecimal = decimal.New(standardFen, -2)
	ceilingDecimal  = decimal.New(ceilingFen, -2)
	hundred         = decimal.New(100, 0)
)

func incomeDecimal(h *assistance.Household) decimal.Decimal {
	sum := decimal.Zero
	for i := range h.Members {
		income := h.Members[i].Income.Decimal()
		if h.Area == assistance.Rural {
			income = income.Sub(h.Members[i].EmploymentCost.Decimal())
			if income.IsNegative() {
				income = decimal.Zero
			}
		}
		sum = sum.Add(income)
	}
	return sum
}

func tooRich(h *assistance.Household, n decimal.Decimal) bool {
	property, _ := h.Property.Value()
	return property.Decimal().GreaterThan(ceilingDecimal.Mul(n))
}

func exactDecimal(h *assistance.Household) int64 {
	n := decimal.New(int64(len(h.Members)), 0)
	gap := standardDecimal.Mul(n).Sub(incomeDecimal(h))
	if tooRich(h, n) || !gap.IsPositive() {
		return 0
	}
	return gap.Ceil().Mul(hundred).IntPart()
}

// perHeadDecimal follows the law's order: income a person, the gap a person,
// times the members, rounded up.
func perHeadDecimal(h *assistance.Household) int64 {
	n := decimal.New(int64(len(h.Members)), 0)
	each := standardDecimal.Sub(incomeDecimal(h).Div(n))
	if tooRich(h, n) || !each.IsPositive() {
		return 0
	}
	return each.Mul(n).Ceil().Mul(hundred).IntPart()
}

func perHeadFloat(h *assistance.Household) int64 {
	sum := 0.0
	for i := range h.Members {
		income := float64(h.Members[i].Income.Fen()) / 100
		if h.Area == assistance.Rural {
			income = max(income-float64(h.Members[i].EmploymentCost.Fen())/100, 0)
		}
		sum += income
	}
	property, _ := h.Property.Value()
	n := float64(len(h.Members))
	each := standardFen/100.0 - sum/n
	if float64(property.Fen())/100 > ceilingFen/100.0*n || each <= 0 {
		return 0
	}
	return int64(math.Ceil(each*n)) * 100
}

// Row is a household as the rules engines take it: amounts in fen.
type Row struct {
	Members  []Person
	Rural    bool
	Property int64
	N        int64
	Amount   int64
}

// Person is a member of a [Row].
type Person struct{ Income, Cost int64 }

// CountableIncome sums the members for grule, whose language has no loops.
func (r *Row) CountableIncome() int64 {
	sum := int64(0)
	for _, m := range r.Members {
		if r.Rural {
			m.Income = max(m.Income-m.Cost, 0)
		}
		sum += m.Income
	}
	return sum
}

func rowsOf(hs []assistance.Household) []Row {
	rows := make([]Row, len(hs))
	for i, h := range hs {
		property, _ := h.Property.Value()
		rows[i] = Row{Rural: h.Area == assistance.Rural, Property: property.Fen(), N: int64(len(h.Members))}
		for _, m := range h.Members {
			rows[i].Members = append(rows[i].Members, Person{m.Income.Fen(), m.EmploymentCost.Fen()})
		}
	}
	return rows
}

func prepareExpr(hs []assistance.Household) (func([]int64) error, error) {
	rows := rowsOf(hs)
	program, err := expr.Compile(fmt.Sprintf(
		`let gap = %d * N - sum(Members, Rural ? max(.Income - .Cost, 0) : .Income); Property > %d * N || gap <= 0 ? 0 : int((gap + 99 - (gap + 99) %% 100))`,
		standardFen, ceilingFen), expr.Env(Row{}), expr.AsInt64())
	if err != nil {
		return nil, err
	}
	machine := vm.VM{}
	return func(dst []int64) error {
		for i := range rows {
			out, err := machine.Run(program, rows[i])
			if err != nil {
				return err
			}
			sink = out.(int64)
			if dst != nil {
				dst[i] = sink
			}
		}
		return nil
	}, nil
}

func prepareCEL(hs []assistance.Household) (func([]int64) error, error) {
	env, err := cel.NewEnv(
		ext.Bindings(), ext.Math(),
		cel.Variable("members", cel.ListType(cel.MapType(cel.StringType, cel.IntType))),
		cel.Variable("rural", cel.BoolType), cel.Variable("property", cel.IntType), cel.Variable("n", cel.IntType),
		cel.Function("sum", cel.Overload("sum_list", []*cel.Type{cel.ListType(cel.IntType)}, cel.IntType, cel.UnaryBinding(sumList))),
	)
	if err != nil {
		return nil, err
	}
	checked, issues := env.Compile(fmt.Sprintf(
		`cel.bind(gap, %d * n - sum(members.map(m, rural ? math.greatest(m.income - m.cost, 0) : m.income)), property > %d * n || gap <= 0 ? 0 : (gap + 99) / 100 * 100)`,
		standardFen, ceilingFen))
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	program, err := env.Program(checked, cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return nil, err
	}
	inputs := make([]map[string]any, len(hs))
	for i, row := range rowsOf(hs) {
		members := make([]map[string]int64, len(row.Members))
		for j, m := range row.Members {
			members[j] = map[string]int64{"income": m.Income, "cost": m.Cost}
		}
		inputs[i] = map[string]any{"members": members, "rural": row.Rural, "property": row.Property, "n": row.N}
	}
	return func(dst []int64) error {
		for i := range inputs {
			out, _, err := program.Eval(inputs[i])
			if err != nil {
				return err
			}
			sink = int64(out.(types.Int))
			if dst != nil {
				dst[i] = sink
			}
		}
		return nil
	}, nil
}

func sumList(v ref.Val) ref.Val {
	list := v.(traits.Lister)
	sum := types.Int(0)
	for it := list.Iterator(); it.HasNext() == types.True; {
		sum += it.Next().(types.Int)
	}
	return sum
}

func prepareGrule(hs []assistance.Household) (func([]int64) error, error) {
	library := ast.NewKnowledgeLibrary()
	source := fmt.Sprintf(`
rule Rich salience 30 { when Row.Property > %[2]d * Row.N then Row.Amount = 0; Complete(); }
rule Above salience 20 { when Row.CountableIncome() >= %[1]d * Row.N then Row.Amount = 0; Complete(); }
rule Eligible salience 10 { when Row.Amount == -1 then Row.Amount = (%[1]d * Row.N - Row.CountableIncome() + 99) / 100; Row.Amount = Row.Amount * 100; Complete(); }
`, standardFen, ceilingFen)
	if err := builder.NewRuleBuilder(library).BuildRuleFromResource("allowance", "1", pkg.NewBytesResource([]byte(source))); err != nil {
		return nil, err
	}
	base, err := library.NewKnowledgeBaseInstance("allowance", "1")
	if err != nil {
		return nil, err
	}
	e := engine.NewGruleEngine()
	rows := rowsOf(hs)
	return func(dst []int64) error {
		for i := range rows {
			rows[i].Amount = -1
			data := ast.NewDataContext()
			if err := data.Add("Row", &rows[i]); err != nil {
				return err
			}
			if err := e.Execute(data, base); err != nil {
				return err
			}
			if dst != nil {
				dst[i] = rows[i].Amount
			}
		}
		return nil
	}, nil
}
