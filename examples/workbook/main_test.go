package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

func command(stdin string, args ...string) (code int, stderr string) {
	var errs bytes.Buffer
	return run(args, strings.NewReader(stdin), &errs), errs.String()
}

func explained(t *testing.T, id, parameters, facts string) string {
	var p []byte
	if parameters != "" {
		p = []byte(parameters)
	}
	raw, err := civilaffairs.Catalog().Explain(id, p, []byte(facts))
	require.NoError(t, err)
	return string(raw)
}

func opened(t *testing.T, name string) *excelize.File {
	f, err := excelize.OpenFile(name)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, f.Close()) })
	return f
}

// everything is all texts and formulas of a sheet.
func everything(t *testing.T, f *excelize.File, sheet string) (texts, formulas []string) {
	rows, err := f.GetRows(sheet)
	require.NoError(t, err)
	for y := range len(rows) + 1 {
		for x := range 60 {
			formula, err := f.GetCellFormula(sheet, at(x+1, y+1))
			require.NoError(t, err)
			if formula != "" {
				formulas = append(formulas, formula)
			} else if y < len(rows) && x < len(rows[y]) {
				texts = append(texts, rows[y][x])
			}
		}
	}
	return texts, formulas
}

func TestOneCommandMakesAWorkbookInEitherLanguage(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.xlsx")
	record := explained(t, "eldercare.care-beds", "", `{"care":5500,"total":10000}`)
	for lang, want := range map[string][3]string{"zh": {"封面", "计算", "表2第7行"}, "en": {"Cover", "Calculation", "Table 2, row 7"}} {
		code, errs := command(record, "-lang", lang, "-o", out, "-")
		require.Zero(t, code, errs)
		f := opened(t, out)
		assert.Equal(t, []string{want[0], want[1]}, f.GetSheetList())
		cover, _ := everything(t, f, want[0])
		joined := strings.Join(cover, "\n")
		assert.Contains(t, joined, want[2])
		assert.Contains(t, joined, "≥55", "the quotation")
		assert.Contains(t, joined, "eldercare.care-beds")
		_, formulas := everything(t, f, want[1])
		assert.NotEmpty(t, formulas)
	}
}

func TestTheSampleOfTheReadmeHolds(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.xlsx")
	code, errs := command("", "-o", out, "sample/allowance.json")
	require.Zero(t, code, errs)
	cover, _ := everything(t, opened(t, out), "封面")
	assert.Contains(t, strings.Join(cover, "\n"), "记录与重算一致")
	assert.Contains(t, cover, "不足1元按1元计", "a rounding in words")
	assert.NotContains(t, cover, "up/yuan")
	assert.Contains(t, strings.Join(cover, "\n"), "本库约定")
	for _, text := range cover {
		assert.NotContains(t, text, "所据文本：", "the label says it")
	}
}

// TestASheetIsOnePageWide: of each sheet every column is on one page when it is printed, the quotations too.
func TestASheetIsOnePageWide(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.xlsx")
	code, errs := command("", "-o", out, "sample/allowance.json")
	require.Zero(t, code, errs)
	f := opened(t, out)
	for _, name := range f.GetSheetList() {
		props, err := f.GetSheetProps(name)
		require.NoError(t, err)
		require.NotNil(t, props.FitToPage, name)
		assert.True(t, *props.FitToPage, name)
		layout, err := f.GetPageLayout(name)
		require.NoError(t, err)
		require.NotNil(t, layout.FitToWidth, name)
		assert.Equal(t, 1, *layout.FitToWidth, name)
	}
}

// TestEachOriginIsSaidInWords: whose a parameter can be is said in either language, and never by its code.
func TestEachOriginIsSaidInWords(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("..", "..", "rule", "origin.go"))
	require.NoError(t, err)
	all := regexp.MustCompile(`From\w+ +From = "(\w+)"`).FindAllStringSubmatch(string(source), -1)
	require.GreaterOrEqual(t, len(all), 5)
	in := input{name: "x", parameter: true}
	for _, m := range all {
		for _, l := range []rule.Language{rule.Chinese, rule.English} {
			says, _, _ := originOf(&schema{}, record{Origins: []rule.Origin{{Path: "x", From: rule.From(m[1]), Notice: "某文〔2023〕1号"}}}, in, l)
			assert.NotEmpty(t, says, m[1])
			assert.NotEqual(t, m[1], says)
		}
	}
}

