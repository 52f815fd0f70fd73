package rule

import (
	"maps"
	"math/big"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// supposed narrows a part to what has the field, where it is not the lack of it that is sought; nil where nothing has.
func (k *seekingEnd) supposed(in map[int32]formula.Span) map[int32]formula.Span {
	if k.left || len(k.e.sch.stands[k.field.leaf.path]) == 0 {
		return in
	}
	in, _, some := k.e.supposed(in, k.field, formula.Bounds{}, false)
	if !some {
		return nil
	}
	return in
}

// apart takes a part apart by one of its facts; single tells that each is one value already.
func (k *seekingEnd) apart(p part) (out []part, single bool) {
	single = true
	var spare []part
	for n := range k.ids {
		at := (p.next + n) % len(k.ids)
		id := k.ids[at]
		spans := k.e.apart(id, k.e.openSpan(p.in, id), k.e.openSpan(k.root.in, id), k.single)
		if len(spans) < 2 {
			s := k.e.openSpan(p.in, id)
			single = single && s.IsCertain()
			continue
		}
		single = false
		out = []part{}
		less := false
		for _, s := range spans {
			in := maps.Clone(p.in)
			s.Needs = nil
			if !s.IsCertain() {
				s.Needs = []int32{id}
			}
			in[id] = s
			if in = k.supposed(in); in == nil {
				less = true
				continue
			}
			most, sure, some := k.look(in)
			if less = less || !some || most != nil && (p.most == nil || most.Cmp(p.most) < 0); some {
				out = append(out, part{in: in, most: most, next: at + 1, sure: sure})
			}
		}
		if less {
			return out, false
		}
		if spare == nil {
			spare = out
		}
		if k.looks >= k.parts {
			break
		}
	}
	return spare, single
}

// complete tries completions of a part until one comes to its most, and gives the best; refused tells that the rule refuses it and that it
// is the only one there is.
func (k *seekingEnd) complete(p part, single bool, tries int) (answer any, refused bool) {
	e := k.e
	options := make([][]string, len(e.unknown))
	several := false
	for i := range e.unknown {
		_, in := p.in[int32(i)]
		s, list := e.openSpan(p.in, int32(i)), e.sch.given[e.unknown[i].given].typ.Kind == formula.List
		single = single && s.IsCertain() && (!list || s.Low.Sign() == 0)
		if !in {
			options[i] = k.choices[i]
		} else {
			u := unknown{given: e.unknown[i].given, span: s, near: e.unknown[i].near}
			switch {
			case !s.Present():
			case s.IsCertain() && s.Kind == formula.Flag:
				options[i] = []string{strconv.FormatBool(s.True)}
			default:
				options[i] = u.texts(&e.sch.given[u.given])
			}
			if s.Absent {
				options[i] = append(options[i], "")
			}
		}
		if len(options[i]) == 0 {
			options[i] = []string{""}
		}
		several = several || len(options[i]) > 1
	}
	var best *big.Rat
	for n := range tries {
		had := len(k.seen.answers)
		option := func(i int) string { return options[i][pick(n*4, i, len(options[i]), k.rnd)] }
		if e.try(k.r, k.seen, false, option, options, k.rnd) != nil {
			return nil, false
		}
		if len(k.seen.answers) > had {
			if got := k.better(best, k.seen.answers[had]); answer == nil || got != best {
				best, answer = got, k.seen.answers[had]
			}
			if k.has(p, answer) {
				return answer, false
			}
		}
		if !several {
			break
		}
	}
	return answer, answer == nil && single
}
