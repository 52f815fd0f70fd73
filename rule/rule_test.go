package rule_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestNewNamesWhatIsMissing(t *testing.T) {
	_, err := rule.New(rule.Definition[int, int, int]{})
	require.ErrorIs(t, err, rule.ErrDefinition)
	var fields []string
	for _, e := range rule.AllErrors(err) {
		fields = append(fields, e.Field)
	}
	assert.Equal(t, []string{"ID", "Version", "Title", "Basis", "Kernel"}, fields)
	assert.Panics(t, func() { rule.MustNew(rule.Definition[int, int, int]{}) })
}

func TestTheZeroRuleRefuses(t *testing.T) {
	var r rule.Rule[int, int, int]
	_, err := r.Eval(1)
	assert.ErrorIs(t, err, rule.ErrDefinition)
	_, err = r.Under(3).Explain(1)
	assert.ErrorIs(t, err, rule.ErrDefinition)
	_, err = r.EvalAll(nil, []int{1})
	assert.ErrorIs(t, err, rule.ErrDefinition)
	assert.Zero(t, r.Parameters())
	assert.Empty(t, r.Info().ID)
}

func TestBadParametersAnswerEveryCallWithTheSameError(t *testing.T) {
	r := rule.MustNew(rule.Definition[int, int, int]{
		ID: "x.y", Version: 1, Title: rule.Text{EN: "x"}, Basis: []rule.Clause{notice}, Defaults: new(7),
		Check: func(p int) (int, error) {
			var f rule.Faults
			f.CountUpTo("p", int64(p), 9)
			return p + 1, f.Err()
		},
		Kernel: func(p *int, in int, _ *rule.Trace) (int, error) { return *p * in, nil },
	})
	got, err := r.Eval(2)
	require.NoError(t, err)
	assert.Equal(t, 16, got, "Check fills in")
	bad := r.Under(-1)
	require.ErrorIs(t, bad.Err(), rule.ErrRange)
	_, err = bad.Eval(2)
	assert.Equal(t, bad.Err(), err)
	_, err = bad.Explain(2)
	assert.Equal(t, bad.Err(), err)
	assert.EqualError(t, err, "x.y: p: -1: must not be negative")
	assert.Equal(t, 8, r.Parameters(), "Under leaves the rule itself as it was")
}

func TestErrorsSpeakBothLanguages(t *testing.T) {
	_, err := Heating.Under(HeatingPolicy{}).Eval(HeatingFacts{Persons: -1})
	var e *rule.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, rule.CodeRange, e.Code)
	assert.Equal(t, "persons", e.Field)
	assert.Equal(t, "sample.heating：persons：-1：不得为负", e.In(rule.Chinese))
	foreign := rule.AllErrors(fmt.Errorf("row: %w", unit.ErrInexact))
	require.Len(t, foreign, 1)
	assert.Equal(t, rule.CodeInexact, foreign[0].Code)
	assert.Empty(t, rule.AllErrors(nil))
	assert.Equal(t, rule.ErrInvalid, rule.Code("other").Sentinel())
}

func TestAnErrorThatAKernelSharesIsCopied(t *testing.T) {
	shared := &rule.Error{Code: rule.CodeRange, Field: "x", Reason: rule.NotNegative}
	for name, err := range map[string]error{"one": shared, "several": rule.Errors{shared, shared}, "wrapped": fmt.Errorf("deep: %w", shared), "foreign": unit.ErrInexact} {
		r := rule.MustNew(rule.Definition[int, int, int]{
			ID: "x.y", Version: 1, Title: rule.Text{EN: "x"}, Basis: []rule.Clause{{ID: "c"}}, Defaults: new(0),
			Kernel: func(*int, int, *rule.Trace) (int, error) { return 7, err },
		})
		out, got := r.Eval(1)
		assert.Zero(t, out, name)
		for _, e := range rule.AllErrors(got) {
			assert.Equal(t, "x.y", e.Rule, name)
		}
		assert.NotEmpty(t, rule.AllErrors(got), name)
	}
	assert.Empty(t, shared.Rule)
}

