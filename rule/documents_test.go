package rule_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// says is a collection that has these faults to tell of every document, or none.
type says struct {
	faults rule.Errors
	asked  *[]string
}

func (s says) Confirm(n rule.Notice, month unit.Month) error {
	if s.asked != nil {
		*s.asked = append(*s.asked, n.Document+" "+month.String()+" "+string(n.Gives))
	}
	return s.faults.Err()
}

// TestTheCollectionFromWhichARecordDiffersLeastSaysWhatIsWrong, of those that have the document, and one that holds it is enough.
func TestTheCollectionFromWhichARecordDiffersLeastSaysWhatIsWrong(t *testing.T) {
	of := func(fields ...string) says {
		var f rule.Errors
		for _, field := range fields {
			code := rule.Invalid
			if field == "document" {
				code = rule.Missing
			}
			f.Add(code, field, "v", rule.Text{ZH: "不同：" + field, EN: "differs: " + field})
		}
		return says{faults: f}
	}
	lacks, one, two, three, good := of("document"), of("area"), of("since", "until"), of("a", "b", "c"), of()
	elsewhere := says{faults: rule.Errors{{Code: rule.Invalid, Field: "document", Reason: rule.Text{ZH: "不适用", EN: "did not hold"}}}}
	for _, c := range []struct {
		list []rule.Gazette
		want string
	}{
		{[]rule.Gazette{good}, ""}, {[]rule.Gazette{lacks}, "notices[0].document"}, {[]rule.Gazette{lacks, good}, ""}, {[]rule.Gazette{good, three}, ""}, {[]rule.Gazette{three, lacks, good}, ""},
		{[]rule.Gazette{lacks, lacks}, "notices[0].document"}, {[]rule.Gazette{lacks, three}, "notices[0].a notices[0].b notices[0].c"}, {[]rule.Gazette{three, lacks}, "notices[0].a notices[0].b notices[0].c"},
		{[]rule.Gazette{three, two, one}, "notices[0].area"}, {[]rule.Gazette{one, two, three}, "notices[0].area"}, {[]rule.Gazette{two, one, three}, "notices[0].area"}, {[]rule.Gazette{lacks, two, lacks, one, lacks}, "notices[0].area"},
		{[]rule.Gazette{elsewhere, one}, "notices[0].document"}, {[]rule.Gazette{one, elsewhere}, "notices[0].area"}, {[]rule.Gazette{lacks, elsewhere}, "notices[0].document"},
	} {
		report, err := both(t).WithGazettes(c.list...).Replay([]byte(noticedRecord(t)))
		require.NoError(t, err)
		assert.Equal(t, c.want, strings.Join(paths(report.Differences), " "))
		assert.Equal(t, c.want == "", report.Holds())
		assert.Empty(t, report.Unconfirmed)
		for _, d := range report.Differences {
			if d.Path == "notices[0].area" {
				assert.Equal(t, []string{"v", "不同：area", "differs: area"}, []string{d.Recorded, d.Reason.ZH, d.Reason.EN})
			}
		}
	}
	report, err := both(t).WithGazettes(lacks, elsewhere).Replay([]byte(noticedRecord(t)))
	require.NoError(t, err)
	require.Len(t, report.Differences, 1)
	assert.Equal(t, "did not hold", report.Differences[0].Reason.EN, "it has the document, which did not hold")
}

// TestACollectionIsAskedOfEachDocumentInTheMonthOfTheCase.
func TestACollectionIsAskedOfEachDocumentInTheMonthOfTheCase(t *testing.T) {
	second := cityNotice()
	second.Document, second.Gives = "样例〔2022〕7号", []byte(`{"cap":"250.00","share":"71%"}`)
	first := cityNotice()
	first.Gives = []byte(`{"rounding":"up/yuan","share":"70%","standard":{"urban":"784.00","rural":"755.00"}}`)
	d, err := Relief.UnderNotice(noticedPolicy(), first, second).Explain(household())
	require.NoError(t, err)
	for _, month := range []unit.Month{{}, unit.MustParseMonth("2023-09")} {
		record, err := d.For(rule.Subject{Month: month}).AppendJSON(nil)
		require.NoError(t, err)
		var asked []string
		report, err := both(t).WithGazettes(says{asked: &asked}).Replay(record)
		require.NoError(t, err)
		assert.True(t, report.Holds())
		assert.Equal(t, []string{"样例〔2023〕1号 " + month.String() + ` {"standard":{"rural":"755.00","urban":"784.00"},"share":"70%","rounding":"up/yuan"}`, "样例〔2022〕7号 " + month.String() + ` {"share":"71%","cap":"250.00"}`}, asked)
		report, err = both(t).Replay(record)
		require.NoError(t, err)
		assert.Equal(t, []string{"样例〔2023〕1号", "样例〔2022〕7号"}, report.Unconfirmed)
		text, err := both(t).WithGazettes(says{}).WithGazettes(says{}).Text(record, rule.English)
		require.NoError(t, err)
		assert.Equal(t, d.For(rule.Subject{Month: month}).Text(rule.English), text)
		_, err = both(t).WithGazettes(says{faults: rule.Errors{{Code: rule.Invalid, Field: "area", Value: "x"}}}).Text(record, rule.English)
		require.ErrorIs(t, err, rule.Invalid)
		assert.Equal(t, []string{"notices[0].area", "notices[1].area"}, fieldsOf(err))
	}
}

