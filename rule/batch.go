package rule

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// RowError names the row of a bulk run that a rule refused, counted from 0.
type RowError struct {
	Row int
	Err error
}

// Error names the row and the reason in English.
func (e *RowError) Error() string { return fmt.Sprintf("row %d: %v", e.Row, e.Err) }

// In names the row and the reasons in one language, fields by their labels.
func (e *RowError) In(l Language) string {
	row, sep := "row "+strconv.Itoa(e.Row)+": ", "; "
	if l == Chinese {
		row, sep = "第"+strconv.Itoa(e.Row)+"行（从0计）：", "；"
	}
	list := Faults(e.Err)
	parts := make([]string, len(list))
	for i := range list {
		parts[i] = list[i].In(l)
	}
	return row + strings.Join(parts, sep)
}

// Unwrap gives the rule's own error.
func (e *RowError) Unwrap() error { return e.Err }

// RowErrors holds every bad row of a bulk run, in order.
type RowErrors []*RowError

// Error names the first rows and counts the rest.
func (es RowErrors) Error() string {
	const shown = 3
	s := fmt.Sprintf("%d bad rows", len(es))
	if len(es) == 1 {
		s = "1 bad row"
	}
	for i, e := range es {
		if i == shown {
			return s + "; …"
		}
		s += "; " + e.Error()
	}
	return s
}

// Unwrap lets [errors.Is] and [errors.As] look at each row.
func (es RowErrors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

func (es RowErrors) err() error {
	if len(es) == 0 {
		return nil
	}
	return es
}

// EvalAll answers every case of in, in order, and appends the answers to dst.
// It does not allocate when dst has room and no row is bad.
//
// A bad row does not cost the good ones: it is named in the [RowErrors] returned
// and its place holds the zero Answer, so that answer i still belongs to case i, and the
// whole list can be written as JSON and read again (package ruletest wants that of every rule). A
// caller that wants to stop at the first bad row uses [Rule.Each].
func (r Rule[Policy, Facts, Answer]) EvalAll(dst []Answer, in []Facts) ([]Answer, error) {
	if err := r.Err(); err != nil {
		return dst, err
	}
	n := len(dst)
	dst = slices.Grow(dst, len(in))[:n+len(in)]
	return dst, r.rows(context.Background(), dst[n:], in, 0).err()
}

// rows answers in into out, which has the same length, and names each bad row. It leaves
// off when ctx ends.
func (r *Rule[Policy, Facts, Answer]) rows(ctx context.Context, out []Answer, in []Facts, first int) (bad RowErrors) {
	piece := len(in)
	if ctx.Done() != nil {
		piece = between
	}
	for i := 0; i < len(in) && ctx.Err() == nil; {
		end := i + min(piece, len(in)-i)
		n, err := r.run(out[i:end], in[i:end])
		if i += n; err != nil {
			var zero Answer
			out[i] = zero
			bad = append(bad, &RowError{Row: first + i, Err: r.refused(err, in[i])})
			i++
		}
	}
	return bad
}

// between is how many cases are computed between two looks at a context.
const between = 16

// run answers in into out up to the first bad row, and tells how many it did. It
// is the loop of every bulk run, so it keeps little that has to be saved around a
// call; and the two forms of a kernel have loops of their own, because choosing
// at every case would cost a tenth of the whole.
func (r *Rule[Policy, Facts, Answer]) run(out []Answer, in []Facts) (int, error) {
	p, out := &r.b.p, out[:len(in)]
	if at := r.def.KernelByRef; at != nil {
		for i := range in {
			o, err := at(p, &in[i], nil)
			if err != nil {
				return i, err
			}
			out[i] = o
		}
		return len(in), nil
	}
	kernel := r.def.Kernel
	for i := range in {
		o, err := kernel(p, in[i], nil)
		if err != nil {
			return i, err
		}
		out[i] = o
	}
	return len(in), nil
}

// Batch says how a bulk run over many cases is carried out.
type Batch struct {
	// Workers is how many goroutines compute, at most 4096; 0 and 1 mean one. Answers
	// keep the order of the cases whatever it is.
	Workers int
	// Rows is how many cases make one piece of work; 0 means 4096, and a number above
	// that of the cases puts all of them into one piece. Memory is bounded by
	// Rows × (Workers + 2) cases, however long the input.
	Rows int
}

const defaultRows = 4096

// maxWorkers is more than any machine can use.
const maxWorkers = 4096

func (b Batch) sizes() (workers, rows int, err error) {
	var f Errors
	if b.Workers < 0 || b.Workers > maxWorkers {
		f.Add(Range, "Workers", strconv.Itoa(b.Workers), Text{ZH: "应为0至4096", EN: "must be 0 to 4096"})
	}
	if b.Rows < 0 {
		f.Add(Range, "Rows", strconv.Itoa(b.Rows), notNegative)
	}
	workers, rows = max(b.Workers, 1), b.Rows
	if rows == 0 {
		rows = defaultRows
	}
	return workers, rows, f.Err()
}

// EvalSlice is [Rule.EvalAll] on several goroutines: the same answers in the same
// order, the same errors. When ctx ends first, it returns dst as it was and the
// context's error.
func (r Rule[Policy, Facts, Answer]) EvalSlice(ctx context.Context, dst []Answer, in []Facts, b Batch) ([]Answer, error) {
	if err := r.Err(); err != nil {
		return dst, err
	}
	workers, rows, err := b.sizes()
	if err == nil && ctx == nil {
		err = noContext(r.def.ID)
	}
	if err != nil {
		return dst, err
	}
	n := len(dst)
	all := slices.Grow(dst, len(in))[:n+len(in)]
	out := all[n:]
	pieces := len(in)/rows + min(len(in)%rows, 1)
	bad := make([]RowErrors, pieces)
	var g guard
	var next atomic.Int64 // the piece to take: no goroutine waits for another to hand it out
	var wg sync.WaitGroup
	for range min(workers, pieces) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < pieces && ctx.Err() == nil && !g.thrown.Load(); i = int(next.Add(1)) - 1 {
				from := i * rows
				to := from + min(rows, len(in)-from)
				g.run(func() { bad[i] = r.rows(ctx, out[from:to], in[from:to], from) })
			}
		})
	}
	wg.Wait()
	g.rethrow()
	if err := context.Cause(ctx); err != nil {
		return dst, err
	}
	return all, RowErrors(slices.Concat(bad...)).err()
}

// guard carries a panic of a worker, in a kernel or in the caller's sequence, to the
// caller's goroutine, where it can be recovered. A worker whose goroutine is ended (a
// test's FailNow) ends the caller's likewise.
type guard struct {
	once   sync.Once
	value  any
	exit   bool
	thrown atomic.Bool
}

func (g *guard) run(f func()) {
	whole := false
	defer func() {
		if whole {
			return
		}
		value := recover()
		g.once.Do(func() { g.value, g.exit = value, value == nil })
		g.thrown.Store(true)
	}()
	f()
	whole = true
}

func (g *guard) rethrow() {
	if !g.thrown.Load() {
		return
	}
	if g.exit {
		runtime.Goexit()
	}
	panic(g.value)
}
