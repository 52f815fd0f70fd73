package rule

import (
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/label"
)

// Text 最小变动说明 tells the changes to a person: the outcome first, then each fact with how much more or
// less of it changes the outcome, into what, and which step's comparison turns there, with its clause; last those of which no value changes it, and of a rule without a verdict that it has none. Lines end with "\n". Flips that were read
// from JSON know no words for the names in comparisons: [Catalog.FindFlips] has them.
func (f Flips) Text(l Language) string {
	w := teller{l: l}
	shown := f.Shown.In(l)
	w.line("%s: %s", label.WithoutUnit(f.Label).In(l), shown)
	var still []string
	for i := range f.Flips {
		flip := &f.Flips[i]
		name := label.WithoutUnit(flip.Label).In(l)
		for k := range flip.Changes {
			c := &flip.Changes[k]
			w.line("  %s%s", f.change(flip, c, l), f.why(c, l))
		}
		for k := range flip.Fault {
			w.line("  %s: %s", name, flip.Fault[k].Reason.In(l))
		}
		if len(flip.Fault) == 0 && len(flip.Changes) == 0 {
			still = append(still, name)
		}
	}
	if len(still) > 0 {
		w.line("  %s%s", f.still().In(l), strings.Join(still, w.say("、", ", ")))
	}
	if f.isAmount() {
		w.line("  %s", w.say("规则不给出是非或选项的结论，只看此数是否为零；其余变化请查看各项的临界点",
			"the rule gives no verdict: it is asked only whether this number is zero; the thresholds of each fact tell how else it changes"))
	}
	return w.b.String()
}

// isAmount reports whether the outcome is that a number is zero or not.
func (f *Flips) isAmount() bool { return f.Value == "0" || f.Value == "not-0" }

// still says of facts what none of them changes alone: of a number no more than whether it is zero.
func (f *Flips) still() Text {
	switch f.Value {
	case "not-0":
		return Text{ZH: "单独变动不使其变为零：", EN: "no value alone makes it zero: "}
	case "0":
		return Text{ZH: "单独变动不使其不为零：", EN: "no value alone makes it other than zero: "}
	case "":
		return Text{ZH: "本案未给出此项结论，单独变动也不使其给出：", EN: "it is not given in this case, and no value alone makes it so: "}
	}
	return Text{ZH: "单独变动不改变结论：", EN: "no value alone changes it: "}
}

// maxTold is how many comparisons that turn at one value are told in words.
const maxTold = 3

// why tells which step's comparison turns: its label, the comparison and its clause.
func (f *Flips) why(c *Change, l Language) string {
	if len(c.Because) == 0 {
		return ""
	}
	out := Text{ZH: "  转折：", EN: "  turned: "}.In(l)
	for i := range c.Because {
		t := &c.Because[i]
		if i == maxTold {
			more := len(c.Because) - i
			return out + Text{ZH: fmt.Sprintf("；另%d处", more), EN: fmt.Sprintf("; %d more", more)}.In(l)
		}
		if i > 0 {
			out += Text{ZH: "；", EN: "; "}.In(l)
		}
		out += label.WithoutUnit(t.Label).In(l) + Text{ZH: "：", EN: ": "}.In(l) + f.sch.turningIn(t, l)
	}
	return out
}

// finer tells of a rate or figure, of which there are values between those of its steps, where among them it turns.
func (f *Flips) finer(flip *Flip, c *Change, l Language) string {
	if c.kind != formula.Ratio && c.kind != formula.Number || c.By == "" {
		return ""
	}
	out := Text{ZH: "（按" + flip.Step + "逐步变动", EN: " (in steps of " + flip.Step}.In(l)
	if c.Before != "" && !c.AfterRefused {
		out += Text{ZH: "，" + c.Before + "时尚未改变", EN: "; not yet at " + c.Before}.In(l)
	}
	if c.Exactly != "" {
		out += Text{ZH: "，准确的转折点为" + c.Exactly, EN: "; exactly at " + c.Exactly}.In(l)
	}
	return out + Text{ZH: "）", EN: ")"}.In(l)
}

// change says one change: 护理型床位 增加5060（至12650）：是.
func (f *Flips) change(flip *Flip, c *Change, l Language) string {
	name := label.WithoutUnit(flip.Label).In(l)
	then := c.OutcomeInWords.In(l)
	after := f.finer(flip, c, l)
	if c.AfterRefused {
		after += Text{ZH: "（其前的取值规则不予计算）", EN: " (the values before are refused)"}.In(l)
	}
	by := strings.TrimLeft(c.By, "+-")
	more := strings.HasPrefix(c.By, "+")
	say := func(up, down Text) string {
		if more {
			return up.In(l)
		}
		return down.In(l)
	}
	if c.By == "" {
		return fmt.Sprintf("%s → %s: %s%s", name, c.Shown.In(l), then, after)
	}
	to := withUnit(c.Value, flip.Label, l)
	switch c.kind {
	case formula.Count:
		by = say(Text{ZH: "增加" + by, EN: by + " more"}, Text{ZH: "减少" + by, EN: by + " fewer"})
	case formula.Month:
		by = say(Text{ZH: "晚" + by + "个月", EN: "later by " + by + " months"}, Text{ZH: "早" + by + "个月", EN: "earlier by " + by + " months"})
		if by == "later by 1 months" || by == "earlier by 1 months" {
			by = strings.TrimSuffix(by, "s")
		}
	case formula.Ratio:
		by = points(by, l)
		by = say(Text{ZH: "提高" + by, EN: "higher by " + by}, Text{ZH: "降低" + by, EN: "lower by " + by})
	default:
		by = withUnit(by, flip.Label, l)
		by = say(Text{ZH: "增加" + by, EN: "higher by " + by}, Text{ZH: "减少" + by, EN: "lower by " + by})
	}
	if l == English {
		return fmt.Sprintf("%s %s (%s): %s%s", name, by, to, then, after)
	}
	return fmt.Sprintf("%s %s（至%s）：%s%s", name, by, to, then, after)
}
