package formula_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"round(max({standard} × 3 − {income}, 0), {rounding})", "least n: ({care} + n) ÷ ({total} + n) ≥ {floor}",
		"not {urban} or {area} = 'rural' and (true ≠ false)", "sum({members.income} × 55%) / count({members})",
		"if(given({bonus}), {bonus}, 1.50 - 2‰)", "all({members.able}) != any({members.income} <= 0)", "((1))", "'", "{", "n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		g, err := formula.Parse(text)
		if err != nil {
			return
		}
		again, err := formula.Parse(g.String())
		if err != nil || again.String() != g.String() {
			t.Fatalf("%q is written %q, which is read as %v, %v", text, g, again, err)
		}
		if g.Root().String() != g.String() {
			t.Fatalf("%q: the tree is %q, the formula %q", text, g.Root(), g)
		}
		typ, refused := g.Check(huainan.scope)
		for item := range 2 {
			v, err := g.Eval(huainan, item)
			w, errAgain := again.Eval(huainan, item)
			if (err == nil) != (errAgain == nil) || v.String() != w.String() {
				t.Fatalf("%q: %v, %v; in canonical form %v, %v", text, v, err, w, errAgain)
			}
			// What passes its check and has a value has one of its kind. A number can be
			// one of the branches or bounds of which another is a count.
			if refused == nil && err == nil && v.Kind != typ.Kind && v.Kind != formula.Number && (v.Rat == nil || v.Rat.Sign() != 0) {
				t.Fatalf("%q is %v, its value %v %v", text, typ.Kind, v.Kind, v)
			}
			if err == nil && g.Proves(huainan, item, v) != nil {
				t.Fatalf("%q does not prove its own value %v", text, v)
			}
			for _, l := range []unit.Language{unit.Chinese, unit.English} {
				if g.Show(l, item, formula.Words{}) == "" || g.ShowValues(l, huainan, item, formula.Words{}) == "" {
					t.Fatalf("%q shows as nothing", text)
				}
			}
		}
	})
}

func FuzzParseValue(f *testing.F) {
	for _, s := range []string{"800.00", "-3185/3", "55%", "0.8‰", "1.3×", `{"part":1,"whole":2}`, `{ "whole": 2, "part": 1 }`, "up/5jiao", "true", "1/0", "1e9", "0x1", "00", "/", "{}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for k := formula.Kind(0); k < 12; k++ {
			v, err := formula.ParseValue(k, text)
			if err != nil {
				if err.Error() == "" || v != (formula.Value{}) {
					t.Fatalf("%v %q: %v, %v", k, text, v, err)
				}
				continue
			}
			again, err := formula.ParseValue(k, v.String())
			if err != nil || again.String() != v.String() || v.Rat != nil && v.Rat.Cmp(again.Rat) != 0 {
				t.Fatalf("%v %q reads as %v, which reads as %v, %v", k, text, v, again, err)
			}
		}
	})
}
