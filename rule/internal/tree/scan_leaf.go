package tree

import "unicode/utf8"

// digits passes over digits and gives how many they are.
func (p *scanner) digits() int {
	start := p.i
	for p.i < len(p.s) && '0' <= p.s[p.i] && p.s[p.i] <= '9' {
		p.i++
	}
	return p.i - start
}

func (p *scanner) number() bool {
	start := p.i
	if p.peek() == '-' {
		p.i++
	}
	first := p.peek()
	n := p.digits()
	ok := n == 1 || n > 1 && first != '0'
	if ok && p.peek() == '.' {
		p.i++
		ok = p.digits() > 0
	}
	if c := p.peek(); ok && (c == 'e' || c == 'E') {
		p.i++
		if c := p.peek(); c == '+' || c == '-' {
			p.i++
		}
		ok = p.digits() > 0
	}
	if !ok || p.i < len(p.s) && inWord(p.s[p.i]) {
		return p.notNumber(start)
	}
	return true
}

// inWord reports whether c, after a word or number, belongs to it.
func inWord(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '.' || c == '+' || c == '-' || c == '_'
}

// plain tells the bytes of a string that stand for themselves.
var plain = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= ' ' && c != '"' && c != '\\'
	}
	return
}()

// text reads a string. It gives the value only where it is wanted.
func (p *scanner) text(wanted bool) (string, bool) {
	start := p.i + 1
	i := start
	for i < len(p.s) && plain[p.s[i]] {
		i++
	}
	if p.bad < i {
		return "", p.notUTF8()
	}
	if i < len(p.s) && p.s[i] == '"' {
		p.i = i + 1
		return p.s[start:i], true
	}
	return p.escaped(start, i, wanted)
}

// escaped reads on in a string from i, where something stands that is not plain.
func (p *scanner) escaped(start, i int, wanted bool) (string, bool) {
	var b []byte
	done := start
	for {
		for i < len(p.s) && plain[p.s[i]] {
			i++
		}
		if p.bad < i {
			return "", p.notUTF8()
		}
		if wanted {
			b = append(b, p.s[done:i]...)
		}
		if i >= len(p.s) {
			p.i = start - 1
			return "", p.unclosed()
		}
		if p.s[i] == '"' {
			p.i = i + 1
			return string(b), true
		}
		p.i = i
		if p.s[i] != '\\' {
			return "", p.control()
		}
		r, n := escape(p.s[i:])
		if n == 0 {
			return "", p.badEscape()
		}
		if wanted {
			b = utf8.AppendRune(b, r)
		}
		i += n
		done = i
	}
}

// escape reads one escape at the beginning of s: its character and its length,
// 0 if it is none.
func escape(s string) (rune, int) {
	if len(s) < 2 {
		return 0, 0
	}
	switch s[1] {
	case '"', '\\', '/':
		return rune(s[1]), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		r := hex4(s)
		switch {
		case r < 0 || 0xDC00 <= r && r < 0xE000:
			return 0, 0
		case 0xD800 <= r && r < 0xDC00:
			low := hex4(s[6:])
			if low < 0xDC00 || low >= 0xE000 {
				return 0, 0
			}
			return (r-0xD800)<<10 + (low - 0xDC00) + 0x10000, 12
		}
		return r, 6
	}
	return 0, 0
}

// hex4 reads \uXXXX; -1 if it is none.
func hex4(s string) rune {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return -1
	}
	var r rune
	for _, c := range []byte(s[2:6]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return -1
		}
		r = r<<4 | rune(c)
	}
	return r
}
