package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// badRowsFn writes what is wrong with a shard's rows into the shard's file of bad
// rows, and emits how many rows that are.
type badRowsFn struct{ Out output }

// ProcessElement writes the bad rows of one shard.
func (f *badRowsFn) ProcessElement(ctx context.Context, number string, each func(*Bad) bool, written func(Sums)) error {
	var list []Bad
	for b := (Bad{}); each(&b); {
		list = append(list, b)
	}
	text, rows := badRowsFile(list)
	if err := writeWhole(ctx, f.Out.badRows(number), writes(text)); err != nil {
		return err
	}
	written(Sums{BadRows: rows})
	return nil
}

// badRowsFile sorts, since a runner gives them in any order.
func badRowsFile(list []Bad) (text []byte, rows int64) {
	slices.SortFunc(list, func(a, b Bad) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Reason, b.Reason))
	})
	text = append(text, badRowsHead+"\n"...)
	for i, b := range list {
		text = b.append(text)
		if i == 0 || b.Row != list[i-1].Row {
			rows++
		}
	}
	return text, rows
}

// reportFn writes the totals when everything else is written: totals.csv is the
// last file of a run.
//
// That they wait for every shard is not left to the runner: one that goes on
// after a bundle has failed would have them written without it.
type reportFn struct {
	Terms  households.Terms
	Out    output
	Shards int64
}

var errUnequal = errors.New("the sums do not agree")

// ProcessElement runs once: its input is the impulse.
func (f *reportFn) ProcessElement(ctx context.Context, _ []byte, byCounty func(*string, *Sums) bool, all, written func(*Sums) bool) error {
	counties := map[string]Sums{}
	var name string
	for s := (Sums{}); byCounty(&name, &s); {
		counties[name] = s
	}
	total, err := addUp(all)
	if err != nil {
		return err
	}
	bad, err := addUp(written)
	if err != nil {
		return err
	}
	r, err := reportOf(f.Terms, counties, total)
	if err != nil {
		return err
	}
	if total.Shards != f.Shards {
		return fmt.Errorf("%d shards of %d are there: %w", total.Shards, f.Shards, errUnequal)
	}
	// The same sums came by two ways.
	if r.counted.BadRows, r.counted.Shards = bad.BadRows, total.Shards; r.counted != total {
		return fmt.Errorf("by county and shard %+v, in all %+v: %w", r.counted, total, errUnequal)
	}
	for _, file := range r.files(f.Out) {
		if err := writeWhole(ctx, file.name, writes(file.text)); err != nil {
			return err
		}
	}
	return nil
}

func addUp(each func(*Sums) bool) (sum Sums, err error) {
	for s := (Sums{}); each(&s); {
		if sum, err = sum.plus(s); err != nil {
			return Sums{}, err
		}
	}
	return sum, nil
}

// report is the texts of the files that stand for the whole run.
type report struct {
	parameters, byCounty, totals []byte
	counted                      Sums // the counties' sum
}

type file struct {
	name string
	text []byte
}

func (r report) files(o output) []file {
	return []file{{o.parameters(), r.parameters}, {o.byCounty(), r.byCounty}, {o.totals(), r.totals}}
}

func reportOf(terms households.Terms, counties map[string]Sums, total Sums) (r report, err error) {
	rules, err := terms.Rules()
	if err != nil {
		return report{}, err
	}
	ruled := rules.Rule()
	said := struct {
		Rule       string               `json:"rule"`
		Version    int                  `json:"version"`
		Parameters *households.Policy   `json:"parameters,omitempty"`
		Month      unit.Month           `json:"month,omitzero"`
		Known      unit.Day             `json:"known,omitzero"`
		InForce    []households.InForce `json:"in_force,omitempty"`
	}{Rule: ruled.Info().ID, Version: ruled.Info().Version, Month: terms.Month, Known: terms.Known, InForce: rules.InForce()}
	if terms.Book == "" {
		p := ruled.Parameters()
		said.Parameters = &p
	}
	r.parameters, err = json.MarshalIndent(said, "", "  ")
	if err != nil {
		return report{}, err
	}
	r.parameters = append(r.parameters, '\n')
	r.byCounty = append(r.byCounty, byCountyHead+"\n"...)
	for _, name := range slices.Sorted(maps.Keys(counties)) {
		if r.counted, err = r.counted.plus(counties[name]); err != nil {
			return report{}, err
		}
		r.byCounty = append(households.AppendCell(r.byCounty, []byte(name)), ',')
		r.byCounty = append(counties[name].appendCounts(r.byCounty), '\n')
	}
	r.totals = total.appendCounts(append(r.totals, totalsHead+"\n"...))
	r.totals = fmt.Appendf(r.totals, ",%d\n", total.BadRows)
	return r, nil
}

// writes gives the function that writes text.
func writes(text []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}
}
