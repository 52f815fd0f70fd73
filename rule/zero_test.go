package rule_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// limitsPolicy has the fields that a zero may be given for.
type limitsPolicy struct {
	Most  int64     `json:"most,omitzero" zh:"次数" en:"times" range:"[1,36]" default:"3"`
	Share unit.Rate `json:"share,omitzero" zh:"比例" en:"share" range:"(0,100%]" default:"10%"`
	Due   int       `json:"due,omitzero" zh:"到期年份" en:"due" range:"[1900,2199]"`
	Per   int64     `json:"per,omitzero" zh:"每" en:"for each" oneof:"1 10 100"`
	Wait  int64     `json:"wait,omitzero" zh:"等待月数" en:"months to wait" range:"[0,12]" default:"1"`
	Bonus int64     `json:"bonus,omitzero" zh:"加发月数" en:"months more" range:"[0,12]"`
}

func (p *limitsPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

type limitsFacts struct {
	Times int64      `json:"times" zh:"次" en:"times" range:"[0,100]"`
	Owned unit.Money `json:"owned" zh:"财产（元）" en:"property (yuan)" range:"[0,)"`
	Ages  []aged     `json:"ages" zh:"成员" en:"member" range:"[1,3]"`
}

type aged struct {
	Age  int64 `json:"age" zh:"年龄" en:"age" range:"[0,150]"`
	Tall int64 `json:"tall" zh:"身高" en:"height" range:"[1,300]"`
}

type limitsAnswer struct {
	Full bool `json:"full" zh:"已满" en:"full"`
}

var limited = rule.MustNew(rule.Definition[limitsPolicy, limitsFacts, limitsAnswer]{
	ID: "sample.limits", Version: 1, Title: rule.Text{ZH: "次数", EN: "times"}, Basis: []rule.Clause{notice}, Defaults: &limitsPolicy{},
	Steps: []*rule.Term{&limitsFull},
	Kernel: func(p *limitsPolicy, in limitsFacts, t *rule.Trace) (limitsAnswer, error) {
		if in.Times < 0 || in.Times > 100 || in.Owned.Sign() < 0 {
			return limitsAnswer{}, rule.Refused
		}
		out := limitsAnswer{Full: in.Times >= p.Most}
		t.Flag(&limitsFull, out.Full)
		return out, nil
	},
})

var limitsFull = rule.Term{ID: "full", Label: rule.Text{ZH: "已满", EN: "full"}, Formula: "{times} ≥ {most}"}

const limitsJSON = `{"times":2,"owned":"1.00","ages":[{"age":3,"tall":90}]}`

func catalogOf(t testing.TB, rules ...rule.Any) rule.Catalog {
	t.Helper()
	c, err := rule.NewCatalog(rules...)
	require.NoError(t, err)
	return c
}

// TestAZeroIsNeverTakenForAFieldLeftOut: a zero in JSON is read as zero or refused; only a field that is not there, or zero in a Go
// struct, stands for its default.
func TestAZeroIsNeverTakenForAFieldLeftOut(t *testing.T) {
	for _, c := range []struct {
		parameters string
		code       rule.Code
		field, zh  string
	}{
		{`{"most":0}`, rule.Range, "most", "应不小于1、不大于36"},
		{`{"share":"0%"}`, rule.Range, "share", "应大于0、不大于100%"},
		{`{"share":"0×"}`, rule.Range, "share", "应大于0、不大于100%"},
		{`{"due":0}`, rule.Range, "due", "应不小于1900、不大于2199"},
		{`{"per":0}`, rule.Invalid, "per", "只能是1、10、100"},
		{`{"wait":0}`, rule.Invalid, "wait", "填0与未提供无法区分，会改按默认值1：不用默认值时请填其他值，用默认值时请省去此项"},
	} {
		_, err := catalogOf(t, limited).Eval("sample.limits", []byte(c.parameters), []byte(limitsJSON))
		require.ErrorIs(t, err, c.code, c.parameters)
		require.Len(t, rule.Faults(err), 1, c.parameters)
		f := rule.Faults(err)[0]
		assert.Equal(t, []any{rule.OfParameters, c.field, c.zh}, []any{f.Part, f.Field, f.Reason.ZH})
		assert.NotEmpty(t, f.Reason.EN)
		assert.NotEmpty(t, f.Value)
		var p limitsPolicy
		if err := json.Unmarshal([]byte(c.parameters), &p); p.Share.String() != "0×" { // which is no rate left out: the rule looks at its range
			assert.ErrorIs(t, err, c.code, "encoding/json goes the same way")
		}
	}
	for _, good := range []string{``, `{}`, `{"bonus":0}`, `{"most":3,"bonus":0}`} {
		_, err := catalogOf(t, limited).Eval("sample.limits", []byte(good), []byte(limitsJSON))
		assert.NoError(t, err, good)
	}
	stands := limited.Under(limitsPolicy{}).Parameters()
	assert.Equal(t, []any{int64(3), "10%", int64(1)}, []any{stands.Most, stands.Share.String(), stands.Wait}, "a zero in a Go struct is not given")
}

// TestWhatCannotBeReadHidesNothing: values out of their range are named beside those that cannot be read, and facts beside
// parameters, so that they are mended in one go.
func TestWhatCannotBeReadHidesNothing(t *testing.T) {
	for _, c := range []struct {
		name, parameters, facts string
		fields                  []string
	}{
		{"syntax and range", ``, `{"times":101,"owned":"1,000","ages":[{"age":3,"tall":90}]}`, []string{"facts.owned", "facts.times"}},
		{"missing and range", ``, `{"times":101,"ages":[{"age":3,"tall":90}]}`, []string{"facts.owned", "facts.times"}},
		{"unknown and range", ``, `{"times":101,"owned":"1","x":1,"ages":[{"age":3,"tall":90}]}`, []string{"facts.x", "facts.times"}},
		{"items of a list", ``, `{"times":2,"owned":"1","ages":[{"age":"3","tall":0},{"age":151,"tall":90}]}`, []string{"facts.ages[0].age", "facts.ages[0].tall", "facts.ages[1].age"}},
		{"an item that is none", ``, `{"times":2,"owned":"1","ages":[7,{"age":151,"tall":90}]}`, []string{"facts.ages[0]", "facts.ages[1].age"}},
		{"too many items, one not read", ``, `{"times":2,"owned":"1","ages":[{"age":"3","tall":9},{"age":3,"tall":9},{"age":3,"tall":9},{"age":3,"tall":9}]}`, []string{"facts.ages[0].age", "facts.ages"}},
		{"a list that is none", ``, `{"times":101,"owned":"1","ages":{}}`, []string{"facts.ages", "facts.times"}},
		{"no object at all", ``, `[]`, []string{"facts."}},
		{"parameters and their ranges", `{"most":"3","share":"200%"}`, limitsJSON, []string{"parameters.most", "parameters.share"}},
		{"parameters, and facts out of range", `{"most":"3"}`, `{"times":101,"owned":"-1","ages":[{"age":3,"tall":90}]}`, []string{"parameters.most", "facts.times", "facts.owned"}},
		{"parameters out of range, and facts", `{"most":99}`, `{"times":101,"owned":"1","ages":[{"age":3,"tall":90}]}`, []string{"parameters.most", "facts.times"}},
		{"a zero and a range", `{"most":0,"share":"200%"}`, limitsJSON, []string{"parameters.most", "parameters.share"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := catalogOf(t, limited).Eval("sample.limits", []byte(c.parameters), []byte(c.facts))
			require.Error(t, err)
			var fields []string
			for _, f := range rule.Faults(err) {
				fields = append(fields, string(f.Part)+"."+f.Field)
				assert.Equal(t, "sample.limits", f.Rule)
				assert.NotEmpty(t, f.Reason.ZH)
				if f.Field != "" && f.Code != rule.UnknownField {
					assert.NotEmpty(t, f.Label.ZH, f.Field)
				}
			}
			assert.Equal(t, c.fields, fields)
		})
	}
}

// TestAFullListOfFaultsGrowsByNoneThatIsNot: where more cannot be read than is listed, which fields are left zero is not known, and
// none of them is called out of its range.
func TestAFullListOfFaultsGrowsByNoneThatIsNot(t *testing.T) {
	facts := `{"area":"rural","members":[`
	for i := range 150 {
		if i > 0 {
			facts += ","
		}
		facts += `{"income":"x"}`
	}
	_, err := both(t).Eval("sample.relief", nil, []byte(facts+`],"property":"-1"}`))
	require.Error(t, err)
	for _, f := range rule.Faults(err) {
		assert.Equal(t, rule.Syntax, f.Code)
	}
}
