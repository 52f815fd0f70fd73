package caseload_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// yielded is what a run yields for a case.
type yielded struct {
	result caseload.Result
	err    string
	row    int
}

func allYielded(run iter.Seq2[caseload.Result, error]) (out []yielded) {
	for r, err := range run {
		s := yielded{result: r, row: -1}
		if err != nil {
			s.err = rule.Faults(err).In(rule.Chinese) + " / " + rule.Faults(err).In(rule.English)
			var row *rule.RowError
			if errors.As(err, &row) {
				s.row = row.Row
			}
		}
		out = append(out, s)
	}
	return out
}

// TestARunAloneIsARunTogether: the loop of one goroutine and that of several yield the same of cases that are answered, refused
// or written oddly, the same refusal of what a run cannot begin with, and both end with the context and with the caller's loop.
func TestARunAloneIsARunTogether(t *testing.T) {
	book, month, ctx := anyStandards(t), unit.MustParseMonth("2023-09"), context.Background()
	cases := anyCases(2_000)
	for i := range cases {
		switch c := &cases[i]; i % 53 {
		case 1:
			c.County = "凤阳县"
		case 2:
			c.County = " 寿县　"
		case 3:
			c.ID = ""
		case 4:
			c.ID = "34\xff"
		case 5:
			c.ID = "3404\u200b02"
		case 6:
			c.Household.Members = nil
		case 7:
			c.Household.Area = 0
		case 8:
			c.Household.Property = rule.Given[unit.Money]{}
		case 9:
			c.ID = strings.Repeat("3", 40)
		}
	}
	alone := allYielded(caseload.Run(ctx, slices.Values(cases), book, month, rule.Batch{}))
	require.Len(t, alone, len(cases))
	for _, b := range []rule.Batch{{Workers: 1}, {Workers: 1, Rows: 7}, {Workers: 2, Rows: 64}, {Workers: 3}} {
		assert.Equal(t, alone, allYielded(caseload.Run(ctx, slices.Values(cases), book, month, b)), b)
	}
	refused := 0
	for i, s := range alone {
		require.Equal(t, strings.Trim(cases[i].County, " 　"), s.result.County)
		require.Equal(t, cases[i].ID, s.result.ID)
		if s.err != "" {
			require.Equal(t, i, s.row)
			require.Equal(t, assistance.Award{}, s.result.Award)
			refused++
		}
	}
	assert.Equal(t, 38*7, refused, "no such county, ids of three kinds, no members, no area, no property")

	begins := []struct {
		ctx   context.Context
		cases iter.Seq[caseload.Case]
		b     rule.Batch
		field string
	}{
		{nil, slices.Values(cases), rule.Batch{}, ""},
		{ctx, nil, rule.Batch{}, "cases"},
		{ctx, slices.Values(cases), rule.Batch{Workers: -1}, "Workers"},
		{ctx, slices.Values(cases), rule.Batch{Rows: -1}, "Rows"},
	}
	for _, c := range begins {
		n := 0
		for _, err := range caseload.Run(c.ctx, c.cases, book, month, c.b) {
			n++
			require.Error(t, err)
			assert.Equal(t, c.field, rule.Faults(err)[0].Field)
		}
		assert.Equal(t, 1, n)
	}

	for _, b := range []rule.Batch{{}, {Workers: 2, Rows: 8}} {
		read, why := 0, errors.New("closing time")
		counted := func(yield func(caseload.Case) bool) {
			for _, c := range cases {
				if read++; !yield(c) {
					return
				}
			}
		}
		for range caseload.Run(ctx, counted, book, month, b) {
			break
		}
		assert.Less(t, read, len(cases), "the caller's loop ended after one")

		ending, end := context.WithCancelCause(ctx)
		answered := 0
		var last error
		for _, err := range caseload.Run(ending, slices.Values(cases), book, month, b) {
			last = err
			if answered++; answered == 20 {
				end(why)
			}
		}
		end(nil)
		assert.ErrorIs(t, last, why)
		assert.Equal(t, 21, answered, "twenty, and the context's error")
	}
}
