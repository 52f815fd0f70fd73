package rule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestWhoseAParameterIsIsSaid in one language, with what others give it.
func TestWhoseAParameterIsIsSaid(t *testing.T) {
	since := unit.MustParseMonth("2023-07")
	for _, c := range []struct {
		o      rule.Origin
		zh, en string
	}{
		{rule.Origin{From: rule.FromPlan, Clause: "T1.2"}, "[T1.2]", "[T1.2]"}, {rule.Origin{From: rule.FromNorm, Clause: "甲-1", Plan: "5"}, "[甲-1]", "[甲-1]"},
		{rule.Origin{From: rule.FromNotice, Notice: "一号", Since: since}, "一号 自2023-07", "一号 from 2023-07"},
		{rule.Origin{From: rule.FromNotice, Notice: "一号", Since: since, Plan: "60%"}, "一号 自2023-07（规划为60%）", "一号 from 2023-07 (the plan's is 60%)"},
		{rule.Origin{From: rule.FromNotice, Notice: "一号", Since: since, Norm: "60%"}, "一号 自2023-07", "一号 from 2023-07"},
		{rule.Origin{From: rule.FromCaller, Notice: "一号", Since: since, Announced: "7"}, "非一号规定值（文件为7）", "not the value of 一号 (which is 7)"},
		{rule.Origin{From: rule.FromLibrary, Notice: "一号", Announced: "7"}, "非一号规定值（文件为7）", "not the value of 一号 (which is 7)"},
		{rule.Origin{From: rule.FromCaller, Announced: "7", Notice: "一号", Plan: "8"}, "非一号规定值（文件为7）", "not the value of 一号 (which is 7)"},
		{rule.Origin{From: rule.FromLibrary}, "规划未规定，本库约定", "this library's default: the plan is silent"},
		{rule.Origin{From: rule.FromCaller, Plan: "8", Norm: "9"}, "非规划值（规划为8）", "not the plan's value (which is 8)"}, {rule.Origin{From: rule.FromCaller, Norm: "9"}, "由调用方给出（上位规定为9）", "the caller's (the norm has 9)"},
		{rule.Origin{From: rule.FromCaller}, "由调用方给出，规划无此数值", "the caller's: the plan has no figure"},
	} {
		assert.Equal(t, []string{c.zh, c.en}, []string{c.o.In(rule.Chinese), c.o.In(rule.English)}, "%+v", c.o)
	}
}

// whose writes the origins of a decision, one to a line but for the path.
func whose(origins []rule.Origin) (out []string) {
	for _, o := range origins {
		parts := []string{o.Path, string(o.From)}
		for _, p := range [][2]string{{"clause", o.Clause}, {"plan", o.Plan}, {"norm", o.Norm}, {"notice", o.Notice}, {"announced", o.Announced}} {
			if p[1] != "" {
				parts = append(parts, p[0]+" "+p[1])
			}
		}
		out = append(out, strings.Join(parts, " "))
	}
	return out
}

