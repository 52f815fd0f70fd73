package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// discrepancies lists what is unclear in the plan.
func discrepancies(list []seeds.Discrepancy) []byte {
	var b bytes.Buffer
	b.WriteString("# Discrepancies 矛盾登记\n\n" +
		"Where the plan contradicts itself or its own arithmetic, can be read in more than one way, is misprinted or leaves something out. " +
		"Each is recomputed by a test. Made by `go generate ./...`; do not edit.\n" +
		"规划自相矛盾、与自身算术不符、可作多种理解、漏印误印或有缺漏之处，均由测试重新计算。由程序生成，请勿手工修改。\n")
	b.WriteString("\nDefaults: the binding indicator (约束性) of Table 2 decides; where two clauses can both hold, the answer gives the verdict on each.\n" +
		"默认：以表2的约束性指标为准；两条可以同时成立的，分别作结论。\n\n| class 类别 | entries 条数 |\n|---|--:|\n")
	byClass := map[seeds.Class]int{}
	for _, d := range list {
		byClass[d.Class]++
	}
	for i, c := range seeds.Class(0).Choices() {
		if i > 0 {
			fmt.Fprintf(&b, "| %s %s | %d |\n", c.Label.EN, c.Label.ZH, byClass[seeds.Class(i)])
		}
	}
	for _, d := range list {
		discrepancy(&b, d)
	}
	return b.Bytes()
}

func discrepancy(b *bytes.Buffer, d seeds.Discrepancy) {
	class := d.Class.Label()
	fmt.Fprintf(b, "\n## %s\n\n%s %s · **%s** · %s\n\n", d.ID, class.ZH, class.EN, d.Title.ZH, d.Title.EN)
	for i, r := range d.Readings {
		mark := ""
		if i == d.Default {
			mark = " ← default 默认"
		}
		fmt.Fprintf(b, "- `%s` %s · %s%s\n", r.Clause, r.Text.ZH, r.Text.EN, mark)
	}
	fmt.Fprintf(b, "\nWhy 理由：%s · %s\n", d.Why.ZH, d.Why.EN)
	for i, q := range d.Figures {
		before := "; "
		if i == 0 {
			before = "\nFigures 数据："
		}
		fmt.Fprintf(b, "%s%s = %s (`%s`)", before, q.Name, q.Value, q.Clause)
	}
	if len(d.Figures) > 0 {
		b.WriteString("\n")
	}
	if d.Option != "" {
		fmt.Fprintf(b, "\nSelected or answered by 由此选择或分别作答：`%s`\n", d.Option)
	}
	sideBySide(b, d.ID)
}

// sideBySide lists which rules answer under each reading of an entry, and in which fields of the answer.
func sideBySide(b *bytes.Buffer, id string) {
	tell := func(of string, q rule.QuestionInfo) {
		if q.ID != id {
			return
		}
		fmt.Fprintf(b, "\nSide by side 分别作答：%s\n\n", of)
		for _, r := range q.Readings {
			by := ""
			if r.Rule != "" {
				by = "[" + r.Rule + "](rules/" + roomOf(r.Rule) + ".md#" + anchor(r.Rule) + ") "
			}
			fmt.Fprintf(b, "- `%s` %s · %s → %s`%s`\n", r.Clause, r.Text.ZH, r.Text.EN, by, strings.Join(r.At, "`, `"))
		}
	}
	for _, r := range civilaffairs.Rules() {
		for _, q := range r.Info().Open {
			tell("["+r.ID()+"](rules/"+roomOf(r.ID())+".md#"+anchor(r.ID())+")", q)
		}
	}
	for _, q := range civilaffairs.Questions() {
		tell("one case of several rules 一个案例，几条规则", q.Info())
	}
}

// roomOf is the package of a rule.
func roomOf(id string) string {
	name, _, _ := strings.Cut(id, ".")
	return name
}
