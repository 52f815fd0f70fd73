package rule

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTheContextIsLookedAtEverySixteenCases: a run that has begun ends with the sixteen that it is at, and one that has not begins
// with none.
func TestTheContextIsLookedAtEverySixteenCases(t *testing.T) {
	bad := errors.New("bad")
	for _, c := range []struct{ cancelAt, called, ofRule int }{{-1, 40, 40}, {2, 16, 3}, {3, 16, 19}, {15, 16, 19}, {16, 32, 19}, {31, 32, 35}, {32, 40, 35}, {35, 40, 40}} {
		ctx, cancel := context.WithCancel(context.Background())
		calls := 0
		answer := func(x *int) (int, error) {
			if calls == c.cancelAt {
				cancel()
			}
			calls++
			if *x == 2 {
				return 70, bad
			}
			return *x * 10, nil
		}
		in, out := make([]int, 40), make([]int, 40)
		for i := range in {
			in[i] = i
		}
		rows := funcRows(ctx, out, in, 100, answer)
		assert.Equal(t, c.called, calls, "%+v", c)
		require.Len(t, rows, 1, "%+v", c)
		assert.Equal(t, &RowError{Row: 102, Err: bad}, rows[0])
		for i, got := range out {
			want := 10 * i
			switch {
			case i >= c.called:
				want = 0
			case i == 2:
				want = 70
			}
			assert.Equal(t, want, got, i)
		}

		calls = 0
		r := Rule[struct{}, int, int]{sch: &scheme{}, b: &bound[struct{}]{}, def: &Definition[struct{}, int, int]{
			Kernel: func(_ *struct{}, x int, _ *Trace) (int, error) { return answer(&x) },
		}}
		ctx, cancel = context.WithCancel(context.Background())
		clear(out)
		rows = r.rows(ctx, out, in, 100)
		assert.Equal(t, c.ofRule, calls, "%+v: from a bad row on, sixteen are counted anew", c)
		require.Len(t, rows, 1)
		assert.Equal(t, 102, rows[0].Row)
		assert.Zero(t, out[2], "a bad row holds the zero answer")
		cancel()
		calls = 0
		assert.Empty(t, funcRows(ctx, out, in, 0, answer))
		assert.Empty(t, r.rows(ctx, out, in, 0))
		assert.Zero(t, calls, "nothing is begun when the context has ended")
	}
}

// TestABatchIsBroughtToItsSizes: zero stands for one worker and 4096 rows.
func TestABatchIsBroughtToItsSizes(t *testing.T) {
	for b, want := range map[Batch][2]int{{}: {1, 4096}, {1, 1}: {1, 1}, {2, 0}: {2, 4096}, {4096, 7}: {4096, 7}, {0, 4097}: {1, 4097}} {
		workers, rows, err := b.sizes()
		require.NoError(t, err)
		assert.Equal(t, want, [2]int{workers, rows}, "%+v", b)
	}
	for b, want := range map[Batch]string{{-1, 0}: "Workers: -1: must be 0 to 4096", {4097, 0}: "Workers: 4097: must be 0 to 4096", {0, -1}: "Rows: -1: must not be negative"} {
		_, _, err := b.sizes()
		assert.EqualError(t, err, want)
	}
}

// TestBadRowsAreToldByNumber: the first three in full, and that there are more.
func TestBadRowsAreToldByNumber(t *testing.T) {
	var es RowErrors
	assert.NoError(t, es.err())
	for n, want := range []string{
		"1 bad row; row 0: x", "2 bad rows; row 0: x; row 1: x", "3 bad rows; row 0: x; row 1: x; row 2: x",
		"4 bad rows; row 0: x; row 1: x; row 2: x; …", "5 bad rows; row 0: x; row 1: x; row 2: x; …",
	} {
		es = append(es, &RowError{Row: n, Err: errors.New("x")})
		assert.Equal(t, want, es.Error())
		assert.Equal(t, es, es.err())
		all := es.Unwrap()
		require.Len(t, all, n+1)
		assert.Same(t, es[n], all[n])
		assert.Equal(t, "x", es[n].Unwrap().Error())
	}
	both := &RowError{Row: 2, Err: Errors{{Code: Range, Field: "a", Reason: notNegative}, {Code: Range, Field: "b", Reason: positive}}}
	assert.Equal(t, "row 2: a: must not be negative; b: must be above zero", both.In(English))
	assert.Equal(t, "第2行（从0计）：a：不得为负；b：必须大于零", both.In(Chinese))
}
