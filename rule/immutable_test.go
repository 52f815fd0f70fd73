package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// shared holds everything through which two copies of a value could share memory.
type shared struct {
	Bands  []band                `json:"bands"`
	Grid   [][]int64             `json:"grid"`
	ByName map[string][]int64    `json:"by_name"`
	Two    [2][]int64            `json:"two"`
	Deep   struct{ List []band } `json:"deep"`
	Opt    rule.Given[opt]       `json:"opt,omitzero"`
	Ref    *band                 `json:"ref,omitzero"`
	embedded
}

type embedded struct {
	Low []int64 `json:"low"`
}

type band struct {
	From    int64      `json:"from"`
	Monthly unit.Money `json:"monthly"`
}

type opt struct {
	List []band `json:"list"`
}

type ages struct {
	Age  int64  `json:"age"`
	More []band `json:"more"`
	Left []band `json:"left,omitzero"`
}

type told struct {
	Monthly []unit.Money `json:"monthly"`
}

var monthly = rule.Term{ID: "monthly", Label: rule.Text{ZH: "月补贴", EN: "monthly"}, Formula: "{bands.monthly}"}

func sharedPolicy() shared {
	p := shared{
		Bands: []band{{80, unit.Yuan(50)}, {90, unit.Yuan(100)}}, Grid: [][]int64{{1}, {2}}, ByName: map[string][]int64{"a": {1}},
		Two: [2][]int64{{1}, {2}}, Opt: rule.Give(opt{[]band{{1, unit.Yuan(1)}}}), Ref: &band{1, unit.Yuan(1)}, embedded: embedded{[]int64{1}},
	}
	p.Deep.List = []band{{1, unit.Yuan(1)}}
	return p
}

// spoil writes through everything that a copy could share.
func spoil(p shared) {
	o, _ := p.Opt.Get()
	for _, list := range [][]band{p.Bands, p.Deep.List, o.List} {
		list[0].Monthly = unit.Yuan(9999)
	}
	for _, list := range [][]int64{p.Grid[0], p.ByName["a"], p.Two[0], p.Low} {
		list[0] = 9999
	}
	p.Grid[1], p.ByName["b"], p.Ref.From = nil, nil, 9999
}

func sharing() rule.Definition[shared, ages, told] {
	p := sharedPolicy()
	return rule.Definition[shared, ages, told]{
		ID: "test.shared", Version: 1, Title: rule.Text{ZH: "共享", EN: "shared"}, Basis: []rule.Clause{notice}, Defaults: &p, Steps: []*rule.Term{&monthly},
		Kernel: func(p *shared, in ages, tr *rule.Trace) (told, error) {
			out := told{}
			for i, b := range p.Bands {
				out.Monthly = append(out.Monthly, b.Monthly)
				tr.Item(i)
				tr.Money(&monthly, b.Monthly)
			}
			return out, nil
		},
	}
}

func TestParametersAreCopiedInAndOut(t *testing.T) {
	d := sharing()
	r := rule.MustNew(d)
	pays := func(when string, r rule.Rule[shared, ages, told]) {
		t.Helper()
		assert.Equal(t, sharedPolicy(), r.Parameters(), when)
		out, err := r.Eval(ages{})
		require.NoError(t, err)
		assert.Equal(t, []unit.Money{unit.Yuan(50), unit.Yuan(100)}, out.Monthly, when)
	}
	spoil(*d.Defaults)
	pays("the defaults of a definition were changed", r)
	spoil(r.Parameters())
	pays("what Parameters gave was changed", r)
	q := sharedPolicy()
	under := r.Under(q)
	spoil(q)
	pays("what Under was given was changed", under)
	decision, err := under.Explain(ages{More: []band{}})
	require.NoError(t, err)
	spoil(decision.Parameters)
	pays("the parameters of a decision were changed", under)
	decision.Origins[0].Path = "spoiled"
	again, err := under.Explain(ages{})
	require.NoError(t, err)
	assert.Equal(t, "bands", again.Origins[0].Path)
}

func TestAPolicyThatACheckKeepsIsNotTheRules(t *testing.T) {
	d := sharing()
	var kept shared
	d.Check = func(p shared) (shared, error) {
		kept = p
		return p, nil
	}
	r := rule.MustNew(d)
	spoil(kept)
	assert.Equal(t, sharedPolicy(), r.Parameters())
}

func TestADefinitionMayBeUsedAgain(t *testing.T) {
	d := sharing()
	r := rule.MustNew(d)
	d.Steps[0], d.Basis[0].ID = &paid, "spoiled"
	info := r.Info()
	assert.Equal(t, "sample-1", info.Basis[0].ID)
	assert.Equal(t, "monthly", info.Steps[0].ID)
}

