package rule

import (
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/label"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// nameOf is what a reader calls a step or a given that a formula names: 月收入[2].
func (s *scheme) nameOf(path string, item int, l Language) string {
	var text Text
	list := ""
	if k, ok := s.names[path]; ok {
		text, list = s.steps[k].term.Label, s.steps[k].typ.List
	} else {
		g := &s.given[s.givens[path]]
		text, list = g.leaf.label, g.typ.List
		if list != "" && g.typ.Kind != formula.List {
			if own := g.leaf.field.label; item > 0 || !s.alsoCalled(own, path) {
				text = own // the item's number says the rest
			}
		}
		text = label.WithoutUnit(text)
	}
	name := text.In(l)
	if item > 0 && list != "" && list != path {
		return tree.Index(name, item)
	}
	return name
}

// alsoCalled reports whether something else than what a path names has a label, which alone would not tell the two apart.
func (s *scheme) alsoCalled(own Text, path string) bool {
	same := func(t Text) bool {
		t, o := label.WithoutUnit(t), label.WithoutUnit(own)
		return t.ZH == o.ZH || t.EN == o.EN
	}
	for k := range s.steps {
		if same(s.steps[k].term.Label) {
			return true
		}
	}
	for other, i := range s.givens {
		if g := &s.given[i]; other != path && (same(g.leaf.label) || same(g.leaf.field.label)) {
			return true
		}
	}
	return false
}

// wordOf says a code in words: those of the choice whose value it is, where that is known.
func (s *scheme) wordOf(path, code string, l Language) string {
	for _, c := range s.choices[path] {
		if c.Code == code {
			return c.Label.In(l)
		}
	}
	if label, ok := s.codes[code]; ok {
		return label.In(l)
	}
	if r, err := unit.ParseRounding(code); err == nil {
		return r.Label().In(l)
	}
	return code
}

// shown is the value in the reader's words.
func (s *Step) shown(l Language) string {
	if s.Shown.IsZero() {
		return s.Value
	}
	return s.Shown.In(l)
}
