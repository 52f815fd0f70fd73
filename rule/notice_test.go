package rule_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// cityNotice gives two of the parameters of Relief.
func cityNotice() rule.Notice {
	return rule.Notice{
		Document: "样例〔2023〕1号", Area: "淮南市", For: "寿县", Since: unit.MustParseMonth("2023-07"), Published: unit.MustParseDay("2023-06-20"),
		Gives: []byte(`{"standard":{"rural":"755.00","urban":"784.00"},"share":"70%","rounding":"up/yuan"}`),
	}
}

func noticedPolicy() ReliefPolicy {
	return ReliefPolicy{Standard: Standard{Rural: unit.Yuan(755), Urban: unit.Yuan(784)}, Share: unit.MustParseRate("70%")}
}

func noticedRecord(t testing.TB) string {
	t.Helper()
	d, err := Relief.UnderNotice(noticedPolicy(), cityNotice()).Explain(household())
	require.NoError(t, err)
	record, err := d.For(rule.Subject{Month: unit.MustParseMonth("2023-09")}).AppendJSON(nil)
	require.NoError(t, err)
	return string(record)
}

func TestADocumentIsTheOriginOfWhatItGives(t *testing.T) {
	d, err := Relief.UnderNotice(noticedPolicy(), cityNotice()).Explain(household())
	require.NoError(t, err)
	from := map[string]rule.Origin{}
	for _, o := range d.Origins {
		from[o.Path] = o
	}
	since := unit.MustParseMonth("2023-07")
	assert.Equal(t, rule.Origin{Path: "standard.rural", From: rule.FromNotice, Notice: "样例〔2023〕1号", Since: since}, from["standard.rural"])
	assert.Equal(t, rule.Origin{Path: "share", From: rule.FromNotice, Plan: "60%", Notice: "样例〔2023〕1号", Since: since}, from["share"])
	assert.Equal(t, rule.FromNotice, from["rounding"].From, "given, though it is the library's default too")
	assert.Equal(t, "样例〔2023〕1号 自2023-07", from["standard.rural"].In(rule.Chinese))
	assert.Equal(t, "样例〔2023〕1号 from 2023-07 (the plan's is 60%)", from["share"].In(rule.English))
	text := d.Text(rule.Chinese)
	assert.Contains(t, text, "农村标准（元）: 755.00  样例〔2023〕1号 自2023-07\n")
	assert.Contains(t, text, "标准文件\n  样例〔2023〕1号 自2023-07  淮南市  2023-06-20公布  寿县当月无本地标准，适用淮南市标准\n")
	assert.Contains(t, d.Text(rule.English), "寿县 has no standard of its own then and follows 淮南市")

	// What was changed after it was taken from the document is the caller's, and says so.
	other := noticedPolicy()
	other.Standard.Urban = unit.Yuan(790)
	other.Share = unit.MustParseRate("60%")
	d, err = Relief.UnderNotice(other, cityNotice()).Explain(household())
	require.NoError(t, err)
	for _, o := range d.Origins {
		switch o.Path {
		case "standard.urban":
			assert.Equal(t, rule.Origin{Path: o.Path, From: rule.FromCaller, Notice: "样例〔2023〕1号", Since: since, Announced: "784.00"}, o)
			assert.Equal(t, "非样例〔2023〕1号规定值（文件为784.00）", o.In(rule.Chinese))
			assert.Equal(t, "not the value of 样例〔2023〕1号 (which is 784.00)", o.In(rule.English))
		case "share":
			assert.Equal(t, rule.FromPlan, o.From, "the plan's own value is the plan's")
		}
	}

	// Under forgets the documents: the parameters are then the caller's.
	plain, err := Relief.UnderNotice(noticedPolicy(), cityNotice()).Under(noticedPolicy()).Explain(household())
	require.NoError(t, err)
	assert.Empty(t, plain.Notices)
	record, err := plain.AppendJSON(nil)
	require.NoError(t, err)
	assert.NotContains(t, string(record), "notice")
	first, err := Relief.UnderNotice(noticedPolicy(), cityNotice()).Explain(household())
	require.NoError(t, err)
	a, err := plain.Digests()
	require.NoError(t, err)
	b, err := first.Digests()
	require.NoError(t, err)
	assert.Equal(t, a.Decision, b.Decision, "the documents are no part of a decision's identity")
	assert.NotEqual(t, a.Record, b.Record)
}