// TestWhoseAParameterIsIsFoundByItsValue: the plan's or a norm's while it has their value in whatever notation, the library's where a tag gives it and no
// clause does, else the caller's; what is left out is nobody's.
func TestWhoseAParameterIsIsFoundByItsValue(t *testing.T) {
	change := func(change func(p *townPolicy)) []string {
		d, err := townRule(t, change).Explain(towns())
		require.NoError(t, err)
		return whose(d.Origins)
	}
	assert.Equal(t, []string{"due norm clause sample-1", "floor plan clause T8.1", "times caller", "bands caller", "way caller", "extra.months caller", "extra.strict caller"}, change(nil))
	assert.Equal(t, "floor plan clause T8.1", change(func(p *townPolicy) { p.Floor = unit.MustParseRate("555‰") })[1])
	other := change(func(p *townPolicy) {
		p.Due, p.Floor, p.Free = 2026, unit.MustParseRate("55%"), rule.Give(unit.MustParseRate("0%"))
	})
	assert.Equal(t, []string{"due caller norm 2025", "floor caller plan 55.5%", "free caller"}, []string{other[0], other[1], other[7]})
	departed, err := townRule(t, func(p *townPolicy) { p.Due = 2026 }).Explain(towns())
	require.NoError(t, err)
	record, err := departed.AppendJSON(nil)
	require.NoError(t, err)
	assert.Contains(t, string(record), `"origins":[{"path":"due","from":"caller","norm":"2025"},{"path":"floor","from":"plan","clause":"T8.1"},`)
	assert.NotContains(t, string(record), `"edition"`, "of no text of the plan, nothing is said")

	d, err := ferry.Explain(ferryFacts{Seats: 20, Taken: 10, Month: unit.MustParseMonth("2023-06"), Share: unit.Percent(80), Area: Rural})
	require.NoError(t, err)
	assert.Equal(t, []string{"floor caller", "base caller", "since caller", "round library"}, whose(d.Origins), "what a tag gives where nothing else does")
	p := ferry.Parameters()
	p.Round = unit.UpToYuan
	d, err = ferry.Under(p).Explain(ferryFacts{Seats: 20, Taken: 10, Month: unit.MustParseMonth("2023-06"), Share: unit.Percent(80), Area: Rural})
	require.NoError(t, err)
	assert.Equal(t, "round caller", whose(d.Origins)[3])

	// A document counts where no clause gives the value that the parameter has.
	for share, want := range map[string]string{"60%": "share plan clause T9.1", "70%": "share notice plan 60% notice 样例〔2023〕1号", "80%": "share plan clause T9.2", "65%": "share caller plan 60% notice 样例〔2023〕1号 announced 70%"} {
		p := noticedPolicy()
		p.Share, p.Standard.Rural = unit.MustParseRate(share), unit.Yuan(600)
		d, err := Relief.UnderNotice(p, cityNotice()).Explain(household())
		require.NoError(t, err)
		got := whose(d.Origins)
		assert.Equal(t, []string{"standard.rural library notice 样例〔2023〕1号 announced 755.00", "standard.urban notice notice 样例〔2023〕1号", want, "rounding notice notice 样例〔2023〕1号"}, got, share)
	}
}

type gradePolicy struct {
	A int64 `json:"a" zh:"甲" en:"first"`
	B int64 `json:"b" zh:"乙" en:"second"`
	C int64 `json:"c,omitzero" zh:"丙" en:"third" default:"7"`
}

type gradeFacts struct {
	N int64 `json:"n" zh:"数" en:"n"`
}

type gradeAnswer struct {
	OK   bool  `json:"ok" zh:"是" en:"ok"`
	More int64 `json:"more" zh:"多" en:"more"`
}

