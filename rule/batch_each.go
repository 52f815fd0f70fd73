package rule

import (
	"context"
	"iter"
	"slices"
	"sync"
)

// Each answers the cases of a sequence of any length, in order and in bounded
// memory. It yields one pair a case: the answer, or the zero Answer with a
// [*RowError]. To stop at the first bad row, break out of the loop; to go on,
// continue. When ctx ends, the last pair carries the context's error, which is
// not a RowError, and the sequence ends.
//
// ctx is looked at between cases: a sequence that waits for its next case is
// waited for.
//
// When b asks for more than one worker, the sequence is read on a goroutine of
// its own and must not be used elsewhere until the loop ends. It is then read
// ahead: a case is kept until it is answered, so whatever a slice in it points to
// must not be filled anew for the next one; and the first answers come when
// b.Rows cases were read, so give a slow source fewer rows.
func (r Rule[Policy, Facts, Answer]) Each(ctx context.Context, in iter.Seq[Facts], b Batch) iter.Seq2[Answer, error] {
	return func(yield func(Answer, error) bool) {
		var zero Answer
		if err := r.Err(); err != nil {
			yield(zero, err)
			return
		}
		workers, rows, err := b.sizes()
		if err == nil && ctx == nil {
			err = noContext(r.def.ID)
		}
		if in == nil {
			err = Errors{{Rule: r.def.ID, Code: Missing, Part: OfFacts, Reason: Text{ZH: "未提供案件序列（nil）", EN: "no sequence of cases (nil)"}}}
		}
		if err != nil {
			yield(zero, err)
			return
		}
		if workers == 1 {
			r.eachAlone(ctx, in, yield)
			return
		}
		eachTogether(ctx, in, workers, rows, r.rows, yield)
	}
}

// eachAlone computes on the caller's goroutine.
func (r *Rule[Policy, Facts, Answer]) eachAlone(ctx context.Context, in iter.Seq[Facts], yield func(Answer, error) bool) {
	row := 0
	var zero Answer
	ctx, cancel := context.WithCancelCause(ctx) // of which to ask Err costs next to nothing
	defer cancel(nil)
	box, byRef := new(Facts), r.def.KernelByRef != nil // one box for all, as in EachFunc
	for c := range in {
		if ctx.Err() != nil {
			break
		}
		var o Answer
		var err error
		if byRef {
			*box = c
			o, err = r.EvalRef(box)
		} else {
			o, err = r.Eval(c)
		}
		if err != nil {
			o, err = zero, &RowError{Row: row, Err: err}
		}
		if !yield(o, err) {
			return
		}
		row++
	}
	if ctx.Err() != nil {
		yield(zero, context.Cause(ctx))
	}
}

// computing answers a run of cases into a place of the same length, and names each bad row.
type computing[Facts, Answer any] func(ctx context.Context, out []Answer, in []Facts, first int) RowErrors

// piece is one run of cases on its way through the workers.
type piece[Facts, Answer any] struct {
	first int
	in    []Facts
	out   []Answer
	bad   RowErrors
	done  chan struct{}
}

// eachTogether reads on one goroutine, computes on several and yields on the
// caller's. order holds the pieces in input order, so the answers need no sort;
// its length bounds the memory.
func eachTogether[Facts, Answer any](ctx context.Context, in iter.Seq[Facts], workers, rows int, compute computing[Facts, Answer], yield func(Answer, error) bool) {
	ctx, cancel := context.WithCancelCause(ctx)
	order := make(chan *piece[Facts, Answer], workers)
	work := make(chan *piece[Facts, Answer], workers+1) // never full: besides those in order one is waited for
	free := make(chan *piece[Facts, Answer], workers)
	var g guard
	var wg sync.WaitGroup
	// Nothing of the run outlives the loop, however it ends.
	defer g.rethrow()
	defer wg.Wait()
	defer cancel(nil)

	read := func() {
		defer close(order)
		defer close(work)
		first := 0
		var p *piece[Facts, Answer]
		send := func() bool {
			p.done = make(chan struct{})
			select {
			case order <- p:
			case <-ctx.Done():
				return false
			}
			work <- p
			first += len(p.in)
			p = nil
			return true
		}
		for c := range in {
			if ctx.Err() != nil {
				return
			}
			if p == nil {
				select {
				case p = <-free:
					p.in, p.bad, p.first = p.in[:0], nil, first
				default:
					p = &piece[Facts, Answer]{first: first}
					if first > 0 { // so many were read before: the sequence is no short one
						p.in = make([]Facts, 0, rows)
					}
				}
			}
			p.in = append(p.in, c)
			if len(p.in) == rows && !send() {
				return
			}
		}
		if p != nil {
			send()
		}
	}
	wg.Go(func() { g.run(read) })
	for range workers {
		wg.Go(func() {
			for p := range work {
				p.answer(ctx, compute, &g)
			}
		})
	}
	var zero Answer
	for p := range order {
		if ctx.Err() != nil {
			break
		}
		<-p.done
		if g.thrown.Load() {
			return
		}
		bad := p.bad
		for i := range p.in {
			if ctx.Err() != nil {
				break
			}
			var err error
			if len(bad) > 0 && bad[0].Row == p.first+i {
				err, bad = bad[0], bad[1:]
			}
			if !yield(p.out[i], err) {
				return
			}
		}
		select {
		case free <- p:
		default:
		}
	}
	if ctx.Err() != nil {
		yield(zero, context.Cause(ctx))
	}
}

// answer computes a piece, and says that it is done however that ends.
func (p *piece[Facts, Answer]) answer(ctx context.Context, compute computing[Facts, Answer], g *guard) {
	defer close(p.done)
	g.run(func() {
		p.out = slices.Grow(p.out[:0], len(p.in))[:len(p.in)]
		p.bad = compute(ctx, p.out, p.in, p.first)
	})
}

func noContext(id string) error {
	return Errors{{Rule: id, Code: Missing, Reason: Text{ZH: "未提供context（nil）", EN: "no context (nil)"}}}
}
