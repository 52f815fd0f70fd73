package bridge

import (
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/evaluate/evaluation"
	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// planOf reads a plan, as JSON or as a table, or takes Huainan's for no text.
func planOf(text string) (indicators.Plan, error) {
	switch {
	case text == "":
		return indicators.Huainan(), nil
	case strings.HasPrefix(strings.TrimLeft(text, "\uFEFF \t\r\n"), "{"):
		return indicators.ParsePlan([]byte(text))
	}
	return indicators.ParsePlanCSV([]byte(text))
}

// planTable gives a plan as a table, to begin another with.
func planTable(text, lang string) (any, error) {
	p, err := planOf(text)
	if err != nil {
		return nil, err
	}
	var table strings.Builder
	err = p.WriteCSV(&table, language(lang))
	return map[string]string{"name": p.ID, "table": table.String()}, err
}

// job reads a plan, as JSON or as a table, or takes Huainan's for no text, and observations, as the file's name says they are written; no
// name is that of the sample, which is made up.
func job(plan, name, observations string) (evaluation.Job, error) {
	j := evaluation.Job{Sampled: name == ""}
	var f rule.Errors
	var err error
	j.Plan, err = planOf(plan)
	f.Wrap("plan", err)
	data := []byte(observations)
	if j.Sampled {
		name, data = "sample.csv", evaluation.Sample
	}
	f.Wrap("", j.Read(name, data))
	return j, f.Err()
}

// survey says what can be evaluated: the plan's years, and the counties of the observations, and gives the sample with its headings in a language.
func survey(plan, name, observations, lang string) (any, error) {
	j, err := job(plan, name, observations)
	if err != nil {
		return nil, err
	}
	counties := j.Reporting()
	if counties == nil {
		counties = []string{}
	}
	return map[string]any{"title": j.Plan.Title, "from": j.Plan.BaseYear + 1, "mid": j.Plan.MidYear, "to": j.Plan.TargetYear,
		"counties": counties, "rows": len(j.Observations), "sample": string(evaluation.SampleIn(language(lang)))}, nil
}

// evaluate gives the verdict, the page and the table of an evaluation. whose is city, for the city's own figures, all, for those of
// all counties together, or a county's name behind "county:".
func evaluate(plan, name, observations, year, method, whose, lang string) (any, error) {
	j, err := job(plan, name, observations)
	if err != nil {
		return nil, err
	}
	j.Language = language(lang)
	var f rule.Errors
	if j.Year, err = strconv.Atoi(year); err != nil {
		f.Add(rule.Syntax, "year", year, rule.Text{ZH: "应为年份，如2023", EN: "must be a year: 2023"})
	}
	f.Wrap("method", j.Method.UnmarshalText([]byte(method)))
	county, one := strings.CutPrefix(whose, "county:")
	switch {
	case one:
		f.Wrap("county", j.Only(county))
	case whose == "all":
		f.Wrap("", j.PoolAll())
	case whose != "city":
		f.Add(rule.Invalid, "whose", whose, rule.Text{ZH: "应为city、all或county:县区", EN: "must be city, all or county:NAME"})
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	ev, err := j.Evaluate()
	if err != nil {
		return nil, err
	}
	var page, table strings.Builder
	if err := j.WritePage(&page, &ev); err != nil {
		return nil, err
	}
	if err := ev.WriteCSV(&table, j.Language); err != nil {
		return nil, err
	}
	return map[string]string{"headline": ev.Headline().In(j.Language), "page": page.String(), "table": table.String()}, nil
}
