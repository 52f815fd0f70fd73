package rule_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// fieldsOf lists the fields that an error names.
func fieldsOf(err error) (fields []string) {
	for _, f := range rule.Faults(err) {
		fields = append(fields, f.Field)
	}
	return fields
}

type none struct{}

func TestNewNamesWhatIsMissing(t *testing.T) {
	_, err := rule.New(rule.Definition[none, none, none]{})
	require.ErrorIs(t, err, rule.NotWhole)
	assert.Equal(t, []string{"Kernel", "ID", "Version", "Title", "Basis"}, fieldsOf(err))
	assert.Panics(t, func() { rule.MustNew(rule.Definition[none, none, none]{}) })
}

func TestNewWantsExactlyOneKernel(t *testing.T) {
	d := heatingDefinition()
	d.KernelByRef = func(p *HeatingPolicy, in *HeatingFacts, tr *rule.Trace) (HeatingAnswer, error) {
		return d.Kernel(p, *in, tr)
	}
	_, err := rule.New(d)
	assert.Equal(t, []string{"Kernel"}, fieldsOf(err))
	d.Kernel, d.KernelByRef = nil, nil
	_, err = rule.New(d)
	assert.Equal(t, []string{"Kernel"}, fieldsOf(err))
}

// refuse gives the error for a heating rule whose steps are changed.
func refuse(t *testing.T, steps ...*rule.Term) rule.Errors {
	t.Helper()
	d := heatingDefinition()
	d.Steps = steps
	_, err := rule.New(d)
	require.ErrorIs(t, err, rule.NotWhole)
	for _, f := range rule.Faults(err) {
		assert.NotEmpty(t, f.Reason.ZH)
		assert.NotEmpty(t, f.Reason.EN)
		assert.Equal(t, "sample.heating", f.Rule)
	}
	return rule.Faults(err)
}

func step(id, formula string) *rule.Term {
	return &rule.Term{ID: id, Label: rule.Text{ZH: "步骤", EN: "step"}, Formula: formula}
}

func TestNewRefusesFormulasThatMeanNothing(t *testing.T) {
	for formula, why := range map[string]string{
		"{nobody} × 2":                "no name {nobody}",
		"{per_person} × {later}":      "no name {later}",
		"{subsidy} × 2":               "no name {subsidy}",
		"{per_person} > 50%":          "do not go together",
		"{per_person} + {persons}":    "do not go together",
		"{per_person} × {per_person}": "do not go together",
		"round({per_person}, 'up')":   "here must stand",
		"if({persons}, 1, 2)":         "here must stand",
		"sum({persons})":              "must mention an item of a list",
		"":                            "",
		"{per_person} ×":              "",
	} {
		got := refuse(t, step("subsidy", formula), step("later", "{persons}"))
		assert.Equal(t, "Steps[0](subsidy).Formula", got[0].Field, formula)
		assert.Contains(t, got[0].Reason.EN, why, formula)
		assert.Equal(t, formula, got[0].Value)
	}
}

func TestNewRefusesStepsThatCannotBeToldApart(t *testing.T) {
	got := refuse(t, &paid, &paid)
	assert.Equal(t, "Steps[1](subsidy).ID", got[0].Field)
	got = refuse(t, &paid, step("persons", "{per_person}"))
	assert.Contains(t, got[0].Reason.EN, "a given is not told again as a step")
	got = refuse(t, &paid, nil, &rule.Term{ID: "", Formula: "1"}, &rule.Term{ID: "x", Formula: "1"}, &rule.Term{ID: "y", Label: rule.Text{ZH: "无"}, Formula: "1"})
	assert.Equal(t, []string{"Steps[1].ID", "Steps[2].ID", "Steps[3](x).Label", "Steps[4](y).Label"}, fieldsOf(got.Err()))
}

func TestNewWantsAStepForEveryLeafOfTheAnswer(t *testing.T) {
	got := refuse(t, step("other", "{per_person}"))
	assert.Equal(t, []string{"Answer.subsidy"}, fieldsOf(got.Err()))
	d := heatingDefinition()
	d.Steps = []*rule.Term{step("other", "{per_person} × {persons}")}
	d.Shown = map[string]string{"subsidy": "other"}
	_, err := rule.New(d)
	require.NoError(t, err)
	d.Shown = map[string]string{"subsidy": "other", "bonus": "other"}
	_, err = rule.New(d)
	assert.Equal(t, []string{"Shown.bonus"}, fieldsOf(err))
	d.Shown = map[string]string{"subsidy": "persons", "persons": "other"}
	_, err = rule.New(d)
	assert.Equal(t, []string{"Shown.persons"}, fieldsOf(err))
	d.Shown, d.Units = map[string]string{"subsidy": "other"}, map[string]rule.Text{"subsidy": {ZH: "元"}, "persons": {ZH: "人"}}
	_, err = rule.New(d)
	assert.Equal(t, []string{"Units.persons"}, fieldsOf(err))
}

