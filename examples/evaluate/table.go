package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/evaluate/evaluation"
	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/internal/cli"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func say(l rule.Language, zh, en string) string { return rule.Text{ZH: zh, EN: en}.In(l) }

// message gives an error in one language, with what it says of where.
func message(err error, l rule.Language) string {
	var in inFile
	if errors.As(err, &in) {
		return in.name + say(l, "：", ": ") + message(in.err, l)
	}
	var list rule.Errors
	if errors.As(err, &list) {
		said := make(rule.Errors, len(list))
		for i, f := range list {
			of := f
			if of.Label.IsZero() && fields[of.Field] != "" {
				of.Label = rule.Text{ZH: fields[of.Field], EN: of.Field}
			}
			said[i] = of
		}
		return said.In(l)
	}
	var known *told
	if errors.As(err, &known) {
		return rule.Text(*known).In(l)
	}
	return cli.Say(err, l) // the command's, or the system's
}

// fields are those that a fault may name by its path alone, in Chinese.
var fields = map[string]string{
	"indicator": "指标", "year": "年度", "county": "县区", "value": "完成值", "part": "分子", "whole": "分母", "achieved": "申报实现目标", "source": "数据来源",
	"method": "算法",
}

// inFile is an error with the file it is about.
type inFile struct {
	name string
	err  error
}

func (e inFile) Error() string { return e.name + ": " + e.err.Error() }
func (e inFile) Unwrap() error { return e.err }

// told is an error of the command itself.
type told rule.Text

func (t *told) Error() string { return t.EN }

// printTable prints what fits a terminal: the verdict, what decided it, the counts and the main
// columns.
func printTable(w io.Writer, ev *indicators.Evaluation, j *evaluation.Job) {
	l := j.Language
	fmt.Fprintf(w, "%s  %d\n%s\n", ev.Plan.Title.In(l), ev.Year, ev.Headline().In(l))
	for _, a := range ev.Decided() {
		fmt.Fprintf(w, "  %s %s%s%s\n", a.Indicator.ID, a.Indicator.Name.In(l), say(l, "：", ": "), a.Reason().In(l))
	}
	rows := [][]string{{evaluation.Word("id").In(l), evaluation.Word("name").In(l), say(l, "单位", "unit"), say(l, "属性", "attribute"), evaluation.Word("base").In(l),
		evaluation.Word("target").In(l), evaluation.Word("observed").In(l), say(l, "参考进度", "reference"), say(l, "状态", "status"), evaluation.Word("lacks").In(l)}}
	for _, r := range ev.Report().Rows {
		rows = append(rows, []string{r.ID, r.Name.In(l), r.Unit, r.Attribute.Label().In(l), narrow(r.Base.In(l), 10), narrow(r.Target.In(l), 24),
			r.Observed, r.Milestone, r.Status.Label().In(l), r.ToTarget})
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for k, c := range row {
			widths[k] = max(widths[k], width(c))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for k, c := range row {
			line.WriteString(c + strings.Repeat(" ", widths[k]-width(c)+2))
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
	fmt.Fprintln(w, evaluation.Tallied(ev.All, l))
	if behind := ev.FurthestBehind(); len(behind) > 0 {
		names := make([]string, len(behind))
		for i, a := range behind {
			names[i] = a.Indicator.ID + " " + a.Indicator.Name.In(l)
		}
		what := say(l, "滞后的指标（多者在前）：", "behind, the furthest first: ")
		if ev.Year >= ev.Plan.TargetYear {
			what = say(l, "未达目标的指标（差得多者在前）：", "missed, the furthest first: ")
		}
		fmt.Fprintf(w, "%s%s\n", what, strings.Join(names, say(l, "；", "; ")))
	}
	for _, n := range ev.Notes() {
		fmt.Fprintln(w, n.In(l))
	}
	if ev.Unused.Counties > 0 && len(j.Counties) == 0 {
		fmt.Fprintln(w, say(l, "县区数据可用 -pool 汇总，或用 -county 单独评估。", "Pool the counties with -pool, or evaluate one with -county."))
	}
}

// narrow shortens a text to so many columns of a terminal.
func narrow(s string, columns int) string {
	if width(s) <= columns {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if width(b.String())+width(string(r)) > columns-1 {
			break
		}
		b.WriteRune(r)
	}
	return b.String() + "…"
}

// width is how many columns of a terminal a text takes: two for a Chinese
// character, one for a Latin one.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6) {
			n++
		}
	}
	return n
}