func TestANilTraceRecordsNothing(t *testing.T) {
	var tr *rule.Trace
	assert.NotPanics(t, func() {
		tr.Item(1)
		tr.Money(&amount, unit.Yuan(1))
		tr.Exact(&amount, unit.Exact{})
		tr.Count(&amount, 1)
		tr.Rate(&amount, unit.Rate{})
		tr.Share(&amount, unit.Share{})
		tr.Rounding(&amount, 0)
		tr.Flag(&amount, true)
		tr.Choice(&amount, "", rule.Text{})
	})
	assert.False(t, tr.On())
}

func TestTextFallsBackToTheOtherLanguage(t *testing.T) {
	assert.Equal(t, "a", rule.Text{EN: "a"}.In(rule.Chinese))
	assert.Equal(t, "甲", rule.Text{ZH: "甲"}.In(rule.English))
	assert.Equal(t, "甲", rule.Text{ZH: "甲", EN: "a"}.String())
	for _, s := range []string{"zh", "en"} {
		l, err := rule.ParseLanguage(s)
		require.NoError(t, err)
		assert.Equal(t, s, l.String())
	}
	_, err := rule.ParseLanguage("ZH")
	assert.ErrorIs(t, err, rule.ErrInvalid)
}

func heating() rule.Rule[HeatingPolicy, HeatingFacts, HeatingAnswer] {
	return Heating.Under(HeatingPolicy{PerPerson: unit.Yuan(120)})
}

// manyFacts yields n cases, each bad one in every step.
func manyFacts(n, badEvery int) iter.Seq[HeatingFacts] {
	return func(yield func(HeatingFacts) bool) {
		for i := range n {
			f := HeatingFacts{Persons: int64(i % 128)}
			if badEvery > 0 && i%badEvery == badEvery-1 {
				f.Persons = -1
			}
			if !yield(f) {
				return
			}
		}
	}
}

func TestBulkRunsKeepOrderAndNameBadRows(t *testing.T) {
	const n, badEvery = 20_000, 777
	var in []HeatingFacts
	for f := range manyFacts(n, badEvery) {
		in = append(in, f)
	}
	r := heating()
	want := func(t *testing.T, i int, out HeatingAnswer, err error) {
		t.Helper()
		single, singleErr := r.Eval(in[i])
		require.Equal(t, single, out)
		if singleErr == nil {
			require.NoError(t, err)
			return
		}
		var row *rule.RowError
		require.ErrorAs(t, err, &row)
		require.Equal(t, i, row.Row)
		require.ErrorIs(t, err, rule.ErrRange)
	}
	for _, workers := range []int{0, 1, 2, 5} {
		for _, rows := range []int{0, 1, 7, n, 2 * n} {
			i := 0
			for out, err := range r.Each(context.Background(), manyFacts(n, badEvery), rule.Batch{Workers: workers, Rows: rows}) {
				want(t, i, out, err)
				i++
			}
			require.Equal(t, n, i)
			outs, err := r.EvalSlice(context.Background(), nil, in, rule.Batch{Workers: workers, Rows: rows})
			checkRows(t, r, in, outs, err, n/badEvery)
		}
	}
	outs, err := r.EvalAll(nil, in)
	checkRows(t, r, in, outs, err, n/badEvery)
}

func checkRows(t *testing.T, r rule.Rule[HeatingPolicy, HeatingFacts, HeatingAnswer], in []HeatingFacts, outs []HeatingAnswer, err error, bad int) {
	t.Helper()
	require.Len(t, outs, len(in))
	var rows rule.RowErrors
	require.ErrorAs(t, err, &rows)
	require.Len(t, rows, bad)
	for i := range in {
		single, singleErr := r.Eval(in[i])
		require.Equal(t, single, outs[i])
		if singleErr != nil {
			require.Equal(t, i, rows[0].Row)
			rows = rows[1:]
		}
	}
}

func TestBulkRunsStopWhenTheCallerStops(t *testing.T) {
	for _, workers := range []int{1, 3} {
		read, got := 0, 0
		in := func(yield func(HeatingFacts) bool) {
			for {
				read++
				if !yield(HeatingFacts{Persons: 1}) {
					return
				}
			}
		}
		for range heating().Each(context.Background(), in, rule.Batch{Workers: workers, Rows: 8}) {
			if got++; got == 100 {
				break
			}
		}
		assert.Equal(t, 100, got)
		assert.Less(t, read, 400, "an endless input is read no further than the workers hold")
	}
}

