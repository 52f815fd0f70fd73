package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

func rules(in string, args ...string) (code int, stdout, stderr string) {
	var out, errs strings.Builder
	code = run(civilaffairs.Catalog(), args, strings.NewReader(in), &out, &errs)
	return code, out.String(), errs.String()
}

const (
	beds    = `{"care":12649,"total":23000}`
	partial = `{"total":23000}`
)

func TestEachCommandAnswersInBothLanguagesAndAsJSON(t *testing.T) {
	_, record, _ := rules(beds, "explain", "eldercare.care-beds", "-f", "-", "-json")
	for _, c := range []struct {
		in     string
		args   []string
		zh, en string
	}{
		{"", []string{"list", "eldercare"}, "养老机构护理型床位占比", "eldercare.care-beds"},
		{"", []string{"show", "eldercare.care-beds"}, "推动护理型床位占比不低于55%", "care beds"},
		{"", []string{"show", "assistance.township-staff"}, "“3-5名”“5—10个单位”：上端是不是界限  (ranges-of-numbers)", "the lower end alone is one: more than the upper end is met as well → met"},
		{"", []string{"show", "community.work-stations"}, "[B8.1] “十四五”末，即2025年 → community.work-stations-by-plan-end missed", "by the end of the plan, 2025 → community.work-stations-by-plan-end missed"},
		{beds, []string{"explain", "eldercare.care-beds", "-f", "-"}, "缺口: 1（张）", "12649/23000"},
		{partial, []string{"decide", "eldercare.care-beds", "-f", "-"}, "结论未定", "Not determined"},
		{beds, []string{"flip", "eldercare.care-beds", "-f", "-"}, "12650", "12650"},
		{beds, []string{"edges", "eldercare.care-beds", "care", "0", "23000", "-f", "-"}, "12650", "12650"},
		{record, []string{"replay", "-"}, "1条记录，全部相符", "1 records, all hold"},
	} {
		code, zh, errs := rules(c.in, c.args...)
		assert.Zero(t, code, errs)
		assert.Contains(t, zh, c.zh)
		code, en, errs := rules(c.in, append([]string{"-lang", "en"}, c.args...)...)
		assert.Zero(t, code, errs)
		assert.Contains(t, en, c.en)
		code, raw, errs := rules(c.in, append(c.args, "-json")...)
		assert.Zero(t, code, errs)
		assert.True(t, json.Valid([]byte(raw)), "%v: %s", c.args, raw)
	}
	code, raw, _ := rules("", "schema", "eldercare.care-beds")
	assert.Zero(t, code)
	assert.True(t, json.Valid([]byte(raw)))
}

// TestFlipNamesTheCommandThatShowsThresholds, where its words say that they are to be looked at, and only there.
func TestFlipNamesTheCommandThatShowsThresholds(t *testing.T) {
	for _, l := range []string{"zh", "en"} {
		_, text, errs := rules(`{"base":276,"target":290,"year":2021}`, "flip", "planoffice.years", "-f", "-", "-lang", l)
		assert.Empty(t, errs)
		assert.Contains(t, text, "rules edges planoffice.years PATH FROM TO -f FACTS\n")
		_, text, _ = rules(beds, "flip", "eldercare.care-beds", "-f", "-", "-lang", l)
		assert.NotContains(t, text, "rules edges")
	}
}

// TestARuleIsShownWithWhatItRefusesAndWhatAlwaysHolds: in either language, where there is such a thing.
func TestARuleIsShownWithWhatItRefusesAndWhatAlwaysHolds(t *testing.T) {
	for l, want := range map[string]string{
		"zh": "\n不予计算的情形（包括）\n  {year} ≤ {base_year}\n  {year} > {target_year}\n\n恒成立（每个决定均按此复核）\n  {reached} ≤ max({base}, {target})\n",
		"en": "\nRefused, among others, where\n  {year} ≤ {base_year}\n  {year} > {target_year}\n\nAlways holds (every decision is held to it)\n  {reached} ≤ max({base}, {target})\n",
	} {
		_, text, _ := rules("", "show", "planoffice.years", "-lang", l)
		assert.Contains(t, text, want)
		_, text, _ = rules("", "show", "eldercare.social-workers", "-lang", l)
		assert.NotContains(t, text, "恒成立")
		assert.NotContains(t, text, "Always holds")
	}
}

