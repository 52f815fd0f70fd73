package evaluation

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// located puts the row of the table in the place of an observation's number, and before what is wrong with a figure of an indicator.
func (j *Job) located(err error) error {
	faults := rule.Faults(err)
	if len(faults) == 0 {
		return err
	}
	if len(j.lines) == 0 {
		return listed(faults)
	}
	var out rule.Errors
	for _, x := range faults {
		line, id, field := j.lineOf(x.Field)
		if line == 0 {
			out = append(out, x)
			continue
		}
		x.Part, x.Field, x.Label = "", field, rule.Text{} // the row says where
		for _, moved := range rule.Faults(at(line, rule.Errors{x})) {
			if id != "" { // after the line
				moved.Label.ZH = strings.Replace(moved.Label.ZH, "行", "行 "+id, 1)
				moved.Label.EN = strings.Replace(moved.Label.EN, " "+field, " "+id+" "+field, 1)
			}
			out = append(out, moved)
		}
	}
	return out.Err()
}

// inList is the path of an item of a list of observations, as read or as evaluated, and what is meant of it.
var inList = regexp.MustCompile(`^(?:observations)?\[([0-9]+)\]\.?(.*)$`)

// listed says the place of an observation in a list in words, counted from 1 as rows are; the path stays.
func listed(faults rule.Errors) error {
	for i := range faults {
		m := inList.FindStringSubmatch(faults[i].Field)
		if m == nil {
			continue
		}
		n, err := strconv.Atoi(m[1])
		if err != nil {
			continue
		}
		faults[i].Part = "" // the place says where
		faults[i].Label = rule.Text{ZH: strings.TrimSpace(fmt.Sprintf("第%d条 %s", n+1, headingOf(m[2]))), EN: strings.TrimSpace(fmt.Sprintf("entry %d %s", n+1, m[2]))}
	}
	return faults
}

// lineOf gives the line of the table that a field is of, 0 for none, and the field there: of observations[0].indicator, or of T2.7.value, the
// indicator's figure that is evaluated, with the indicator.
func (j *Job) lineOf(field string) (line int, id, rest string) {
	if number, isOne := strings.CutPrefix(field, "observations["); isOne {
		number, rest, _ = strings.Cut(number, "]")
		if i, err := strconv.Atoi(number); err == nil && i < len(j.lines) {
			return j.lines[i], "", strings.TrimPrefix(rest, ".")
		}
		return 0, "", ""
	}
	if len(j.Counties) > 0 { // the city's figure is of no row
		return 0, "", ""
	}
	for i, line := range j.lines {
		o := &j.Observations[i]
		if rest, isOne := strings.CutPrefix(field, o.Indicator+"."); isOne && o.Year == j.Year && o.County == "" {
			return line, o.Indicator, rest
		}
	}
	return 0, "", ""
}
