package main

import (
	"bytes"
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// discrepancies lists the plan's contradictions.
func discrepancies(list []seeds.Discrepancy) []byte {
	var b bytes.Buffer
	b.WriteString("# Discrepancies 矛盾登记\n\nWhere the plan contradicts itself or its own arithmetic. Each is recomputed by a test. Made by `go generate ./...`; do not edit.\n规划自相矛盾或与自身算术不符之处，均由测试重新计算。由程序生成，请勿手工修改。\n")
	for _, d := range list {
		fmt.Fprintf(&b, "\n## %s\n\n**%s** · %s\n\n", d.ID, d.Title.ZH, d.Title.EN)
		for i, r := range d.Readings {
			mark := ""
			if i == d.Default {
				mark = " ← default 默认"
			}
			fmt.Fprintf(&b, "- `%s` %s · %s%s\n", r.Clause, r.Text.ZH, r.Text.EN, mark)
		}
		fmt.Fprintf(&b, "\nWhy 理由：%s · %s\n\nFigures 数据：", d.Why.ZH, d.Why.EN)
		for i, q := range d.Figures {
			if i > 0 {
				b.WriteString("; ")
			}
			fmt.Fprintf(&b, "%s = %s (`%s`)", q.Name, q.Value, q.Clause)
		}
		b.WriteString("\n")
		if d.Option != "" {
			fmt.Fprintf(&b, "\nThe other reading 另一读法：`%s`\n", d.Option)
		}
	}
	return b.Bytes()
}
