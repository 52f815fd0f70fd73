package caseload_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// classPolicy has the sample standard; everything else in it is made up.
func classPolicy(standard int32) assistance.ClassPolicy {
	return assistance.ClassPolicy{
		Standard: unit.Yuan(standard), Disposable: unit.Yuan(30_000), SpendingShare: unit.Percent(60),
		SupportLimit: unit.Yuan(20_000), AllowanceLimit: unit.Yuan(30_000), EdgeLimit: unit.Yuan(40_000), RigidLimit: unit.Yuan(40_000),
	}
}

func classBook(t testing.TB) caseload.ClassBook {
	entry := func(from string, urban, rural int32) dated.Entry[caseload.ClassStandards] {
		return dated.Entry[caseload.ClassStandards]{Area: "淮南市", From: unit.MustParseMonth(from), Published: unit.MustParseDay(from + "-01"), Document: "样例" + from,
			Parameters: caseload.ClassStandards{Urban: classPolicy(urban), Rural: classPolicy(rural)}}
	}
	b, err := dated.New(dated.Areas{City: "淮南市", Counties: counties}, []dated.Entry[caseload.ClassStandards]{entry("2022-07", 725, 708), entry("2023-07", 784, 755)}, caseload.ClassStandards.Check)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// watched is a household of two whose year was like its month.
func watched(id, county, township string, a assistance.Area, income int32) caseload.Watched {
	return caseload.Watched{ID: id, County: county, Township: township, Area: a,
		Applicant: assistance.Applicant{Members: 2, Income: unit.Yuan(income), YearIncome: unit.Yuan(12 * income)}}
}

func watchOf(t testing.TB, within int32) caseload.Watch {
	return caseload.Watch{Book: classBook(t), Last: unit.MustParseMonth("2023-06"), This: unit.MustParseMonth("2023-07"), Within: unit.Yuan(within)}
}

// TestMonitoringByHand: standards 725 and 708 in June, 784 and 755 in July; for two persons in town
// 1450 and 1568 for the allowance, 2175 and 2352 for its edge; in the country 1416 and 1510, 2124 and 2265.
func TestMonitoringByHand(t *testing.T) {
	urban, rural := assistance.Urban, assistance.Rural
	rich := watched("户6", "寿县", "寿春镇", rural, 1_000)
	rich.Applicant.Property = unit.Yuan(60_001)
	last := []caseload.Watched{
		watched("户1", "田家庵区", "舜耕镇", urban, 1_500),                                       // edge
		watched("户2", "田家庵区", "舜耕镇", urban, 1_400),                                       // allowance
		watched("户3", "田家庵区", "安成镇", urban, 3_000),                                       // none
		watched("户4", "寿县", "寿春镇", rural, 1_000),                                         // allowance
		watched("户5", "寿县", "寿春镇", rural, 2_200),                                         // none
		watched("户6", "寿县", "寿春镇", rural, 1_000),                                         // allowance
		watched("户7", "寿县", "正阳关镇", rural, 1_450), watched("户9", "大通区", "洛河镇", urban, 1), // edge, allowance
	}
	this := []caseload.Watched{
		watched("户1", "田家庵区", "舜耕镇", urban, 1_500), // 1500 < 1568: allowance, by the standard alone
		watched("户2", "田家庵区", "舜耕镇", urban, 1_600), // edge by income, which passes 1568 too; 32 above
		watched("户3", "田家庵区", "安成镇", urban, 2_351), // 1 below 2352: edge, by its facts
		watched("户5", "寿县", "寿春镇", rural, 2_500),   // none, though the standard alone would have: the same, not to be visited
		rich, // above the limit of property: its edge keeps it
		watched("户7", "田家庵区", "舜耕镇", urban, 1_450), // moved to town: allowance, and would have been by the standard
		watched("户8", "大通区", "洛河镇", urban, 900),    // new
		watched("户9", "大通区", "洛河镇", urban, 1),
	}
	m, err := caseload.Monitor(slices.Values(last), slices.Values(this), watchOf(t, 32))
	require.NoError(t, err)
	var got []string
	for _, v := range m.Visits {
		s := fmt.Sprint(v.County, v.Township, " ", v.ID, " ", v.Move, " ", v.Was, "→", v.Is, " standard ", v.ByStandard, " facts ", v.ByFacts)
		if v.Move == caseload.Risen {
			s += " " + v.Reason.String()
		}
		if n, ok := v.Near.Get(); ok {
			s += fmt.Sprint(" near ", n.Class, " ", n.Bound, " ", n.Gap)
		}
		got = append(got, s)
	}
	assert.Equal(t, []string{
		"大通区洛河镇 户8 reported →allowance standard false facts false",
		"寿县寿春镇 户4 unreported allowance→ standard false facts false",
		"寿县寿春镇 户6 risen allowance→edge standard false facts true property",
		"田家庵区安成镇 户3 fallen none→edge standard false facts true near edge 2352 -1",
		"田家庵区舜耕镇 户1 fallen edge→allowance standard true facts false",
		"田家庵区舜耕镇 户2 risen allowance→edge standard false facts true income near allowance 1568 32",
		"田家庵区舜耕镇 户7 fallen edge→allowance standard true facts false",
	}, got)
	assert.Equal(t, caseload.Counts{Same: 2, Fallen: 3, Risen: 2, Reported: 1, Unreported: 1, Near: 2}, m.All)
	assert.EqualValues(t, 9, m.All.Households())
	assert.Equal(t, []caseload.PlaceCounts{
		{County: "大通区", Counts: caseload.Counts{Same: 1, Reported: 1}}, {County: "寿县", Counts: caseload.Counts{Same: 1, Risen: 1, Unreported: 1}},
		{County: "田家庵区", Counts: caseload.Counts{Fallen: 3, Risen: 1, Near: 2}}}, m.ByCounty)
	assert.Len(t, m.ByTownship, 4)
}

// TestBoundsThatAHouseholdIsNear: both sides of the amount, the nearer of two, and only where the
// limit of property is kept.
func TestBoundsThatAHouseholdIsNear(t *testing.T) {
	at := func(income string, change func(a *assistance.Applicant)) string {
		h := watched("户1", "寿县", "寿春镇", assistance.Urban, 0)
		h.Applicant.Income, h.Applicant.YearIncome = unit.MustParseMoney(income), unit.Yuan(1)
		if change != nil {
			change(&h.Applicant)
		}
		m, err := caseload.Monitor(slices.Values([]caseload.Watched{}), slices.Values([]caseload.Watched{h}), watchOf(t, 100))
		require.NoError(t, err)
		n, ok := m.Visits[0].Near.Get()
		if !ok {
			return ""
		}
		return fmt.Sprint(n.Class, " ", n.Gap)
	}
	assert.Equal(t, "", at("1467.99", nil), "100.01 below 1568")
	assert.Equal(t, "allowance -100", at("1468.00", nil))
	assert.Equal(t, "allowance 0", at("1568.00", nil))
	assert.Equal(t, "allowance 100", at("1668.00", nil))
	assert.Equal(t, "", at("1668.01", nil))
	assert.Equal(t, "edge -100", at("2252.00", nil), "1.5 × 1568 = 2352")
	assert.Equal(t, "edge 99.99", at("2451.99", nil))
	assert.Equal(t, "", at("1568.00", func(a *assistance.Applicant) { a.Property = unit.MustParseMoney("60000.01") }), "too much property for the allowance")
	assert.Equal(t, "allowance 0", at("1568.00", func(a *assistance.Applicant) { a.Property = unit.Yuan(60_000) }))
	alone := func(a *assistance.Applicant) {
		a.NoWorkAbility, a.NoSupporter = true, true
		a.SupportIncome = rule.Give(unit.Yuan(1_500))
	}
	assert.Equal(t, "extreme-poverty -68", at("1700.00", alone))
	assert.Equal(t, "allowance -8", at("1560.00", alone), "the nearer of two")
	assert.Equal(t, "extreme-poverty 0", at("1568.00", func(a *assistance.Applicant) { a.NoWorkAbility, a.NoSupporter = true, true }), "of two as near, the greater need")
}

// TestMonitoringAddsUp holds random registers against a class at a time.
func TestMonitoringAddsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 2))
	w := watchOf(t, 50)
	towns := []string{"甲镇", "乙镇", "丙乡"}
	anyone := func(id int) caseload.Watched {
		h := watched(fmt.Sprintf("户%04d", id), counties[r.IntN(3)], towns[r.IntN(3)], assistance.Area(1+r.IntN(2)), int32(r.IntN(3_500)))
		h.Applicant.Property = unit.Yuan(int32(r.IntN(90_000)))
		h.Applicant.Medical = unit.Yuan(int32(r.IntN(20_000)))
		h.Applicant.NoWorkAbility, h.Applicant.NoSupporter = r.IntN(3) == 0, r.IntN(3) == 0
		return h
	}
	var last, this []caseload.Watched
	lastOf, thisOf := map[string]caseload.Watched{}, map[string]caseload.Watched{}
	for i := range 2_000 {
		h := anyone(i)
		if r.IntN(10) > 0 {
			last, lastOf[h.ID] = append(last, h), h
		}
		if r.IntN(3) == 0 {
			h = anyone(i)
		}
		if r.IntN(10) > 0 || len(lastOf) == 0 {
			this, thisOf[h.ID] = append(this, h), h
		}
	}
	r.Shuffle(len(this), func(i, j int) { this[i], this[j] = this[j], this[i] })
	m, err := caseload.Monitor(slices.Values(last), slices.Values(this), w)
	require.NoError(t, err)
	class := func(h caseload.Watched, month unit.Month) assistance.Class {
		f, err := w.Book.At(h.County, month)
		require.NoError(t, err)
		out, err := assistance.Classification.Under(f.Parameters.For(h.Area)).Eval(h.Applicant)
		require.NoError(t, err)
		return out.Class
	}
	visits := map[string]caseload.Visit{}
	for _, v := range m.Visits {
		visits[v.ID] = v
	}
	assert.Len(t, visits, len(m.Visits), "nobody stands twice")
	all := map[string]bool{}
	for id := range lastOf {
		all[id] = true
	}
	for id := range thisOf {
		all[id] = true
	}
	for id := range all {
		was, hadLast := lastOf[id]
		is, hasNow := thisOf[id]
		v, visited := visits[id]
		switch {
		case !hadLast:
			assert.Equal(t, caseload.Reported, v.Move)
			assert.Equal(t, class(is, w.This), v.Is)
		case !hasNow:
			assert.Equal(t, caseload.Unreported, v.Move)
			assert.Equal(t, class(was, w.Last), v.Was)
			assert.True(t, v.Near.IsZero())
		case class(was, w.Last) == class(is, w.This):
			assert.Equal(t, visited, !v.Near.IsZero())
		default:
			assert.Equal(t, class(was, w.Last), v.Was)
			assert.Equal(t, class(is, w.This), v.Is)
			assert.Equal(t, v.Is < v.Was, v.Move == caseload.Fallen)
			assert.True(t, v.ByStandard || v.ByFacts)
			assert.Equal(t, class(was, w.This) != v.Was, v.ByStandard)
			assert.Equal(t, v.Move == caseload.Risen, v.Reason != 0 && v.Reason != assistance.ReasonMet)
		}
	}
	assert.EqualValues(t, len(all), m.All.Households())
	var byTown, byCounty, near int64
	for _, c := range m.ByTownship {
		byTown += c.Households()
	}
	for _, c := range m.ByCounty {
		byCounty += c.Households()
		near += c.Near
	}
	assert.Equal(t, []int64{m.All.Households(), m.All.Households(), m.All.Near}, []int64{byTown, byCounty, near})
	assert.True(t, slices.IsSortedFunc(m.Visits, func(a, b caseload.Visit) int {
		return slices.Compare([]string{a.County, a.Township, a.ID}, []string{b.County, b.Township, b.ID})
	}))
}

