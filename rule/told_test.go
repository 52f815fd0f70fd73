package rule_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var retell = flag.Bool("told", false, "write testdata/told.txt and testdata/altered.txt anew, to be read before they are kept")

// asKept holds a text against a file of testdata, which was read and found to say what is.
func asKept(t *testing.T, name, text string) {
	t.Helper()
	if *retell {
		require.NoError(t, os.WriteFile("testdata/"+name, []byte(text), 0o644))
	}
	want, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	assert.Equal(t, string(want), text)
}

// teller is what every decision can tell.
type teller interface {
	Text(l rule.Language) string
	Summary(l rule.Language) string
}

// TestWhatADecisionTells: text and summary, in both languages, of rules whose parts are of every kind; every decision is verified, and its record
// holds and is told field by field as the text has it.
func TestWhatADecisionTells(t *testing.T) {
	month := unit.MustParseMonth("2024-05")
	var b strings.Builder
	tell := func(name string, d teller) {
		for _, l := range []rule.Language{rule.Chinese, rule.English} {
			fmt.Fprintf(&b, "# %s\n%s## summary\n%s", name, d.Text(l), d.Summary(l))
		}
	}
	explained := func(name string, s rule.Subject, r rule.Rule[townPolicy, townFacts, townAnswer], in townFacts) {
		d, err := r.Explain(in)
		require.NoError(t, err, name)
		d = d.For(s)
		require.NoError(t, d.Verify(), name)
		tell(name, d)
		record, err := d.AppendJSON(nil)
		require.NoError(t, err)
		for _, l := range []rule.Language{rule.Chinese, rule.English} {
			text, err := catalogOf(t, r).Text(record, l)
			require.NoError(t, err)
			assert.Equal(t, d.Text(l), text)
			told, err := catalogOf(t, r).Told(record, l)
			require.NoError(t, err)
			_, answer, _ := strings.Cut(text, "\n"+rule.Text{ZH: "结论", EN: "Answer"}.In(l)+"\n")
			for _, f := range told {
				line, rest, _ := strings.Cut(answer, "\n")
				assert.Equal(t, line, strings.TrimSuffix("  "+f.Label+": "+f.Text+"  "+f.Remark, "  "))
				answer = rest
			}
			assert.True(t, strings.HasPrefix(answer, rule.Text{ZH: "计算过程", EN: "Steps"}.In(l)), answer)
		}
	}
	explained("towns", rule.Subject{Case: "甲-1", Month: month}, townRule(t, nil), towns())
	explained("towns of a month, none of a year, a floor in per mille", rule.Subject{Month: month}, townRule(t, func(p *townPolicy) {
		p.Due, p.Floor, p.Extra.Strict, p.Free = 0, unit.MustParseRate("555.6‰"), false, rule.Give(unit.MustParseRate("12.25%"))
		p.Times = unit.MustParseRate("1250‰")
	}), towns())
	one := towns()
	one.Towns, one.Notes = one.Towns[:1], nil
	explained("one town", rule.Subject{Case: "乙"}, townRule(t, func(p *townPolicy) { p.Floor, p.Bands = unit.MustParseRate("55.6%"), p.Bands[:1] }), one)

	d, err := townRule(t, nil).Explain(towns())
	require.NoError(t, err)
	record, err := json.Marshal(d)
	require.NoError(t, err)
	var back rule.Decision[townPolicy, townFacts, townAnswer]
	require.NoError(t, json.Unmarshal(record, &back))
	tell("read back", back)

	changed := noticedPolicy()
	changed.Standard.Urban, changed.Cap = unit.Yuan(790), rule.Give(unit.Yuan(250))
	second := cityNotice()
	second.Document, second.Gives, second.For, second.Until = "样例〔2024〕2号", []byte(`{"standard":{"urban":"791.00"},"cap":"250.00"}`), "", unit.MustParseMonth("2024-06")
	noticed, err := Relief.UnderNotice(changed, cityNotice(), second).Explain(household())
	require.NoError(t, err)
	tell("documents", noticed)
	open, err := openRelief(t).Explain(earning(Rural, 0, 0, 0))
	require.NoError(t, err)
	tell("open", open)
	agreed, err := openRelief(t).Explain(earning(Urban, 5000))
	require.NoError(t, err)
	tell("agreed", agreed)
	asKept(t, "told.txt", b.String())
}