// TestADocumentHoldsFromItsFirstMonthToItsLast, both among them.
func TestADocumentHoldsFromItsFirstMonthToItsLast(t *testing.T) {
	for until, want := range map[string]map[string]bool{
		"":        {"2023-06": false, "2023-07": true, "2023-08": true, "2031-01": true, "": true},
		"2023-09": {"2023-06": false, "2023-07": true, "2023-09": true, "2023-10": false, "": true},
		"2023-07": {"2023-06": false, "2023-07": true, "2023-08": false},
	} {
		n := cityNotice()
		if until != "" {
			n.Until = unit.MustParseMonth(until)
		}
		d, err := Relief.UnderNotice(noticedPolicy(), n).Explain(household())
		require.NoError(t, err)
		for month, holds := range want {
			var s rule.Subject
			if month != "" {
				s.Month = unit.MustParseMonth(month)
			}
			record, err := d.For(s).AppendJSON(nil)
			require.NoError(t, err)
			report, err := both(t).Replay(record)
			require.NoError(t, err)
			assert.Equal(t, holds, report.Holds(), "%s of one until %s", month, until)
			if !holds {
				require.Len(t, report.Differences, 1)
				assert.Equal(t, "决定对象 subject.month：不在样例〔2023〕1号的执行月份之内（记录 "+month+"，重算 –）", report.Differences[0].In(rule.Chinese))
				assert.Equal(t, "subject.month: is not a month of 样例〔2023〕1号 (recorded "+month+", recomputed –)", report.Differences[0].In(rule.English))
			}
		}
	}
}

// TestWhatIsWrongWithADocumentIsSaid: everything of it at once, in the order of its fields, and of its parameters in that of the rule.
func TestWhatIsWrongWithADocumentIsSaid(t *testing.T) {
	since := unit.MustParseMonth("2023-07")
	for name, c := range map[string]struct {
		change func(n *rule.Notice)
		want   []string
	}{
		"whole":              {func(n *rule.Notice) {}, nil},
		"without a name":     {func(n *rule.Notice) { n.Document, n.Area = "", "" }, []string{"notices[0].document: not given", "notices[0].area: not given"}},
		"without days":       {func(n *rule.Notice) { n.Since, n.Published = unit.Month{}, unit.Day{} }, []string{"notices[0].since: not given", "notices[0].published: not given"}},
		"ends as it begins":  {func(n *rule.Notice) { n.Until = since }, nil},
		"ends before":        {func(n *rule.Notice) { n.Until = unit.MustParseMonth("2023-06") }, []string{"notices[0].until: 2023-06: must not be before the first month, 2023-07"}},
		"of itself":          {func(n *rule.Notice) { n.For = n.Area }, []string{"notices[0].for: 淮南市: is the document's own area: leave it out"}},
		"of nobody":          {func(n *rule.Notice) { n.For = "" }, nil},
		"GBK":                {func(n *rule.Notice) { n.Area, n.For = "a\xb0", "\xb0" }, []string{"notices[0].area: a?: is not UTF-8 (perhaps GBK): convert it first", "notices[0].for: ?: is not UTF-8 (perhaps GBK): convert it first"}},
		"not seen":           {func(n *rule.Notice) { n.Document = "甲乙\u200b丙\t" }, []string{"notices[0].document: 甲乙?丙?: an invisible control or format character (U+200B) at character 3: delete it"}},
		"not seen first":     {func(n *rule.Notice) { n.Document = "\u2028甲" }, []string{"notices[0].document: ?甲: an invisible control or format character (U+2028) at character 1: delete it"}},
		"gives nothing":      {func(n *rule.Notice) { n.Gives = []byte(`{}`) }, nil},
		"gives a text":       {func(n *rule.Notice) { n.Gives = []byte(`"70%"`) }, []string{`notices[0].gives: "70%": must be an object: {…}`}},
		"gives two wrong":    {func(n *rule.Notice) { n.Gives = []byte(`{"x":1,"standard":{"y":2},"share":"x"}`) }, []string{"notices[0].gives.standard.y: 2: the rule has no such parameter: check its name, or give only what the document does", "notices[0].gives.x: 1: the rule has no such parameter: check its name, or give only what the document does"}},
		"of two ranges":      {func(n *rule.Notice) { n.Gives = []byte(`{"share":"101%","cap":"0.00"}`) }, []string{"notices[0] parameter given: share: 101%: must be above 0 and at most 100%", "notices[0] parameter given: cap (yuan): 0.00: must be above zero"}},
		"a range and a word": {func(n *rule.Notice) { n.Area = ""; n.Gives = []byte(`{"share":"101%"}`) }, []string{"notices[0].area: not given", "notices[0] parameter given: share: 101%: must be above 0 and at most 100%"}},
	} {
		n := cityNotice()
		c.change(&n)
		var got []string
		for _, f := range rule.Faults(Relief.UnderNotice(noticedPolicy(), n).Err()) {
			assert.Equal(t, "sample.relief", f.Rule, name)
			assert.Equal(t, rule.OfParameters, f.Part, name)
			f.Rule, f.Part = "", ""
			if !f.Label.IsZero() {
				assert.True(t, strings.HasPrefix(f.Field, "notices[0].gives."), f.Field)
			}
			got = append(got, f.In(rule.English))
		}
		assert.Equal(t, c.want, got, name)
	}
	a, b, c := cityNotice(), cityNotice(), cityNotice()
	b.Area, b.For, c.Since = "六安市", "", unit.MustParseMonth("2023-08")
	require.NoError(t, Relief.UnderNotice(noticedPolicy(), a, b, c).Err(), "of another area or month it is another")
	f := rule.Faults(Relief.UnderNotice(noticedPolicy(), a, b, a, c, a).Err())
	assert.Equal(t, []string{"notices[2].document", "notices[4].document"}, fieldsOf(f), "each is named once")
	assert.Equal(t, []any{rule.Duplicate, "样例〔2023〕1号", "the document stands twice: leave one out"}, []any{f[0].Code, f[0].Value, f[0].Reason.EN})
	half := cityNotice()
	for _, text := range []string{"", "{", `{"share":"70%"`, `{"share":"70%"}}`} {
		half.Gives = []byte(text)
		f := rule.Faults(Relief.UnderNotice(noticedPolicy(), half).Err())
		require.Len(t, f, 1, text)
		assert.NotContains(t, f[0].Reason.EN, "must be an object: ", "what is no JSON is said as it is: %s", text)
	}
	bad := []byte("x")
	a.Gives = bad
	require.Error(t, Relief.UnderNotice(noticedPolicy(), a).Err())
	assert.Equal(t, "x", string(bad))
}

