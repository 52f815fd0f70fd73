package dated_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var areas = dated.Areas{City: "样例市", Counties: []string{"甲县", "乙县"}}

// on is an entry of a made-up document.
func on(area, from, published, document string, yuan int32) dated.Entry[Fuel] {
	return dated.Entry[Fuel]{Area: area, From: unit.MustParseMonth(from), Published: unit.MustParseDay(published), Document: document, Parameters: Fuel{Amount: unit.Yuan(yuan)}}
}

func until(e dated.Entry[Fuel], last string) dated.Entry[Fuel] {
	e.Until = unit.MustParseMonth(last)
	return e
}

// sample is a city with two standards and a county that sets its own from 2023 on.
func sample() []dated.Entry[Fuel] {
	return []dated.Entry[Fuel]{
		on("样例市", "2021-11", "2021-10-20", "样例办〔2021〕1号", 200),
		on("样例市", "2022-11", "2022-10-18", "样例办〔2022〕5号", 220),
		until(on("甲县", "2023-11", "2023-12-05", "甲政办〔2023〕8号", 260), "2024-03"),
	}
}

func book(t testing.TB, entries ...dated.Entry[Fuel]) dated.Book[Fuel] {
	t.Helper()
	b, err := dated.New(areas, entries)
	require.NoError(t, err)
	return b
}

func TestAtGivesTheEntryAndWhy(t *testing.T) {
	b := book(t, sample()...)
	for _, c := range []struct {
		area, month, document, zh string
		by                        dated.By
	}{
		{"样例市", "2021-11", "样例办〔2021〕1号", "样例市本地标准：样例办〔2021〕1号（2021-10-20公布），2021-11至2022-10", dated.Own},
		{"样例市", "2022-10", "样例办〔2021〕1号", "", dated.Own},
		{"样例市", "2022-11", "样例办〔2022〕5号", "样例市本地标准：样例办〔2022〕5号（2022-10-18公布），自2022-11起", dated.Own},
		{"样例市", "2199-12", "样例办〔2022〕5号", "", dated.Own},
		{"乙县", "2022-11", "样例办〔2022〕5号", "乙县当月无本地标准，适用样例市标准：样例办〔2022〕5号（2022-10-18公布），自2022-11起", dated.City},
		{"甲县", "2023-10", "样例办〔2022〕5号", "甲县当月无本地标准，适用样例市标准：样例办〔2022〕5号（2022-10-18公布），2022-11至2023-10", dated.City},
		{"甲县", "2023-11", "甲政办〔2023〕8号", "甲县本地标准：甲政办〔2023〕8号（2023-12-05公布），2023-11至2024-03", dated.Own},
		{"甲县", "2024-03", "甲政办〔2023〕8号", "", dated.Own},
	} {
		f, err := b.At(c.area, unit.MustParseMonth(c.month))
		require.NoError(t, err, c)
		assert.Equal(t, c.document, f.Document, c)
		assert.Equal(t, c.by, f.By, c)
		if c.zh != "" {
			assert.Equal(t, c.zh, f.Why().ZH)
		}
		assert.NotEqual(t, f.Why().ZH, f.Why().EN)
	}
	assert.Equal(t, []string{"own", "city", "本地标准", "全市标准"}, []string{dated.Own.String(), dated.City.String(), dated.Own.Label().ZH, dated.City.Label().ZH})
	assert.True(t, sample()[2].ReachesBack())
	assert.False(t, sample()[1].ReachesBack())
}