// TestCoverageIsToldInWords: over all rules, every point in either language has labels in the place of paths, codes and questions' ids.
func TestCoverageIsToldInWords(t *testing.T) {
	points, codes := 0, 0
	for _, r := range civilaffairs.Rules() {
		info := r.Info()
		room, _, _ := strings.Cut(r.ID(), ".")
		table, err := os.ReadFile(filepath.Join("..", "..", room, "testdata", r.ID()+".csv"))
		require.NoError(t, err)
		c, err := cases.Cover(r, bytes.NewReader(table))
		require.NoError(t, err)
		for _, p := range c.Points {
			for _, l := range []rule.Language{rule.Chinese, rule.English} {
				text := said(p, info, l)
				points++
				assert.NotRegexp(t, `[{}]|(^|[ (])'[a-z]`, text, "%s: %v", r.ID(), p)
				for _, list := range [][]rule.Field{info.Facts, info.Parameters, info.Answer} {
					for _, f := range list {
						for _, ch := range f.Choices {
							if strings.Contains(p.Place, "'"+ch.Code+"'") {
								codes++
								assert.Contains(t, text, ch.Label.In(l), "%s: %v", r.ID(), p)
							}
						}
					}
				}
				for _, q := range info.Open {
					if p.Step == "open" && p.Place == q.ID {
						assert.Contains(t, text, q.Title.In(l))
					}
				}
			}
		}
	}
	assert.Greater(t, points, 2000)
	assert.Greater(t, codes, 100)
}

