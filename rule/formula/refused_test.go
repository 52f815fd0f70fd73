package formula_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestWhatCannotBeReadIsRefusedWithItsPlace(t *testing.T) {
	deep := strings.Repeat("(", 65) + "1" + strings.Repeat(")", 65)
	for _, c := range []struct {
		text   string
		at     int
		reason string
	}{
		{"", 0, "ends too early"},
		{"1 +", 3, "ends too early"},
		{"1 2", 2, "operator"},
		{"(1", 2, `")"`},
		{"1)", 1, "operator"},
		{"{Floor}", 0, "lower-case"},
		{"{floor.}", 0, "lower-case"},
		{"{.floor}", 0, "lower-case"},
		{"{floor", 0, "} is missing"},
		{"{1}", 0, "lower-case"},
		{"''", 0, "1 to 100"},
		{"'rural", 0, "missing"},
		{"1.5.2", 0, "1.5"},
		{"007", 0, "leading zeros"},
		{"1.", 0, "1.5"},
		{"1 = 2 = 3", 6, "operator"},
		{"not not true", 4, "function"},
		{"floor", 0, "braces"},
		{"max(1)", 0, "1 arguments"},
		{"round(1)", 0, "1 arguments"},
		{"if(true, 1)", 0, "2 arguments"},
		{"sum({a}, {b})", 0, "2 arguments"},
		{"count(1)", 0, "name"},
		{"given({a} + 1)", 0, "name"},
		{"max 1", 4, `"("`},
		{"n + 1 > 2", 0, "least n"},
		{"least n: 1 > 2", 0, "mention n"},
		{"least m: n > 2", 6, "n:"},
		{"least n n > 2", 8, `":"`},
		{"1 + least n: n > 2", 4, "function"},
		{"1 ＋ 2", 2, "unknown character"},
		{"1 + \xff", 4, "unknown character"},
		{"-1", 0, "number, a name"},
		{deep, 64, "64 levels"},
		{strings.Repeat("1", 4001), 4000, "4000 bytes"},
		{strings.Repeat("1-", 1999) + "1", 0, "canonical"},
	} {
		f, err := formula.Parse(c.text)
		var e *formula.Error
		if !errors.As(err, &e) {
			t.Errorf("%.40q is read as %v", c.text, f)
			continue
		}
		if e.Offset != c.at || !strings.Contains(e.Reason.EN, c.reason) || e.Reason.ZH == "" {
			t.Errorf("%.40q: at %d: %v; want at %d: …%s…", c.text, e.Offset, e.Reason, c.at, c.reason)
		}
	}
}