func TestOutsideItsMonthsIsAnError(t *testing.T) {
	b := book(t, sample()...)
	for _, c := range []struct {
		b           dated.Book[Fuel]
		area, month string
		code        rule.Code
		zh          string
	}{
		{b, "样例市", "2021-10", rule.Range, "样例市的标准自2021-11起才有"},
		{b, "甲县", "2024-04", rule.Range, "甲县的甲政办〔2023〕8号止于2024-03：请补上其后的条目"},
		{b, "丙县", "2023-01", rule.Invalid, "不在地区清单中：请核对名称，应为样例市、甲县、乙县"},
		{b, "", "2023-01", rule.Missing, ""},
		{b.AsKnownOn(unit.MustParseDay("2020-01-01")), "甲县", "2023-01", rule.Range, "截至2020-01-01公布的文件中，甲县没有任何标准"},
		{b.AsKnownOn(unit.Day{}), "甲县", "2023-01", rule.Range, "甲县没有任何标准"},
		{dated.Book[Fuel]{}, "甲县", "2023-01", rule.NotWhole, "请用dated.New编制"},
		{dated.Book[Fuel]{}.AsKnownOn(unit.MustParseDay("2020-01-01")), "甲县", "2023-01", rule.NotWhole, ""},
	} {
		f, err := c.b.At(c.area, unit.MustParseMonth(c.month))
		require.ErrorIs(t, err, c.code, c)
		assert.Zero(t, f)
		assert.Contains(t, rule.Faults(err).In(rule.Chinese), c.zh)
		helpful(t, err)
	}
	_, err := b.At("甲县", unit.Month{})
	assert.ErrorIs(t, err, rule.Missing)
}

// helpful wants each fault to say what and why in both languages.
func helpful(t *testing.T, err error) {
	t.Helper()
	for _, f := range rule.Faults(err) {
		assert.NotEmpty(t, f.Reason.ZH)
		assert.NotEmpty(t, f.Reason.EN)
		assert.NotEqual(t, f.Reason.ZH, f.Reason.EN)
	}
}