func TestExitCodesTellWhatIsWrong(t *testing.T) {
	_, record, _ := rules(beds, "explain", "eldercare.care-beds", "-f", "-", "-json")
	for _, c := range []struct {
		in, want string
		code     int
		args     []string
	}{
		{"", "没有命令nothing", misused, []string{"nothing"}},
		{"", "用法", misused, []string{"show"}},
		{"", "相近的有：eldercare.care-beds", misused, []string{"show", "care-beds"}},
		{"", "没有专题elder；有：assistance", misused, []string{"list", "elder"}},
		{"", "缺少信息", misused, []string{"explain", "eldercare.care-beds"}},
		{"", "无法读取文件", misused, []string{"explain", "eldercare.care-beds", "-f", "no-such-file"}},
		{"", "没有选项-nothing", misused, []string{"list", "-nothing"}},
		{"", "选项-f缺少内容", misused, []string{"list", "-f"}},
		{`{"care":1,"total":2}`, "", done, []string{"edges", "eldercare.care-beds", "care", "-5", "2", "-f", "-"}},
		{"", "-lang应为zh或en", misused, []string{"list", "-lang", "fr"}},
		{beds, "标准输入只能用一次", misused, []string{"explain", "eldercare.care-beds", "-f", "-", "-p", "-"}},
		{`{"care":1}`, "床位总数", refused, []string{"explain", "eldercare.care-beds", "-f", "-"}},
		{`{"care":-1}`, "护理型床位", refused, []string{"decide", "eldercare.care-beds", "-f", "-"}},
		{"not a record", "-:", misused, []string{"replay", "-"}},
		{"", "中没有记录", misused, []string{"replay", "-"}},
		{"in.care\n1\n", "没有预期", misused, []string{"check", "-", "-rule", "eldercare.care-beds"}},
		{"in.care,want.met\n1,true\n", "加 -rule ID", misused, []string{"check", "-"}},
	} {
		code, out, errs := rules(c.in, c.args...)
		assert.Equal(t, c.code, code, "%v: %s%s", c.args, out, errs)
		assert.Contains(t, errs, c.want, "%v", c.args)
	}
	code, out, _ := rules(strings.Replace(record, `"shortfall":1`, `"shortfall":0`, 1), "replay", "-")
	assert.Equal(t, differs, code)
	assert.Contains(t, out, "answer.shortfall")
	code, out, _ = rules("in.care,in.total,want.met\n1,100,是\n60,100,是\n", "check", "-", "-rule", "eldercare.care-beds")
	assert.Equal(t, differs, code)
	assert.Contains(t, out, "第2行: want.met：重算为 否，表中为 是")
	assert.Contains(t, out, "2行中有1行不符")
	code, out, _ = rules("zh,in.care,in.total,want.met\n\"一\n案\",60,100,是\n\n\"二\n案\",60,100,\n三,60,100,否\n", "check", "-", "-rule", "eldercare.care-beds")
	assert.Equal(t, differs, code)
	assert.Equal(t, "第4行 二 案: 没有预期：请填写want或step列\n第5行 三: want.met：重算为 是，表中为 否\n3行中有2行不符\n", out, "rows as a spreadsheet counts them, each on one line")
	code, out, _ = rules("clause,arithmetic,in.care,in.total,want.met\nT2.7,60÷100=60%,60,100,是\nT2.77,60÷100=60%,60,100,是\nT2.7,60÷100=61%,60,100,是\nT2.7,60-50=10,60,100,是\n", "check", "-", "-rule", "eldercare.care-beds")
	assert.Equal(t, differs, code)
	assert.Contains(t, out, "第3行: clause：没有条款T2.77")
	assert.Contains(t, out, "第4行: arithmetic：60÷100=61%不成立")
	assert.Contains(t, out, "第5行: arithmetic：算得10，而预期和结论中都没有这个数")
	assert.Contains(t, out, "4行中有3行不符")
	code, out, _ = rules("arithmetic,in.care,in.total,want.met\n不满60=50,60,100,是\n60÷100=60%,60,100,是\n", "check", "-", "-rule", "eldercare.care-beds")
	assert.Equal(t, done, code)
	assert.Contains(t, out, "第2行: arithmetic：不满60=50未校")
	assert.Contains(t, out, "1行的算式有未校部分\n2行，全部相符")
	code, out, _ = rules("arithmetic,in.care,in.total,want.met\n不满60=50,60,100,是\n", "check", "-", "-rule", "eldercare.care-beds", "-json")
	assert.Equal(t, done, code)
	assert.Contains(t, out, `"unread": [`)
	code, _, _ = rules("", "-h")
	assert.Equal(t, done, code)
	code, out, _ = rules(`{"care":1}`, "explain", "eldercare.care-beds", "-f", "-", "-json")
	assert.Equal(t, refused, code)
	var got struct{ Errors rule.Errors }
	require.NoError(t, json.Unmarshal([]byte(out), &got))
	assert.ErrorIs(t, got.Errors, rule.Missing)
}

func TestTheChineseSideIsChinese(t *testing.T) {
	_, out, _ := rules("", "-h")
	assert.Contains(t, out, "explain 规则编号 -f 信息文件 [-p 参数文件]")
	assert.NotRegexp(t, `FACTS|PARAMETERS|ROOM|FILE`, out)
	_, _, errs := rules("", "explain", "eldercare.care-beds", "-f", "nosuch.json")
	assert.Equal(t, "rules: 无法读取文件：nosuch.json：没有此文件\n", errs)
	_, _, errs = rules("", "explain", "eldercare.care-beds", "-f", "nosuch.json", "-lang", "en")
	assert.Contains(t, errs, "no such file")
	for _, r := range civilaffairs.Rules() {
		_, out, _ := rules("", "show", r.ID())
		assert.NotRegexp(t, `[^\n ]  (flag|count|ratio|money|list|number|month|text)( |\n)`, out, r.ID())
	}
}

func TestARecordThatDoesNotHoldIsNotTold(t *testing.T) {
	_, record, _ := rules(beds, "explain", "eldercare.care-beds", "-f", "-", "-json")
	text, err := civilaffairs.Catalog().Text([]byte(record), rule.English)
	require.NoError(t, err)
	_, direct, _ := rules(beds, "explain", "eldercare.care-beds", "-f", "-", "-lang", "en")
	assert.Equal(t, direct, text)
	_, err = civilaffairs.Catalog().Text([]byte(strings.Replace(record, `"shortfall":1`, `"shortfall":0`, 1)), rule.English)
	assert.ErrorIs(t, err, rule.Invalid)
	assert.ErrorContains(t, err, "answer.shortfall")
}

