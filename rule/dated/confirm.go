package dated

import (
	"bytes"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var _ rule.Gazette = Book[struct{}]{}

// Confirm 核对文件 tells whether the book has a document as a record shows it, and whether it held
// in a month, as known on the day of its publication, where the month is not zero; see
// [rule.Catalog.WithGazettes]. A later document that replaced it changes nothing in that.
//
// The error is [rule.Missing] at "document" for a document that the book does not have, and names
// the field that is not as published otherwise.
func (b Book[P]) Confirm(n rule.Notice, month unit.Month) error {
	var f rule.Errors
	in := b.in()
	has := func(e Entry[P]) bool { return e.Document == n.Document }
	if !slices.ContainsFunc(in.entries, has) {
		f.Add(rule.Missing, "document", short(n.Document), rule.Text{ZH: "标准册中没有此文件", EN: "the book has no such document"})
		return f
	}
	i := slices.IndexFunc(in.entries, func(e Entry[P]) bool { return has(e) && e.Area == n.Area && e.From == n.Since })
	if i < 0 {
		f.Add(rule.Invalid, "since", n.Since.String(), rule.Text{
			ZH: "标准册中" + n.Document + "没有对" + n.Area + "自该月起的规定", EN: "the book's " + n.Document + " gives nothing for " + n.Area + " from that month on"})
		return f
	}
	e := &in.entries[i]
	differs := func(field, recorded, published string) {
		if recorded != published {
			if published == "" {
				published = "–"
			}
			f.Add(rule.Invalid, field, recorded, rule.Text{ZH: "标准册为" + published, EN: "the book has " + published})
		}
	}
	differs("until", n.Until.String(), e.Until.String())
	differs("published", n.Published.String(), e.Published.String())
	if !sameJSON(n.Gives, in.gives[i]) {
		differs("gives", string(n.Gives), string(in.gives[i]))
	}
	asked := n.Area
	if n.For != "" {
		asked = n.For
	}
	if !month.IsZero() {
		then, err := b.AsKnownOn(e.Published).At(asked, month)
		if err != nil || then.Document != e.Document || then.From != e.From || then.Area != e.Area {
			f.Add(rule.Invalid, "document", short(n.Document), rule.Text{
				ZH: "按公布当日的标准册，" + asked + month.String() + "不适用此文件", EN: "by the book of its day it did not hold in " + asked + " in " + month.String()})
		}
	} else if n.For != "" && (!slices.Contains(in.areas.Counties, n.For) || n.Area != in.areas.City) {
		f.Add(rule.Invalid, "for", short(n.For), rule.Text{ZH: "不是适用" + n.Area + "标准的县区", EN: "is no county that could follow " + n.Area})
	}
	return f.Err()
}

func sameJSON(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	x, err := tree.Parse(a)
	y, err2 := tree.Parse(b)
	same := err == nil && err2 == nil
	tree.Diff(x, y, func(string, any, any, bool, bool) { same = false })
	return same
}