func TestWhatIsUnclearIsRefused(t *testing.T) {
	first := on("样例市", "2022-01", "2021-12-01", "一号", 1)
	with := func(more ...dated.Entry[Fuel]) []dated.Entry[Fuel] {
		return append([]dated.Entry[Fuel]{first}, more...)
	}
	bad := func(change func(e *dated.Entry[Fuel])) []dated.Entry[Fuel] {
		e := first
		change(&e)
		return []dated.Entry[Fuel]{e}
	}
	for name, c := range map[string]struct {
		areas   dated.Areas
		entries []dated.Entry[Fuel]
		code    rule.Code
		field   string
		zh      string
	}{
		"no areas":              {dated.Areas{}, with(), rule.Missing, "areas", "请列出市和县区"},
		"an area twice":         {dated.Areas{City: "样例市", Counties: []string{"甲县", "样例市"}}, with(), rule.Duplicate, "areas.counties[1]", "样例市：地区重复"},
		"an area unnamed":       {dated.Areas{City: "样例市", Counties: []string{""}}, with(), rule.Missing, "areas.counties[0]", ""},
		"blanks":                {dated.Areas{City: "样例市 "}, with(), rule.Invalid, "areas.city", "首尾有空格"},
		"GBK":                   {dated.Areas{Counties: []string{"\xb0\xa1"}}, with(), rule.Syntax, "areas.counties[0]", "UTF-8"},
		"no entries":            {areas, nil, rule.Missing, "entries", "至少给出一条"},
		"unknown area":          {areas, bad(func(e *dated.Entry[Fuel]) { e.Area = "丙县" }), rule.Invalid, "entries[0].area", "第1条（丙县 2022-01 一号） 适用地区：丙县：不在地区清单中"},
		"no area":               {areas, bad(func(e *dated.Entry[Fuel]) { e.Area = "" }), rule.Missing, "entries[0].area", ""},
		"no month":              {areas, bad(func(e *dated.Entry[Fuel]) { e.From = unit.Month{} }), rule.Missing, "entries[0].from", "起始月份"},
		"no day":                {areas, bad(func(e *dated.Entry[Fuel]) { e.Published = unit.Day{} }), rule.Missing, "entries[0].published", "公布日期"},
		"no document":           {areas, bad(func(e *dated.Entry[Fuel]) { e.Document = "" }), rule.Missing, "entries[0].document", "文号"},
		"document in blanks":    {areas, bad(func(e *dated.Entry[Fuel]) { e.Document = " 一号" }), rule.Invalid, "entries[0].document", "请去掉"},
		"document that turns":   {areas, bad(func(e *dated.Entry[Fuel]) { e.Document = "甲\u202e乙" }), rule.Invalid, "entries[0].document", "甲?乙：第2个字符是不可见的控制或格式字符（U+202E）：请删去"},
		"document in two lines": {areas, bad(func(e *dated.Entry[Fuel]) { e.Document = "甲\n乙" }), rule.Invalid, "entries[0].document", "U+000A"},
		"area with a separator": {dated.Areas{City: "样例\u2028市"}, with(), rule.Invalid, "areas.city", "U+2028"},
		"source in GBK":         {areas, bad(func(e *dated.Entry[Fuel]) { e.Source = "\xb0" }), rule.Syntax, "entries[0].source", "出处"},
		"ends before":           {areas, bad(func(e *dated.Entry[Fuel]) { e.Until = unit.MustParseMonth("2021-12") }), rule.Range, "entries[0].until", "不得早于起始月份2022-01"},
		"the same day":          {areas, with(on("样例市", "2022-01", "2021-12-01", "二号", 2)), rule.Duplicate, "entries[1].published", "同日公布的还有一号"},
		"a document twice":      {areas, with(on("样例市", "2022-01", "2021-12-02", "一号", 2)), rule.Duplicate, "entries[1].document", "同一文件"},
		"begins before, published later": {areas, with(on("样例市", "2021-10", "2022-03-01", "二号", 2)), rule.Invalid, "entries[1].until",
			"第2条（样例市 2021-10 二号） 截止月份：与一号（2022-01起，公布在前）重叠，该月起适用哪一条不明：请填截止月份（至迟2021-12）；若该月起也由本文件规定，请另加一条，起始月份为2022-01"},
		"reaches into another of the day": {areas, with(until(on("样例市", "2021-10", "2021-12-01", "二号", 2), "2022-01")), rule.Invalid, "entries[1].until", "与同日公布的一号（2022-01起）重叠：截止月份至迟为2021-12，或不填"},
		"a gap": {areas, []dated.Entry[Fuel]{until(first, "2022-03"), on("样例市", "2022-06", "2022-04-01", "二号", 2)}, rule.Missing, "entries[1].from",
			"第2条（样例市 2022-06 二号） 起始月份：2022-06：此前2022-04至2022-05没有标准：样例市的一号止于2022-03"},
		"a gap between city and county": {areas, []dated.Entry[Fuel]{until(first, "2022-03"), on("甲县", "2022-05", "2022-04-01", "二号", 2)}, rule.Missing, "entries[1].from", "此前2022-04至2022-04没有标准"},
		"nobody's parameters":           {areas, bad(func(e *dated.Entry[Fuel]) { e.Parameters.Amount = unit.Yuan(0) }), rule.Missing, "entries[0].parameters.amount", "第1条 每户补助（元）"},
	} {
		b, err := dated.New(c.areas, c.entries, func(p Fuel) error { return FuelAid.Under(p).Err() })
		require.ErrorIs(t, err, c.code, name)
		assert.Empty(t, b.Areas())
		f := rule.Faults(err)
		require.Len(t, f, 1, name)
		assert.Equal(t, c.field, f[0].Field, name)
		assert.Contains(t, f.In(rule.Chinese), c.zh, name)
		assert.NotContains(t, f.In(rule.English), "第", name)
		helpful(t, err)
	}
	// Every bad entry is named at once.
	_, err := dated.New(areas, []dated.Entry[Fuel]{{}, {Area: "丁县"}})
	assert.Len(t, rule.Faults(err), 8)
	_, err = dated.New(areas, sample(), func(Fuel) error { return errors.New("nobody's") })
	assert.Len(t, rule.Faults(err), 3)
	assert.Contains(t, err.Error(), "nobody's")
}

