package rule

import (
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
)

// said is what the kernel says at one point: an answer, by its leaves and items, or a refusal.
type said struct {
	refused Errors
	key     string     // of a refusal what it is for and why, but for figures, of an answer which fields it has
	texts   [][]string // by leaf and item
	there   [][]bool
}

func (s *said) refuse(sch *scheme, err error) {
	s.refused = Faults(sch.named("", err))
	key := strings.Builder{}
	for i := range s.refused {
		key.WriteString("!" + string(s.refused[i].Code) + " " + s.refused[i].Field + " ")
		for _, c := range []byte(s.refused[i].Reason.ZH) { // the figures in it may go with the value that is refused
			if c < '0' || c > '9' {
				key.WriteByte(c)
			}
		}
	}
	s.key = key.String()
}

// read takes an answer apart.
func (s *said) read(sch *scheme, answer any) {
	s.texts, s.there = make([][]string, len(sch.answers)), make([][]bool, len(sch.answers))
	key := strings.Builder{}
	add := func(i int, node any, there bool) {
		text := ""
		if there {
			text = plain(node)
			key.WriteByte('+')
		} else {
			key.WriteByte('-')
		}
		s.texts[i], s.there[i] = append(s.texts[i], text), append(s.there[i], there)
	}
	for i := range sch.answers {
		l := &sch.answers[i]
		list, rest, inList := strings.Cut(l.path, "[]")
		key.WriteByte(' ')
		switch {
		case !inList:
			node, there := find(answer, l.path)
			add(i, node, there)
		case rest == "" && !l.plainItems(): // its fields follow
		default:
			found, _ := find(answer, list)
			items, _ := found.([]any)
			for _, item := range items {
				node, there := find(item, strings.TrimPrefix(rest, "."))
				add(i, node, there)
			}
		}
	}
	s.key = key.String()
}

// agrees holds a value of a course against what the kernel said.
func (s *said) agrees(sch *scheme, leaf, item int, v *course.Value, t int64) bool {
	text := s.texts[leaf][item]
	form, isNumber := v.Form()
	if !isNumber {
		own, ok := v.Plain()
		return ok && own == text
	}
	now, ok := form.At(t)
	said := valueOf(sch.kindOfLeaf(leaf), text)
	want, reads := said.Fixed()
	return ok && reads && want.Cmp(now) == 0
}

// kindOfLeaf is what a leaf of the answer is computed as.
func (s *scheme) kindOfLeaf(leaf int) formula.Kind {
	typ, _ := s.scope(s.stepOf(&s.answers[leaf])) // New wants one for each
	return typ.Kind
}

// valueText writes what a course gives at a point, as the field does; like is what the field wrote elsewhere.
func (s *scheme) valueText(leaf int, v *course.Value, t int64, like string) string {
	form, ok := v.Form()
	if !ok {
		text, _ := v.Plain()
		return text
	}
	at, _ := form.At(t) // it divides by zero nowhere within its run
	return numeral(s.answers[leaf].typ, at, like)
}