func TestOfTwoDocumentsTheFirstThatFitsCounts(t *testing.T) {
	older := cityNotice()
	older.Document, older.Gives = "样例〔2022〕1号", []byte(`{"standard":{"rural":"708.00"}}`)
	share := cityNotice()
	share.Document, share.Gives = "样例〔2021〕9号", []byte(`{"share":"70%"}`)
	d, err := Relief.UnderNotice(noticedPolicy(), older, cityNotice(), share).Explain(household())
	require.NoError(t, err)
	for _, o := range d.Origins {
		if o.From == rule.FromNotice {
			assert.Equal(t, "样例〔2023〕1号", o.Notice, o.Path)
			assert.Empty(t, o.Announced)
		}
	}
	assert.Len(t, d.Notices, 3)
}

func TestOriginsAreWrittenAsEncodingJSONWould(t *testing.T) {
	p := noticedPolicy()
	p.Standard.Urban = unit.Yuan(1)
	d, err := Relief.UnderNotice(p, cityNotice()).Explain(household())
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	for name, part := range map[string]any{"origins": d.Origins, "notices": d.Notices} {
		want, err := json.Marshal(part)
		require.NoError(t, err)
		assert.Contains(t, string(record), `"`+name+`":`+string(want))
	}
}

func TestNoticesThatAreNotWholeAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(n *rule.Notice)
		code   rule.Code
		field  string
	}{
		"no document":        {func(n *rule.Notice) { n.Document = "" }, rule.Missing, "notices[0].document"},
		"no area":            {func(n *rule.Notice) { n.Area = "" }, rule.Missing, "notices[0].area"},
		"no month":           {func(n *rule.Notice) { n.Since = unit.Month{} }, rule.Missing, "notices[0].since"},
		"no day":             {func(n *rule.Notice) { n.Published = unit.Day{} }, rule.Missing, "notices[0].published"},
		"ends before":        {func(n *rule.Notice) { n.Until = unit.MustParseMonth("2023-06") }, rule.Range, "notices[0].until"},
		"its own area":       {func(n *rule.Notice) { n.For = n.Area }, rule.Invalid, "notices[0].for"},
		"GBK":                {func(n *rule.Notice) { n.Document = "\xb0" }, rule.Syntax, "notices[0].document"},
		"gives nothing":      {func(n *rule.Notice) { n.Gives = nil }, rule.Syntax, "notices[0].gives"},
		"gives a list":       {func(n *rule.Notice) { n.Gives = []byte("[]") }, rule.Syntax, "notices[0].gives"},
		"gives another":      {func(n *rule.Notice) { n.Gives = []byte(`{"cup":"1.00"}`) }, rule.UnknownField, "notices[0].gives.cup"},
		"gives one in it":    {func(n *rule.Notice) { n.Gives = []byte(`{"standard":{"rurall":"1.00"}}`) }, rule.UnknownField, "notices[0].gives.standard.rurall"},
		"gives no amount":    {func(n *rule.Notice) { n.Gives = []byte(`{"standard":{"rural":"abc"}}`) }, rule.Syntax, "notices[0].gives.standard.rural"},
		"gives null":         {func(n *rule.Notice) { n.Gives = []byte(`{"share":null}`) }, rule.Missing, "notices[0].gives.share"},
		"gives nulls":        {func(n *rule.Notice) { n.Gives = []byte(`{"standard":null}`) }, rule.Missing, "notices[0].gives.standard"},
		"gives a list of it": {func(n *rule.Notice) { n.Gives = []byte(`{"share":["70%"]}`) }, rule.Syntax, "notices[0].gives.share"},
		"gives an object":    {func(n *rule.Notice) { n.Gives = []byte(`{"share":{"a":1}}`) }, rule.Syntax, "notices[0].gives.share"},
		"gives a number":     {func(n *rule.Notice) { n.Gives = []byte(`{"standard":{"urban":784}}`) }, rule.Syntax, "notices[0].gives.standard.urban"},
		"gives no object":    {func(n *rule.Notice) { n.Gives = []byte(`{"standard":"784.00"}`) }, rule.Syntax, "notices[0].gives.standard"},
		"gives a negative":   {func(n *rule.Notice) { n.Gives = []byte(`{"standard":{"urban":"-1.00"}}`) }, rule.Range, "notices[0].gives.standard.urban"},
		"gives no rounding":  {func(n *rule.Notice) { n.Gives = []byte(`{"rounding":"up"}`) }, rule.Syntax, "notices[0].gives.rounding"},
		"gives half a text":  {func(n *rule.Notice) { n.Gives = []byte(`{"standard`) }, rule.Syntax, "notices[0].gives"},
	} {
		n := cityNotice()
		c.change(&n)
		err := Relief.UnderNotice(noticedPolicy(), n).Err()
		require.ErrorIs(t, err, c.code, name)
		f := rule.Faults(err)[0]
		assert.Equal(t, c.field, f.Field, name)
		assertHelpful(t, f)
	}
	assert.ErrorIs(t, Relief.UnderNotice(noticedPolicy(), cityNotice(), cityNotice()).Err(), rule.Duplicate)
	for _, r := range "\x00\t\n\x1f\x7f\u2028\u2029\u200b\u200f\u202a\u202e\u2066\u2069\ufeff" {
		for _, field := range []string{"document", "area", "for"} {
			n := cityNotice()
			*map[string]*string{"document": &n.Document, "area": &n.Area, "for": &n.For}[field] += "甲" + string(r) + "乙"
			f := rule.Faults(Relief.UnderNotice(noticedPolicy(), n).Err())
			require.Len(t, f, 1, "%s %U", field, r)
			assert.Equal(t, rule.Invalid, f[0].Code)
			assert.Equal(t, "notices[0]."+field, f[0].Field)
			assert.Contains(t, f[0].Reason.ZH, fmt.Sprintf("%U", r))
			assert.Contains(t, f[0].Reason.EN, fmt.Sprintf("%U", r))
			assert.NotContains(t, f.In(rule.Chinese), string(r))
			assertHelpful(t, f[0])
		}
	}
	n := cityNotice()
	n.Gives = []byte(`{"standard":{"rural":"-1.00"}}`)
	f := rule.Faults(Relief.UnderNotice(noticedPolicy(), n).Err())
	require.Len(t, f, 1)
	assert.Contains(t, f.In(rule.Chinese), "规定的参数 农村标准（元）：-1.00：必须大于零")
	assert.Contains(t, f.In(rule.English), "parameter given: rural standard (yuan): -1.00: must be above zero")
	bad := noticedPolicy()
	bad.Share = unit.Rate{}
	assert.ErrorIs(t, Relief.UnderNotice(bad, cityNotice()).Err(), rule.Missing, "parameters are looked at as Under does")
	var none rule.Rule[ReliefPolicy, Household, ReliefAnswer]
	assert.ErrorIs(t, none.UnderNotice(noticedPolicy(), cityNotice()).Err(), rule.NotWhole)
}

