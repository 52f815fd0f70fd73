package indicators

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// places is how many decimals a report shows; the marks ≈ and the exact
// comparisons behind the statuses tell where that was not all.
const places = 2

// RowReport is one row of a report, its figures as text.
type RowReport struct {
	ID          string    `json:"id"`
	Name        rule.Text `json:"name"`
	Unit        string    `json:"unit"`
	Attribute   Attribute `json:"attribute"`
	Base        string    `json:"base"`
	Target      string    `json:"target"`
	TargetZH    string    `json:"target_zh"`
	Observed    string    `json:"observed"`
	Milestone   string    `json:"milestone"`
	Status      Status    `json:"status"`
	Progress    string    `json:"progress"`
	ToMilestone string    `json:"to_milestone"`
	ToTarget    string    `json:"to_target"`
	Missing     []string  `json:"missing,omitzero"`
}

// Report is an evaluation as text and counts, for JSON.
type Report struct {
	Plan         string      `json:"plan"`
	Title        rule.Text   `json:"title"`
	Year         int         `json:"year"`
	Verdict      Verdict     `json:"verdict"`
	Deciding     []string    `json:"deciding"`
	All          Tally       `json:"all"`
	Binding      Tally       `json:"binding"`
	Anticipatory Tally       `json:"anticipatory"`
	Domains      []Group     `json:"domains"`
	Rows         []RowReport `json:"rows"`
}

func showOr(r *big.Rat) string {
	if r == nil {
		return "—"
	}
	return show(r, places)
}

func givenText(g rule.Given[Number]) string {
	v, ok := g.Get()
	if !ok {
		return "—"
	}
	return v.String()
}

// Show writes the target for a reader: "90", "28—35", "不低于低保标准×1.3、…中较高者".
func (t Target) Show(l rule.Language) string {
	switch t.Kind {
	case Band:
		return givenText(t.Low) + "—" + givenText(t.High)
	case Formula:
		terms := make([]string, len(t.AtLeast))
		for i, term := range t.AtLeast {
			terms[i] = term.words().In(l) + " × " + term.Factor.String()
		}
		if len(terms) == 1 {
			return label("不低于"+terms[0], "at least "+terms[0]).In(l)
		}
		return label("不低于"+strings.Join(terms, "与")+"中较高者", "at least the higher of "+strings.Join(terms, " and ")).In(l)
	}
	return givenText(t.Value)
}

func (t Term) words() rule.Text {
	if t.Label.IsZero() {
		return label(t.Of, t.Of)
	}
	return t.Label
}

// missing says in words what an observation lacks.
func (in *Indicator) missing(names []string, l rule.Language) string {
	words := map[string]rule.Text{"value": label("完成值", "figure"), "part": label("分子", "part"), "whole": label("分母", "whole")}
	for _, t := range in.Target.AtLeast {
		words[t.Of] = t.words()
	}
	said := make([]string, len(names))
	for i, n := range names {
		said[i] = words[n].In(l)
	}
	return label("缺"+strings.Join(said, "、"), "lacks "+strings.Join(said, ", ")).In(l)
}

// Report gives the evaluation as text and counts.
func (ev *Evaluation) Report() Report {
	r := Report{
		Plan: ev.Plan.ID, Title: ev.Plan.Title, Year: ev.Year, Verdict: ev.Verdict, Deciding: ev.Deciding,
		All: ev.All, Binding: ev.Binding, Anticipatory: ev.Anticipatory, Domains: ev.Domains,
	}
	for i := range ev.Rows {
		a := &ev.Rows[i]
		row := RowReport{
			ID: a.Indicator.ID, Name: a.Indicator.Name, Unit: a.Indicator.Unit, Attribute: a.Indicator.Attribute,
			Base: givenText(a.Indicator.Base), Target: a.Indicator.Target.Show(rule.English), TargetZH: a.Indicator.Target.Show(rule.Chinese), Observed: showOr(a.Observed()), Milestone: "—",
			Status: a.Status, Progress: "—", ToMilestone: showOr(a.ToMilestone()), ToTarget: showOr(a.ToTarget()), Missing: a.Missing,
		}
		if a.milestone != nil {
			row.Milestone = a.milestone.Show(places)
		}
		if done := a.Progress(); done != nil {
			row.Progress = show(done.Mul(done, big.NewRat(100, 1)), 1) + "%"
		}
		r.Rows = append(r.Rows, row)
	}
	return r
}

// MarshalJSON writes the report.
func (ev Evaluation) MarshalJSON() ([]byte, error) { return json.Marshal(ev.Report()) }

