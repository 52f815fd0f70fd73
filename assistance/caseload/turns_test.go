package caseload_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

const (
	now  = caseload.ThisMonth
	next = caseload.NextMonth
)

// lives is a spell of a household in a place.
func lives(since, county string, a assistance.Area, members int, income int32) caseload.Spell {
	return caseload.Spell{Since: unit.MustParseDay(since), County: county, Household: home(a, members, income)}
}

// TestAChangeWithinAMonthCountsByItsTurn: each kind of change on the 15th of July, on its first day and on its last,
// by either turn.
func TestAChangeWithinAMonthCountsByItsTurn(t *testing.T) {
	rural, urban := assistance.Rural, assistance.Urban
	before := lives("2023-01-10", "寿县", rural, 2, 700)
	gone := func(day string) caseload.Spell { return caseload.Spell{Since: unit.MustParseDay(day), Left: true} }
	say := func(spells []caseload.Spell, turns caseload.Turns, month string) string {
		c, present, err := turns.In(&caseload.History{ID: "户", Spells: spells}, unit.MustParseMonth(month))
		require.NoError(t, err)
		require.Equal(t, "户", c.ID)
		if !present {
			require.Equal(t, caseload.Case{ID: "户"}, c)
			return "none"
		}
		return fmt.Sprint(c.County, " ", c.Household.Area, " ", len(c.Household.Members))
	}
	for _, c := range []struct {
		name   string
		spells func(day string) []caseload.Spell
		only   func(caseload.Turn) caseload.Turns // the turn of this kind; the others are the opposite
		was    string
		is     string
	}{
		{"enters", func(day string) []caseload.Spell { return []caseload.Spell{lives(day, "寿县", rural, 2, 700)} },
			func(x caseload.Turn) caseload.Turns { return caseload.Turns{x, 3 - x, 3 - x, 3 - x} }, "none", "寿县 rural 2"},
		{"leaves", func(day string) []caseload.Spell { return []caseload.Spell{before, gone(day)} },
			func(x caseload.Turn) caseload.Turns { return caseload.Turns{3 - x, x, 3 - x, 3 - x} }, "寿县 rural 2", "none"},
		{"moves", func(day string) []caseload.Spell {
			return []caseload.Spell{before, lives(day, "潘集区", urban, 2, 700)}
		}, func(x caseload.Turn) caseload.Turns { return caseload.Turns{3 - x, 3 - x, x, 3 - x} }, "寿县 rural 2", "潘集区 urban 2"},
		{"grows", func(day string) []caseload.Spell {
			return []caseload.Spell{before, lives(day, "寿县", rural, 3, 700)}
		},
			func(x caseload.Turn) caseload.Turns { return caseload.Turns{3 - x, 3 - x, 3 - x, x} }, "寿县 rural 2", "寿县 rural 3"},
	} {
		for _, day := range []string{"2023-07-01", "2023-07-02", "2023-07-15", "2023-07-31"} {
			assert.Equal(t, c.is, say(c.spells(day), c.only(now), "2023-07"), c.name, day)
			assert.Equal(t, c.was, say(c.spells(day), c.only(next), "2023-07"), c.name, day)
		}
		for _, turn := range []caseload.Turn{now, next} {
			assert.Equal(t, c.was, say(c.spells("2023-08-01"), c.only(turn), "2023-07"), c.name)
			assert.Equal(t, c.was, say(c.spells("2023-07-15"), c.only(turn), "2023-06"), c.name)
			assert.Equal(t, c.is, say(c.spells("2023-07-15"), c.only(turn), "2023-08"), c.name)
		}
	}
	// Moves and grows on one day: each by its own turn.
	both := []caseload.Spell{before, lives("2023-07-15", "潘集区", urban, 3, 700)}
	assert.Equal(t, "寿县 rural 3", say(both, caseload.Turns{next, next, next, now}, "2023-07"))
	assert.Equal(t, "潘集区 urban 2", say(both, caseload.Turns{next, next, now, next}, "2023-07"))
	// Leaves and comes back elsewhere within the month: with the leaving for the next month it has never left.
	back := []caseload.Spell{before, gone("2023-07-05"), lives("2023-07-20", "潘集区", urban, 1, 0)}
	assert.Equal(t, "寿县 rural 2", say(back, caseload.Turns{next, next, next, next}, "2023-07"))
	assert.Equal(t, "none", say(back, caseload.Turns{next, now, now, now}, "2023-07"))
	assert.Equal(t, "潘集区 urban 1", say(back, caseload.Turns{now, now, next, next}, "2023-07"))
	assert.Equal(t, "潘集区 urban 1", say(back, caseload.Turns{next, next, next, next}, "2023-08"))
	// Enters, moves on and leaves in one month.
	short := []caseload.Spell{lives("2023-07-03", "寿县", rural, 2, 700), lives("2023-07-10", "潘集区", urban, 2, 700), gone("2023-07-20")}
	assert.Equal(t, "寿县 rural 2", say(short, caseload.Turns{now, next, next, next}, "2023-07"))
	assert.Equal(t, "潘集区 urban 2", say(short, caseload.Turns{now, next, now, next}, "2023-07"))
	assert.Equal(t, "none", say(short, caseload.Turns{next, next, now, now}, "2023-07"))
	assert.Equal(t, "none", say(nil, caseload.Turns{next, next, now, now}, "2023-07"))
}

