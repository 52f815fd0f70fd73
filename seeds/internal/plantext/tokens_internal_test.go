package plantext

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// slowTokens finds the surroundings of a numeral in the obvious way, among all
// characters of the paragraph.
func slowTokens(id, text string) []Token {
	var out []Token
	for i, m := range numeral.FindAllStringIndex(text, -1) {
		before, after := []rune(text[:m[0]]), []rune(text[m[1]:])
		before = before[max(0, len(before)-around):]
		after = after[:min(around, len(after))]
		out = append(out, Token{
			Clause: id, N: i + 1, Text: text[m[0]:m[1]],
			Context: string(before) + "[" + text[m[0]:m[1]] + "]" + string(after),
		})
	}
	return out
}

func TestTokensShowTheSurroundingsThatTheObviousWayShows(t *testing.T) {
	pieces := []string{"1", "23", ".", "万", "亿", "一", "全覆盖", "①", "Ⅷ", "张", "、", "x", " ", "é", "\x80", "\xe6\xb7", "😀", "\uFFFD"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range r.IntN(30) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		want, got := slowTokens("序1", b.String()), tokens("序1", b.String(), numeral)
		if !assert.Equal(t, want, got, "%q", b.String()) {
			return
		}
	}
}

// hard are texts that cost one who reads on from each place more than they
// should; n is their size in numerals or lines.
var hard = []struct {
	name   string
	make   func(n int) string
	tokens func(n int) int
}{
	{"one paragraph of numerals", func(n int) string { return strings.Repeat("1、", n) }, func(n int) int { return n }},
	{"one paragraph of Chinese numerals", func(n int) string { return strings.Repeat("一张", n) }, func(n int) int { return n }},
	{"numerals and points", func(n int) string { return strings.Repeat("1.....x", n) }, func(n int) int { return n }},
	{"one long numeral", func(n int) string { return strings.Repeat("1.", n) + "1" }, func(int) int { return 1 }},
	{"column heads over many lines", func(n int) string { return "表1 x\n" + strings.Repeat("列2\n", n) }, func(n int) int { return n + 1 }},
	{"a cell over many lines", func(n int) string { return "表1 x\n\t1\n\t甲\n" + strings.Repeat("乙2\n", n) }, func(n int) int { return n + 2 }},
}

func textOf(body string) string { return bodyOf + "\n" + bodyOf + "\n" + body + "\n" }

// The surroundings were looked for among all characters of the paragraph, again
// for each numeral: 156 KB took 20 s. Bytes allocated are counted and not time,
// which a busy machine decides.
func TestTokensCostInProportionToTheText(t *testing.T) {
	for _, h := range hard {
		per := func(n int) float64 {
			text := textOf(h.make(n))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			p, err := Parse(text)
			require.NoError(t, err)
			found := p.Tokens()
			runtime.ReadMemStats(&after)
			assert.Len(t, found, h.tokens(n), h.name)
			return float64(after.TotalAlloc-before.TotalAlloc) / float64(len(text))
		}
		small, large := per(2_000), per(64_000)
		assert.Less(t, large, 2*small+8, "%s: %.1f bytes a byte of text, then %.1f", h.name, small, large)
	}
}

// BenchmarkTokens doubles the size of texts that are hard; ns/byte must not grow.
func BenchmarkTokens(b *testing.B) {
	for _, h := range hard {
		for n := 8_000; n <= 64_000; n *= 2 {
			text := textOf(h.make(n))
			b.Run(fmt.Sprintf("%s/%d", h.name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					p, err := Parse(text)
					if err != nil {
						b.Fatal(err)
					}
					p.Tokens()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
			})
		}
	}
}
