package tree

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

const bom = "\uFEFF"

// Parse reads exactly one JSON value. It takes what RFC 8259 allows and
// encoding/json takes, but refuses
//
//   - a name that stands twice in one object ([unit.Duplicate]);
//   - text that is not UTF-8, in names too, and escapes of half a surrogate pair;
//   - more than [MaxDepth] objects and lists within one another, and a text of
//     more than [MaxSize] bytes ([unit.Range]).
//
// One byte order mark at the beginning is passed over. All other errors have the
// code [unit.Syntax]; every error is an [*Error]. Strings of the tree share one copy of the text.
func Parse(data []byte) (any, error) {
	p := scanner{build: true}
	return p.document(data)
}

// Raw is one member of an object with its value as it is written.
type Raw struct {
	Name  string
	Value []byte // a part of the text, not a copy
}

// Members cuts an object into its members. The whole text is read as strictly as
// by [Parse], but nothing below the members is built, so that it costs a fraction.
func Members(data []byte) ([]Raw, error) {
	p := scanner{data: data, raw: true}
	if _, err := p.document(data); err != nil {
		return nil, err
	}
	return p.raws, nil
}

// scanner reads one text. Functions that read report false when they fail, with
// err set; whoever called them then adds its step to the error's path, so that no
// path is built for what reads well.
type scanner struct {
	s     string
	i     int
	bad   int // the first byte that is not UTF-8; len(s) if all is
	build bool

	members []Member // of the objects that are being read
	items   []any    // of the lists that are being read

	raw  bool // Members: keep the spans at the top, in data
	data []byte
	raws []Raw

	err *Error
	at  []step // where err is, innermost first
}

// Split cuts a text of several values, one after the other, into single ones,
// each read as strictly as by [Parse] and each at most [MaxSize]; the whole may be
// larger. An error's path begins with the number of its value, from 0: [2].facts.
func Split(data []byte) ([][]byte, error) {
	var p scanner
	p.start(data)
	var out [][]byte
	for p.space(); p.i < len(p.s); p.space() {
		from := p.i
		_, ok := p.value(0)
		if n := p.i - from; ok && n > MaxSize {
			p.err, ok = tooLarge(n), false
		}
		if !ok {
			p.within(step{item: len(out)}, false)
			return nil, p.failed()
		}
		out = append(out, data[from:p.i:p.i])
	}
	return out, nil
}

func (p *scanner) document(data []byte) (any, error) {
	if len(data) > MaxSize {
		return nil, tooLarge(len(data))
	}
	p.start(data)
	p.space()
	if p.raw && p.peek() != '{' {
		p.unexpected(wantObject)
		return nil, p.failed()
	}
	v, ok := p.value(0)
	if !ok {
		return nil, p.failed()
	}
	p.space()
	if p.i < len(p.s) {
		p.unexpected(wantEnd)
		return nil, p.failed()
	}
	return v, nil
}

// start sets the scanner to the beginning of a text.
func (p *scanner) start(data []byte) {
	p.s = string(data)
	p.bad = len(p.s)
	if !utf8.ValidString(p.s) {
		p.bad = firstBad(p.s)
	}
	if strings.HasPrefix(p.s, bom) {
		p.i = len(bom)
	}
}

func firstBad(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n <= 1 {
				return i
			}
		}
	}
	return len(s)
}

// space passes over white space.
func (p *scanner) space() {
	for p.i < len(p.s) {
		switch p.s[p.i] {
		case ' ', '\n', '\r', '\t':
			p.i++
		default:
			return
		}
	}
}

// peek gives the next byte, 0 at the end.
func (p *scanner) peek() byte {
	if p.i < len(p.s) {
		return p.s[p.i]
	}
	return 0
}

