package files

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// doubtfulLine is what a line is, looked at whole. It knows no characters of GB18030 that have bytes of ASCII.
func doubtfulLine(line string) bool {
	sure, short, wide := false, false, false
	for _, run := range strings.FieldsFunc(asLatin(line), func(c rune) bool { return c < 0x80 }) {
		raw := fromLatin(run)
		switch {
		case !utf8.ValidString(raw):
			sure = true
		case len(raw) == 2*utf8.RuneCountInString(raw):
			short = true
		default:
			wide = true
		}
	}
	return wide || short && !sure
}

func asLatin(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}

func fromLatin(s string) string {
	var b []byte
	for _, c := range s {
		b = append(b, byte(c))
	}
	return string(b)
}

// TestLinesAreMarkedWhereverTheTextIsCut, as when they are looked at whole; and the text is the same without the marks.
func TestLinesAreMarkedWhereverTheTextIsCut(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	parts := []string{"a,", ",", "12", "\r\n", "\n", "\n", "\xca\xd9\xcf\xd8", "\xcd\xa8", "\xc5\xa9\xb4\xe5", "甲", "县", "甲县", "\u00e9", "\xb4,", "\xff", "\U00020000", "\xe0\x80\x80"}
	marked := 0
	for range 20_000 {
		var text strings.Builder
		for range r.IntN(20) {
			text.WriteString(parts[r.IntN(len(parts))])
		}
		decode := func(look *lookalikes, cut bool) string {
			var out []byte
			src, seen, used := []byte(text.String()), 0, 0
			for tries := 0; tries < 1_000; tries++ {
				room := 1 << 10
				if cut {
					seen, room = min(len(src), seen+r.IntN(4)), 4+r.IntN(8)
				} else {
					seen = len(src)
				}
				dst := make([]byte, room)
				n, took := decodeGB18030(dst, src[used:seen], seen == len(src), look)
				out = append(out, dst[:n]...)
				if used += took; used == len(src) && n == 0 {
					return string(out)
				}
			}
			t.Fatal("no end")
			return ""
		}
		plain := decode(nil, false)
		var want strings.Builder
		lines := strings.SplitAfter(text.String(), "\n")
		for i, line := range strings.SplitAfter(plain, "\n") {
			body, ended := strings.CutSuffix(line, "\n")
			want.WriteString(body)
			if doubtfulLine(lines[i]) {
				want.WriteByte(doubtMark)
				marked++
			}
			if ended {
				want.WriteByte('\n')
			}
		}
		require.Equal(t, want.String(), decode(new(lookalikes), false), "%q", text.String())
		require.Equal(t, want.String(), decode(new(lookalikes), true), "%q", text.String())
	}
	require.Greater(t, marked, 1_000)
}
