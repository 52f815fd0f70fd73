package formula_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

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
		{"{born} + 18 × 12", "", "month", "2024-12"},
		{"{nothing} + {born}", "", "month", "2006-12"},
		{"{today} − 1", "", "month", "2024-12"},
		{"{today} − {born}", "", "count", "217"},
		{"{born} + 216 < {today}", "", "flag", "true"},
		{"{born} + 217 = {today}", "", "flag", "true"},
		{"{today} ≠ {today}", "", "flag", "false"},
		{"max({born}, {today}) ≥ {today}", "", "flag", "true"},
		{"min({today}, {born})", "", "month", "2006-12"},
		{"if({rural}, {born}, {today})", "", "month", "2025-01"},
		{"smallest({members.since})", "", "month", "2020-12"},
		{"largest({members.since}) − smallest({members.since})", "", "count", "31"},
		{"round({income}, {rounding})", "", "money", "1062.00"},
		{"round({income}, {cut})", "", "money", "1061.50"},
		{"round({income}, if({rural}, {rounding}, {cut}))", "", "money", "1061.50"},
		{"round({income}, 'half-up/jiao')", "", "money", "1061.70"},
		{"sum({members.income})", "", "money", "700.00"},
		{"sum(max({members.income} − {members.cost}, 0)) + {standard}", "", "money", "1400.00"},
		{"sum({members.count} × {floor})", "", "count", "3.85"},
		{"sum({members.income} × {members.count} ÷ sum({members.count}))", "", "money", "1100/7"},
		{"sum({homes.beds})", "", "count", "0"},
		{"largest({members.income})", "", "money", "400.00"},
		{"smallest({members.income} × {members.count})", "", "money", "0.00"},
		{"power({floor}, 2)", "", "ratio", "30.25%"},
		{"power(count({members}) × 2, 3)", "", "count", "216"},
		{"power({floor}, count({members}) − 2)", "", "ratio", "55%"},
		{"all({members.able})", "", "flag", "false"},
		{"any({members.able} and {members.income} > {standard} ÷ 4)", "", "flag", "true"},
		{"round(sum({homes.rent}) × {floor} + {standard}, {rounding})", "", "money", "800.00"},
		{"round(if({rural}, {standard}, 0), {rounding})", "", "money", "0.00"},
		{"sum({homes.rent}) ÷ {standard}", "", "ratio", "0"},
		{"sum({homes.rent}) ≥ {standard}", "", "flag", "false"},
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

func TestSumsWithinSumsTakeNoLongerThanTheyAreLong(t *testing.T) {
	many := world{"list": thing{formula.Type{Kind: formula.List}, make([]string, 1000)}, "list.x": each("list", formula.Count, slices.Repeat([]string{"2"}, 1000)...)}
	text := "{list.x}"
	for range 20 {
		text = "sum({list.x} + min(1, " + text + "))"
	}
	f := formula.MustParse(text)
	if _, err := f.Check(many.scope); err != nil {
		t.Fatal(err)
	}
	v, err := f.Eval(many, 0)
	if err != nil || v.String() != "3000" {
		t.Errorf("%v, %v", v, err)
	}
	if s := f.ShowValues(unit.Chinese, many, 0, formula.Words{}); !strings.HasPrefix(s, "2 + 取较小者(1, 3000) + (2 + ") && len(s) > 2000 {
		t.Error(s)
	}
}

func TestRootIsACopy(t *testing.T) {
	f := formula.MustParse("{care} ÷ {total}")
	f.Root().Args[0].Text = "nothing"
	f.Names()[0] = "nothing"
	if f.String() != "{care} ÷ {total}" || f.Root().String() != f.String() || f.Names()[0] != "care" {
		t.Error(f)
	}
}
