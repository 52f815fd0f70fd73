package unit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scan reads a plain decimal, an optional minus sign, digits, optionally a point
// and digits, as a whole number of 10^-scale. It is the one reader of numbers of
// the package; limit bounds the magnitude of the result.
func scan[T string | []byte](typ string, s T, scale int, limit uint64) (int64, error) {
	i, neg := 0, false
	if len(s) > 0 && s[0] == '-' {
		neg, i = true, 1
	}
	start := i
	var n uint64
	over := false
	digit := func(c byte) {
		hi, lo := bits.Mul64(n, 10)
		sum, carry := bits.Add64(lo, uint64(c-'0'), 0)
		n, over = sum, over || hi+carry != 0
	}
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		digit(s[i])
	}
	whole := i - start
	if whole == 0 {
		return 0, misread(typ, string(s), i)
	}
	if whole > 1 && s[start] == '0' {
		return 0, english(typ, string(s), Syntax, "leading zero")
	}
	decimals, inexact := 0, false
	if i < len(s) && s[i] == '.' {
		i++
		from := i
		for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
			if decimals < scale {
				digit(s[i])
				decimals++
			} else if s[i] != '0' {
				inexact = true
			}
		}
		if i == from {
			return 0, misread(typ, string(s), i)
		}
	}
	if i != len(s) {
		return 0, misread(typ, string(s), i)
	}
	if inexact {
		return 0, english(typ, string(s), Inexact, fmt.Sprintf("at most %d decimals", scale))
	}
	for ; decimals < scale; decimals++ {
		digit('0')
	}
	if over || n > limit {
		return 0, english(typ, string(s), Range, "at most "+string(trimZeros(appendFixed(nil, int64(limit), scale), 0)))
	}
	if neg {
		return -int64(n), nil
	}
	return int64(n), nil
}

// misread says what stands at byte i where it should not.
func misread(typ, s string, i int) error {
	if s == "" {
		return english(typ, s, Syntax, "empty text")
	}
	if i >= len(s) {
		return english(typ, s, Syntax, "a digit is missing at the end")
	}
	switch strings.ToLower(strings.TrimLeft(short(s), "+-")) {
	case "nan", "inf", "infinity":
		return english(typ, s, Syntax, "not a number")
	}
	return english(typ, s, Syntax, found(s, i))
}

// found names the character at byte i by what it was likely meant as.
func found(s string, i int) string {
	r, _ := utf8.DecodeRuneInString(s[i:])
	at := fmt.Sprintf("at character %d", utf8.RuneCountInString(s[:i])+1)
	what := fmt.Sprintf("%q %s", r, at)
	switch {
	case r >= '０' && r <= '９':
		return "full-width digit " + what + ": use ASCII digits"
	case r == '\uFEFF':
		return "byte order mark " + at
	case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u3000' || r == '\u00a0':
		return "blank " + what
	case r == ',' || r == '，':
		return "separator " + what + ": write the digits without one"
	case r > '\uFF00' && r < '\uFF5F':
		return "full-width " + what + ": use ASCII"
	case r == '+':
		return "plus sign " + at + ": write the number without one"
	case (r == 'e' || r == 'E') && i > 0:
		return "exponent " + at + ": write the digits out"
	case r == '.':
		if i == 0 || s[i-1] == '-' {
			return "a digit is missing before " + what
		}
		return "a second " + what
	}
	return what
}

// appendFixed writes n as a decimal with places decimals.
func appendFixed(b []byte, n int64, places int) []byte {
	u := uint64(n)
	if n < 0 {
		b = append(b, '-')
		u = -u
	}
	if places == 2 { // an amount of money: bulk runs write millions
		rest := u % 100
		b = strconv.AppendUint(b, u/100, 10)
		return append(b, '.', byte('0'+rest/10), byte('0'+rest%10))
	}
	var buf [24]byte
	digits := strconv.AppendUint(buf[:0], u, 10)
	if missing := places + 1 - len(digits); missing > 0 {
		b = append(b, "0."...)
		for ; missing > 1; missing-- {
			b = append(b, '0')
		}
		return append(b, digits...)
	}
	cut := len(digits) - places
	b = append(b, digits[:cut]...)
	if places > 0 {
		b = append(b, '.')
		b = append(b, digits[cut:]...)
	}
	return b
}

// trimZeros drops zeros after the point, and the point with them.
func trimZeros(b []byte, from int) []byte {
	point := false
	for _, c := range b[from:] {
		point = point || c == '.'
	}
	if !point {
		return b
	}
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return b
}

// count reads a whole number without a point.
func count[T string | []byte](typ string, s T, limit uint64) (int64, error) {
	for i := range len(s) {
		if s[i] == '.' {
			return 0, english(typ, string(s), Syntax, fmt.Sprintf("'.' at character %d: must be a whole number", utf8.RuneCount([]byte(s[:i]))+1))
		}
	}
	return scan(typ, s, 0, limit)
}

// unmarshalJSON is the UnmarshalJSON of every type that stands in JSON as a
// string. encoding/json would skip a null without it, and missing is not zero.
func unmarshalJSON(typ string, data []byte, into interface{ UnmarshalText([]byte) error }) error {
	text, err := unquote(typ, data)
	if err != nil {
		return err
	}
	return into.UnmarshalText(text)
}

// unquote takes the content of a JSON string. Escapes are rare but usual for
// other languages' encoders, which write × as \u00d7 and / as \/.
func unquote(typ string, data []byte) ([]byte, error) {
	wrong := func() error { return english(typ, string(data), Syntax, "must be a JSON string") }
	if len(data) < 2 || data[0] != '"' || data[len(data)-1] != '"' {
		return nil, wrong()
	}
	text := data[1 : len(data)-1]
	if bytes.IndexByte(text, '\\') < 0 {
		return text, nil
	}
	var s string
	if json.Unmarshal(data, &s) != nil {
		return nil, wrong()
	}
	return []byte(s), nil
}