var heads = []rule.Text{
	{ZH: "编号", EN: "id"}, {ZH: "指标", EN: "indicator"}, {ZH: "单位", EN: "unit"}, {ZH: "属性", EN: "attribute"},
	{ZH: "基值", EN: "base"}, {ZH: "目标值", EN: "target"}, {ZH: "完成值", EN: "observed"}, {ZH: "年度参考进度（测算）", EN: "reference of the year (computed)"},
	{ZH: "状态", EN: "status"}, {ZH: "完成进度", EN: "progress"}, {ZH: "距参考进度", EN: "to the reference"}, {ZH: "距目标", EN: "to target"},
}

// Cells gives the report as a table: the heading and a row for each indicator.
func (ev *Evaluation) Cells(l rule.Language) [][]string {
	head := make([]string, len(heads))
	for i, h := range heads {
		head[i] = h.In(l)
	}
	out := [][]string{head}
	for i, r := range ev.Report().Rows {
		status := r.Status.Label().In(l)
		if len(r.Missing) > 0 {
			status += label("（"+ev.Rows[i].Indicator.missing(r.Missing, l)+"）", " ("+ev.Rows[i].Indicator.missing(r.Missing, l)+")").In(l)
		}
		target := label(r.TargetZH, r.Target).In(l)
		out = append(out, []string{r.ID, r.Name.In(l), r.Unit, r.Attribute.Label().In(l), r.Base, target, r.Observed,
			r.Milestone, status, r.Progress, r.ToMilestone, r.ToTarget})
	}
	return out
}

// WriteCSV writes the table for a spreadsheet, with a byte order mark.
func (ev *Evaluation) WriteCSV(w io.Writer, l rule.Language) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	rows := ev.Cells(l)
	for _, row := range rows {
		for i, cell := range row {
			row[i] = harmless(cell)
		}
	}
	if err := c.WriteAll(rows); err != nil {
		return err
	}
	c.Flush()
	return c.Error()
}

// harmless keeps a spreadsheet from taking a text for a formula: a sign or an equals sign that
// begins anything but a number gets an apostrophe before it.
func harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return cell
	}
	if _, err := ParseNumber(strings.TrimSuffix(cell, "%")); err == nil {
		return cell
	}
	return "'" + cell
}

// Markdown gives the report as a heading, the verdict, the summaries and the
// table.
func (ev *Evaluation) Markdown(l rule.Language) string {
	var b strings.Builder
	say := func(zh, en string) string { return rule.Text{ZH: zh, EN: en}.In(l) }
	fmt.Fprintf(&b, "# %s %d\n\n**%s**", ev.Plan.Title.In(l), ev.Year, ev.Headline().In(l))
	if len(ev.Deciding) > 0 {
		fmt.Fprintf(&b, " (%s)", strings.Join(ev.Deciding, ", "))
	}
	statuses := codes.statuses[1:]
	b.WriteString("\n\n| |")
	for _, s := range statuses {
		fmt.Fprintf(&b, " %s |", s.Label.In(l))
	}
	b.WriteString("\n|---" + strings.Repeat("|---", len(statuses)) + "|\n")
	tally := func(name string, t Tally) {
		fmt.Fprintf(&b, "| %s |", name)
		for i := range statuses {
			fmt.Fprintf(&b, " %d |", *t.of(Status(i + 1)))
		}
		b.WriteString("\n")
	}
	tally(say("全部", "all"), ev.All)
	tally(Binding.Label().In(l), ev.Binding)
	tally(Anticipatory.Label().In(l), ev.Anticipatory)
	for _, g := range ev.Domains {
		tally(g.Domain.In(l), g.Tally)
	}
	b.WriteString("\n")
	for i, row := range ev.Cells(l) {
		for j := range row {
			row[j] = markdown.Replace(row[j])
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
	return b.String()
}

// markdown escapes what a table's cell would read as its own.
var markdown = strings.NewReplacer("\\", "\\\\", "|", "\\|", "\n", " ", "*", "\\*", "_", "\\_", "<", "&lt;", "[", "\\[", "`", "\\`")

// Headline names the evaluation and its verdict: 中期评估：通过.
func (ev *Evaluation) Headline() rule.Text {
	kind := rule.Text{ZH: "年度评估", EN: "evaluation of the year"}
	switch ev.Year {
	case ev.Plan.TargetYear:
		kind = rule.Text{ZH: "终期评估", EN: "final evaluation"}
	case ev.Plan.MidYear:
		kind = rule.Text{ZH: "中期评估", EN: "mid-term evaluation"}
	}
	v := ev.Verdict.Label()
	return rule.Text{ZH: kind.ZH + "：" + v.ZH, EN: kind.EN + ": " + v.EN}
}
