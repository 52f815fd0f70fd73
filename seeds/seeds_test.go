package seeds_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

func TestTheClauseIndexFindsWhatItLists(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range seeds.Clauses() {
		require.False(t, seen[c.ID], "%s stands twice", c.ID)
		seen[c.ID] = true
		found, ok := seeds.Clause(c.ID)
		require.True(t, ok, c.ID)
		assert.Equal(t, c, found)
		assert.NotEmpty(t, c.Place.ZH)
		assert.NotEmpty(t, c.Place.EN)
	}
	for _, id := range []string{"T2.7", "T1.17", "T1.n2", "B3.1", "B7.1", "三(二)4", "三(六)4", "一(二)(1)2", "序1"} {
		assert.True(t, seen[id], id)
	}
	for _, id := range []string{"表1", "表2"} {
		head, ok := seeds.Clause(id)
		assert.True(t, ok, id)
		assert.Equal(t, id, head.ID)
		assert.False(t, seen[id], "the head of a table is no clause of its own")
		assert.Contains(t, head.Place.ZH, id)
		assert.NotEmpty(t, head.Place.EN)
	}
	for _, id := range []string{"表3", "", "T2.21", "T2.0", "T2.07", "T3.1", "三(九)1", "三(二)", "T2.7 ", "T1.n3", "B7.2"} {
		_, ok := seeds.Clause(id)
		assert.False(t, ok, id)
	}
	assert.Panics(t, func() { seeds.MustClause("T9.9") })
}

func TestQuotationsAreShortAndListed(t *testing.T) {
	seen := map[[2]string]bool{}
	for _, q := range seeds.Quotes() {
		assert.LessOrEqual(t, utf8.RuneCountInString(q.Quote), 40, q.Quote)
		assert.NotEmpty(t, q.Quote)
		key := [2]string{q.ID, q.Quote}
		assert.False(t, seen[key], "%v stands twice", key)
		seen[key] = true
		assert.Equal(t, q, seeds.MustQuote(q.ID, q.Quote))
	}
	assert.Panics(t, func() { seeds.MustQuote("T2.7", "not listed") })
}

func TestTablesHoldTheirRowsInOrder(t *testing.T) {
	past, rows := seeds.Table1(), seeds.Table2()
	require.Len(t, past, 17)
	require.Len(t, rows, 20)
	for i, r := range past {
		assert.Equal(t, i+1, r.Number)
		assert.Equal(t, r.Clause().ID, seeds.MustClause(r.Clause().ID).ID)
		assert.NotZero(t, r.Unit)
		assert.NotEmpty(t, r.Name.EN)
		for _, c := range []seeds.Cell{r.Base, r.Target, r.Result} {
			checkCell(t, c)
		}
	}
	for i, r := range rows {
		assert.Equal(t, i+1, r.Number)
		assert.NotZero(t, r.Unit)
		assert.NotEmpty(t, r.Attribute.Label().ZH)
		assert.NotEmpty(t, r.Name.EN)
		assert.Equal(t, r.Printed, r.Name.ZH, "the name is the printed one")
		for _, c := range []seeds.Cell{r.Base, r.Target, r.Growth} {
			checkCell(t, c)
		}
	}
	rows[0].Number = 99
	assert.Equal(t, 1, seeds.Table2()[0].Number, "what a caller does to a copy changes nothing")
}

// checkCell wants a figure exactly where the kind has one, and a note where the
// meaning is a reading.
func checkCell(t *testing.T, c seeds.Cell) {
	t.Helper()
	switch c.Kind {
	case seeds.Exactly, seeds.AtLeast:
		assert.True(t, c.High.IsZero(), c.Printed)
		assert.Contains(t, "0123456789≥", string([]rune(c.Printed)[0]), c.Printed)
	case seeds.Band, seeds.Pair:
		assert.True(t, c.Low.LessThan(c.High), c.Printed)
	case seeds.Formula, seeds.Misprinted:
		assert.NotEmpty(t, c.Note.ZH, c.Printed)
		assert.NotEmpty(t, c.Note.EN, c.Printed)
	case seeds.Empty:
		assert.Empty(t, c.Printed)
	case seeds.NoFigure:
		assert.Contains(t, []string{"——", "—", "-"}, c.Printed)
	case seeds.Achieved:
		assert.Equal(t, "实现目标", c.Printed)
	default:
		t.Errorf("%q has kind %v", c.Printed, c.Kind)
	}
}

