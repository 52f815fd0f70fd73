package files_test

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// aBook is made up: the standards change on 1 July by a notice that comes out in
// October; one county has its own, which stands.
func aBook(t *testing.T) caseload.Book {
	t.Helper()
	book, err := households.Terms{
		Policy: households.Policy{PropertyLimit: unit.Yuan(30_000)},
		Book: "适用地区,起始月份,公布日期,文号,urban,rural\n试用市,2022-07,2022-06-30,样例〔2022〕1号,725,708\n" +
			"试用市,2023-07,2023-10-08,样例〔2023〕1号,784,755\n试用甲县,2023-01,2022-12-20,样例甲〔2022〕9号,760,760\n",
		Areas: dated.Areas{City: "试用市", Counties: []string{"试用甲县", "试用乙县", "试用丙县", "试用丁县", "试用戊区"}},
	}.ReadBook()
	require.NoError(t, err)
	return book
}

func payments(t *testing.T, rows iter.Seq2[caseload.Payment, error]) (list []caseload.Payment) {
	t.Helper()
	for p, err := range rows {
		require.NoError(t, err)
		list = append(list, p)
	}
	return list
}

// settled is what July came to, as it was paid and as it should have been.
type settled struct {
	paid, due      []caseload.Payment
	bare, sealed   caseload.Reconciliation
	arrears        caseload.ArrearsSummary
	paidSum, dueOf unit.Total
}

// settle reads a list, pays July as it was known in July, and makes up for it by
// the notice of October: against a list of ids and amounts, against sealed rows, and
// month by month.
func settle(t *testing.T, data []byte) (q settled) {
	t.Helper()
	rows, rep := all(t, data, files.Options{})
	assert.Equal(t, 1, rep.Count(households.GB18030))
	var cases []caseload.Case
	for _, r := range rows {
		require.Equal(t, july, r.Month)
		cases = append(cases, r.Case)
	}
	book, ctx := aBook(t), context.Background()
	q.paid = payments(t, caseload.Due(ctx, slices.Values(cases), book.AsKnownOn(unit.MustParseDay("2023-07-10")), july, rule.Batch{}))
	q.due = payments(t, caseload.Due(ctx, slices.Values(cases), book, july, rule.Batch{}))
	var bare []caseload.Payment
	var months []caseload.PaidMonth
	for i, p := range q.paid {
		bare = append(bare, caseload.Payment{ID: p.ID, Amount: p.Amount})
		months = append(months, caseload.PaidMonth{Case: cases[i], Month: july, Paid: p.Amount})
		q.paidSum.Add(p.Amount)
		q.dueOf.Add(q.due[i].Amount)
	}
	var err error
	q.bare, err = caseload.Reconcile(slices.Values(bare), slices.Values(q.due))
	require.NoError(t, err)
	q.sealed, err = caseload.Reconcile(slices.Values(q.paid), slices.Values(q.due))
	require.NoError(t, err)
	q.arrears, err = caseload.SumArrears(caseload.Arrears(ctx, slices.Values(months), book, rule.Batch{}))
	require.NoError(t, err)
	return q
}

// TestTwelveHouseholdsByHand: 人数 × 标准 − 收入, up to the yuan, before and after.
func TestTwelveHouseholdsByHand(t *testing.T) {
	list := gb(t, `户编号,县区,城乡,家庭财产（元）,成员,月份
1,试用乙县,农村,0,0/0,2023年7月
2,试用乙县,城市,0,0/0;0/0,2023年7月
3,试用丙县,农村,0,700元/0,2023年7月
4,试用丙县,农村,0,708/0,2023年7月
5,试用丙县,城市,0,725/0;800/0,2023年7月
6,试用丁县,农村,0,"1,000/400;0/0",2023年7月
7,试用丁县,城市,0,"1,000/400",2023年7月
8,试用戊区,城市,"12,000",１００．４/0,2023年7月
9,试用甲县,农村,0,0/0,2023年7月
10,试用甲县,城市,0,759.99/0,2023年7月
11,试用戊区,农村,"90,000",0/0,2023年7月
12,试用乙县,农村,0,0/0;0/0;0/0,2023年7月
`)
	q := settle(t, []byte(list))
	said := func(ps []caseload.Payment) string {
		var s []string
		for _, p := range ps {
			s = append(s, p.Amount.String())
		}
		return strings.Join(s, " ")
	}
	assert.Equal(t, "708.00 1450.00 8.00 0.00 0.00 816.00 0.00 625.00 760.00 1.00 0.00 2124.00", said(q.paid))
	assert.Equal(t, "755.00 1568.00 55.00 47.00 43.00 910.00 0.00 684.00 760.00 1.00 0.00 2265.00", said(q.due))
	assert.Equal(t, "6492.00 7088.00", q.paidSum.String()+" "+q.dueOf.String())
	for _, r := range []caseload.Reconciliation{q.bare, q.sealed} {
		assert.Equal(t, int64(4), r.Matched)
		assert.Len(t, r.Deviations, 8)
		assert.Equal(t, "596.00", r.Arrears.String()) // 47+118+47+47+43+94+59+141
		assert.Equal(t, "0.00", r.Recover.String())
	}
	assert.Equal(t, "596.00", q.arrears.All.Arrears.String())
	var byCounty []string
	for _, c := range q.arrears.ByCounty {
		byCounty = append(byCounty, c.County+" "+c.Arrears.String())
	}
	assert.ElementsMatch(t, []string{"试用乙县 306.00", "试用丙县 137.00", "试用丁县 94.00", "试用戊区 59.00", "试用甲县 0.00"}, byCounty)
}

// TestAMonthOfTwoHundredThousand in GB18030: read, computed, reconciled in two ways
// and made up for; the parts come to the whole, to the fen.
func TestAMonthOfTwoHundredThousand(t *testing.T) {
	n := 200_000
	if testing.Short() {
		n = 20_000
	}
	q := settle(t, written(t, samples.Form{Encoding: files.GB18030, Chinese: true, Loose: true, Month: july}, n))
	require.Len(t, q.due, n)
	owed := q.dueOf
	var parts, byMonth unit.Total
	for _, c := range q.arrears.ByCounty {
		parts.Merge(c.Arrears)
	}
	for _, m := range q.arrears.ByMonth {
		byMonth.Merge(m.Arrears)
	}
	assert.Len(t, q.arrears.ByCounty, 5)
	assert.Positive(t, q.arrears.All.Arrears.Sign())
	whole := q.arrears.All.Arrears.String()
	assert.Equal(t, whole, parts.String())
	assert.Equal(t, whole, byMonth.String())
	check := q.paidSum
	check.Merge(q.arrears.All.Arrears)
	assert.Equal(t, owed.String(), check.String(), "what was paid and what is made up is what was due")
	for name, r := range map[string]caseload.Reconciliation{"id and amount": q.bare, "sealed": q.sealed} {
		assert.Equal(t, whole, r.Arrears.String(), name)
		assert.Equal(t, "0.00", r.Recover.String(), name)
		assert.Equal(t, int64(n), r.Matched+int64(len(r.Deviations)), name)
		var causes unit.Total
		for _, c := range r.ByCause {
			causes.Merge(c.Amount)
		}
		assert.Equal(t, whole, causes.String(), name)
	}
}
