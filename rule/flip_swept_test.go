package rule_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// flipped is what a search over every value of a number finds in one direction.
func flipped(eval func(x int64) (bool, error), d sweptDial, base, by int64, was bool) (c rule.Change, found bool) {
	before := error(nil)
	for x := base + by; x >= d.low && x <= d.high; x += by {
		now, err := eval(x)
		if err == nil && now != was {
			far := big.NewRat(x-base, 1)
			sign := "+"
			if far.Sign() < 0 {
				sign = "-"
			}
			c = rule.Change{Value: d.text(x), Before: d.text(x - by), Outcome: strconv.FormatBool(now), AfterRefused: before != nil}
			n := max(x-base, base-x)
			if c.By = sign + d.text(n); d.text(0) == "0000-01" { // months
				c.By = sign + strconv.FormatInt(n, 10)
			}
			return c, true
		}
		before = err
	}
	return c, false
}

// plainChange keeps of a change what a search over all values finds.
func plainChange(c rule.Change) [5]string {
	return [5]string{c.Value, c.Before, c.By, c.Outcome, strconv.FormatBool(c.AfterRefused)}
}

// TestAFlipIsTheLeastOfAllValues: over a family of rules whose formulas are made by chance, what is found of each number of a case, up and
// down, is what a search over every value that its tag allows finds; and of a choice or flag each other value is tried.
func TestAFlipIsTheLeastOfAllValues(t *testing.T) {
	rules, found := 60, 0
	if testing.Short() {
		rules = 14
	}
	for seed := range uint64(rules) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		r, formulas := anySwept(rnd)
		p, in := anySweptCase(rnd)
		now, err := r.Under(p).Eval(in)
		if err != nil {
			_, refused := r.Under(p).Flip(in)
			require.Equal(t, rule.Faults(err)[0].Reason, rule.Faults(refused)[0].Reason)
			continue
		}
		say := map[bool]rule.Text{true: {ZH: "是", EN: "yes"}, false: {ZH: "否", EN: "no"}}
		flips := map[string]rule.Flip{}
		var order []string
		for part, flip := range map[rule.Part]func(sweptFacts) (rule.Flips, error){rule.OfFacts: r.Under(p).Flip, rule.OfParameters: r.Under(p).FlipParameters} {
			f, err := flip(in)
			require.NoError(t, err, formulas)
			assert.Equal(t, []any{"sample.swept", 1, "ok", strconv.FormatBool(now.OK), say[now.OK], rule.Text{ZH: "可以", EN: "ok"}}, []any{f.Rule, f.Version, f.Outcome, f.Value, f.Shown, f.Label})
			for _, one := range f.Flips {
				assert.Equal(t, part, one.Part, one.Path)
				assert.NotContains(t, flips, one.Path)
				flips[one.Path] = one
				if part == rule.OfFacts {
					order = append(order, one.Path)
				}
			}
		}
		want := []string{"income", "n", "small", "month", "rate", "figure", "area", "night"}
		for _, d := range sweptDials(len(in.Rows)) {
			base, given := d.get(&p, &in)
			flip, there := flips[d.path]
			require.Equal(t, given, there, d.path)
			if !given {
				continue
			}
			if d.path == "extra" || d.path == "guests" {
				want = append(want, d.path)
			}
			assert.Equal(t, d.text(base), flip.Value)
			step := d.text(1)
			if d.text(0) == "0000-01" {
				step = "1"
			}
			assert.Equal(t, step, flip.Step, d.path)
			eval := func(x int64) (bool, error) {
				p, in := p, in
				in.Rows = append([]sweptRow(nil), in.Rows...)
				d.set(&p, &in, x)
				out, err := r.Under(p).Eval(in)
				return out.OK, err
			}
			var all, got [][5]string
			for _, by := range []int64{1, -1} {
				if c, ok := flipped(eval, d, base, by, now.OK); ok {
					all = append(all, plainChange(c))
				}
			}
			for _, c := range flip.Changes {
				got = append(got, plainChange(c))
				assert.Equal(t, say[!now.OK], c.OutcomeInWords)
				assert.Empty(t, c.Shown)
				found++
				if !c.AfterRefused && len(c.Because) == 0 {
					t.Errorf("nothing turns at %s %s: %v", d.path, c.Value, formulas)
				}
			}
			if len(flip.Fault) > 0 {
				assert.Contains(t, flip.Fault[0].Reason.EN, "not to the end", d.path)
				continue
			}
			assert.Equal(t, all, got, "%d %s from %s: %v", seed, d.path, d.text(base), formulas)
		}
		for i := range in.Rows {
			want = append(want, fmt.Sprintf("rows[%d].n", i))
		}
		for i := range in.Rows {
			want = append(want, fmt.Sprintf("rows[%d].paid", i))
		}
		assert.Equal(t, want, order)
		codes(t, r, p, in, now.OK, flips)
	}
	assert.Greater(t, found, rules, "changes are found of many")
}

// codes holds the changes of a choice and of a flag against the rule.
func codes(t *testing.T, r rule.Rule[sweptPolicy, sweptFacts, sweptAnswer], p sweptPolicy, in sweptFacts, was bool, flips map[string]rule.Flip) {
	others := map[string][]sweptFacts{"area": {in}, "night": {in}}
	others["area"][0].Area, others["night"][0].Night = Rural+Urban-in.Area, !in.Night
	words := map[string]rule.Text{"area rural": {ZH: "农村", EN: "Rural"}, "area urban": {ZH: "城市", EN: "Urban"}, "night true": {ZH: "是", EN: "yes"}, "night false": {ZH: "否", EN: "no"}}
	for path, list := range others {
		flip := flips[path]
		own, other := in.Area.String(), list[0].Area.String()
		if path == "night" {
			own, other = strconv.FormatBool(in.Night), strconv.FormatBool(!in.Night)
		}
		assert.Equal(t, own, flip.Value)
		assert.Empty(t, flip.Step)
		out, err := r.Under(p).Eval(list[0])
		if err != nil || out.OK == was {
			assert.Empty(t, flip.Changes, path)
			continue
		}
		require.Len(t, flip.Changes, 1, path)
		c := flip.Changes[0]
		assert.Equal(t, []any{other, words[path+" "+other], strconv.FormatBool(!was), "", ""}, []any{c.Value, c.Shown, c.Outcome, c.By, c.Before}, path)
	}
}
