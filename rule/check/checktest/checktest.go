// Package checktest tests a row of package check in one line: its table and golden
// records, thousands of random cases on both sides of every bound, under the row's own
// parameters and under others, and every formula changed in one place.
package checktest

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Share tests a row that is at least a rate, by [check.Share.Rule] or
// [check.Share.Growing].
func Share[Facts check.Counted, Answer any](t *testing.T, r rule.Rule[check.Floor, Facts, Answer]) {
	t.Helper()
	test(t, r, func(rnd *rand.Rand) Facts { return facts[Facts](counts(rnd)) },
		func(rnd *rand.Rand) check.Floor { return check.Floor{Floor: rate(rnd), Due: due(rnd)} })
}

// Ceiling tests a row that is at most a rate, by [check.Share.AtMost].
func Ceiling[Facts check.Counted](t *testing.T, r rule.Rule[check.Ceiling, Facts, check.CeilingFinding]) {
	t.Helper()
	test(t, r, func(rnd *rand.Rand) Facts { return facts[Facts](counts(rnd)) },
		func(rnd *rand.Rand) check.Ceiling { return check.Ceiling{Ceiling: rate(rnd), Due: due(rnd)} })
}

// Quota tests a row of [check.Quota.Rule].
func Quota[Facts check.Counted](t *testing.T, r rule.Rule[check.Least, Facts, check.QuotaFinding]) {
	t.Helper()
	test(t, r, func(rnd *rand.Rand) Facts { return facts[Facts](quota(rnd)) },
		func(rnd *rand.Rand) check.Least {
			return check.Least{Least: rnd.Int64N(6), Per: rnd.Int64N(4), Due: due(rnd)}
		})
}

// Band tests a row of [check.Quota.Band].
func Band[Facts check.Counted](t *testing.T, r rule.Rule[check.Band, Facts, check.BandFinding]) {
	t.Helper()
	test(t, r, func(rnd *rand.Rand) Facts { return facts[Facts](quota(rnd)) },
		func(rnd *rand.Rand) check.Band {
			return check.Band{Least: rnd.Int64N(5) - 1, Most: rnd.Int64N(6), Per: rnd.Int64N(4), Due: due(rnd)}
		})
}

// Level tests a row of [check.Level].
func Level[Facts check.Counting](t *testing.T, r rule.Rule[check.Target[int64], Facts, check.LevelFinding[int64]]) {
	t.Helper()
	level := r.Parameters().Level
	test(t, r, func(rnd *rand.Rand) Facts { return facts[Facts](around(rnd, level)) },
		func(rnd *rand.Rand) check.Target[int64] {
			return check.Target[int64]{Level: around(rnd, level), Due: due(rnd)}
		})
}

// Amount tests a row of [check.Amount].
func Amount[Facts check.Measuring[V], V check.Figure[V]](t *testing.T, r rule.Rule[check.Target[V], Facts, check.LevelFinding[V]]) {
	t.Helper()
	test(t, r, func(rnd *rand.Rand) Facts { return read[Facts](figure(rnd, -5_000)) },
		func(rnd *rand.Rand) check.Target[V] {
			return check.Target[V]{Level: readValue[V](figure(rnd, 0)), Due: due(rnd)}
		})
}

// Provision tests a row of [check.Provision].
func Provision[Facts check.Provided[W], W check.Base](t *testing.T, r rule.Rule[check.Provide, Facts, check.ProvisionFinding]) {
	t.Helper()
	p := r.Parameters()
	counted := fields[Facts]()[1].Kind == "count"
	test(t, r, func(rnd *rand.Rand) Facts { return read[Facts](provision(rnd, p, counted)...) },
		func(rnd *rand.Rand) check.Provide {
			return check.Provide{
				Least: readValue[unit.Number](figure(rnd, 0)), Due: due(rnd),
				Per: [...]int64{0, 1, 10, 100, 1_000, 10_000, 3}[rnd.IntN(7)],
			}
		})
}

// provision gives what a figure is for, and a figure about what its row requires: exactly
// that, a hundredth less or more, or any other.
func provision(r *rand.Rand, p check.Provide, counted bool) []string {
	of := r.Int64N(300_000) * 100 // hundredths
	switch r.IntN(8) {
	case 0:
		of = (r.Int64N(4) - 1) * 100
	case 1:
		of = (1 << 40) * 100
	case 2:
		of = r.Int64N(50_000)
	}
	if counted {
		of -= of % 100
	}
	base := unit.MustParseNumber(hundredths(of))
	about := r.Int64N(60_000) - 500
	if need, err := p.Least.ForEach(p.Per, base); err == nil && r.IntN(4) > 0 {
		least := new(big.Rat).Mul(need.Rat(), big.NewRat(100, 1)) // the whole of hundredths that suffices, and its neighbours
		up := new(big.Int).Add(least.Num(), new(big.Int).Sub(least.Denom(), big.NewInt(1)))
		about = up.Quo(up, least.Denom()).Int64() + r.Int64N(3) - 1
	}
	whole := strconv.Quote(base.String())
	if counted {
		whole = strconv.FormatInt(of/100, 10)
	}
	return []string{strconv.Quote(hundredths(about)), whole}
}