// TestAStepIsShownWithItsClauseWhileItRestsOnIt: not where a parameter in its formula, or in one that it rests on, has another value than a clause gives,
// and a clause of steps that a case did not take is not cited.
func TestAStepIsShownWithItsClauseWhileItRestsOnIt(t *testing.T) {
	first := rule.Clause{ID: "T7.1", Quote: "1", Place: rule.Text{ZH: "表7", EN: "Table 7"}, Edition: rule.Text{ZH: "定稿", EN: "adopted"}}
	second := rule.Clause{ID: "T7.2", Quote: "2", Place: rule.Text{ZH: "表7", EN: "Table 7"}, Edition: rule.Text{ZH: "草案", EN: "draft"}}
	third := rule.Clause{ID: "T7.3", Quote: "3", Place: rule.Text{ZH: "表7", EN: "Table 7"}}
	base := rule.Term{ID: "base", Label: rule.Text{ZH: "基", EN: "base"}, Formula: "{n} + {a}", Clause: first}
	more := rule.Term{ID: "more", Label: rule.Text{ZH: "多", EN: "more"}, Formula: "{base} + {b}", Clause: second}
	ok := rule.Term{ID: "ok", Label: rule.Text{ZH: "是", EN: "ok"}, Formula: "{more} > {c}", Clause: third}
	rare := rule.Term{ID: "rare", Label: rule.Text{ZH: "罕", EN: "rare"}, Formula: "{n} × 2", Clause: rule.Clause{ID: "T7.4", Place: third.Place}}
	r, err := rule.New(rule.Definition[gradePolicy, gradeFacts, gradeAnswer]{
		ID: "sample.grades", Version: 1, Title: rule.Text{ZH: "级", EN: "Grades"}, Basis: []rule.Clause{rare.Clause, third, first, second}, Defaults: &gradePolicy{A: 1, B: 2},
		Sources: []rule.Source{{Path: "a", Clause: first}, {Path: "b", Clause: second}, {Path: "b", Clause: first, Value: "5"}},
		Steps:   []*rule.Term{&base, &more, &ok, &rare},
		Kernel: func(p *gradePolicy, in gradeFacts, tr *rule.Trace) (gradeAnswer, error) {
			out := gradeAnswer{More: in.N + p.A + p.B}
			out.OK = out.More > p.C
			tr.Count(&base, in.N+p.A)
			tr.Count(&more, out.More)
			tr.Flag(&ok, out.OK)
			if in.N > 10 {
				tr.Count(&rare, in.N*2)
			}
			return out, nil
		},
	})
	require.NoError(t, err)
	for _, c := range []struct {
		p           gradePolicy
		n           int64
		steps, told string
		edition     string
		origins     string
	}{
		{gradePolicy{1, 2, 7}, 3, "base T7.1, more T7.2, ok T7.3", "T7.3 3, T7.1 1, T7.2 2", "定稿", "a plan clause T7.1; b plan clause T7.2; c library"},
		{gradePolicy{1, 2, 7}, 11, "base T7.1, more T7.2, ok T7.3, rare T7.4", "T7.4 , T7.3 3, T7.1 1, T7.2 2", "定稿", "a plan clause T7.1; b plan clause T7.2; c library"},
		{gradePolicy{1, 5, 7}, 3, "base T7.1, more , ok T7.3", "T7.3 3, T7.1 1", "定稿", "a plan clause T7.1; b plan clause T7.1; c library"},
		{gradePolicy{4, 2, 8}, 3, "base , more , ok ", "", "", "a caller plan 1; b plan clause T7.2; c caller"},
		{gradePolicy{1, 3, 7}, 3, "base T7.1, more , ok ", "T7.1 ", "定稿", "a plan clause T7.1; b caller plan 2; c library"},
		{gradePolicy{4, 3, 7}, 3, "base , more , ok ", "", "", "a caller plan 1; b caller plan 2; c library"},
	} {
		d, err := r.Under(c.p).Explain(gradeFacts{c.n})
		require.NoError(t, err)
		require.NoError(t, d.Verify())
		var steps, told []string
		for _, s := range d.Steps {
			steps = append(steps, s.ID+" "+s.Clause)
		}
		for _, s := range d.Clauses {
			told = append(told, s.ID+" "+s.Quote)
		}
		name := fmt.Sprintf("%+v of %d", c.p, c.n)
		assert.Equal(t, c.steps, strings.Join(steps, ", "), name)
		assert.Equal(t, c.told, strings.Join(told, ", "), name)
		assert.Equal(t, c.edition, d.Edition.ZH, name)
		assert.Equal(t, c.origins, strings.Join(whose(d.Origins), "; "), name)
	}
}

