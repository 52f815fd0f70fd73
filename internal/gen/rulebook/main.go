// Rulebook writes docs/rulebook.md from the catalog, every rule with its clauses,
// parameters, facts and answer, and docs/discrepancies.md from the register of
// the plan's contradictions, both in both languages.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

func main() {
	for name, content := range map[string][]byte{
		"docs/rulebook.md":      rulebook(civilaffairs.Catalog()),
		"docs/discrepancies.md": discrepancies(seeds.Discrepancies()),
	} {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "rulebook:", err)
			os.Exit(1)
		}
	}
}

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

func rulebook(c rule.Catalog) []byte {
	var b bytes.Buffer
	b.WriteString("# Rulebook 规则手册\n\nMade from the catalog by `go generate ./...`; do not edit. 由规则目录生成，请勿手工修改。\n\n")
	b.WriteString("| id 编号 | rule 规则 | clauses 条款 |\n|---|---|---|\n")
	for _, r := range c.Rules() {
		info := r.Info()
		fmt.Fprintf(&b, "| [%s](#%s) | %s %s | %s |\n", info.ID, anchor(info.ID), info.Title.ZH, info.Title.EN, strings.Join(ids(info.Basis), ", "))
	}
	for _, r := range c.Rules() {
		section(&b, r.Info())
	}
	return b.Bytes()
}

// anchor is the link that Markdown readers make of a heading.
func anchor(id string) string { return strings.ReplaceAll(id, ".", "") }

func ids(clauses []rule.Clause) []string {
	var out []string
	for _, c := range clauses {
		if len(out) == 0 || out[len(out)-1] != c.ID {
			out = append(out, c.ID)
		}
	}
	return out
}

func section(b *bytes.Buffer, info rule.Info) {
	fmt.Fprintf(b, "\n## %s\n\n**%s** · %s · version 第%d版\n\n", info.ID, info.Title.ZH, info.Title.EN, info.Version)
	for _, c := range info.Basis {
		fmt.Fprintf(b, "- `%s` %s\n", c.ID, c.In(rule.Chinese))
	}
	defaults := map[string]any{}
	if info.Defaults == nil {
		b.WriteString("\nThe plan sets no parameters; the caller gives them. 规划未规定参数，由调用者给出。\n")
	} else if err := json.Unmarshal(info.Defaults, &defaults); err != nil {
		fmt.Fprintf(os.Stderr, "rulebook: %s: %v\n", info.ID, err)
	}
	table(b, "parameter 参数", info.Parameters, defaults)
	table(b, "fact 事实", info.Facts, nil)
	table(b, "answer 结论", info.Answer, nil)
	pkg, _, _ := strings.Cut(info.ID, ".")
	fmt.Fprintf(b, "\nCases 案例：[%[1]s.csv](../%[2]s/testdata/%[1]s.csv)\n", info.ID, pkg)
}

func table(b *bytes.Buffer, what string, fields []rule.Field, defaults map[string]any) {
	fmt.Fprintf(b, "\n| %s | 中文 | English | type 类型 |", what)
	if len(defaults) > 0 {
		b.WriteString(" default 默认 |")
	}
	b.WriteString("\n|---|---|---|---|")
	if len(defaults) > 0 {
		b.WriteString("---|")
	}
	b.WriteString("\n")
	for _, f := range fields {
		optional := ""
		if f.Optional {
			optional = " (optional 可缺)"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s%s |", f.Path, f.Label.ZH, f.Label.EN, typeName(f.Type), optional)
		if len(defaults) > 0 {
			fmt.Fprintf(b, " %v |", defaults[f.Path])
		}
		b.WriteString("\n")
	}
}

// typeName shortens rule.Given[github.com/…/unit.Money] to what a reader needs.
func typeName(t string) string {
	t = strings.TrimSuffix(strings.TrimPrefix(t, "rule.Given["), "]")
	return t[strings.LastIndexByte(t, '/')+1:]
}
