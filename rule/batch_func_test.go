package rule_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestEachFuncIsEachForAFunction(t *testing.T) {
	const n, badEvery = 5_000, 777
	r := heating()
	want, wantErr := []HeatingAnswer{}, []error{}
	for a, err := range r.Each(context.Background(), manyFacts(n, badEvery), rule.Batch{}) {
		want, wantErr = append(want, a), append(wantErr, err)
	}
	for _, b := range []rule.Batch{{}, {Workers: 2}, {Workers: 5, Rows: 7}, {Workers: 2, Rows: n}} {
		i := 0
		for a, err := range rule.EachFunc(context.Background(), manyFacts(n, badEvery), b, func(f *HeatingFacts) (HeatingAnswer, error) { return r.EvalRef(f) }) {
			require.Equal(t, want[i], a)
			require.Equal(t, wantErr[i], err)
			i++
		}
		require.Equal(t, n, i)
	}
}

func TestEachFuncYieldsWhatCameBesideAnError(t *testing.T) {
	broken := errors.New("broken")
	for _, b := range []rule.Batch{{}, {Workers: 2, Rows: 2}} {
		i := 0
		for got, err := range rule.EachFunc(context.Background(), slices.Values([]int{0, 1, 2, 3, 4}), b, func(n *int) (string, error) {
			if *n == 3 {
				return "case 3", broken
			}
			return "", nil
		}) {
			if i == 3 {
				assert.Equal(t, "case 3", got)
				assert.Equal(t, &rule.RowError{Row: 3, Err: broken}, err)
			} else {
				assert.NoError(t, err)
			}
			i++
		}
		assert.Equal(t, 5, i)
	}
}

func TestEachFuncRefusesAndStops(t *testing.T) {
	one := func(*int) (int, error) { return 1, nil }
	for _, c := range []struct {
		ctx context.Context
		in  iter.Seq[int]
		b   rule.Batch
		of  func(*int) (int, error)
		err error
	}{
		{nil, slices.Values([]int{1}), rule.Batch{}, one, rule.Missing}, //nolint:staticcheck // that nil is refused
		{context.Background(), nil, rule.Batch{}, one, rule.Missing},
		{context.Background(), slices.Values([]int{1}), rule.Batch{}, nil, rule.Missing},
		{context.Background(), slices.Values([]int{1}), rule.Batch{Workers: -1}, one, rule.Range},
	} {
		n := 0
		for _, err := range rule.EachFunc(c.ctx, c.in, c.b, c.of) {
			assert.ErrorIs(t, err, c.err)
			n++
		}
		assert.Equal(t, 1, n)
	}
	for _, b := range []rule.Batch{{}, {Workers: 3, Rows: 5}} {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		endless := func(yield func(int) bool) {
			for i := 0; yield(i); i++ {
			}
		}
		n := 0
		var last error
		for _, err := range rule.EachFunc(ctx, endless, b, one) {
			if n++; n == 100 {
				cancel()
			}
			last = err
		}
		assert.ErrorIs(t, last, context.Canceled)
		n = 0
		for range rule.EachFunc(context.Background(), endless, b, one) {
			if n++; n == 10 {
				break
			}
		}
		assert.Equal(t, 10, n)
		assert.PanicsWithValue(t, "no", func() {
			for range rule.EachFunc(context.Background(), slices.Values([]int{1, 2}), b, func(*int) (int, error) { panic("no") }) {
			}
		})
	}
}

func TestEachFuncDoesNotAllocateForARow(t *testing.T) {
	r := heating()
	count := func(n int) float64 {
		return testing.AllocsPerRun(5, func() {
			for _, err := range rule.EachFunc(context.Background(), manyFacts(n, 0), rule.Batch{}, func(f *HeatingFacts) (HeatingAnswer, error) { return r.EvalRef(f) }) {
				if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	assert.InDelta(t, count(10), count(10_000), 1)
}

func TestEvalRefIsEval(t *testing.T) {
	h := household()
	got, err := Relief.EvalRef(&h)
	require.NoError(t, err)
	want, err := Relief.Eval(h)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	bad := Household{Area: 9}
	_, err = Relief.EvalRef(&bad)
	_, want2 := Relief.Eval(bad)
	assert.Equal(t, want2, err)
	_, err = Relief.EvalRef(nil)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = Heating.EvalRef(&HeatingFacts{})
	assert.ErrorIs(t, err, rule.NoParameters)
}
