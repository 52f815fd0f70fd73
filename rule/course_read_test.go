package rule

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type sidesOfRoad struct{}

func (sidesOfRoad) Choices() Choices {
	return Choices{1: {Code: "left", Label: Text{ZH: "左", EN: "Left"}}, 2: {Code: "right", Label: Text{ZH: "右", EN: "Right"}}}
}

// readPolicy, readFacts and readAnswer have a field of each kind.
type readPolicy struct {
	Floor unit.Money        `json:"floor" zh:"下限" en:"floor"`
	Side  Enum[sidesOfRoad] `json:"side" zh:"边" en:"side"`
	Rest  int64             `json:"rest,omitzero" zh:"余数" en:"rest"`
	Off   bool              `json:"off,omitzero" zh:"停用" en:"off"`
	Since unit.Month        `json:"since" zh:"起" en:"since"`
	Way   unit.Rounding     `json:"way" zh:"取整" en:"rounding"`
}

type readFacts struct {
	N    int64                    `json:"n" zh:"数" en:"n"`
	Few  Given[int64]             `json:"few,omitzero" zh:"少" en:"few"`
	Rows []readRow                `json:"rows" zh:"行" en:"row"`
	Hand Given[Enum[sidesOfRoad]] `json:"hand,omitzero" zh:"手" en:"hand"`
	Name string                   `json:"name" zh:"名" en:"name"`
}

type readRow struct {
	N  int64 `json:"n" zh:"件" en:"pieces"`
	On bool  `json:"on" zh:"开" en:"on"`
}

type readAnswer struct {
	Note  bool              `json:"note,omitzero" zh:"注" en:"note"`
	Until unit.Month        `json:"until,omitzero" zh:"止" en:"until"`
	Sum   unit.Money        `json:"sum" zh:"和" en:"sum"`
	Heads int64             `json:"heads" zh:"人数" en:"heads"`
	Side  Enum[sidesOfRoad] `json:"where,omitzero" zh:"何处" en:"where"`
	Maybe Given[bool]       `json:"maybe,omitzero" zh:"或" en:"maybe"`
	N     int64             `json:"n" zh:"数" en:"n"`
	Each  []readEach        `json:"each" zh:"各" en:"each"`
	Named string            `json:"named" zh:"名" en:"named" step:"name"`
	Rate  unit.Rate         `json:"rate" zh:"比率" en:"rate"`
}

type readEach struct {
	More bool `json:"more" zh:"多" en:"more"`
}

func readSteps() []*Term {
	var out []*Term
	for _, c := range [][2]string{{"note", "{n} > 1"}, {"until", "{since}"}, {"sum", "{floor}"}, {"heads", "{n} + count({rows})"}, {"where", "{side}"}, {"maybe", "{n} > 2"}, {"each.more", "{rows.n} > {n}"}, {"rate", "5%"}} {
		out = append(out, &Term{ID: c[0], Label: Text{ZH: "步骤", EN: "step"}, Formula: c[1]})
	}
	return out
}

func readScheme(t *testing.T, outcome string) *scheme {
	t.Helper()
	d := Definition[readPolicy, readFacts, readAnswer]{ID: "sample.read", Version: 1, Title: Text{ZH: "读", EN: "Read"}, Basis: []Clause{{ID: "sample-1"}}, Outcome: outcome, Steps: readSteps(),
		Kernel: func(*readPolicy, readFacts, *Trace) (readAnswer, error) { return readAnswer{}, nil }}
	r, err := New(d)
	require.NoError(t, err)
	return r.scheme()
}

// valueWritten shows a value of a course: its number, code or flag, "none" where there is none.
func valueWritten(v course.Value) string {
	if n, ok := v.Fixed(); ok {
		return n.String()
	}
	if text, ok := v.Plain(); ok {
		return text
	}
	return "none"
}

// TestATextIsReadAsItsKind, and as nothing where it is none of it.
func TestATextIsReadAsItsKind(t *testing.T) {
	for _, c := range []struct {
		kind formula.Kind
		text string
		want string
	}{
		{formula.Money, "800.00", "800"}, {formula.Money, "-0.05", "-1/20"}, {formula.Money, "0.5", "1/2"}, {formula.Money, "1.005", "201/200"}, {formula.Money, "x", "none"}, {formula.Money, "", "none"},
		{formula.Number, "800.00", "800"}, {formula.Count, "12", "12"}, {formula.Ratio, "55%", "11/20"}, {formula.Ratio, "0.55", "11/20"}, {formula.Ratio, "1.25", "5/4"},
		{formula.Month, "2021-07", "24258"}, {formula.Month, "2021-13", "none"}, {formula.Flag, "true", "true"}, {formula.Flag, "false", "false"}, {formula.Flag, "maybe", "none"}, {formula.Flag, "", "none"},
		{formula.Choice, "left", "left"}, {formula.Text, "12.00", "12.00"}, {formula.Rounding, "up/yuan", "up/yuan"}, {formula.Money, "12345678901234.56", "308641972530864/25"},
	} {
		assert.Equal(t, c.want, valueWritten(valueOf(c.kind, c.text)), "%s %s", c.kind, c.text)
	}
}

