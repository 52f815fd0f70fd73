package rule_test

import (
	"encoding/json"
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Spike is a rule with a cliff that is one fen wide: no grid would meet it.
type spikePolicy struct {
	At unit.Money `json:"at" zh:"处（元）" en:"at (yuan)" range:"(0,)"`
}

type spikeFacts struct {
	Income unit.Money `json:"income" zh:"收入（元）" en:"income (yuan)" range:"[0,)"`
}

type spikeAnswer struct {
	Amount unit.Money `json:"amount" zh:"金额（元）" en:"amount (yuan)"`
	On     bool       `json:"on" zh:"在尖处" en:"at the spike"`
}

var (
	spikeOn     = rule.Term{ID: "on", Label: rule.Text{ZH: "在尖处", EN: "at the spike"}, Formula: "{income} ≥ {at} and not {income} > {at}", Clause: notice}
	spikeAmount = rule.Term{ID: "amount", Label: rule.Text{ZH: "金额", EN: "amount"}, Formula: "if({on}, {income} + {at}, {income})"}
)

func spike(wrong int64) rule.Rule[spikePolicy, spikeFacts, spikeAnswer] {
	return rule.MustNew(rule.Definition[spikePolicy, spikeFacts, spikeAnswer]{
		ID: "sample.spike", Version: 1, Title: rule.Text{ZH: "尖", EN: "Spike"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{&spikeOn, &spikeAmount},
		Kernel: func(p *spikePolicy, in spikeFacts, t *rule.Trace) (out spikeAnswer, err error) {
			if in.Income.Sign() < 0 {
				return out, rule.Refused
			}
			out.Amount = in.Income
			if out.On = in.Income.Fen() == p.At.Fen()+wrong; out.On {
				out.Amount, err = in.Income.Add(p.At)
			}
			t.Flag(&spikeOn, out.On)
			t.Money(&spikeAmount, out.Amount)
			return out, err
		},
	}).Under(spikePolicy{At: unit.MustParseMoney("1234.57")})
}

func TestACliffOneFenWideIsFound(t *testing.T) {
	e, err := spike(0).Edges(spikeFacts{Income: unit.Yuan(10)}, "income", "-1", "90000000000000")
	require.NoError(t, err)
	var ranges [][2]string
	for _, s := range e.Segments {
		ranges = append(ranges, [2]string{s.From, s.To})
	}
	assert.Equal(t, [][2]string{{"-1.00", "-0.01"}, {"0.00", "1234.56"}, {"1234.57", "1234.57"}, {"1234.58", "90000000000000.00"}}, ranges)
	assert.True(t, errors.Is(e.Segments[0].Refused, rule.Range))
	at := e.Segments[2]
	assert.Equal(t, "1234.57", at.Answer[0].Jump)
	assert.Equal(t, "true", at.Answer[1].First)
	assert.Equal(t, "sample-1", at.Because[0].Clause)
	f, err := spike(0).Flip(spikeFacts{Income: unit.Yuan(10)})
	require.NoError(t, err)
	require.Len(t, f.Flips[0].Changes, 1)
	assert.Equal(t, "+1224.57", f.Flips[0].Changes[0].By)
}

func TestAFormulaThatIsNotTheRulesGivesNoEdges(t *testing.T) {
	_, err := spike(1).Edges(spikeFacts{}, "income", "0", "5000")
	assert.True(t, errors.Is(err, rule.NotWhole), "%v", err)
	assert.Contains(t, err.Error(), "the formula is not the rule's")
	_, err = spike(-1).Flip(spikeFacts{})
	assert.True(t, errors.Is(err, rule.NotWhole), "%v", err)
}

func TestEdgesNameWhatTheyCannotRun(t *testing.T) {
	h := Household{Area: Rural, Members: []Member{{Income: unit.Yuan(100)}}}
	for _, c := range []struct {
		path, from, to string
		code           rule.Code
	}{
		{"nothing", "0", "1", rule.UnknownField},
		{"members[1].income", "0", "1", rule.UnknownField},
		{"members.income", "0", "1", rule.UnknownField},
		{"property", "0", "1", rule.Missing},
		{"area", "rural", "urban", rule.Invalid},
		{"members[0].income", "0", "many", rule.Syntax},
		{"members[0].income", "0.001", "1", rule.Syntax},
		{"members[0].income", "2", "1", rule.Range},
	} {
		_, err := Relief.Edges(h, c.path, c.from, c.to)
		require.Error(t, err, c.path)
		assert.True(t, errors.Is(err, c.code), "%s %s…%s: %v", c.path, c.from, c.to, err)
		for _, f := range rule.Faults(err) {
			assert.NotEmpty(t, f.Reason.ZH)
			assert.NotEmpty(t, f.Reason.EN)
		}
	}
	var zero rule.Rule[ReliefPolicy, Household, ReliefAnswer]
	_, err := zero.Edges(h, "property", "0", "1")
	assert.True(t, errors.Is(err, rule.NotWhole))
	_, err = Heating.Flip(HeatingFacts{})
	assert.True(t, errors.Is(err, rule.NoParameters))
}

func TestTheDoorGivesTheSameEdgesAndFlips(t *testing.T) {
	catalog, err := rule.NewCatalog(Relief)
	require.NoError(t, err)
	h := Household{Area: Urban, Members: []Member{{Income: unit.Yuan(100)}, {Income: unit.Yuan(300)}}, Property: rule.Give(unit.Yuan(5))}
	facts, err := json.Marshal(h)
	require.NoError(t, err)
	e, err := Relief.Edges(h, "members[1].income", "0", "2000")
	require.NoError(t, err)
	got, err := catalog.Edges(Relief.ID(), nil, facts, "members[1].income", "0", "2000")
	require.NoError(t, err)
	want, err := json.Marshal(e)
	require.NoError(t, err)
	assert.JSONEq(t, string(want), string(got))
	f, err := Relief.Flip(h)
	require.NoError(t, err)
	got, err = catalog.Flip(Relief.ID(), nil, facts)
	require.NoError(t, err)
	want, err = json.Marshal(f)
	require.NoError(t, err)
	assert.JSONEq(t, string(want), string(got))
	_, err = catalog.Flip("none", nil, facts)
	assert.True(t, errors.Is(err, rule.UnknownRule))
	_, err = catalog.FlipParameters(Relief.ID(), nil, facts)
	assert.NoError(t, err)
	_, err = catalog.Thresholds(Relief.ID(), nil, facts)
	assert.NoError(t, err)
}

func TestEdgesAndFlipsAreSafeForConcurrentUse(t *testing.T) {
	r := spike(0)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 20 {
				e, err := r.Edges(spikeFacts{}, "income", "0", "5000")
				assert.NoError(t, err)
				assert.Len(t, e.Segments, 3)
				f, err := r.FlipParameters(spikeFacts{Income: unit.Yuan(7)})
				assert.NoError(t, err)
				assert.Equal(t, "7.00", f.Flips[0].Changes[0].Value)
			}
		})
	}
	all.Wait()
}
