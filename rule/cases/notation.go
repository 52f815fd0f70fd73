package cases

import (
	"regexp"
	"strings"
	"unicode"
)

// denying are characters of words that turn what stands behind them into something else: 不满5=6, 至少5.
const denying = "不非未无没否勿莫少多低高超逾约近满足达至过及除错误假负"

// units are the words for what is counted that may stand behind a number. None is a multiple of another, and so neither 月 beside 年 nor 分 beside 元.
var units = []string{"张", "元", "个", "人", "户", "所", "家", "处", "项", "次", "件", "名", "位", "床", "条", "座", "间", "台", "辆", "套", "村", "支", "份", "批", "岁", "周岁"}

func han(r rune) bool { return unicode.Is(unicode.Han, r) && r != '负' }

// alike are signs that mean the same, written otherwise.
var alike = strings.NewReplacer(
	"<=", "≤", "=<", "≤", ">=", "≥", "<>", "≠", "!=", "≠", "==", "=", "->", "→", "......", "…", "...", "…", "……", "…", "⋯", "…",
	"≦", "≤", "⩽", "≤", "≧", "≥", "⩾", "≥", "﹤", "<", "﹥", ">", "﹦", "=", "≒", "≈", "≅", "≈", "≃", "≈",
	"−", "-", "–", "-", "—", "-", "‐", "-", "‑", "-", "‒", "-", "﹣", "-", "﹢", "+", "*", "×", "∗", "×", "✕", "×", "✖", "×", "∕", "/", "⁄", "/", "﹪", "%", "\u00a0", " ")

// normal writes a cell in the signs that are read: full-width ones are the same.
func normal(cell string) string {
	return alike.Replace(strings.Map(func(r rune) rune {
		switch {
		case r == '　':
			return ' '
		case r >= '！' && r <= '～' && r != '，': // which is never within a number
			return r - '！' + '!'
		}
		return r
	}, cell))
}

// group is a number whose thousands are set apart.
var group = regexp.MustCompile(`[1-9][0-9]{0,2}(,[0-9]{3})+`)

// grouped finds such a number that begins at a place, or nil.
func grouped(text string, from int) []int {
	at := group.FindStringIndex(text[from:])
	if at == nil || at[0] != 0 || from+at[1] < len(text) && isDigit(text[from+at[1]]) || from > 0 && (isDigit(text[from-1]) || text[from-1] == '.') {
		return nil
	}
	return at
}

// parts cuts a cell at the signs that end a sentence, and at commas that are not within brackets or a number.
func parts(cell string) (out []string) {
	depth, from, skip := 0, 0, 0
	add := func(part string) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	for i, r := range cell {
		if i < skip {
			continue
		}
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case strings.ContainsRune(";。:\n\r", r), depth <= 0 && strings.ContainsRune("，,、", r):
			add(cell[from:i])
			from = i + len(string(r))
		case isDigit(cell[i]):
			if at := grouped(cell, i); at != nil {
				skip = i + at[1]
			}
		}
	}
	add(cell[from:])
	return out
}
