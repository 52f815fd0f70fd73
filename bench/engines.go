package bench

import (
	"fmt"

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

	"github.com/huainan-minzheng/civilaffairs/assistance"
)

// Row is a household as the rules engines take it: amounts in fen. The fields
// from Amount on are what grule's rules write.
type Row struct {
	Members  []Person
	Rural    bool
	Property int64
	N        int64

	Amount  int64
	Outcome int64
	Sum     int64
	I       int64
}

// Person is a member of a [Row].
type Person struct{ Income, Cost int64 }

// CountableIncome sums the members in Go, for the form of the grule contender
// that leaves its members to its host.
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
		property, _ := h.Property.Get()
		rows[i] = Row{Rural: h.Area == assistance.Rural, Property: property.Fen(), N: int64(len(h.Members))}
		for _, m := range h.Members {
			rows[i].Members = append(rows[i].Members, Person{m.Income.Fen(), m.EmploymentCost.Fen()})
		}
	}
	return rows
}

// The outcomes as the engines' texts write them.
const (
	eligible = int(assistance.Eligible)
	income   = int(assistance.OverIncome)
	property = int(assistance.OverLimit)
	both     = int(assistance.OverBoth)
)

func prepareExpr(hs []assistance.Household) (func() error, func(int) Answer, error) {
	rows, out := rowsOf(hs), make([]Answer, len(hs))
	program, err := expr.Compile(fmt.Sprintf(`
let gap = %d * N - sum(Members, Rural ? max(.Income - .Cost, 0) : .Income);
let rich = Property > %d * N;
rich ? [0, gap <= 0 ? %d : %d] : gap <= 0 ? [0, %d] : [gap + 99 - (gap + 99) %% 100, %d]`,
		standardFen, ceilingFen, both, property, income, eligible), expr.Env(&Row{}))
	if err != nil {
		return nil, nil, err
	}
	machine := vm.VM{}
	return func() error {
		for i := range rows {
			got, err := machine.Run(program, &rows[i])
			if err != nil {
				return err
			}
			if out[i], err = exprAnswer(got); err != nil {
				return err
			}
		}
		return nil
	}, func(i int) Answer { return out[i] }, nil
}

func exprAnswer(v any) (Answer, error) {
	pair, ok := v.([]any)
	if !ok || len(pair) != 2 {
		return Answer{}, fmt.Errorf("expr gives %T %v", v, v)
	}
	fen, ok := pair[0].(int64)
	if !ok {
		zero, isInt := pair[0].(int)
		if !isInt {
			return Answer{}, fmt.Errorf("expr gives an amount of %T", pair[0])
		}
		fen = int64(zero)
	}
	code, ok := pair[1].(int)
	if !ok {
		return Answer{}, fmt.Errorf("expr gives an outcome of %T", pair[1])
	}
	return Answer{fen, assistance.Outcome(code)}, nil
}

func prepareCEL(hs []assistance.Household) (func() error, func(int) Answer, error) {
	env, err := cel.NewEnv(
		ext.Bindings(), ext.Math(),
		cel.Variable("members", cel.ListType(cel.MapType(cel.StringType, cel.IntType))),
		cel.Variable("rural", cel.BoolType), cel.Variable("property", cel.IntType), cel.Variable("n", cel.IntType),
		cel.Function("sum", cel.Overload("sum_list", []*cel.Type{cel.ListType(cel.IntType)}, cel.IntType, cel.UnaryBinding(sumList))),
	)
	if err != nil {
		return nil, nil, err
	}
	checked, issues := env.Compile(fmt.Sprintf(`
cel.bind(gap, %d * n - sum(members.map(m, rural ? math.greatest(m.income - m.cost, 0) : m.income)),
  property > %d * n
    ? [0, gap <= 0 ? %d : %d]
    : gap <= 0 ? [0, %d] : [(gap + 99) / 100 * 100, %d])`,
		standardFen, ceilingFen, both, property, income, eligible))
	if issues.Err() != nil {
		return nil, nil, issues.Err()
	}
	program, err := env.Program(checked, cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return nil, nil, err
	}
	inputs, out := make([]map[string]any, len(hs)), make([]Answer, len(hs))
	for i, row := range rowsOf(hs) {
		members := make([]map[string]int64, len(row.Members))
		for j, m := range row.Members {
			members[j] = map[string]int64{"income": m.Income, "cost": m.Cost}
		}
		inputs[i] = map[string]any{"members": members, "rural": row.Rural, "property": row.Property, "n": row.N}
	}
	return func() error {
		for i := range inputs {
			got, _, err := program.Eval(inputs[i])
			if err != nil {
				return err
			}
			list, ok := got.(traits.Lister)
			if !ok {
				return fmt.Errorf("cel gives %v", got)
			}
			out[i] = Answer{int64(list.Get(types.Int(0)).(types.Int)), assistance.Outcome(list.Get(types.Int(1)).(types.Int))}
		}
		return nil
	}, func(i int) Answer { return out[i] }, nil
}