func TestMonitoringRefuses(t *testing.T) {
	one := []caseload.Watched{watched("户1", "寿县", "寿春镇", assistance.Urban, 900)}
	with := func(change func(h *caseload.Watched)) []caseload.Watched {
		h := watched("户2", "寿县", "寿春镇", assistance.Urban, 900)
		change(&h)
		return []caseload.Watched{one[0], h}
	}
	for name, c := range map[string]struct {
		last, this []caseload.Watched
		code       rule.Code
		zh         string
	}{
		"a county":      {one, with(func(h *caseload.Watched) { h.County = "外县" }), rule.Invalid, "本月名单第2行（户2）："},
		"no area":       {with(func(h *caseload.Watched) { h.Area = 0 }), one, rule.Missing, "上月名单第2行（户2）："},
		"no members":    {one, with(func(h *caseload.Watched) { h.Applicant.Members = 0 }), rule.Range, "本月名单第2行"},
		"no id":         {one, with(func(h *caseload.Watched) { h.ID = "" }), rule.Missing, "本月名单第2行"},
		"no id before":  {with(func(h *caseload.Watched) { h.ID = "" }), one, rule.Missing, "上月名单第2行"},
		"twice":         {one, with(func(h *caseload.Watched) { h.ID = "户1" }), rule.Duplicate, "户编号重复"},
		"twice before":  {with(func(h *caseload.Watched) { h.ID = "户1" }), one, rule.Duplicate, "上月名单第2行（户1）"},
		"no standard":   {with(func(h *caseload.Watched) { h.Applicant.Income = unit.Yuan(-1) }), one, rule.Range, "上月名单第2行"},
		"too many fen":  {one, with(func(h *caseload.Watched) { h.Applicant.Living, h.Applicant.Medical = most, most }), rule.Range, "本月名单第2行"},
		"GBK of the id": {one, with(func(h *caseload.Watched) { h.ID = "\xb0" }), rule.Syntax, "本月名单第2行"},
	} {
		_, err := caseload.Monitor(slices.Values(c.last), slices.Values(c.this), watchOf(t, 0))
		require.ErrorIs(t, err, c.code, name)
		var row *caseload.ListError
		require.ErrorAs(t, err, &row, name)
		assert.Contains(t, row.In(rule.Chinese), c.zh, name)
	}
	for name, c := range map[string]struct {
		last iter.Seq[caseload.Watched]
		w    func(w *caseload.Watch)
		code rule.Code
	}{
		"no list":      {nil, func(*caseload.Watch) {}, rule.Missing},
		"no month":     {slices.Values(one), func(w *caseload.Watch) { w.Last = unit.Month{} }, rule.Missing},
		"no this":      {slices.Values(one), func(w *caseload.Watch) { w.This = unit.Month{} }, rule.Missing},
		"out of order": {slices.Values(one), func(w *caseload.Watch) { w.Last = w.This }, rule.Range},
		"below zero":   {slices.Values(one), func(w *caseload.Watch) { w.Within = unit.Yuan(-1) }, rule.Range},
		"no book":      {slices.Values(one), func(w *caseload.Watch) { w.Book = caseload.ClassBook{} }, rule.NotWhole},
		"before it":    {slices.Values(one), func(w *caseload.Watch) { w.Last = unit.MustParseMonth("2022-06") }, rule.Range},
	} {
		w := watchOf(t, 0)
		c.w(&w)
		_, err := caseload.Monitor(c.last, slices.Values(one), w)
		assert.ErrorIs(t, err, c.code, name)
	}
	assert.Zero(t, caseload.ClassStandards{}.For(0))
	assert.ErrorIs(t, caseload.ClassStandards{}.Check(), rule.Missing)
	var h caseload.Watched
	assert.ErrorIs(t, h.UnmarshalJSON([]byte(`{"id":"户1"}`)), rule.Missing)
}

