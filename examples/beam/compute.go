package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
)

// computeFn answers a shard's households. It writes their results to the shard's
// file and emits what others need: sums by county, the shard's own, and the rows
// it refuses.
type computeFn struct {
	Terms households.Terms
	Out   output

	rules *households.Rules
	line  []byte
}

// Setup builds the rules, once for each copy of the function.
func (f *computeFn) Setup() (err error) {
	f.rules, err = f.Terms.Rules()
	return err
}

// ProcessElement computes one shard. Sums are emitted when its file is whole.
func (f *computeFn) ProcessElement(ctx context.Context, s Shard, perCounty func(string, Sums), perShard func(Sums), bad func(string, Bad)) error {
	var all Sums
	var rep households.Report
	counties := map[string]*Sums{}
	err := writeWhole(ctx, f.Out.results(s.Number), func(w io.Writer) error {
		if _, err := fmt.Fprintln(w, resultsHead); err != nil {
			return err
		}
		var err error
		rep, err = eachBatch(ctx, s.Path, func(b *households.Batch, first int) error {
			refused, err := b.ComputeBy(f.rules)
			if err != nil {
				return err
			}
			for i, award := range b.Awards {
				row := int64(b.Number(i, first))
				if len(refused) > 0 && refused[0].Row == i {
					for _, b := range faults(s.Path, row, refused[0].Err) {
						bad(s.Number, b)
					}
					refused = refused[1:]
					all.BadRows++
					continue
				}
				id, county := b.Texts(i)
				if f.line, err = appendResult(f.line[:0], row, households.Record{ID: id, County: county, Household: b.Households[i]}, award, f.rules); err != nil {
					return err
				}
				if _, err := w.Write(f.line); err != nil {
					return err
				}
				sums := counties[string(county)]
				if sums == nil {
					sums = &Sums{}
					counties[string(county)] = sums
				}
				sums.answer(award)
				all.answer(award)
			}
			return nil
		})
		return err
	})
	if err != nil {
		return err
	}
	notes, err := normalised(rep)
	if err == nil && notes != nil {
		err = writeWhole(ctx, f.Out.normalised(s.Number), writes(notes))
	}
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(counties)) {
		perCounty(name, *counties[name])
	}
	all.Shards = 1
	perShard(all)
	for name, n := range map[string]int64{"households": all.Households, "eligible": all.Eligible, "bad_rows": all.BadRows} {
		beam.NewCounter("allowance", name).Inc(ctx, n)
	}
	return nil
}
