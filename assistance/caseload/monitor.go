package caseload

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Move 变动 says what happened to a household's class since last month.
type Move = rule.Enum[moves]

// The moves. Classes stand in the order of need: extreme poverty, the allowance, its edge, necessary
// spending, none.
const (
	Same       Move = iota + 1 // 类别未变
	Fallen                     // 困难加重：a class of greater need than last month's
	Risen                      // 困难减轻：a class of lesser need
	Reported                   // 本月新报：not in last month's list
	Unreported                 // 本月未报：in last month's list only
)

type moves struct{}

func (moves) Choices() rule.Choices { return moveList }

var moveList = rule.Choices{
	Same:       {Code: "same", Label: rule.Text{ZH: "类别未变", EN: "same class"}},
	Fallen:     {Code: "fallen", Label: rule.Text{ZH: "困难加重", EN: "fallen into greater need"}},
	Risen:      {Code: "risen", Label: rule.Text{ZH: "困难减轻", EN: "risen out of it"}},
	Reported:   {Code: "reported", Label: rule.Text{ZH: "本月新报", EN: "newly reported"}},
	Unreported: {Code: "unreported", Label: rule.Text{ZH: "本月未报", EN: "not reported this month"}},
}

// Visit 走访对象 is a household to visit: its class changed, it is new or was not reported, or its income
// is near a bound.
type Visit struct {
	County   string `json:"county" zh:"县区" en:"county"`
	Township string `json:"township" zh:"乡镇（街道）" en:"township"`
	ID       string `json:"id" zh:"户编号" en:"id"`
	Move     Move   `json:"move" zh:"变动" en:"move"`
	// Was and Is are last month's class and this month's; the zero Class where it was not reported.
	Was assistance.Class `json:"was,omitzero" zh:"上月类别" en:"class last month"`
	Is  assistance.Class `json:"is,omitzero" zh:"本月类别" en:"class this month"`
	// ByStandard 因标准变化 says that this month's standards alone would have changed last month's class,
	// ByFacts 因家庭情况变化 that what changed in the household (its place too) moved it, from there on. One may undo
	// a part of the other.
	ByStandard bool `json:"by_standard,omitzero" zh:"因标准变化" en:"by the standards"`
	ByFacts    bool `json:"by_facts,omitzero" zh:"因家庭情况变化" en:"by the facts"`
	// Reason is what now speaks against last month's class, for one that has risen.
	Reason assistance.Reason `json:"reason,omitzero" zh:"不再符合上月类别的理由" en:"against last month's class"`
	// Near is the bound that its income is near to, where it is.
	Near rule.Given[Threshold] `json:"near,omitzero" zh:"临近界限" en:"near a bound"`
}

// Watch 监测口径 is what two months are compared by.
type Watch struct {
	Book ClassBook
	// Last and This are the two months; Last is before This.
	Last, This unit.Month
	// Within 临近金额 is how near to a bound a household's income is worth a visit, in yuan a month; not
	// negative.
	Within unit.Money
}

// Counts 监测计数 counts households by what happened to them; each stands in exactly one of the five.
type Counts struct {
	Same       int64 `json:"same"`
	Fallen     int64 `json:"fallen"`
	Risen      int64 `json:"risen"`
	Reported   int64 `json:"reported"`
	Unreported int64 `json:"unreported"`
	// Near counts those of this month's list whose income is near a bound, whatever else happened to them.
	Near int64 `json:"near"`
}

// Households is how many households stand in one list or both.
func (c Counts) Households() int64 { return c.Same + c.Fallen + c.Risen + c.Reported + c.Unreported }

func (c *Counts) add(v *Visit) {
	switch v.Move {
	case Same:
		c.Same++
	case Fallen:
		c.Fallen++
	case Risen:
		c.Risen++
	case Reported:
		c.Reported++
	case Unreported:
		c.Unreported++
	}
	if !v.Near.IsZero() {
		c.Near++
	}
}

