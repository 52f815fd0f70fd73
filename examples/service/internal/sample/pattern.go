package sample

import (
	"math/rand/v2"
	"regexp/syntax"
	"strings"
)

// made makes a text of a regular expression.
func made(rnd *rand.Rand, pattern string) string {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	var b strings.Builder
	write(rnd, &b, re)
	return b.String()
}

func write(rnd *rand.Rand, b *strings.Builder, re *syntax.Regexp) {
	times := func(low, high int) {
		for range low + rnd.IntN(high-low+1) {
			write(rnd, b, re.Sub[0])
		}
	}
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		if len(re.Rune) > 1 {
			i := 2 * rnd.IntN(len(re.Rune)/2)
			b.WriteRune(re.Rune[i] + rnd.Int32N(re.Rune[i+1]-re.Rune[i]+1))
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('x')
	case syntax.OpCapture:
		write(rnd, b, re.Sub[0])
	case syntax.OpStar:
		times(0, 3)
	case syntax.OpPlus:
		times(1, 2)
	case syntax.OpQuest:
		times(0, 1)
	case syntax.OpRepeat:
		high := re.Max
		if high < 0 {
			high = re.Min + 3
		}
		times(re.Min, high)
	case syntax.OpConcat:
		for _, s := range re.Sub {
			write(rnd, b, s)
		}
	case syntax.OpAlternate:
		write(rnd, b, re.Sub[rnd.IntN(len(re.Sub))])
	}
}