func TestPrintedAndMeantStandSideBySide(t *testing.T) {
	past, rows := seeds.Table1(), seeds.Table2()
	for _, c := range []struct {
		cell          seeds.Cell
		printed       string
		kind          seeds.Kind
		low, high     string
		noteInEnglish string
	}{
		{past[0].Target, "【28，35】", seeds.Band, "28", "35", ""},
		{past[16].Result, "1..31", seeds.Exactly, "1.31", "0", "printed 1..31; read as 1.31"},
		{past[13].Base, "84%", seeds.Exactly, "84", "0", "the unit, in the indicator's name already, is printed again"},
		{rows[0].Base, "35，65", seeds.Pair, "35", "65", "two figures whose relation is not said"},
		{rows[6].Target, "≥55", seeds.AtLeast, "55", "0", ""},
		{rows[0].Growth, "——", seeds.NoFigure, "0", "0", ""},
		{rows[18].Base, "%", seeds.Misprinted, "0", "0", "the unit is printed where the base should be"},
	} {
		assert.Equal(t, c.printed, c.cell.Printed)
		assert.Equal(t, c.kind, c.cell.Kind, c.printed)
		assert.Equal(t, c.low, c.cell.Low.String(), c.printed)
		assert.Equal(t, c.high, c.cell.High.String(), c.printed)
		assert.Equal(t, c.noteInEnglish, c.cell.Note.EN, c.printed)
	}
}

func TestFiguresRestOnTheirClauses(t *testing.T) {
	assert.Equal(t, "637.00", seeds.MustFigure("allowance-2020").Money().String())
	assert.Equal(t, "一(一)3", seeds.MustFigure("allowance-2020").Clause.ID)
	assert.EqualValues(t, 23_000, seeds.MustFigure("beds-2020").Count())
	assert.True(t, seeds.MustFigure("beds-2020").Inexact, "the plan says over 23,000")
	assert.Equal(t, "33%", seeds.MustFigure("care-beds-2020").Rate().String())
	assert.Equal(t, "5.3", seeds.MustFigure("organisations-per-ten-thousand-2020").Number().String())
	assert.Equal(t, 2022, seeds.MustFigure("county-facilities-year").Year())
}

func TestFiguresAreNamedAndCitedOnce(t *testing.T) {
	seen, inexact := map[string]bool{}, 0
	last := -1
	clauses := seeds.Clauses()
	for _, f := range seeds.Figures() {
		assert.False(t, seen[f.Name], "%s stands twice", f.Name)
		seen[f.Name] = true
		assert.Equal(t, f, seeds.MustFigure(f.Name))
		assert.NotEmpty(t, f.Label.ZH, f.Name)
		assert.NotEmpty(t, f.Label.EN, f.Name)
		assert.True(t, f.Kind.IsValid(), f.Name)
		if f.Inexact {
			inexact++
		}
		place := slices.IndexFunc(clauses, func(c rule.Clause) bool { return c.ID == f.Clause.ID || f.Clause.ID == "表2" && c.ID == "T2.1" }) // a table's head before its rows
		assert.GreaterOrEqual(t, place, last, "%s stands out of the plan's order", f.Name)
		last = place
	}
	assert.Equal(t, 3, inexact)
	assert.Panics(t, func() { seeds.MustFigure("no-such") })
}

