package main

import (
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestMain(m *testing.M) {
	register()
	registerFaults()
	flag.Parse()
	beam.Init()
	os.Exit(within(m))
}

// within keeps the runner's temporary files among the test's.
func within(m *testing.M) int {
	tmp, err := os.MkdirTemp("", "beam")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(tmp)
	if err := os.Setenv("TMPDIR", tmp); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

var plain = assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}

var terms = households.Terms{Policy: plain}

// pipeline runs the program on Prism, with its own check, and gives what it says.
func pipeline(t *testing.T, input, output string) (string, error) {
	t.Helper()
	var said strings.Builder
	o := options{input: input, output: output, standard: "800", propertyLimit: "30000", check: true}
	err := run(context.Background(), o, nil, &said)
	return said.String(), err
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(b)
}

func table(t *testing.T, name string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(read(t, name))).ReadAll()
	require.NoError(t, err, name)
	return rows[1:]
}

// TestTheSampleByHand holds the sample against arithmetic: standard 800, ceiling
// 30,000 a person.
func TestTheSampleByHand(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	said, err := pipeline(t, "sample/households-*.csv", out)
	require.NoError(t, err)
	assert.Contains(t, said, "households 6, eligible 4, paid 290000 fen, bad rows 2\n")
	var got [][]string
	for _, n := range []string{"0", "1"} {
		for _, row := range table(t, out+"/results-0000"+n+"-of-00002.csv") {
			assert.Len(t, row[5], 64)
			got = append(got, row[:5])
		}
	}
	assert.Equal(t, [][]string{
		{"2", "SYNTHETIC-01", "synthetic-a", "1400.00", "eligible"},   // 3 × 800 − 1,000
		{"3", "SYNTHETIC-02", "synthetic-a", "600.00", "eligible"},    // 2 × 800 − (1,500 − 500)
		{"4", "SYNTHETIC-03", "synthetic-b", "100.00", "eligible"},    // urban: the cost is not deducted
		{"5", "SYNTHETIC-04", "synthetic-b", "0.00", "over-property"}, // one fen above the ceiling
		{"3", "SYNTHETIC-06", "synthetic-b", "0.00", "over-income"},   // income equal to the standard
		{"5", "SYNTHETIC-08", "synthetic-b", "800.00", "eligible"},    // 799.45, up to the yuan
	}, got)
	shard := "sample/households-00001-of-00002.csv"
	assert.Equal(t, [][]string{
		{shard, "2", "members[0].income", "12x.00: 'x' at character 3 is not a digit: write digits and a point only; write income/employment cost of each member, separated by semicolons: 1500.00/500.00;0/0"},
		{shard, "4", "members[1].income", "'-1.00: must not be negative"},
		{shard, "4", "property", "not given"},
	}, table(t, out+"/bad-rows-00001-of-00002.csv"))
	assert.NoFileExists(t, out+"/bad-rows-00000-of-00002.csv")
	assert.Equal(t, "county,households,eligible,paid_fen\nsynthetic-a,2,2,200000\nsynthetic-b,4,2,90000\n", read(t, out+"/totals-by-county.csv"))
	assert.Equal(t, "households,eligible,paid_fen,bad_rows\n6,4,290000,2\n", read(t, out+"/totals.csv"))
	assert.JSONEq(t, `{"rule": "assistance.allowance", "version": 1, "parameters": {"standard": "800.00", "property_limit": "30000.00",
		"employment_costs": "rural-only", "rounding": "up/yuan"}}`, read(t, out+"/parameters.json"))
}

