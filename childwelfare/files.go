package childwelfare

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Filed 建档情况 counts the children in difficulty who have a file.
type Filed struct {
	// Filed 已建档的困境儿童 is 0 to Children.
	Filed int64 `json:"filed" zh:"已建档的困境儿童（名）" en:"children with a file" range:"[0,9007199254740991]"`
	// Children 困境儿童总数 is at least 1.
	Children int64 `json:"children" zh:"困境儿童总数（名）" en:"children in difficulty" range:"[0,9007199254740991]"`
}

// Counts gives the children with a file, of all.
func (f Filed) Counts() (part, whole int64) { return f.Filed, f.Children }

// UnmarshalJSON refuses a count that is absent.
func (f *Filed) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, f) }

// Files 困境儿童建档率 is a file for each child in difficulty (三(四)2, 一人一档): 100 %. The clause
// names no year.
var Files = rows.Whole[Filed]("childwelfare.files",
	rule.Text{ZH: "困境儿童一人一档建档率", EN: "Children in difficulty with a file"}, "",
	seeds.MustQuote("三(四)2", "建立完备的困境儿童信息台账，实现一人一档，实行动态管理")).Rule()