func TestWhatMeansNothingIsRefused(t *testing.T) {
	for _, c := range []struct{ text, reason string }{
		{"{nobody}", "there is no name {nobody}"},
		{"count({nobody})", "there is no name"},
		{"{standard} > {care}", "an amount of money and a count"},
		{"{standard} > 5", "an amount of money and a number"},
		{"{standard} + {floor}", "an amount of money and a ratio"},
		{"0% + {standard}", "a ratio and an amount"},
		{"max({standard}, 1)", "an amount of money and a number"},
		{"{care} ≥ 55%", "a count and a ratio"},
		{"{care} ≥ {floor}", "a count and a ratio"},
		{"{care} + {floor}", "a count and a ratio"},
		{"{standard} × {income}", "an amount of money and an amount of money"},
		{"{care} ÷ {standard}", "a count and an amount"},
		{"{urban} + 1", "a yes or no and a number"},
		{"{urban} > {rural}", "a yes or no"},
		{"max({urban}, {rural})", "a yes or no"},
		{"{urban} = 1", "a yes or no and a number"},
		{"{area} = 'village'", "none of the choices"},
		{"'village' = {area}", "none of the choices"},
		{"{area} = {reading}", "none of the choices"},
		{"{area} > 'rural'", "a choice"},
		{"{born} + {today}", "a month and a month"},
		{"{born} × 2", "a month and a number"},
		{"{care} − {born}", "a count and a month"},
		{"{born} + {floor}", "a month and a ratio"},
		{"{born} > 0", "a month and a number"},
		{"max({born}, 0)", "a month and a number"},
		{"sum({members.since})", "cannot be summed"},
		{"{area} + 1", "a choice"},
		{"{name} > {name}", "a text"},
		{"round({care}, {rounding})", "an amount of money, not a count"},
		{"round({standard}, {floor})", "a rounding, not a ratio"},
		{"round({standard}, 'up/pound')", "a rounding, not a choice"},
		{"if({urban}, {standard}, {care})", "an amount of money and a count"},
		{"if({urban}, {standard}, true)", "an amount of money and a yes or no"},
		{"if({care}, 1, 2)", "a yes or no, not a count"},
		{"{care} and {urban}", "a yes or no, not a count"},
		{"not {care}", "a yes or no, not a count"},
		{"all({members.income})", "a yes or no, not an amount"},
		{"sum({members.able})", "cannot be summed"},
		{"sum({standard})", "mention an item"},
		{"sum(sum({members.income}))", "mention an item"},
		{"sum(count({members}) × 2)", "mention an item"},
		{"sum({members.count} + {homes.beds})", "cannot be mixed"},
		{"{members.count} + {homes.beds}", "cannot be mixed"},
		{"{members}", "only stand in count"},
		{"count({standard})", "is no list"},
		{"given({standard})", "always given"},
		{"least n: n + {care}", "a yes or no, not a count"},
		{"least n: n > {standard}", "a count and an amount"},
	} {
		f, err := formula.Parse(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		typ, err := f.Check(huainan.scope)
		var e *formula.Error
		if !errors.As(err, &e) || !strings.Contains(e.Reason.EN, c.reason) || e.Reason.ZH == "" {
			t.Errorf("%s: %v, %v; want …%s…", c.text, typ, err, c.reason)
			continue
		}
		if zh := e.In(unit.Chinese); !strings.Contains(zh, c.text) || strings.Contains(zh, "%!") || strings.Contains(e.Error(), "%!") {
			t.Errorf("%s: %s / %s", c.text, zh, e)
		}
	}
}

func TestWhatCannotBeComputedIsAnError(t *testing.T) {
	for _, c := range []struct{ text, reason string }{
		{"{care} ÷ {nothing}", "division by zero"},
		{"{bonus} + 0", "{bonus} is not given"},
		{"{nobody}", "no value of {nobody}"},
		{"{members.income}", "no value of"},
		{"count({nobody})", "no list"},
		{"count({standard})", "no list"},
		{"given({nobody})", "no value of"},
		{"sum({standard})", "mention an item"},
		{"sum({nobody})", "mention an item"},
		{"{standard} × {standard}", "do not go together"},
		{"{standard} = {urban}", "do not go together"},
		{"max({standard}, {urban})", "do not go together"},
		{"max({urban}, {standard})", "do not go together"},
		{"{urban} + {name}", "do not go together"},
		{"{standard} and {urban}", "do not go together"},
		{"round({standard}, {floor})", "do not go together"},
		{"{area} > {area}", "do not go together"},
		{"{born} + {today}", "do not go together"},
		{"{born} > {nothing}", "do not go together"},
		{"min({born}, {care})", "do not go together"},
		{"not {bonus}", "not given"},
		{"{standard} < {care} ÷ {nothing}", "division by zero"},
		{"sum({standard} + {urban} + {members.income})", "do not go together"},
		{strings.Repeat("9", 60) + strings.Repeat(" × "+strings.Repeat("9", 60), 50), "too many digits"},
		{"any(any({members.able}))", "mention an item"},
		{"least n: n ≥ 1", "proved"},
	} {
		f, err := formula.Parse(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		v, err := f.Eval(huainan, 0)
		var e *formula.Error
		if !errors.As(err, &e) || !strings.Contains(e.Reason.EN, c.reason) || e.Reason.ZH == "" {
			t.Errorf("%.60s = %v, %v; want …%s…", c.text, v, err, c.reason)
		}
	}
}

func TestErrorsCarryTheirCodeAndBothLanguages(t *testing.T) {
	_, invalid := formula.Parse("1 +")
	_, syntax := formula.ParseValue(formula.Ratio, "１")
	if !errors.Is(invalid, unit.Invalid) || !errors.Is(syntax, unit.Syntax) {
		t.Error(invalid, syntax)
	}
	var e *formula.Error
	errors.As(invalid, &e)
	if got := e.In(unit.Chinese); got != "公式“1 +”第4个字符处：公式不完整：此处须为数、名称、函数或括号" {
		t.Error(got)
	}
	var v *formula.ValueError
	errors.As(syntax, &v)
	if got := v.In(unit.Chinese); got != "比例“１”：须为小数或分数，如800.00、3185/3；比例还可写成55%、0.8‰、1.3×" {
		t.Error(got)
	}
	err := formula.MustParse("least n: n ÷ {nothing} > {floor}").Proves(huainan, 0, formula.Value{Kind: formula.Count, Rat: big.NewRat(1, 1)})
	if !errors.As(err, &e) || e.Reason.EN != "division by zero" {
		t.Error(err)
	}
	if err := formula.MustParse("{nobody}").Proves(huainan, 0, formula.Value{}); !errors.As(err, &e) {
		t.Error(err)
	}
}

func TestMustParsePanicsOnWhatIsNoFormula(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it did not")
		}
	}()
	formula.MustParse("{")
}

func TestInvalidOperatorsAndKindsHaveANameThatSaysSo(t *testing.T) {
	if formula.Op(99).String() != "invalid" || formula.Kind(99).String() != "none" || (&formula.Node{Op: 99}).String() != "invalid" || formula.OpGe.String() != "≥" {
		t.Error(formula.Op(99), formula.Kind(99), formula.OpGe)
	}
}