// PlaceCounts counts the households of a county, or of one of its townships.
type PlaceCounts struct {
	County   string `json:"county"`
	Township string `json:"township,omitzero"` // empty for the county as a whole
	Counts
}

// Monitoring 监测结果 is this month held against last month.
type Monitoring struct {
	All        Counts        `json:"all"`
	ByCounty   []PlaceCounts `json:"by_county"`
	ByTownship []PlaceCounts `json:"by_township"`
	// Visits are the households to visit, in the order of county, township and id. One that is not
	// reported stands where it was last month.
	Visits []Visit `json:"visits"`
}

// Monitor 低收入人口动态监测 holds this month's register of households in need against last month's
// (三(一)2): who has fallen into a class of greater need or risen into one of lesser, and whether the
// standards or the household changed; who is new, who was not reported; and whose income is near a bound.
// Each month's households are classified by [assistance.Classification] under what the book has for their
// county in that month. Counts add up: by township to the county, by county to all.
//
// Blanks around the name of a county or township do not count. Both lists may be in any order. Last month's is kept in memory. The error is a [*ListError] for the first
// row that cannot be classified ("last" or "this" month's list; of one that moved, last month's too under this
// month's standards), whose id is empty ([rule.Missing]) or stands
// twice ([rule.Duplicate]); [rule.Range] for months out of order or a negative amount, [rule.Missing]
// for a list that is nil, [rule.NotWhole] for the zero ClassBook.
func Monitor(last, this iter.Seq[Watched], w Watch) (Monitoring, error) {
	if err := lists(list{listLast, last == nil}, list{listThis, this == nil}); err != nil {
		return Monitoring{}, err
	}
	if err := w.check(); err != nil {
		return Monitoring{}, err
	}
	m := monitor{watch: w, before: classesIn(w.Book, w.Last), now: classesIn(w.Book, w.This), had: map[string]known{}, townships: map[place]*Counts{}}
	if err := m.remember(last); err != nil {
		return Monitoring{}, err
	}
	if err := m.compare(this); err != nil {
		return Monitoring{}, err
	}
	for id, k := range m.had {
		if !k.seen {
			m.note(Visit{County: k.County, Township: k.Township, ID: id, Move: Unreported, Was: k.class})
		}
	}
	return m.result(), nil
}

func (w Watch) check() error {
	var f rule.Errors
	switch {
	case w.Last.IsZero():
		f.Missing("last")
	case w.This.IsZero():
		f.Missing("this")
	case !w.Last.Before(w.This):
		f.Add(rule.Range, "last", w.Last.String(), rule.Text{ZH: "上月须早于本月" + w.This.String(), EN: "must be before this month, " + w.This.String()})
	}
	if len(w.Book.Areas()) == 0 {
		_, err := w.Book.At("", w.This)
		f.Wrap("book", err)
	}
	if w.Within.Sign() < 0 {
		f.Add(rule.Range, "within", w.Within.String(), rule.Text{ZH: "不得为负", EN: "must not be negative"})
	}
	return f.Err()
}

// known is a household of last month's list.
type known struct {
	Watched
	class assistance.Class
	row   int
	seen  bool
}

type place struct{ county, township string }

type monitor struct {
	watch       Watch
	before, now names[classRules]
	had         map[string]known
	townships   map[place]*Counts
	visits      []Visit
}

func (m *monitor) remember(last iter.Seq[Watched]) error {
	row := -1
	for h := range last {
		row++
		h.placed()
		out, _, err := classify(&m.before, &h)
		if err == nil {
			err = checkID(h.ID)
		}
		if _, twice := m.had[h.ID]; twice && err == nil {
			err = again(h.ID)
		}
		if err != nil {
			return &ListError{listLast, row, h.ID, err}
		}
		m.had[h.ID] = known{Watched: h, class: out.Class, row: row}
	}
	return nil
}

