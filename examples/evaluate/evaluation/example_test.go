package evaluation_test

import (
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/evaluate/evaluation"
	"github.com/huainan-minzheng/civilaffairs/indicators"
)

func ExampleJob() {
	j := evaluation.Job{Plan: indicators.Huainan(), Year: 2023, Sampled: true}
	var err error
	if j.Observations, err = evaluation.ReadCSV(evaluation.Sample); err != nil {
		fmt.Println(err)
		return
	}
	ev, err := j.Evaluate()
	if err != nil {
		fmt.Println(err)
		return
	}
	var page strings.Builder
	fmt.Println(j.WritePage(&page, &ev), strings.Count(page.String(), "<svg"), "charts")
	fmt.Println(evaluation.Tallied(ev.All, j.Language))
	// Output:
	// <nil> 20 charts
	// 已达目标 8，符合参考进度 4，滞后 5，未到期 2，未填报 1
}