// TestEveryEditOfARecordWithADocumentIsNamed changes each place of such a record in each way, with
// digests left as they were and made anew. What the record does not hold against itself, the book of
// documents does. Only that a county's case is told as one of the city's nobody can tell.
func TestEveryEditOfARecordWithADocumentIsNamed(t *testing.T) {
	p := noticedPolicy()
	p.Rounding = unit.UpToYuan
	book, err := dated.New(dated.Areas{City: "淮南市", Counties: []string{"寿县"}}, []dated.Entry[ReliefPolicy]{{
		Area: "淮南市", From: unit.MustParseMonth("2023-07"), Until: unit.MustParseMonth("2024-06"), Published: unit.MustParseDay("2023-06-20"), Document: "样例〔2023〕1号", Parameters: p}})
	require.NoError(t, err)
	month := unit.MustParseMonth("2023-09")
	found, err := book.At("寿县", month)
	require.NoError(t, err)
	d, err := dated.Under(Relief, found).Explain(household())
	require.NoError(t, err)
	record, err := d.For(rule.Subject{Case: "H-1", Month: month}).AppendJSON(nil)
	require.NoError(t, err)
	c := both(t).WithGazettes(book)
	whole, err := c.Replay(record)
	require.NoError(t, err)
	require.True(t, whole.Holds(), whole.Differences)
	original, tried := whole.Decision, 0
	for _, resealed := range []bool{false, true} {
		edits(t, string(record), func(edit, path string, altered *ordered) {
			if resealed && altered.at("digests") != nil && altered.at("version") != nil && altered.at("rule") != nil {
				reseal(t, altered)
			}
			tried++
			report, err := c.Replay([]byte(write(altered)))
			name := edit + " " + path
			if err != nil || !report.Holds() {
				return
			}
			top, _, _ := strings.Cut(path, ".")
			top, _, _ = strings.Cut(top, "[")
			switch {
			case top == "subject" || top == "facts":
				assert.NotEqual(t, original, report.Decision, name)
			case top == "digests":
				assert.True(t, resealed && edit == "alter", name)
			case path == "notices[0].for":
				assert.Equal(t, "remove", edit)
			default:
				assert.NotEmpty(t, report.Wording, name)
			}
			assert.True(t, resealed, name)
		})
	}
	assert.Greater(t, tried, 500)
}