// TestAMonthByTheBook holds the sample against arithmetic under a book whose
// standards change in July 2023, and against caseload.Run, which -check goes by.
func TestAMonthByTheBook(t *testing.T) {
	for month, c := range map[string]struct{ known, byCounty, document string }{
		// a, 800: 3×800−1000=1400, 2×800−1000=600. b, 810.
		"2023-06": {"", "synthetic-a,2,2,200000", "SYNTHETIC〔2022〕1号"},
		// a, 830: 3×830−1000=1490, 2×830−1000=660.
		"2023-07": {"", "synthetic-a,2,2,215000", "SYNTHETIC〔2023〕1号"},
		"2023-08": {"2023-08-10", "synthetic-a,2,2,200000", "SYNTHETIC〔2022〕1号"},
	} {
		out := filepath.Join(t.TempDir(), "out")
		var said strings.Builder
		o := options{input: "sample/households-*.csv", output: out, book: "sample/book.csv", month: month, city: "synthetic-city", known: c.known,
			counties: "synthetic-a,synthetic-b", propertyLimit: "30000", check: true}
		require.NoError(t, run(context.Background(), o, nil, &said), month)
		assert.Contains(t, said.String(), "one machine gives every row and every total the same")
		assert.Contains(t, read(t, out+"/totals-by-county.csv"), c.byCounty+"\n", month)
		assert.Contains(t, read(t, out+"/parameters.json"), c.document, month)
		assert.Contains(t, read(t, out+"/parameters.json"), `"month": "`+month+`"`)
	}
}

// TestACountyThatTheBookHasNot refuses its own households and no others.
func TestACountyThatTheBookHasNot(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, synthetic.Shards(dir+"/in", 500, 2, 9))
	o := options{input: dir + "/in/households-*.csv", output: dir + "/out", book: "sample/book.csv", month: "2023-07", city: "synthetic-city",
		counties: "synthetic-a,synthetic-b,synthetic-c,synthetic-d", propertyLimit: "30000", check: true}
	var said strings.Builder
	require.NoError(t, run(context.Background(), o, nil, &said))
	bad := table(t, dir+"/out/bad-rows-00000-of-00002.csv")
	require.NotEmpty(t, bad)
	for _, row := range bad {
		assert.Equal(t, "county", row[2])
		assert.Contains(t, row[3], `"synthetic-e": the book of standards has no such county`)
	}
	assert.NotContains(t, read(t, dir+"/out/totals-by-county.csv"), "synthetic-e")
}

// answer is what the oracle and the pipeline are compared by.
type answer struct{ county, amount, outcome string }

// oneMachine reads a whole data set another way than the pipeline does, and
// answers it in a single call of EvalAll. Sums are big integers.
func oneMachine(t *testing.T, files []string) (answers map[string]answer, households map[string]assistance.Household, eligible, paid map[string]*big.Int) {
	t.Helper()
	var rows [][]string
	var facts []assistance.Household
	for _, f := range files {
		for _, row := range table(t, f) {
			var h assistance.Household
			require.NoError(t, h.Area.UnmarshalText([]byte(row[2])))
			property, err := unit.ParseMoney(row[3])
			require.NoError(t, err)
			h.Property = rule.Give(property)
			for cell := range strings.SplitSeq(row[4], ";") {
				parts := strings.Split(cell, "/")
				h.Members = append(h.Members, assistance.Member{Income: unit.MustParseMoney(parts[0]), EmploymentCost: unit.MustParseMoney(parts[1])})
			}
			rows, facts = append(rows, row), append(facts, h)
		}
	}
	awards, err := assistance.Allowance.Under(plain).EvalAll(nil, facts)
	require.NoError(t, err)
	answers, households = map[string]answer{}, map[string]assistance.Household{}
	eligible, paid = map[string]*big.Int{}, map[string]*big.Int{}
	for i, a := range awards {
		id, county := rows[i][0], rows[i][1]
		answers[id], households[id] = answer{county, a.Amount.String(), a.Outcome.String()}, facts[i]
		if paid[county] == nil {
			eligible[county], paid[county] = new(big.Int), new(big.Int)
		}
		paid[county].Add(paid[county], big.NewInt(a.Amount.Fen()))
		if a.Outcome == assistance.Eligible {
			eligible[county].Add(eligible[county], big.NewInt(1))
		}
	}
	require.Len(t, answers, len(rows), "ids are unique")
	return answers, households, eligible, paid
}