// TestTheMonthsBesideAChangeDoNotDependOnTheTurn: with any history, all turns agree on a month in which nothing
// happens, and what counts then is the last spell.
func TestTheMonthsBesideAChangeDoNotDependOnTheTurn(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 7))
	for range 3_000 {
		h := caseload.History{ID: "户"}
		for month := 1; month <= 12; month++ {
			if r.IntN(3) > 0 {
				continue
			}
			for day := 1; day <= 28; day += 1 + r.IntN(14) {
				if day == 1 && r.IntN(3) > 0 {
					continue
				}
				s := lives(fmt.Sprintf("2023-%02d-%02d", month, day), counties[r.IntN(3)], assistance.Area(1+r.IntN(2)), 1+r.IntN(4), 100)
				if s.Left = r.IntN(3) == 0; s.Left {
					s = caseload.Spell{Since: s.Since, Left: true}
				}
				h.Spells = append(h.Spells, s)
			}
		}
		for month := 1; month <= 12; month++ {
			m := unit.MustParseMonth(fmt.Sprintf("2023-%02d", month))
			quiet := !slices.ContainsFunc(h.Spells, func(s caseload.Spell) bool { return s.Since.Month() == m })
			want := caseload.Case{ID: "户"}
			present := false
			for _, s := range h.Spells {
				if !s.Since.Month().After(m) {
					want, present = caseload.Case{ID: "户", County: s.County, Household: s.Household}, !s.Left
				}
			}
			if !present {
				want = caseload.Case{ID: "户"}
			}
			for bits := range 16 {
				turns := caseload.Turns{caseload.Turn(1 + bits&1), caseload.Turn(1 + bits>>1&1), caseload.Turn(1 + bits>>2&1), caseload.Turn(1 + bits>>3)}
				got, is, err := turns.In(&h, m)
				require.NoError(t, err)
				if quiet || turns == (caseload.Turns{now, now, now, now}) {
					require.Equal(t, present, is, "%v %v", h, m)
					require.Equal(t, want, got)
				}
			}
		}
	}
}