// TestADocumentsListOfManyFaultsIsCounted: of more than a hundred the rest is counted, and told of no field.
func TestADocumentsListOfManyFaultsIsCounted(t *testing.T) {
	r, err := rule.New(townDefinition())
	require.NoError(t, err)
	n := cityNotice()
	band := func(n int, text string) json.RawMessage {
		return json.RawMessage(`{"due":2025,"bands":[` + strings.Join(slices.Repeat([]string{`{"from":1,"amount":` + text + `}`}, n), ",") + `]}`)
	}
	for k, want := range map[int]int{1: 1, 9: 9, 100: 100, 101: 101, 105: 101} {
		n.Gives = band(k, `7`)
		f := rule.Faults(r.UnderNotice(townParameters(), n).Err())
		require.Len(t, f, want, k)
		assert.Equal(t, "notices[0].gives.bands[0].amount", f[0].Field)
		assert.Equal(t, "notices第1项 规定的参数 档1 金额（元）", f[0].Label.ZH)
		if k > 100 {
			assert.Equal(t, []string{"", "", fmt.Sprint(k - 100)}, []string{f[100].Field, f[100].Label.ZH, f[100].Value})
		}
	}
	n.Gives = band(10, `"7"`)
	f := rule.Faults(r.UnderNotice(townParameters(), n).Err())
	require.Len(t, f, 1)
	assert.Equal(t, "notices[0].gives.bands 10 the number of items must be at least 1 and at most 9", f[0].Field+" "+f[0].Value+" "+f[0].Reason.EN)
	n.Gives = json.RawMessage(`{"bands":[{"from":1}]}`)
	f = rule.Faults(r.UnderNotice(townParameters(), n).Err())
	require.Len(t, f, 1, "what an item lacks is missing")
	assert.Equal(t, "notices[0].gives.bands[0].amount missing", f[0].Field+" "+string(f[0].Code))
	for text, field := range map[string]string{`{"bands":[{"nosuch":1}]}`: "notices[0].gives.bands[0].nosuch", `{"bands":{"from":1}}`: "notices[0].gives.bands", `{"extra":[1]}`: "notices[0].gives.extra", `{"ex":{"months":1}}`: "notices[0].gives.ex.months", `{"extra":{"month":1}}`: "notices[0].gives.extra.month"} {
		n.Gives = json.RawMessage(text)
		err := r.UnderNotice(townParameters(), n).Err()
		assert.Contains(t, fieldsOf(err), field, text)
		assert.NotContains(t, err.(rule.Errors).In(rule.English), "parameter given: :", "what has no words is called by its path")
	}
}
