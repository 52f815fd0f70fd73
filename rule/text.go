package rule

import "github.com/huainan-minzheng/civilaffairs/unit"

// Language 语言 selects which half of a [Text] is shown; see [unit.Language].
type Language = unit.Language

// The languages every text of the module is written in.
const (
	Chinese = unit.Chinese // 中文
	English = unit.English // 英文
)

// ParseLanguage reads a language; see [unit.ParseLanguage].
func ParseLanguage(s string) (Language, error) { return unit.ParseLanguage(s) }

// Text 文本 is one phrase in both languages of the module; see [unit.Text].
type Text = unit.Text