func TestAFigureIsReadAsItsKindOnly(t *testing.T) {
	reads := map[seeds.FigureKind]func(f seeds.Figure){
		seeds.Amount: func(f seeds.Figure) { f.Money() }, seeds.Ratio: func(f seeds.Figure) { f.Rate() },
		seeds.Count: func(f seeds.Figure) { f.Count() }, seeds.Number: func(f seeds.Figure) { f.Number() },
		seeds.Year: func(f seeds.Figure) { f.Year() },
	}
	for _, f := range seeds.Figures() {
		for kind, read := range reads {
			if kind == f.Kind {
				assert.NotPanics(t, func() { read(f) }, f.Name)
			} else {
				assert.Panics(t, func() { read(f) }, "%s as %s", f.Name, kind)
			}
		}
	}
}

func TestRowsGiveTheirClauseAndTheirFigure(t *testing.T) {
	assert.Equal(t, "≥55", seeds.Row2(7).Cited().Quote)
	assert.Equal(t, "T2.7", seeds.Row2(7).Cited().ID)
	assert.Equal(t, "55%", seeds.Row2(7).Rate().String())
	assert.Equal(t, "33%", seeds.Row2(7).BaseRate().String())
	assert.Equal(t, "33", seeds.Row2(7).CitedBase().Quote)
	low, high := seeds.Row2(1).Band()
	assert.Equal(t, "28% 35%", low.String()+" "+high.String())
	assert.EqualValues(t, 6_500, seeds.Row2(12).Count())
	assert.EqualValues(t, 28_000, seeds.Row2(11).Count())
	assert.EqualValues(t, 290, seeds.Row2(14).Count())
	assert.EqualValues(t, 35, seeds.Row2(10).Count())
	assert.Equal(t, "50%", seeds.Row1(15).Rate().String())
	assert.Equal(t, "0.8‰", seeds.Row1(12).Rate().String())
	assert.Equal(t, "50%", seeds.Row1(15).Cited().Quote)
	assert.EqualValues(t, 45, seeds.Row1(4).Count())
	for name, f := range map[string]func(){
		"no such row":               func() { seeds.Row2(21) },
		"a band has no single rate": func() { seeds.Row2(1).Rate() },
		"a share is no band":        func() { seeds.Row2(7).Band() },
		"persons are no rate":       func() { seeds.Row2(12).Rate() },
		"a share is no count":       func() { seeds.Row2(7).Count() },
		"a dash is no base":         func() { seeds.Row2(5).BaseRate() },
		"words are no rate":         func() { seeds.Row2(3).Rate() },
		"a past share is no count":  func() { seeds.Row1(5).Count() },
		"5.3 is no whole count":     func() { seeds.Row1(11).Count() },
	} {
		assert.Panics(t, f, name)
	}
	for _, r := range seeds.Table2() {
		assert.NotEmpty(t, r.Domain.ZH, r.Clause().ID)
		assert.NotEmpty(t, r.Domain.EN, r.Clause().ID)
	}
}

// TestAQuotedCellSaysWhatItIsOf: “≥55” alone tells nobody what is at least 55.
func TestAQuotedCellSaysWhatItIsOf(t *testing.T) {
	c := seeds.Row2(7).Cited()
	assert.Equal(t, "表2第7行 养老机构护理型床位占比 “≥55”", c.In(rule.Chinese))
	assert.Equal(t, "Table 2, row 7 "+seeds.Row2(7).Name.EN+" “≥55”", c.In(rule.English))
	assert.Equal(t, "表2第7行", c.Unquoted().In(rule.Chinese), "without a quotation there is nothing that it would be of")
	assert.Equal(t, seeds.Row1(17).Name, seeds.Row1(17).Cited().Of)
	for _, r := range seeds.Table2() {
		assert.Equal(t, r.Name, r.Cited().Of)
	}
	assert.Zero(t, seeds.MustClause("三(二)4").Of, "prose says it in its own words")
	for _, c := range seeds.Clauses() {
		assert.Equal(t, strings.HasPrefix(c.ID, "T") && !strings.HasPrefix(c.ID, "T1.n"), !c.Of.IsZero(), c.ID)
	}
}
