package rule

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type (
	ages struct {
		Old   int64    `json:"old" zh:"老" en:"old" range:"[0,9]"`
		Young int64    `json:"young" zh:"幼" en:"young" range:"[0,9]"`
		List  []person `json:"list" zh:"人" en:"person"`
	}
	floors struct {
		Old   int64    `json:"floor" zh:"底" en:"floor" range:"[1,9]"`
		Names []string `json:"names" zh:"名" en:"name" range:"[,2]"`
	}
	passed struct {
		OK bool `json:"ok" zh:"可" en:"good"`
	}
)

func agesRule(t *testing.T, check func(floors) (floors, error), kernel func(*floors, ages) error) Rule[floors, ages, passed] {
	t.Helper()
	ok := &Term{ID: "ok", Label: Text{ZH: "可", EN: "good"}, Formula: "{old} ≥ {floor}"}
	r, err := New(Definition[floors, ages, passed]{
		ID: "a.b", Version: 2, Title: Text{ZH: "甲", EN: "a"}, Basis: []Clause{{ID: "1"}}, Steps: []*Term{ok}, Check: check,
		Kernel: func(p *floors, in ages, t *Trace) (passed, error) {
			t.Flag(ok, in.Old >= p.Old)
			return passed{in.Old >= p.Old}, kernel(p, in)
		},
	})
	require.NoError(t, err)
	return r
}

// TestARefusalSaysWhatTagsSayAndThenWhatTheKernelFound: of one field the kernel's own words, in the place of the tags'.
func TestARefusalSaysWhatTagsSayAndThenWhatTheKernelFound(t *testing.T) {
	own := Text{ZH: "自", EN: "own"}
	foreign := errors.New("elsewhere")
	for _, c := range []struct {
		in   ages
		err  error
		want []string
	}{
		{ages{}, nil, nil},
		{ages{Old: -1, Young: 10}, Refused, []string{"facts old range 老 应不小于0、不大于9", "facts young range 幼 应不小于0、不大于9"}},
		{ages{}, Refused, []string{"facts  definition  规则拒绝了这些信息，但各项均在允许范围内：请规则作者补充原因"}},
		{ages{Old: -1, Young: 10}, Errors{{Code: Invalid, Field: "young", Reason: own}}, []string{"facts old range 老 应不小于0、不大于9", "facts young invalid 幼 自"}},
		{ages{Old: -1, Young: 10}, Errors{{Code: Invalid, Field: "old", Reason: own}, {Code: Invalid, Field: "list", Reason: own}}, []string{"facts old invalid 老 自", "facts young range 幼 应不小于0、不大于9", "facts list invalid 人 自"}},
		{ages{Old: -1}, Errors{{Code: Invalid, Part: OfParameters, Field: "old", Reason: own}}, []string{"facts old range 老 应不小于0、不大于9", "parameters old invalid  自"}},
		{ages{}, Errors{{Code: Invalid, Part: OfParameters, Field: "floor", Reason: own}}, []string{"parameters floor invalid 底 自"}},
		{ages{List: []person{{Age: -1}}}, foreign, []string{"facts list[0].age range 人1 年龄 应不小于0、不大于150", "facts  invalid  无效的值：elsewhere"}},
		{ages{}, Errors{}, []string{"facts  definition  规则返回了空的差错清单：无差错时应返回nil"}},
	} {
		r := agesRule(t, nil, func(*floors, ages) error { return c.err }).Under(floors{Old: 1})
		got, err := r.Eval(c.in)
		assert.Equal(t, c.want == nil, err == nil)
		assert.Zero(t, got)
		var lines []string
		for _, f := range Faults(err) {
			assert.Equal(t, "a.b", f.Rule)
			lines = append(lines, string(f.Part)+" "+f.Field+" "+string(f.Code)+" "+f.Label.ZH+" "+f.Reason.ZH)
		}
		assert.Equal(t, c.want, lines, "%v", c.in)
	}
	r := agesRule(t, nil, func(*floors, ages) error { return Errors{{Code: Invalid, Field: "young", Reason: own}} })
	_, err := evalJSON(r.Under(floors{Old: 1}), nil, []byte(`{"old":-1,"young":3,"list":[]}`))
	assert.EqualError(t, err, "a.b: facts.old: -1: must be at least 0 and at most 9; a.b: facts.young: own", "with parameters the kernel is asked too")
	_, err = evalJSON(r, nil, []byte(`{"old":-1,"young":3,"list":[]}`))
	assert.ErrorIs(t, err, NoParameters)
	assert.ErrorIs(t, err, Range)
	assert.NotErrorIs(t, err, Invalid)
	s := agesRule(t, nil, func(*floors, ages) error { return nil }).sch
	assert.EqualError(t, s.refused(Refused, reflect.ValueOf(ages{})), "a.b: facts: the kernel refused facts that are all within their ranges: its author must say why")
}