// TestAnAmountOfTwoDecimalsIsReadInFen in place, anything else is left to be read in full.
func TestAnAmountOfTwoDecimalsIsReadInFen(t *testing.T) {
	for text, want := range map[string]int64{"0.00": 0, "0.05": 5, "1.23": 123, "-1.23": -123, "-0.01": -1, "10.90": 1090, "987654321012345.67": 98765432101234567} {
		n, ok := fen(text)
		assert.Equal(t, []any{want, true}, []any{n, ok}, text)
	}
	assert.Zero(t, testing.AllocsPerRun(10, func() { valueOf(formula.Money, "800.00") }))
	for _, text := range []string{"", "1", "-", ".00", "-.00", "1.2", "1.234", "1,23", "x.00", "1.0x", "1./0", "1.:0", "1:00", "1/0.00", "1:0.00", "--1.00", "+1.00", "1234567890123456.78", "1.23%", "00"} {
		n, ok := fen(text)
		assert.Equal(t, []any{int64(0), false}, []any{n, ok}, text)
	}
}

// TestTheNumberOfAnItemIsDigitsAlone, and not above a thousand million.
func TestTheNumberOfAnItemIsDigitsAlone(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "9": 9, "12": 12, "007": 7, "100000000": 100_000_000, "1000000009": 1_000_000_009} {
		n, ok := number(text)
		assert.Equal(t, []any{want, true}, []any{n, ok}, text)
	}
	for _, text := range []string{"-1", "1x", "/", ":", "1 ", "1000000010", "99999999999999999999"} {
		n, ok := number(text)
		assert.Equal(t, []any{0, false}, []any{n, ok}, text)
	}
	_, ok := number("")
	assert.False(t, ok)
}

const readParameters, readCase = `{"floor":"3.00","side":"left","since":"2021-07","way":"up/yuan"}`, `{"n":3,"rows":[{"n":4,"on":true},{"n":5,"on":false}],"name":"12.50"}`

// TestAGivenIsFoundByItsPath, in a list by its item, and what is none is not.
func TestAGivenIsFoundByItsPath(t *testing.T) {
	s := readScheme(t, "")
	w := s.world(parsed(t, readParameters), parsed(t, readCase))
	for path, want := range map[string]string{"floor": "3", "side": "left", "rest": "0", "off": "false", "way": "up/yuan", "n": "3", "few": "none", "rows[0].n": "4", "rows[1].n": "5", "rows[0].on": "true", "rows[1].on": "false", "hand": "none", "name": "12.50"} {
		k, item, ok := w.place(path)
		require.True(t, ok, path)
		assert.Equal(t, want, valueWritten(w.values[k][item]), path)
		assert.Equal(t, path, s.pathOf(k, item))
		assert.Equal(t, want, valueWritten(w.Given(k, item)), path)
		assert.Equal(t, "none", valueWritten(w.Given(k, len(w.values[k]))), "of an item that there is none of")
	}
	for _, path := range []string{"", "none", "rows", "rows[0]", "rows.n", "rows[x].n", "rows[0.n", "rows[].n", "n[0]", "rows[-1].n", "rows[0]n", "rows[0].none", "side[1]"} {
		k, item, ok := w.place(path)
		assert.Equal(t, []any{0, 0, false}, []any{k, item, ok}, path)
	}
	_, _, ok := w.place("rows[2].n")
	assert.False(t, ok)
	for path, want := range map[string]string{"rows[0].n": "", "rows[1].n": "5"} {
		k, item, _ := w.place(path)
		assert.Equal(t, want == "5", w.texts[k][item] == "5", path)
		assert.True(t, w.values[k][0].IsNone(), "outside the list there is none")
		assert.Empty(t, w.texts[k][0])
	}
	assert.Equal(t, []int{2, 0}, []int{w.Items("rows"), w.Items("none")})
	k, item, _ := w.place("rows[1].n")
	w.moved, w.to = [2]int{k, item}, course.Flag(true)
	assert.Equal(t, []string{"true", "4", "none"}, []string{valueWritten(w.Given(k, item)), valueWritten(w.Given(k, item-1)), valueWritten(w.Given(k, item-2))})
	assert.Nil(t, w.values[s.givens["rows"]], "a list as such has no value")
	bare := s.world(nil, nil)
	assert.Zero(t, bare.Items("rows"))
	n, _, _ := bare.place("n")
	assert.True(t, bare.values[n][0].IsNone(), "what is not there is none, unless it may be left out and is zero then")
	assert.Equal(t, []Text{{ZH: "下限", EN: "floor"}, {ZH: "数", EN: "n"}, {ZH: "行2 件", EN: "row 2 pieces"}}, []Text{s.labelIn(OfParameters, "floor"), s.labelIn(OfFacts, "n"), s.labelIn(OfFacts, "rows[1].n")})
	assert.Equal(t, []any{"p", "f"}, []any{rootOf(OfParameters, "p", "f"), rootOf(OfFacts, "p", "f")})
}

