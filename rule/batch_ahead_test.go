package rule_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestNoMoreIsReadAheadThanABatchSays: Rows × (Workers + 2) cases by several workers, while the first answer is looked at, and none
// by one alone.
func TestNoMoreIsReadAheadThanABatchSays(t *testing.T) {
	for _, c := range []struct{ workers, rows, ahead int }{{0, 5, 1}, {1, 5, 1}, {2, 1, 4}, {2, 3, 12}, {3, 1, 5}, {5, 2, 14}} {
		b := rule.Batch{Workers: c.workers, Rows: c.rows}
		for name, each := range map[string]func(iter.Seq[HeatingFacts]) iter.Seq2[HeatingAnswer, error]{
			"each": func(in iter.Seq[HeatingFacts]) iter.Seq2[HeatingAnswer, error] {
				return heating().Each(context.Background(), in, b)
			},
			"each func": func(in iter.Seq[HeatingFacts]) iter.Seq2[HeatingAnswer, error] {
				r := heating()
				return rule.EachFunc(context.Background(), in, b, func(f *HeatingFacts) (HeatingAnswer, error) { return r.EvalRef(f) })
			},
		} {
			synctest.Test(t, func(t *testing.T) {
				read, answered := 0, 0
				for got, err := range each(func(yield func(HeatingFacts) bool) {
					for i := range 100 {
						read++
						if !yield(HeatingFacts{int64(i)}) {
							return
						}
					}
				}) {
					require.NoError(t, err)
					require.Equal(t, unit.Yuan(int32(120*answered)), got.Subsidy)
					if answered == 0 {
						synctest.Wait()
						assert.Equal(t, c.ahead, read, "%s %+v", name, b)
					}
					answered++
				}
				assert.Equal(t, 100, answered, "%s %+v", name, b)
			})
		}
	}
}

// TestEveryPieceIsAnsweredWhateverItsSize: the last one may be short, or one piece have all.
func TestEveryPieceIsAnsweredWhateverItsSize(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 4, 5, 6, 7} {
		in := make([]HeatingFacts, n)
		var want []unit.Money
		var bad []int
		for i := range in {
			in[i].Persons = int64(i + 1)
			if i%3 == 2 {
				in[i].Persons = -1
				bad = append(bad, i)
			}
			want = append(want, unit.Yuan(int32(max(120*in[i].Persons, 0))))
		}
		for _, rows := range []int{0, 1, 2, 3, 7, 8} {
			for _, workers := range []int{0, 1, 2, 9} {
				b := rule.Batch{Workers: workers, Rows: rows}
				check := func(got []HeatingAnswer, rows []int) {
					t.Helper()
					var amounts []unit.Money
					for _, a := range got {
						amounts = append(amounts, a.Subsidy)
					}
					assert.Equal(t, want, amounts, "%d %+v", n, b)
					assert.Equal(t, bad, rows, "%d %+v", n, b)
				}
				out, err := heating().EvalSlice(context.Background(), nil, in, b)
				var named []int
				var list rule.RowErrors
				if errors.As(err, &list) {
					for _, e := range list {
						named = append(named, e.Row)
					}
				}
				check(out, named)
				out, named = nil, nil
				for a, err := range heating().Each(context.Background(), slices.Values(in), b) {
					out = append(out, a)
					var one *rule.RowError
					if errors.As(err, &one) {
						named = append(named, one.Row)
					}
				}
				check(out, named)
			}
		}
	}
}