func TestTheClusterAnswersAsOneMachineDoes(t *testing.T) {
	n, shards := 120_000, 8
	if testing.Short() {
		n, shards = 4_000, 9
	}
	dir := t.TempDir()
	require.NoError(t, synthetic.Shards(dir+"/in", n, shards, 20211125))
	said, err := pipeline(t, dir+"/in/households-*.csv", dir+"/out")
	require.NoError(t, err)
	assert.Contains(t, said, "one machine gives every row and every total the same")

	files, err := filepath.Glob(dir + "/in/*.csv")
	require.NoError(t, err)
	require.Len(t, files, shards)
	want, facts, eligible, paid := oneMachine(t, files)
	require.Len(t, want, n)
	got, decisions := map[string]answer{}, map[string]string{}
	results, err := filepath.Glob(dir + "/out/results-*.csv")
	require.NoError(t, err)
	require.Len(t, results, shards)
	for _, f := range results {
		for _, row := range table(t, f) {
			_, twice := got[row[1]]
			require.False(t, twice, row[1])
			got[row[1]], decisions[row[1]] = answer{row[2], row[3], row[4]}, row[5]
		}
	}
	require.True(t, len(want) == len(got), "%d households, want %d", len(got), len(want))
	for id, a := range want {
		require.Equal(t, a, got[id], id)
	}
	r, sampled := assistance.Allowance.Under(plain), 0
	for id, h := range facts {
		if sampled++; sampled > 200 {
			break
		}
		d, err := r.Explain(h)
		require.NoError(t, err)
		sums, err := d.Digests()
		require.NoError(t, err)
		require.Equal(t, sums.Decision, decisions[id], id)
	}

	allHouseholds, allEligible, allPaid := 0, new(big.Int), new(big.Int)
	byCounty := table(t, dir+"/out/totals-by-county.csv")
	require.Len(t, byCounty, len(paid))
	for _, row := range byCounty {
		households := 0
		for _, a := range want {
			if a.county == row[0] {
				households++
			}
		}
		allHouseholds += households
		allEligible.Add(allEligible, eligible[row[0]])
		allPaid.Add(allPaid, paid[row[0]])
		require.Equal(t, []string{row[0], fmt.Sprint(households), eligible[row[0]].String(), paid[row[0]].String()}, row)
	}
	require.Equal(t, n, allHouseholds)
	assert.Equal(t, [][]string{{fmt.Sprint(n), allEligible.String(), allPaid.String(), "0"}}, table(t, dir+"/out/totals.csv"))
	assert.Positive(t, allPaid.Sign())
	assert.Positive(t, big.NewInt(int64(n)).Cmp(allEligible), "some are refused")
}