// TestADatabaseMayReorderADocument: PostgreSQL's jsonb gives names back in another order, within
// lists too.
func TestADatabaseMayReorderADocument(t *testing.T) {
	type band struct {
		UpTo   int64      `json:"up_to" zh:"至" en:"up to"`
		Amount unit.Money `json:"amount" zh:"金额" en:"amount"`
	}
	type policy struct {
		Name  string `json:"name" zh:"名称" en:"name"`
		Bands []band `json:"bands" zh:"档" en:"band"`
		After int64  `json:"after" zh:"其后" en:"after"`
	}
	type facts struct {
		N int64 `json:"n" zh:"数" en:"number"`
	}
	type answer struct {
		Bands int64 `json:"bands" zh:"档数" en:"bands" step:"how_many"`
	}
	many := rule.Term{ID: "how_many", Label: rule.Text{ZH: "档数", EN: "bands"}, Formula: "count({bands}) + {n} − {n}"}
	r := rule.MustNew(rule.Definition[policy, facts, answer]{
		ID: "sample.bands", Version: 1, Title: rule.Text{ZH: "示例", EN: "sample"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{&many},
		Kernel: func(p *policy, in facts, t *rule.Trace) (answer, error) {
			t.Count(&many, int64(len(p.Bands)))
			return answer{int64(len(p.Bands))}, nil
		},
	})
	c, err := rule.NewCatalog(r, Relief)
	require.NoError(t, err)
	p := policy{"甲", []band{{1, unit.Yuan(5)}, {2, unit.Yuan(9)}}, 3}
	n := cityNotice()
	n.Gives = []byte(`{"after":3,"bands":[{"amount":"5.00","up_to":1},{"amount":"9.00","up_to":2}]}`)
	d, err := r.UnderNotice(p, n).Explain(facts{1})
	require.NoError(t, err)
	assert.Equal(t, `{"bands":[{"up_to":1,"amount":"5.00"},{"up_to":2,"amount":"9.00"}],"after":3}`, string(d.Notices[0].Gives))
	assert.Equal(t, []rule.From{rule.FromCaller, rule.FromNotice, rule.FromNotice}, []rule.From{d.Origins[0].From, d.Origins[1].From, d.Origins[2].From})
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	for _, rec := range []string{string(record), noticedRecord(t)} {
		var v any
		require.NoError(t, json.Unmarshal([]byte(rec), &v))
		sorted, err := json.Marshal(v)
		require.NoError(t, err)
		require.NotEqual(t, rec, string(sorted))
		report, err := c.Replay(sorted)
		require.NoError(t, err)
		assert.True(t, report.Holds(), "%v", report.Differences)
	}
}

// shelf is a collection of one document.
type shelf struct{ n rule.Notice }

func (s shelf) Confirm(n rule.Notice, _ unit.Month) error {
	var f rule.Errors
	switch {
	case n.Document != s.n.Document:
		f.Add(rule.Missing, "document", n.Document, rule.Text{ZH: "没有此文件", EN: "no such document"})
	case n.Published != s.n.Published:
		f.Add(rule.Invalid, "published", n.Published.String(), rule.Text{ZH: "公布日期不同", EN: "published on another day"})
	}
	return f.Err()
}

func TestReplayChecksTheDocuments(t *testing.T) {
	record := noticedRecord(t)
	report := replayed(t, record)
	assert.True(t, report.Holds(), report.Differences)
	assert.Equal(t, []string{"样例〔2023〕1号"}, report.Unconfirmed)

	other := cityNotice()
	other.Document = "样例〔2022〕1号"
	held := both(t).WithGazettes(shelf{other}, shelf{cityNotice()})
	report, err := held.Replay([]byte(record))
	require.NoError(t, err)
	assert.True(t, report.Holds(), report.Differences)
	assert.Empty(t, report.Unconfirmed)

	missing, err := both(t).WithGazettes(shelf{other}).Replay([]byte(record))
	require.NoError(t, err)
	assert.Equal(t, []string{"notices[0].document"}, paths(missing.Differences))
	late := cityNotice()
	late.Published = unit.MustParseDay("2023-10-08")
	differs, err := both(t).WithGazettes(shelf{late}, shelf{other}).Replay([]byte(record))
	require.NoError(t, err)
	assert.Equal(t, []string{"notices[0].published"}, paths(differs.Differences), "the one that knows it speaks")
	none, err := held.Replay([]byte(recordOf(t)))
	require.NoError(t, err)
	assert.True(t, none.Holds(), "a record without documents is as it was")

	for _, c := range []struct{ name, old, new, path string }{
		{"claimed", `"path":"share","from":"notice","plan":"60%"`, `"path":"share","from":"plan"`, "origins[2].from"},
		{"value", `"share":"70%","rounding"`, `"share":"71%","rounding"`, "digests.parameters"},
		{"given", `"gives":{"standard":{"rural":"755.00"`, `"gives":{"standard":{"rural":"756.00"`, "origins[0].from"},
		{"document", `"notices":[{"document":"样例〔2023〕1号"`, `"notices":[{"document":"样例〔2023〕2号"`, "origins[0].notice"},
		{"since", `"since":"2023-07","published"`, `"since":"2023-08","published"`, "origins[0].since"},
		{"month", `"subject":{"month":"2023-09"}`, `"subject":{"month":"2023-06"}`, "subject.month"},
		{"day", `"published":"2023-06-20"`, `"published":"2023-06-21"`, "digests.record"},
	} {
		altered := strings.Replace(record, c.old, c.new, 1)
		require.NotEqual(t, record, altered, c.name)
		report := replayed(t, altered)
		assert.False(t, report.Holds(), c.name)
		assert.Contains(t, paths(report.Differences), c.path, c.name)
	}
	for _, c := range []struct{ old, new string }{
		{`"notices":[{"document"`, `"notices":[{"paper"`},
		{`"published":"2023-06-20"`, `"published":"20 June"`},
		{`"notices":[{`, `"notices":[1,{`},
	} {
		_, err := both(t).Replay([]byte(strings.Replace(record, c.old, c.new, 1)))
		assert.Error(t, err, c.new)
		assert.Contains(t, err.Error(), "notices[0]")
	}
}
