package assistance_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

func anyOffices(r *rand.Rand) assistance.TownshipOffices {
	o := assistance.TownshipOffices{Offices: make([]assistance.TownshipOffice, r.IntN(6))}
	for i := range o.Offices {
		o.Offices[i].Staff = r.Int64N(8)
		if r.IntN(40) == 0 {
			o.Offices[i].Staff = 999*r.Int64N(3) - 1
		}
	}
	return o
}

func anyOfficePolicy(r *rand.Rand) assistance.OfficePolicy {
	if r.IntN(2) == 0 {
		return assistance.OfficePolicy{Least: 3, Most: 5}
	}
	return assistance.OfficePolicy{Least: r.Int64N(4), Most: 3 + r.Int64N(4)}
}

func TestTownshipStaff(t *testing.T) {
	ruletest.Test(t, assistance.TownshipStaff, ruletest.Suite[assistance.OfficePolicy, assistance.TownshipOffices]{
		Random: anyOffices, Policy: anyOfficePolicy})
}

// No office makes up for another: the whole is met if each by itself is, and lacks what each lacks.
func TestNoTownshipMakesUpForAnother(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 21))
	for range tries(10_000) {
		staff, c := assistance.TownshipStaff.Under(anyOfficePolicy(r)), anyOffices(r)
		whole, err := staff.Eval(c)
		if err != nil {
			continue
		}
		want := assistance.OfficesFinding{Met: true}
		for i := range c.Offices {
			one, err := staff.Eval(assistance.TownshipOffices{Offices: c.Offices[i : i+1]})
			require.NoError(t, err)
			want.Met = want.Met && one.Met
			want.Offices++
			want.Below += one.Below
			want.Above += one.Above
			want.Shortfall += one.Shortfall
			want.Excess += one.Excess
		}
		require.Equal(t, want, whole)
	}
}

// An office whose staff is not given is not one without staff.
func TestAnOfficeWithoutACountIsRefused(t *testing.T) {
	var o assistance.TownshipOffices
	require.ErrorIs(t, json.Unmarshal([]byte(`{"offices":[{}]}`), &o), rule.Missing)
}

// Six in one township do not make up for none in the other.
func ExampleTownshipStaff() {
	f, err := assistance.TownshipStaff.Eval(assistance.TownshipOffices{Offices: []assistance.TownshipOffice{{Staff: 0}, {Staff: 6}}})
	fmt.Println(f.Met, f.Below, f.Shortfall, f.Above, f.Excess, err)
	// Output: false 1 3 1 1 <nil>
}

func BenchmarkTownshipStaff(b *testing.B) {
	ruletest.BenchRandom(b, assistance.TownshipStaff, rand.New(rand.NewPCG(11, 22)), anyOffices)
}
