package formula_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// world is an Env and a scope from plain texts: the values of a list's items stand in
// order under the same name.
type world map[string]thing

type thing struct {
	formula.Type
	texts []string
}

func (w world) scope(name string) (formula.Type, bool) { t, ok := w[name]; return t.Type, ok }

func (w world) Value(name string, item int) (formula.Value, bool) {
	t, ok := w[name]
	if !ok || t.Kind == formula.List {
		return formula.Value{}, false
	}
	if t.List == "" {
		item = 1
	}
	if item < 1 || item > len(t.texts) {
		return formula.Value{}, false
	}
	if t.Optional && t.texts[item-1] == "" {
		return formula.Value{Kind: t.Kind, Absent: true}, true
	}
	v, err := formula.ParseValue(t.Kind, t.texts[item-1])
	return v, err == nil
}

func (w world) Len(name string) int {
	t, ok := w[name]
	switch {
	case ok && t.Kind == formula.List:
		return len(t.texts)
	case ok && t.List != "":
		return len(t.texts)
	}
	return -1
}

func one(k formula.Kind, text string) thing { return thing{formula.Type{Kind: k}, []string{text}} }

func each(list string, k formula.Kind, texts ...string) thing {
	return thing{formula.Type{Kind: k, List: list}, texts}
}

func optional(k formula.Kind, text string) thing {
	return thing{formula.Type{Kind: k, Optional: true}, []string{text}}
}

// huainan is a household, some beds and a county, with a value of every kind.
var huainan = world{
	"standard":       one(formula.Money, "800.00"),
	"income":         one(formula.Money, "3185/3"),
	"property":       one(formula.Money, "-5.00"),
	"members":        thing{formula.Type{Kind: formula.List}, make([]string, 3)},
	"members.income": each("members", formula.Money, "300.00", "400.00", "0.00"),
	"members.cost":   each("members", formula.Money, "100.00", "0.00", "0.00"),
	"members.count":  each("members", formula.Count, "1", "2", "4"),
	"members.able":   each("members", formula.Flag, "true", "false", "true"),
	"members.job":    thing{formula.Type{Kind: formula.Choice, List: "members", Codes: []string{"none", "day"}}, []string{"none", "day", "none"}},
	"homes":          thing{formula.Type{Kind: formula.List}, nil},
	"homes.beds":     each("homes", formula.Count),
	"homes.open":     each("homes", formula.Flag),
	"care":           one(formula.Count, "7590"),
	"total":          one(formula.Count, "23000"),
	"nothing":        one(formula.Count, "0"),
	"floor":          one(formula.Ratio, "55%"),
	"share":          one(formula.Ratio, `{"part": 7590, "whole": 23000}`),
	"figure":         one(formula.Number, "12.50"),
	"urban":          one(formula.Flag, "true"),
	"rural":          one(formula.Flag, "false"),
	"area":           thing{formula.Type{Kind: formula.Choice, Codes: []string{"urban", "rural"}}, []string{"rural"}},
	"reading":        thing{formula.Type{Kind: formula.Choice, Codes: []string{"all", "urban-residents"}}, []string{"all"}},
	"rounding":       one(formula.Rounding, "up/yuan"),
	"cut":            one(formula.Rounding, "down/5jiao"),
	"name":           one(formula.Text, "淮南"),
	"bonus":          optional(formula.Money, ""),
	"grant":          optional(formula.Money, "20.00"),
}

