package plantext_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/seeds/internal/plantext"
)

// small has every shape that the plan's text has, with words of its own.
const small = `标题

（2021-2025）
目  录
一、部分…6
标题
（2021-2025）

  序言。
一、第一部分
  （一）小节
甲段。
乙段。
表1  名称
	序号
	指标
	1
	甲
	——
	2  
	3
	2
	乙
	1
	2
	实现目标
	注：1.注一。
    2.注二。
（二）小节
（1）小小节
丙段。
（2）小小节
丁段。
三、第三部分
（一）小节，
续行。
戊段。
	专栏1  名称
	1.项一。
2、项二。
（二）小节。
	专栏7  名称
	无号项。
`

func TestParseNamesEveryShape(t *testing.T) {
	p, err := plantext.Parse(small)
	require.NoError(t, err)
	var got []string
	for _, q := range p.Paragraphs {
		got = append(got, q.ID+" "+q.Text)
	}
	assert.Equal(t, []string{
		"序1 序言。", "一(一)1 甲段。", "一(一)2 乙段。", "T1.n1 注：1.注一。", "T1.n2 2.注二。",
		"一(二)(1)1 丙段。", "一(二)(2)1 丁段。", "三(一)1 （一）小节，续行。", "三(一)2 戊段。",
		"B1.1 1.项一。", "B1.2 2、项二。", "三(二)1 （二）小节。", "B7.1 无号项。",
	}, got)
	require.Len(t, p.Tables[1], 2)
	assert.Equal(t, []string{"1", "甲", "——", "2", "3"}, p.Tables[1][0].Cells)
	assert.Equal(t, []string{"2", "乙", "1", "2", "实现目标"}, p.Tables[1][1].Cells)
	text, ok := p.Text("T1.2")
	assert.True(t, ok)
	assert.Contains(t, text, "实现目标")
	_, ok = p.Text("T9.9")
	assert.False(t, ok)
}

func TestTokensFindsEveryNumeral(t *testing.T) {
	p, err := plantext.Parse("目录 1\n（2021-2025）\n（2021-2025）\n" +
		"共23000张、１２张，1亿余元，37.7万人，1..31，二〇三五年，两项，进一步，全覆盖，健全覆盖，30%-35%，每百户。\n一、部分\n（一）小节\n无。\n")
	require.NoError(t, err)
	var got []string
	for _, tok := range p.Tokens() {
		got = append(got, tok.Clause+" "+tok.Text)
	}
	assert.Equal(t, []string{
		"一 一", "一(一) 一", "序1 23000", "序1 １２", "序1 1亿", "序1 37.7万", "序1 1..31", "序1 二〇三五", "序1 两", "序1 一",
		"序1 全覆盖", "序1 全覆盖", "序1 30", "序1 35", "序1 百",
	}, got)
	var joined []string
	p, err = plantext.Parse("（2021-2025）\n（2021-2025）\n践行1+2+8+N，3-6个，“十四五”，三、四级，5。5，每百张12.5万.，健全覆盖。\n")
	require.NoError(t, err)
	for _, tok := range p.Tokens() {
		joined = append(joined, tok.Text)
	}
	assert.Equal(t, []string{"1", "2", "8", "3", "6", "十四五", "三", "四", "5", "5", "百", "12.5万", "全覆盖"}, joined)
	p, err = plantext.Parse("（2021-2025）\n（2021-2025）\n共①②项、Ⅷ级、½张、٣个，〇人。\n")
	require.NoError(t, err)
	joined = nil
	for _, tok := range p.Tokens() {
		joined = append(joined, tok.Text)
	}
	assert.Equal(t, []string{"①②", "Ⅷ", "½", "٣", "〇"}, joined, "numbers of other kinds are not passed over")
	p, err = plantext.Parse("（2021-2025）\n（2021-2025）\n一、甲\n表2  乙\n\t1\n\t丙\n\t7\n")
	require.NoError(t, err)
	assert.Equal(t, "7", p.Tokens()[len(p.Tokens())-1].Text, "a second table without a first")
}

func TestATokenShowsWhatStandsAroundIt(t *testing.T) {
	p, err := plantext.Parse("（2021-2025）\n（2021-2025）\n共23000张、１２张，1亿余元。\n")
	require.NoError(t, err)
	first := p.Tokens()[0]
	assert.Equal(t, plantext.Token{Clause: "序1", N: 1, Text: "23000", Context: "共[23000]张、１２张，"}, first)
}

func TestParseReadsWindowsLinesAndAByteOrderMark(t *testing.T) {
	p, err := plantext.Parse("\uFEFF（2021-2025）\r\n（2021-2025）\r\n序言。\r\n")
	require.NoError(t, err)
	assert.Equal(t, "序言。", p.Paragraphs[0].Text)
}

func FuzzParse(f *testing.F) {
	f.Add(small)
	f.Add("（2021-2025）\n（2021-2025）\n表1 \n\t1\n三、\n（一）")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := plantext.Parse(s)
		if err != nil {
			if p != nil {
				t.Fatal("a plan beside an error")
			}
			return
		}
		last := map[string]int{}
		for _, tok := range p.Tokens() {
			if tok.Text == "" || !strings.Contains(tok.Context, "["+tok.Text+"]") {
				t.Fatalf("%+v", tok)
			}
			if tok.N == 1 {
				last[tok.Clause] = 0 // a text may name a heading twice
			}
			if last[tok.Clause]++; last[tok.Clause] != tok.N {
				t.Fatalf("%+v after number %d", tok, last[tok.Clause]-1)
			}
		}
	})
}

func TestPhrasesFindsEveryPlace(t *testing.T) {
	p, err := plantext.Parse("就高不就低\n（2021-2025）\n（2021-2025）\n优先满足甲，再优先满足乙。\n一、优先\n（一）小节\n一人一档。\n表2  丙\n\t1\n\t就高 不就低\n")
	require.NoError(t, err)
	var got []string
	for _, tok := range p.Phrases([]string{"优先", "优先满足", "一人一档", "就高不就低", "(.*)"}) {
		got = append(got, tok.Clause+" "+tok.Context)
	}
	assert.Equal(t, []string{"一 一、[优先]", "序1 [优先满足]甲，再优先满", "序1 先满足甲，再[优先满足]乙。", "一(一)1 [一人一档]。"}, got,
		"the longer of two, as written, in the body alone")
	assert.Empty(t, p.Phrases(nil))
}
