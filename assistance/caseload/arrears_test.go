package caseload_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAMonthPaidInTwoRowsIsNotOwedTwice: 3×784 − 1500 = 852.00 are due; 300.00 and again 300.00 were paid.
func TestAMonthPaidInTwoRowsIsNotOwedTwice(t *testing.T) {
	book, err := huainan()
	require.NoError(t, err)
	month := func(id, county, m, paid string) caseload.PaidMonth {
		return caseload.PaidMonth{Case: caseload.Case{ID: id, County: county, Household: home(assistance.Urban, 3, 1_500)},
			Month: unit.MustParseMonth(m), Paid: unit.MustParseMoney(paid)}
	}
	sum := func(rows ...caseload.PaidMonth) (caseload.ArrearsSummary, error) {
		return caseload.SumArrears(caseload.Arrears(context.Background(), slices.Values(rows), book, rule.Batch{}))
	}
	other := month("户2", "寿县", "2023-07", "700.00")
	alone, err := sum(other)
	require.NoError(t, err)
	got, err := sum(month("户1", "寿县", "2023-07", "300.00"), other, month("户1", "寿县", "2023-07", "300.00"), month("户1", "寿县", "2023-07", "0.00"))
	require.ErrorIs(t, err, rule.Duplicate)
	var bad rule.RowErrors
	require.ErrorAs(t, err, &bad)
	require.Len(t, bad, 2)
	assert.Equal(t, []int{2, 3}, []int{bad[0].Row, bad[1].Row})
	f := rule.Faults(bad[0].Err)
	assert.Contains(t, f.In(rule.Chinese), "2023-07第1行与第3行是同一户、同一县区、同一月份")
	assert.Contains(t, f.In(rule.English), "rows 0 and 2 are of one household")
	assert.Equal(t, alone, got, "what stands twice is not counted at all")

	// All of a month, too much paid.
	got, err = sum(month("户1", "寿县", "2023-07", "900.00"), month("户1", "寿县", "2023-07", "900.00"))
	require.ErrorIs(t, err, rule.Duplicate)
	assert.Equal(t, caseload.ArrearsSummary{}, got)

	// In one row it is owed what lacks; another month, county or household is another row.
	got, err = sum(month("户1", "寿县", "2023-07", "600.00"), month("户1", "寿县", "2023-08", "600.00"), month("户1", "潘集区", "2023-07", "852.00"), month("户2", "寿县", "2023-07", "852.00"))
	require.NoError(t, err)
	assert.Equal(t, "504.00", got.All.Arrears.String(), "twice 252.00")
	assert.EqualValues(t, 4, got.All.Months)
}
