package check_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// panics gives what a row that cannot be says.
func panics(t *testing.T, make func()) (said string) {
	t.Helper()
	defer func() {
		r := recover()
		require.NotNil(t, r, "it was made")
		said = fmt.Sprint(r)
	}()
	make()
	return ""
}

type halfRange struct {
	N int64 `json:"n" zh:"数" en:"number" range:"[0,)"`
}

func (h halfRange) Count() int64 { return h.N }

type wideRange struct {
	N int64 `json:"n" zh:"数" en:"number" range:"[0,9007199254740992]"`
}

func (h wideRange) Count() int64 { return h.N }

type negativeRange struct {
	N int64 `json:"n" zh:"数" en:"number" range:"[-1,5]"`
}

func (h negativeRange) Count() int64 { return h.N }

type noRange struct {
	N int64 `json:"n" zh:"数" en:"number"`
}

func (h noRange) Count() int64 { return h.N }

type openLow struct {
	N int64 `json:"n" zh:"数" en:"number" range:"[,5]"`
}

func (h openLow) Count() int64 { return h.N }

type noCount struct {
	N unit.Money `json:"n" zh:"数" en:"number" range:"[0,9]"`
}

func (h noCount) Count() int64 { return h.N.Fen() }

type fromTwelve struct {
	N int64 `json:"n" zh:"数（个）" en:"number" range:"[12,20]"`
}

func (h fromTwelve) Count() int64 { return h.N }

func levelOf[F check.Counting](basis ...rule.Clause) func() {
	return func() { check.Level[F]{ID: "a.b", Title: title("x"), Basis: basis, Level: 15}.Rule() }
}

// TestARowSaysWhatIsWrongWithIt: each fault by its own words, not by what falls over after it.
func TestARowSaysWhatIsWrongWithIt(t *testing.T) {
	c := clause("S1", "15")
	const within = "check: a.b: n must be a count with a range within [0,9007199254740991]"
	assert.Equal(t, within, panics(t, levelOf[halfRange](c)))
	assert.Equal(t, within, panics(t, levelOf[wideRange](c)))
	assert.Equal(t, within, panics(t, levelOf[negativeRange](c)))
	assert.Equal(t, within, panics(t, levelOf[noRange](c)))
	assert.Equal(t, within, panics(t, levelOf[openLow](c)))
	assert.Equal(t, within, panics(t, levelOf[noCount](c)))
	assert.NotPanics(t, levelOf[fromTwelve](c))
	for name, make := range map[string]func(){
		"level": levelOf[Outlets](),
		"due":   func() { check.Level[Outlets]{ID: "a.b", Title: title("x"), Level: 15, Due: 2025}.Rule() },
		"share": func() { check.Share[Rooms]{ID: "a.b", Title: title("x"), Rate: unit.Percent(5)}.Rule() },
		"quota": func() { check.Quota[Helpers]{ID: "a.b", Title: title("x"), Least: 5}.Rule() },
	} {
		said := panics(t, make)
		assert.NotContains(t, said, "index out of range", name)
		assert.Contains(t, said, "asis", name)
	}
}

// TestARangeNeedNotBeginAtZero: its lower end is read, and kept to.
func TestARangeNeedNotBeginAtZero(t *testing.T) {
	r := check.Level[fromTwelve]{ID: "a.b", Title: title("x"), Basis: []rule.Clause{clause("S1", "15")}, Level: 15}.Rule()
	for n, ok := range map[int64]bool{11: false, 12: true, 20: true, 21: false} {
		_, err := r.Eval(fromTwelve{n})
		assert.Equal(t, ok, err == nil, "%d: %v", n, err)
	}
}

func TestABandUpsideDownShowsItsMost(t *testing.T) {
	err := staff.Under(check.Band{Least: 345, Most: 120}).Err()
	faults := rule.Faults(err)
	require.Len(t, faults, 1)
	assert.Equal(t, "120", faults[0].Value)
}

// TestARowDueInNoYearCitesNone: neither its sources nor its decisions speak of a year.
func TestARowDueInNoYearCitesNone(t *testing.T) {
	for _, s := range vacant.Info().Sources {
		assert.NotEqual(t, "due", s.Path)
	}
	d, err := vacant.Explain(Rooms{Ramp: 1, Total: 20})
	require.NoError(t, err)
	for _, o := range d.Origins {
		assert.NotEqual(t, "due", o.Path)
	}
}

type wholeFirst struct {
	Of int64 `json:"of" zh:"总数" en:"all" range:"[0,9]"`
	N  int64 `json:"n" zh:"数" en:"number" range:"[0,9]"`
}

func (w wholeFirst) Counts() (n, of int64) { return w.N, w.Of }

type neverWhole struct {
	N  int64 `json:"n" zh:"数" en:"number" range:"[5,9]"`
	Of int64 `json:"of" zh:"总数" en:"all" range:"[0,4]"`
}

func (w neverWhole) Counts() (n, of int64) { return w.N, w.Of }

type oneOfOne struct {
	N  int64 `json:"n" zh:"数" en:"number" range:"[1,9]"`
	Of int64 `json:"of" zh:"总数" en:"all" range:"[1,1]"`
}

func (w oneOfOne) Counts() (n, of int64) { return w.N, w.Of }

// TestFactsInTheWrongOrderAreRefused: where it can be seen, when the rule is made.
func TestFactsInTheWrongOrderAreRefused(t *testing.T) {
	c := []rule.Clause{clause("S1", "5")}
	const order = "check: a.b: Counts must give of and then n, as the fields stand: of 0 and 1 it gives 1 and 0"
	assert.Equal(t, order, panics(t, func() { check.Share[wholeFirst]{ID: "a.b", Title: title("x"), Basis: c, Rate: unit.Percent(5)}.Rule() }))
	assert.Equal(t, order, panics(t, func() { check.Quota[wholeFirst]{ID: "a.b", Title: title("x"), Basis: c, Least: 5}.Rule() }))
	assert.Equal(t, "check: a.b: of, the whole, can never be at least n, the part: mend their ranges or their order",
		panics(t, func() { check.Share[neverWhole]{ID: "a.b", Title: title("x"), Basis: c, Rate: unit.Percent(5)}.Rule() }))
	assert.NotPanics(t, func() { check.Share[oneOfOne]{ID: "a.b", Title: title("x"), Basis: c, Rate: unit.Percent(5)}.Rule() })
}
