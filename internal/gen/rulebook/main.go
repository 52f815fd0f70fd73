// Rulebook writes docs/rulebook.md and a page a room in docs/rules from the catalog: every
// rule with its clauses, parameters and whose they are, facts, steps with their formulas,
// answer, what its table shows and the thresholds of a case, rules of one kind as one table;
// the schemas of all rules in docs/schemas; and docs/discrepancies.md from the register of
// the plan's contradictions.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "rulebook:", err)
		os.Exit(1)
	}
}

func run() error {
	catalog := civilaffairs.Catalog()
	rules := catalog.Rules()
	rooms := group(rules)
	shown, err := coverages(rules)
	if err != nil {
		return err
	}
	telling, err := examples(catalog)
	if err != nil {
		return err
	}
	files := map[string][]byte{
		"docs/rulebook.md":      index(rooms),
		"docs/discrepancies.md": discrepancies(seeds.Discrepancies()),
	}
	for _, r := range rooms {
		r.covered, r.examples = shown, telling
		files["docs/rules/"+r.name+".md"] = r.page()
		for _, info := range r.rules {
			var b bytes.Buffer
			if err := json.Indent(&b, info.Schema(), "", " "); err != nil {
				return fmt.Errorf("%s: %w", info.ID, err)
			}
			b.WriteByte('\n')
			files["docs/schemas/"+info.ID+".json"] = b.Bytes()
		}
	}
	for _, dir := range []string{"docs/rules", "docs/schemas"} {
		if err := os.RemoveAll(dir); err != nil { // what is no rule any more has no page
			return err
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.FromSlash(name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// room is one package with its rules.
type room struct {
	name     string
	rules    []rule.Info
	covered  map[string]ruletest.Coverage
	examples map[string]*example
}

func group(rules []rule.Any) []*room {
	var out []*room
	for _, r := range rules {
		info := r.Info()
		name, _, _ := strings.Cut(info.ID, ".")
		if len(out) == 0 || out[len(out)-1].name != name {
			out = append(out, &room{name: name})
		}
		at := out[len(out)-1]
		at.rules = append(at.rules, info)
	}
	return out
}

const made = "Made from the catalog by `go generate ./...`; do not edit. 由规则目录生成，请勿手工修改。\n"

func index(rooms []*room) []byte {
	var b bytes.Buffer
	b.WriteString("# Rulebook 规则手册\n\n" + made)
	fmt.Fprintf(&b, "\n%s · %s\n\n%s\n\n%s\n", seeds.Edition().Title.ZH, seeds.Edition().Title.EN, seeds.Edition().Status.ZH, seeds.Edition().Status.EN)
	for _, r := range rooms {
		fmt.Fprintf(&b, "\n## [%s](rules/%s.md)\n\n| id 编号 | rule 规则 | clauses 条款 |\n|---|---|---|\n", r.name, r.name)
		for _, info := range r.rules {
			fmt.Fprintf(&b, "| [%s](rules/%s.md#%s) | %s · %s | %s |\n", info.ID, r.name, anchor(info.ID), info.Title.ZH, info.Title.EN, strings.Join(ids(info.Basis), ", "))
		}
	}
	return b.Bytes()
}

// anchor is the link that Markdown readers make of a heading.
func anchor(id string) string { return strings.ReplaceAll(id, ".", "") }

func ids(clauses []rule.Clause) []string {
	var out []string
	for _, c := range clauses {
		if !slices.Contains(out, c.ID) {
			out = append(out, c.ID)
		}
	}
	return out
}

func (r *room) page() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n%s\n[Rulebook 规则手册](../rulebook.md)\n%s", r.name, made, reading)
	kinds := map[string][]rule.Info{}
	for _, info := range r.rules {
		kinds[kindOf(info)] = append(kinds[kindOf(info)], info)
	}
	for _, info := range r.rules {
		same := kinds[kindOf(info)]
		if len(same) < 3 {
			section(&b, info)
			whatIsOpen(&b, info)
			r.coverage(&b, info)
			r.thresholds(&b, info)
			continue
		}
		if same[0].ID == info.ID {
			family(&b, same)
			for _, one := range same {
				whatIsOpen(&b, one)
			}
			r.familyCoverage(&b, same)
			r.familyThresholds(&b, same)
		}
	}
	return b.Bytes()
}

// kindOf is the same for rules that ask for the same parameters and give the same
// answer, whatever they count.
func kindOf(info rule.Info) string {
	var b strings.Builder
	for _, list := range [][]rule.Field{info.Parameters, info.Answer} {
		for _, f := range list {
			b.WriteString(f.Path + " " + f.Type + "\n")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// family shows rules of one kind as one table, and their steps once.
func family(b *bytes.Buffer, rules []rule.Info) {
	fmt.Fprintf(b, "\n## Rules of one kind 同类规则\n\n| id 编号 | 规则 | rule | facts 信息 |")
	for _, p := range rules[0].Parameters {
		fmt.Fprintf(b, " %s %s |", p.Label.ZH, p.Label.EN)
	}
	b.WriteString(" clauses 条款 | cases 案例 |\n|---|---|---|---|" + strings.Repeat("---|", len(rules[0].Parameters)) + "---|---|\n")
	for _, info := range rules {
		var facts, clauses []string
		for _, f := range info.Facts {
			facts = append(facts, fmt.Sprintf("`%s` %s", f.Path, f.Label.ZH))
		}
		for _, c := range info.Basis {
			clauses = append(clauses, "`"+c.ID+"` “"+c.Quote+"”")
		}
		fmt.Fprintf(b, "| <a id=%q></a>%s | %s | %s | %s |", anchor(info.ID), info.ID, cell(info.Title.ZH), cell(info.Title.EN), cell(strings.Join(facts, "; ")))
		values := defaultsOf(info)
		for _, p := range info.Parameters {
			fmt.Fprintf(b, " %s |", cell(values[p.Path]))
		}
		fmt.Fprintf(b, " %s | %s |\n", cell(strings.Join(clauses, "; ")), linkToCases(info))
	}
	b.WriteString("\nSteps of the first 以第一条为例：\n")
	steps(b, rules[0])
	conditions(b, rules[0])
	fields(b, "answer 结论", rules[0].Answer)
}

func linkToCases(info rule.Info) string {
	pkg, _, _ := strings.Cut(info.ID, ".")
	return fmt.Sprintf("[%[1]s.csv](../../%[2]s/testdata/%[1]s.csv)", info.ID, pkg)
}

func section(b *bytes.Buffer, info rule.Info) {
	fmt.Fprintf(b, "\n## %s\n\n**%s** · %s · version 第%d版\n\n", info.ID, info.Title.ZH, info.Title.EN, info.Version)
	for _, c := range info.Basis {
		fmt.Fprintf(b, "- `%s` %s\n", c.ID, c.In(rule.Chinese))
	}
	if info.Defaults == nil {
		b.WriteString("\nThe plan does not set all of the parameters; the caller gives them. 参数规划没有给全，由调用方给出（规划没有数值，或见所据指标表）。\n")
	}
	parameters(b, info)
	fields(b, "fact 申报核对信息", info.Facts)
	steps(b, info)
	conditions(b, info)
	fields(b, "answer 结论", info.Answer)
	fmt.Fprintf(b, "\nCases 案例：%s · Schema 数据格式：[%s.json](../schemas/%s.json)\n", linkToCases(info), info.ID, info.ID)
}

// defaultsOf gives the plan's parameters as texts by path.
func defaultsOf(info rule.Info) map[string]string {
	out := map[string]string{}
	if info.Defaults == nil {
		return out
	}
	cells, err := rule.Flatten(info.Defaults)
	if err != nil {
		panic(err) // a rule's own parameters, which it wrote
	}
	for _, c := range cells {
		out[c.Path] = c.Text
	}
	return out
}

func parameters(b *bytes.Buffer, info rule.Info) {
	if len(info.Parameters) == 0 {
		return
	}
	values := defaultsOf(info)
	b.WriteString("\n| parameter 政策参数 | 中文 | English | type 类型 | range 范围 | default 默认 | given by 来源 |\n|---|---|---|---|---|---|---|\n")
	for _, f := range info.Parameters {
		var from []string
		for _, s := range info.Sources {
			if s.Path == strings.TrimSuffix(f.Path, "[]") {
				from = append(from, "`"+s.Clause.ID+"` "+s.Value)
			}
		}
		if len(from) == 0 && (f.Default != "" || values[f.Path] != "") {
			from = []string{"本库约定 library"}
		} else if len(from) == 0 {
			from = []string{"由调用者给出 caller"}
		}
		value := values[f.Path]
		if value == "" {
			value = f.Default
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s | %s | %s |\n", f.Path, cell(f.Label.ZH), cell(f.Label.EN), typeOf(f), bounds(f), cell(value), cell(strings.Join(from, "; ")))
	}
}

func fields(b *bytes.Buffer, what string, list []rule.Field) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n| %s | 中文 | English | type 类型 | range 范围 |\n|---|---|---|---|---|\n", what)
	for _, f := range list {
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", f.Path, cell(f.Label.ZH), cell(f.Label.EN), typeOf(f), bounds(f))
	}
}

func steps(b *bytes.Buffer, info rule.Info) {
	if len(info.Steps) == 0 {
		return
	}
	b.WriteString("\n| step 计算步骤 | 中文 | English | formula 公式 | clause 条款 |\n|---|---|---|---|---|\n")
	for _, s := range info.Steps {
		id := "`" + s.ID + "`"
		if s.List != "" {
			id += " (each 每项 `" + s.List + "`)"
		}
		fmt.Fprintf(b, "| %s | %s | %s | `%s` | %s |\n", id, cell(s.Label.ZH), cell(s.Label.EN), cell(s.Formula), s.Clause.ID)
	}
}

// conditions lists what a rule says of every case beside its formulas.
func conditions(b *bytes.Buffer, info rule.Info) {
	for _, c := range []struct {
		what string
		list []string
	}{
		{"Refused, among others, where 不予计算的情形（包括）", info.Never},
		{"Always 恒成立（每个决定均按此复核；every decision is held to it）", info.Always},
	} {
		if len(c.list) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s:\n\n", c.what)
		for _, text := range c.list {
			fmt.Fprintf(b, "- `%s`\n", text)
		}
	}
}

func typeOf(f rule.Field) string {
	t := f.Type
	if len(f.Choices) > 0 {
		var codes []string
		for _, c := range f.Choices {
			codes = append(codes, "`"+c.Code+"` "+c.Label.ZH)
		}
		t = strings.Join(codes, ", ")
	}
	if f.Optional {
		t += " (optional 可缺)"
	}
	return cell(t)
}

func bounds(f rule.Field) string {
	if len(f.Texts) > 0 {
		return cell(strings.Join(f.Texts, ", "))
	}
	return cell(f.Range)
}

// cell keeps a text within its cell of a Markdown table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ").Replace(s)
}
