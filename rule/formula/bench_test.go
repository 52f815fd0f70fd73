package formula_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// recorded is an Env whose values have been read, as a replay has them.
type recorded map[string][]formula.Value

func (r recorded) Value(name string, item int) (formula.Value, bool) {
	v, ok := r[name]
	if len(v) == 1 {
		return v[0], ok
	}
	if item < 1 || item > len(v) {
		return formula.Value{}, false
	}
	return v[item-1], ok
}

func (r recorded) Len(name string) int {
	if len(r[name]) > 1 {
		return len(r[name])
	}
	return -1
}

func record(w world) recorded {
	r := recorded{}
	for name, t := range w {
		for _, text := range t.texts {
			v, _ := formula.ParseValue(t.Kind, text)
			r[name] = append(r[name], v)
		}
	}
	return r
}

func BenchmarkProves(b *testing.B) {
	env := record(huainan)
	for _, c := range []struct {
		name, text, want string
		kind             formula.Kind
	}{
		{"product", "{standard} × {care} − {property}", "6072005.00", formula.Money},
		{"share", "{care} ÷ {total}", "7590/23000", formula.Ratio},
		{"met", "{share} ≥ {floor}", "false", formula.Flag},
		{"rounded", "round({income}, {rounding})", "1062.00", formula.Money},
		{"bounded", "max({members.income} − {members.cost}, 0)", "200.00", formula.Money},
		{"sum", "sum({members.income})", "700.00", formula.Money},
		{"least", "least n: ({care} + n) ÷ {total} ≥ {floor}", "5060", formula.Count},
	} {
		f := formula.MustParse(c.text)
		want, err := formula.ParseValue(c.kind, c.want)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.Proves(env, 1, want); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkParseValue(b *testing.B) {
	for _, c := range []struct {
		kind formula.Kind
		text string
	}{{formula.Money, "800.00"}, {formula.Money, "3185/3"}, {formula.Ratio, "55%"}, {formula.Count, "7590"}, {formula.Rounding, "up/yuan"}} {
		b.Run(c.text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := formula.ParseValue(c.kind, c.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := formula.Parse("round(max({standard} × {members} − {income}, 0), {rounding})"); err != nil {
			b.Fatal(err)
		}
	}
}
