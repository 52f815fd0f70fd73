package rule_test

import (
	"strings"
	"testing"
)

// TestDecideSaysExactlyWhatCompletionsDo of each kind of fact and each operator: what a field can be, which facts are asked for, in which
// order and for which step, and which are not.
func TestDecideSaysExactlyWhatCompletionsDo(t *testing.T) {
	for _, c := range []struct {
		formulas string // id: formula; …
		open     string // facts left out, by case
	}{
		{"sum: {a} + {b}; due: {paid} + {spent}; ok: {a} > {b}", "a, b, a b, paid, spent, paid spent, a b paid, a spent, night, a night"},
		{"sum: {a} − {b}; due: {paid} − {spent}; ok: {paid} = {spent}", "a, b, a b, paid, spent, paid spent"},
		{"sum: {a} × {b}; due: {spent} × {a}; ok: {a} ≠ {b}", "a, b, a b, spent, a spent, a b spent"},
		{"sum: max({a}, {b}, 1); due: min({paid}, {spent}); ok: {paid} ≤ {fee} or {night}", "a, b, a b, paid, spent, paid spent, paid night, night"},
		{"due: round({paid} × {rate}, 'half-up/fen'); ok: {rate} ≥ {cut}; sum: if({rate} < 30%, {a}, {b})", "paid, rate, paid rate, a rate, a b rate"},
		{"ok: {night} and {area} = 'urban'; kind: if({night}, {area}, {region}); until: {month} + {a}", "night, area, night area, month, a, a month, a night area"},
		{"sum: {month} − {since}; ok: not {night} or {month} ≥ {since}; until: if({area} = 'rural', {month}, {since})", "month, night, area, month night, month area, month night area"},
		{"due: if(given({extra}), {extra}, {paid}); ok: given({guests})", "extra, paid, guests, extra paid, extra guests, extra guests paid"},
		{"sum: least n: {a} + n ≥ {limit} + 1; part: {a} ÷ 3", "a, a b"},
		{"part: {a} ÷ ({a} + 2); sum: power({a}, 2); due: round({paid} ÷ max({a}, 1), 'up/fen')", "a, paid, a paid"},
		{"sum: {a} + {b} − min({a}, {b}); ok: {a} + {b} = 3", "a, b, a b"},
		{"base: {a} + 1; sum: {base} × {base}; ok: {base} > {b}", "a, b, a b"},
		{"ok: {figure} ≥ 0.5; sum: if({figure} > 1, {a}, {b})", "figure, a figure, b figure, a b figure"},
		{"ok: {late}; sum: if({late}, {a}, 0)", "late, a, a late"},
		{"sum: if({area} ≠ {region}, {a}, {b}); kind: if({a} < 2, {area}, 'rural')", "area, a area, b area, a b area"},
	} {
		r := tinyOf(t, tinyRead(c.formulas), tinySaid{})
		expectTiny(t, c.formulas, r, tinyKnown)
		for names := range strings.SplitSeq(c.open, ", ") {
			expectTiny(t, c.formulas, r, tinyKnown.without(strings.Fields(names)...))
		}
	}
}