var most = unit.MustParseMoney("90071992547409.91")

// TestAMoveFromACountyWithoutStandardsBlamesLastMonthsRow: what cannot be decided is last month's household under this
// month's standards.
func TestAMoveFromACountyWithoutStandardsBlamesLastMonthsRow(t *testing.T) {
	entry := func(area, until string) dated.Entry[caseload.ClassStandards] {
		e := dated.Entry[caseload.ClassStandards]{Area: area, From: unit.MustParseMonth("2022-07"), Published: unit.MustParseDay("2022-07-01"), Document: "样例" + area,
			Parameters: caseload.ClassStandards{Urban: classPolicy(725), Rural: classPolicy(708)}}
		if until != "" {
			e.Until = unit.MustParseMonth(until)
		}
		return e
	}
	book, err := dated.New(dated.Areas{City: "淮南市", Counties: counties}, []dated.Entry[caseload.ClassStandards]{entry("淮南市", ""), entry("寿县", "2023-06")})
	require.NoError(t, err)
	w := watchOf(t, 0)
	w.Book = book
	last := []caseload.Watched{watched("户1", "田家庵区", "舜耕镇", assistance.Urban, 1_000), watched("户2", "寿县", "寿春镇", assistance.Rural, 1_000)}
	this := []caseload.Watched{watched("户2", "田家庵区", "舜耕镇", assistance.Urban, 1_500)}
	_, err = caseload.Monitor(slices.Values(last), slices.Values(this), w)
	var list *caseload.ListError
	require.ErrorAs(t, err, &list)
	assert.Equal(t, "last", list.List)
	assert.Equal(t, 1, list.Row)
	assert.Equal(t, "户2", list.ID)
	assert.ErrorIs(t, err, rule.Range)
	assert.Contains(t, list.In(rule.Chinese), "上月名单第2行（户2）")
}