func TestWhatCannotBeWrittenIsSaid(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out.xlsx")
	care := explained(t, "eldercare.care-beds", "", `{"care":5500,"total":10000}`)
	band := explained(t, "assistance.allowance-band", "", `{"urban_residents":"24000.00"}`)
	for name, c := range map[string]struct {
		stdin, says string
		args        []string
		code        int
	}{
		"no output":     {care, "-o FILE", []string{"-"}, 2},
		"no input":      {"", "one file", []string{"-o", out}, 2},
		"no such flag":  {care, "no flag -x", []string{"-x", "-o", out, "-"}, 2},
		"no record":     {"", "no record", []string{"-o", out, "-"}, 1},
		"no JSON":       {"{", "record 1", []string{"-o", out, "-"}, 1},
		"no such rule":  {`{"rule":"a.b","version":1}`, "a.b v1", []string{"-o", out, "-"}, 1},
		"several rules": {care + "\n" + band, "take -rule", []string{"-o", out, "-"}, 1},
		"no such file":  {"", "none.json", []string{"-o", out, filepath.Join(dir, "none.json")}, 1},
		"bad value":     {strings.Replace(care, `"care":5500`, `"care":"x"`, 1), "x", []string{"-o", out, "-"}, 1},
	} {
		code, errs := command(c.stdin, append([]string{"-lang", "en"}, c.args...)...)
		assert.Equal(t, c.code, code, name)
		assert.Contains(t, errs, c.says, name)
		code, zh := command(c.stdin, c.args...)
		assert.Equal(t, c.code, code, name)
		assert.NotEqual(t, errs, zh, "%s: in the language that was asked for", name)
		assert.Regexp(t, `\p{Han}`, zh, name)
		assert.NotRegexp(t, `\p{Han}`, errs, name)
		assert.NoFileExists(t, out, name)
	}
	code, errs := command(care, "-lang", "fr", "-o", out, "-")
	assert.Equal(t, 2, code)
	assert.Contains(t, errs, "fr")
	code, errs = command(care+"\n"+band, "-rule", "assistance.allowance-band", "-o", out, "-")
	assert.Zero(t, code, errs)
	assert.FileExists(t, out)
}

func TestAListTooLongForASheetIsRefused(t *testing.T) {
	offices := strings.TrimSuffix(strings.Repeat(`{"staff":3},`, 6000), ",")
	record := explained(t, "assistance.township-staff", "", `{"offices":[`+offices+`]}`)
	out := filepath.Join(t.TempDir(), "out.xlsx")
	code, errs := command(record+"\n"+record, "-lang", "en", "-o", out, "-")
	assert.Equal(t, 1, code)
	assert.Contains(t, errs, "columns")
	assert.NoFileExists(t, out)
}

func TestAStepThatIsNotLiveIsListed(t *testing.T) {
	c := civilaffairs.Catalog()
	for key, records := range golden(t) {
		if !strings.HasPrefix(key, "indicators.standing.") {
			continue
		}
		f, err := workbook(c, records, rule.English)
		require.NoError(t, err)
		cover, _ := everything(t, f, "Cover")
		assert.Contains(t, strings.Join(cover, "\n"), "11 of the rule's with live formulas, 2 with their values only")
		assert.Contains(t, strings.Join(cover, "\n"), "a power whose exponent varies")
		require.NoError(t, f.Close())
	}
}

func TestAnAlteredRecordIsCalledThat(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.xlsx")
	record := explained(t, "eldercare.care-beds", "", `{"care":5499,"total":10000}`)
	altered := strings.Replace(record, `"met":false`, `"met":true`, 1)
	require.NotEqual(t, record, altered)
	for stdin, says := range map[string]string{record: "the record holds", altered: "do not hold"} {
		code, errs := command(stdin, "-lang", "en", "-o", out, "-")
		require.Zero(t, code, errs)
		cover, _ := everything(t, opened(t, out), "Cover")
		assert.Contains(t, strings.Join(cover, "\n"), says)
	}
}

// LevyPolicy and the like are a rule that no line of this module knows.
type levyPolicy struct {
	Rate     unit.Rate     `json:"rate" zh:"费率" en:"rate" range:"(0,100%]"`
	Rounding unit.Rounding `json:"rounding" zh:"取整" en:"rounding"`
}

type levyFacts struct {
	Payer string     `json:"payer" zh:"缴纳人" en:"payer"`
	Base  unit.Money `json:"base" zh:"基数" en:"base" range:"[0,)"`
}

type levyAnswer struct {
	Levy unit.Money `json:"levy" zh:"应缴" en:"levy"`
}

var levy = &rule.Term{ID: "levy", Label: rule.Text{ZH: "应缴", EN: "levy"}, Formula: "round({base} × {rate}, {rounding})"}

func levyRule(t *testing.T) rule.Catalog {
	r, err := rule.New(rule.Definition[levyPolicy, levyFacts, levyAnswer]{
		ID: "sample.levy", Version: 1, Title: rule.Text{ZH: "样例", EN: "Sample"},
		Basis: []rule.Clause{{ID: "X1", Place: rule.Text{ZH: "第1条", EN: "article 1"}}},
		Steps: []*rule.Term{levy},
		Kernel: func(p *levyPolicy, in levyFacts, t *rule.Trace) (levyAnswer, error) {
			sum, err := in.Base.Times(p.Rate).Round(p.Rounding)
			t.Money(levy, sum)
			return levyAnswer{sum}, err
		},
	})
	require.NoError(t, err)
	c, err := rule.NewCatalog(r)
	require.NoError(t, err)
	return c
}

