package main

import (
	_ "embed" // for the page's template
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

//go:embed page.html
var pageHTML string

// page is what the template shows.
type page struct {
	Lang, Title, Headline, Sample string
	Words                         map[string]string
	Deciding                      []deciding
	Notes                         []string
	Statuses                      []string
	Domains                       []domain
	Rows                          []pageRow
	Charts                        []chart
}

// deciding is an indicator that decides the verdict.
type deciding struct{ ID, Name, Reason string }

// domain is the summary of one field of work, a count for each status that occurs.
type domain struct {
	Name   string
	Counts []int
}

type pageRow struct {
	ID, Name, Place, Attribute, Unit string
	Base, Target, Observed, Source   string
	Reference, Status, Label, Reason string
	Progress, ToReference, ToTarget  string
}

// words are the page's own, in both languages.
var words = map[string]rule.Text{
	"sample":    {ZH: "完成值为样本数据（虚构）。", EN: "The observations are sample data (made up)."},
	"deciding":  {ZH: "影响结论的约束性指标", EN: "Binding indicators that decide"},
	"domains":   {ZH: "分领域情况", EN: "By domain"},
	"domain":    {ZH: "领域", EN: "domain"},
	"table":     {ZH: "各项指标", EN: "The indicators"},
	"charts":    {ZH: "逐年情况", EN: "Year by year"},
	"id":        {ZH: "编号", EN: "id"},
	"name":      {ZH: "指标", EN: "indicator"},
	"base":      {ZH: "基值", EN: "base"},
	"target":    {ZH: "目标值", EN: "target"},
	"observed":  {ZH: "完成值", EN: "observed"},
	"reference": {ZH: "年度参考进度（测算）", EN: "the year's reference (computed)"},
	"status":    {ZH: "状态与判定理由", EN: "status and reason"},
	"progress":  {ZH: "完成进度", EN: "progress"},
	"behind":    {ZH: "距参考进度", EN: "to the reference"},
	"lacks":     {ZH: "距目标", EN: "to target"},
	"way":       {ZH: "参考进度（测算）", EN: "reference (computed)"},
	"line":      {ZH: "目标", EN: "target"},
	"band":      {ZH: "目标区间", EN: "target band"},
	"all":       {ZH: "全部", EN: "all"},
	"nothing":   {ZH: "没有可画的数据", EN: "nothing to draw"},
}

func say(l rule.Language, zh, en string) string { return rule.Text{ZH: zh, EN: en}.In(l) }

// writePage writes the page, and adds to the remarks what is wrong with the figures of earlier years.
func writePage(w io.Writer, ev *indicators.Evaluation, j job) error {
	l := j.lang
	p := page{Lang: map[rule.Language]string{rule.Chinese: "zh-CN", rule.English: "en"}[l],
		Title: fmt.Sprintf("%s %d", ev.Plan.Title.In(l), ev.Year), Headline: ev.Headline().In(l), Words: map[string]string{}}
	for k, t := range words {
		p.Words[k] = t.In(l)
	}
	if j.sample {
		p.Sample = p.Words["sample"]
	}
	for _, a := range ev.Decided() {
		p.Deciding = append(p.Deciding, deciding{a.Indicator.ID, a.Indicator.Name.In(l), a.Reason().In(l)})
	}
	for _, s := range statuses(ev.All) {
		p.Statuses = append(p.Statuses, s.label.In(l))
	}
	p.Domains = append(p.Domains, domain{p.Words["all"], counts(ev.All, ev.All)})
	for _, g := range ev.Domains {
		p.Domains = append(p.Domains, domain{g.Domain.In(l), counts(ev.All, g.Tally)})
	}
	observations := map[string][]*indicators.Observation{}
	for i := range j.observations {
		o := &j.observations[i]
		observations[o.Indicator] = append(observations[o.Indicator], o)
	}
	for i, r := range ev.Report().Rows {
		p.Rows = append(p.Rows, pageRow{
			ID: r.ID, Name: r.Name.In(l), Place: r.Place.In(l), Attribute: r.Attribute.Label().In(l), Unit: r.Unit,
			Base: r.Base.In(l), Target: r.Target.In(l), Observed: r.Observed, Source: r.Source,
			Reference: r.Milestone, Status: r.Status.String(), Label: r.Status.Label().In(l), Reason: r.Reason.In(l),
			Progress: r.Progress, ToReference: r.ToMilestone, ToTarget: r.ToTarget,
		})
		c, err := draw(&ev.Rows[i], j, observations[r.ID])
		if err != nil { // an earlier year's figure that cannot be is named, not left out of the drawing
			ev.Remarks = append(ev.Remarks, rule.Text{ZH: message(err, rule.Chinese), EN: message(err, rule.English)})
		}
		p.Charts = append(p.Charts, c)
	}
	for _, n := range ev.Notes() {
		if n != words["sample"] { // which stands above all
			p.Notes = append(p.Notes, n.In(l))
		}
	}
	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return err
	}
	return t.Execute(w, p)
}

// counted is a status with how many indicators have it.
type counted struct {
	label rule.Text
	n     int
}

// every gives all statuses with their counts.
func every(t indicators.Tally) []counted {
	return []counted{
		{indicators.Met.Label(), t.Met}, {indicators.Declared.Label(), t.Declared}, {indicators.OnTrack.Label(), t.OnTrack},
		{indicators.Behind.Label(), t.Behind}, {indicators.NotDue.Label(), t.NotDue}, {indicators.Above.Label(), t.Above},
		{indicators.Missed.Label(), t.Missed}, {indicators.NoData.Label(), t.NoData},
	}
}

// statuses gives those that occur.
func statuses(t indicators.Tally) (out []counted) {
	for _, c := range every(t) {
		if c.n > 0 {
			out = append(out, c)
		}
	}
	return out
}

// counts gives the counts of a tally, for the statuses that occur in the whole.
func counts(whole, part indicators.Tally) (out []int) {
	of := every(part)
	for i, c := range every(whole) {
		if c.n > 0 {
			out = append(out, of[i].n)
		}
	}
	return out
}

// tallied says how many indicators have which status, in a line.
func tallied(t indicators.Tally, l rule.Language) string {
	var out []string
	for _, c := range statuses(t) {
		out = append(out, fmt.Sprintf("%s %d", c.label.In(l), c.n))
	}
	return strings.Join(out, say(l, "，", ", "))
}