func TestTurnsRefuse(t *testing.T) {
	july := unit.MustParseMonth("2023-07")
	good := caseload.History{ID: "户", Spells: []caseload.Spell{lives("2023-07-02", "寿县", assistance.Rural, 1, 0), lives("2023-07-03", "寿县", assistance.Rural, 2, 0)}}
	turns := caseload.Turns{now, now, now, now}
	with := func(change func(*caseload.History)) *caseload.History {
		h := caseload.History{ID: good.ID, Spells: slices.Clone(good.Spells)}
		change(&h)
		return &h
	}
	for _, c := range []struct {
		turns caseload.Turns
		h     *caseload.History
		month unit.Month
		code  rule.Code
		field string
	}{
		{caseload.Turns{0, now, now, now}, &good, july, rule.Missing, "enter"},
		{caseload.Turns{now, 0, now, now}, &good, july, rule.Missing, "leave"},
		{caseload.Turns{now, now, 3, now}, &good, july, rule.Invalid, "move"},
		{caseload.Turns{now, now, now, 0}, &good, july, rule.Missing, "facts"},
		{turns, &good, unit.Month{}, rule.Missing, "month"},
		{turns, nil, july, rule.Missing, "history"},
		{turns, with(func(h *caseload.History) { h.ID = "" }), july, rule.Missing, "id"},
		{turns, with(func(h *caseload.History) { h.ID = "\xbb" }), july, rule.Syntax, "id"},
		{turns, with(func(h *caseload.History) { h.Spells[1].Since = unit.Day{} }), july, rule.Missing, "spells[1].since"},
		{turns, with(func(h *caseload.History) { h.Spells[1].Since = h.Spells[0].Since }), july, rule.Range, "spells[1].since"},
	} {
		got, is, err := c.turns.In(c.h, c.month)
		require.ErrorIs(t, err, c.code, c.field)
		assert.Equal(t, c.field, rule.Faults(err)[0].Field)
		assert.False(t, is)
		assert.Zero(t, got)
	}
	n := 0
	for c, err := range caseload.Roster(slices.Values([]caseload.History{{}, good, {ID: "外"}, good}), july, turns) {
		if n == 0 {
			var row *rule.RowError
			require.ErrorAs(t, err, &row)
			assert.Equal(t, 0, row.Row)
		} else {
			require.NoError(t, err)
			assert.Equal(t, "户", c.ID)
		}
		if n++; n == 2 {
			break
		}
	}
	assert.Equal(t, 2, n)
	n = 0
	for _, err := range caseload.Roster(nil, july, turns) {
		assert.ErrorIs(t, err, rule.Missing)
		n++
	}
	assert.Equal(t, 1, n)
	raw, err := json.Marshal(good)
	require.NoError(t, err)
	var back caseload.History
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.Equal(t, good, back)
	assert.ErrorIs(t, json.Unmarshal([]byte(`{"id":"户","spells":[{"left":true}]}`), &back), rule.Missing)
	assert.ErrorIs(t, json.Unmarshal([]byte(`{"enter":"this-month","leave":"this-month","move":"this-month"}`), &turns), rule.Missing)
}

// A household moves to town on 15 August 2023 样例, a child is born on the 20th: in August the county has the place by
// the month after, the child at once. The notice of October raises the standard from July on.
func ExampleTurns_In() {
	book, err := huainan()
	if err != nil {
		fmt.Println(err)
		return
	}
	turns := caseload.Turns{Enter: caseload.NextMonth, Leave: caseload.NextMonth, Move: caseload.NextMonth, Facts: caseload.ThisMonth}
	h := caseload.History{ID: "户2", Spells: []caseload.Spell{
		lives("2023-03-06", "寿县", assistance.Rural, 2, 700),
		lives("2023-08-15", "潘集区", assistance.Urban, 2, 700),
		lives("2023-08-20", "潘集区", assistance.Urban, 3, 700),
		{Since: unit.MustParseDay("2023-10-09"), Left: true},
	}}
	for _, month := range []string{"2023-03", "2023-07", "2023-08", "2023-09", "2023-10", "2023-11"} {
		m := unit.MustParseMonth(month)
		c, present, err := turns.In(&h, m)
		if err != nil || !present {
			fmt.Println(month, "no case", err)
			continue
		}
		for r, err := range caseload.Run(context.Background(), slices.Values([]caseload.Case{c}), book, m, rule.Batch{}) {
			fmt.Println(month, r.County, r.Award.Amount, err)
		}
	}
	// Output:
	// 2023-03 no case <nil>
	// 2023-07 寿县 810.00 <nil>
	// 2023-08 寿县 1565.00 <nil>
	// 2023-09 潘集区 1652.00 <nil>
	// 2023-10 潘集区 1652.00 <nil>
	// 2023-11 no case <nil>
}

