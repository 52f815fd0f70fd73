package dated

import (
	"encoding/json"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Entry 标准条目 is what one document gives one area from a month on. A document that gives
// standards for several areas, or in several steps, has an entry for each.
type Entry[P any] struct {
	// Area 适用地区 is one of the book's areas.
	Area string `json:"area" zh:"适用地区" en:"area"`
	// From 起始月份 is the first month in which it holds.
	From unit.Month `json:"from" zh:"起始月份" en:"first month"`
	// Until 截止月份 is the last, where the document says one. Without it the entry holds until
	// another begins.
	Until unit.Month `json:"until,omitzero" zh:"截止月份" en:"last month"`
	// Published 公布日期 is the day from which it is known. It may lie after From: the notice then
	// reaches back.
	Published unit.Day `json:"published" zh:"公布日期" en:"day of publication"`
	// Document 文号 is the document's number.
	Document string `json:"document" zh:"文号" en:"document number"`
	// Source 出处 says where the document can be read. Optional.
	Source string `json:"source,omitzero" zh:"出处" en:"source"`
	// Parameters are what it gives.
	Parameters P `json:"parameters" zh:"~" en:"~"`
}

// ReachesBack 追溯 reports whether the entry begins before the month in which it was published:
// what was paid for the months before is then made up.
func (e Entry[P]) ReachesBack() bool { return e.From.Before(e.Published.Month()) }

// By 适用缘由 says whose standard holds in an area. The zero By belongs to no answer.
type By = rule.Enum[bys]

// Whose standard holds.
const (
	Own  By = iota + 1 // 本地标准: the area has an entry of its own
	City               // 全市标准: it has none, and the city's holds
)

type bys struct{}

func (bys) Choices() rule.Choices { return byList }

var byList = rule.Choices{
	Own:  {Code: "own", Label: rule.Text{ZH: "本地标准", EN: "its own"}},
	City: {Code: "city", Label: rule.Text{ZH: "全市标准", EN: "the city's"}},
}

// Found 适用标准 is the entry that holds in an area and month, and why.
type Found[P any] struct {
	Entry[P]
	// Asked is the area that was asked for, and By whose standard holds there.
	Asked string
	By    By
	// First and Last are the months in which the entry holds in that area, as far as is
	// known: where another entry follows, Last is the month before it begins. A zero Last is an
	// open end.
	First, Last unit.Month

	gives json.RawMessage
}

// Why tells the entry and why it holds.
func (f Found[P]) Why() rule.Text {
	months := rule.Text{ZH: "自" + f.First.String() + "起", EN: "from " + f.First.String() + " on"}
	if !f.Last.IsZero() {
		months = rule.Text{ZH: f.First.String() + "至" + f.Last.String(), EN: f.First.String() + " to " + f.Last.String()}
	}
	whose := rule.Text{ZH: f.Asked + "本地标准", EN: f.Asked + ", its own standard"}
	if f.By == City {
		whose = rule.Text{ZH: f.Asked + "当月无本地标准，适用" + f.Area + "标准", EN: f.Asked + " has no standard of its own then and follows " + f.Area}
	}
	return rule.Text{
		ZH: whose.ZH + "：" + f.Document + "（" + f.Published.String() + "公布），" + months.ZH,
		EN: whose.EN + ": " + f.Document + " (published " + f.Published.String() + "), " + months.EN}
}

// Notice gives the document as a rule's record names it; see [rule.Rule.UnderNotice].
func (f Found[P]) Notice() rule.Notice {
	n := f.notice(f.gives)
	if f.By == City {
		n.For = f.Asked
	}
	return n
}

func (e *Entry[P]) notice(gives json.RawMessage) rule.Notice {
	return rule.Notice{Document: e.Document, Area: e.Area, Since: e.From, Until: e.Until, Published: e.Published, Gives: gives}
}

// Under puts a rule under the parameters of an entry, which its text and record then name as
// their origin.
func Under[P, Facts, Answer any](r rule.Rule[P, Facts, Answer], f Found[P]) rule.Rule[P, Facts, Answer] {
	return r.UnderNotice(f.Parameters, f.Notice())
}
