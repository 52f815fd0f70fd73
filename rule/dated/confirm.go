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
	// One document may give several areas and months: the entry from which it differs least is meant.
	e, elsewhere := (*Entry[P])(nil), false
	for i := range in.entries {
		if !has(in.entries[i]) {
			continue
		}
		g := differences(&n, &in.entries[i], in.gives[i])
		other := in.entries[i].Area != n.Area || in.entries[i].From != n.Since
		if e == nil || len(g) < len(f) || len(g) == len(f) && elsewhere && !other {
			f, e, elsewhere = g, &in.entries[i], other
		}
	}
	if elsewhere { // it says nothing of the month then
		return f
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

// differences names each field of a record's document that an entry has otherwise.
func differences[P any](n *rule.Notice, e *Entry[P], gives []byte) (f rule.Errors) {
	differs := func(field, recorded, published string) {
		if recorded == published {
			return
		}
		if published == "" {
			published = "–"
		}
		f.Add(rule.Invalid, field, short(recorded), rule.Text{ZH: "标准册为" + published, EN: "the book has " + published})
	}
	differs("area", n.Area, e.Area)
	differs("since", n.Since.String(), e.From.String())
	differs("until", n.Until.String(), e.Until.String())
	differs("published", n.Published.String(), e.Published.String())
	if !sameJSON(n.Gives, gives) {
		differs("gives", string(n.Gives), string(gives))
	}
	return f
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
