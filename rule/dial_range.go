package rule

import (
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// steps reads a text as whole steps; the code is empty for one that reads, and else says with the reason what is wrong: [Syntax] for what is no
// such value or none of the steps, [Range] for one beyond what is run through.
func (d *dial) steps(text string) (int64, Code, Text) {
	v, err := formula.ParseValue(d.kind, text)
	if err != nil {
		if year, month, _ := strings.Cut(text, "-"); len(year) > 4 { // no other kind has values that look like a month
			if _, err := formula.ParseValue(d.kind, year[:4]+"-"+month); err == nil && strings.Trim(year, "0123456789") == "" {
				return 0, Range, d.rangeReason()
			}
		}
		return 0, Syntax, d.unread(text)
	}
	n := exact.Of(v.Rat).Quo(d.step)
	if !n.IsInt() {
		return 0, Syntax, d.kindReason()
	}
	low, high := d.ends()
	x, ok := n.Int64()
	if !ok || x < low || x > high {
		return 0, Range, d.rangeReason()
	}
	return x, "", Text{}
}

// ends are the least and the greatest value that can be run to, in steps. What the field's tag or type leaves out of them is run through
// too, and refused.
func (d *dial) ends() (low, high int64) {
	if d.kind == formula.Month {
		return 0, 9999*12 + 11
	}
	return -farSteps, farSteps
}

// unread says why a text is no value, as fields that are read say it, and what it must be.
func (d *dial) unread(text string) Text {
	var err error
	switch d.kind {
	case formula.Money:
		_, err = unit.ParseMoney(text)
	case formula.Count:
		_, err = unit.ParseCount(text)
	case formula.Ratio:
		_, err = unit.ParseRate(text)
	case formula.Month:
		_, err = unit.ParseMonth(text)
	default:
		_, err = unit.ParseNumber(text)
	}
	must := d.kindReason()
	f := Faults(err)
	switch {
	case len(f) == 0:
		return must
	case d.kind == formula.Month: // which says what a month is itself
		return f[0].Reason
	}
	return Text{ZH: f[0].Reason.ZH + "；" + must.ZH, EN: f[0].Reason.EN + "; it " + must.EN}
}

// kindReason says what a value must be, and in which steps.
func (d *dial) kindReason() Text {
	l := d.kind.Label()
	switch d.kind {
	case formula.Month:
		return Text{ZH: "应为月份，如2021-07", EN: "must be a month, such as 2021-07"}
	case formula.Count:
		return Text{ZH: "应为整数", EN: "must be a whole number"}
	}
	return Text{ZH: "应为" + l.ZH + "，且为步长" + d.unitText() + "的整数倍", EN: "must be " + l.EN + ", in steps of " + d.unitText()}
}

// rangeReason says within which values something is run.
func (d *dial) rangeReason() Text {
	low, high := d.ends()
	from, to := d.text(low), d.text(high)
	return Text{ZH: "超出范围：应在" + from + "至" + to + "之间", EN: "out of range: must be " + from + " to " + to}
}