// TestBadRowsAreNamedAndTheOthersAreRight spoils rows of two shards, and leaves
// a third without any good one.
func TestBadRowsAreNamedAndTheOthersAreRight(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, synthetic.Shards(dir+"/good", 3_000, 4, 3))
	require.NoError(t, synthetic.Shards(dir+"/bad", 3_000, 4, 3))
	spoil := func(shard string, rows map[int]string) {
		name := dir + "/bad/households-" + shard + ".csv"
		lines := strings.SplitAfter(read(t, name), "\n")
		for row, line := range rows {
			lines[row] = line + "\n"
		}
		require.NoError(t, os.WriteFile(name, []byte(strings.Join(lines, "")), 0o600))
	}
	spoil("00001-of-00004", map[int]string{
		1:   "S1,synthetic-a,rural,100.00,1.00/0;12x.00/0.00",
		400: `S2,"synthetic-a,rural,100.00,0/0`, // an open quote takes no other row with it
		401: "",
		750: "S3,synthetic-a,rural,,-1/-2",
	})
	spoil("00002-of-00004", map[int]string{5: "S4,synth\xffetic,rural,1.00,0/0", 6: strings.Repeat("0/0;", households.LongestLine/4+1)})
	all := map[int]string{}
	for row := range 750 {
		all[row+1] = "?"
	}
	spoil("00003-of-00004", all)

	_, err := pipeline(t, dir+"/good/households-*.csv", dir+"/good-out")
	require.NoError(t, err)
	said, err := pipeline(t, dir+"/bad/households-*.csv", dir+"/bad-out")
	require.NoError(t, err)
	assert.Contains(t, said, "bad rows 756\n")

	rest := func(dir, shard string, without ...string) (rows [][]string) {
		for _, row := range table(t, dir+"/results-"+shard+".csv") {
			if !strings.Contains(" "+strings.Join(without, " ")+" ", " "+row[0]+" ") {
				rows = append(rows, row)
			}
		}
		return rows
	}
	assert.Equal(t, rest(dir+"/good-out", "00000-of-00004"), rest(dir+"/bad-out", "00000-of-00004"))
	assert.Equal(t, rest(dir+"/good-out", "00001-of-00004", "2", "401", "402", "751"), rest(dir+"/bad-out", "00001-of-00004"))
	assert.Equal(t, rest(dir+"/good-out", "00002-of-00004", "6", "7"), rest(dir+"/bad-out", "00002-of-00004"))
	assert.Empty(t, rest(dir+"/bad-out", "00003-of-00004"))

	first := dir + "/bad/households-00001-of-00004.csv"
	var places [][]string
	for _, row := range table(t, dir+"/bad-out/bad-rows-00001-of-00004.csv") {
		assert.NotEmpty(t, row[3])
		places = append(places, row[:3])
	}
	assert.Equal(t, [][]string{{first, "2", "members[1].income"}, {first, "401", ""}, {first, "402", ""},
		{first, "751", "members[0].employment_cost"}, {first, "751", "members[0].income"}, {first, "751", "property"}}, places)
	second := dir + "/bad/households-00002-of-00004.csv"
	assert.Equal(t, [][]string{{second, "6", "county", `synth\xffetic: has bytes that are none of the file's encoding; check how the file is encoded`},
		{second, "7", "", "a line of more than 1048576 bytes; look at its quotes and line ends"}}, table(t, dir+"/bad-out/bad-rows-00002-of-00004.csv"))
	assert.Len(t, table(t, dir+"/bad-out/bad-rows-00003-of-00004.csv"), 750)
	assert.NoFileExists(t, dir+"/bad-out/bad-rows-00000-of-00004.csv")
}

func TestAShardOfAnotherKindFailsTheRunBeforeItsTotals(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, synthetic.Shards(dir+"/in", 100, 3, 1))
	require.NoError(t, os.WriteFile(dir+"/in/households-00001-of-00003.csv", []byte("name,age\n"), 0o600))
	_, err := pipeline(t, dir+"/in/households-*.csv", dir+"/out")
	require.ErrorContains(t, err, "households-00001-of-00003.csv: column name: is none of the columns")
	assert.NoFileExists(t, dir+"/out/totals.csv")
	assert.NoFileExists(t, dir+"/out/results-00001-of-00003.csv")
}

func TestShardsWithoutRowsAreNothing(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, synthetic.Shards(dir+"/in", 0, 2, 1))
	_, err := pipeline(t, dir+"/in/households-*.csv", dir+"/out")
	require.NoError(t, err)
	assert.Equal(t, "county,households,eligible,paid_fen\n", read(t, dir+"/out/totals-by-county.csv"))
	assert.Equal(t, "households,eligible,paid_fen,bad_rows\n0,0,0,0\n", read(t, dir+"/out/totals.csv"))
}

