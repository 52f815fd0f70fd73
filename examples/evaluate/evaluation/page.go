package evaluation

import (
	_ "embed" // for the page's style
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

//go:embed page.css
var style string

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

// Word 页面用语 is a heading of the page, by its name: target.
func Word(name string) rule.Text { return words[name] }

func say(l rule.Language, zh, en string) string { return rule.Text{ZH: zh, EN: en}.In(l) }

// writer writes HTML. Whatever is no markup of its own it escapes. (A program that holds package html/template holds every method
// of every type, which a page that carries its program cannot.)
type writer struct{ b strings.Builder }

// put writes markup with texts in the place of each %s.
func (w *writer) put(markup string, texts ...string) {
	for _, t := range texts {
		before, after, _ := strings.Cut(markup, "%s")
		w.b.WriteString(before)
		w.b.WriteString(html.EscapeString(t))
		markup = after
	}
	w.b.WriteString(markup)
}

// WritePage 评估页 writes a page that needs nothing from elsewhere: the verdict, what decided it, the domains, a row and a chart
// for each indicator. Before that it adds to the evaluation's remarks what is wrong with the figures of earlier years, which
// only the charts show: other forms of it are written afterwards.
func (j *Job) WritePage(out io.Writer, ev *indicators.Evaluation) error {
	l := j.Language
	word := func(name string) string { return words[name].In(l) }
	charts := j.charts(ev)
	var w writer
	title := fmt.Sprintf("%s %d", ev.Plan.Title.In(l), ev.Year)
	w.put("<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n<style>\n",
		map[rule.Language]string{rule.Chinese: "zh-CN", rule.English: "en"}[l], title)
	w.b.WriteString(style)
	w.put("</style>\n</head>\n<body>\n<h1>%s</h1>\n<p class=\"verdict\">%s</p>\n", title, ev.Headline().In(l))
	if j.Sampled {
		w.put("<p class=\"sample\">%s</p>\n", word("sample"))
	}
	if decided := ev.Decided(); len(decided) > 0 {
		w.put("<h2>%s</h2>\n<ul class=\"deciding\">", word("deciding"))
		for _, a := range decided {
			w.put("\n<li><b>%s %s</b>%s%s</li>", a.Indicator.ID, a.Indicator.Name.In(l), rule.Text{ZH: "：", EN: ": "}.In(l), a.Reason().In(l))
		}
		w.put("\n</ul>\n")
	}
	for _, n := range ev.Notes() {
		if n != words["sample"] { // which stands above all
			w.put("<p class=\"note\">%s</p>\n", n.In(l))
		}
	}
	w.domains(ev, l)
	w.rows(ev.Report().Rows, l)
	w.put("<h2>%s</h2>\n<p class=\"legend\"><span><i></i>%s</span><span><i class=\"d\"></i>%s</span><span><i class=\"t\"></i>%s</span><span><i class=\"b\"></i>%s</span></p>\n<div class=\"charts\">\n",
		word("charts"), word("way"), word("observed"), word("line"), word("band"))
	for i := range charts {
		w.chart(&charts[i], word("nothing"))
	}
	w.put("</div>\n</body>\n</html>\n")
	_, err := io.WriteString(out, w.b.String())
	return err
}

// charts draws every indicator. An earlier year's figure that cannot be is named in the remarks, not left out in silence.
func (j *Job) charts(ev *indicators.Evaluation) []chart {
	observations := map[string][]*indicators.Observation{}
	for i := range j.Observations {
		o := &j.Observations[i]
		observations[o.Indicator] = append(observations[o.Indicator], o)
	}
	out := make([]chart, len(ev.Rows))
	for i := range ev.Rows {
		a := &ev.Rows[i]
		c, err := draw(a, j, observations[a.Indicator.ID])
		if f := rule.Faults(err); len(f) > 0 {
			ev.Remarks = append(ev.Remarks, rule.Text{ZH: f.In(rule.Chinese), EN: f.In(rule.English)})
		}
		out[i] = c
	}
	return out
}

// table begins a table with its heading. One that is wider than the page is moved by the keyboard too.
func (w *writer) table(class, name string) {
	w.put("<h2>%s</h2>\n<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table class=\"%s\">\n<thead><tr>", name, name, class)
}

// domains writes a count of each status that occurs, for all and for each field of work.
func (w *writer) domains(ev *indicators.Evaluation, l rule.Language) {
	w.table("domains", words["domains"].In(l))
	w.put("<th>%s</th>", words["domain"].In(l))
	for _, s := range statuses(ev.All) {
		w.put("<th>%s</th>", s.label.In(l))
	}
	w.put("</tr></thead>\n<tbody>")
	row := func(name string, t indicators.Tally) {
		w.put("\n<tr><td>%s</td>", name)
		for _, n := range counts(ev.All, t) {
			w.put("<td>%s</td>", strconv.Itoa(n))
		}
		w.put("</tr>")
	}
	row(words["all"].In(l), ev.All)
	for _, g := range ev.Domains {
		row(g.Domain.In(l), g.Tally)
	}
	w.put("\n</tbody>\n</table></div>\n")
}

func (w *writer) rows(list []indicators.RowReport, l rule.Language) {
	w.table("rows", words["table"].In(l))
	for i, name := range []string{"id", "name", "base", "target", "observed", "reference", "status", "progress", "behind", "lacks"} {
		if i < 7 {
			w.put("<th>%s</th>", words[name].In(l))
		} else {
			w.put("<th class=\"num\">%s</th>", words[name].In(l))
		}
	}
	w.put("</tr></thead>\n<tbody>")
	for _, r := range list {
		w.put("\n<tr><td>%s</td><td>%s<span class=\"sub\">%s · %s", r.ID, r.Name.In(l), r.Attribute.Label().In(l), r.Unit)
		if place := r.Place.In(l); place != "" {
			w.put(" · %s", place)
		}
		w.put("</span></td><td>%s</td><td>%s</td><td>%s", r.Base.In(l), r.Target.In(l), r.Observed)
		if r.Source != "" {
			w.put("<span class=\"sub\">%s</span>", r.Source)
		}
		w.put("</td><td>%s</td><td><span class=\"badge %s\">%s</span><span class=\"sub\">%s</span></td><td class=\"num\">%s</td><td class=\"num\">%s</td><td class=\"num\">%s</td></tr>",
			r.Milestone, r.Status.String(), r.Status.Label().In(l), r.Reason.In(l), r.Progress, r.ToMilestone, r.ToTarget)
	}
	w.put("\n</tbody>\n</table></div>\n")
}

func (w *writer) chart(c *chart, nothing string) {
	w.put("<figure>\n<figcaption>%s %s <span class=\"badge %s\">%s</span><span class=\"sub\">%s</span></figcaption>\n", c.ID, c.Title, c.Status, c.Label, c.Figures)
	if c.Empty {
		w.put("<p class=\"note\">%s</p>\n</figure>\n", nothing)
		return
	}
	w.put("<svg viewBox=\"0 0 320 164\" role=\"img\" aria-label=\"%s %s\">\n", c.ID, c.Title)
	if c.Band != nil {
		w.put("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"#cfead6\"/>", c.Left, c.Band.Y, c.Width, c.Band.Height)
	}
	w.put("\n")
	for _, v := range c.Values {
		w.put("<line x1=\"%s\" y1=\"%s\" x2=\"306\" y2=\"%s\" stroke=\"#e8ecf0\"/><text x=\"%s\" y=\"%s\" dx=\"-5\" dy=\"3.5\" text-anchor=\"end\">%s</text>", c.Left, v.At, v.At, c.Left, v.At, v.Text)
	}
	w.put("\n<line x1=\"%s\" y1=\"26\" x2=\"%s\" y2=\"144\" stroke=\"#9aa5b1\"/>\n", c.Left, c.Left)
	for _, y := range c.Years {
		w.put("<text x=\"%s\" y=\"159\" text-anchor=\"middle\">%s</text>", y.At, y.Text)
	}
	w.put("\n<text x=\"4\" y=\"11\">%s</text>\n", c.Unit)
	if t := c.Target; t != nil {
		w.put("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#2f855a\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"/>", t.From, t.Y, t.To, t.Y)
	}
	w.put("\n")
	if c.Way != "" {
		w.put("<polyline points=\"%s\" fill=\"none\" stroke=\"#2b6cb0\" stroke-width=\"2\"/>", c.Way)
	}
	w.put("\n")
	for _, d := range c.Dots {
		w.put("<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"#c05621\"/>", d.X, d.Y)
	}
	w.put("\n")
	for _, d := range c.Dots {
		w.put("<text class=\"seen\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>", d.LabelX, d.LabelY, d.Text)
	}
	w.put("\n</svg>\n</figure>\n")
}