// TestACorrectionThatReachesBack: what a refused overlap asks for makes the book whole.
func TestACorrectionThatReachesBack(t *testing.T) {
	first := on("样例市", "2022-01", "2021-12-01", "一号", 1)
	back := on("样例市", "2021-10", "2022-03-01", "二号", 2)
	again := on("样例市", "2022-01", "2022-03-01", "二号", 2)
	for name, c := range map[string]struct {
		entries []dated.Entry[Fuel]
		want    string // in 2022-01, known in full
	}{
		"only before":  {[]dated.Entry[Fuel]{first, until(back, "2021-12")}, "一号"},
		"from then on": {[]dated.Entry[Fuel]{first, back, again}, "二号"},
	} {
		b := book(t, c.entries...)
		f, err := b.At("乙县", unit.MustParseMonth("2022-01"))
		require.NoError(t, err)
		assert.Equal(t, c.want, f.Document, name)
		f, err = b.At("乙县", unit.MustParseMonth("2021-11"))
		require.NoError(t, err)
		assert.Equal(t, "二号", f.Document, name)
		then := b.AsKnownOn(unit.MustParseDay("2022-02-28"))
		f, err = then.At("乙县", unit.MustParseMonth("2022-01"))
		require.NoError(t, err)
		assert.Equal(t, "一号", f.Document, name)
		_, err = then.At("乙县", unit.MustParseMonth("2021-11"))
		assert.ErrorIs(t, err, rule.Range)
		assert.Len(t, then.Entries(), 1)
		assert.Equal(t, then, then.AsKnownOn(unit.MustParseDay("2023-01-01")).AsKnownOn(unit.MustParseDay("2022-02-28")), "what was not known stays unknown")
	}
}

func TestCoverageWarnsBeforeATableEnds(t *testing.T) {
	b := book(t, sample()...)
	c, err := b.Coverage("甲县")
	require.NoError(t, err)
	assert.Equal(t, dated.Coverage{Area: "甲县", First: unit.MustParseMonth("2021-11"), Last: unit.MustParseMonth("2024-03"), Parts: []dated.Part{
		{unit.MustParseMonth("2021-11"), unit.MustParseMonth("2022-10"), "样例办〔2021〕1号", "样例市"},
		{unit.MustParseMonth("2022-11"), unit.MustParseMonth("2023-10"), "样例办〔2022〕5号", "样例市"},
		{unit.MustParseMonth("2023-11"), unit.MustParseMonth("2024-03"), "甲政办〔2023〕8号", "甲县"},
	}}, c)
	for today, zh := range map[string]string{
		"2023-12": "", "2024-01": "甲县的标准2个月后（2024-03）到期（甲政办〔2023〕8号）：请补上其后的条目",
		"2024-03": "甲县的标准本月（2024-03）到期", "2024-04": "甲县的标准已于2024-03到期",
	} {
		w := c.Warning(unit.MustParseMonth(today), 2)
		assert.Contains(t, w.ZH, zh, today)
		assert.Equal(t, zh == "", w.IsZero(), today)
		assert.Equal(t, w.ZH == "", w.EN == "", today)
		assert.Len(t, b.Warnings(unit.MustParseMonth(today), 2), len(strings.Fields(w.ZH)), today)
	}
	open, err := b.Coverage("乙县")
	require.NoError(t, err)
	assert.True(t, open.IsOpen())
	assert.True(t, open.Warning(unit.MustParseMonth("2199-12"), 1_000).IsZero())
	assert.True(t, c.Warning(unit.Month{}, 1_000).IsZero())
	_, err = b.Coverage("丙县")
	assert.ErrorIs(t, err, rule.Invalid)
	_, err = b.AsKnownOn(unit.MustParseDay("2020-01-01")).Coverage("甲县")
	assert.ErrorIs(t, err, rule.Range)
	assert.Len(t, b.AsKnownOn(unit.MustParseDay("2020-01-01")).Warnings(unit.MustParseMonth("2022-01"), 0), 3)
	_, err = dated.Book[Fuel]{}.Coverage("甲县")
	assert.ErrorIs(t, err, rule.NotWhole)
}