// TestTheCheckSeesWhatIsAltered alters each file of a run in turn.
func TestTheCheckSeesWhatIsAltered(t *testing.T) {
	dir := t.TempDir()
	_, err := pipeline(t, "sample/households-*.csv", dir+"/out")
	require.NoError(t, err)
	ctx, out := context.Background(), output{dir + "/out"}
	shards, err := findShards(ctx, "sample/households-*.csv")
	require.NoError(t, err)
	files, err := filepath.Glob(out.Dir + "/*")
	require.NoError(t, err)
	require.Len(t, files, 6)
	for _, f := range files {
		good := read(t, f)
		require.NoError(t, os.WriteFile(f, []byte(strings.Replace(good, "0", "1", 1)), 0o600))
		_, err := checkRun(ctx, shards, terms, out)
		require.ErrorIs(t, err, errDiffers, f)
		require.ErrorContains(t, err, filepath.Base(f)+": line ")
		require.NoError(t, os.WriteFile(f, []byte(good), 0o600))
	}
	require.NoError(t, os.WriteFile(out.results("00002-of-00003"), nil, 0o600))
	_, err = checkRun(ctx, shards, terms, out)
	require.ErrorIs(t, err, errDiffers)
	require.NoError(t, os.Rename(out.results("00002-of-00003"), out.results("00001-of-00002")+attemptMark+"X"))
	_, err = checkRun(ctx, shards, terms, out)
	require.NoError(t, err, "a killed attempt's file harms nobody")
	_, err = checkRun(ctx, shards, households.Terms{Policy: assistance.AllowancePolicy{Standard: unit.Yuan(801), PropertyLimit: unit.Yuan(30_000)}}, out)
	require.ErrorIs(t, err, errDiffers)
}

// TestNothingIsBuiltFromBadFlags has no pipeline to run: each of these is
// refused before.
func TestNothingIsBuiltFromBadFlags(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/mine.txt", nil, 0o600))
	good := options{input: "sample/households-*.csv", output: dir + "/out", standard: "800", propertyLimit: "30000"}
	for name, c := range map[string]struct {
		change func(*options)
		want   error
		says   string
	}{
		"no input":              {func(o *options) { o.input = "" }, rule.Missing, "-input"},
		"no output":             {func(o *options) { o.output = "" }, rule.Missing, "-output"},
		"no standard":           {func(o *options) { o.standard = "" }, rule.Missing, "-standard"},
		"no ceiling":            {func(o *options) { o.propertyLimit = "" }, rule.Missing, "-property-limit"},
		"standard of zero":      {func(o *options) { o.standard = "0" }, rule.Range, "-standard 0: must be above zero"},
		"negative ceiling":      {func(o *options) { o.propertyLimit = "-1" }, rule.Range, "-property-limit -1: must be above zero"},
		"part of a fen":         {func(o *options) { o.standard = "800.001" }, rule.Inexact, "-standard 800.001"},
		"words for money":       {func(o *options) { o.standard = "eight" }, rule.Syntax, "-standard eight"},
		"unknown deduction":     {func(o *options) { o.employmentCosts = "all" }, rule.Invalid, "-employment-costs all"},
		"unknown rounding":      {func(o *options) { o.rounding = "up" }, rule.Syntax, "-rounding up"},
		"unknown per head":      {func(o *options) { o.head = "down/mao" }, rule.Syntax, "-per-head down/mao"},
		"a book and a standard": {func(o *options) { o.book = "sample/book.csv" }, rule.Duplicate, "the book gives the standards"},
		"a book, no month":      {func(o *options) { o.book, o.standard, o.counties = "sample/book.csv", "", "synthetic-a" }, rule.Missing, "-month"},
		"a book, no counties":   {func(o *options) { o.book, o.standard, o.month = "sample/book.csv", "", "2023-07" }, rule.Missing, "-counties"},
		"a county left out": {func(o *options) {
			o.book, o.standard, o.month, o.city, o.counties = "sample/book.csv", "", "2023-07", "synthetic-city", "synthetic-a"
		}, rule.Invalid, "synthetic-b"},
		"a month before it": {func(o *options) {
			o.book, o.standard, o.month, o.city, o.counties = "sample/book.csv", "", "2020-07", "synthetic-city", "synthetic-a,synthetic-b"
		}, rule.Range, "2022-07"},
		"no such book":         {func(o *options) { o.book, o.standard, o.month, o.counties = dir+"/absent", "", "2023-07", "a" }, os.ErrNotExist, "-book"},
		"counties, no book":    {func(o *options) { o.counties = "a" }, rule.Invalid, "-counties goes with -book"},
		"no such files":        {func(o *options) { o.input = dir + "/no-*.csv" }, rule.Missing, "no such file"},
		"a bad pattern":        {func(o *options) { o.input = "[" }, filepath.ErrBadPattern, "-input ["},
		"an unnumbered file":   {func(o *options) { o.input = "go.mod" }, rule.Syntax, "-SSSSS-of-NNNNN"},
		"half of the shards":   {func(o *options) { o.input = "sample/*-00000-*" }, rule.Missing, "00001-of-00002 is not there"},
		"a folder with files":  {func(o *options) { o.output = dir }, errNotEmpty, "mine.txt"},
		"a pattern for output": {func(o *options) { o.output = dir + "/*" }, rule.Invalid, "-output"},
		"the root for output":  {func(o *options) { o.output = "/" }, rule.Invalid, "-output"},
	} {
		o := good
		c.change(&o)
		err := run(context.Background(), o, nil, io.Discard)
		assert.ErrorIs(t, err, c.want, name)
		assert.ErrorContains(t, err, c.says, name)
		assert.NoDirExists(t, dir+"/out", name)
	}
	err := run(context.Background(), options{}, []string{"x"}, io.Discard)
	for _, says := range []string{"-input", "-output", "-standard", "-property-limit", "x: no argument"} {
		assert.ErrorContains(t, err, says, "all at once")
	}
	o := good
	o.input = "nofs://x-*"
	assert.ErrorContains(t, run(context.Background(), o, nil, io.Discard), "nofs")
	o = good
	o.output = "nofs://x"
	assert.ErrorContains(t, run(context.Background(), o, nil, io.Discard), "nofs")

	*jobopts.Async = true
	defer func() { *jobopts.Async = false }()
	o = good
	o.check = true
	assert.ErrorContains(t, run(context.Background(), o, nil, io.Discard), "-check")
}

