package formula_test

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

func TestRecordedTextsAreReadExactly(t *testing.T) {
	for _, c := range []struct {
		kind       formula.Kind
		text, want string
	}{
		{formula.Money, "800.00", "800"},
		{formula.Money, "-0.01", "-1/100"},
		{formula.Money, "3185/3", "3185/3"},
		{formula.Money, "-3185/3", "-3185/3"},
		{formula.Count, "0", "0"},
		{formula.Count, "123456789012345678901234567890", "123456789012345678901234567890"},
		{formula.Number, "0.00000000000000000001", "1/100000000000000000000"},
		{formula.Number, "12.50", "25/2"},
		{formula.Number, "98.5%", "197/200"},
		{formula.Ratio, "55%", "11/20"},
		{formula.Month, "2021-07", "24258"},
		{formula.Month, "0000-01", "0"},
		{formula.Ratio, "0.8‰", "1/1250"},
		{formula.Ratio, "1.3×", "13/10"},
		{formula.Ratio, "-2%", "-1/50"},
		{formula.Ratio, "7590/23000", "33/100"},
		{formula.Ratio, `{"part":1,"whole":2}`, "1/2"},
		{formula.Ratio, "{\n \"whole\": 2,\n \"part\": 1\n}", "1/2"},
	} {
		v, err := formula.ParseValue(c.kind, c.text)
		if err != nil || v.Kind != c.kind || v.Rat.RatString() != c.want {
			t.Errorf("%v %s: %v, %v; want %s", c.kind, c.text, v, err, c.want)
		}
	}
}

func TestTextsOfNoValueAreRefused(t *testing.T) {
	for kind, texts := range map[formula.Kind][]string{
		formula.Money:    {"", "1e3", "0x10", "1_000", "1,000.00", "+1", " 1", "1 ", ".5", "5.", "01", "--1", "1/0", "1/-2", "1/2/3", "１", "NaN", "Inf", "55%", "1.3×", `{"part":1,"whole":2}`},
		formula.Count:    {"", "55%", "1.3×", "true"},
		formula.Ratio:    {"%", "55%%", "55 %", "1%/2", "1/2%%", "1/0%", `{"part":1,"whole":0}`, `{"part":-1,"whole":2}`, `{"part":1}`, `{"part":1,"whole":2,"part":3}`, "{}", "1/"},
		formula.Month:    {"", "2021", "2021-7", "2021-00", "2021-13", "21-07", "2021-07-01", "202107", "+021-07", "2021-0７"},
		formula.Flag:     {"", "TRUE", "yes", "0"},
		formula.Rounding: {"", "up", "up/", "up/pound", "sideways/fen", "up/0yuan", "up/05yuan", "up/99999999999yuan", "up/yuan/2", "/yuan"},
		formula.Choice:   {"", "a\nb", strings.Repeat("x", 101)},
		formula.Text:     {"\xff", strings.Repeat("x", 201)},
		formula.List:     {"1"},
		0:                {"1"},
		99:               {"1"},
	} {
		for _, text := range texts {
			v, err := formula.ParseValue(kind, text)
			var e *formula.ValueError
			if !errors.As(err, &e) || e.Kind != kind || e.Reason.ZH == "" || e.Reason.EN == "" {
				t.Errorf("%v %q: %v, %v", kind, text, v, err)
			}
		}
	}
}

func TestRoundingTakesTheStepThatItsNameSays(t *testing.T) {
	for _, c := range []struct{ amount, how, want string }{
		{"1061.01", "up/yuan", "1062.00"}, {"1061.00", "up/yuan", "1061.00"}, {"-0.99", "up/yuan", "0.00"}, {"1061.01", "up/10yuan", "1070.00"},
		{"1/300", "up/fen", "0.01"}, {"1061.99", "down/yuan", "1061.00"}, {"-0.01", "down/yuan", "-1.00"}, {"0.99", "down/5jiao", "0.50"},
		{"0.25", "half-up/jiao", "0.30"}, {"-0.25", "half-up/jiao", "-0.20"}, {"0.24", "half-up/jiao", "0.20"}, {"0.249999", "half-up/jiao", "0.20"},
		{"0.25", "half-even/jiao", "0.20"}, {"0.35", "half-even/jiao", "0.40"}, {"-0.25", "half-even/jiao", "-0.20"}, {"-0.35", "half-even/jiao", "-0.40"},
		{"25.00", "half-even/10yuan", "20.00"}, {"25.01", "half-even/10yuan", "30.00"}, {"35.00", "half-even/10yuan", "40.00"},
	} {
		f := formula.MustParse("round({amount}, {how})")
		env := world{"amount": one(formula.Money, c.amount), "how": one(formula.Rounding, c.how)}
		if v, err := f.Eval(env, 0); err != nil || v.String() != c.want {
			t.Errorf("%s %s: %v, %v; want %s", c.amount, c.how, v, err, c.want)
		}
	}
}

// The rounded amount is a whole number of steps, within a step of the exact one and
// on the side that the name says.
func TestRoundingStaysOnItsSide(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		exact := big.NewRat(rng.Int64N(2_000_001)-1_000_000, 1+rng.Int64N(600))
		how := [...]string{"up", "down", "half-up", "half-even"}[rng.IntN(4)]
		per := [...]string{"fen", "jiao", "yuan", "5jiao", "10yuan"}[rng.IntN(5)]
		step := map[string]*big.Rat{"fen": big.NewRat(1, 100), "jiao": big.NewRat(1, 10), "yuan": big.NewRat(1, 1), "5jiao": big.NewRat(1, 2), "10yuan": big.NewRat(10, 1)}[per]
		env := recorded{"x": {{Kind: formula.Money, Rat: exact}}, "r": {{Kind: formula.Rounding, Text: how + "/" + per}}}
		v, err := formula.MustParse("round({x}, {r})").Eval(env, 0)
		if err != nil {
			t.Fatal(err)
		}
		off := new(big.Rat).Sub(v.Rat, exact)
		off.Quo(off, step) // in steps, above 0 if it was raised
		half := big.NewRat(1, 2)
		ok := new(big.Rat).Quo(v.Rat, step).IsInt()
		switch how {
		case "up":
			ok = ok && off.Sign() >= 0 && off.Cmp(big.NewRat(1, 1)) < 0
		case "down":
			ok = ok && off.Sign() <= 0 && off.Cmp(big.NewRat(-1, 1)) > 0
		case "half-up":
			ok = ok && off.Cmp(half) <= 0 && off.Cmp(big.NewRat(-1, 2)) > 0
		default:
			tie := new(big.Rat).Abs(off).Cmp(half)
			ok = ok && tie <= 0 && (tie != 0 || new(big.Rat).Quo(v.Rat, step).Num().Bit(0) == 0)
		}
		if !ok {
			t.Fatalf("%s to %s/%s gives %s", exact, how, per, v)
		}
	}
}