func ExampleRoster() {
	histories := []caseload.History{
		{ID: "户1", Spells: []caseload.Spell{lives("2023-07-10", "寿县", assistance.Rural, 2, 700)}},
		{ID: "户2", Spells: []caseload.Spell{lives("2023-05-10", "凤台县", assistance.Rural, 1, 0)}},
		{Spells: []caseload.Spell{lives("2023-05-10", "凤台县", assistance.Rural, 1, 0)}},
	}
	turns := caseload.Turns{Enter: caseload.NextMonth, Leave: caseload.NextMonth, Move: caseload.NextMonth, Facts: caseload.NextMonth}
	for c, err := range caseload.Roster(slices.Values(histories), unit.MustParseMonth("2023-07"), turns) {
		fmt.Println(c.ID, c.County, err)
	}
	// Output:
	// 户2 凤台县 <nil>
	//   row 2: id: not given
}

// TestAHouseholdThatChangesIsOwedByWhatItCountedAs: it moves on 15 August and grows on the 20th. By hand, July: 2×755−700
// less 2×708−700 = 94 in the country. August by the month after for the place: 3×755−700 less 3×708−700 = 141; by its own
// month: 3×784−700 less 3×725−700 = 177 in town, as September is. In October it is no case, having left in September.
func TestAHouseholdThatChangesIsOwedByWhatItCountedAs(t *testing.T) {
	book, err := huainan()
	require.NoError(t, err)
	histories := []caseload.History{{ID: "户2", Spells: []caseload.Spell{
		lives("2023-03-06", "寿县", assistance.Rural, 2, 700), lives("2023-08-15", "潘集区", assistance.Urban, 2, 700),
		lives("2023-08-20", "潘集区", assistance.Urban, 3, 700), {Since: unit.MustParseDay("2023-09-20"), Left: true}}}}
	for move, want := range map[caseload.Turn][]string{
		next: {"2023-07 寿县 716.00 810.00 94.00", "2023-08 寿县 1424.00 1565.00 141.00", "2023-09 潘集区 1475.00 1652.00 177.00", "412.00"},
		now:  {"2023-07 寿县 716.00 810.00 94.00", "2023-08 潘集区 1475.00 1652.00 177.00", "2023-09 潘集区 1475.00 1652.00 177.00", "448.00"},
	} {
		turns := caseload.Turns{Enter: next, Leave: next, Move: move, Facts: now}
		var paid []caseload.PaidMonth
		for _, month := range []string{"2023-07", "2023-08", "2023-09", "2023-10"} {
			payday := unit.MustParseDay(month + "-05")
			for c, err := range caseload.Roster(slices.Values(histories), payday.Month(), turns) {
				require.NoError(t, err)
				for p, err := range caseload.Due(context.Background(), slices.Values([]caseload.Case{c}), book.AsKnownOn(payday), payday.Month(), rule.Batch{}) {
					require.NoError(t, err)
					paid = append(paid, caseload.PaidMonth{Case: c, Month: payday.Month(), Paid: p.Amount})
				}
			}
		}
		var got []string
		rows := caseload.Arrears(context.Background(), slices.Values(paid), book, rule.Batch{})
		for a, err := range rows {
			require.NoError(t, err)
			got = append(got, fmt.Sprint(a.Month, " ", a.County, " ", a.Paid, " ", a.Award.Amount, " ", a.Owed))
		}
		sum, err := caseload.SumArrears(rows)
		require.NoError(t, err)
		assert.Equal(t, want, append(got, sum.All.Arrears.String()))
	}
}
