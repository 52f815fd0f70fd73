package eldercare

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Visited 周探访情况 counts the persons to be visited at home, and those who were. It counts
// persons: who is visited three times in a week is one person visited, and makes up for
// nobody.
type Visited struct {
	// Visited 本周已探访的老年人 is how many of them were visited in the week, by telephone, by
	// video or at the door: 0 to Persons.
	Visited int64 `json:"visited" zh:"本周已探访的老年人（人）" en:"persons visited in the week" range:"[0,9007199254740991]"`
	// Persons 应探访的老年人 is at least 1: the older persons in hardship who live at home, such as
	// the very old, those alone and those unable to care for themselves (居家的高龄、独居、
	// 不能自理等特殊困难老年人). The list of them is the caller's; each is in it once.
	Persons int64 `json:"persons" zh:"应探访的特殊困难老年人（人）" en:"persons to visit" range:"[0,9007199254740991]"`
}

// Counts gives the persons visited, of those to visit.
func (v Visited) Counts() (part, whole int64) { return v.Visited, v.Persons }

// UnmarshalJSON refuses a count that is absent.
func (v *Visited) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, v) }

// WeeklyVisits 周探访率 is 100 % (三(二)3): every older person in hardship is visited every week.
// Each week is a case of its own, and the clause names no year. Shortfall is how many were not
// visited.
var WeeklyVisits = rows.Stated[Visited]("eldercare.weekly-visits",
	rule.Text{ZH: "特殊困难老年人周探访率", EN: "Older persons in hardship visited in the week"}, "weekly-visits", "").Rule()

// Adapted 适老化改造情况 counts a year's homes.
type Adapted struct {
	// Homes 当年改造户数 is how many homes of older persons in hardship (困难老年人) were adapted in the
	// year. Those whom 三(二)3 names, the very old in economic hardship, are among them.
	Homes int64 `json:"homes" zh:"当年完成适老化改造的困难老年人家庭（户）" en:"homes adapted in the year" range:"[0,9007199254740991]"`
}

// Count gives the homes.
func (a Adapted) Count() int64 { return a.Homes }

// UnmarshalJSON refuses an absent count.
func (a *Adapted) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, a) }

// HomesAdapted 困难老年人居家适老化改造 is at least 324 homes in each year (B2.3). Each year is a case of
// its own: a surplus of one is not carried into the next. For whom the homes are is told in
// two ways (discrepancy adaptation-group); the figure stands in the box, and its group is the
// one counted.
var HomesAdapted = rows.Level[Adapted]("eldercare.homes-adapted",
	rule.Text{ZH: "困难老年人居家适老化改造（每年）", EN: "Homes of older persons in hardship adapted in a year"}, "homes-adapted-yearly", "").Rule()