// Every rule is shown, has a table that can be filled in, and its own table holds.
func TestEveryRuleIsServed(t *testing.T) {
	for _, r := range civilaffairs.Rules() {
		code, out, errs := rules("", "show", r.ID())
		assert.Zero(t, code, errs)
		assert.Contains(t, out, r.Info().Title.ZH)
		code, out, errs = rules("", "table", r.ID())
		assert.Zero(t, code, errs)
		head, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out, "\uFEFF"))).ReadAll()
		require.NoError(t, err, r.ID())
		assert.Len(t, head, 2)
		// as it stands it expects nothing, which is said; filled in with an error, it is read
		head[1][len(head[0])-2] = "missing"
		var filled strings.Builder
		require.NoError(t, csv.NewWriter(&filled).WriteAll(head))
		code, out, errs = rules(filled.String(), "check", "-", "-rule", r.ID())
		assert.NotEqual(t, misused, code, "%s: %s%s", r.ID(), out, errs)
		room, _, _ := strings.Cut(r.ID(), ".")
		code, out, errs = rules("", "check", filepath.Join("..", "..", room, "testdata", r.ID()+".csv"))
		assert.Zero(t, code, "%s%s", out, errs)
	}
}

// TestTheCoverageOfRulesIsTold: of all a line each, of one each point by its rows; what is not shown is named, and makes it fail.
func TestTheCoverageOfRulesIsTold(t *testing.T) {
	root := filepath.Join("..", "..")
	code, out, errs := rules("", "coverage", "-tables", root)
	require.Zero(t, code, out+errs)
	assert.Contains(t, out, fmt.Sprintf("%d条规则，", len(civilaffairs.Rules())))
	assert.True(t, strings.HasSuffix(out, "未示出0\n"), out)
	assert.NotContains(t, out, "!")
	code, out, errs = rules("", "coverage", "-tables", root, "-lang", "en", "eldercare.social-workers")
	require.Zero(t, code, errs)
	assert.Contains(t, out, "asked only where the left one is not greater", "the ledger's reason")
	assert.Regexp(t, `三\(二\)9: cited  lines 2`, out)
	code, raw, errs := rules("", "coverage", "-tables", root, "-json", "eldercare.care-beds")
	require.Zero(t, code, errs)
	var c cases.Coverage
	require.NoError(t, json.Unmarshal([]byte(raw), &c))
	assert.Equal(t, "eldercare.care-beds", c.Rule)
	assert.NotEmpty(t, c.Points)

	own := t.TempDir()
	put := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(own, name), []byte(text), 0o600))
	}
	put("eldercare.care-beds.csv", "arithmetic,in.care,in.total,want.met\n,60,100,是\n待核,50,100,否\n")
	put("uncovered.csv", "rule,point,zh,en\neldercare.care-beds,answer.met: true,不能,can not\neldercare.care-beds,answer.met: false,不能,can not\n")
	code, out, _ = rules("", "coverage", "-tables", own, "eldercare.care-beds")
	assert.Equal(t, differs, code)
	for _, want := range []string{"达标 = 是  第2行", "达标 = 否  不能", "! 没有一行示出 met: {actual} ≥ {floor}: at", "! 第3行待核", "! uncovered.csv列有 answer.met: true"} {
		assert.Contains(t, out, want)
	}
	for _, bad := range []string{"a,b\n", "rule,point,zh,en\nx,y,,\n", "rule,point,zh,en\n\"\n"} {
		put("uncovered.csv", bad)
		code, _, errs = rules("", "coverage", "-tables", own, "eldercare.care-beds")
		assert.Equal(t, misused, code)
		assert.Contains(t, errs, "uncovered.csv")
	}
	put("eldercare.care-beds.csv", "in.care,in.total,want.met\n60,,是\n")
	code, _, errs = rules("", "coverage", "-tables", own, "eldercare.care-beds")
	assert.Equal(t, misused, code)
	assert.Contains(t, errs, "床位总数")
	code, _, errs = rules("", "coverage")
	assert.Equal(t, misused, code)
	assert.Contains(t, errs, "-tables")
}