func TestBulkRunsStopWhenTheContextEnds(t *testing.T) {
	cause := errors.New("the office closed")
	for _, workers := range []int{1, 3} {
		ctx, cancel := context.WithCancelCause(context.Background())
		defer cancel(nil)
		rows, last := 0, error(nil)
		for _, err := range heating().Each(ctx, manyFacts(1_000_000, 0), rule.Batch{Workers: workers, Rows: 16}) {
			if rows++; rows == 500 {
				cancel(cause)
			}
			last = err
		}
		assert.ErrorIs(t, last, cause)
		assert.Less(t, rows, 1000)
		dst := make([]HeatingAnswer, 2)
		out, err := heating().EvalSlice(ctx, dst, make([]HeatingFacts, 100), rule.Batch{Workers: workers, Rows: 1})
		assert.ErrorIs(t, err, cause)
		assert.Equal(t, dst, out)
	}
}

// TestAPanicReachesTheCaller: a fault in the caller's sequence or in a kernel can
// be recovered where the bulk run was called, whatever the workers.
func TestAPanicReachesTheCaller(t *testing.T) {
	explodes := rule.MustNew(rule.Definition[int, int, int]{
		ID: "test.explodes", Version: 1, Title: rule.Text{EN: "explodes"}, Basis: []rule.Clause{{ID: "T2.1"}}, Defaults: new(int),
		Kernel: func(_ *int, in int, _ *rule.Trace) (int, error) {
			if in == 77 {
				panic("in the kernel")
			}
			return in, nil
		},
	})
	hundred := make([]int, 100)
	for i := range hundred {
		hundred[i] = i
	}
	source := func(yield func(int) bool) {
		for i := range 50 {
			if !yield(i) {
				return
			}
		}
		panic("in the source")
	}
	for _, workers := range []int{1, 2, 5} {
		b := rule.Batch{Workers: workers, Rows: 4}
		assert.PanicsWithValue(t, "in the kernel", func() { _, _ = explodes.EvalSlice(context.Background(), nil, hundred, b) })
		for want, in := range map[string]iter.Seq[int]{"in the kernel": slices.Values(hundred), "in the source": source} {
			assert.PanicsWithValue(t, want, func() {
				next := 0
				for out, err := range explodes.Each(context.Background(), in, b) {
					require.NoError(t, err)
					require.Equal(t, next, out, "nothing is made up on the way")
					next++
				}
			})
		}
	}
}

func TestAKernelThatReturnsANilErrorPointer(t *testing.T) {
	r := rule.MustNew(rule.Definition[int, int, int]{
		ID: "test.nil", Version: 1, Title: rule.Text{EN: "nil"}, Basis: []rule.Clause{{ID: "T2.1"}}, Defaults: new(int),
		Kernel: func(*int, int, *rule.Trace) (int, error) {
			var none *rule.Error
			return 1, none
		},
	})
	_, err := r.Eval(1)
	assert.ErrorIs(t, err, rule.ErrDefinition)
	assert.ErrorContains(t, err, "test.nil")
}

func TestNewRefusesWhatCouldNotBeRecorded(t *testing.T) {
	type facts struct {
		Rate    float64 `json:"rate"`
		Nested  []struct{ Done chan int }
		ByName  map[string]func()
		Hidden  float32 `json:"-"`
		private float32
		Whole   unit.Exact
		Self    *facts
	}
	_ = facts{}.private
	_, err := rule.New(rule.Definition[int, facts, complex64]{
		ID: "Heat Subsidy!", Version: 1, Title: rule.Text{EN: "x"},
		Basis:  []rule.Clause{{}, {ID: "T2.1", Quote: strings.Repeat("引", 41)}, {ID: "T2.1", Quote: strings.Repeat("引", 40)}},
		Kernel: func(*int, facts, *rule.Trace) (complex64, error) { return 0, nil },
	})
	var fields []string
	for _, e := range rule.AllErrors(err) {
		assert.ErrorIs(t, e, rule.ErrDefinition)
		fields = append(fields, e.Field)
	}
	assert.Equal(t, []string{"ID", "Basis[0].ID", "Basis[1].Quote", "In.rate", "In.Nested.Done", "In.ByName", "Out"}, fields)
	for _, bad := range []string{"heat", ".heat", "heat.", "a..b", "a.B", "a.b c", "甲.乙"} {
		_, err := rule.New(rule.Definition[int, int, int]{ID: bad, Version: 1, Title: rule.Text{EN: "x"}, Basis: []rule.Clause{{ID: "T2.1"}},
			Kernel: func(*int, int, *rule.Trace) (int, error) { return 0, nil }})
		assert.ErrorContains(t, err, "ID", bad)
	}
}

