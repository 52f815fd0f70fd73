package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// faulty is the local file system, under names that begin with faulty://, whose
// files break off while they are read.
type faulty struct{ filesystem.Interface }

var errBroken = errors.New("the connection broke")

func registerFaults() {
	filesystem.Register("faulty", func(ctx context.Context) filesystem.Interface { return faulty{local.New(ctx)} })
}

func (f faulty) OpenRead(ctx context.Context, name string) (io.ReadCloser, error) {
	r, err := f.Interface.OpenRead(ctx, strings.TrimPrefix(name, "faulty://"))
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(io.LimitReader(r, 5_000), broken{}), r}, nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errBroken }

// attempt computes a shard as a runner does, and collects what is emitted.
func attempt(t *testing.T, s Shard, out string) (perCounty map[string]Sums, all []Sums, bad []Bad, err error) {
	t.Helper()
	f := &computeFn{Terms: terms, Out: output{out}}
	require.NoError(t, f.Setup())
	perCounty = map[string]Sums{}
	err = f.ProcessElement(context.Background(), s,
		func(county string, s Sums) { perCounty[county] = s },
		func(s Sums) { all = append(all, s) },
		func(_ string, b Bad) { bad = append(bad, b) })
	return perCounty, all, bad, err
}

// TestTryingAgainIsHarmless computes a shard again and again, also at once: one
// file with the same bytes remains. An attempt that breaks leaves none.
func TestTryingAgainIsHarmless(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, synthetic.Shards(dir+"/in", 2_000, 1, 1))
	path, out := dir+"/in/households-00000-of-00001.csv", dir+"/out"
	s := Shard{Path: path, Number: "00000-of-00001"}

	_, all, _, err := attempt(t, Shard{Path: "faulty://" + path, Number: s.Number}, out)
	require.ErrorIs(t, err, errBroken)
	assert.Empty(t, all, "a broken attempt counts nothing")
	left, err := os.ReadDir(out)
	require.NoError(t, err)
	assert.Empty(t, left)

	counties, all, bad, err := attempt(t, s, out)
	require.NoError(t, err)
	require.Len(t, all, 1)
	assert.Empty(t, bad)
	first := read(t, out+"/results-00000-of-00001.csv")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			c, a, _, err := attempt(t, s, out)
			assert.NoError(t, err)
			assert.Equal(t, counties, c)
			assert.Equal(t, all, a)
		})
	}
	wg.Wait()
	assert.True(t, first == read(t, out+"/results-00000-of-00001.csv"))

	_, _, _, err = attempt(t, Shard{Path: "faulty://" + path, Number: s.Number}, out)
	require.ErrorIs(t, err, errBroken)
	assert.True(t, first == read(t, out+"/results-00000-of-00001.csv"), "nor does it touch a whole file")
	left, err = os.ReadDir(out)
	require.NoError(t, err)
	assert.Len(t, left, 1)
}

// rowsOf computes a file of households, and gives the refusal of each row that has one, by its number.
func rowsOf(t *testing.T, path string) (bad map[int64]error, answered []string) {
	t.Helper()
	rules, err := terms.Rules()
	require.NoError(t, err)
	bad = map[int64]error{}
	_, err = eachBatch(context.Background(), path, func(b *households.Batch, first int) error {
		refused, err := b.ComputeBy(rules)
		for _, e := range refused {
			bad[int64(b.Number(e.Row, first))] = e.Err
		}
		for i, a := range b.Awards {
			id, county := b.Texts(i)
			answered = append(answered, string(id)+" "+string(county)+" "+a.Amount.String())
		}
		return err
	})
	require.NoError(t, err)
	return bad, answered
}

// TestEachBadLineIsNamedByItsColumn has one of each kind; package households has
// the rest.
func TestEachBadLineIsNamedByItsColumn(t *testing.T) {
	path := t.TempDir() + "/f.csv"
	for line, c := range map[string]struct {
		columns []string
		want    error
	}{
		"a,b,rural,1.00":        {[]string{""}, rule.Syntax},
		",b,rural,1.00,0/0":     {[]string{"id"}, rule.Missing},
		"a,\xc3,rural,1.00,0/0": {[]string{"county"}, rule.Syntax},
		"a,b,town,1.00,0/0":     {[]string{"area"}, rule.Invalid},
		"a,b,rural,1.001,0/0":   {[]string{"property"}, rule.Inexact},
		"a,b,rural,1.00,0":      {[]string{"members[0].employment_cost"}, rule.Missing},
		"a,b,rural,,-1/0":       {[]string{"members[0].income", "property"}, rule.Range},
	} {
		require.NoError(t, os.WriteFile(path, []byte("\uFEFF"+households.Heading+"\n"+line+"\n"), 0o600))
		bad, _ := rowsOf(t, path)
		assert.ErrorIs(t, bad[2], c.want, line)
		var columns []string
		for _, b := range faults("f.csv", 9, bad[2]) {
			assert.Equal(t, Bad{"f.csv", 9, b.Column, b.Reason}, b, line)
			assert.NotEmpty(t, b.Reason, line)
			columns = append(columns, b.Column)
		}
		assert.ElementsMatch(t, c.columns, columns, line)
	}
	require.NoError(t, os.WriteFile(path, []byte(households.Heading+"\n"+`"a,1","b""c",rural,1.00,"0/0"`), 0o600))
	bad, answered := rowsOf(t, path)
	assert.Empty(t, bad)
	assert.Equal(t, []string{`a,1 b"c 800.00`}, answered)
}

