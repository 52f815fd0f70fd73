package rule_test

import (
	"context"
	"errors"
	"iter"
	"math"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

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
	const n, badEvery = 5_000, 777
	in := slices.Collect(manyFacts(n, badEvery))
	r := heating()
	for _, workers := range []int{0, 1, 2, 5} {
		for _, rows := range []int{0, 1, 7, n, 2 * n, math.MaxInt} {
			b := rule.Batch{Workers: workers, Rows: rows}
			i := 0
			for out, err := range r.Each(context.Background(), manyFacts(n, badEvery), b) {
				single, singleErr := r.Eval(in[i])
				require.Equal(t, single, out)
				if singleErr == nil {
					require.NoError(t, err)
				} else {
					var row *rule.RowError
					require.ErrorAs(t, err, &row)
					require.Equal(t, i, row.Row)
					require.Equal(t, singleErr, row.Err)
				}
				i++
			}
			require.Equal(t, n, i)
			outs, err := r.EvalSlice(context.Background(), nil, in, b)
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

func TestABadRowIsToldInBothLanguages(t *testing.T) {
	_, err := heating().EvalAll(nil, []HeatingFacts{{Persons: 1}, {Persons: -1}})
	var rows rule.RowErrors
	require.ErrorAs(t, err, &rows)
	assert.Regexp(t, `^第1行（从0计）：sample\.heating：申报核对信息：`, rows[0].In(rule.Chinese))
	assert.Regexp(t, `^row 1: sample\.heating: facts: `, rows[0].In(rule.English))
	own := &rule.RowError{Row: 4, Err: errors.New("no household")}
	assert.Equal(t, "第4行（从0计）：无效的值：no household", own.In(rule.Chinese))
	assert.Equal(t, "row 4: no household", own.In(rule.English))
}

func TestAnyBatchValueAnswersOrIsRefused(t *testing.T) {
	in := slices.Collect(manyFacts(5, 0))
	for _, workers := range []int{math.MinInt, -1, 0, 1, 3, 4096, 4097, math.MaxInt} {
		for _, rows := range []int{math.MinInt, -1, 0, 1, 4, 5, 6, math.MaxInt} {
			b := rule.Batch{Workers: workers, Rows: rows}
			good := workers >= 0 && workers <= 4096 && rows >= 0
			outs, err := heating().EvalSlice(context.Background(), nil, in, b)
			assert.Equal(t, good, err == nil, "%+v", b)
			var each []HeatingAnswer
			for out, err := range heating().Each(context.Background(), slices.Values(in), b) {
				if err == nil {
					each = append(each, out)
				} else {
					assert.ErrorIs(t, err, rule.Range)
				}
			}
			if good {
				assert.Equal(t, unit.Yuan(480), outs[4].Subsidy, "%+v", b)
				assert.Equal(t, outs, each)
			} else {
				assert.ErrorIs(t, err, rule.Range)
				assert.Empty(t, each)
			}
		}
	}
}

func TestBulkRunsRefuse(t *testing.T) {
	for _, err := range Heating.Each(context.Background(), manyFacts(9, 0), rule.Batch{}) {
		assert.ErrorIs(t, err, rule.NoParameters)
	}
	_, err := Heating.EvalSlice(context.Background(), nil, nil, rule.Batch{})
	assert.ErrorIs(t, err, rule.NoParameters)
	for _, workers := range []int{1, 3} {
		n := 0
		for _, err := range heating().Each(context.Background(), nil, rule.Batch{Workers: workers}) {
			assert.ErrorIs(t, err, rule.Missing, "no sequence")
			assertHelpful(t, rule.Faults(err)[0])
			n++
		}
		assert.Equal(t, 1, n)
		for range heating().Each(context.Background(), manyFacts(0, 0), rule.Batch{Workers: workers}) {
			t.Error("an answer to no case")
		}
		out, err := heating().EvalSlice(context.Background(), nil, nil, rule.Batch{Workers: workers})
		require.NoError(t, err)
		assert.Empty(t, out)
	}
	dst := []HeatingAnswer{{Subsidy: unit.Yuan(9)}}
	out, err := heating().EvalAll(dst, []HeatingFacts{{Persons: 1}})
	require.NoError(t, err)
	assert.Equal(t, []HeatingAnswer{{Subsidy: unit.Yuan(9)}, {Subsidy: unit.Yuan(120)}}, out)
}

func TestBulkRunsStopWhenTheCallerStops(t *testing.T) {
	for _, workers := range []int{1, 3} {
		var read atomic.Int64
		got := 0
		in := func(yield func(HeatingFacts) bool) {
			for read.Add(1); yield(HeatingFacts{Persons: 1}); read.Add(1) {
			}
		}
		for range heating().Each(context.Background(), in, rule.Batch{Workers: workers, Rows: 8}) {
			if got++; got == 100 {
				break
			}
		}
		assert.Equal(t, 100, got)
		assert.Less(t, read.Load(), int64(400), "an endless input is read no further than the workers hold")
	}
}

// TestTheContextIsLookedAtBetweenCases: not one answer more is given after it has ended.
func TestTheContextIsLookedAtBetweenCases(t *testing.T) {
	cause := errors.New("the office closed")
	for _, workers := range []int{1, 2, 5} {
		ctx, cancel := context.WithCancelCause(context.Background())
		defer cancel(nil)
		rows, last := 0, error(nil)
		for _, err := range heating().Each(ctx, manyFacts(1_000_000, 0), rule.Batch{Workers: workers}) {
			if last = err; err != nil {
				break
			}
			if rows++; rows == 500 {
				cancel(cause)
			}
		}
		assert.ErrorIs(t, last, cause)
		assert.Equal(t, 500, rows, "%d workers", workers)
		dst := make([]HeatingAnswer, 2)
		out, err := heating().EvalSlice(ctx, dst, make([]HeatingFacts, 100), rule.Batch{Workers: workers})
		assert.ErrorIs(t, err, cause)
		assert.Equal(t, dst, out)
	}
}

// slow answers as heating does, a millisecond a case.
func slow(seen *atomic.Int64) rule.Rule[HeatingPolicy, HeatingFacts, HeatingAnswer] {
	d := heatingDefinition()
	quick := d.Kernel
	d.Kernel = func(p *HeatingPolicy, in HeatingFacts, t *rule.Trace) (HeatingAnswer, error) {
		seen.Add(1)
		time.Sleep(time.Millisecond)
		return quick(p, in, t)
	}
	return rule.MustNew(d).Under(HeatingPolicy{PerPerson: unit.Yuan(1)})
}

func TestASlowKernelAndASlowSourceEndWithTheContext(t *testing.T) {
	for _, workers := range []int{1, 2} {
		synctest.Test(t, func(t *testing.T) {
			var seen atomic.Int64
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			start := time.Now()
			_, err := slow(&seen).EvalSlice(ctx, nil, make([]HeatingFacts, 10_000), rule.Batch{Workers: workers})
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			assert.Less(t, time.Since(start), 80*time.Millisecond)
			assert.Less(t, seen.Load(), int64(200))
		})
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			start := time.Now()
			source := func(yield func(HeatingFacts) bool) {
				for range 300 {
					time.Sleep(2 * time.Millisecond)
					if !yield(HeatingFacts{Persons: 1}) {
						return
					}
				}
			}
			var last error
			for _, err := range heating().Each(ctx, source, rule.Batch{Workers: workers}) {
				last = err
			}
			assert.ErrorIs(t, last, context.DeadlineExceeded)
			assert.Less(t, time.Since(start), 60*time.Millisecond)
		})
	}
}

// explosive panics at 77, and ends its goroutine at 78.
var explosive = func() rule.Rule[HeatingPolicy, HeatingFacts, HeatingAnswer] {
	d := heatingDefinition()
	d.Kernel = func(_ *HeatingPolicy, in HeatingFacts, _ *rule.Trace) (HeatingAnswer, error) {
		switch in.Persons {
		case 77:
			panic("in the kernel")
		case 78:
			runtime.Goexit()
		}
		return HeatingAnswer{Subsidy: unit.Yuan(int32(in.Persons))}, nil
	}
	return rule.MustNew(d).Under(HeatingPolicy{})
}()

// TestAPanicReachesTheCaller: a fault in the caller's sequence, in its loop or in a kernel can
// be recovered where the bulk run was called, whatever the workers, and leaves none behind.
func TestAPanicReachesTheCaller(t *testing.T) {
	hundred := slices.Collect(manyFacts(78, 0))
	source := func(yield func(HeatingFacts) bool) {
		for i := range 50 {
			if !yield(HeatingFacts{Persons: int64(i)}) {
				return
			}
		}
		panic("in the source")
	}
	before := runtime.NumGoroutine()
	for _, workers := range []int{1, 2, 5} {
		b := rule.Batch{Workers: workers, Rows: 4}
		assert.PanicsWithValue(t, "in the kernel", func() { _, _ = explosive.EvalSlice(context.Background(), nil, hundred, b) })
		for want, in := range map[string]iter.Seq[HeatingFacts]{"in the kernel": slices.Values(hundred), "in the source": source} {
			assert.PanicsWithValue(t, want, func() {
				next := 0
				for out, err := range explosive.Each(context.Background(), in, b) {
					require.NoError(t, err)
					require.Equal(t, unit.Yuan(int32(next)), out.Subsidy, "nothing is made up on the way")
					next++
				}
			})
		}
		assert.PanicsWithValue(t, "in the loop", func() {
			for range explosive.Each(context.Background(), source, b) {
				panic("in the loop")
			}
		})
	}
	assertNoGoroutines(t, before)
}

func assertNoGoroutines(t *testing.T, before int) {
	t.Helper()
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines are left, there were %d", runtime.NumGoroutine(), before)
}

// TestAKernelThatEndsItsGoroutineEndsTheCallers, as t.FailNow in a kernel under test does:
// the run neither hangs nor goes on.
func TestAKernelThatEndsItsGoroutineEndsTheCallers(t *testing.T) {
	in := slices.Repeat([]HeatingFacts{{Persons: 1}, {Persons: 2}, {Persons: 78}}, 50)
	before := runtime.NumGoroutine()
	for _, workers := range []int{1, 2, 5} {
		b := rule.Batch{Workers: workers, Rows: 4}
		for name, call := range map[string]func(){
			"EvalSlice": func() { _, _ = explosive.EvalSlice(context.Background(), nil, in, b) },
			"Each": func() {
				for range explosive.Each(context.Background(), slices.Values(in), b) {
				}
			},
			"the source": func() {
				for range explosive.Each(context.Background(), func(func(HeatingFacts) bool) { runtime.Goexit() }, b) {
				}
			},
		} {
			ended, finished := make(chan struct{}), false
			go func() {
				defer close(ended)
				call()
				finished = true
			}()
			select {
			case <-ended:
				assert.False(t, finished, "%s, %d workers", name, workers)
			case <-time.After(5 * time.Second):
				t.Fatalf("%s with %d workers hangs", name, workers)
			}
		}
	}
	assertNoGoroutines(t, before)
}

func TestBulkRunsLeaveNoGoroutines(t *testing.T) {
	before := runtime.NumGoroutine()
	for i := range 100 {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		for range heating().Each(ctx, manyFacts(10_000, 0), rule.Batch{Workers: i%7 + 1, Rows: i%50 + 1}) {
			if n++; n == i*7 {
				if i%2 == 0 {
					break
				}
				cancel()
			}
		}
		cancel()
	}
	assertNoGoroutines(t, before)
}

// BenchmarkEvalAll is the cost of a bulk run beside that of its kernel.
func BenchmarkEvalAll(b *testing.B) {
	in := slices.Collect(manyFacts(100_000, 0))
	out := make([]HeatingAnswer, 0, len(in))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for name, run := range map[string]func() error{
		"EvalAll":   func() error { _, err := heating().EvalAll(out, in); return err },
		"EvalSlice": func() error { _, err := heating().EvalSlice(ctx, out, in, rule.Batch{}); return err },
		"Each": func() error {
			for _, err := range heating().Each(ctx, slices.Values(in), rule.Batch{}) {
				if err != nil {
					return err
				}
			}
			return nil
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := run(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(in)), "ns/case")
		})
	}
}