// TestADecisionStaysAsItWasKnown: a notice that reaches back changes what holds, and nothing
// of what was decided before it was known.
func TestADecisionStaysAsItWasKnown(t *testing.T) {
	decided := unit.MustParseDay("2023-11-30")
	november := rule.Subject{Case: "户1", Month: unit.MustParseMonth("2023-11")}
	record := func(b dated.Book[Fuel]) string {
		f, err := b.At("甲县", november.Month)
		require.NoError(t, err)
		d, err := dated.Under(FuelAid, f).Explain(Home{Persons: 4})
		require.NoError(t, err)
		raw, err := d.For(november).AppendJSON(nil)
		require.NoError(t, err)
		return string(raw)
	}
	before := book(t, sample()[:2]...)
	after := book(t, sample()...)
	was := record(before.AsKnownOn(decided))
	assert.Equal(t, was, record(after.AsKnownOn(decided)))
	is := record(after)
	assert.NotEqual(t, was, is)
	assert.Contains(t, was, `"origins":[{"path":"amount","from":"notice","notice":"样例办〔2022〕5号","since":"2022-11"}],"notices":[{"document":"样例办〔2022〕5号","area":"样例市","for":"甲县",`)
	assert.Contains(t, is, `"notices":[{"document":"甲政办〔2023〕8号","area":"甲县","since":"2023-11","until":"2024-03","published":"2023-12-05","gives":{"amount":"260.00"}}]`)
	c, err := rule.NewCatalog(FuelAid)
	require.NoError(t, err)
	c = c.WithGazettes(after)
	for _, rec := range []string{was, is} {
		report, err := c.Replay([]byte(rec))
		require.NoError(t, err)
		assert.True(t, report.Holds(), report.Differences)
		assert.Empty(t, report.Unconfirmed)
	}
	for _, edit := range []struct{ old, new, path string }{
		{"〔2022〕5号", "〔2022〕6号", "notices[0].document"},
		{`"published":"2022-10-18"`, `"published":"2022-10-19"`, "notices[0].published"},
		{`"since":"2022-11"`, `"since":"2022-10"`, "notices[0].since"},
		{`"amount":"220.00"`, `"amount":"221.00"`, "notices[0].gives"},
		{`"for":"甲县"`, `"for":"丙县"`, "notices[0].document"},
		{`"subject":{"case":"户1","month":"2023-11"}`, `"subject":{"case":"户1","month":"2022-10"}`, "notices[0].document"},
		{`"published":"2022-10-18"`, `"until":"2024-10","published":"2022-10-18"`, "digests.record"},
	} {
		altered := strings.ReplaceAll(was, edit.old, edit.new)
		require.NotEqual(t, was, altered)
		report, err := c.Replay([]byte(altered))
		require.NoError(t, err)
		assert.False(t, report.Holds())
		var paths []string
		for _, d := range report.Differences {
			paths = append(paths, d.Path)
		}
		assert.Contains(t, paths, edit.path)
	}
	n, err := after.At("甲县", november.Month)
	require.NoError(t, err)
	other := n.Notice()
	assert.NoError(t, after.Confirm(other, unit.Month{}))
	other.For = "乙县"
	assert.ErrorIs(t, after.Confirm(other, unit.Month{}), rule.Invalid)
	other.Gives = []byte(` { "amount" : "260.00" } `)
	other.For = ""
	assert.NoError(t, after.Confirm(other, november.Month), "as a database gives it back")
	assert.ErrorIs(t, dated.Book[Fuel]{}.Confirm(other, november.Month), rule.Missing)
}

func TestAtDoesNotAllocate(t *testing.T) {
	b := book(t, sample()...)
	m := unit.MustParseMonth("2023-10")
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		f, err := b.At("甲县", m)
		if err != nil || f.Parameters.Amount != unit.Yuan(220) {
			t.Fatal(f, err)
		}
	}))
}

// TestABookCannotBeChanged: lists in parameters are copied in and out.
func TestABookCannotBeChanged(t *testing.T) {
	type tiers struct {
		Tiers []unit.Money `json:"tiers"`
	}
	list := []unit.Money{unit.Yuan(1), unit.Yuan(2)}
	names := []string{"甲县"}
	e := dated.Entry[tiers]{Area: "甲县", From: month(0), Published: day(0), Document: "一号", Parameters: tiers{list}}
	b, err := dated.New(dated.Areas{Counties: names}, []dated.Entry[tiers]{e})
	require.NoError(t, err)
	list[0], names[0] = unit.Yuan(9), "乙县"
	f, err := b.At("甲县", month(5))
	require.NoError(t, err)
	f.Parameters.Tiers[1] = unit.Yuan(9)
	b.Entries()[0].Parameters.Tiers[1] = unit.Yuan(9)
	b.Areas()[0] = "丙县"
	f, err = b.At("甲县", month(5))
	require.NoError(t, err)
	assert.Equal(t, []unit.Money{unit.Yuan(1), unit.Yuan(2)}, f.Parameters.Tiers)
	assert.Equal(t, `{"tiers":["1.00","2.00"]}`, string(f.Notice().Gives))
}