func TestRowsOfAShardAreItsLines(t *testing.T) {
	dir := t.TempDir()
	path := dir + "/f"
	require.NoError(t, os.WriteFile(path, []byte("\uFEFF"+households.Heading+"\r\na\r\n"+strings.Repeat("x", 3*households.LongestLine)+"\nb"), 0o600))
	bad, _ := rowsOf(t, path)
	assert.Len(t, bad, 3)
	assert.ErrorContains(t, bad[2], "1 columns, the heading has 5")
	assert.ErrorIs(t, bad[3], rule.Range)
	assert.ErrorContains(t, bad[4], "1 columns, the heading has 5")
	_, broken := eachBatch(context.Background(), path, func(*households.Batch, int) error { return errBroken })
	assert.ErrorIs(t, broken, errBroken)
	assert.ErrorContains(t, broken, path)
	require.NoError(t, os.WriteFile(path, []byte("name,age\n"), 0o600))
	_, err := eachBatch(context.Background(), path, nil)
	assert.ErrorIs(t, err, rule.UnknownField)
}

// TestSumsAreTheSameInAnyOrder adds random parts as a runner might: any grouping,
// through the coder or not. The oracle is one big integer.
func TestSumsAreTheSameInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var parts []Sums
	want := new(big.Int)
	for range 200 {
		var s Sums
		for range r.IntN(20) {
			m, err := unit.MoneyFromFen(r.Int64N(unit.MaxFen))
			require.NoError(t, err)
			s.answer(assistance.Award{Amount: m, Outcome: assistance.Eligible})
			want.Add(want, big.NewInt(m.Fen()))
		}
		s.BadRows, s.Shards = r.Int64N(5), 1
		parts = append(parts, s)
	}
	var first *Sums
	for range 20 {
		queue := append([]Sums(nil), parts...)
		for len(queue) > 1 {
			r.Shuffle(len(queue), func(i, j int) { queue[i], queue[j] = queue[j], queue[i] })
			sum, err := (&sumFn{}).MergeAccumulators(queue[0], queue[1])
			require.NoError(t, err)
			data, err := encodeSums(sum)
			require.NoError(t, err)
			again, err := decodeSums(data)
			require.NoError(t, err)
			require.Equal(t, sum, again)
			queue = append(queue[2:], again)
		}
		if first == nil {
			first = &queue[0]
		}
		require.Equal(t, *first, queue[0])
	}
	assert.Equal(t, want.String(), fenOf(first.Paid))
}

func TestASumThatDoesNotFitIsAnError(t *testing.T) {
	full, err := decodeSums([]byte("9223372036854775807 9223372036854775807 9223372036854775807 9223372036854775807 0.00"))
	require.NoError(t, err)
	for _, one := range []Sums{{Households: 1}, {Eligible: 1}, {BadRows: 1}, {Shards: 1}} {
		_, err := full.plus(one)
		assert.ErrorIs(t, err, errOverflow)
		_, err = one.plus(full)
		assert.ErrorIs(t, err, errOverflow)
	}
	same, err := full.plus(Sums{})
	require.NoError(t, err)
	assert.Equal(t, full, same)

	var huge Sums
	limit := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 126), big.NewInt(1)).String() // fen
	require.NoError(t, huge.Paid.UnmarshalText([]byte(limit[:len(limit)-2]+"."+limit[len(limit)-2:])))
	assert.Equal(t, limit, fenOf(huge.Paid))
	two, err := huge.plus(huge)
	require.NoError(t, err)
	_, err = two.plus(huge)
	assert.ErrorIs(t, err, errOverflow)
	data, err := encodeSums(two)
	require.NoError(t, err)
	_, err = decodeSums(data)
	assert.ErrorIs(t, err, rule.Range, "127 bits do not travel")
	assert.Equal(t, int64(math.MaxInt64), full.Households)
}

func TestOnlyWhatWasWrittenIsReadAsSums(t *testing.T) {
	for _, text := range []string{"", "1 1 1 1", "1 1 1 1 1.00 ", " 1 1 1 1 1.00", "1 2 0 1 1.00", "-1 0 0 0 0.00", "0 -1 0 0 0.00", "0 0 -1 0 0.00", "0 0 0 -1 0.00",
		"0 0 0 0 -0.01", "0 0 0 0 1", "+1 0 0 0 0.00", "01 0 0 0 0.00", "0 0 0 0 0.001", "x 0 0 0 0.00", "9223372036854775808 0 0 0 0.00"} {
		_, err := decodeSums([]byte(text))
		assert.Error(t, err, text)
	}
	_, err := encodeSums(Sums{Eligible: 1})
	assert.ErrorIs(t, err, rule.Invalid)
}

