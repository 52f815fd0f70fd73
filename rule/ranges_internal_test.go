package rule

import (
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type (
	sides struct{}
	side  = Enum[sides]
	// worded writes itself and is no number.
	worded struct{ text string }
	// score has a number of its own.
	score int
	// fee says itself what formulas take it for; its zero is a fee of five.
	fee int32
)

func (sides) Choices() Choices {
	return Choices{1: {Code: "left", Label: Text{ZH: "左", EN: "Left"}}, 2: {Code: "right", Label: Text{ZH: "右", EN: "Right"}}}
}

func (w worded) MarshalText() ([]byte, error) { return []byte(w.text), nil }

func (s score) Rat() *big.Rat { return big.NewRat(int64(s), 1) }

// coded is a number that writes itself as a text.
type coded int8

func (coded) MarshalText() ([]byte, error) { return []byte("c"), nil }

func (fee) FormulaKind() formula.Kind { return formula.Money }

func (f fee) MarshalText() ([]byte, error) { return unit.Yuan(5 + int32(f)).MarshalText() }

func TestFormulasTakeEachTypeForAKind(t *testing.T) {
	for of, want := range map[reflect.Type]formula.Kind{
		reflect.TypeFor[unit.Money]():        formula.Money,
		reflect.TypeFor[unit.Exact]():        formula.Money,
		reflect.TypeFor[Given[unit.Money]](): formula.Money,
		reflect.TypeFor[fee]():               formula.Money,
		reflect.TypeFor[unit.Rate]():         formula.Ratio,
		reflect.TypeFor[unit.ExactRate]():    formula.Ratio,
		reflect.TypeFor[unit.Share]():        formula.Ratio,
		reflect.TypeFor[unit.Month]():        formula.Month,
		reflect.TypeFor[Given[unit.Month]](): formula.Month,
		reflect.TypeFor[unit.Rounding]():     formula.Rounding,
		reflect.TypeFor[unit.Number]():       formula.Number,
		reflect.TypeFor[score]():             formula.Number,
		reflect.TypeFor[side]():              formula.Choice,
		reflect.TypeFor[Given[side]]():       formula.Choice,
		reflect.TypeFor[unit.Day]():          formula.Text,
		reflect.TypeFor[worded]():            formula.Text,
		reflect.TypeFor[coded]():             formula.Text,
		reflect.TypeFor[string]():            formula.Text,
		reflect.TypeFor[[]int64]():           formula.Text,
		reflect.TypeFor[float64]():           formula.Text,
		reflect.TypeFor[struct{}]():          formula.Text,
		reflect.TypeFor[bool]():              formula.Flag,
		reflect.TypeFor[int]():               formula.Count,
		reflect.TypeFor[int8]():              formula.Count,
		reflect.TypeFor[int64]():             formula.Count,
		reflect.TypeFor[uint]():              formula.Count,
		reflect.TypeFor[uint64]():            formula.Count,
		reflect.TypeFor[Given[uint16]]():     formula.Count,
	} {
		assert.Equal(t, want.String(), kindOf(of).String(), of.String())
	}
}

// ranged reads a tag for a field of a type, which must be one.
func ranged(t *testing.T, tag string, of reflect.Type) *limit {
	t.Helper()
	var f Errors
	l := limit{path: "x", typ: of}
	l.readRange(&f, "Policy.x", tag, of)
	require.Empty(t, f, tag)
	return &l
}

// TestARangeHoldsWhatItsTagSays: by plain comparison at and around its ends, and in the words of both languages.
func TestARangeHoldsWhatItsTagSays(t *testing.T) {
	type row struct {
		tag, within, without, zh, en string
	}
	for of, rows := range map[reflect.Type][]row{
		reflect.TypeFor[int64](): {
			{"[0,)", "0 1 99", "-1", "不得为负", "must not be negative"},
			{"(0,)", "1 99", "-1 0", "必须大于零", "must be above zero"},
			{"[1,)", "1 2", "0", "应不小于1", "must be at least 1"},
			{"(1,)", "2", "0 1", "应大于1", "must be above 1"},
			{"(,5]", "-9 5", "6", "应不大于5", "must be at most 5"},
			{"[,5)", "-9 4", "5 6", "应小于5", "must be below 5"},
			{"[0,5]", "0 5", "-1 6", "应不小于0、不大于5", "must be at least 0 and at most 5"},
			{"(0,5)", "1 4", "0 5", "应大于0、小于5", "must be above 0 and below 5"},
			{"[2,4)", "2 3", "1 4", "应不小于2、小于4", "must be at least 2 and below 4"},
			{"(2,4]", "3 4", "2 5", "应大于2、不大于4", "must be above 2 and at most 4"},
			{"[ 2 , 4 ]", "2 4", "1 5", "应不小于2、不大于4", "must be at least 2 and at most 4"},
			{"[3,3]", "3", "2 4", "应不小于3、不大于3", "must be at least 3 and at most 3"},
			{"[-3,-1]", "-3 -1", "-4 0", "应不小于-3、不大于-1", "must be at least -3 and at most -1"},
		},
		reflect.TypeFor[unit.Rate](): {
			{"(0,100%]", "1/100 1", "0 101/100", "应大于0、不大于100%", "must be above 0 and at most 100%"},
			{"[50%,1.5×)", "1/2 149/100", "49/100 3/2", "应不小于50%、小于1.5×", "must be at least 50% and below 1.5×"},
		},
		reflect.TypeFor[unit.Month](): {
			{"[2021-07,2021-09]", "24258 24260", "24257 24261", "应不小于2021-07、不大于2021-09", "must be at least 2021-07 and at most 2021-09"},
		},
		reflect.TypeFor[[]string](): {
			{"[1,3]", "1 3", "0 4", "项数应不小于1、不大于3", "the number of items must be at least 1 and at most 3"},
		},
		reflect.TypeFor[[]int64](): {
			{"(,2]", "0 2", "3", "项数应不大于2", "the number of items must be at most 2"},
		},
	} {
		for _, c := range rows {
			l := ranged(t, c.tag, of)
			assert.Equal(t, Text{ZH: c.zh, EN: c.en}, l.describe(), c.tag)
			assert.True(t, l.ranged)
			for want, list := range map[bool]string{true: c.within, false: c.without} {
				for _, text := range strings.Fields(list) {
					v, ok := new(big.Rat).SetString(text)
					require.True(t, ok)
					assert.Equal(t, want, l.within(v), "%s in %s", text, c.tag)
				}
			}
		}
	}
	free := ranged(t, "", reflect.TypeFor[int64]())
	assert.False(t, free.ranged)
	assert.True(t, free.within(big.NewRat(-7, 2)), "no tag bounds nothing")
}

func TestATagThatIsNoRangeIsNamedOnce(t *testing.T) {
	of := reflect.TypeFor[int64]()
	for tag, of := range map[string]reflect.Type{
		"[": of, "]": of, ",": of, "[]": of, "[,": of, ",]": of, "[,]": of, "(,)": of, "[1]": of, "[1;2]": of, "1,2": of, "[1,2": of, "1,2]": of,
		"{1,2]": of, "[1,2}": of, "[one,2]": of, "[1,two]": of, "[one,two]": of, "[2,1]": of, "(1,1]": of, "[1,1)": of, "(1,1)": of,
		"一,二": of, "[1,2,3]": of, "[up/yuan,]": reflect.TypeFor[unit.Rounding](), "[true,]": reflect.TypeFor[bool](), "[a,b]": reflect.TypeFor[string](),
		"[1.5x,]": of, "[0,100%]": reflect.TypeFor[unit.Money](), "[1%,2]": reflect.TypeFor[[]unit.Rate](), "[1,2]": reflect.TypeFor[readList](),
	} {
		var f Errors
		var l limit
		l.readRange(&f, "Policy.x", tag, of)
		assert.Equal(t, Errors{{Code: NotWhole, Field: "Policy.x", Value: tag, Reason: Text{ZH: "range标签应形如 [0,100%] 或 (0,)", EN: "a range tag is written like [0,100%] or (0,)"}}}, f, tag)
		assert.Zero(t, l, "%s bounds nothing", tag)
	}
}

// TestAValueOutOfItsLimitsIsTold with what it is, and what it may be.
func TestAValueOutOfItsLimitsIsTold(t *testing.T) {
	none := Text{ZH: "未提供", EN: "not given"}
	require.Equal(t, none, whyMissing)
	free, above, low := "", "(0,)", "[1,3]"
	for name, c := range map[string]struct {
		tag, oneof string
		v          any
		given      bool
		want       Errors
	}{
		"a choice":                       {v: side(2)},
		"no choice":                      {v: side(0), want: Errors{{Code: Missing, Reason: Text{ZH: "未提供，可选：left（左）、right（右）", EN: "not given; there are left, right"}}}},
		"a choice beyond the last":       {v: side(3), want: Errors{{Code: Invalid, Value: "3", Reason: Text{ZH: "没有这个选项，可选：left（左）、right（右）", EN: "no such choice; there are left, right"}}}},
		"a month":                        {tag: free, v: unit.MustParseMonth("2021-07")},
		"no month":                       {tag: free, v: unit.Month{}, want: Errors{{Code: Missing, Reason: none}}},
		"no month, of some":              {tag: "[2021-01,]", v: unit.Month{}, want: Errors{{Code: Missing, Reason: none}}},
		"a choice beyond, of one":        {oneof: "left", v: side(3), want: Errors{{Code: Invalid, Value: "3", Reason: Text{ZH: "没有这个选项，可选：left（左）、right（右）", EN: "no such choice; there are left, right"}}}},
		"another than the one text":      {oneof: "a", v: "b", want: Errors{{Code: Invalid, Value: "b", Reason: Text{ZH: "只能是a", EN: "must be a"}}}},
		"a rounding":                     {tag: free, v: unit.UpToFen},
		"no rounding":                    {tag: free, v: unit.Rounding(0), want: Errors{{Code: Missing, Reason: none}}},
		"a rounding that is none":        {tag: free, v: unit.Rounding(77), want: Errors{{Code: Invalid, Value: "", Reason: Text{ZH: "不是取整方式，如 up/yuan", EN: "not a rounding such as up/yuan"}}}},
		"one of some texts":              {oneof: "up/fen up/yuan", v: unit.UpToYuan},
		"none of some texts":             {oneof: "up/fen up/yuan", v: unit.UpToJiao, want: Errors{{Code: Invalid, Value: "up/jiao", Reason: Text{ZH: "只能是up/fen、up/yuan", EN: "must be up/fen, up/yuan"}}}},
		"none of some texts, nor within": {tag: low, oneof: "1 2", v: int64(9), want: Errors{{Code: Invalid, Value: "9", Reason: Text{ZH: "只能是1、2", EN: "must be 1, 2"}}}},
		"within":                         {tag: low, v: int64(3)},
		"zero that is left out":          {tag: low, v: int64(0), want: Errors{{Code: Range, Value: "0", Reason: Text{ZH: "应不小于1、不大于3", EN: "must be at least 1 and at most 3"}}}},
		"beyond":                         {tag: low, v: int64(4), want: Errors{{Code: Range, Value: "4", Reason: Text{ZH: "应不小于1、不大于3", EN: "must be at least 1 and at most 3"}}}},
		"no amount":                      {tag: above, v: unit.Money{}, want: Errors{{Code: Missing, Reason: Text{ZH: "未提供，或为零：必须大于零", EN: "not given, or zero: must be above zero"}}}},
		"an amount of zero, given":       {tag: above, v: unit.Money{}, given: true, want: Errors{{Code: Range, Value: "0.00", Reason: positive}}},
		"no rate":                        {tag: above, v: unit.Rate{}, want: Errors{{Code: Missing, Reason: Text{ZH: "未提供，或为零：必须大于零", EN: "not given, or zero: must be above zero"}}}},
		"no number":                      {tag: above, v: unit.Number{}, want: Errors{{Code: Range, Value: "0", Reason: positive}}},
		"an amount below":                {tag: above, v: unit.Yuan(-1), want: Errors{{Code: Range, Value: "-1.00", Reason: positive}}},
		"a zero that is five":            {tag: "[6,]", v: fee(0), want: Errors{{Code: Range, Value: "5.00", Reason: Text{ZH: "应不小于6", EN: "must be at least 6"}}}},
		"a text that is no number":       {tag: "[1,]", v: numbered8(1), want: Errors{{Code: Invalid, Value: "many", Reason: Invalid.Text()}}},
	} {
		l := ranged(t, c.tag, reflect.TypeOf(c.v))
		l.oneof = strings.Fields(c.oneof)
		var f Errors
		l.checkLeaf(&f, "x", reflect.ValueOf(c.v), c.given)
		for i := range c.want {
			c.want[i].Field = "x"
		}
		assert.Equal(t, c.want, f, name)
	}
}

// numbered8 is a number by its kind, whose text is none.
type numbered8 int8

func (numbered8) FormulaKind() formula.Kind    { return formula.Number }
func (numbered8) MarshalText() ([]byte, error) { return []byte("many"), nil }
