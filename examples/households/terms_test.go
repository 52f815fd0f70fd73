package households

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

const sampleBook = `适用地区,起始月份,公布日期,文号,urban,rural
试用市,2022-07,2022-06-30,样例〔2022〕1号,725,708
试用市,2023-07,2023-10-08,样例〔2023〕1号,784,755
甲县,2023-01,2022-12-20,样例甲〔2022〕9号,760,760
`

var sampleAreas = dated.Areas{City: "试用市", Counties: []string{"甲县", "乙县"}}

func sampleTerms(month string) Terms {
	return Terms{Policy: Policy{PropertyLimit: unit.Yuan(30_000)}, Book: sampleBook, Areas: sampleAreas, Month: unit.MustParseMonth(month)}
}

// TestRowsAreComputedByTheirCountyAndMonth as caseload.Run computes them.
func TestRowsAreComputedByTheirCountyAndMonth(t *testing.T) {
	l, err := NewLayout(strings.Split("id,county,area,property,members,month", ","), ',', nil, new(Report))
	require.NoError(t, err)
	for month, want := range map[string]string{"2023-06": "725.00 708.00 760.00", "2023-07": "784.00 755.00 760.00"} {
		rules, err := sampleTerms(month).Rules()
		require.NoError(t, err)
		var b Batch
		var rep Report
		for i, line := range []string{"a,乙县,urban,0,0/0,M", "b,乙县,rural,0,0/0,M", "c,甲县,rural,0,0/0,M", "d,丙县,rural,0,0/0,M", "e,甲县,rural,0,0/0,2020-01", "f,甲县,town,0,0/0,M", "g,甲县,rural,,0/0,M"} {
			l.AddLine(&b, []byte(strings.Replace(line, "M", month, 1)), i+1, &rep)
		}
		bad, err := b.ComputeBy(rules)
		require.NoError(t, err)
		var got []string
		for _, a := range b.Awards[:3] {
			got = append(got, a.Amount.String())
		}
		assert.Equal(t, want, strings.Join(got, " "))
		require.Len(t, bad, 4)
		for i, c := range []struct {
			column string
			want   error
		}{{"county", rule.Invalid}, {"month", rule.Invalid}, {"area", rule.Invalid}, {"property", rule.Missing}} {
			assert.Equal(t, 3+i, bad[i].Row)
			assert.ErrorIs(t, bad[i].Err, c.want)
			assert.Equal(t, c.column, Faults(bad[i].Err)[0].Column)
		}
		var cases []caseload.Case
		for i := range 3 {
			c, err := b.Case(i)
			require.NoError(t, err)
			cases = append(cases, c)
		}
		book, err := sampleTerms(month).ReadBook()
		require.NoError(t, err)
		i := 0
		for r, err := range caseload.Run(context.Background(), slices.Values(cases), book, unit.MustParseMonth(month), rule.Batch{}) {
			require.NoError(t, err)
			assert.Equal(t, b.Awards[i], r.Award)
			i++
		}
	}
	known := sampleTerms("2023-07")
	known.Known = unit.MustParseDay("2023-07-10")
	rules, err := known.Rules()
	require.NoError(t, err)
	assert.Equal(t, []string{"样例〔2022〕1号", "样例甲〔2022〕9号", "样例〔2022〕1号"}, []string{rules.InForce()[0].Document, rules.InForce()[1].Document, rules.InForce()[2].Document})
}

func TestTermsThatCannotBe(t *testing.T) {
	both := sampleTerms("2023-07")
	both.Policy.Standard = unit.Yuan(800)
	whole := sampleTerms("2023-07")
	whole.Policy = Policy{}
	early := sampleTerms("2020-01")
	timeless := sampleTerms("2023-07")
	timeless.Month = unit.Month{}
	for name, c := range map[string]struct {
		terms Terms
		want  error
	}{
		"two standards":         {both, rule.Duplicate},
		"no limit in the book":  {whole, rule.Syntax},
		"before the book":       {early, rule.Range},
		"no month":              {timeless, rule.Missing},
		"neither":               {Terms{}, rule.Missing},
		"no areas":              {Terms{Policy: Policy{PropertyLimit: unit.Yuan(1)}, Book: sampleBook, Month: unit.MustParseMonth("2023-07")}, rule.Missing},
		"a book that is no CSV": {Terms{Policy: Policy{PropertyLimit: unit.Yuan(1)}, Book: "x", Areas: sampleAreas, Month: unit.MustParseMonth("2023-07")}, rule.Missing},
	} {
		_, err := c.terms.Rules()
		assert.ErrorIs(t, err, c.want, name)
	}
	full := Terms{Areas: sampleAreas, Month: unit.MustParseMonth("2023-07"), Book: `[{"area":"试用市","from":"2022-07","published":"2022-06-30","document":"样例1",
		"parameters":{"urban":{"standard":"725.00","property_limit":"30000.00"},"rural":{"standard":"708.00","property_limit":"28000.00"}}}]`}
	rules, err := full.Rules()
	require.NoError(t, err)
	assert.Equal(t, "28000.00", rules.InForce()[1].Standards.Rural.PropertyLimit.String())
	var errs rule.Errors
	full.Book = strings.Replace(full.Book, "725.00", "7x", 1)
	_, err = full.Rules()
	assert.True(t, errors.As(err, &errs))
}

// TestACountyWithBlanksAroundItIsFound also where a line was read strictly, as it is by caseload.Run.
func TestACountyWithBlanksAroundItIsFound(t *testing.T) {
	rules, err := sampleTerms("2023-07").Rules()
	require.NoError(t, err)
	var b Batch
	b.AddLine([]byte("a, 甲县\u3000,rural,0,0/0"))
	bad, err := b.ComputeBy(rules)
	require.NoError(t, err)
	assert.Empty(t, bad)
	assert.Equal(t, "760.00", b.Awards[0].Amount.String())
}