func TestTheReportRefusesSumsThatDoNotAgree(t *testing.T) {
	f := &reportFn{Terms: terms, Out: output{t.TempDir() + "/out"}, Shards: 3}
	given := func(list ...Sums) func(*Sums) bool {
		return func(s *Sums) bool {
			if len(list) == 0 {
				return false
			}
			*s, list = list[0], list[1:]
			return true
		}
	}
	county := func(s Sums) func(*string, *Sums) bool {
		more := true
		return func(name *string, to *Sums) bool {
			*name, *to = "synthetic-a", s
			defer func() { more = false }()
			return more
		}
	}
	one, err := decodeSums([]byte("2 1 0 3 1.00"))
	require.NoError(t, err)
	other, err := decodeSums([]byte("2 1 0 3 1.01"))
	require.NoError(t, err)
	ctx := context.Background()
	assert.ErrorIs(t, f.ProcessElement(ctx, nil, county(other), given(one), given()), errUnequal)
	assert.ErrorIs(t, f.ProcessElement(ctx, nil, county(one), given(one), given(Sums{BadRows: 1})), errUnequal)
	for _, shards := range []int64{0, 2, 4} {
		some := one
		some.Shards = shards
		assert.ErrorIs(t, f.ProcessElement(ctx, nil, county(one), given(some), given()), errUnequal, "a lost shard, or one counted twice")
	}
	assert.ErrorIs(t, f.ProcessElement(ctx, nil, county(one), given(), given()), errUnequal)
	assert.NoDirExists(t, f.Out.Dir)
	assert.NoError(t, f.ProcessElement(ctx, nil, county(one), given(one), given()))
	assert.FileExists(t, f.Out.totals())
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"a,b,rural,1.00,1500.00/500.00;0/0", `"a",b,rural,1.00,0/0`, "a,b,rural,,", ",,,,", `"`, "a,b,urban,1,0/0;-1/2"} {
		f.Add(s)
	}
	rules, err := terms.Rules()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.Contains(line, "\n") {
			return
		}
		var rep households.Report
		layout, err := households.NewLayout(strings.Split(households.Heading, ","), ',', nil, &rep)
		if err != nil {
			t.Fatal(err)
		}
		var b households.Batch
		layout.AddLine(&b, []byte(line), 2, &rep)
		bad, err := b.ComputeBy(rules)
		if err != nil {
			t.Fatal(err)
		}
		id, county := b.Texts(0)
		rec := households.Record{ID: id, County: county, Household: b.Households[0]}
		var written []byte
		want := 6
		if len(bad) > 0 {
			want = 4
			for _, b := range faults("f.csv", 1, bad[0].Err) {
				written = b.append(written)
			}
		} else if written, err = appendResult(nil, 1, rec, b.Awards[0], rules); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(written)).ReadAll()
		if err != nil || len(rows) == 0 || len(rows[0]) != want {
			t.Fatalf("%q is written as %q, which reads as %q (%v)", line, written, rows, err)
		}
		if want == 4 || strings.Contains(line, `"`) || len(rep.Notes()) > 0 {
			return
		}
		cells := strings.Split(line, ",")
		members := strings.Split(cells[4], ";")
		if len(cells) != 5 || cells[0] != rows[0][1] || cells[1] != rows[0][2] || len(members) != len(rec.Household.Members) {
			t.Fatalf("%q is read as %+v", line, rec)
		}
		for i, m := range rec.Household.Members {
			income, _, _ := strings.Cut(members[i], "/")
			if v, err := unit.ParseMoney(income); err != nil || v != m.Income {
				t.Fatalf("%q: member %d has %v", line, i, m)
			}
		}
	})
}

func FuzzSums(f *testing.F) {
	for _, s := range []string{"0 0 0 0 0.00", "6 4 2 2 2900.00", "1 1 1 1 x", "9223372036854775807 0 0 1 99999999999999999999.99"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := decodeSums(data)
		if err != nil {
			return
		}
		again, err := encodeSums(s)
		if err != nil || !bytes.Equal(data, again) {
			t.Fatalf("%q reads as %+v, which writes as %q (%v)", data, s, again, err)
		}
	})
}

// BenchmarkRow is what a household of a shard costs, from its line to its row of results.
func BenchmarkRow(b *testing.B) {
	const n = 20_000
	rules, err := terms.Rules()
	if err != nil {
		b.Fatal(err)
	}
	path := b.TempDir() + "/f.csv"
	text := households.Heading + "\n" + strings.Repeat("SYNTHETIC-000000001,synthetic-c,rural,2841.17,1500.00/500.00;0.00/0.00;812.33/0.00\n", n)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	out := make([]byte, 0, 512)
	for b.Loop() {
		_, err := eachBatch(context.Background(), path, func(batch *households.Batch, first int) error {
			bad, err := batch.ComputeBy(rules)
			if err != nil || len(bad) > 0 {
				return errors.Join(err, errBroken)
			}
			for i, a := range batch.Awards {
				id, county := batch.Texts(i)
				if out, err = appendResult(out[:0], int64(first+i), households.Record{ID: id, County: county, Household: batch.Households[i]}, a, rules); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/household")
}