// value reads a value that stands within depth others.
func (p *scanner) value(depth int) (any, bool) {
	switch c := p.peek(); c {
	case '{':
		if depth >= MaxDepth {
			return nil, p.tooDeep()
		}
		return p.object(depth)
	case '[':
		if depth >= MaxDepth {
			return nil, p.tooDeep()
		}
		return p.list(depth)
	case '"':
		s, ok := p.text(p.build)
		if !ok || !p.build {
			return nil, ok
		}
		return s, true
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		start := p.i
		if !p.number() {
			return nil, false
		}
		if !p.build {
			return nil, true
		}
		return json.Number(p.s[start:p.i]), true
	case 't':
		return true, p.word("true")
	case 'f':
		return false, p.word("false")
	case 'n':
		return nil, p.word("null")
	}
	return nil, p.unexpected(wantValue)
}

// room doubles a full stack. append alone grows a large one by a quarter, which
// in all takes five times its size instead of two.
func room[T any](s []T) []T {
	if len(s) < cap(s) {
		return s
	}
	return slices.Grow(s, len(s)+4)
}

func (p *scanner) word(w string) bool {
	if !strings.HasPrefix(p.s[p.i:], w) || p.i+len(w) < len(p.s) && inWord(p.s[p.i+len(w)]) {
		return p.unexpected(wantValue)
	}
	p.i += len(w)
	return true
}

func (p *scanner) object(depth int) (any, bool) {
	p.i++
	base := len(p.members)
	var seen map[string]struct{}
	p.space()
	for p.peek() != '}' || len(p.members) > base {
		start := p.i
		if p.peek() != '"' {
			if len(p.members) > base {
				return nil, p.unexpected(wantName)
			}
			return nil, p.unexpected(wantNameOrEnd)
		}
		name, ok := p.text(true)
		if !ok {
			return nil, false
		}
		if n := len(p.members) - base; n < few {
			for i := base; i < len(p.members); i++ {
				if p.members[i].Name == name {
					return nil, p.within(step{name, -1}, p.twice(start))
				}
			}
		} else {
			if n == few {
				seen = make(map[string]struct{}, 2*few)
				for _, m := range p.members[base:] {
					seen[m.Name] = struct{}{}
				}
			}
			if seen[name] = struct{}{}; len(seen) == n {
				return nil, p.within(step{name, -1}, p.twice(start))
			}
		}
		if p.space(); p.peek() != ':' {
			return nil, p.within(step{name, -1}, p.unexpected(wantColon))
		}
		p.i++
		p.space()
		from, at := p.i, len(p.members)
		p.members = append(room(p.members), Member{Name: name})
		v, ok := p.value(depth + 1)
		if !ok {
			return nil, p.within(step{name, -1}, false)
		}
		p.members[at].Value = v
		if p.raw && depth == 0 {
			p.raws = append(p.raws, Raw{name, p.data[from:p.i:p.i]})
		}
		if p.space(); p.peek() != ',' {
			break
		}
		p.i++
		p.space()
	}
	if p.peek() != '}' {
		return nil, p.unexpected(wantCommaOrBrace)
	}
	p.i++
	if !p.build {
		p.members = p.members[:base]
		return nil, true
	}
	o := make(Object, len(p.members)-base)
	copy(o, p.members[base:])
	p.members = p.members[:base]
	return o, true
}

func (p *scanner) list(depth int) (any, bool) {
	p.i++
	base, n := len(p.items), 0
	p.space()
	for p.peek() != ']' || n > 0 {
		v, ok := p.value(depth + 1)
		if !ok {
			return nil, p.within(step{item: n}, false)
		}
		n++
		if p.build {
			p.items = append(room(p.items), v)
		}
		if p.space(); p.peek() != ',' {
			break
		}
		p.i++
		p.space()
	}
	if p.peek() != ']' {
		return nil, p.unexpected(wantCommaOrBracket)
	}
	p.i++
	if !p.build {
		return nil, true
	}
	a := make([]any, n)
	copy(a, p.items[base:])
	p.items = p.items[:base]
	return a, true
}
