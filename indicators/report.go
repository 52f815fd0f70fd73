package indicators

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// RowReport is one row of a report: its figures as a reader is shown them, exactly where their decimals end within those of a
// [Number], else rounded and marked ≈ as [Figure.Show] says, and as the fractions that they are.
type RowReport struct {
	ID          string    `json:"id"`
	Name        rule.Text `json:"name"`
	Place       rule.Text `json:"place,omitzero"`
	Unit        string    `json:"unit"`
	Attribute   Attribute `json:"attribute"`
	Base        rule.Text `json:"base"`
	Target      rule.Text `json:"target"`
	Observed    string    `json:"observed"`
	Milestone   string    `json:"milestone"`
	Status      Status    `json:"status"`
	Reason      rule.Text `json:"reason"`
	Progress    string    `json:"progress"`
	ToMilestone string    `json:"to_milestone"`
	ToTarget    string    `json:"to_target"`
	Source      string    `json:"source,omitzero"`
	Missing     []string  `json:"missing,omitzero"`
	Absent      []string  `json:"absent,omitzero"`
	None        bool      `json:"none,omitzero"`
	Exact       Stand     `json:"exact"`
}

// Report is an evaluation as text and counts, for JSON.
type Report struct {
	Plan         string      `json:"plan"`
	Title        rule.Text   `json:"title"`
	Edition      rule.Text   `json:"edition,omitzero"`
	Year         int         `json:"year"`
	Method       Method      `json:"method,omitzero"`
	Verdict      Verdict     `json:"verdict,omitzero"`
	Headline     rule.Text   `json:"headline"`
	Deciding     []string    `json:"deciding"`
	All          Tally       `json:"all"`
	Binding      Tally       `json:"binding"`
	Anticipatory Tally       `json:"anticipatory"`
	Domains      []Group     `json:"domains"`
	Unused       Unused      `json:"unused"`
	Absent       []Absence   `json:"absent,omitzero"`
	None         []Absence   `json:"none,omitzero"`
	Notes        []rule.Text `json:"notes"`
	Rows         []RowReport `json:"rows"`
}

// Report gives the evaluation as text and counts.
func (ev *Evaluation) Report() Report {
	r := Report{
		Plan: ev.plan().ID, Title: ev.plan().Title, Edition: ev.plan().Edition, Year: ev.Year, Method: ev.Method,
		Verdict: ev.Verdict, Headline: ev.Headline(), Deciding: ev.Deciding,
		All: ev.All, Binding: ev.Binding, Anticipatory: ev.Anticipatory, Domains: ev.Domains,
		Unused: ev.Unused, Absent: ev.Absent, None: ev.None, Notes: ev.Notes(),
	}
	for i := range ev.Rows {
		a := &ev.Rows[i]
		in, d := a.Indicator, a.display()
		row := RowReport{
			ID: in.ID, Name: in.Name, Place: in.Place, Unit: in.Unit, Attribute: in.Attribute, Base: in.base(), Target: in.Target.text(),
			Observed: d.figure(a.Figure, places), Milestone: d.way(), Status: a.Status, Reason: a.reason(&d), Progress: a.percent(1),
			ToMilestone: showGap(a.Stand.ToMilestone, places), ToTarget: showGap(a.Stand.ToTarget, places),
			Source: a.Source, Missing: a.Missing, Absent: a.Absent, None: a.None, Exact: a.Stand,
		}
		r.Rows = append(r.Rows, row)
	}
	return r
}

// base is the base in words: its figure, or what the plan prints in its place.
func (in *Indicator) base() rule.Text {
	if in.Base.IsZero() && !in.BaseText.IsZero() {
		return in.BaseText
	}
	v := givenText(in.Base)
	return label(v, v)
}

// MarshalJSON writes the report.
func (ev Evaluation) MarshalJSON() ([]byte, error) { return json.Marshal(ev.Report()) }

var heads = []rule.Text{
	{ZH: "编号", EN: "id"}, {ZH: "指标", EN: "indicator"}, {ZH: "单位", EN: "unit"}, {ZH: "属性", EN: "attribute"},
	{ZH: "基值", EN: "base"}, {ZH: "目标值", EN: "target"}, {ZH: "完成值", EN: "observed"}, {ZH: "年度参考进度（测算）", EN: "reference of the year (computed)"},
	{ZH: "状态", EN: "status"}, {ZH: "判定理由", EN: "reason"}, {ZH: "完成进度", EN: "progress"}, {ZH: "距参考进度", EN: "to the reference"}, {ZH: "距目标", EN: "to target"},
	{ZH: "出处", EN: "place"}, {ZH: "数据来源", EN: "source of the data"},
}

