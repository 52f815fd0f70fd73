package ruletest_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type factor struct {
	By int64 `json:"by" zh:"倍数" en:"factor"`
}

func (f *factor) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, f) }

type number struct {
	N int64 `json:"n" zh:"数" en:"number" range:"[0,100]"`
}

func (n *number) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, n) }

type answer struct {
	Product int64 `json:"product" zh:"积" en:"product"`
}

var (
	clause  = rule.Clause{ID: "sample", Norm: rule.Text{ZH: "样本", EN: "Sample"}}
	product = rule.Term{ID: "product", Label: rule.Text{ZH: "积", EN: "product"}, Formula: "{n} × {by}"}
)

// times multiplies; wrong is added to every answer that has steps.
func times(wrong int64) rule.Rule[factor, number, answer] {
	return rule.MustNew(rule.Definition[factor, number, answer]{
		ID: "sample.times", Version: 1, Title: rule.Text{ZH: "乘", EN: "Times"}, Basis: []rule.Clause{clause},
		Defaults: &factor{By: 2}, Steps: []*rule.Term{&product},
		Kernel: func(p *factor, in number, t *rule.Trace) (answer, error) {
			if in.N|(100-in.N) < 0 {
				return answer{}, rule.Refused
			}
			t.Count(&product, in.N*p.By+wrong)
			return answer{in.N*p.By + wrong}, nil
		},
	})
}

const head = "zh,en,clause,arithmetic,p.by,in.n,want.product,step.product,want.error,want.error.field\n"

type suite = ruletest.Suite[factor, number]

func check(r rule.Rule[factor, number, answer], table string, s suite) error {
	return ruletest.Check(r, fstest.MapFS{"sample.times.csv": {Data: []byte(table)}}, s)
}

func random(r *rand.Rand) number { return number{r.Int64N(110) - 5} }

func TestAGoodTablePasses(t *testing.T) {
	good := "二倍,twice,sample,3×2=6,,3,6,6,,\n三倍,thrice,sample,3×3=9,3,3,9,,,\n" +
		"负数,negative,sample,,,-1,,,range,n\n缺少,missing,sample,,,,,,missing,n\n"
	assert.NoError(t, check(times(0), "\uFEFF"+head+good, suite{Random: random}))
	saved := strings.ReplaceAll(head+good, "\n", "\r\n") + ",,,,,,,,,\r\n"
	assert.NoError(t, check(times(0), saved, suite{}), "a spreadsheet's line ends and blank rows")
	assert.NoError(t, check(times(0), strings.ReplaceAll(head+good, ",", ";"), suite{}), "semicolons")
	assert.NoError(t, check(times(0), strings.ReplaceAll(head+good, ",", "\t"), suite{}), "tabs")
	assert.NoError(t, check(times(0), strings.ReplaceAll(head+good, "\n", "\r"), suite{}), "lone carriage returns")
}

func TestWhatIsWrongWithACaseIsSaid(t *testing.T) {
	for row, problem := range map[string]string{
		"a,a,c,,,3,7,,,":        "want.product: 6, want 7",
		"a,a,c,,,3,,7,,":        "step.product: 6, want 7",
		"a,a,c,,,3,,,range,n":   "no error, want code range",
		"a,a,c,,,-1,6,,,":       "the rule refuses the case",
		"a,a,c,,,-1,,,syntax,n": "want code syntax at n",
		"a,a,c,,,-1,,,range,m":  "want code range at m",
		"a,a,c,,x,3,6,,,":       "the rule refuses the case",
	} {
		err := check(times(0), head+"b,b,c,,,3,6,,,\n"+row+"\n", suite{})
		require.Error(t, err, row)
		assert.Contains(t, err.Error(), problem, row)
		assert.Contains(t, err.Error(), "line 3", row)
	}
}

// TestAWrongFormulaIsNoticed: a kernel that is right by its table but prints another
// formula cannot pass.
func TestAWrongFormulaIsNoticed(t *testing.T) {
	err := check(times(1), head+"a,a,c,,,3,7,7,,\n", suite{})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "number × factor, by the recorded values, gives 6")
}