// TestParametersAreCheckedOnceTheyAreWithinTheirTags, and held to those again when they are completed.
func TestParametersAreCheckedOnceTheyAreWithinTheirTags(t *testing.T) {
	calls := 0
	r := agesRule(t, func(p floors) (floors, error) {
		calls++
		switch p.Old {
		case 2:
			p.Names = append(p.Names, "more")
		case 3:
			p.Old = 10
		case 4:
			return floors{Old: 80}, Errors{{Code: Invalid, Field: "floor", Reason: Text{ZH: "不可", EN: "no"}}}
		case 5:
			p.Names = nil
		}
		return p, nil
	}, func(*floors, ages) error { return nil })
	list := []string{"a"}
	for _, c := range []struct {
		p     floors
		err   string
		stand floors
		calls int
	}{
		{floors{1, list}, "", floors{1, []string{"a"}}, 1},
		{floors{1, nil}, "", floors{1, []string{}}, 1},
		{floors{2, list}, "", floors{2, []string{"a", "more"}}, 1},
		{floors{2, []string{"a", "b"}}, "a.b: parameters.names: 3: the number of items must be at most 2", floors{2, []string{"a", "b"}}, 1},
		{floors{3, list}, "a.b: parameters.floor: 10: must be at least 1 and at most 9", floors{3, []string{"a"}}, 1},
		{floors{4, nil}, "a.b: parameters.floor: no", floors{4, []string{}}, 1},
		{floors{5, list}, "", floors{5, []string{}}, 1},
		{floors{0, nil}, "a.b: parameters.floor: 0: must be at least 1 and at most 9", floors{0, []string{}}, 0},
		{floors{10, []string{"x", "y", "z"}}, "a.b: parameters.floor: 10: must be at least 1 and at most 9; a.b: parameters.names: 3: the number of items must be at most 2", floors{10, []string{"x", "y", "z"}}, 0},
	} {
		calls = 0
		p := floors{c.p.Old, slices.Clone(c.p.Names)}
		under := r.Under(p)
		assert.Equal(t, c.calls, calls, "%+v", c.p)
		for i := range p.Names {
			p.Names[i] = "spoilt"
		}
		assert.Equal(t, c.stand, under.Parameters(), "%+v", c.p)
		clear(under.Parameters().Names)
		assert.Equal(t, c.stand, under.Parameters(), "a copy")
		_, evaluated := under.Eval(ages{Old: 9})
		assert.Equal(t, under.Err(), evaluated)
		if c.err == "" {
			assert.NoError(t, under.Err())
			continue
		}
		assert.EqualError(t, under.Err(), c.err)
	}
	assert.NoError(t, r.Under(floors{Old: 10}).Under(floors{Old: 1}).Err(), "what was refused before does not stay")
}

// TestTheZeroRuleAndOneWithoutParametersSayWhatTheyLack, and answer nothing.
func TestTheZeroRuleAndOneWithoutParametersSayWhatTheyLack(t *testing.T) {
	var zero Rule[floors, ages, passed]
	assert.Equal(t, Errors{{Code: NotWhole, Reason: Text{ZH: "规则为零值，请用 rule.New 定义", EN: "the zero Rule: define it with rule.New"}}}, zero.Err())
	assert.Equal(t, []any{"", 0, floors{}, Info{}}, []any{zero.ID(), zero.Version(), zero.Parameters(), zero.Info()})
	assert.Equal(t, zero, zero.Under(floors{Old: 3}))
	bare := agesRule(t, nil, func(*floors, ages) error { return nil })
	assert.Equal(t, Errors{{Rule: "a.b", Code: NoParameters, Part: OfParameters, Reason: Text{
		ZH: "此规则的参数由调用方给出，规划没有全部规定：请给出政策参数", EN: "the parameters of this rule are the caller's, not all are set by the plan: give parameters"}}}, bare.Err())
	assert.Equal(t, []any{"a.b", 2, floors{}}, []any{bare.ID(), bare.Version(), bare.Parameters()})
	for _, r := range []Rule[floors, ages, passed]{zero, bare, bare.Under(floors{})} {
		got, err := r.Eval(ages{Old: 9})
		assert.Equal(t, r.Err(), err)
		assert.Error(t, err)
		assert.Zero(t, got)
		got, err = r.EvalRef(&ages{Old: 9})
		assert.Equal(t, r.Err(), err)
		assert.Zero(t, got)
	}
	ready := bare.Under(floors{Old: 1})
	got, err := ready.EvalRef(&ages{Old: 9})
	require.NoError(t, err)
	assert.Equal(t, passed{true}, got)
}
