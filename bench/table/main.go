// Table reads the output of "go test -bench . -count 6" and writes the table of
// docs/benchmarks.md: medians, and ratios within the one run.
//
//	(go test -run '^$' -bench . -count 6; cd ../examples/recalculate;
//	 go test -run '^$' -bench Run -cpu 1 -count 6) | go run ./table > ../docs/benchmarks.md
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

func main() {
	if err := write(os.Stdout, os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "table:", err)
		os.Exit(1)
	}
}

// result is one benchmark's measurements by unit, each count one entry.
type result map[string][]float64

func (r result) median(unit string) float64 {
	v := slices.Sorted(slices.Values(r[unit]))
	if len(v) == 0 {
		return 0
	}
	if len(v)%2 == 1 {
		return v[len(v)/2]
	}
	return (v[len(v)/2-1] + v[len(v)/2]) / 2
}

// run is what one output of go test holds.
type run struct {
	machine map[string]string
	order   []string
	results map[string]result
}

func read(in io.Reader) (run, error) {
	r := run{machine: map[string]string{}, results: map[string]result{}}
	s := bufio.NewScanner(in)
	for s.Scan() {
		line := s.Text()
		if key, value, ok := strings.Cut(line, ": "); ok && slices.Contains([]string{"goos", "goarch", "cpu"}, key) {
			r.machine[key] = value
		}
		fields := strings.Fields(line)
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(fields[0], "Benchmark")
		if i := strings.LastIndexByte(name, '-'); i >= 0 {
			name = name[:i]
		}
		if r.results[name] == nil {
			r.results[name] = result{}
			r.order = append(r.order, name)
		}
		for i := 2; i+1 < len(fields); i += 2 {
			v, err := strconv.ParseFloat(fields[i], 64)
			if err != nil {
				return r, fmt.Errorf("%q: %w", line, err)
			}
			r.results[name][fields[i+1]] = append(r.results[name][fields[i+1]], v)
		}
	}
	if len(r.order) == 0 {
		return r, fmt.Errorf("no benchmarks in the input")
	}
	return r, s.Err()
}

const perHousehold = "ns/household"

func write(w io.Writer, in io.Reader) error {
	r, err := read(in)
	if err != nil {
		return err
	}
	base := r.results["Household/sdk_EvalAll"].median(perHousehold)
	count := len(r.results[r.order[0]][perHousehold])
	fmt.Fprintf(w, "# Benchmarks\n\nMedians of %d counts of one run of `go test -bench` in `bench/`, made into this page by `bench/table`. Every\ncontender computes the same random households, nested members included, and its answers are compared row by\nrow before anything is timed; *wrong rows* are those in which it does not give the exact amount. *Run* is\n`examples/recalculate`, file to file on one core, with decision ids or as a trial without.\n\n", count)
	fmt.Fprintf(w, "%s/%s, %s", r.machine["goos"], r.machine["goarch"], r.machine["cpu"])
	if info, ok := debug.ReadBuildInfo(); ok {
		fmt.Fprintf(w, ", %s", info.GoVersion)
	}
	fmt.Fprint(w, "\n\n## The same household, many ways\n\n| contender | ns a household | B | allocations | times EvalAll | wrong rows |\n|---|--:|--:|--:|--:|--:|\n")
	for _, name := range r.order {
		res := r.results[name]
		if short, ok := strings.CutPrefix(name, "Household/"); ok {
			n := res.median(perHousehold)
			per := res.median("households")
			fmt.Fprintf(w, "| %s | %.1f | %.0f | %.1f | %.2f | %.0f of %.0f |\n", strings.ReplaceAll(short, "_", " "), n,
				res.median("B/op")/per, res.median("allocs/op")/per, n/base, res.median("wrong-rows"), per)
		}
	}
	fmt.Fprint(w, "\n## How it scales, and what one decision costs\n\n| what | ns | B a run |\n|---|--:|--:|\n")
	t := tabwriter.NewWriter(w, 0, 0, 0, ' ', 0)
	for _, name := range r.order {
		if !strings.HasPrefix(name, "Household/") {
			res, bytes := r.results[name], ""
			if len(res["B/op"]) > 0 {
				bytes = strconv.FormatFloat(res.median("B/op"), 'f', 0, 64)
			}
			fmt.Fprintf(t, "| %s | %.1f | %s |\n", strings.NewReplacer("/", ": ", "_", " ").Replace(name), res.median(perHousehold), bytes)
		}
	}
	return t.Flush()
}
