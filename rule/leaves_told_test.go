package rule

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

type toldText struct{ a, b string }

func (t toldText) MarshalText() ([]byte, error) { return []byte(t.a + "-" + t.b), nil }

type toldJSON struct{ n int }

func (t toldJSON) MarshalJSON() ([]byte, error) {
	if t.n < 0 {
		return nil, errors.New("below zero")
	}
	return []byte(`"n` + strconv.Itoa(t.n) + `"`), nil
}

type toldWord struct{ text string }

func (t toldWord) MarshalText() ([]byte, error) { return []byte("code"), nil }
func (t toldWord) String() string               { return t.text }

type toldPart struct {
	X int64 `json:"x" zh:"甲" en:"first"`
}

type toldAll struct {
	*toldPart
	Text  toldText        `json:"text" zh:"文" en:"text"`
	Own   toldJSON        `json:"own" zh:"自" en:"own"`
	Word  toldWord        `json:"word" zh:"词" en:"word"`
	Free  toldPart        `json:"free" zh:"~" en:"~"`
	Group toldPart        `json:"group" zh:"组" en:"group"`
	Maybe Given[toldPart] `json:"maybe,omitzero" zh:"或" en:"maybe"`
	Zero  int64           `json:"zero,omitzero" zh:"零" en:"zero"`
	Nil   int64           `json:"nil" zh:"无" en:"nil"`
	Yes   bool            `json:"yes" zh:"真" en:"yes"`
	List  []toldPart      `json:"list" zh:"列" en:"list"`
	Texts []string        `json:"texts" zh:"字" en:"word"`
	Share unit.Share      `json:"share" zh:"率" en:"share"`
}

// TestLeavesAreToldInTheirOrder: each by path, label and text, items counted from 1; what is not given is left out.
func TestLeavesAreToldInTheirOrder(t *testing.T) {
	share, err := unit.NewShare(1, 3)
	assert.NoError(t, err)
	v := toldAll{Text: toldText{"a", "b"}, Own: toldJSON{7}, Word: toldWord{"as it says"}, Free: toldPart{1}, Group: toldPart{2}, List: []toldPart{{3}, {4}}, Texts: []string{"x"}, Share: share, Yes: true}
	told := func(l Language, v any) string {
		var b strings.Builder
		for _, r := range flatten(nil, l, "", "", reflect.ValueOf(v)) {
			fmt.Fprintf(&b, "%s|%s|%s\n", r.path, r.label, r.text)
		}
		return b.String()
	}
	assert.Equal(t, "text|文|a-b\nown|自|n7\nword|词|as it says\nfree.x|甲|1\ngroup.x|组 甲|2\nnil|无|0\nyes|真|是\nlist[0].x|列1 甲|3\nlist[1].x|列2 甲|4\ntexts[0]|字1|x\nshare|率|1/3 (≈33.3%)\n", told(Chinese, v))
	v.toldPart, v.Maybe, v.Zero, v.Own, v.List, v.Yes = &toldPart{9}, Give(toldPart{0}), 5, toldJSON{-1}, nil, false
	assert.Equal(t, "x|first|9\ntext|text|a-b\nown|own|json: error calling MarshalJSON for type rule.toldJSON: below zero\nword|word|as it says\nfree.x|first|1\ngroup.x|group first|2\n"+
		"maybe.x|maybe first|0\nzero|zero|5\nnil|nil|0\nyes|yes|no\ntexts[0]|word 1|x\nshare|share|1/3 (≈33.3%)\n", told(English, v))
	assert.Empty(t, told(English, nil))
	assert.Equal(t, "|label 1|7\n", strings.ReplaceAll(func() string {
		r := flatten(nil, English, "", "label 1", reflect.ValueOf(7))
		return fmt.Sprintf("%s|%s|%s\n", r[0].path, r[0].label, r[0].text)
	}(), "[0]", ""))
	rows := flatten([]leafRow{{path: "before"}}, English, "at", "called", reflect.ValueOf(share))
	assert.Equal(t, []leafRow{{path: "before"}, {path: "at", label: "called", text: "1/3 (≈33.3%)", share: share}}, rows)
	var raw json.RawMessage = []byte(`{"a":1}`)
	assert.Equal(t, "||{\"a\":1}\n", told(English, raw), "as it writes itself")
}

