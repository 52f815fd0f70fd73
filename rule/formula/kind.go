package formula

import "github.com/huainan-minzheng/civilaffairs/unit"

// Kind is what a value is, as far as formulas tell values apart. The zero Kind is
// none.
type Kind uint8

// The kinds of values.
const (
	Money    Kind = iota + 1 // 金额, in yuan
	Count                    // 数量, of persons, beds, months
	Ratio                    // 比例, a share or a rate
	Number                   // 数, a figure in a unit of its own; every plain literal
	Month                    // 月份, of a year
	Flag                     // 是非
	Choice                   // 选项, the code of a closed list
	Rounding                 // 取整方式
	List                     // 列表, for count only
	Text                     // 文字, only compared
)

var kinds = [...]struct {
	code  string
	label unit.Text
}{
	0:        {"none", unit.Text{ZH: "无", EN: "none"}},
	Money:    {"money", unit.Text{ZH: "金额", EN: "an amount of money"}},
	Count:    {"count", unit.Text{ZH: "数量", EN: "a count"}},
	Ratio:    {"ratio", unit.Text{ZH: "比例", EN: "a ratio"}},
	Number:   {"number", unit.Text{ZH: "数", EN: "a number"}},
	Month:    {"month", unit.Text{ZH: "月份", EN: "a month"}},
	Flag:     {"flag", unit.Text{ZH: "是非", EN: "a yes or no"}},
	Choice:   {"choice", unit.Text{ZH: "选项", EN: "a choice"}},
	Rounding: {"rounding", unit.Text{ZH: "取整方式", EN: "a rounding"}},
	List:     {"list", unit.Text{ZH: "列表", EN: "a list"}},
	Text:     {"text", unit.Text{ZH: "文字", EN: "a text"}},
}

func (k Kind) known() Kind {
	if int(k) < len(kinds) {
		return k
	}
	return 0
}

// String gives the code: "money", "count", …; "none" for an invalid kind.
func (k Kind) String() string { return kinds[k.known()].code }

// ParseKind gives the kind of a code, as [Kind.String] writes it: the zero Kind where there is
// none such.
func ParseKind(code string) Kind {
	for k := range kinds {
		if k > 0 && kinds[k].code == code {
			return Kind(k)
		}
	}
	return 0
}

// Label gives the kind in words: 金额, an amount of money.
func (k Kind) Label() unit.Text { return kinds[k.known()].label }

// IsNumeric reports whether values of the kind are numbers.
func (k Kind) IsNumeric() bool { return k >= Money && k <= Number }

// IsOrdered reports whether values of the kind come one before another: numbers and months.
func (k Kind) IsOrdered() bool { return k >= Money && k <= Month }

// Type is what [Formula.Check] is told about a name and tells about a result.
type Type struct {
	Kind Kind
	// List is the path of the list whose item the value belongs to; "" outside lists.
	// Of a result it is the list that it depends on outside sum, all and any.
	List string
	// Codes are those that a Choice can have; nil means any.
	Codes []string
	// Optional says that the value need not be given.
	Optional bool
}

// products says what kind a product is, quotients what kind a quotient is: the row is
// the left operand, the column the right one, in the order Money, Count, Ratio,
// Number. 0 is refused.
var (
	products = [4][4]Kind{
		{0, Money, Money, Money},
		{Money, Count, Count, Count},
		{Money, Count, Ratio, Ratio},
		{Money, Count, Ratio, Number},
	}
	quotients = [4][4]Kind{
		{Ratio, Money, Money, Money},
		{0, Ratio, Count, Count},
		{0, Ratio, Ratio, Ratio},
		{0, Number, Number, Number},
	}
)

// arithmetic gives the kind of a op b; 0 is refused. A zero that is a plain number
// goes with every kind.
func arithmetic(op Op, a, b Kind, zeroA, zeroB bool) Kind {
	if a == Month || b == Month {
		return ofMonths(op, a, b)
	}
	if !a.IsNumeric() || !b.IsNumeric() {
		return 0
	}
	switch op {
	case OpMul:
		return products[a-Money][b-Money]
	case OpDiv:
		return quotients[a-Money][b-Money]
	}
	return together(a, b, zeroA, zeroB)
}

// ofMonths gives the kind of a op b where one of them is a month: a month and so many, or the
// number of months between two.
func ofMonths(op Op, a, b Kind) Kind {
	number := func(k Kind) bool { return k == Count || k == Number }
	switch {
	case op == OpAdd && (a == Month && number(b) || number(a) && b == Month), op == OpSub && a == Month && number(b):
		return Month
	case op == OpSub && a == Month && b == Month:
		return Count
	}
	return 0
}

// together gives the kind that two values have which are added, compared or
// alternatives of one another; 0 if they do not go together.
func together(a, b Kind, zeroA, zeroB bool) Kind {
	switch {
	case a == b:
		return a
	case a == Number && (zeroA && b == Money || b == Count || b == Ratio):
		return b
	case b == Number && (zeroB && a == Money || a == Count || a == Ratio):
		return a
	}
	return 0
}