func TestTheCasesOfRulesAreWrittenAsFiles(t *testing.T) {
	root, dir := filepath.Join("..", ".."), t.TempDir()
	code, out, errs := rules("", "conformance", "-tables", root, "-out", dir)
	require.Zero(t, code, errs)
	assert.Contains(t, out, fmt.Sprintf("%d个文件", len(civilaffairs.Rules())))
	for _, r := range civilaffairs.Rules() {
		assert.FileExists(t, filepath.Join(dir, r.ID()+".json"))
	}
	code, raw, errs := rules("", "conformance", "-tables", root, "-out", dir, "-json", "eldercare.care-beds")
	require.Zero(t, code, errs)
	index, err := os.ReadFile(filepath.Join(dir, "index.json"))
	require.NoError(t, err)
	assert.Equal(t, raw, string(index))
	code, raw, _ = rules("", "conformance", "-tables", root, "eldercare.care-beds")
	require.Zero(t, code)
	file, err := os.ReadFile(filepath.Join(dir, "eldercare.care-beds.json"))
	require.NoError(t, err)
	assert.Equal(t, raw, string(file))

	own := t.TempDir() // a folder of tables alone
	put := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(own, name), []byte(text), 0o600))
	}
	put("eldercare.care-beds.csv", "in.care,in.total,want.met\n60,100,是\n")
	code, _, errs = rules("", "conformance", "-tables", own, "eldercare.care-beds")
	assert.Zero(t, code, errs)
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"-tables", root}, misused, "-out"},
		{[]string{"-tables", own, "-out", dir}, misused, "的案例表：应为"},
		{[]string{"-tables", own, "-out", filepath.Join(own, "eldercare.care-beds.csv"), "eldercare.care-beds"}, misused, "无法写入"},
		{[]string{"care-beds"}, misused, "相近的有"},
	} {
		code, _, errs := rules("", append([]string{"conformance"}, c.args...)...)
		assert.Equal(t, c.code, code, errs)
		assert.Contains(t, errs, c.want)
	}
	put("eldercare.care-beds.csv", "in.care,in.total,want.met\n5,100,是\n")
	code, _, errs = rules("", "conformance", "-tables", own, "eldercare.care-beds")
	assert.Equal(t, differs, code)
	assert.Contains(t, errs, "want.met")
	put("eldercare.care-beds.csv", "in.care,in.total,want.met\n60,100,是\n")
	put("eldercare.care-beds.v1.jsonl", "{")
	code, _, _ = rules("", "conformance", "-tables", own, "eldercare.care-beds")
	assert.Equal(t, misused, code)
}

// A rule that the module does not have is served as any other.
func TestARuleOfAnotherCatalogIsServed(t *testing.T) {
	type policy struct {
		Each int64 `json:"each" zh:"每户" en:"each" range:"[1,9]"`
	}
	type facts struct {
		Households int64 `json:"households" zh:"户数" en:"households" range:"[0,1000]"`
	}
	type answer struct {
		Units int64 `json:"units" zh:"份数" en:"units"`
	}
	units := &rule.Term{ID: "units", Label: rule.Text{ZH: "份数", EN: "units"}, Formula: "{each} × {households}"}
	own := rule.MustNew(rule.Definition[policy, facts, answer]{
		ID: "sample.units", Version: 1, Title: rule.Text{ZH: "样本", EN: "sample"}, Basis: []rule.Clause{{ID: "X1", Place: rule.Text{ZH: "某处", EN: "somewhere"}}},
		Defaults: &policy{3}, Steps: []*rule.Term{units},
		Kernel: func(p *policy, in facts, t *rule.Trace) (answer, error) {
			if in.Households < 0 || in.Households > 1000 {
				return answer{}, rule.Refused
			}
			out := answer{p.Each * in.Households}
			t.Count(units, out.Units)
			return out, nil
		},
	})
	catalog, err := rule.NewCatalog(own)
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "sample.units.csv"), []byte("zh,en,clause,arithmetic,in.households,want.units\n四户,Four,X1,3×4=12,4,12\n"), 0o600))
	file := filepath.Join(dir, "facts.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"households":4}`), 0o600))
	for _, args := range [][]string{{"list"}, {"show", "sample.units"}, {"schema", "sample.units"}, {"explain", "sample.units", "-f", file}, {"decide", "sample.units", "-f", file}, {"table", "sample.units"}, {"conformance", "sample.units", "-tables", dir}, {"coverage", "sample.units", "-tables", dir}} {
		var out, errs strings.Builder
		assert.Zero(t, run(catalog, args, strings.NewReader(""), &out, &errs), errs.String())
		assert.NotEmpty(t, out.String())
	}
}