// test runs the suite of a row: with its own parameters half the time, else with others.
func test[Policy, Facts, Answer any](t *testing.T, r rule.Rule[Policy, Facts, Answer], random func(*rand.Rand) Facts, others func(*rand.Rand) Policy) {
	t.Helper()
	ruletest.Test(t, r, ruletest.Suite[Policy, Facts]{
		Random: random,
		Policy: func(rnd *rand.Rand) Policy {
			if rnd.IntN(2) == 0 {
				return r.Parameters()
			}
			return others(rnd)
		},
	})
}

// facts gives facts of counts, written into the fields in their order.
func facts[Facts any](counts ...int64) (f Facts) {
	fill(reflect.ValueOf(&f).Elem(), counts)
	return f
}

// fill writes counts into fields, in those of what is embedded too, and gives what is left of them.
func fill(v reflect.Value, counts []int64) []int64 {
	for i := range v.NumField() {
		if at := v.Field(i); at.Kind() == reflect.Struct {
			counts = fill(at, counts)
		} else {
			at.SetInt(counts[0])
			counts = counts[1:]
		}
	}
	return counts
}

// read gives facts of fields as JSON.
func read[Facts any](values ...string) Facts {
	var b strings.Builder
	for i, f := range fields[Facts]() {
		b.WriteString(string("{,"[min(i, 1)]) + strconv.Quote(f.Path) + ":" + values[i])
	}
	return readValue[Facts](b.String() + "}")
}

var known sync.Map // of the fields of facts, by their type

// fields are those of facts, read once: cases are drawn by the million.
func fields[Facts any]() []rule.Field {
	of := reflect.TypeFor[Facts]()
	if had, ok := known.Load(of); ok {
		return had.([]rule.Field)
	}
	had, _ := known.LoadOrStore(of, rule.FieldsOf[Facts]())
	return had.([]rule.Field)
}

func readValue[V any](text string) V {
	var v V
	if err := rule.Unmarshal([]byte(text), &v); err != nil {
		panic(err)
	}
	return v
}

// figure gives a figure with two decimals as JSON, from so many hundredths on.
func figure(r *rand.Rand, from int64) string {
	return strconv.Quote(hundredths(from + r.Int64N(60_000)))
}

// hundredths writes a figure with two decimals.
func hundredths(h int64) string {
	sign := ""
	if h < 0 {
		h, sign = -h, "-"
	}
	return fmt.Sprintf("%s%d.%02d", sign, h/100, h%100)
}

// counts gives a part and a whole: small ones, where bounds are hit exactly, ordinary and
// the largest ones, and some that cannot be.
func counts(r *rand.Rand) (n, of int64) {
	switch r.IntN(10) {
	case 0:
		return r.Int64N(9) - 2, r.Int64N(5) - 1
	case 1:
		of = unit.MaxCount + 2 - r.Int64N(5)
	case 2, 3, 4:
		of = 1 + r.Int64N(40_000)
	default:
		of = 20 * (1 + r.Int64N(10))
	}
	return r.Int64N(of + 1), of
}

// quota gives a count and what it is for, alike.
func quota(r *rand.Rand) (n, of int64) {
	switch r.IntN(10) {
	case 0:
		return r.Int64N(3) - 1, r.Int64N(3) - 1
	case 1:
		return r.Int64N(1 << 41), 1<<40 + 1 - r.Int64N(3)
	case 2, 3:
		return r.Int64N(9_000), 1 + r.Int64N(3_000)
	}
	of = 1 + r.Int64N(12)
	return r.Int64N(of*3 + 2), of
}

// around gives counts near a level, and any others.
func around(r *rand.Rand, level int64) int64 {
	switch r.IntN(8) {
	case 0:
		return r.Int64N(unit.MaxCount) * 2
	case 1:
		return r.Int64N(4) - 2
	case 2, 3:
		return r.Int64N(2 * level)
	}
	return level + r.Int64N(7) - 3
}

func rate(r *rand.Rand) unit.Rate {
	switch r.IntN(5) {
	case 0:
		return unit.Percent(100)
	case 1:
		return unit.Permille(int32(r.IntN(1_100)))
	}
	return unit.Percent(5 * int32(r.IntN(21)))
}

// due gives a year, none, or one that cannot be.
func due(r *rand.Rand) int {
	switch r.IntN(8) {
	case 0:
		return 0
	case 1:
		return 25
	}
	return 2020 + r.IntN(16)
}