func TestAcceptedFormulasHaveTheirKindTheirValueAndTheirCanonicalForm(t *testing.T) {
	for _, c := range []struct{ text, canonical, kind, want string }{
		{"1+2*3", "1 + 2 × 3", "number", "7"},
		{"(1+2)*3", "(1 + 2) × 3", "number", "9"},
		{"10-(3-2)", "10 − (3 − 2)", "number", "9"},
		{"10-3-2", "10 − 3 − 2", "number", "5"},
		{"((10-3))-2", "10 − 3 − 2", "number", "5"},
		{"12/4/3", "12 ÷ 4 ÷ 3", "number", "1"},
		{"12/(4/3)", "12 ÷ (4 ÷ 3)", "number", "9"},
		{"1 ÷ 3", "", "number", "1/3"},
		{"50% + 5‰", "", "ratio", "50.5%"},
		{"{standard}×3−{income}", "{standard} × 3 − {income}", "money", "4015/3"},
		{"max({property}, 0)", "", "money", "0.00"},
		{"max(0, {property}, {standard}) ", "max(0, {property}, {standard})", "money", "800.00"},
		{"min({property}, 0)", "", "money", "-5.00"},
		{"{standard} × {floor}", "", "money", "440.00"},
		{"{floor} × {standard}", "", "money", "440.00"},
		{"{standard} × {figure} ÷ 12", "", "money", "2500/3"},
		{"{standard} ÷ {income}", "", "ratio", "480/637"},
		{"{care} ÷ {total}", "", "ratio", "33%"},
		{"{total} × {floor} − {care}", "", "count", "5060"},
		{"{care} ÷ {floor}", "", "count", "13800"},
		{"{care} × 2 + 1", "", "count", "15181"},
		{"{floor} ÷ {care}", "", "ratio", "1/13800"},
		{"{figure} − {floor}", "", "ratio", "1195%"},
		{"{share} >= {floor}", "{share} ≥ {floor}", "flag", "false"},
		{"{share} <= 33%", "{share} ≤ 33%", "flag", "true"},
		{"{share} ≥ 0.33 and {share} ≤ 0.33", "", "flag", "true"},
		{"{share} != 33%", "{share} ≠ 33%", "flag", "false"},
		{"{standard} > 0", "", "flag", "true"},
		{"{care} ÷ {total} < {floor}", "", "flag", "true"},
		{"{area} = 'rural'", "", "flag", "true"},
		{"'urban' ≠ {area}", "", "flag", "true"},
		{"{name} = {name}", "", "flag", "true"},
		{"{urban} or {rural} and {rural}", "", "flag", "true"},
		{"({urban} or {rural}) and {rural}", "", "flag", "false"},
		{"not {rural} = {urban}", "", "flag", "true"},
		{"(not {rural}) = {urban}", "", "flag", "true"},
		{"not (not {urban})", "", "flag", "true"},
		{"true ≠ false", "", "flag", "true"},
		{"if({area} = 'urban', {standard}, 0)", "", "money", "0"},
		{"if({urban}, 'all', {reading})", "", "choice", "all"},
		{"if({urban}, {area}, 'none')", "", "choice", "rural"},
		{"if({rural}, 1 ÷ 0, 2)", "", "number", "2"},
		{"{rural} and 1 ÷ 0 > 1", "", "flag", "false"},
		{"{urban} or 1 ÷ 0 > 1", "", "flag", "true"},
		{"round({income}, {rounding})", "", "money", "1062.00"},
		{"round({income}, {cut})", "", "money", "1061.50"},
		{"round({income}, if({rural}, {rounding}, {cut}))", "", "money", "1061.50"},
		{"round({income}, 'half-up/jiao')", "", "money", "1061.70"},
		{"sum({members.income})", "", "money", "700.00"},
		{"sum(max({members.income} − {members.cost}, 0)) + {standard}", "", "money", "1400.00"},
		{"sum({members.count} × {floor})", "", "count", "3.85"},
		{"sum({members.income} × {members.count} ÷ sum({members.count}))", "", "money", "1100/7"},
		{"sum({homes.beds})", "", "count", "0"},
		{"all({members.able})", "", "flag", "false"},
		{"any({members.able} and {members.income} > {standard} ÷ 4)", "", "flag", "true"},
		{"all({homes.open})", "", "flag", "true"},
		{"any({homes.open})", "", "flag", "false"},
		{"all({members.income} ≤ sum({members.income}) × 60%)", "", "flag", "true"},
		{"any({members.job} = 'day')", "", "flag", "true"},
		{"sum(if({members.job} = 'day', {members.income}, 0))", "", "money", "400.00"},
		{"count({members}) × {standard}", "", "money", "2400.00"},
		{"count({homes})", "", "count", "0"},
		{"given({bonus})", "", "flag", "false"},
		{"if(given({bonus}), {bonus}, 0) + if(given({grant}), {grant}, 0)", "", "money", "20.00"},
		{"not {urban} or {rural}", "", "flag", "false"},
	} {
		f, err := formula.Parse(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if c.canonical == "" {
			c.canonical = c.text
		}
		if f.String() != c.canonical {
			t.Errorf("%s is written %s, want %s", c.text, f, c.canonical)
		}
		typ, err := f.Check(huainan.scope)
		if err != nil || typ.Kind.String() != c.kind || typ.List != "" {
			t.Errorf("%s is %v of list %q (%v), want %s", c.text, typ.Kind, typ.List, err, c.kind)
		}
		v, err := f.Eval(huainan, 0)
		if err != nil || v.String() != c.want {
			t.Errorf("%s = %v (%v), want %s", c.text, v, err, c.want)
		}
		if err := f.Proves(huainan, 0, v); err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
	}
}

func TestAnItemsFormulaIsComputedAtItsItemAndSaysItsList(t *testing.T) {
	f := formula.MustParse("max({members.income} − {members.cost}, 0) ÷ count({members})")
	typ, err := f.Check(huainan.scope)
	if err != nil || typ.List != "members" || typ.Kind != formula.Money {
		t.Fatalf("%+v, %v", typ, err)
	}
	for item, want := range map[int]string{1: "200/3", 2: "400/3", 3: "0.00"} {
		if v, err := f.Eval(huainan, item); err != nil || v.String() != want {
			t.Errorf("item %d: %v (%v), want %s", item, v, err, want)
		}
	}
	if _, err := f.Eval(huainan, 4); err == nil {
		t.Error("there is no fourth member")
	}
}

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

func TestLeastIsProvedAtItsNumberAndRefusedBesideIt(t *testing.T) {
	for _, c := range []struct{ text, n string }{
		{"least n: ({care} + n) ÷ {total} ≥ {floor}", "5060"},
		{"least n: ({care} + n) ÷ {total} > {floor}", "5061"},
		{"least n: ({care} + n) ÷ ({total} + n) ≥ {floor}", "11245"},
		{"least n: {care} + n ≥ 1", "0"},
		{"least n: {income} × n ≥ {standard}", "1"},
	} {
		f := formula.MustParse(c.text)
		if typ, err := f.Check(huainan.scope); err != nil || typ.Kind != formula.Count {
			t.Errorf("%s: %v, %v", c.text, typ, err)
		}
		n, err := formula.ParseValue(formula.Count, c.n)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Proves(huainan, 0, n); err != nil {
			t.Errorf("%s = %s: %v", c.text, c.n, err)
		}
		for _, d := range []string{"1", "-1", "1/2", "100"} {
			other, _ := formula.ParseValue(formula.Count, d)
			other.Rat.Add(other.Rat, n.Rat)
			other.Text = ""
			var m *formula.Mismatch
			if err := f.Proves(huainan, 0, other); !errors.As(err, &m) || m.Recorded != other.String() || m.Got == "" {
				t.Errorf("%s = %s: %v", c.text, other, err)
			}
		}
	}
}

func TestAMismatchNamesBothValues(t *testing.T) {
	f := formula.MustParse("{care} ÷ {total}")
	recorded, _ := formula.ParseValue(formula.Ratio, "34%")
	err := f.Proves(huainan, 0, recorded)
	var m *formula.Mismatch
	if !errors.As(err, &m) || m.Got != "33%" || m.Recorded != "34%" {
		t.Fatal(err)
	}
	if got := m.In(unit.Chinese); got != "公式 {care} ÷ {total} 得 33%，记录的是 34%" {
		t.Error(got)
	}
	for _, wrong := range []formula.Value{{}, {Kind: formula.Flag}, {Kind: formula.Ratio, Absent: true}, {Kind: formula.Choice, Text: "33%"}} {
		if err := f.Proves(huainan, 0, wrong); !errors.As(err, &m) {
			t.Errorf("%v: %v", wrong, err)
		}
	}
	for _, same := range []string{"33%", "0.33", "7590/23000", "330‰", `{"whole":23000,"part":7590}`} {
		v, err := formula.ParseValue(formula.Ratio, same)
		if err != nil || f.Proves(huainan, 0, v) != nil {
			t.Errorf("%s: %v, %v", same, v, err)
		}
	}
}