// TestANameThatSaysEnoughIsSaidWithoutItsList: where nothing else is called alike, or the number of the item says the rest.
func TestANameThatSaysEnoughIsSaidWithoutItsList(t *testing.T) {
	type room struct {
		N int64 `json:"n" zh:"数" en:"number"`
		W int64 `json:"w" zh:"重（件）" en:"weight"`
		E int64 `json:"e" zh:"门" en:"door"`
	}
	type hall struct {
		N int64 `json:"n" zh:"数" en:"size"`
		E int64 `json:"e" zh:"出口" en:"door"`
	}
	type facts struct {
		Rooms []room  `json:"rooms" zh:"室" en:"room"`
		Halls []hall  `json:"halls" zh:"厅" en:"hall"`
		Plain []int64 `json:"plain" zh:"列" en:"list"`
		Alone int64   `json:"alone" zh:"独" en:"alone"`
	}
	type each struct {
		Product int64 `json:"product" zh:"积" en:"product"`
	}
	type answer struct {
		Total int64  `json:"total" zh:"合" en:"total"`
		Each  []each `json:"each" zh:"室" en:"room"`
	}
	told := func(label rule.Text) string {
		product := rule.Term{ID: "each.product", Label: label, Formula: "{rooms.n} × {rooms.w}"}
		total := rule.Term{ID: "total", Label: rule.Text{ZH: "合", EN: "total"}, Formula: "sum({rooms.n}) + sum({halls.n}) + sum({rooms.w}) + sum({rooms.e}) + sum({halls.e}) + count({plain}) + {alone} + count({rooms}) + sum({each.product})"}
		r, err := rule.New(rule.Definition[none, facts, answer]{
			ID: "sample.rooms", Version: 1, Title: rule.Text{ZH: "室", EN: "Rooms"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{&product, &total},
			Kernel: func(_ *none, in facts, tr *rule.Trace) (out answer, err error) {
				for i, at := range in.Rooms {
					tr.Item(i)
					tr.Count(&product, at.N*at.W)
					out.Each = append(out.Each, each{at.N * at.W})
					out.Total += at.N + at.W + at.E + 1 + at.N*at.W
				}
				for _, at := range in.Halls {
					out.Total += at.N + at.E
				}
				out.Total += int64(len(in.Plain)) + in.Alone
				tr.Item(-1)
				tr.Count(&total, out.Total)
				return out, nil
			},
		})
		require.NoError(t, err)
		d, err := r.Explain(facts{[]room{{2, 3, 4}}, []hall{{5, 6}}, []int64{7}, 8})
		require.NoError(t, err)
		require.NoError(t, d.Verify())
		var lines []string
		for _, l := range []rule.Language{rule.Chinese, rule.English} {
			for line := range strings.SplitSeq(d.Text(l), "\n") {
				if strings.HasPrefix(line, "  1. ") || strings.HasPrefix(line, "  2. ") {
					lines = append(lines, line)
				}
			}
		}
		return strings.Join(lines, "\n")
	}
	assert.Equal(t, "  1. 积[1] = 数[1] × 重[1] = 2 × 3 = 6\n"+
		"  2. 合 = 合计(室 数) + 合计(厅 数) + 合计(重) + 合计(室 门) + 合计(厅 出口) + 个数(列) + 独 + 个数(室) + 合计(积) = 2 + 5 + 3 + 4 + 6 + 1 + 8 + 1 + 6 = 36\n"+
		"  1. product[1] = number[1] × weight[1] = 2 × 3 = 6\n"+
		"  2. total = sum(room number) + sum(hall size) + sum(weight) + sum(room door) + sum(hall door) + count(list) + alone + count(room) + sum(product) = 2 + 5 + 3 + 4 + 6 + 1 + 8 + 1 + 6 = 36", told(rule.Text{ZH: "积", EN: "product"}))
	assert.Contains(t, told(rule.Text{ZH: "重", EN: "product"}), "合计(厅 数) + 合计(室 重) + 合计(室 门)", "a step is called so too")
	assert.Contains(t, told(rule.Text{ZH: "积", EN: "weight"}), "sum(hall size) + sum(room weight) + sum(room door)")
}
