package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
)

// job is one run over one file.
type job struct {
	options
	journal
	households households.Terms
	inForce    []households.InForce
	in         input
	free       chan *piece
}

// summary is what a run came to.
type summary struct {
	at       mark // rows of this run and of those that it went on from
	computed int
	FirstBad []badRow
	opened   bool // false: it failed before it knew anything
	read     households.Report
}

func newJob(o options) (*job, error) {
	terms, err := o.terms()
	if err != nil {
		return nil, err
	}
	rules, err := terms.Rules()
	if err != nil {
		if o.book != "" {
			return nil, misuse(err, "标准册%s", "the book %s", o.book)
		}
		return nil, misuse(households.Faults(err)[0], "参数有误", "a parameter is wrong")
	}
	in, err := openInput(o.input)
	if err != nil {
		return nil, err
	}
	kind, months, err := in.check(o.reading)
	if err != nil {
		return nil, err
	}
	if months && terms.Month.IsZero() {
		return nil, misuse(nil, "%s有月份列；请用--month指明核算的月份", "%s has a column of months; say which to compute with --month", o.input)
	}
	j := &job{options: o, households: terms, in: in, inForce: rules.InForce(), free: make(chan *piece, o.workers+3)}
	r := rules.Rule()
	j.identity = identity{
		Format: format, Input: kind, Reading: o.readingText(), Size: in.info.Size(), Rule: r.Info().ID, Version: r.Info().Version,
		Month: terms.Month, IDs: o.ids, Language: o.lang.String(),
	}
	if terms.Book == "" {
		j.Parameters = r.Parameters()
		return j, nil
	}
	text, err := json.Marshal(j.inForce)
	if err != nil {
		return nil, err
	}
	j.Book = digest(text)
	return j, nil
}