// TestWhatIsSaidOfAnAlteredRecord: each difference and what is only worded otherwise, as a line in both languages.
func TestWhatIsSaidOfAnAlteredRecord(t *testing.T) {
	d, err := townRule(t, nil).Explain(towns())
	require.NoError(t, err)
	raw, err := d.For(rule.Subject{Case: "甲-1"}).AppendJSON(nil)
	require.NoError(t, err)
	record := string(raw)
	noticed := noticedRecord(t)
	c := catalogOf(t, townRule(t, nil), Relief)
	step := func(id string, item int) string {
		for _, s := range d.Steps {
			if s.ID == id && s.Item == item {
				text, err := json.Marshal(s)
				require.NoError(t, err)
				return string(text) + ","
			}
		}
		require.Fail(t, id)
		return ""
	}
	var b strings.Builder
	say := func(name, record, old, new string) {
		altered := strings.Replace(record, old, new, 1)
		require.NotEqual(t, record, altered, name)
		report, err := c.Replay([]byte(altered))
		fmt.Fprintf(&b, "# %s\n", name)
		if err != nil {
			fmt.Fprintf(&b, "%s\n%s\n", rule.Faults(err).In(rule.Chinese), rule.Faults(err).In(rule.English))
		}
		for _, d := range report.Differences {
			fmt.Fprintf(&b, "%s\n%s\n", d.In(rule.Chinese), d.In(rule.English))
		}
		for _, d := range report.Wording {
			fmt.Fprintf(&b, "wording: %s\n         %s\n", d.In(rule.Chinese), d.In(rule.English))
		}
	}
	for _, e := range [][3]string{
		{"a yes of the answer", `"answer":{"met":true`, `"answer":{"met":false`},
		{"an amount of the answer", `"pay":"38.10"`, `"pay":"38.20"`},
		{"a month of the answer", `"until":"2022-02"`, `"until":"2022-03"`},
		{"a choice of the answer", `"where":"urban"`, `"where":"rural"`},
		{"a choice that is none", `"where":"urban"`, `"where":"sea"`},
		{"a rounding of the answer", `"how":"half-up/jiao"`, `"how":"up/yuan"`},
		{"a share of the answer", `"each":[{"share":{"part":5,"whole":9}`, `"each":[{"share":{"part":6,"whole":9}`},
		{"a part of a list of the answer", `,"met":true},{"share"`, `,"met":false},{"share"`},
		{"an answer of one town more", `"each":[{`, `"each":[{"share":{"part":1,"whole":1},"met":true},{`},
		{"no list in the answer", `"each":[{"share":{"part":5,"whole":9},"met":true},{"share":{"part":8,"whole":9},"met":true}]`, `"each":7`},
		{"a choice of the facts", `"facts":{"area":"rural"`, `"facts":{"area":"urban"`},
		{"a count of the facts", `"covered":8`, `"covered":4`},
		{"a fact written otherwise", `"since":"2021-11"`, `"since" : "2021-11"`},
		{"a rate written otherwise", `"times":"1.25×"`, `"times":"125%"`},
		{"an amount written otherwise", `"amount":"10.00"`, `"amount":"10"`},
		{"a truth value of the parameters", `"strict":true`, `"strict":false`},
		{"a rounding of the parameters", `"way":"half-up/jiao"`, `"way":"up/yuan"`},
		{"the subject", `"case":"甲-1"`, `"case":"甲-2"`},
		{"a member more of the subject", `"subject":{"case":"甲-1"}`, `"subject":{"case":"甲-1","month":"2024-05"}`},
		{"the value of a step", `"value":"38.10"`, `"value":"38.20"`},
		{"the value of a step that says yes", step("met", 0), strings.Replace(step("met", 0), `"value":"true"`, `"value":"false"`, 1)},
		{"the value of a step of a choice", step("where", 0), strings.Replace(step("where", 0), `"value":"urban"`, `"value":"rural"`, 1)},
		{"the value of a step of a rounding", `"value":"half-up/jiao"`, `"value":"up/yuan"`},
		{"the value of a step of an item", step("each.share", 2), strings.Replace(step("each.share", 2), `8/9`, `7/9`, 1)},
		{"a value that does not read", `"value":"38.10"`, `"value":"thirty"`},
		{"the words of a value", `"shown":{"zh":"城市"`, `"shown":{"zh":"农村"`},
		{"the label of a step", `"label":{"zh":"全部达标"`, `"label":{"zh":"都达标"`},
		{"a formula with other signs", `{towns.covered} ÷ {towns.total}`, `{towns.covered}/{towns.total}`},
		{"another formula", `sum({bands.amount}) × {times}`, `sum({bands.amount})`},
		{"a formula that divides by nothing", `sum({bands.amount}) × {times}`, `sum({bands.amount}) ÷ ({extra.months} − 3)`},
		{"a formula of another kind", `sum({bands.amount}) × {times}`, `{since}`},
		{"a formula of itself", `sum({bands.amount}) × {times}`, `{raw}`},
		{"a formula of each item", `all({each.met})`, `{each.met}`},
		{"a formula of what comes after", `sum({bands.amount}) × {times}`, `{pay}`},
		{"the clause of a step", step("each.met", 1), strings.Replace(step("each.met", 1), `"clause":"T8.1"`, `"clause":"T8.2"`, 1)},
		{"the id of a step", `{"id":"raw"`, `{"id":"crude"`},
		{"the item of a step", `{"id":"each.share","item":2`, `{"id":"each.share","item":3`},
		{"a step twice", step("raw", 0), step("raw", 0) + step("raw", 0)},
		{"a step less", step("raw", 0), ""},
		{"a step of an item less", step("each.met", 1), ""},
		{"the steps of an item less", step("each.share", 1) + step("each.met", 1), ""},
		{"a step that is none", step("raw", 0), `7,`},
		{"a member more of a step", `{"id":"raw"`, `{"id":"raw","note":{"a":[1]}`},
		{"whose a parameter is", `"path":"floor","from":"plan"`, `"path":"floor","from":"caller"`},
		{"whose a parameter is, of nobody", `"path":"floor","from":"plan"`, `"path":"floor","from":"king"`},
		{"which parameter", `{"path":"way"`, `{"path":"free"`},
		{"the clause of a parameter", `"clause":"T8.1"}`, `"clause":"plan"}`},
		{"a member more of a clause", `{"id":"T8.1"`, `{"id":"T8.1","from":"plan"`},
		{"a label that is a code", `"label":{"zh":"地区","en":"where"}`, `"label":{"zh":"urban","en":"urban"}`},
		{"a step more, of no step of the rule", `],"clauses":`, `,{"id":"crude","label":{"zh":"粗","en":"crude"},"formula":"1","value":"true"}],"clauses":`},
		{"a step more that is cut", `],"clauses":`, `,{"id":"crude","label":{"zh":"粗","en":"crude"},"formula":"` + strings.Repeat("1", 1000) + `","value":"true"}],"clauses":`},
		{"the place of a clause", `"place":{"zh":"表8第1行"`, `"place":{"zh":"表八"`},
		{"a quotation", `"quote":"不低于55.5%"`, `"quote":"不低于50%"`},
		{"the title", `"title":{"zh":"乡镇覆盖"`, `"title":{"zh":"覆盖"`},
		{"a part more", `"version":3`, `"version":3,"note":"x"`},
		{"a list more", `"version":3`, `"version":3,"note":[1,true]`},
		{"a truth value more", `"version":3`, `"version":3,"note":true`},
		{"nothing more", `"version":3`, `"version":3,"note":null`},
		{"an empty text more", `"version":3`, `"version":3,"note":""`},
		{"another format", `"format":1`, `"format":0`},
		{"the sum of the parameters", `"digests":{"parameters":"`, `"digests":{"parameters":"0`},
		{"the sum of the record", `"record":"`, `"record":"0`},
		{"no sums", `"digests":{`, `"sums":{`},
		{"another rule", `"rule":"sample.town"`, `"rule":"sample.relief"`},
		{"another version", `"version":3`, `"version":4`},
		{"no version", `"version":3`, `"version":"3"`},
	} {
		say(e[0], record, e[1], e[2])
	}
	for _, e := range [][3]string{
		{"the month of the case", `"subject":{"month":"2023-09"}`, `"subject":{"month":"2023-06"}`},
		{"the subject is none", `"subject":{"month":"2023-09"}`, `"subject":7`},
		{"whose, where a document gives it", `"path":"share","from":"notice","plan":"60%"`, `"path":"share","from":"caller","plan":"61%"`},
		{"the area of a document", `"area":"淮南市"`, `"area":"六安市"`},
		{"what a document gives", `"gives":{"standard":{"rural":"755.00"`, `"gives":{"standard":{"rural":"756.00"`},
		{"a document that is not whole", `"document":"样例〔2023〕1号"`, `"document":""`},
		{"a fact that may be left out", `,"property":"1000.00"`, ``},
	} {
		say(e[0], noticed, e[1], e[2])
	}
	say("the edition", recordOf(t), `"edition":{"zh":"征求意见稿"`, `"edition":{"zh":"定稿"`)
	say("members named as places are", record, `"version":3`, `"version":3,"steps[-1]":1,"steps[x]":1,"steps[99].value":1,"origins[-1]":1,"origins[99].from":1,"answer.pay":1,"steps[0]":1`)
	asKept(t, "altered.txt", b.String())
}
