package dated

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Book 标准册 holds the entries of a kind of standard, for a fixed list of areas. It is
// immutable and safe for use by any number of goroutines. The zero Book refuses every
// question with [rule.NotWhole].
type Book[P any] struct{ b *book[P] }

type book[P any] struct {
	areas   Areas
	at      map[string]int // the place of each area
	entries []Entry[P]
	gives   []json.RawMessage // by entry, its parameters as JSON
	spans   [][]span          // by area, in the order of months
	known   unit.Day          // as known on this day; zero for all that was published
	shared  bool              // the parameters hold lists, and are copied out
}

// span is a run of months in which one entry holds in an area.
type span struct {
	first, last unit.Month // last is zero for an open end
	entry       int
	by          By
}

// New 编制标准册 checks entries and gives the book. The order of the entries does not matter.
// Each check, where there is one, refuses parameters that cannot be: that of a rule is
// func(p P) error { return r.Under(p).Err() }.
//
// Of the entries of an area, that with the latest first month up to a month holds in it, and
// of two with one first month that which was published last. What is left unclear is refused,
// entry and field named, with the way to mend it:
//
//   - no areas, or one twice; an entry of an area that is not in the list;
//   - a field left out, a last month before the first;
//   - two entries of an area with one first month and one day of publication, or with one first
//     month and one document ([rule.Duplicate]);
//   - an overlap ([rule.Invalid]): an entry whose months reach to one that begins later and
//     was published before, or one that says a last month and reaches into another of the same day;
//   - a gap ([rule.Missing]): months between two entries, where the earlier says when it ends.
func New[P any](areas Areas, entries []Entry[P], checks ...func(P) error) (Book[P], error) {
	return build(areas, entries, checks, ".parameters", func(i int) (string, rule.Text) {
		return "entries[" + strconv.Itoa(i) + "]", entryNumber(i)
	})
}

// builder collects what is wrong with the entries of a book.
type builder[P any] struct {
	book[P]
	f      rule.Errors
	name   func(i int) (field string, label rule.Text)
	inside string
}

// labels of the fields of an entry.
var labels = map[string]rule.Text{
	"area": {ZH: "适用地区", EN: "area"}, "from": {ZH: "起始月份", EN: "first month"}, "until": {ZH: "截止月份", EN: "last month"},
	"published": {ZH: "公布日期", EN: "day of publication"}, "document": {ZH: "文号", EN: "document number"}, "source": {ZH: "出处", EN: "source"},
}

// refuse names the entry, as the file or list it came from counts it and as its document does.
func (b *builder[P]) refuse(code rule.Code, i int, field, value string, why rule.Text) {
	at, label := b.name(i)
	e := &b.entries[i]
	name := strings.Join(slices.DeleteFunc([]string{short(e.Area), e.From.String(), short(e.Document)}, func(s string) bool { return s == "" }), " ")
	if name != "" {
		label.ZH += "（" + name + "）"
		label.EN += " (" + name + ")"
	}
	what := labels[field]
	b.f.Wrap("", rule.Errors{{
		Code: code, Field: at + "." + field, Value: value, Reason: why,
		Label: rule.Text{ZH: label.ZH + " " + what.ZH, EN: label.EN + ", " + what.EN},
	}})
}

// build is New for entries of a list or file, which name counts; inside is where the parameters of
// an entry are in it.
func build[P any](areas Areas, entries []Entry[P], checks []func(P) error, inside string, name func(int) (string, rule.Text)) (Book[P], error) {
	b := builder[P]{name: name, inside: inside}
	b.areas = Areas{City: areas.City, Counties: slices.Clone(areas.Counties)}
	if b.at = b.areas.check(&b.f); len(b.f) > 0 {
		return Book[P]{}, b.f // no entry could be held against them
	}
	if len(entries) == 0 {
		b.f.Add(rule.Missing, "entries", "", rule.Text{ZH: "没有任何条目：请至少给出一条标准", EN: "no entries: give at least one"})
	}
	b.entries = slices.Clone(entries)
	b.shared = holdsLists(reflect.TypeFor[P](), 0)
	for i := range b.entries {
		b.entry(i, checks)
	}
	if len(b.f) > 0 {
		return Book[P]{}, b.f
	}
	lines := b.byArea()
	for _, line := range lines {
		b.overlaps(line)
	}
	if len(b.f) == 0 {
		b.spans = b.lay(lines)
		b.gaps()
	}
	if len(b.f) > 0 {
		return Book[P]{}, b.f
	}
	return Book[P]{&b.book}, nil
}

// entry looks at one alone.
func (b *builder[P]) entry(i int, checks []func(P) error) {
	e := &b.entries[i]
	miss := func(missing bool, field string) {
		if missing {
			b.refuse(rule.Missing, i, field, "", rule.Missing.Text())
		}
	}
	miss(e.Area == "", "area")
	if _, ok := b.at[e.Area]; !ok && e.Area != "" {
		b.refuse(rule.Invalid, i, "area", short(e.Area), b.areas.unknown())
	}
	miss(e.From.IsZero(), "from")
	if !e.Until.IsZero() && e.Until.Before(e.From) {
		b.refuse(rule.Range, i, "until", e.Until.String(), rule.Text{
			ZH: "不得早于起始月份" + e.From.String() + "：请核对两个月份", EN: "must not be before the first month, " + e.From.String() + ": check both"})
	}
	miss(e.Published.IsZero(), "published")
	miss(e.Document == "", "document")
	for _, s := range []struct{ field, text string }{{"document", e.Document}, {"source", e.Source}} {
		switch {
		case !utf8.ValidString(s.text):
			b.refuse(rule.Syntax, i, s.field, short(s.text), notUTF8)
		case strings.TrimSpace(s.text) != s.text:
			b.refuse(rule.Invalid, i, s.field, short(s.text), blanks)
		case s.field == "document" && hidden(s.text):
			b.refuse(rule.Invalid, i, s.field, short(s.text), notShown(s.text))
		}
	}
	if b.shared {
		e.Parameters = rule.Clone(e.Parameters)
	}
	var own rule.Errors
	for _, check := range checks {
		own.Wrap("", check(e.Parameters))
	}
	raw, err := given(e.Parameters, nil)
	own.Wrap("", err)
	b.gives = append(b.gives, raw)
	at, label := b.name(i)
	for _, f := range own {
		f.Field = at + b.inside + dot(f.Field)
		f.Rule, f.Part = "", ""
		f.Label = rule.Text{ZH: label.ZH + " " + f.Label.ZH, EN: label.EN + ", " + f.Label.EN}
		b.f.Wrap("", rule.Errors{f})
	}
}