// TestDecideKeepsWithinWhatIsAnswered: of what the definition says it never answers, and of what the range of a field allows.
func TestDecideKeepsWithinWhatIsAnswered(t *testing.T) {
	for _, c := range []struct {
		formulas, never, open string
	}{
		{"sum: {a} − {b}", "{a} < {b}", "a, b, a b"},
		{"sum: {a} + {b}", "{a} ≥ {b}", "a, b, a b"},
		{"sum: {a}; due: {paid}", "{a} > {limit}; {paid} ≤ 0", "a, paid, a paid"},
		{"sum: {a}; due: {paid}", "{limit} > {a}; {paid} ≥ {fee}", "a, paid, a paid"},
		{"sum: {a}; due: {spent}", "{limit} = {a}; {spent} ≠ 0", "a, spent, a spent"},
		{"sum: {a}", "{a} = 0; {a} = 3", "a, a b"},
		{"sum: {a} + {b}", "{a} + {b} > 3; {a} − {b} > 2", "a, b, a b"},
		{"sum: {a}", "2 × {a} ≥ 3", "a"}, {"sum: {a}", "{a} ÷ 2 < 1", "a"}, {"sum: {b}", "0 − {b} > 0", "b"},
		{"sum: {a}", "max({a}, {b}) > 2", "a, a b"}, {"sum: {a}", "min({a}, {b}) < 1", "a, b, a b"},
		{"kind: {area}; ok: {night}", "{area} = 'urban'", "area, night, area night"},
		{"kind: {area}; ok: {night}", "{area} ≠ {region}", "area, night, area night"},
		{"kind: {area}; ok: {night}", "not {night}", "area, night, area night"},
		{"kind: {area}; ok: {night}", "{night} and {area} = 'urban'", "area, night, area night"},
		{"kind: {area}; ok: {night}", "{night} or {a} > 2", "area, night, a, a night"},
		{"until: {month}", "{month} < {since}", "month"}, {"until: {month}", "{month} > {since}", "month"}, {"until: {month} + 1", "{month} = {since}", "month"},
		{"due: if(given({extra}), {extra}, {paid})", "given({extra}) and given({guests})", "extra, guests, extra guests, extra paid"},
		{"due: if(given({extra}), {extra}, {paid})", "not given({extra})", "extra, extra paid"},
		{"due: if(given({extra}), {extra}, {paid})", "given({extra})", "extra, extra paid"},
		{"free: {a} − {b}", "", "a, b, a b"}, {"free: {b}; sum: {b} + {a}", "", "a, b, a b"}, {"free: {limit} − {a}; sum: {a}", "", "a"},
		{"part: {b} ÷ ({limit} + 1); sum: {b}", "", "b"}, {"part: {b} ÷ {a}; sum: {a}", "", "a, b, a b"},
		{"base: {a} − 1; free: {base} − {b}; sum: {base}", "", "a, b, a b"},
		{"sum: {a}; ok: {night}", "{a} > 1 and {night}; {a} < 2 and not {night}", "a, night"}, // both open, the one tells the other
	} {
		said := tinySaid{}
		if c.never != "" {
			said.never = strings.Split(c.never, "; ")
		}
		r := tinyOf(t, tinyRead(c.formulas), said)
		name := c.formulas + " never " + c.never
		others := []tinyCase{{"guests": "1", "area": `"rural"`, "night": "false"}, {"a": "1", "b": "2"}, {}}
		if testing.Short() {
			others = others[:2]
		}
		for _, other := range others {
			known := tinyKnown
			for k, v := range other {
				known = known.with(k, v)
			}
			for names := range strings.SplitSeq(c.open, ", ") {
				expectTiny(t, name, r, known.without(strings.Fields(names)...))
			}
		}
	}
}

// TestDecideSaysWhenAFieldIsThere: by the conditions under which the answer has it.
func TestDecideSaysWhenAFieldIsThere(t *testing.T) {
	for _, c := range []struct{ formulas, stands, open string }{
		{"left: {paid}", "given({extra})", "extra, paid, extra paid, a, a extra"},
		{"left: {extra}", "given({extra})", "extra, extra paid"},
		{"left: {paid} × {a}", "{a} > 1 and not {night}", "a, night, paid, a night, a paid, paid night, a paid night"},
		{"left: {fee}; ok: {night}", "{area} = 'rural' or {a} ≥ {limit}", "a, area, night, a area, a area night"},
		{"left: {spent} + {fee}; sum: {a}", "{spent} > 0", "spent, a, a spent"},
		{"left: {fee}; kind: {area}", "{month} < {since}", "month, area, month area"},
	} {
		r := tinyOf(t, tinyRead(c.formulas), tinySaid{stands: map[string]string{"left": c.stands}})
		for _, known := range []tinyCase{tinyKnown, tinyKnown.with("night", "false"), tinyKnown.with("a", "1").with("extra", "null")} {
			for names := range strings.SplitSeq(c.open, ", ") {
				expectTiny(t, c.formulas+" stands "+c.stands, r, known.without(strings.Fields(names)...))
			}
		}
	}
}
