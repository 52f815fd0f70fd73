package childwelfare

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Schooled 就学情况 counts the disabled children of an institution who go to school.
type Schooled struct {
	// Schooled 接受教育并纳入学籍管理的儿童 is 0 to Children; a child who is taught but not on a school's register does
	// not count.
	Schooled int64 `json:"schooled" zh:"接受教育并纳入学籍管理的儿童（名）" en:"children at school and on its register" range:"[0,9007199254740991]"`
	// Children 机构内适合就学的适龄残疾儿童 is at least 1.
	Children int64 `json:"children" zh:"机构内适合就学的适龄残疾儿童（名）" en:"disabled children of school age who can attend" range:"[0,9007199254740991]"`
}

// Counts gives the children at school, of all.
func (s Schooled) Counts() (part, whole int64) { return s.Schooled, s.Children }

// UnmarshalJSON refuses a count that is absent.
func (s *Schooled) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// Schooling 机构内适龄残疾儿童就学率 is every disabled child of school age in an institution, who can attend, at school
// and on its register (三(四)3, 全部接受教育): 100 %. The clause names no year.
var Schooling = rows.Whole[Schooled]("childwelfare.schooling",
	rule.Text{ZH: "机构内适龄残疾儿童就学率", EN: "Disabled children in institutions at school"}, "",
	seeds.MustQuote("三(四)3", "保障机构内适合就学的适龄残疾儿童全部接受教育并纳入学籍管理")).Rule()
