package caseload

import (
	"iter"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Turn 变动起算月份 says from which month on a change within a month counts. The zero Turn is refused: norms differ, and
// which holds is the caller's.
type Turn = rule.Enum[turns]

// The turns.
const (
	ThisMonth Turn = iota + 1 // 当月起：the month of the change goes by what is so after it
	NextMonth                 // 次月起：the month of the change goes by what was so before it
)

type turns struct{}

func (turns) Choices() rule.Choices { return turnList }

var turnList = rule.Choices{
	ThisMonth: {Code: "this-month", Label: rule.Text{ZH: "当月起", EN: "from the month of the change"}},
	NextMonth: {Code: "next-month", Label: rule.Text{ZH: "次月起", EN: "from the month after it"}},
}

// Turns 变动起算口径 says for each kind of change from which month on it counts. All four are given: the module has no
// default. An allowance begins in the month after the decision by article 21 of 民发〔2021〕57号, so that Enter is
// NextMonth where the days are those of decisions; what a county does in the month of a move, a birth or a death is its own.
type Turns struct {
	// Enter 纳入 is for a household that was no case before, Leave 退出 for one that is none after.
	Enter Turn `json:"enter" zh:"纳入" en:"entering"`
	Leave Turn `json:"leave" zh:"退出" en:"leaving"`
	// Move 迁移 is for another county or another of urban and rural, by whose standards it goes.
	Move Turn `json:"move" zh:"迁移" en:"moving"`
	// Facts 家庭情况变化 is for members, incomes and property.
	Facts Turn `json:"facts" zh:"家庭情况变化" en:"other facts"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a turn left out.
func (t *Turns) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, t) }

// Spell 家庭情况时段 is what a household is like from a day on, until the next spell.
type Spell struct {
	Since unit.Day `json:"since" zh:"起始日期" en:"since"`
	// Left 已退出 says that it is no case from that day on; county and household are then not looked at.
	Left bool `json:"left,omitzero" zh:"已退出" en:"left"`
	// County and Household are as in a [Case]; where the household has not left, [Run] refuses it without them.
	County    string               `json:"county,omitzero" zh:"县区" en:"county"`
	Household assistance.Household `json:"household,omitzero" zh:"~" en:"~"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a day left out.
func (s *Spell) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// History 家庭历史 is a household with its spells, in the order of their days. Before the first it was no case.
type History struct {
	ID     string  `json:"id" zh:"户编号" en:"id"`
	Spells []Spell `json:"spells" zh:"时段" en:"spell"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (h *History) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, h) }

// In 某月情况 gives a household as it counts in a month, for [Run], [Due] or [Arrears], and whether it is a case at
// all. Each change on a day of the month, the first and the last included, counts in the month or from the next one on,
// by the turn of its kind: a household confirmed on 1 July enters in August by [NextMonth]. A spell may change several things at once: a
// household that moves and grows on one day, with Move for the next month and Facts for this one, counts with its new members in
// its old county. One that leaves and comes back within a month, with Leave for the next, has not left in it: what is other
// then counts by Move and Facts, not by Enter.
//
// A month goes by one standard: what is paid is never divided by days. Errors: [rule.Missing] for a turn, a month, an
// id or a day that is not given, [rule.Invalid] for a turn that is none, [rule.Range] for spells out of order.
func (t Turns) In(h *History, month unit.Month) (Case, bool, error) {
	if err := t.check(h, month); err != nil {
		return Case{}, false, err
	}
	var is Case
	present := false
	for i := range h.Spells {
		s := &h.Spells[i]
		begun := s.Since.Month()
		if begun.After(month) {
			break
		}
		counts := func(turn Turn) bool { return begun != month || turn == ThisMonth }
		switch {
		case s.Left:
			if counts(t.Leave) {
				present = false
			}
			continue
		case !present: // it enters with all it has, or not yet
			if counts(t.Enter) {
				is, present = Case{County: s.County, Household: s.Household}, true
			}
			continue
		}
		area := is.Household.Area
		if counts(t.Facts) {
			is.Household = s.Household
		}
		if is.Household.Area = area; counts(t.Move) {
			is.County, is.Household.Area = s.County, s.Household.Area
		}
	}
	if !present {
		return Case{ID: h.ID}, false, nil
	}
	is.ID = h.ID
	return is, true, nil
}

func (t Turns) check(h *History, month unit.Month) error {
	var f rule.Errors
	if month.IsZero() {
		f.Missing("month")
	}
	for _, x := range []struct {
		field string
		turn  Turn
	}{{"enter", t.Enter}, {"leave", t.Leave}, {"move", t.Move}, {"facts", t.Facts}} {
		if x.turn == 0 {
			f.Missing(x.field)
		} else if _, err := x.turn.MarshalText(); err != nil {
			f.Wrap(x.field, err)
		}
	}
	if h == nil {
		f.Missing("history")
		return f
	}
	f.Wrap("", checkID(h.ID))
	for i := range h.Spells {
		at := "spells[" + strconv.Itoa(i) + "].since"
		switch since := h.Spells[i].Since; {
		case since.IsZero():
			f.Missing(at)
		case i > 0 && !h.Spells[i-1].Since.Before(since):
			f.Add(rule.Range, at, since.String(), rule.Text{
				ZH: "须晚于上一时段的" + h.Spells[i-1].Since.String() + "：请按日期排列，一天只留一条", EN: "must be after the spell before it, " + h.Spells[i-1].Since.String() + ": put them in order, one a day"})
		}
	}
	return f.Err()
}

// Roster 某月名单 gives those of the households that are cases in a month, as they count in it: [Turns.In] of each. A
// household that is refused is yielded with its id and a [*rule.RowError], and the list goes on; no list is
// [rule.Missing].
func Roster(histories iter.Seq[History], month unit.Month, t Turns) iter.Seq2[Case, error] {
	return func(yield func(Case, error) bool) {
		if histories == nil {
			yield(Case{}, noList("histories"))
			return
		}
		row := -1
		box := new(History)
		for h := range histories {
			row++
			*box = h
			c, present, err := t.In(box, month)
			if err != nil {
				c, err = Case{ID: h.ID}, &rule.RowError{Row: row, Err: err}
			}
			if (present || err != nil) && !yield(c, err) {
				return
			}
		}
	}
}