func again(id string) error {
	var f rule.Errors
	f.Add(rule.Duplicate, "id", shown(id), rule.Text{ZH: "户编号重复：请删去一行", EN: "the id stands twice: leave one row out"})
	return f
}

func (m *monitor) compare(this iter.Seq[Watched]) error {
	seen := map[string]bool{}
	row := -1
	for h := range this {
		row++
		h.placed()
		v, err := m.visit(&h)
		if err == nil && seen[h.ID] {
			err = again(h.ID)
		}
		if err != nil {
			if _, named := err.(*ListError); named {
				return err
			}
			return &ListError{listThis, row, h.ID, err}
		}
		seen[h.ID] = true
		m.note(v)
	}
	return nil
}

// visit says what happened to one household.
func (m *monitor) visit(h *Watched) (Visit, error) {
	v := Visit{County: h.County, Township: h.Township, ID: h.ID, Move: Reported}
	if err := checkID(h.ID); err != nil {
		return v, err
	}
	out, p, err := classify(&m.now, h)
	if err != nil {
		return v, err
	}
	v.Is = out.Class
	t, found, err := near(p, &h.Applicant, m.watch.Within)
	if err != nil {
		return v, err
	}
	if found {
		v.Near = rule.Give(t)
	}
	k, ok := m.had[h.ID]
	if !ok {
		return v, nil
	}
	k.seen = true
	m.had[h.ID] = k
	v.Was, v.Move = k.class, Same
	if v.Is == v.Was {
		return v, nil
	}
	then, _, err := classify(&m.now, &k.Watched) // last month's household under this month's standards
	if err != nil {
		return v, &ListError{listLast, k.row, h.ID, err} // its county then has none now
	}
	v.ByStandard, v.ByFacts = then.Class != v.Was, then.Class != v.Is
	v.Move = Fallen
	if v.Is > v.Was {
		v.Move = Risen
		v.Reason = against(out, v.Was)
	}
	return v, nil
}

// against is why a household is not in a class.
func against(out assistance.Classified, c assistance.Class) assistance.Reason {
	switch c {
	case assistance.ClassExtremePoverty:
		return out.ExtremePoverty
	case assistance.ClassAllowance:
		return out.Allowance
	case assistance.ClassEdge:
		return out.Edge
	}
	return out.Rigid
}

// note counts a household, and keeps it if it is to be visited.
func (m *monitor) note(v Visit) {
	at := place{v.County, v.Township}
	atKey(m.townships, at).add(&v)
	if v.Move != Same || !v.Near.IsZero() {
		m.visits = append(m.visits, v)
	}
}

func (m *monitor) result() Monitoring {
	out := Monitoring{Visits: m.visits}
	slices.SortFunc(out.Visits, func(a, b Visit) int {
		return cmp.Or(cmp.Compare(a.County, b.County), cmp.Compare(a.Township, b.Township), cmp.Compare(a.ID, b.ID))
	})
	places := slices.SortedFunc(maps.Keys(m.townships), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.county, b.county), cmp.Compare(a.township, b.township))
	})
	for _, at := range places {
		c := m.townships[at]
		out.ByTownship = append(out.ByTownship, PlaceCounts{at.county, at.township, *c})
		if n := len(out.ByCounty); n == 0 || out.ByCounty[n-1].County != at.county {
			out.ByCounty = append(out.ByCounty, PlaceCounts{County: at.county})
		}
		out.ByCounty[len(out.ByCounty)-1].join(c)
		out.All.join(c)
	}
	return out
}

func (c *Counts) join(o *Counts) {
	c.Same, c.Fallen, c.Risen = c.Same+o.Same, c.Fallen+o.Fallen, c.Risen+o.Risen
	c.Reported, c.Unreported, c.Near = c.Reported+o.Reported, c.Unreported+o.Unreported, c.Near+o.Near
}