// open makes the results file ready to be gone on with, or begins it.
func (j *job) open(ctx context.Context) (*results, error) {
	if info, err := os.Stat(j.out); err == nil && os.SameFile(info, j.in.info) {
		return nil, misuse(nil, "--out就是输入文件；请换一个", "--out is the input; choose another")
	}
	r, err := openResults(j.out)
	if err != nil {
		return nil, err
	}
	if err := j.begin(ctx, r); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

func (j *job) begin(ctx context.Context, r *results) error {
	info, err := r.Stat()
	if err != nil {
		return fail(err, "%s", "%s", r.name)
	}
	there, err := readJournal(j.out)
	switch {
	case err == errNoJournal && info.Size() == 0:
		there = journal{}
	case err == errNoJournal:
		return fail(nil, "%s已存在，且不是本程序的结果；请换一个--out", "%s exists and is no run of this program: choose another --out", r.name)
	case err != nil:
		return err
	default:
		if other := j.differs(there.identity); other != nil && info.Size() > 0 {
			return r.begunWith(*other)
		}
	}
	if len(there.Marks) > 0 { // the input must be known before a row is added
		if j.SHA256, err = j.in.digest(ctx); err != nil {
			return err
		}
		other := j.differs(there.identity)
		if other != nil && info.Size() > 0 {
			return r.begunWith(*other)
		}
		if other == nil {
			j.journal = there
		}
	}
	if err := r.proceed(j.journal); err != nil {
		return err
	}
	if r.at.Bytes == 0 { // a summary of other results must not stand beside these
		if err := ignoreAbsent(os.Remove(byCountyOf(j.out))); err != nil {
			return fail(err, "%s", "%s", byCountyOf(j.out))
		}
	}
	if len(j.Marks) == 0 {
		return j.journal.write(j.out) // from here on the results are known to be a run's
	}
	return nil
}

// run computes what is not yet done. Rows are written in the order of the input,
// whole pieces at a time.
func (j *job) run(ctx context.Context, progress io.Writer) (s summary, err error) {
	r, err := j.open(ctx)
	if err != nil {
		return s, err
	}
	defer r.close()
	s.opened = true
	for _, b := range j.FirstBad {
		if b.Row <= r.at.Rows {
			s.FirstBad = append(s.FirstBad, b)
		}
	}
	s.at = r.at
	if j.stopAtFirst && len(s.FirstBad) > 0 {
		return s, stopped(s.FirstBad[0])
	}
	sums, err := j.sumUp(r.at.Bytes)
	if err != nil {
		return s, err
	}
	if j.Done && r.at == j.Marks[len(j.Marks)-1] {
		s.read = j.File
		s.read.Merge(&r.at.Read)
		if err := j.in.unchanged(); err != nil {
			return s, err
		}
		return s, j.finish(r, s, sums)
	}
	done := r.at.Rows // before the first row is written
	ctx, cancel := context.WithCancelCause(ctx)
	var wg sync.WaitGroup
	k := newKeeper(j, r)
	known := make(chan error, 1)
	defer wg.Wait() // nothing of the run outlives it
	defer cancel(nil)
	wg.Go(func() { known <- k.know(ctx) })
	var file households.Report
	order, work := make(chan *piece, j.workers+1), make(chan *piece, j.workers+1)
	wg.Go(func() {
		defer close(order)
		defer close(work)
		var err error
		if file, err = j.read(ctx, done, order, work); err != nil {
			cancel(err)
		}
	})
	for range j.workers {
		c, err := newCalculator(j.households, j.IDs, j.lang)
		if err != nil {
			return s, err
		}
		wg.Go(func() {
			for p := range work {
				p.err = c.piece(p)
				close(p.done)
			}
		})
	}
	err = j.write(ctx, r, k, &s, sums, order, progress)
	s.at = r.at
	whole := err == nil
	if whole {
		err = <-known
	}
	// What was written whole is noted, also of a run that stops here.
	var all *households.Report
	if whole && err == nil {
		all = &file // order was closed behind it
	}
	if keepErr := k.last(r.here(), s.FirstBad, all); err == nil || errors.Is(err, context.Canceled) && keepErr != nil {
		err = keepErr
	}
	if all == nil || err != nil {
		return s, err
	}
	s.read = file
	s.read.Merge(&r.at.Read)
	return s, j.finish(r, s, sums)
}

// stopped ends a run at its first bad row.
func stopped(b badRow) error {
	f := fail(nil, "%s；已停止（--stop-at-first）", "%s; stopped (--stop-at-first)", b.Text)
	f.code = someBad
	return f
}

func (j *job) write(ctx context.Context, r *results, k *keeper, s *summary, sums *countySums, order <-chan *piece, progress io.Writer) error {
	if r.at.Bytes == 0 {
		if err := r.add([]byte(outputHead), 0, 0, new(households.Report)); err != nil {
			return err
		}
	}
	shown := newProgress(progress, j.lang)
	defer shown.finish()
	last := time.Now()
	for {
		var p *piece
		var more bool
		select {
		case p, more = <-order:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if !more {
			return context.Cause(ctx)
		}
		<-p.done
		if p.err != nil {
			return p.err
		}
		if j.stopAtFirst && len(p.bad) > 0 {
			return stopped(p.bad[0])
		}
		if err := r.add(p.out, p.in.Rows, len(p.bad), &p.rep); err != nil {
			return err
		}
		if p.sums != nil {
			sums.merge(p.sums)
		}
		s.computed += p.in.Rows
		s.FirstBad = append(s.FirstBad, p.bad[:min(len(p.bad), shownBad-len(s.FirstBad))]...)
		if err := shown.add(p.in.Rows); err != nil {
			return err
		}
		if now := time.Now(); now.Sub(last) >= j.every {
			last = now
			if err := k.keep(r, s.FirstBad); err != nil {
				return err
			}
		}
		select {
		case j.free <- p:
		default:
		}
	}
}

// fresh gives a piece to fill, with the room that an earlier one had.
func (j *job) fresh() *piece {
	select {
	case p := <-j.free:
		p.out, p.bad, p.rep, p.sums = p.out[:0], nil, households.Report{}, nil
		return p
	default:
		return &piece{}
	}
}

// read sends the rows after the done ones, in pieces.
func (j *job) read(ctx context.Context, done int, order, work chan<- *piece) (households.Report, error) {
	o := j.reading
	o.After = done
	return j.in.rows(o, j.fresh, func(p *piece) error {
		p.done = make(chan struct{})
		select {
		case order <- p:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		work <- p
		return nil
	})
}