func TestOptionsMakeTheCountyTheySay(t *testing.T) {
	o := options{input: "i", output: "o", standard: "810.50", propertyLimit: "1", employmentCosts: "everyone", rounding: "half-up/fen", head: "up/fen"}
	got, err := o.terms()
	require.NoError(t, err)
	assert.Equal(t, assistance.AllowancePolicy{Standard: unit.MustParseMoney("810.50"), PropertyLimit: unit.Yuan(1),
		EmploymentCosts: assistance.Everyone, Rounding: unit.HalfUpToFen, PerHead: unit.UpToFen}, got.Policy)
}

func TestASetOfShardsIsWholeOrRefused(t *testing.T) {
	shards, err := wholeSet([]string{"d/h-00001-of-00002.csv", "d/h-00000-of-00002.csv"})
	require.NoError(t, err)
	assert.Equal(t, []Shard{{"d/h-00000-of-00002.csv", "00000-of-00002"}, {"d/h-00001-of-00002.csv", "00001-of-00002"}}, shards)
	shards, err = wholeSet([]string{"gs://b/h-00000-of-00001"})
	require.NoError(t, err)
	assert.Len(t, shards, 1)
	for want, sets := range map[error][][]string{
		rule.Missing: {{"h-00001-of-00002.csv"}, {"h-00000-of-00002.csv"}, {"h-00000-of-99999.csv"}},
		rule.Range:   {{"h-00000-of-00000.csv"}, {"h-00000-of-00001.csv", "h-00001-of-00001.csv"}},
		rule.Invalid: {{"h-00000-of-00001.csv", "g-00000-of-00001.csv"}, {"h-00000-of-00001.csv", "h-00000-of-00002.csv"}, {"h-00000-of-00002.csv", "h-00001-of-00002.csv.bak"}},
		rule.Syntax:  {{"h.csv"}, {"h-0-of-1.csv"}, {"h-00000-of-00001.csv", "h.csv"}, {"h-000000-of-00001.csv.d/x"}},
	} {
		for _, set := range sets {
			_, err := wholeSet(set)
			assert.ErrorIs(t, err, want, set)
		}
	}
}