func TestFaultsOfStandardsNameTheSideInWords(t *testing.T) {
	bad := caseload.ClassStandards{Urban: classPolicy(700), Rural: classPolicy(0)}
	f := rule.Faults(bad.Check())
	require.Len(t, f, 1)
	assert.Equal(t, "rural.standard", f[0].Field)
	assert.Contains(t, f.In(rule.Chinese), "农村 ")
	assert.NotContains(t, f.In(rule.Chinese), "rural")
	town := twoSides(0, 700)
	f = rule.Faults(town.Check())
	require.Len(t, f, 1)
	assert.Equal(t, "urban.standard", f[0].Field)
	assert.Contains(t, f.In(rule.Chinese), "城市 ")
	assert.NotContains(t, f.In(rule.Chinese), "urban")
	assert.Contains(t, f.In(rule.English), "urban ")
}

// TestBlanksMakeNoOtherPlace: a county or township with blanks around its name is the same place, in either list.
func TestBlanksMakeNoOtherPlace(t *testing.T) {
	a := assistance.Rural
	last := []caseload.Watched{watched("户1", "寿县　", "寿春镇", a, 1_000), watched("户2", "寿县", "寿春镇 ", a, 1_000), watched("户3", " 寿县", "\u00a0寿春镇", a, 1_000)}
	this := []caseload.Watched{watched("户1", "寿县", "寿春镇\t", a, 5_000), watched("户2", "\n寿县", "寿春镇", a, 5_000)}
	m, err := caseload.Monitor(slices.Values(last), slices.Values(this), watchOf(t, 0))
	require.NoError(t, err)
	want := caseload.Counts{Risen: 2, Unreported: 1}
	assert.Equal(t, []caseload.PlaceCounts{{County: "寿县", Counts: want}}, m.ByCounty)
	assert.Equal(t, []caseload.PlaceCounts{{County: "寿县", Township: "寿春镇", Counts: want}}, m.ByTownship)
	for i, v := range m.Visits {
		assert.Equal(t, []string{"寿县", "寿春镇", fmt.Sprintf("户%d", i+1)}, []string{v.County, v.Township, v.ID})
	}
}
