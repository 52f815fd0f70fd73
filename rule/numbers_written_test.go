package rule

import (
	"errors"
	"math/big"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type (
	readsAlone  struct{}
	writesAlone struct{}
	writesNever struct{}
)

func (readsAlone) FormulaKind() formula.Kind          { return formula.Number }
func (r *readsAlone) UnmarshalText(text []byte) error { return nil }
func (writesAlone) FormulaKind() formula.Kind         { return formula.Number }
func (writesAlone) MarshalText() ([]byte, error)      { return []byte("x"), nil }
func (writesNever) FormulaKind() formula.Kind         { return formula.Number }
func (writesNever) UnmarshalText(text []byte) error   { return nil }
func (writesNever) MarshalText() ([]byte, error)      { return nil, errors.New("never") }

// TestANumberIsWrittenAsItsFieldWritesIt: with its sign and decimals, and to the end, or as a fraction, where the field could not hold it.
func TestANumberIsWrittenAsItsFieldWritesIt(t *testing.T) {
	rat := func(text string) exact.Rat {
		r, ok := new(big.Rat).SetString(text)
		assert.True(t, ok, text)
		return exact.Of(r)
	}
	for _, c := range []struct {
		typ        reflect.Type
		v, like    string
		want, says string
	}{
		{reflect.TypeFor[unit.Money](), "1400", "", "1400.00", ""}, {reflect.TypeFor[unit.Money](), "0.5", "1.00", "0.50", ""}, {reflect.TypeFor[unit.Money](), "1/8", "", "0.125", "to the end"}, {reflect.TypeFor[unit.Money](), "1/3", "", "1/3", "a fraction"},
		{reflect.TypeFor[Given[unit.Money]](), "1400", "", "1400.00", ""}, {reflect.TypeFor[int64](), "7", "", "7", ""}, {reflect.TypeFor[int64](), "7/2", "", "3.5", ""}, {reflect.TypeFor[int64](), "7/3", "", "7/3", ""}, {reflect.TypeFor[Given[int64]](), "-7", "", "-7", ""},
		{reflect.TypeFor[unit.Month](), "24258", "", unit.MustParseMonth("2021-07").String(), ""},
		{reflect.TypeFor[unit.Rate](), "3/5", "", "60%", ""}, {reflect.TypeFor[unit.Rate](), "3/5", "5%", "60%", ""}, {reflect.TypeFor[unit.Rate](), "3/5", "5‰", "600‰", ""}, {reflect.TypeFor[unit.Rate](), "6/5", "1.3×", "1.2×", ""}, {reflect.TypeFor[unit.Rate](), "1/800", "5‰", "1.25‰", ""},
		{reflect.TypeFor[Given[unit.Rate]](), "3/5", "5‰", "600‰", ""}, {reflect.TypeFor[unit.Rate](), "1/3", "5%", "100/3%", "no rate"}, {reflect.TypeFor[unit.Rate](), "1/3", "5‰", "1000/3‰", "no rate"}, {reflect.TypeFor[unit.Rate](), "1/3", "1×", "1/3×", "no rate"},
		{reflect.TypeFor[unit.ExactRate](), "1/8", "5%", "12.5%", ""},
		{reflect.TypeFor[unit.Share](), "1/8", "", "12.5%", "a percentage that ends"}, {reflect.TypeFor[unit.Share](), "1/3", "", "1/3", "else a fraction"}, {reflect.TypeFor[Given[unit.Share]](), "2/3", "", "2/3", ""}, {reflect.TypeFor[unit.Share](), "1", "", "100%", ""},
		{reflect.TypeFor[unit.Number](), "5", "1.50", "5.00", ""}, {reflect.TypeFor[unit.Number](), "5.125", "1.50", "5.125", ""}, {reflect.TypeFor[unit.Number](), "5", "1", "5", ""}, {reflect.TypeFor[unit.Number](), "1/3", "1", "1/3", ""},
	} {
		assert.Equal(t, c.want, numeral(c.typ, rat(c.v), c.like), "%v %s like %s", c.typ, c.v, c.like)
	}
	assert.Equal(t, []string{"5", "5", "5"}, []string{numeral(reflect.TypeFor[readsAlone](), exact.Int(5), ""), numeral(reflect.TypeFor[writesAlone](), exact.Int(5), ""), numeral(reflect.TypeFor[writesNever](), exact.Int(5), "")})
	for _, c := range []struct {
		kind          formula.Kind
		v, like, want string
	}{
		{formula.Ratio, "1/100000000000000", "%", "0.000000000001%"}, {formula.Ratio, "1/1000000000000000", "%", "1/10000000000000%"}, {formula.Ratio, "1/1000000000000000", "‰", "0.000000000001‰"}, {formula.Ratio, "1/1000000000000", "×", "0.000000000001×"}, {formula.Ratio, "1/10000000000000", "×", "1/10000000000000×"},
		{formula.Number, "1/1000000000000", "", "0.000000000001"}, {formula.Number, "1/10000000000000", "", "1/10000000000000"}, {formula.Number, "3", "0.123456789", "3.000000000"}, {formula.Number, "1/2", "1", "0.5"}, {formula.Count, "3", "0.12", "3"},
	} {
		assert.Equal(t, c.want, plainNumeral(c.kind, rat(c.v), c.like), "%v %s", c.kind, c.v)
	}
	for text, want := range map[string]string{"": "%", "5": "%", "5%": "%", "5‰": "‰", "5×": "×", "×5": "%", "‰5%": "%"} {
		assert.Equal(t, want, signOf(text), text)
	}
	for sign, want := range map[string]int{"%": 2, "‰": 3, "×": 0, "": 0} {
		assert.Equal(t, want, shiftOf(sign), sign)
	}
}