// Cells gives the report as a table for a reader: the heading and a row for each indicator.
func (ev *Evaluation) Cells(l rule.Language) [][]string {
	head := make([]string, len(heads))
	for i, h := range heads {
		head[i] = h.In(l)
	}
	out := [][]string{head}
	for _, r := range ev.Report().Rows {
		out = append(out, []string{r.ID, r.Name.In(l), r.Unit, r.Attribute.Label().In(l), r.Base.In(l), r.Target.In(l), r.Observed,
			r.Milestone, r.Status.Label().In(l), r.Reason.In(l), r.Progress, r.ToMilestone, r.ToTarget, r.Place.In(l), r.Source})
	}
	return out
}

// decimalsOfASheet is how many decimals a rounded figure has in a spreadsheet, which reads no mark of
// rounding as a number.
const decimalsOfASheet = 6

// sheet puts figures as a spreadsheet reads them in place of those for a reader.
func (ev *Evaluation) sheet(l rule.Language) [][]string {
	rows := ev.Cells(l)
	number := func(text string) string { return strings.TrimPrefix(text, "≈") }
	for i := range ev.Rows {
		a, row := &ev.Rows[i], rows[i+1]
		d := a.display()
		row[6], row[7] = number(d.figure(a.Figure, decimalsOfASheet)), number(d.figure(a.Stand.Milestone, decimalsOfASheet))
		row[10] = number(a.percent(decimalsOfASheet - 2))
		row[11], row[12] = number(showGap(a.Stand.ToMilestone, decimalsOfASheet)), number(showGap(a.Stand.ToTarget, decimalsOfASheet))
	}
	return rows
}

// WriteCSV writes the table for a spreadsheet: with a byte order mark, figures as plain numbers, the
// rounded ones of six decimals or what it takes to tell them from the target, and texts that a spreadsheet would take for a formula made harmless. The
// notes stand below the table, in its second column, with 注 (note) before each.
func (ev *Evaluation) WriteCSV(w io.Writer, l rule.Language) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	rows := ev.sheet(l)
	for _, n := range ev.Notes() {
		row := make([]string, len(heads))
		row[0], row[1] = label("注", "note").In(l), n.In(l)
		rows = append(rows, row)
	}
	for _, row := range rows {
		for i, cell := range row {
			row[i] = harmless(cell)
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// harmless keeps a spreadsheet from taking a text for a formula: what begins as one, but is no
// number, gets an apostrophe before it. Full-width signs begin formulas too.
func harmless(cell string) string {
	if !strings.ContainsAny(cell[:min(len(cell), 1)], "=+-@\t\r\n") && !strings.HasPrefix(cell, "＝") && !strings.HasPrefix(cell, "＋") &&
		!strings.HasPrefix(cell, "－") && !strings.HasPrefix(cell, "＠") {
		return cell
	}
	if plainDecimal(strings.TrimSuffix(cell, "%")) {
		return cell
	}
	return "'" + cell
}

// Markdown gives the report as a heading, the verdict, what decided it, the summaries and the
// table.
func (ev *Evaluation) Markdown(l rule.Language) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %d\n\n**%s**\n\n", markdown.Replace(ev.plan().Title.In(l)), ev.Year, ev.Headline().In(l))
	for _, a := range ev.Decided() {
		fmt.Fprintf(&b, "- %s %s: %s\n", markdown.Replace(a.Indicator.ID), markdown.Replace(a.Indicator.Name.In(l)), markdown.Replace(a.Reason().In(l)))
	}
	for _, n := range ev.Notes() {
		fmt.Fprintf(&b, "\n%s\n", markdown.Replace(n.In(l)))
	}
	var used []Status // a column for each status that occurs
	for i := range codes.statuses[1:] {
		if s := Status(i + 1); *ev.All.of(s) > 0 {
			used = append(used, s)
		}
	}
	b.WriteString("\n| |")
	for _, s := range used {
		fmt.Fprintf(&b, " %s |", s.Label().In(l))
	}
	b.WriteString("\n|---" + strings.Repeat("|---", len(used)) + "|\n")
	tally := func(name string, t Tally) {
		fmt.Fprintf(&b, "| %s |", markdown.Replace(name))
		for _, s := range used {
			fmt.Fprintf(&b, " %d |", *t.of(s))
		}
		b.WriteString("\n")
	}
	tally(label("全部", "all").In(l), ev.All)
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

// Decided gives the rows that decided the verdict, in the plan's order.
func (ev *Evaluation) Decided() []Assessment {
	deciding := map[string]bool{}
	for _, id := range ev.Deciding {
		deciding[id] = true
	}
	var out []Assessment
	for _, a := range ev.Rows {
		if deciding[a.Indicator.ID] {
			out = append(out, a)
		}
	}
	return out
}

// markdown escapes what Markdown would read as its own.
var markdown = strings.NewReplacer("&", "&amp;", "\\", "\\\\", "|", "\\|", "\r\n", " ", "\n", " ", "\r", " ", "*", "\\*", "_", "\\_", "<", "&lt;", "[", "\\[", "`", "\\`", "#", "\\#", "~", "\\~")