// answerOf defines a rule over the relief's facts whose answer is of type A.
func answerOf[A any](steps ...*rule.Term) error {
	_, err := rule.New(rule.Definition[none, Household, A]{
		ID: "test.answer", Version: 1, Title: rule.Text{ZH: "甲", EN: "a"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: steps,
		Kernel: func(*none, Household, *rule.Trace) (out A, err error) { return out, nil },
	})
	return err
}

func TestNewTellsLeavesOfListsFromThoseOutside(t *testing.T) {
	type one struct {
		Income unit.Money `json:"income"`
	}
	assert.Equal(t, []string{"Answer.income"}, fieldsOf(answerOf[one](step("income", "{members.income}"))), "which member's?")
	require.NoError(t, answerOf[one](step("income", "sum({members.income})")))
	type plain struct {
		Incomes []unit.Money `json:"incomes"`
	}
	assert.Equal(t, []string{"Answer.incomes[]"}, fieldsOf(answerOf[plain]()), "a list of plain values is shown too")
	require.NoError(t, answerOf[plain](step("incomes", "{members.income}")))
	type deep struct {
		A []struct {
			B []struct {
				C unit.Money `json:"c"`
			} `json:"b"`
		} `json:"a"`
	}
	assert.Equal(t, []string{"Answer.a[].b[]", "Answer.a[].b[].c"}, fieldsOf(answerOf[deep](step("a.b.c", "{members.income}"))))
	type listed struct {
		Members unit.Money `json:"members"`
	}
	assert.Equal(t, []string{"Answer.members"}, fieldsOf(answerOf[listed]()), "a list is no value")
}

func TestNewRefusesNamesThatFormulasCouldNotTellApart(t *testing.T) {
	_, err := rule.New(rule.Definition[HeatingFacts, HeatingFacts, none]{
		ID: "test.names", Version: 1, Title: rule.Text{EN: "x"}, Basis: []rule.Clause{notice}, Defaults: &HeatingFacts{},
		Kernel: func(*HeatingFacts, HeatingFacts, *rule.Trace) (none, error) { return none{}, nil },
	})
	assert.Equal(t, []string{"persons"}, fieldsOf(err))
}

// policyOf defines a rule whose parameters are of type P.
func policyOf[P any](sources ...rule.Source) error {
	_, err := rule.New(rule.Definition[P, none, none]{
		ID: "test.policy", Version: 1, Title: rule.Text{ZH: "甲", EN: "a"}, Basis: []rule.Clause{notice}, Sources: sources,
		Kernel: func(*P, none, *rule.Trace) (none, error) { return none{}, nil },
	})
	return err
}

func TestNewRefusesTagsThatSayNothing(t *testing.T) {
	type good struct {
		A unit.Rate     `json:"a" range:"(0,100%]"`
		B int64         `json:"b" range:"[0,0]"`
		C []int64       `json:"c" range:"[1,3)"`
		D unit.Rounding `json:"d,omitzero" default:"up/yuan" oneof:"up/fen up/yuan"`
	}
	require.NoError(t, policyOf[good]())
	type bad struct {
		A unit.Rate     `json:"a" range:"0,100%"`
		B int64         `json:"b" range:"[one,2]"`
		C int64         `json:"c" range:"[2,1]"`
		D int64         `json:"d" range:"(1,1]"`
		E string        `json:"e" range:"[1,2]"`
		F int64         `json:"f" range:"(,)"`
		G unit.Rounding `json:"g,omitzero" default:"upwards"`
		H unit.Rounding `json:"h,omitzero" default:"down/fen" oneof:"up/fen up/yuan"`
		I int64         `json:"i,omitzero" default:"7" range:"[0,5]"`
	}
	assert.Equal(t, []string{"Policy.a", "Policy.b", "Policy.c", "Policy.d", "Policy.e", "Policy.f", "Policy.g", "Policy.h", "Policy.i"}, fieldsOf(policyOf[bad]()))
	type facts struct {
		A int64 `json:"a,omitzero" default:"3"`
	}
	_, err := rule.New(rule.Definition[none, facts, none]{
		ID: "test.facts", Version: 1, Title: rule.Text{EN: "x"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(*none, facts, *rule.Trace) (none, error) { return none{}, nil },
	})
	assert.Equal(t, []string{"Facts.a"}, fieldsOf(err), "a fact has no default")
}

func TestNewRefusesSourcesOfNoParameter(t *testing.T) {
	type policy struct {
		Floor unit.Rate `json:"floor"`
		Bands []struct {
			Limit unit.Money `json:"limit"`
		} `json:"bands"`
		Area Area `json:"area"`
	}
	source := func(path, value string) rule.Source { return rule.Source{Path: path, Value: value, Clause: notice} }
	require.NoError(t, policyOf[policy](source("floor", "55%"), source("bands", "[]"), source("area", "rural")))
	err := policyOf[policy](
		source("ceiling", "55%"), source("bands.limit", "1.00"), source("bands[].limit", "1.00"), source("", "1"),
		source("floor", "fifty"), source("area", "desert"), source("floor", ""), rule.Source{Path: "floor", Value: "55%"},
	)
	assert.Equal(t, []string{
		"Sources[0].Path", "Sources[1].Path", "Sources[2].Path", "Sources[3].Path", "Sources[4].Value", "Sources[5].Value", "Sources[6].Value", "Sources[7].Clause.ID",
	}, fieldsOf(err))
}

func TestNewRefusesWhatCouldNotBeRecorded(t *testing.T) {
	type facts struct {
		Rate    float64 `json:"rate"`
		Nested  []struct{ Done chan int }
		ByName  map[string]func()
		Hidden  float32 `json:"-"`
		private float32
		Whole   unit.Exact
		Self    *facts
		Any     any
		Twice   int64 `json:"Whole"`
		Empty   int64 `json:"empty,omitempty"`
		Quoted  int64 `json:"quoted,string"`
	}
	_ = facts{}.private
	_, err := rule.New(rule.Definition[int, facts, complex64]{
		ID: "Heat Subsidy!", Version: 1, Title: rule.Text{EN: "x"},
		Basis:  []rule.Clause{{}, {ID: "T2.1", Quote: strings.Repeat("引", 41)}, {ID: "T2.1", Quote: strings.Repeat("引", 40)}},
		Kernel: func(*int, facts, *rule.Trace) (complex64, error) { return 0, nil },
	})
	assert.ErrorIs(t, err, rule.NotWhole)
	assert.Equal(t, []string{
		"ID", "Basis[0].ID", "Basis[1].Quote", "Policy", "Facts.rate", "Facts.Nested.Done", "Facts.ByName", "Facts.Any",
		"Facts.Whole", "Facts.empty", "Facts.quoted", "Answer", "Answer",
	}, fieldsOf(err))
	for _, bad := range []string{"heat", ".heat", "heat.", "a..b", "a.B", "a.b c", "甲.乙"} {
		d := heatingDefinition()
		d.ID = bad
		_, err := rule.New(d)
		assert.Equal(t, []string{"ID"}, fieldsOf(err), bad)
	}
	type optionalList struct {
		Names rule.Given[[]string] `json:"names,omitzero"`
	}
	assert.Equal(t, []string{"Policy.names"}, fieldsOf(policyOf[optionalList]()))
	type byPointer struct{ *HeatingFacts }
	assert.Equal(t, []string{"Policy.persons"}, fieldsOf(policyOf[byPointer]()))
}

func TestDefaultsThatCannotBeAreRefused(t *testing.T) {
	d := reliefDefinition()
	d.Defaults = &ReliefPolicy{Standard: Standard{Rural: unit.Yuan(600)}, Share: unit.MustParseRate("160%")}
	_, err := rule.New(d)
	require.ErrorIs(t, err, rule.Missing)
	require.ErrorIs(t, err, rule.Range)
	assert.Equal(t, []string{"standard.urban", "share"}, fieldsOf(err))
}

// TestAWrongFormulaCannotPass is the one that this package is built for: a rule that prints
// x + x = 5 + 5 = 15 is neither verified nor replayed.
func TestAWrongFormulaCannotPass(t *testing.T) {
	type number struct {
		X int64 `json:"x" zh:"数"`
	}
	type double struct {
		Sum int64 `json:"sum" zh:"和"`
	}
	term := rule.Term{ID: "sum", Label: rule.Text{ZH: "和", EN: "sum"}, Formula: "{x} + {x}"}
	define := func(factor int64) rule.Rule[none, number, double] {
		return rule.MustNew(rule.Definition[none, number, double]{
			ID: "test.double", Version: 1, Title: rule.Text{ZH: "加倍", EN: "double"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{&term},
			Kernel: func(_ *none, in number, tr *rule.Trace) (double, error) {
				tr.Count(&term, factor*in.X)
				return double{factor * in.X}, nil
			},
		})
	}
	for factor, holds := range map[int64]bool{2: true, 3: false} {
		r := define(factor)
		d, err := r.Explain(number{5})
		require.NoError(t, err)
		err = d.Verify()
		assert.Equal(t, holds, err == nil)
		record, err2 := d.AppendJSON(nil)
		require.NoError(t, err2)
		catalog, err2 := rule.NewCatalog(r)
		require.NoError(t, err2)
		report, err2 := catalog.Replay(record)
		require.NoError(t, err2)
		assert.Equal(t, holds, report.Holds())
		if holds {
			continue
		}
		require.ErrorIs(t, err, rule.Invalid)
		fault := rule.Faults(err)[0]
		assert.Equal(t, "steps[0].value", fault.Field)
		assert.Equal(t, "15", fault.Value)
		assert.Equal(t, term.Label, fault.Label)
		assert.Equal(t, "the formula does not hold: x + x, by the recorded values, gives 10, but 15 is recorded", fault.Reason.EN)
		assert.Equal(t, "steps[0].value", report.Differences[0].Path)
		assert.Equal(t, "10", report.Differences[0].Recomputed)
	}
}

func TestVerifyFindsWhatAKernelForgetsToRecord(t *testing.T) {
	d := heatingDefinition()
	d.Kernel = func(p *HeatingPolicy, in HeatingFacts, _ *rule.Trace) (HeatingAnswer, error) {
		return HeatingAnswer{}, nil
	}
	got, err := rule.MustNew(d).Under(HeatingPolicy{PerPerson: unit.Yuan(1)}).Explain(HeatingFacts{})
	require.NoError(t, err)
	assert.Equal(t, []string{"answer.subsidy"}, fieldsOf(got.Verify()))
	assert.Contains(t, got.Verify().Error(), "no step subsidy")
	d.Kernel = func(p *HeatingPolicy, in HeatingFacts, tr *rule.Trace) (HeatingAnswer, error) {
		tr.Money(&paid, unit.Money{})
		tr.Money(&paid, unit.Money{})
		tr.Item(0)
		tr.Money(&paid, unit.Money{})
		tr.Item(-1)
		tr.Count(step("other", "1"), 1)
		return HeatingAnswer{Subsidy: unit.Yuan(1)}, nil
	}
	got, err = rule.MustNew(d).Under(HeatingPolicy{PerPerson: unit.Yuan(1)}).Explain(HeatingFacts{})
	require.NoError(t, err)
	assert.Equal(t, []string{"steps[1].value", "steps[2].value", "steps[3].value", "answer.subsidy"}, fieldsOf(got.Verify()))
	var zero rule.Decision[none, none, none]
	assert.ErrorIs(t, zero.Verify(), rule.NotWhole)
}

func TestStepsOfSomeItemsOnlyAreFound(t *testing.T) {
	type lasts struct {
		N int64 `json:"n"`
	}
	each, last := step("rest", "{members.income} − {members.income}"), step("n", "count({members})")
	r := rule.MustNew(rule.Definition[none, Household, lasts]{
		ID: "test.items", Version: 1, Title: rule.Text{ZH: "甲", EN: "a"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{each, last},
		Kernel: func(_ *none, in Household, tr *rule.Trace) (lasts, error) {
			tr.Item(len(in.Members) - 1)
			tr.Money(each, unit.Money{})
			tr.Item(-1)
			tr.Count(last, int64(len(in.Members)))
			return lasts{int64(len(in.Members))}, nil
		},
	})
	d, err := r.Explain(Household{Area: Rural, Members: make([]Member, 50)})
	require.NoError(t, err)
	assert.NoError(t, d.Verify())
}

func TestCountsReachTheirEnds(t *testing.T) {
	var in HeatingFacts
	require.NoError(t, rule.Unmarshal([]byte(`{"persons":9223372036854775807}`), &in))
	assert.EqualValues(t, math.MaxInt64, in.Persons)
	assert.ErrorIs(t, rule.Unmarshal([]byte(`{"persons":9223372036854775808}`), &in), rule.Syntax)
}
