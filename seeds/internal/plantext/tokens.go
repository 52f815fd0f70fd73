package plantext

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Token is one numeral or phrase of the text.
type Token struct {
	Clause  string // the clause or heading it stands in
	N       int    // which numeral, or which phrase, of that clause, from 1
	Text    string
	Context string // up to six characters on each side, the numeral in [ ]
}

// numeral is what counts as one; the documentation of package seeds says it in
// words. The runs are as long as can be, and the first of the four forms that
// fits at a place is taken, so that no two tokens overlap.
var numeral = regexp.MustCompile(`\p{Nd}+(?:\.+\p{Nd}+)*[万亿]?|[〇零一二三四五六七八九十百千万亿两]+|全覆盖|[\p{Nl}\p{No}]+`)

const around = 6

// Tokens lists every numeral of the plan's body: of headings, clauses and table
// cells. What stands before the body, the title page and the table of contents,
// is not part of it.
func (p *Plan) Tokens() []Token { return p.find(numeral) }

// Phrases lists every place of the body where one of the phrases stands. Where two
// begin at one place, the longer one is taken.
func (p *Plan) Phrases(phrases []string) []Token {
	if len(phrases) == 0 {
		return nil
	}
	longest := slices.Clone(phrases)
	slices.SortFunc(longest, func(a, b string) int { return len(b) - len(a) })
	for i := range longest {
		longest[i] = regexp.QuoteMeta(longest[i])
	}
	return p.find(regexp.MustCompile(strings.Join(longest, "|")))
}

func (p *Plan) find(what *regexp.Regexp) []Token {
	var out []Token
	for _, h := range p.Headings {
		out = append(out, tokens(h.ID, h.Text, what)...)
	}
	for _, q := range p.Paragraphs {
		out = append(out, tokens(q.ID, q.Text, what)...)
	}
	for _, t := range []int{1, 2} {
		for i := range p.Tables[t] {
			id := "T" + strconv.Itoa(t) + "." + strconv.Itoa(i+1)
			out = append(out, tokens(id, strings.Join(p.Tables[t][i].Cells, " | "), what)...)
		}
	}
	return out
}

func tokens(id, text string, what *regexp.Regexp) []Token {
	var out []Token
	for i, m := range what.FindAllStringIndex(text, -1) {
		out = append(out, Token{Clause: id, N: i + 1, Text: text[m[0]:m[1]], Context: context(text, m[0], m[1])})
	}
	return out
}

// context walks from the numeral outwards and no farther than it shows: a
// paragraph may hold as many numerals as characters.
func context(text string, from, to int) string {
	start, end := from, to
	for range around {
		_, n := utf8.DecodeLastRuneInString(text[:start])
		start -= n
		_, n = utf8.DecodeRuneInString(text[end:])
		end += n
	}
	return string([]rune(text[start:from])) + "[" + text[from:to] + "]" + string([]rune(text[to:end]))
}
