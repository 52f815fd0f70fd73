package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Shard is one file of the data set.
type Shard struct {
	// Path is where it is read from.
	Path string
	// Number is its place, 00003-of-00008: the name of whatever comes of it.
	Number string
}

var shardName = regexp.MustCompile(`^(.*)-(\d{5})-of-(\d{5})(\.[^/]*)?$`)

// findShards lists the data set when the job is submitted, so that no later file
// gets into it, and refuses one that is not whole: a lost shard would make every
// total too small without a sign of it.
func findShards(ctx context.Context, pattern string) ([]Shard, error) {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return nil, fmt.Errorf("-input: %w", err)
	}
	defer fs.Close()
	paths, err := fs.List(ctx, pattern)
	if err != nil {
		return nil, fmt.Errorf("-input %s: %w", pattern, err)
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("-input %s: no such file: %w", pattern, rule.Missing)
	}
	return wholeSet(paths)
}

func wholeSet(paths []string) ([]Shard, error) {
	var shards []Shard
	var set, of string
	for _, path := range paths {
		m := shardName.FindStringSubmatch(path)
		if m == nil {
			return nil, fmt.Errorf("-input: %s: the name does not end in -SSSSS-of-NNNNN and its ending: %w", path, rule.Syntax)
		}
		this := m[1] + "-?-of-" + m[3] + m[4]
		if set == "" {
			set, of = this, m[3]
		}
		if this != set {
			return nil, fmt.Errorf("-input: %s and %s are two data sets: %w", set, this, rule.Invalid)
		}
		shards = append(shards, Shard{Path: path, Number: m[2] + "-of-" + m[3]})
	}
	slices.SortFunc(shards, func(a, b Shard) int { return cmp.Compare(a.Number, b.Number) })
	n, err := strconv.Atoi(of)
	if err != nil {
		return nil, err
	}
	for i := range max(n, len(shards)) {
		if i >= n {
			return nil, fmt.Errorf("-input: %s: there is no such number: %w", shards[i].Path, rule.Range)
		}
		if want := fmt.Sprintf("%05d-of-%s", i, of); i >= len(shards) || shards[i].Number != want {
			return nil, fmt.Errorf("-input: %d files of %s: %s is not there: %w", len(shards), set, want, rule.Missing)
		}
	}
	return shards, nil
}

// output names what a run writes.
type output struct {
	// Dir has no slash at its end.
	Dir string
}

var errNotEmpty = errors.New("not empty")

// newOutput refuses a folder that holds something: files of another run, with
// other parameters, would stand among this one's.
func newOutput(ctx context.Context, dir string) (output, error) {
	dir = strings.TrimRight(dir, "/")
	if dir == "" || strings.ContainsAny(dir, `*?[\`) {
		return output{}, fmt.Errorf("-output %s: %w: want a folder, without * ? [ \\", dir, rule.Invalid)
	}
	fs, err := filesystem.New(ctx, dir)
	if err != nil {
		return output{}, fmt.Errorf("-output: %w", err)
	}
	defer fs.Close()
	there, err := fs.List(ctx, dir+"/*")
	if err != nil {
		return output{}, fmt.Errorf("-output %s: %w", dir, err)
	}
	if len(there) > 0 {
		return output{}, fmt.Errorf("-output %s: %w: choose another folder, or remove %s", dir, errNotEmpty, there[0])
	}
	return output{Dir: dir}, nil
}

func (o output) results(number string) string { return o.Dir + "/results-" + number + ".csv" }
func (o output) badRows(number string) string { return o.Dir + "/bad-rows-" + number + ".csv" }
func (o output) normalised(number string) string {
	return o.Dir + "/normalised-" + number + ".json"
}
func (o output) parameters() string { return o.Dir + "/parameters.json" }
func (o output) byCounty() string   { return o.Dir + "/totals-by-county.csv" }
func (o output) totals() string     { return o.Dir + "/totals.csv" }
