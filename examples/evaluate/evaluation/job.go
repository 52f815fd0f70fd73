package evaluation

import (
	_ "embed" // for the sample
	"slices"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Sample 样本数据 is a table of observations that is made up.
//
//go:embed sample.csv
var Sample []byte

// Job 评估任务 is one evaluation with its inputs.
type Job struct {
	// Plan 规划 is evaluated in Year 年度, one of its own.
	Plan indicators.Plan
	Year int
	// Observations 完成情况 are those of all years and counties; earlier years are drawn.
	Observations []indicators.Observation
	// Method 参考进度算法 is the way from base to target; the zero value is in equal steps.
	Method indicators.Method
	// Counties 县区 are those whose figures are pooled; none for the city's own figures.
	Counties []string
	// Sampled says that the observations are the Sample, which page and notes then say.
	Sampled bool
	// Language is the page's; the zero value is Chinese.
	Language rule.Language

	lines []int // of the table's observations, by their place in Observations; none for those of a list
}

// Read 读取完成情况 takes the observations of a file as [Observations] does, and keeps of a table which row each stands in:
// errors of [Job.Evaluate] then name it. Errors are those of [Observations].
func (j *Job) Read(name string, data []byte) error {
	var err error
	j.Observations, j.lines, err = read(name, data)
	return err
}

// Evaluate 评估 evaluates the city's own figures, or those pooled from its counties; of earlier years too, for the drawings.
// Errors are those of [indicators.Evaluate] and [indicators.EvaluateCounties]; of what [Job.Read] took from a table they name the row.
func (j *Job) Evaluate() (indicators.Evaluation, error) {
	ev, err := j.evaluation()
	err = j.located(err)
	if err == nil && j.Sampled {
		ev.Remarks = append(ev.Remarks, words["sample"])
	}
	return ev, err
}

func (j *Job) evaluation() (indicators.Evaluation, error) {
	if len(j.Counties) == 0 {
		return indicators.Evaluate(&j.Plan, j.Year, j.Observations, j.Method)
	}
	ev, err := indicators.EvaluateCounties(&j.Plan, j.Year, j.Counties, j.Observations, j.Method)
	if err != nil {
		return ev, err
	}
	for year := j.Plan.BaseYear + 1; year < j.Year; year++ {
		pooled, err := indicators.Pool(&j.Plan, year, j.Counties, j.Observations)
		if err != nil {
			return ev, err
		}
		j.Observations = append(j.Observations, pooled.Observations...)
	}
	return ev, nil
}

// Reporting 报送的县区 lists the counties that the observations are of, in their order.
func (j *Job) Reporting() (out []string) {
	for i := range j.Observations {
		if c := j.Observations[i].County; c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// PoolAll 汇总全部县区 pools all counties of the observations. [rule.Missing] at "county" where there are none.
func (j *Job) PoolAll() error {
	if j.Counties = j.Reporting(); len(j.Counties) == 0 {
		return fault(rule.Missing, "county", "", "数据中没有县区", "there are no counties in the data")
	}
	return nil
}

// Only 单独评估 keeps the observations of one county, as those of the whole, and puts its name before the plan's. [rule.Invalid]
// for a county that the observations do not have.
func (j *Job) Only(county string) error {
	var own []indicators.Observation
	var lines []int
	for i, x := range j.Observations {
		if x.County == county {
			x.County = ""
			own = append(own, x)
			if i < len(j.lines) {
				lines = append(lines, j.lines[i])
			}
		}
	}
	j.lines = lines
	if j.Observations = own; len(own) == 0 {
		return fault(rule.Invalid, "", county, "数据中没有该县区", "there is no such county in the data")
	}
	j.Plan.Title = rule.Text{ZH: county + " " + j.Plan.Title.ZH, EN: county + ", " + j.Plan.Title.EN}
	return nil
}
