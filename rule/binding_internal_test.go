package rule

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type (
	textPolicy struct {
		Text string `json:"text" zh:"文" en:"text" range:""`
		N    int64  `json:"n" zh:"数" en:"number" range:"[0,1000]"`
	}
	numberFacts struct {
		M int64 `json:"m" zh:"数" en:"number"`
	}
	numberAnswer struct {
		Sum int64 `json:"sum" zh:"和" en:"sum"`
	}
)

func textRule(t *testing.T) Rule[textPolicy, numberFacts, numberAnswer] {
	t.Helper()
	sum := &Term{ID: "sum", Label: Text{ZH: "和", EN: "sum"}, Formula: "{n} + {m}"}
	clause := Clause{ID: "1"}
	r, err := New(Definition[textPolicy, numberFacts, numberAnswer]{
		ID: "a.b", Version: 1, Title: Text{ZH: "甲", EN: "a"}, Basis: []Clause{clause}, Steps: []*Term{sum}, Defaults: &textPolicy{"x", 1},
		Sources: []Source{{Path: "n", Clause: clause}},
		Kernel: func(p *textPolicy, in numberFacts, t *Trace) (numberAnswer, error) {
			t.Count(sum, p.N+in.M)
			return numberAnswer{p.N + in.M}, nil
		},
	})
	require.NoError(t, err)
	return r
}

// TestParametersAreReadOnce: a set that came before is found, 256 are kept at most, and none that is long or refused.
func TestParametersAreReadOnce(t *testing.T) {
	r := textRule(t)
	s := r.sch
	under := func(parameters, notices string) Any {
		t.Helper()
		var given []byte
		if notices != "" {
			given = []byte(notices)
		}
		got, err := boundTo(r, []byte(parameters), given)
		require.NoError(t, err)
		return got
	}
	for _, none := range []string{"", "{}"} {
		assert.EqualValues(t, 1, under(none, "").(Rule[textPolicy, numberFacts, numberAnswer]).b.p.N)
	}
	s.bound.made = nil
	first := under(`{"n":5}`, "")
	assert.EqualValues(t, 5, first.(Rule[textPolicy, numberFacts, numberAnswer]).b.p.N)
	again := under(`{"n":5}`, "")
	assert.Same(t, first.(Rule[textPolicy, numberFacts, numberAnswer]).b, again.(Rule[textPolicy, numberFacts, numberAnswer]).b)
	assert.Len(t, s.bound.made, 1)
	other, err := boundTo(r.Under(textPolicy{"y", 2}), []byte(`{"n":5}`), nil)
	require.NoError(t, err)
	assert.Equal(t, textPolicy{"y", 5}, other.(Rule[textPolicy, numberFacts, numberAnswer]).b.p, "over those that the rule stands on")
	assert.Len(t, s.bound.made, 2)
	_, err = boundTo(r, []byte(`{"n":1001}`), nil)
	assert.EqualError(t, err, "a.b: parameters.n: 1001: must be at least 0 and at most 1000")
	_, err = boundTo(r, []byte(`{`), nil)
	assert.ErrorIs(t, err, Syntax)
	assert.Equal(t, OfParameters, Faults(err)[0].Part)
	_, err = boundTo(r, []byte(`{"n":"x"}`), nil)
	assert.ErrorIs(t, err, Syntax)
	_, err = boundTo(r, []byte(`{}`), []byte(`{}`))
	assert.Equal(t, "notices", Faults(err)[0].Field)
	assert.Empty(t, Faults(err)[0].Part, "neither a parameter nor a fact")
	assert.Len(t, s.bound.made, 2, "what is refused is not kept")

	long := func(n int) string { return `{"text":"` + strings.Repeat("x", n-len(`{"text":""}`)) + `"}` }
	require.Len(t, long(100), 100)
	for n, kept := range map[int]int{maxBinding - 1: 1, maxBinding: 1, maxBinding + 1: 0} {
		s.bound.made = nil
		under(long(n), "")
		assert.Len(t, s.bound.made, kept, n)
		s.bound.made = nil
		under(long(n-8000), "[]"+strings.Repeat(" ", 7998))
		assert.Len(t, s.bound.made, kept, "%d with documents", n)
	}
	s.bound.made = nil
	for n := range 256 {
		under(fmt.Sprintf(`{"n":%d}`, n), "")
		require.Len(t, s.bound.made, n+1)
	}
	under(`{"n":0}`, "")
	assert.Len(t, s.bound.made, 256)
	under(`{"n":256}`, "")
	assert.Len(t, s.bound.made, 1, "begun anew")
}

// TestARuleIsOpenedOnlyWithWhatItNeeds, for any door.
func TestARuleIsOpenedOnlyWithWhatItNeeds(t *testing.T) {
	r := textRule(t)
	require.Len(t, r.groundsAny().origins, 2, "of the text and of the number")
	assert.Equal(t, []Clause{{ID: "1"}}, r.groundsAny().kept)
	raw, node, err := r.asJSON()
	require.NoError(t, err)
	assert.Equal(t, `{"text":"x","n":1}`, string(raw))
	assert.NotNil(t, node)
	for _, none := range []Any{Rule[textPolicy, numberFacts, numberAnswer]{}, r.Under(textPolicy{"x", -1})} {
		raw, node, err := none.asJSON()
		assert.Nil(t, raw)
		assert.Nil(t, node)
		assert.NoError(t, err)
		_, err = boundTo(none, nil, nil)
		assert.Equal(t, none.Err(), err)
		_, err = none.explainAny(&numberFacts{1})
		assert.Equal(t, none.Err(), err)
		assert.Equal(t, none.Err(), none.evalInto(&numberFacts{1}, new(numberAnswer)))
	}
	_, err = boundTo(Rule[textPolicy, numberFacts, numberAnswer]{}, []byte(`{"n":1}`), nil)
	assert.ErrorIs(t, err, NotWhole)
	var out numberAnswer
	require.NoError(t, r.evalInto(&numberFacts{4}, &out))
	assert.Equal(t, numberAnswer{5}, out)
	p := r.parametersAny().(*textPolicy)
	assert.Equal(t, textPolicy{"x", 1}, *p)
	assert.Equal(t, textPolicy{"z", 9}, *r.underAny(&textPolicy{"z", 9}).parametersAny().(*textPolicy))
	for facts, want := range map[string]string{
		`{"m":4}`: "", `{"m":"4"}`: "a.b: facts.m: \"4\": must be a whole number without quotes, point or exponent, −2^63 to 2^63 − 1", `{`: "a.b: facts: ", `{"m":4,"x":1}`: "a.b: facts.x: ",
	} {
		in, node, err := r.sch.factsFrom([]byte(facts))
		assert.IsType(t, &numberFacts{}, in)
		assert.Equal(t, want == "", node != nil)
		if want == "" {
			require.NoError(t, err)
			assert.Equal(t, &numberFacts{4}, in)
			continue
		}
		assert.True(t, strings.HasPrefix(err.Error(), want), err.Error())
		assert.Equal(t, facts == `{`, !strings.Contains(err.Error(), "facts.") && errors.Is(err, Syntax), facts)
	}
}
