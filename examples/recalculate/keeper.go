package main

import (
	"context"
	"sync"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
)

// keeper brings the journal up to date beside the run.
type keeper struct {
	r      *results
	in     input
	out    string
	saving chan error // holds one entry while nothing is being saved

	mu    sync.Mutex
	j     journal
	ready bool // the input's digest is known
}

func newKeeper(j *job, r *results) *keeper {
	k := &keeper{r: r, in: j.in, out: j.out, j: j.journal, ready: j.SHA256 != "", saving: make(chan error, 1)}
	k.saving <- nil
	return k
}

// know finds out the input's digest while the rows are being computed. Until it
// is known nothing is marked, so that a run which is killed before then begins
// anew.
func (k *keeper) know(ctx context.Context) error {
	if k.ready {
		return nil
	}
	sum, err := k.in.digest(ctx)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.j.SHA256, k.ready = sum, true
	return nil
}

// keep notes how far the results are, unless the note before is still being
// written; its error ends the run.
func (k *keeper) keep(r *results, bad []badRow) error {
	select {
	case err := <-k.saving:
		if err != nil {
			k.saving <- err
			return err
		}
	default:
		return nil
	}
	at := r.here()
	go func() { k.saving <- k.save(at, bad, nil) }()
	return nil
}

// last notes where the run ends; file is what was normalised of an input that was
// read to its end, nil of one that was not.
func (k *keeper) last(at mark, bad []badRow, file *households.Report) error {
	if err := <-k.saving; err != nil {
		return err
	}
	return k.save(at, bad, file)
}

func (k *keeper) save(at mark, bad []badRow, file *households.Report) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.ready {
		return nil
	}
	if err := k.in.unchanged(); err != nil {
		return err
	}
	if err := k.r.inPlace(); err != nil {
		return err
	}
	if err := k.r.Sync(); err != nil { // the results are on the disk before the mark says so
		return fail(err, "%s", "%s", k.r.name)
	}
	j := k.j.with(at, bad)
	if j.Done = file != nil; j.Done {
		j.File = *file
	}
	if err := j.write(k.out); err != nil {
		return err
	}
	k.j = j
	return nil
}