// reworded is a record as another release would have written it, with the sum over it made anew.
func reworded(t *testing.T, record, old, now string) string {
	t.Helper()
	text, digests, ok := strings.Cut(strings.TrimSpace(record), `,"digests":`)
	require.True(t, ok)
	require.Contains(t, text, old)
	text = strings.ReplaceAll(text, old, now)
	at := strings.Index(digests, `"record":"`) + len(`"record":"`)
	return text + `,"digests":` + digests[:at] + fmt.Sprintf("%x", sha256.Sum256([]byte(text))) + digests[at+2*sha256.Size:]
}

func TestReplayTellsWhatIsOnlyWordedOtherwise(t *testing.T) {
	_, record, _ := rules(beds, "explain", "eldercare.care-beds", "-f", "-", "-json")
	now := reworded(t, record, `"zh":"还差护理型床位"`, `"zh":"缺额"`)
	code, out, _ := rules(now, "replay", "-")
	assert.Equal(t, done, code, out)
	assert.Contains(t, out, "第1条 eldercare.care-beds: 计算步骤 还差护理型床位 名称（steps[")
	assert.Contains(t, out, "措辞与今不同（记录 缺额，今为 还差护理型床位）")
	assert.Contains(t, out, "1条记录，全部相符，其中1条措辞有别（不影响结论）\n")
	code, out, _ = rules(now, "replay", "-", "-lang", "en")
	assert.Equal(t, done, code, out)
	assert.Contains(t, out, "wording differs (recorded 缺额, today 还差护理型床位)")
	assert.Contains(t, out, "1 records, all hold; the wording of 1 differs, which decides nothing\n")
	broken := strings.Replace(record, `"shortfall":1`, `"shortfall":0`, 1)
	code, out, _ = rules(strings.TrimSpace(broken)+"\n"+now+"\n", "replay", "-")
	assert.Equal(t, differs, code)
	assert.Contains(t, out, "2条记录中有1条记录不符；相符的有1条措辞有别（不影响结论）\n")
	assert.Equal(t, 1, strings.Count(out, "措辞与今不同"), out)
}

func TestAFaultOfARecordNamesItsRuleOnce(t *testing.T) {
	_, record, _ := rules(beds, "explain", "eldercare.care-beds", "-f", "-", "-json")
	code, out, _ := rules(strings.Replace(record, `"care":12649`, `"care":-1`, 1), "replay", "-")
	assert.Equal(t, differs, code)
	first, _, _ := strings.Cut(out, "\n")
	assert.Equal(t, 1, strings.Count(first, "eldercare.care-beds"), first)
	assert.Contains(t, first, "第1条 eldercare.care-beds: ")
}

func TestOutcomesThatCanBeAreSetApart(t *testing.T) {
	_, zh, _ := rules(partial, "decide", "eldercare.care-beds", "-f", "-")
	assert.Contains(t, zh, "是否达标: “是”或“否”（须于2025年底前达到）\n")
	_, en, _ := rules(partial, "decide", "eldercare.care-beds", "-f", "-", "-lang", "en")
	assert.Contains(t, en, "“yes” or “no” (due by the end of 2025)\n")
}

func TestCoverageSaysWhereOnlyTheNextValueShows(t *testing.T) {
	s, out, _ := rules("", "coverage", "assistance.top-up", "-dir", filepath.Join("..", ".."))
	if s == misused {
		t.Chdir(filepath.Join("..", ".."))
		_, out, _ = rules("", "coverage", "assistance.top-up")
	}
	assert.Contains(t, out, "与低保标准的差额 > 0：紧邻其上  第11行")
	assert.Contains(t, out, " > 0：低于  第")
}