func TestGivenReadsADatabaseColumn(t *testing.T) {
	property := rule.Give(unit.Yuan(1))
	assert.Equal(t, "1.00", property.String())
	require.Error(t, property.Scan("1.001"))
	assert.Equal(t, rule.Give(unit.Yuan(1)), property, "unchanged on an error")
	require.NoError(t, property.Scan("2.50"))
	assert.Equal(t, "2.50", property.String())
	require.NoError(t, property.Scan(nil))
	assert.True(t, property.IsZero(), "NULL was not given")
	assert.Equal(t, "not given", property.String())
	var plain rule.Given[int]
	assert.ErrorIs(t, plain.Scan(int64(1)), rule.ErrInvalid)
}

func TestACatalogRefusesNothing(t *testing.T) {
	_, err := rule.NewCatalog(heating(), nil)
	assert.ErrorIs(t, err, rule.ErrDefinition)
	assert.ErrorContains(t, err, "rules[1]")
	assert.False(t, rule.Report{}.Holds())
	catalog, err := rule.NewCatalog(heating())
	require.NoError(t, err)
	for _, bad := range []string{"", "{", `{"rule":"other"}`, `{"rule":"sample.heating"}`} {
		report, err := catalog.Replay([]byte(bad))
		assert.Error(t, err, bad)
		assert.False(t, report.Holds(), bad)
	}
}

func TestBulkRunsRefuse(t *testing.T) {
	_, err := heating().EvalSlice(context.Background(), nil, nil, rule.Batch{Workers: -1})
	assert.ErrorIs(t, err, rule.ErrRange)
	for _, err := range Heating.Each(context.Background(), manyFacts(9, 0), rule.Batch{}) {
		assert.ErrorIs(t, err, rule.ErrNoParameters)
	}
	for _, err := range heating().Each(context.Background(), manyFacts(9, 0), rule.Batch{Rows: -1}) {
		assert.ErrorIs(t, err, rule.ErrRange)
	}
	out, err := heating().EvalAll(nil, nil)
	require.NoError(t, err)
	assert.Empty(t, out)
}

func TestEvalAllAppends(t *testing.T) {
	dst := []HeatingAnswer{{Subsidy: unit.Yuan(9)}}
	out, err := heating().EvalAll(dst, []HeatingFacts{{Persons: 1}})
	require.NoError(t, err)
	assert.Equal(t, []HeatingAnswer{{Subsidy: unit.Yuan(9)}, {Subsidy: unit.Yuan(120)}}, out)
}

func TestChoices(t *testing.T) {
	c := rule.Choices{1: {Code: "a", Label: rule.Text{ZH: "甲", EN: "A"}}}
	v, err := c.Value(1)
	require.NoError(t, err)
	assert.Equal(t, "a", v)
	for _, src := range []any{"a", []byte("a")} {
		i, err := c.Scan(src)
		require.NoError(t, err)
		assert.EqualValues(t, 1, i)
	}
	for want, srcs := range map[error][]any{rule.ErrMissing: {nil}, rule.ErrInvalid: {"A", "", int64(1), 1.5}} {
		for _, src := range srcs {
			_, err := c.Scan(src)
			assert.ErrorIs(t, err, want, "%v", src)
		}
	}
	i, err := c.Parse([]byte("a"))
	require.NoError(t, err)
	assert.EqualValues(t, 1, i)
	for _, bad := range []string{"", "A", "b"} {
		_, err := c.Parse([]byte(bad))
		assert.ErrorIs(t, err, rule.ErrInvalid, bad)
	}
	for _, none := range []uint8{0, 2, 255} {
		_, err := c.Marshal(none)
		assert.ErrorIs(t, err, rule.ErrInvalid)
		_, err = c.Value(none)
		assert.ErrorIs(t, err, rule.ErrInvalid)
		assert.Contains(t, c.Label(none).EN, "unknown")
	}
}
