package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type saysOK struct {
	OK bool `json:"ok" zh:"可以" en:"ok"`
}

// flatEnv gives a formula the facts of a case, lists of plain values and of structs among them.
type flatEnv struct {
	cells rule.Cells
	kind  func(path string) formula.Kind
}

func (e flatEnv) Value(name string, item int) (formula.Value, bool) {
	n := 0
	for _, c := range e.cells {
		if list, rest, inList := strings.Cut(c.Path, "["); inList {
			_, rest, _ = strings.Cut(rest, "]")
			if list+rest != name {
				continue
			}
			if n++; n != item {
				continue
			}
		} else if c.Path != name {
			continue
		}
		v, err := formula.ParseValue(e.kind(name), c.Text)
		return v, err == nil
	}
	return formula.Value{Kind: e.kind(name), Absent: true}, true
}

func (e flatEnv) Len(name string) int {
	n := -1
	for _, c := range e.cells {
		list, rest, inList := strings.Cut(c.Path, "[")
		_, rest, _ = strings.Cut(rest, "]")
		if inList && (list == name || list+rest == name) {
			n = max(n, 0) + 1
		}
	}
	return n
}

// judged is a rule without parameters that answers whether a formula over its facts holds. It refuses nothing of its own.
func judged[Facts any](t *testing.T, text string) rule.Rule[none, Facts, saysOK] {
	text = strings.NewReplacer("≤ −", "≤ 0 − ", "= −", "= 0 − ").Replace(text)
	f := formula.MustParse(text)
	var kinds map[string]formula.Kind
	r, err := rule.New(rule.Definition[none, Facts, saysOK]{
		ID: "sample.judged", Version: 1, Title: rule.Text{ZH: "判定", EN: "Judged"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{step("ok", text)},
		KernelByRef: func(_ *none, in *Facts, _ *rule.Trace) (out saysOK, err error) {
			cells, err := rule.Flatten(in)
			if err != nil {
				return out, err
			}
			v, err := f.Eval(flatEnv{cells, func(path string) formula.Kind { return kinds[path] }}, 0)
			out.OK = v.Flag
			return out, err
		},
	})
	require.NoError(t, err, text)
	kinds = map[string]formula.Kind{}
	for _, f := range r.Info().Facts {
		kinds[strings.ReplaceAll(f.Path, "[]", "")] = formula.ParseKind(f.Kind)
	}
	return r
}

// changes writes the values that change the outcome of one fact, up first, with how far they are.
func changes[Facts any](t *testing.T, text string, in Facts, path string) string {
	f, err := judged[Facts](t, text).Flip(in)
	require.NoError(t, err, text)
	for _, flip := range f.Flips {
		if flip.Path == path {
			require.Empty(t, flip.Fault, text)
			var out []string
			for _, c := range flip.Changes {
				out = append(out, c.Value+" "+c.By)
			}
			return strings.Join(out, ", ")
		}
	}
	return "no " + path
}

type endsFacts struct {
	Tiny  int8                   `json:"tiny" zh:"甲" en:"tiny"`
	Short int16                  `json:"short" zh:"乙" en:"short"`
	Int   int32                  `json:"int" zh:"丙" en:"int"`
	Byte  uint8                  `json:"byte" zh:"丁" en:"byte"`
	Word  uint16                 `json:"word" zh:"戊" en:"word"`
	Wide  uint32                 `json:"wide" zh:"己" en:"wide"`
	Long  uint64                 `json:"long" zh:"庚" en:"long"`
	Most  int64                  `json:"most" zh:"辛" en:"most" range:"(,7]"`
	Least int64                  `json:"least" zh:"壬" en:"least" range:"(-3,)"`
	Paid  unit.Money             `json:"paid" zh:"癸" en:"paid" range:"(-1,1)"`
	Held  unit.Money             `json:"held" zh:"子" en:"held" range:"[-0.5,0.5]"`
	Rate  unit.Rate              `json:"rate" zh:"丑" en:"rate" range:"(0.005%,0.995%)"`
	Month unit.Month             `json:"month" zh:"寅" en:"month"`
	Rows  []endsRow              `json:"rows" zh:"行" en:"row"`
	Ages  []int64                `json:"ages" zh:"年龄" en:"ages" range:"[1,3]"`
	Small rule.Given[int32]      `json:"small,omitzero" zh:"卯" en:"small"`
	Few   rule.Given[uint8]      `json:"few,omitzero" zh:"辰" en:"few"`
	Spent rule.Given[unit.Money] `json:"spent,omitzero" zh:"巳" en:"spent" range:"[0,1]"`
	Night rule.Given[bool]       `json:"night,omitzero" zh:"午" en:"night"`
}

type endsRow struct {
	N int64 `json:"n" zh:"件数" en:"pieces" range:"[0,5)"`
}

// TestTheLastValueThatATagOrATypeAllowsIsLookedAt, and none beyond it: at each end the change is that last value, or none where the outcome
// would turn a step later.
func TestTheLastValueThatATagOrATypeAllowsIsLookedAt(t *testing.T) {
	zero := unit.Money{}
	in := endsFacts{Rate: unit.MustParseRate("0.5%"), Month: unit.MustParseMonth("2023-05"), Rows: []endsRow{{2}, {3}}, Ages: []int64{10, 2}, Small: rule.Give[int32](4),
		Few: rule.Give[uint8](9), Spent: rule.Give(zero), Night: rule.Give(false)}
	for _, c := range []struct{ path, text, want string }{
		{"tiny", "{tiny} ≤ −128 or {tiny} ≥ 127", "127 +127, -128 -128"}, {"tiny", "{tiny} ≤ −129 or {tiny} ≥ 128", ""},
		{"short", "{short} ≤ −32768 or {short} ≥ 32767", "32767 +32767, -32768 -32768"}, {"short", "{short} ≤ −32769 or {short} ≥ 32768", ""},
		{"int", "{int} ≤ −2147483648 or {int} ≥ 2147483647", "2147483647 +2147483647, -2147483648 -2147483648"}, {"int", "{int} ≤ −2147483649 or {int} ≥ 2147483648", ""},
		{"byte", "{byte} ≥ 255", "255 +255"}, {"byte", "{byte} ≥ 256 or {byte} < 0", ""},
		{"word", "{word} ≥ 65535", "65535 +65535"}, {"word", "{word} ≥ 65536 or {word} < 0", ""},
		{"wide", "{wide} ≥ 4294967295", "4294967295 +4294967295"}, {"wide", "{wide} ≥ 4294967296 or {wide} < 0", ""},
		{"long", "{long} ≥ 9007199254740991", "9007199254740991 +9007199254740991"}, {"long", "{long} < 0", ""},
		{"most", "{most} ≥ 7 or {most} ≤ −9007199254740991", "7 +7, -9007199254740991 -9007199254740991"}, {"most", "{most} > 7", ""},
		{"least", "{least} ≤ −2", "-2 -2"}, {"least", "{least} ≤ −3", ""},
		{"paid", "{paid} ÷ 0.99 ≥ {held} + {paid}", "-0.01 -0.01"},
		{"rate", "{rate} ≥ 0.99% or {rate} ≤ 0.01%", "0.99% +0.49%, 0.01% -0.49%"}, {"rate", "{rate} > 0.99% or {rate} < 0.01%", ""},
		{"month", "{month} − {month} = 1", ""},
		{"rows[1].n", "any({rows.n} ≥ 4)", "4 +1"}, {"rows[1].n", "any({rows.n} ≥ 5)", ""}, {"rows[0].n", "any({rows.n} = 0)", "0 -2"},
		{"ages[0]", "count({ages}) = 2", "no ages[0]"},
		{"small", "{small} ≥ 2147483647 or {small} ≤ −2147483648", "2147483647 +2147483643, -2147483648 -2147483652"}, {"small", "{small} ≥ 2147483648", ""},
		{"few", "{few} ≥ 255 or {few} = 0", "255 +246, 0 -9"}, {"few", "{few} ≥ 256", ""},
		{"night", "{night}", "true "},
	} {
		text := c.text
		switch c.path {
		case "small", "few", "night":
			text = "if(given({" + c.path + "}), " + text + ", false)"
		case "paid":
			text = "{paid} ÷ 0.99 < {held} + {paid}" // 0 ÷ 0.99 is not below 0; below it what is divided is less
			assert.Equal(t, "-0.01 -0.01", changes(t, text, in, c.path), text)
			continue
		}
		assert.Equal(t, c.want, changes(t, text, in, c.path), text)
	}
}

// TestAMonthIsLookedForToTheFirstAndTheLast there can be.
func TestAMonthIsLookedForToTheFirstAndTheLast(t *testing.T) {
	type facts struct {
		Month unit.Month `json:"month" zh:"月份" en:"month"`
		Other unit.Month `json:"other" zh:"另一月份" en:"other"`
	}
	at := func(other, text string) string {
		return changes(t, text, facts{unit.MustParseMonth("2023-05"), unit.MustParseMonth(other)}, "month")
	}
	assert.Equal(t, "2199-12 +2119", at("2199-12", "{month} ≥ {other}"))
	assert.Empty(t, at("2199-12", "{month} > {other}"))
	assert.Equal(t, "1900-01 -1480", at("1900-01", "{month} ≤ {other}"))
	assert.Empty(t, at("1900-01", "{month} < {other}"))
}

// TestAmountsRunToTheLastThatThereCanBe.
func TestAmountsRunToTheLastThatThereCanBe(t *testing.T) {
	type facts struct {
		Paid   unit.Money  `json:"paid" zh:"已付" en:"paid"`
		Figure unit.Number `json:"figure" zh:"数值" en:"figure" range:"[-100000000000000,100000000000000]"`
		Part   unit.Share  `json:"part" zh:"占比" en:"part"`
		Night  bool        `json:"night" zh:"夜间" en:"night"`
	}
	half, err := unit.NewShare(1, 2)
	require.NoError(t, err)
	in := facts{Figure: unit.MustParseNumber("0.000000002"), Part: half}
	const text = "{figure} > 0.000000005 or {figure} ≤ −0.000000003"
	assert.Equal(t, "0.000000006 +0.000000004, -0.000000003 -0.000000005", changes(t, text, in, "figure"), "limits that are too far in its steps are none")
	assert.Equal(t, "no part", changes(t, text, in, "part"), "two counts are no number that runs")
	r := judged[facts](t, text)
	e, err := r.Edges(in, "paid", "-90071992547409.91", "90071992547409.91")
	require.NoError(t, err)
	assert.Equal(t, []string{"-90071992547409.91 90071992547409.91"}, ranges(e))
	for _, c := range []struct {
		in             facts
		path, from, to string
		code           rule.Code
		why            string
	}{
		{in, "paid", "0", "90071992547409.92", rule.Range, "must be -90071992547409.91 to 90071992547409.91"},
		{in, "part", "0%", "100%", rule.Invalid, "only an amount"},
		{in, "night", "false", "true", rule.Invalid, "only an amount"},
		{in, "figure", "0", "10000000", rule.Range, "must be -9007199.254740991 to 9007199.254740991"},
		{in, "figure", "0.0000000001", "1", rule.Syntax, "must be a number, in steps of 0.000000001"},
		{facts{Figure: unit.MustParseNumber("1"), Part: half}, "figure", "5%", "1", rule.Syntax, "must be a number, in steps of 1"},
		{facts{Figure: unit.MustParseNumber("100000000000000"), Part: half}, "figure", "0", "0.000000001", rule.Range, "must be -9007199.254740991 to 9007199.254740991"},
	} {
		_, err := r.Edges(c.in, c.path, c.from, c.to)
		require.ErrorIs(t, err, c.code, c.path)
		assert.Contains(t, err.Error(), c.why, c.path)
	}
	e, err = r.Edges(in, "figure", "0.000000000", "0.000000009")
	require.NoError(t, err)
	assert.Equal(t, []string{"0.000000000 0.000000005", "0.000000006 0.000000009"}, ranges(e))
}

// TestAStepHasTheDecimalsOfWhatIsAsked, in whatever notation it is asked.
func TestAStepHasTheDecimalsOfWhatIsAsked(t *testing.T) {
	type facts struct {
		Rate unit.Rate `json:"rate" zh:"比率" en:"rate"`
	}
	for _, c := range [][4]string{
		{"50%", "0.0009%", "1%", "0.0001%"}, {"50%", "0.0009‰", "1%", "0.00001%"}, {"50%", "0.5", "1", "0.01%"}, {"50%", "0.12345", "1", "0.001%"}, {"50%", "0.123456789", "1", "0.0000001%"},
		{"0.5×", "0.1%", "1×", "0.001×"}, {"0.5×", "0‰", "0.0001‰", "0.0000001×"}, {"500‰", "0.12345", "900‰", "0.01‰"}, {"500‰", "0.1%", "0.12345%", "0.0001‰"},
	} {
		e, err := judged[facts](t, "{rate} > 1").Edges(facts{unit.MustParseRate(c[0])}, "rate", c[1], c[2])
		require.NoError(t, err, c)
		assert.Equal(t, c[3], e.Step, c)
	}
}

// TestARefusalOfATypeNamesTheValue as it was tried.
func TestARefusalOfATypeNamesTheValue(t *testing.T) {
	in := endsFacts{Rate: unit.MustParseRate("0.5%"), Month: unit.MustParseMonth("2023-05"), Ages: []int64{1}}
	r := judged[endsFacts](t, "{tiny} > 1")
	for path, at := range map[string][2]string{"tiny": {"127", "128"}, "byte": {"255", "256"}} {
		e, err := r.Edges(in, path, at[0], at[1])
		require.NoError(t, err)
		require.Len(t, e.Segments, 2)
		assert.Equal(t, rule.Errors{{Rule: "sample.judged", Code: rule.Range, Part: rule.OfFacts, Field: path, Label: e.Label, Value: at[1],
			Reason: rule.Text{ZH: "超出此项可取的范围", EN: "beyond what the field can hold"}}}, e.Segments[1].Refused)
	}
	e, err := r.Edges(in, "byte", "-1", "0")
	require.NoError(t, err)
	assert.Equal(t, "-1", e.Segments[0].Refused[0].Value)
}

// TestTheRangeOfAListSaysHowManyThereAre, and nothing of what its items are where those have no fields.
func TestTheRangeOfAListSaysHowManyThereAre(t *testing.T) {
	type row struct {
		Age int64 `json:"age" zh:"年龄" en:"age"`
	}
	type facts struct {
		Rows []row `json:"rows" zh:"行" en:"row" range:"[1,3]"`
	}
	type answer struct {
		Later []int64 `json:"later" zh:"以后" en:"later" range:"[1,3]"`
	}
	later := step("later", "{rows.age} + 10")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.later", Version: 1, Title: rule.Text{ZH: "以后", EN: "Later"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{later},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (out answer, err error) {
			if len(in.Rows) < 1 || len(in.Rows) > 3 {
				return out, rule.Refused
			}
			for i, row := range in.Rows {
				out.Later = append(out.Later, row.Age+10)
				tr.Item(i)
				tr.Count(later, row.Age+10)
			}
			tr.Item(-1)
			return out, nil
		},
	})
	require.NoError(t, err)
	in := facts{[]row{{70}, {2}}}
	d, err := r.Explain(in)
	require.NoError(t, err)
	require.NoError(t, d.Verify())
	o, err := r.Decide([]byte(`{"rows":[{"age":70},{"age":2}]}`))
	require.NoError(t, err)
	var got []string
	for _, f := range o.Answer {
		got = append(got, f.Path+"="+f.Value)
	}
	assert.Equal(t, []string{"later[0]=80", "later[1]=12"}, got)
	e, err := r.Edges(in, "rows[0].age", "-9000", "9000")
	require.NoError(t, err)
	assert.Equal(t, "row 1 age from -9000 to 9000 (in this case 70)\n  -9000 to 9000  later 1 -8990→9010 (+1 for each 1 more); later 2 12\n", e.Text(rule.English))
	_, err = r.Eval(facts{})
	assert.ErrorIs(t, err, rule.Range)
}