func TestInfoIsTheCallersOwn(t *testing.T) {
	info := Relief.Info()
	info.Basis[0].ID, info.Steps[0].ID, info.Sources[0].Path, info.Defaults[2] = "spoiled", "spoiled", "spoiled", 'x'
	for i := range info.Facts {
		for k := range info.Facts[i].Choices {
			info.Facts[i].Choices[k].Code = "spoiled"
		}
	}
	Rural.Choices()[1].Code = "spoiled"
	again := Relief.Info()
	assert.Equal(t, "T9.1", again.Basis[0].ID)
	assert.Equal(t, "standard_here", again.Steps[0].ID)
	assert.Equal(t, "share", again.Sources[0].Path)
	assert.Equal(t, "rural", again.Facts[0].Choices[0].Code)
	assert.JSONEq(t, `{"standard":{"rural":"600.00","urban":"800.00"},"share":"60%","rounding":"up/yuan"}`, string(again.Defaults))
	assert.Equal(t, "rural", Rural.String())
}

func TestADecisionKeepsItsFactsAndAnswer(t *testing.T) {
	h := household()
	d, err := Relief.Explain(h)
	require.NoError(t, err)
	before, err := d.AppendJSON(nil)
	require.NoError(t, err)
	h.Members[0].Income = unit.Yuan(9999)
	after, err := d.AppendJSON(nil)
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))

	type kept struct {
		Monthly []unit.Money `json:"monthly"`
	}
	type policy struct {
		Bands []unit.Money `json:"bands"`
	}
	bands := rule.Term{ID: "monthly", Label: rule.Text{ZH: "月补贴", EN: "monthly"}, Formula: "{members.income}"}
	lender := rule.MustNew(rule.Definition[policy, Household, kept]{
		ID: "test.lender", Version: 1, Title: rule.Text{EN: "x"}, Basis: []rule.Clause{notice}, Defaults: &policy{[]unit.Money{unit.Yuan(1)}}, Steps: []*rule.Term{&bands},
		Kernel: func(p *policy, _ Household, _ *rule.Trace) (kept, error) { return kept{p.Bands}, nil },
	})
	lent, err := lender.Explain(Household{})
	require.NoError(t, err)
	lent.Answer.Monthly[0] = unit.Yuan(9999)
	assert.Equal(t, unit.Yuan(1), lender.Parameters().Bands[0], "an answer that holds a parameter")
}

func TestAListThatIsNilIsRecordedAsAnEmptyOne(t *testing.T) {
	r := rule.MustNew(sharing()).Under(shared{})
	d, err := r.Explain(ages{})
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	assert.Contains(t, string(record), `"bands":[]`)
	assert.Contains(t, string(record), `"facts":{"age":0,"more":[]}`, "what may be left out stays out")
	catalog, err := rule.NewCatalog(r)
	require.NoError(t, err)
	_, err = catalog.Replay(record)
	require.NoError(t, err, "null would be refused")
	id, err := r.Identifier()
	require.NoError(t, err)
	sum, err := id.Append(nil, ages{})
	require.NoError(t, err)
	sums, err := d.Digests()
	require.NoError(t, err)
	assert.Equal(t, sums.Decision, string(sum), "a bulk run gives the same identity")
}

// The kernel hands the addresses of its terms to the trace. What stands behind them was
// read when the rule was made, and is told as it was then.
func TestATermChangedAfterwardsIsToldAsItWas(t *testing.T) {
	term := monthly
	d := sharing()
	d.Steps = []*rule.Term{&term}
	d.Kernel = func(p *shared, in ages, tr *rule.Trace) (told, error) {
		tr.Item(0)
		tr.Money(&term, p.Bands[0].Monthly)
		return told{Monthly: []unit.Money{p.Bands[0].Monthly}}, nil
	}
	q := sharedPolicy()
	q.Bands = q.Bands[:1]
	d.Defaults = &q
	r := rule.MustNew(d)
	before, err := r.Explain(ages{})
	require.NoError(t, err)
	info := r.Info()
	term = rule.Term{ID: "spoiled", Label: rule.Text{ZH: "改", EN: "changed"}, Formula: "1 + 1", Clause: notice}
	after, err := r.Explain(ages{})
	require.NoError(t, err)
	assert.Equal(t, before.Steps, after.Steps)
	assert.NoError(t, after.Verify())
	assert.Equal(t, info, r.Info())
}