func sumList(v ref.Val) ref.Val {
	list := v.(traits.Lister)
	sum := types.Int(0)
	for it := list.Iterator(); it.HasNext() == types.True; {
		sum += it.Next().(types.Int)
	}
	return sum
}

// gruleDecide follows the income, however it was counted.
var gruleDecide = fmt.Sprintf(`
rule Both salience 40 { when Row.I == Row.N && Row.Property > %[2]d * Row.N && Row.Sum >= %[1]d * Row.N then Row.Outcome = %[3]d; Complete(); }
rule Rich salience 30 { when Row.I == Row.N && Row.Property > %[2]d * Row.N then Row.Outcome = %[4]d; Complete(); }
rule Above salience 20 { when Row.I == Row.N && Row.Sum >= %[1]d * Row.N then Row.Outcome = %[5]d; Complete(); }
rule Eligible salience 10 { when Row.I == Row.N then Row.Amount = (%[1]d * Row.N - Row.Sum + 99) / 100; Row.Amount = Row.Amount * 100; Row.Outcome = %[6]d; Complete(); }
`, standardFen, ceilingFen, both, property, income, eligible)

// gruleMembers takes the members one after another, which is how a language
// without loops does it.
var gruleMembers = `
rule Urban salience 100 { when Row.I < Row.N && !Row.Rural then Row.Sum = Row.Sum + Row.Members[Row.I].Income; Row.I = Row.I + 1; }
rule Rural salience 100 { when Row.I < Row.N && Row.Rural && Row.Members[Row.I].Income > Row.Members[Row.I].Cost then Row.Sum = Row.Sum + Row.Members[Row.I].Income - Row.Members[Row.I].Cost; Row.I = Row.I + 1; }
rule Nothing salience 100 { when Row.I < Row.N && Row.Rural && Row.Members[Row.I].Income <= Row.Members[Row.I].Cost then Row.I = Row.I + 1; }
` + gruleDecide

// gruleSummed calls Go for the members.
var gruleSummed = `
rule Sum salience 100 { when Row.I < Row.N then Row.Sum = Row.CountableIncome(); Row.I = Row.N; }
` + gruleDecide

func prepareGrule(source string) func(hs []assistance.Household) (func() error, func(int) Answer, error) {
	return func(hs []assistance.Household) (func() error, func(int) Answer, error) {
		library := ast.NewKnowledgeLibrary()
		if err := builder.NewRuleBuilder(library).BuildRuleFromResource("allowance", "1", pkg.NewBytesResource([]byte(source))); err != nil {
			return nil, nil, err
		}
		base, err := library.NewKnowledgeBaseInstance("allowance", "1")
		if err != nil {
			return nil, nil, err
		}
		e := engine.NewGruleEngine()
		rows := rowsOf(hs)
		return func() error {
			for i := range rows {
				rows[i].Amount, rows[i].Outcome, rows[i].Sum, rows[i].I = 0, 0, 0, 0
				data := ast.NewDataContext()
				if err := data.Add("Row", &rows[i]); err != nil {
					return err
				}
				if err := e.Execute(data, base); err != nil {
					return err
				}
			}
			return nil
		}, func(i int) Answer { return Answer{rows[i].Amount, assistance.Outcome(rows[i].Outcome)} }, nil
	}
}