// TestSharesAreToldWithOneDecimalMoreThanTheRatesBesideThem, in per mille where no rate is in another notation.
func TestSharesAreToldWithOneDecimalMoreThanTheRatesBesideThem(t *testing.T) {
	percent := func(n int) besides { return besides{unit.PercentNotation, n} }
	permille := func(n int) besides { return besides{unit.PermilleNotation, n} }
	for texts, want := range map[string]besides{
		"": percent(1), "12": percent(1), "5.25": percent(1), "60%": percent(1), "60.5%": percent(2), "60.25%": percent(3), "60% 60.5%": percent(2), "60.5% 60%": percent(2),
		"8‰": permille(1), "8.5‰": permille(2), "8‰ 8.25‰": permille(3), "8.25‰ 8‰": permille(3),
		"8‰ 60%": percent(2), "60% 8.5‰": percent(3), "60.125% 8‰": percent(4),
		"2×": percent(1), "1.2×": percent(1), "1.25×": percent(1), "1.333×": percent(2), "1.3333×": percent(3), "1.333× 60.25%": percent(3), "8‰ 2×": percent(2), "8.5‰ 1.25×": percent(3),
	} {
		var rows []leafRow
		for _, text := range strings.Fields(texts) {
			rows = append(rows, leafRow{text: text})
		}
		assert.Equal(t, want, besideOf(rows), texts)
	}
	assert.Equal(t, []string{"成员3", "member 3", "1", " 1"}, []string{numbered("成员", 3, Chinese), numbered("member", 3, English), numbered("", 1, Chinese), numbered("", 1, English)})
}

// TestASignOfMultiplicationBehindADigitIsAMultiple in Chinese, and no other.
func TestASignOfMultiplicationBehindADigitIsAMultiple(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "1.3×": "1.3倍", "0× 9×": "0倍 9倍", "a × b": "a × b", "5 × 6": "5 × 6", "×": "×", "××": "××", "1××": "1倍×", "a×9×": "a×9倍", "/×:×": "/×:×", "价格": "价格",
	} {
		assert.Equal(t, want, multiples(text), text)
	}
}

// TestAClauseIsDescribed by what there is of it.
func TestAClauseIsDescribed(t *testing.T) {
	place, norm, of := Text{ZH: "表2第7行", EN: "Table 2, row 7"}, Text{ZH: "某办法", EN: "Some measures"}, Text{ZH: "床位占比", EN: "share of beds"}
	for _, c := range []struct {
		c      Clause
		zh, en string
	}{
		{Clause{Place: place}, "表2第7行", "Table 2, row 7"}, {Clause{Place: place, Quote: "≥55"}, "表2第7行 “≥55”", "Table 2, row 7 “≥55”"},
		{Clause{Place: place, Quote: "≥55", Of: of}, "表2第7行 床位占比 “≥55”", "Table 2, row 7 share of beds “≥55”"}, {Clause{Place: place, Of: of}, "表2第7行", "Table 2, row 7"},
		{Clause{Place: place, Norm: norm}, "表2第7行 某办法（规划之外）", "Table 2, row 7 Some measures (outside the plan)"}, {Clause{Norm: norm}, "某办法（规划之外）", "Some measures (outside the plan)"},
		{Clause{Norm: norm, Quote: "甲"}, "某办法（规划之外） “甲”", "Some measures (outside the plan) “甲”"}, {Clause{Quote: "甲"}, "“甲”", "“甲”"}, {Clause{}, "", ""},
	} {
		assert.Equal(t, []string{c.zh, c.en}, []string{c.c.In(Chinese), c.c.In(English)})
	}
	c := Clause{ID: "T2.7", Place: place, Quote: "≥55", Of: of}
	assert.Equal(t, Clause{ID: "T2.7", Place: place, Of: of}, c.Unquoted())
	assert.False(t, c.OutsidePlan())
	assert.True(t, Clause{Norm: norm}.OutsidePlan())
}

// TestAFewLeavesAreWrittenInALineAndManyCounted.
func TestAFewLeavesAreWrittenInALineAndManyCounted(t *testing.T) {
	zh, en := teller{l: Chinese}, teller{l: English}
	var rows []leafRow
	for n := range 10 {
		row := []string{zh.told(rows), en.told(rows)}
		switch {
		case n == 0:
			assert.Equal(t, []string{"", ""}, row)
		case n == 1:
			assert.Equal(t, []string{"l0 0", "l0 0"}, row)
		case n == 3:
			assert.Equal(t, []string{"l0 0；l1 1；l2 2", "l0 0; l1 1; l2 2"}, row)
		case n == 8:
			assert.Equal(t, []int{7, 7}, []int{strings.Count(row[0], "；"), strings.Count(row[1], "; ")})
		case n == 9:
			assert.Equal(t, []string{"共9项", "9 of them"}, row)
		}
		rows = append(rows, leafRow{label: fmt.Sprint("l", n), text: strconv.Itoa(n)})
	}
	var w teller
	w.l = English
	w.list("Heading", nil)
	assert.Empty(t, w.b.String())
	w.list("Heading", []leafRow{{label: "a", text: "1"}, {label: "b", text: "2", remark: "[x]"}})
	assert.Equal(t, "Heading\n  a: 1\n  b: 2  [x]\n", w.b.String())
	assert.Equal(t, Text{ZH: "（须于2025年底前达到）", EN: "(due by the end of 2025)"}, dueBy("2025"))
}
