package indicators

import (
	"fmt"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Show writes the target for a reader: 90, 28—35,
// 不低于低保标准的1.3倍与上年度同类居民（城镇或农村）人均消费支出的60%÷12中较高者.
func (t Target) Show(l rule.Language) string { return t.text().In(l) }

func (t Target) text() rule.Text {
	switch t.Kind {
	case Band:
		band := givenText(t.Low) + "—" + givenText(t.High)
		return label(band, band)
	case Formula:
		var zh, en []string
		for i := range t.AtLeast {
			said := t.AtLeast[i].said()
			zh, en = append(zh, said.ZH), append(en, said.EN)
		}
		if len(zh) == 1 {
			return label("不低于"+zh[0], "at least "+en[0])
		}
		return label("不低于"+strings.Join(zh, "与")+"中较高者", "at least the highest of "+strings.Join(en, " and "))
	}
	v := givenText(t.Value)
	return label(v, v)
}

// said is the bound in words.
func (t *Term) said() rule.Text {
	if !t.Said.IsZero() {
		return t.Said
	}
	of := t.words()
	return label(of.ZH+"的"+t.Factor.String()+"倍", t.Factor.String()+" × "+of.EN)
}

// words are what is told for the figure that the bound is of.
func (t *Term) words() rule.Text {
	if t.Label.IsZero() {
		return label(t.Of, t.Of)
	}
	return t.Label
}

// lacks names in words what an observation lacks.
func (in *Indicator) lacks(names []string) rule.Text {
	words := map[string]rule.Text{"value": label("完成值", "figure"), "part": label("分子", "part"), "whole": label("分母", "whole")}
	for i := range in.Target.AtLeast {
		t := &in.Target.AtLeast[i]
		words[t.Of] = t.words()
	}
	var zh, en []string
	for _, n := range names {
		zh, en = append(zh, words[n].ZH), append(en, words[n].EN)
	}
	return label("缺"+strings.Join(zh, "、"), "lacks "+strings.Join(en, ", "))
}

// Reason 判定理由 says in words what decided the row's status, with the figures that were
// compared.
func (a *Assessment) Reason() rule.Text {
	if a.Indicator == nil {
		return rule.Text{}
	}
	d := a.display()
	return a.reason(&d)
}

func (a *Assessment) reason(d *display) rule.Text {
	t := &a.Indicator.Target
	in := a.Indicator.signs()
	got, asked := in.of(d.figure(a.Figure, places)), t.text()
	switch t.Kind {
	case Formula:
		required := in.of(d.figure(a.Stand.Required, places))
		asked = label(required, required)
	case Band:
		band := in.of(givenText(t.Low)) + "—" + in.of(givenText(t.High))
		asked = label(band, band)
	default:
		asked = label(in.of(asked.ZH), in.of(asked.EN))
	}
	lower := a.Indicator.Direction == Lower && t.Kind == Value
	pick := func(normal, reversed rule.Text) rule.Text {
		if lower {
			return reversed
		}
		return normal
	}
	lack := in.apart(showGap(a.Stand.ToTarget, places))
	switch a.Status {
	case Met:
		if t.Kind == Band {
			return label(got+"在"+asked.ZH+"之内", got+" lies within "+asked.EN)
		}
		not := pick(label("不低于", "is at least"), label("不高于", "is at most"))
		return label(got+not.ZH+"目标"+asked.ZH, got+" "+not.EN+" the target, "+asked.EN)
	case Above:
		return label(got+"高于区间"+asked.ZH+"，超出"+lack.ZH, got+" is above the band "+asked.EN+", by "+lack.EN)
	case Missed:
		off := pick(label("低于", "is below"), label("高于", "is above"))
		return label(got+off.ZH+"目标"+asked.ZH+"，相差"+lack.ZH, got+" "+off.EN+" the target, "+asked.EN+", by "+lack.EN)
	case NotDue:
		return label(fmt.Sprintf("目标年为%d年，规划未定年度进度；距目标%s", a.targetYear, lack.ZH),
			fmt.Sprintf("due in %d, the plan sets no way there; %s to the target", a.targetYear, lack.EN))
	case OnTrack, Behind:
		reference := in.of(d.way())
		if a.Status == OnTrack {
			not := pick(label("不低于", "is at least"), label("不高于", "is at most"))
			return label(got+not.ZH+"年度参考进度"+reference, got+" "+not.EN+" the year's reference, "+reference)
		}
		off := pick(label("低于", "is below"), label("高于", "is above"))
		short := in.apart(showGap(a.Stand.ToMilestone, places))
		return label(got+off.ZH+"年度参考进度"+reference+"，相差"+short.ZH, got+" "+off.EN+" the year's reference, "+reference+", by "+short.EN)
	case Declared:
		return label("仅申报实现目标，没有数据可核", "only declared reached: there is no figure to check")
	case NoData:
		if a.None {
			return label("报送为0/0：辖区内没有，没有占比可评", "reported as 0 of 0: there is nothing of the kind, and so no share")
		}
		if len(a.Absent) > 0 {
			return label("缺"+strings.Join(a.Absent, "、")+"的数据", "lacks the figures of "+strings.Join(a.Absent, ", "))
		}
		return a.Indicator.lacks(a.Missing)
	}
	return rule.Text{}
}

// signs are how the figures of an indicator are said in a sentence, where no unit stands beside: with their % or ‰, and what two
// of them are apart in points of it.
type signs struct {
	sign  string
	point rule.Text
}

func (in *Indicator) signs() signs {
	switch in.Unit {
	case "%":
		return signs{"%", label("个百分点", " percentage points")}
	case "‰":
		return signs{"‰", label("个千分点", " points of one in a thousand")}
	}
	return signs{}
}

const noFigure = "—"

// of is a figure with its sign.
func (s signs) of(figure string) string {
	if figure == noFigure {
		return figure
	}
	return figure + s.sign
}

// apart is a difference of two figures.
func (s signs) apart(figure string) rule.Text {
	if figure == noFigure {
		return label(figure, figure)
	}
	return label(figure+s.point.ZH, figure+s.point.EN)
}

// Headline names the evaluation and says how the binding indicators stand:
// 中期评估：约束性指标9项中1项滞后、2项未填报.
func (ev *Evaluation) Headline() rule.Text {
	kind := label("年度评估", "Evaluation of the year")
	switch ev.Year {
	case ev.plan().TargetYear:
		kind = label("终期评估", "Final evaluation")
	case ev.plan().MidYear:
		kind = label("中期评估", "Mid-term evaluation")
	}
	v := ev.standing()
	return label(kind.ZH+"："+v.ZH, kind.EN+": "+v.EN)
}

// standing counts the binding indicators by what became of them, in words.
func (ev *Evaluation) standing() rule.Text {
	t := ev.Binding
	all := t.Met + t.Declared + t.OnTrack + t.Behind + t.NotDue + t.Above + t.Missed + t.NoData
	if all == 0 {
		return label("没有约束性指标", "there are no binding indicators")
	}
	if t.Met == all {
		return label(fmt.Sprintf("约束性指标%d项均已达目标", all), fmt.Sprintf("all %d binding indicators are met", all))
	}
	var zh, en []string
	for _, c := range []struct {
		n    int
		text rule.Text
	}{
		{t.Missed, label("未达目标", "missed")}, {t.Behind, label("滞后于参考进度", "behind the reference")}, {t.NoData, label("未填报", "without data")},
		{t.Declared, label("仅申报", "only declared")}, {t.Above, label("高于区间", "above the band")}, {t.NotDue, label("未到期", "not due yet")},
		{t.OnTrack, label("符合参考进度", "on track")}, {t.Met, label("已达目标", "met")},
	} {
		if c.n > 0 {
			zh, en = append(zh, fmt.Sprintf("%d项%s", c.n, c.text.ZH)), append(en, fmt.Sprintf("%d %s", c.n, c.text.EN))
		}
	}
	out := label(fmt.Sprintf("约束性指标%d项中%s", all, strings.Join(zh, "、")), fmt.Sprintf("of %d binding indicators %s", all, strings.Join(en, ", ")))
	if ev.Verdict == CannotTell {
		out = label(out.ZH+"，尚不能判断", out.EN+": cannot tell yet")
	}
	return out
}

// Notes 说明 says what a reader of the evaluation must know beside its figures: which text was
// read, that references are this module's computation, what is not due yet, what was left aside,
// and the caller's own remarks.
func (ev *Evaluation) Notes() []rule.Text {
	var out []rule.Text
	if e := ev.plan().Edition; !e.IsZero() {
		out = append(out, e)
	}
	way := label("等差", "in equal steps")
	if ev.Method == Compound {
		way = label("等比", "at an equal rate")
	}
	out = append(out, label(
		"年度参考进度由本库从基值到目标"+way.ZH+"测算，规划未定；“滞后”据此而言，“未达目标”只在目标年判定。",
		"References of a year are computed by this library "+way.EN+" from base to target, the plan sets none; “behind” rests on them, and only in the target year can a target be missed."))
	var notDue []string
	for i := range ev.Rows {
		if ev.Rows[i].Status == NotDue {
			notDue = append(notDue, ev.Rows[i].Indicator.ID)
		}
	}
	if len(notDue) > 0 {
		out = append(out, label(fmt.Sprintf("未到期（目标年为%d年，规划未定年度进度）：%s", ev.plan().TargetYear, strings.Join(notDue, "、")),
			fmt.Sprintf("Not due yet (the plan sets %d, and no way there): %s", ev.plan().TargetYear, strings.Join(notDue, ", "))))
	}
	out = append(out, ev.rawShares()...)
	if n := ev.Unused.OtherYears; n > 0 {
		out = append(out, label(fmt.Sprintf("另有其他年度的数据%d条，不计入本次评估。", n), fmt.Sprintf("%d observations of other years do not count here.", n)))
	}
	if n := ev.Unused.Counties; n > 0 {
		out = append(out, label(fmt.Sprintf("另有县区数据%d条，不计入本次评估。", n), fmt.Sprintf("%d observations of counties do not count here.", n)))
	}
	return slices.Concat(out, ev.absences(), ev.Remarks)
}

// absences says which counties left the city without which figures, and which have nothing of what
// is counted, a line for the same counties.
func (ev *Evaluation) absences() []rule.Text {
	var absent []Absence
	for i := range ev.Rows {
		if a := &ev.Rows[i]; len(a.Absent) > 0 {
			absent = append(absent, Absence{a.Indicator.ID, a.Absent})
		}
	}
	return append(byCounties(absent, label("未报送：", " did not report ")),
		byCounties(ev.None, label("报送为0/0（辖区内没有），不增减全市数：", " reported 0 of 0, having none, which adds nothing to the city: "))...)
}

// byCounties says something of counties and indicators, a line for the same counties.
func byCounties(list []Absence, what rule.Text) []rule.Text {
	var lines []struct{ counties, ids []string }
	for _, a := range list {
		at := 0
		for at < len(lines) && !slices.Equal(lines[at].counties, a.Counties) {
			at++
		}
		if at == len(lines) {
			lines = append(lines, struct{ counties, ids []string }{counties: a.Counties})
		}
		lines[at].ids = append(lines[at].ids, a.Indicator)
	}
	out := make([]rule.Text, len(lines))
	for i, l := range lines {
		out[i] = label(strings.Join(l.counties, "、")+what.ZH+strings.Join(l.ids, "、"), strings.Join(l.counties, ", ")+what.EN+strings.Join(l.ids, ", "))
	}
	return out
}

// plan is the plan, an empty one for the zero Evaluation.
func (ev *Evaluation) plan() *Plan {
	if ev.Plan == nil {
		return &Plan{}
	}
	return ev.Plan
}
