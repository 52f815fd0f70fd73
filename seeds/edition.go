package seeds

import "github.com/huainan-minzheng/civilaffairs/rule"

// PlanEdition 文本版本 says which text of the plan the data are taken from.
type PlanEdition struct {
	Title  rule.Text `json:"title"`
	Issued string    `json:"issued"` // the month on its title page: 2021-12
	Status rule.Text `json:"status"` // what the text is, and what it is not
}

// Edition gives the edition that everything in this package is taken from: the
// consultation draft (征求意见稿) of December 2021. The plan that was adopted in
// March 2022 is another text, and its table may differ.
func Edition() PlanEdition {
	return PlanEdition{
		Title: rule.Text{
			ZH: "淮南市“十四五”民政事业规划（2021-2025）",
			EN: "Huainan's 14th Five-Year civil-affairs plan (2021–2025)",
		},
		Issued: "2021-12",
		Status: rule.Text{
			ZH: "2021年12月的征求意见稿，不是2022年3月通过的规划；后者的指标表可能不同，引用前请核对",
			EN: "the consultation draft of December 2021, not the plan adopted in March 2022, whose table may differ; check before citing",
		},
	}
}

// editionName is how clauses, and through them decisions, say which text was read.
var editionName = rule.Text{
	ZH: "所据文本：《淮南市“十四五”民政事业规划》2021年12月征求意见稿；2022年3月通过的规划可能不同",
	EN: "Text read: Huainan's 14th Five-Year civil-affairs plan, consultation draft of December 2021; the plan adopted in March 2022 may differ",
}