func dot(field string) string {
	if field == "" {
		return ""
	}
	return "." + field
}

// byArea lists the entries of each area in the order of first months, and of publication
// where these are one.
func (b *book[P]) byArea() [][]int {
	lines := make([][]int, len(b.at))
	for i := range b.entries {
		at := b.at[b.entries[i].Area]
		lines[at] = append(lines[at], i)
	}
	for _, line := range lines {
		slices.SortFunc(line, func(i, j int) int {
			x, y := &b.entries[i], &b.entries[j]
			return cmp.Or(x.From.Cmp(y.From), x.Published.Cmp(y.Published), cmp.Compare(i, j))
		})
	}
	return lines
}

// overlaps refuses entries of one area between which a month could not choose. Those of one first month
// stand in the order of publication, so that two of one day are neighbours.
func (b *builder[P]) overlaps(line []int) {
	next := b.known(line)
	documents := map[string]int{} // of the first month: the entry that has each last
	for k, i := range line {
		e := &b.entries[i]
		same := k > 0 && b.entries[line[k-1]].From == e.From
		if !same {
			clear(documents)
		}
		twin, twice := documents[e.Document]
		documents[e.Document] = i
		if same && b.entries[line[k-1]].Published == e.Published {
			o := &b.entries[line[k-1]]
			b.refuse(rule.Duplicate, i, "published", e.Published.String(), rule.Text{
				ZH: "同一地区、同一起始月份、同日公布的还有" + short(o.Document) + "：请删去一条，或核对公布日期",
				EN: short(o.Document) + " was published the same day for the same area and first month: leave one out, or check the days"})
		}
		if twice && b.entries[twin].Published != e.Published {
			b.refuse(rule.Duplicate, i, "document", short(e.Document), rule.Text{
				ZH: "同一文件对同一地区、同一起始月份给出两条：请删去一条",
				EN: "the document stands twice for this area and first month: leave one out"})
		}
		b.reaches(i, next[k])
	}
}

// known gives, for each entry of a line, the next beginning that was known when it was published: of the
// entries that begin later and were not published after it, the last published of the first month; −1 for none.
func (b *builder[P]) known(line []int) []int {
	out := make([]int, len(line))
	// The first months behind, the nearest last. One that was known no sooner than a nearer one is
	// never the next, and is left out: those that stay were known the sooner the farther they are.
	var behind [][]int
	for end := len(line); end > 0; {
		start := end - 1
		for start > 0 && b.entries[line[start-1]].From == b.entries[line[start]].From {
			start--
		}
		for k := start; k < end; k++ {
			out[k] = b.knownOn(b.entries[line[k]].Published, behind)
		}
		first := b.entries[line[start]].Published
		for len(behind) > 0 && !b.entries[behind[len(behind)-1][0]].Published.Before(first) {
			behind = behind[:len(behind)-1]
		}
		behind = append(behind, line[start:end])
		end = start
	}
	return out
}

// knownOn looks for the nearest first month that was known on a day, and in it for the last published.
func (b *builder[P]) knownOn(day unit.Day, behind [][]int) int {
	n := sort.Search(len(behind), func(n int) bool { return b.entries[behind[n][0]].Published.After(day) })
	if n == 0 {
		return -1
	}
	of := behind[n-1]
	return of[sort.Search(len(of), func(m int) bool { return b.entries[of[m]].Published.After(day) })-1]
}

// reaches refuses an entry that reaches to the next beginning that was known when it was
// published.
func (b *builder[P]) reaches(i, next int) {
	e := &b.entries[i]
	if next < 0 {
		return
	}
	o := &b.entries[next]
	if !e.Until.IsZero() && e.Until.Before(o.From) {
		return
	}
	before, err := o.From.Add(-1)
	if err != nil {
		return // nothing is before the first month there is
	}
	switch {
	case o.Published.Before(e.Published):
		b.refuse(rule.Invalid, i, "until", e.Until.String(), rule.Text{
			ZH: "与" + short(o.Document) + "（" + o.From.String() + "起，公布在前）重叠，该月起适用哪一条不明：请填截止月份（至迟" + before.String() + "）；若该月起也由本文件规定，请另加一条，起始月份为" + o.From.String(),
			EN: "overlaps " + short(o.Document) + " (from " + o.From.String() + ", published before): give the last month, " + before.String() + " at the latest, or, if this document replaces that one too, add an entry of it from " + o.From.String()})
	case !e.Until.IsZero():
		b.refuse(rule.Invalid, i, "until", e.Until.String(), rule.Text{
			ZH: "与同日公布的" + short(o.Document) + "（" + o.From.String() + "起）重叠：截止月份至迟为" + before.String() + "，或不填",
			EN: "overlaps " + short(o.Document) + " (from " + o.From.String() + "), published the same day: the last month is " + before.String() + " at the latest, or leave it out"})
	}
}
