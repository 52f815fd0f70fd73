package rule

import (
	"context"
	"iter"
)

// EachFunc 逐件处理 is [Rule.Each] for a function of the case, such as one that first finds the
// rule of the case's county: in order, in bounded memory, on one goroutine or several. The
// function is then called by all of them at once; the case is lent to it, and neither kept nor
// changed. It is said of the sequence, the context and panics what is said there.
//
// With an error of the function, which becomes that of a [*RowError], what it gave beside the
// error is yielded too: whose case it was, for one.
func EachFunc[Case, Answer any](ctx context.Context, in iter.Seq[Case], b Batch, answer func(*Case) (Answer, error)) iter.Seq2[Answer, error] {
	return func(yield func(Answer, error) bool) {
		var zero Answer
		var f Errors
		workers, rows, err := b.sizes()
		f.Wrap("", err)
		if ctx == nil {
			f.Wrap("", noContext(""))
		}
		if in == nil {
			f.Add(Missing, "cases", "", Text{ZH: "未提供案件序列（nil）", EN: "no sequence of cases (nil)"})
		}
		if answer == nil {
			f.Add(Missing, "answer", "", Text{ZH: "未提供函数（nil）", EN: "no function (nil)"})
		}
		if len(f) > 0 {
			yield(zero, f)
			return
		}
		if workers > 1 {
			eachTogether(ctx, in, workers, rows, computing[Case, Answer](func(ctx context.Context, out []Answer, in []Case, first int) RowErrors {
				return funcRows(ctx, out, in, first, answer)
			}), yield)
			return
		}
		row := 0
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		box := new(Case) // one for all: a case of its own would be an allocation each
		for c := range in {
			if ctx.Err() != nil {
				break
			}
			*box = c
			o, err := answer(box)
			if err != nil {
				err = &RowError{Row: row, Err: err}
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
}

// funcRows answers one run of cases.
func funcRows[Case, Answer any](ctx context.Context, out []Answer, in []Case, first int, answer func(*Case) (Answer, error)) (bad RowErrors) {
	for i := range in {
		if i%between == 0 && ctx.Err() != nil {
			return bad
		}
		o, err := answer(&in[i])
		if out[i] = o; err != nil {
			bad = append(bad, &RowError{Row: first + i, Err: err})
		}
	}
	return bad
}

// EvalRef is [Rule.Eval] for facts that lie somewhere already, which it only reads: neither they nor the rule are
// copied, which shows where the facts are large and the cases many. It does not allocate when it
// succeeds.
func (r *Rule[Policy, Facts, Answer]) EvalRef(in *Facts) (Answer, error) {
	if in == nil {
		var zero Answer
		return zero, Errors{{Rule: r.ID(), Code: Missing, Part: OfFacts, Reason: Text{ZH: "未提供案件信息（nil）", EN: "no facts (nil)"}}}
	}
	if r.def == nil || r.fault != nil || r.def.KernelByRef == nil {
		return r.Eval(*in)
	}
	out, err := r.def.KernelByRef(&r.b.p, in, nil)
	if err != nil {
		var zero Answer
		return zero, r.refused(err, *in)
	}
	return out, nil
}