func TestATableThatCouldNotFailIsRefused(t *testing.T) {
	wide := utf16.Encode([]rune(head))
	raw := []byte{0xff, 0xfe}
	for _, u := range wide {
		raw = append(raw, byte(u), byte(u>>8))
	}
	for name, c := range map[string]struct {
		table string
		want  error
	}{
		"empty":                  {"", rule.Missing},
		"no rows":                {head, rule.Missing},
		"unknown column":         {"zh,en,clause,wnat.n\na,a,c,1\n", rule.UnknownField},
		"column twice":           {"zh,en,clause,want.n,want.n\na,a,c,1,1\n", rule.Duplicate},
		"no clause column":       {"zh,en,want.n\na,a,1\n", rule.Missing},
		"no description":         {head + ",a,c,,,3,6,,,\n", rule.Missing},
		"nothing to expect":      {head + "a,a,c,,,3,,,,\n", rule.Missing},
		"a cell without heading": {head + "a,a,c,,,3,6,,,,7\n", rule.UnknownField},
		"a byte order mark deep": {head + "a,a,c,,,\uFEFF3,6,,,\n", rule.Syntax},
		"UTF-16":                 {string(raw), rule.Syntax},
		"GBK":                    {head + "\xb3\xcb,a,c,,,3,6,,,\n", rule.Syntax},
		"an open quotation mark": {head + "\"a,a,c,,,3,6,,,\n", rule.Syntax},
	} {
		err := check(times(0), c.table, suite{})
		assert.ErrorIs(t, err, c.want, name)
		assert.Less(t, len(err.Error()), 300, name)
	}
}

func TestAGeneratorThatTestsNothingIsNoticed(t *testing.T) {
	good := head + "a,a,c,,,3,6,,,\n"
	err := check(times(0), good, suite{Random: func(*rand.Rand) number { return number{3} }})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "make good ones and bad ones")
}

type loose struct {
	N int64 `json:"n" zh:"数" en:"number" range:"[0,100]"`
}

// TestAbsentIsNotZero: facts that encoding/json reads with a field left out.
func TestAbsentIsNotZero(t *testing.T) {
	r := rule.MustNew(rule.Definition[factor, loose, answer]{
		ID: "sample.times", Version: 1, Title: rule.Text{ZH: "乘", EN: "Times"}, Basis: []rule.Clause{clause},
		Defaults: &factor{By: 2}, Steps: []*rule.Term{&product},
		Kernel: func(p *factor, in loose, t *rule.Trace) (answer, error) {
			t.Count(&product, in.N*p.By)
			return answer{in.N * p.By}, nil
		},
	})
	err := ruletest.Check(r, fstest.MapFS{"sample.times.csv": {Data: []byte(head + "a,a,c,,,3,6,,,\n")}}, ruletest.Suite[factor, loose]{})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "takes what is absent for zero")
}

type bands struct {
	Bands []band `json:"bands" zh:"档次" en:"band" range:"[1,9]"`
}

type band struct {
	From   int64      `json:"from" zh:"起始年龄" en:"from age" range:"[0,150]"`
	Amount unit.Money `json:"amount" zh:"月标准（元）" en:"amount a month (yuan)" range:"[0,)"`
}

// TestKernelsThatWriteParametersAreNoticed: parameters are shared by every call.
func TestKernelsThatWriteParametersAreNoticed(t *testing.T) {
	total := rule.Term{ID: "product", Label: rule.Text{ZH: "数", EN: "number"}, Formula: "{n} + count({bands})"}
	r := rule.MustNew(rule.Definition[bands, number, answer]{
		ID: "sample.times", Version: 1, Title: rule.Text{ZH: "数", EN: "Number"}, Basis: []rule.Clause{clause},
		Defaults: &bands{[]band{{80, unit.Yuan(50)}}}, Steps: []*rule.Term{&total},
		Kernel: func(p *bands, in number, t *rule.Trace) (answer, error) {
			p.Bands[0].From++
			t.Count(&total, in.N+1)
			return answer{in.N + 1}, nil
		},
	})
	err := ruletest.Check(r, fstest.MapFS{"sample.times.csv": {Data: []byte("zh,en,clause,in.n,want.product\na,a,c,3,4\n")}}, ruletest.Suite[bands, number]{})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "changed the parameters")
}

func TestTheRecordIsJSON(t *testing.T) {
	d, err := times(0).Explain(number{3})
	require.NoError(t, err)
	raw, err := json.Marshal(d)
	require.NoError(t, err)
	assert.True(t, bytes.Contains(raw, []byte(`"format":1`)))
	t.Log(d.Text(rule.Chinese))
}

func FuzzTables(f *testing.F) {
	f.Add(head + "a,a,c,,,3,6,,,\n")
	f.Add("\xff\xfez\x00")
	f.Fuzz(func(t *testing.T, table string) {
		if err := check(times(0), table, suite{}); err != nil && len(table) < 1000 && len(err.Error()) > 10_000 {
			t.Fatalf("%d bytes of error for a table of %d", len(err.Error()), len(table))
		}
	})
}

// TestEveryWrongFormulaIsNoticed: each place of the formula changed, one at a time.
func TestEveryWrongFormulaIsNoticed(t *testing.T) {
	table := fstest.MapFS{"sample.times.csv": {Data: []byte(head + "a,a,c,,3,5,15,,,\n")}}
	s, err := ruletest.Mutants(times(0), table, suite{})
	require.NoError(t, err)
	assert.Positive(t, s.Tried)
	assert.Empty(t, s.Survivors)
	assert.Contains(t, strings.Join(s.Noticed, "\n"), "line 2: sample.times: steps[0].value: 15")
}
