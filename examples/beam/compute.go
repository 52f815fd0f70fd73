package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
)

// computeFn answers a shard's households. It writes their results to the shard's
// file and emits what others need: sums by county, the shard's own, and the rows
// it refuses.
type computeFn struct {
	Terms households.Terms
	Out   output

	rules   *households.Rules
	members []assistance.Member
	line    []byte
}

// Setup builds the rules, once for each copy of the function.
func (f *computeFn) Setup() (err error) {
	f.rules, err = f.Terms.Rules()
	return err
}

// ProcessElement computes one shard. Sums are emitted when its file is whole.
func (f *computeFn) ProcessElement(ctx context.Context, s Shard, perCounty func(string, Sums), perShard func(Sums), bad func(string, Bad)) error {
	var all Sums
	counties := map[string]*Sums{}
	err := writeWhole(ctx, f.Out.results(s.Number), func(w io.Writer) error {
		if _, err := fmt.Fprintln(w, resultsHead); err != nil {
			return err
		}
		return eachRow(ctx, s.Path, func(row int64, line []byte) error {
			rec, award, err := f.answer(line)
			if err != nil {
				for _, b := range faults(s.Path, row, err) {
					bad(s.Number, b)
				}
				all.BadRows++
				return nil
			}
			if f.line, err = appendResult(f.line[:0], row, rec, award, f.rules); err != nil {
				return err
			}
			if _, err := w.Write(f.line); err != nil {
				return err
			}
			county := counties[string(rec.County)]
			if county == nil {
				county = &Sums{}
				counties[string(rec.County)] = county
			}
			county.answer(award)
			all.answer(award)
			return nil
		})
	})
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

func (f *computeFn) answer(line []byte) (households.Record, assistance.Award, error) {
	rec, room, err := households.Parse(line, f.members[:0])
	f.members = room
	if err != nil {
		return rec, assistance.Award{}, err
	}
	award, err := f.rules.Eval(rec.County, rec.Household)
	return rec, award, err
}