func TestABookOfOtherParameters(t *testing.T) {
	type both struct {
		Town    Fuel `json:"town"`
		Country Fuel `json:"country"`
	}
	b := book(t, sample()...)
	wide, err := dated.Map(b, func(p Fuel) (both, error) { return both{p, Fuel{Amount: p.Amount, Extra: unit.Yuan(5)}}, nil }, "town", "country.amount")
	require.NoError(t, err)
	f, err := wide.At("乙县", unit.MustParseMonth("2023-01"))
	require.NoError(t, err)
	assert.Equal(t, `{"town":{"amount":"220.00"},"country":{"amount":"220.00"}}`, string(f.Notice().Gives))
	country, err := dated.Within(wide, "country", func(p both) Fuel { return p.Country })
	require.NoError(t, err)
	g, err := country.At("乙县", unit.MustParseMonth("2023-01"))
	require.NoError(t, err)
	d, err := dated.Under(FuelAid, g).Explain(Home{Persons: 5})
	require.NoError(t, err)
	assert.Equal(t, "230.00", d.Answer.Subsidy.String())
	assert.Equal(t, []rule.From{rule.FromNotice, rule.FromCaller}, []rule.From{d.Origins[0].From, d.Origins[1].From}, "the document gives only the amount")
	assert.NoError(t, country.Confirm(g.Notice(), unit.MustParseMonth("2023-01")))

	_, err = dated.Map(b, func(p Fuel) (both, error) { return both{}, nil }, "town.amounts")
	assert.ErrorIs(t, err, rule.UnknownField)
	_, err = dated.Map(b, func(p Fuel) (both, error) { return both{}, rule.Invalid })
	assert.ErrorIs(t, err, rule.Invalid)
	assert.Contains(t, err.Error(), "entries[2]")
	_, err = dated.Within(wide, "country.amount", func(p both) Fuel { return p.Country })
	assert.ErrorIs(t, err, rule.UnknownField)
	_, err = dated.Map(dated.Book[Fuel]{}, func(p Fuel) (Fuel, error) { return p, nil })
	assert.ErrorIs(t, err, rule.NotWhole)
}

func BenchmarkAt(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	names := dated.Areas{City: "样例市", Counties: []string{"田家庵区", "大通区", "谢家集区", "八公山区", "潘集区", "凤台县", "寿县"}}
	var entries []dated.Entry[Fuel]
	for _, area := range []string{"样例市", "凤台县", "寿县"} {
		for y := range 20 {
			entries = append(entries, dated.Entry[Fuel]{Area: area, From: month(12 * y), Published: day(12 * y), Document: "一号", Parameters: Fuel{Amount: unit.Yuan(int32(y + 1))}})
		}
	}
	book, err := dated.New(names, entries)
	if err != nil {
		b.Fatal(err)
	}
	type question struct {
		area string
		m    unit.Month
	}
	asked := make([]question, 1<<17)
	for i := range asked {
		asked[i] = question{names.Counties[r.IntN(7)], month(r.IntN(300))}
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		q := &asked[i&(1<<17-1)]
		if _, err := book.At(q.area, q.m); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// TestManyEntriesOfOneMonthAreRefusedInTime: each is held against its neighbour and not against all others.
func TestManyEntriesOfOneMonthAreRefusedInTime(t *testing.T) {
	const n = 30_000
	for name, change := range map[string]func(i int, e *dated.Entry[Fuel]){
		"one day": func(i int, e *dated.Entry[Fuel]) { e.Document = strconv.Itoa(i) },
		"one document": func(i int, e *dated.Entry[Fuel]) {
			e.Published = unit.MustParseDay(fmt.Sprintf("%04d-%02d-%02d", 1900+i/336, 1+i/28%12, 1+i%28))
		},
	} {
		list := make([]dated.Entry[Fuel], n)
		for i := range list {
			list[i] = on("样例市", "2022-01", "2021-12-01", "一号", 1)
			change(i, &list[i])
		}
		_, err := dated.New(areas, list)
		require.ErrorIs(t, err, rule.Duplicate, name)
		f := rule.Faults(err)
		assert.Len(t, f, 101, name)
		assert.Equal(t, strconv.Itoa(n-1-100), f[100].Value, name)
	}
}