func TestANewRuleNeedsNoLineHere(t *testing.T) {
	c := levyRule(t)
	raw, err := c.Explain("sample.levy", []byte(`{"rate":"12.5%","rounding":"half-even/jiao"}`), []byte(`{"payer":"=HYPERLINK(\"x\")","base":"1000.40"}`))
	require.NoError(t, err)
	r, err := readRecord(raw)
	require.NoError(t, err)
	book := writeOne(t, c, t.TempDir(), "levy", row{"levy", r, r, nil})
	recalculate(t, []made{book}, func(t *testing.T, totals map[string]*tally) {
		assert.Equal(t, tally{equal: 1}, *totals["levy"])
	})
}

func TestATextThatLooksLikeAFormulaIsHarmless(t *testing.T) {
	c := levyRule(t)
	dir := t.TempDir()
	for _, text := range []string{`=HYPERLINK("http://example.org")`, "+1", "-1", "@SUM(1)", "\t=1", "＝1"} {
		name, err := json.Marshal(text)
		require.NoError(t, err)
		raw, err := c.Explain("sample.levy", []byte(`{"rate":"12.5%","rounding":"half-even/jiao"}`), []byte(`{"payer":`+string(name)+`,"base":"1000.40"}`))
		require.NoError(t, err)
		r, err := readRecord(raw)
		require.NoError(t, err)
		for _, records := range [][]record{{r}, {r, r}} {
			f, err := workbook(c, records, rule.English)
			require.NoError(t, err)
			out := filepath.Join(dir, "out.xlsx")
			require.NoError(t, f.SaveAs(out))
			require.NoError(t, f.Close())
			again := opened(t, out)
			for _, sheet := range again.GetSheetList() {
				texts, formulas := everything(t, again, sheet)
				for _, s := range texts {
					assert.NotContains(t, []string{"=", "+", "-", "@", "\t", "＝"}, first(s), s)
				}
				for _, s := range formulas {
					for i, part := range strings.Split(s, `"`) {
						assert.False(t, i%2 == 0 && strings.Contains(part, "HYPERLINK"), "%s: outside a text", s)
					}
				}
			}
		}
	}
}

func first(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// What other spreadsheets bear is less than what the engines here do.
func TestFormulasAreWithinTheLimitsOfSpreadsheets(t *testing.T) {
	c := civilaffairs.Catalog()
	longest := 0
	all := golden(t)
	for i, key := range slices.Sorted(maps.Keys(all)) {
		if i%3 > 0 {
			continue
		}
		for _, r := range all[key][:1] {
			f := excelize.NewFile()
			_, _, err := writeSheet(f, &looks{f: f}, schemaFor(t, c, r), r, words{rule.Chinese})
			require.NoError(t, err, key)
			name := filepath.Join(t.TempDir(), "out.xlsx")
			require.NoError(t, f.SaveAs(name))
			require.NoError(t, f.Close())
			for _, cell := range cellsOf(t, name) {
				formula, ok := cell[2].(string)
				if !ok || !strings.HasPrefix(formula, "=") {
					continue
				}
				longest = max(longest, utf8.RuneCountInString(formula))
				assert.LessOrEqual(t, depth(formula), 60, key)
				for i, part := range strings.Split(formula, `"`) {
					assert.False(t, i%2 == 1 && utf8.RuneCountInString(part) > 255, "%s: a text of more than 255 characters", key)
				}
			}
		}
	}
	t.Logf("the longest formula has %d characters", longest)
	assert.LessOrEqual(t, longest, 8000)
}

func depth(formula string) (most int) {
	at := 0
	for _, r := range formula {
		switch r {
		case '(':
			at++
		case ')':
			at--
		}
		most = max(most, at)
	}
	return most
}

func TestNearlyEveryStepIsLive(t *testing.T) {
	c := civilaffairs.Catalog()
	live, still := map[string]int{}, map[string]int{}
	for key, records := range golden(t) {
		f := excelize.NewFile()
		s := schemaFor(t, c, records...)
		b := newCases(&looks{f: f}, s, records, words{rule.Chinese})
		seen := map[string]bool{}
		for i, r := range records {
			steps, err := b.write(i, r)
			require.NoError(t, err, key)
			for _, st := range steps {
				info := s.info.Steps[st.at]
				switch {
				case seen[info.ID]:
				case st.why == nil:
					live[info.Kind]++
				default:
					still[info.Kind]++
					t.Logf("%s %s: %s", key, info.ID, st.why)
				}
				seen[info.ID] = true
			}
		}
		require.NoError(t, f.Close())
	}
	t.Logf("live %v, not live %v", live, still)
	total, bad := 0, 0
	for _, n := range live {
		total += n
	}
	for _, n := range still {
		bad += n
	}
	assert.Less(t, bad*100, total, "fewer than one in a hundred")
}