// TestTheOutcomeIsWhatIsNamedOrTheFirstVerdictThatIsNoNote, or the first number that is computed.
func TestTheOutcomeIsWhatIsNamedOrTheFirstVerdictThatIsNoNote(t *testing.T) {
	s := readScheme(t, "")
	kinds := map[asking]string{nothing: "nothing", verdict: "verdict", amount: "amount"}
	got := map[string]string{}
	for i := range s.answers {
		got[s.answers[i].path] = kinds[s.asks(&s.answers[i])]
	}
	assert.Equal(t, map[string]string{"note": "verdict", "until": "nothing", "sum": "amount", "heads": "amount", "where": "verdict", "maybe": "verdict", "n": "nothing", "each[]": "nothing", "each[].more": "nothing",
		"named": "nothing", "rate": "amount"}, got)
	for i := range s.answers {
		assert.Equal(t, s.answers[i].path == "note", s.answers[i].isNote(), s.answers[i].path)
	}
	at := func(s *scheme) string {
		leaf, leads := s.outcome()
		if leaf < 0 {
			return fmt.Sprintf("%d %t", leaf, leads)
		}
		return fmt.Sprintf("%s %t", s.answers[leaf].path, leads)
	}
	assert.Equal(t, "where true", at(s))
	for asked, want := range map[string]string{"note": "note true", "sum": "sum false", "heads": "heads false", "maybe": "maybe true", "rate": "rate false"} {
		assert.Equal(t, want, at(readScheme(t, asked)))
	}
	only := func(paths ...string) string {
		own := readScheme(t, "")
		own.answers = nil
		for _, path := range paths {
			for i := range s.answers {
				if s.answers[i].path == path {
					own.answers = append(own.answers, s.answers[i])
				}
			}
		}
		return at(own)
	}
	assert.Equal(t, "sum false", only("sum", "heads", "rate"), "the first number")
	assert.Equal(t, "heads false", only("note", "until", "heads", "sum"))
	assert.Equal(t, "maybe true", only("sum", "note", "maybe", "where"))
	assert.Equal(t, "-1 false", only("note", "until", "n", "named"))
}

// TestAFormulaThatCannotBeFollowedIsToldByItsStep, and why.
func TestAFormulaThatCannotBeFollowedIsToldByItsStep(t *testing.T) {
	s := readScheme(t, "")
	for cause, why := range map[error]Text{
		course.ErrUnsolved: {ZH: "此项变动时，该步骤的公式无法逐段求解；较小的范围或许可以", EN: "the formula of this step cannot be followed piece by piece while this runs; a smaller range may do"},
		course.ErrWork:     {ZH: "转折过多，超出一次调用的工作量上限，请缩小范围", EN: "too many turns for the work that one call may do: give a smaller range"},
	} {
		err := s.unsolved(cause, course.Cause{Step: 2})
		var u unfollowed
		require.True(t, errors.As(err, &u))
		assert.Equal(t, Errors{{Rule: "sample.read", Code: NotWhole, Field: "sum", Label: Text{ZH: "步骤", EN: "step"}, Reason: why}}, u.Errors)
		assert.Equal(t, cause, u.why)
		assert.ErrorIs(t, err, NotWhole)
	}
	c, err := s.course()
	require.NoError(t, err)
	k, n := s.names["heads"], s.givens["n"]
	assert.Equal(t, []bool{true, false, false}, []bool{c.program.Reads(k, n), c.program.Reads(k, s.givens["floor"]), c.program.Reads(s.names["sum"], n)})
	w := s.world(parsed(t, readParameters), parsed(t, readCase))
	walk := c.program.Walk(w, course.NewBudget())
	walk.Vary(n)
	walk.Start(0, 0)
	var got []string
	for i := range s.answers {
		if s.answers[i].path != "each[]" {
			got = append(got, s.answers[i].path+"="+valueWritten(s.shownBy(walk, w, i, map[bool]int{true: 2}[s.answers[i].path == "each[].more"])))
		}
	}
	assert.Equal(t, []string{"note=true", "until=24258", "sum=3", "heads=5", "where=left", "maybe=true", "n=3", "each[].more=true", "named=12.50", "rate=1/20"}, got)
	for i := range s.answers {
		if values := (&pieces{sch: s, w: w}).valuesOf(walk, i); s.answers[i].path == "n" || s.answers[i].path == "heads" {
			assert.Equal(t, map[string]string{"n": "3", "heads": "5"}[s.answers[i].path], valueWritten(values[0]))
		}
	}
	assert.Equal(t, "2021-07 3.00 55%", numberText(formula.Month, exact.Int(24258))+" "+numberText(formula.Money, exact.Int(3))+" "+numberText(formula.Ratio, exact.Frac(55, 100)))
}