// TestABulkRunWithoutWhatItNeedsSaysWhat: each of its three doors, with the rule's name or, of a function, none.
func TestABulkRunWithoutWhatItNeedsSaysWhat(t *testing.T) {
	one, r := slices.Values([]HeatingFacts{{1}}), heating()
	bad, good := rule.Batch{Workers: 4097, Rows: -1}, rule.Batch{Workers: 4096, Rows: 1}
	var none context.Context
	last := func(in iter.Seq2[HeatingAnswer, error]) error {
		var errs []error
		for a, err := range in {
			assert.Zero(t, a)
			errs = append(errs, err)
		}
		require.Len(t, errs, 1)
		return errs[0]
	}
	slice := func(ctx context.Context, b rule.Batch) error {
		had := []HeatingAnswer{{unit.Yuan(3)}}
		out, err := r.EvalSlice(ctx, had, []HeatingFacts{{1}}, b)
		assert.Equal(t, had, out)
		return err
	}
	eval := func(f *HeatingFacts) (HeatingAnswer, error) { return r.EvalRef(f) }
	sizes := "Workers: 4097: must be 0 to 4096; Rows: -1: must not be negative"
	for _, c := range []struct {
		want string
		err  error
	}{
		{sizes, slice(context.Background(), bad)}, {sizes, slice(none, bad)}, {"sample.heating: no context (nil)", slice(none, good)},
		{sizes, last(r.Each(none, one, bad))}, {"sample.heating: no context (nil)", last(r.Each(none, one, good))},
		{"sample.heating: facts: no sequence of cases (nil)", last(r.Each(context.Background(), nil, good))},
		{sizes + "; no context (nil); cases: no sequence of cases (nil); answer: no function (nil)", last(rule.EachFunc[HeatingFacts, HeatingAnswer](none, nil, bad, nil))},
		{"no context (nil)", last(rule.EachFunc(none, one, good, eval))},
		{"cases: no sequence of cases (nil)", last(rule.EachFunc(context.Background(), nil, good, eval))},
		{"answer: no function (nil)", last(rule.EachFunc[HeatingFacts, HeatingAnswer](context.Background(), one, good, nil))},
		{"Workers: -1: must be 0 to 4096", last(rule.EachFunc(context.Background(), one, rule.Batch{Workers: -1}, eval))},
		{"facts: no facts (nil)", errorOf(new(rule.Rule[struct{}, HeatingFacts, HeatingAnswer]).EvalRef(nil))},
		{"sample.heating: facts: no facts (nil)", errorOf(r.EvalRef(nil))},
		{"the zero Rule: define it with rule.New", errorOf(new(rule.Rule[struct{}, HeatingFacts, HeatingAnswer]).EvalRef(&HeatingFacts{1}))},
	} {
		assert.EqualError(t, c.err, c.want)
	}
	out, err := r.EvalSlice(context.Background(), nil, []HeatingFacts{{1}}, good)
	require.NoError(t, err)
	assert.Equal(t, []HeatingAnswer{{unit.Yuan(120)}}, out)
	assert.Equal(t, "Workers：4097：应为0至4096；Rows：-1：不得为负", rule.Faults(slice(none, bad)).In(rule.Chinese))
	assert.Equal(t, "sample.heating：未提供context（nil）", rule.Faults(slice(none, good)).In(rule.Chinese))
	assert.Equal(t, "sample.heating：申报核对信息：未提供案件序列（nil）", rule.Faults(last(r.Each(context.Background(), nil, good))).In(rule.Chinese))
	assert.Equal(t, "cases：未提供案件序列（nil）；answer：未提供函数（nil）", rule.Faults(last(rule.EachFunc[HeatingFacts, HeatingAnswer](context.Background(), nil, good, nil))).In(rule.Chinese))
}

func errorOf[A any](_ A, err error) error { return err }

// TestNothingIsYieldedOnceTheContextHasEnded but its error, in the midst of a piece too.
func TestNothingIsYieldedOnceTheContextHasEnded(t *testing.T) {
	for _, b := range []rule.Batch{{}, {Workers: 2, Rows: 5}, {Workers: 2, Rows: 100}} {
		ctx, cancel := context.WithCancel(context.Background())
		var errs []error
		for _, err := range heating().Each(ctx, slices.Values(make([]HeatingFacts, 20)), b) {
			errs = append(errs, err)
			if len(errs) == 2 {
				cancel()
			}
		}
		cancel()
		assert.Equal(t, []error{nil, nil, context.Canceled}, errs, "%+v", b)
	}
}
