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

// TestWhatIsDueIsWhatARunDecides: the same amounts, in rows that NewPayment makes.
func TestWhatIsDueIsWhatARunDecides(t *testing.T) {
	book, month := anyStandards(t), unit.MustParseMonth("2023-09")
	cases := anyCases(2_000)
	cases[5].ID, cases[6].County, cases[7].Household.Members = "", "外县", nil
	var results []caseload.Result
	for r, err := range caseload.Run(context.Background(), slices.Values(cases), book, month, rule.Batch{}) {
		assert.Equal(t, len(results) == 5 || len(results) == 6 || len(results) == 7, err != nil)
		results = append(results, r)
	}
	for _, b := range []rule.Batch{{}, {Workers: 2, Rows: 100}} {
		i := 0
		for p, err := range caseload.Due(context.Background(), slices.Values(cases), book, month, b) {
			require.Equal(t, cases[i].ID, p.ID)
			if i >= 5 && i <= 7 {
				var row *rule.RowError
				require.ErrorAs(t, err, &row)
				require.Equal(t, i, row.Row)
				require.Empty(t, p.Seal)
			} else {
				require.NoError(t, err)
				require.Equal(t, results[i].Award, assistance.Award{Amount: p.Amount, Outcome: p.Outcome})
				f, err := book.At(cases[i].County, month)
				require.NoError(t, err)
				want, err := caseload.NewPayment(p.ID, f.Parameters.For(cases[i].Household.Area).TopUp(), p.Means)
				require.NoError(t, err)
				require.Equal(t, want, p)
			}
			i++
		}
		require.Equal(t, len(cases), i)
	}
	for _, err := range caseload.Due(context.Background(), slices.Values(cases), caseload.Book{}, month, rule.Batch{}) {
		assert.ErrorIs(t, err, rule.NotWhole)
	}
	for _, err := range caseload.Due(context.Background(), slices.Values(cases[:2]), book, unit.MustParseMonth("2022-01"), rule.Batch{}) {
		assert.ErrorIs(t, err, rule.Range)
	}
}

// TestReconcilingALateNoticeGivesItsArrears: what was paid as known then, held against what is due now,
// differs by the standard alone, and by what Arrears finds, to the fen.
func TestReconcilingALateNoticeGivesItsArrears(t *testing.T) {
	book, err := huainan()
	require.NoError(t, err)
	august := unit.MustParseMonth("2023-08")
	cases := anyCases(3_000)
	list := func(b caseload.Book) (rows []caseload.Payment) {
		for p, err := range caseload.Due(context.Background(), slices.Values(cases), b, august, rule.Batch{}) {
			require.NoError(t, err)
			rows = append(rows, p)
		}
		return rows
	}
	paid, due := list(book.AsKnownOn(unit.MustParseDay("2023-08-10"))), list(book)
	rec, err := caseload.Reconcile(slices.Values(paid), slices.Values(due))
	require.NoError(t, err)
	require.Len(t, rec.ByCause, 1)
	assert.Equal(t, caseload.OtherStandard, rec.ByCause[0].Cause)
	months := make([]caseload.PaidMonth, len(cases))
	for i, c := range cases {
		months[i] = caseload.PaidMonth{Case: c, Month: august, Paid: paid[i].Amount}
	}
	sum, err := caseload.SumArrears(caseload.Arrears(context.Background(), slices.Values(months), book, rule.Batch{Workers: 2}))
	require.NoError(t, err)
	assert.Equal(t, rec.Arrears, sum.All.Arrears)
	assert.Equal(t, rec.Recover, sum.All.Recover)
	assert.EqualValues(t, len(rec.Deviations), sum.All.Owing)
	assert.EqualValues(t, len(cases), rec.Matched+int64(len(rec.Deviations)))
	assert.Positive(t, sum.All.Arrears.Sign())
}
