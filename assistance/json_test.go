package assistance_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// reflected is a household without its own AppendJSON.
type reflected assistance.Household

func TestAHouseholdWritesItselfAsEncodingJSONWould(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	for range 5_000 {
		h := anyHousehold(r)
		want, wantErr := json.Marshal(reflected(h))
		got, err := h.AppendJSON(nil)
		require.Equal(t, wantErr == nil, err == nil, "%+v", h)
		if err == nil {
			require.Equal(t, string(want), string(got))
		}
	}
}

func TestIdentitiesAreThoseOfTheDecisions(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2))
	allowance := assistance.Allowance.Under(county)
	id, err := allowance.Identifier()
	require.NoError(t, err)
	h := ordinaryHousehold(r)
	for range 2_000 {
		h = ordinaryHousehold(r)
		d, err := allowance.Explain(h)
		require.NoError(t, err)
		sums, err := d.Digests()
		require.NoError(t, err)
		got, err := id.Append(nil, h)
		require.NoError(t, err)
		require.Equal(t, sums.Decision, string(got))
	}
	buf := make([]byte, 0, 64)
	assert.Zero(t, testing.AllocsPerRun(100, func() { buf, _ = id.Append(buf[:0], h) }))
	_, err = assistance.Allowance.Identifier()
	assert.Error(t, err, "no parameters yet")
}

func BenchmarkIdentity(b *testing.B) {
	hs := households(100_000)
	id, err := assistance.Allowance.Under(county).Identifier()
	if err != nil {
		b.Fatal(err)
	}
	buf := make([]byte, 0, 64)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if buf, err = id.Append(buf[:0], hs[i%len(hs)]); err != nil {
			b.Fatal(err)
		}
	}
}

// TestEncodingJSONRefusesWhatIsLeftOut: it takes an absent field for zero, and would pay an
// allowance for it.
func TestEncodingJSONRefusesWhatIsLeftOut(t *testing.T) {
	for text, into := range map[string]any{
		`{"income":"1.00"}`: new(assistance.Member),
		`{"members":[{"income":"1.00","employment_cost":"0.00"}]}`:    new(assistance.Household),
		`{"area":"rural","members":[{"income":"1.00"}]}`:              new(assistance.Household),
		`{"income":"1.00","members":1}`:                               new(assistance.Means),
		`{"property_limit":"1.00","employment_costs":null}`:           new(assistance.MeansPolicy),
		`{"standard":"1.00"}`:                                         new(assistance.AllowancePolicy),
		`{"standard":"1.00","property_limit":"1.00","rounding":null}`: new(assistance.AllowancePolicy),
		`{"standard":null}`:                                           new(assistance.TopUpPolicy),
		`{"allowance":"1.00","consumption":"1.00"}`:                   new(assistance.SupportFacts),
		`{"consumption":{}}`:                                          new(assistance.StandardFacts),
		`{"standard":"1.00","consumption":{"all_residents":null}}`:    new(assistance.StandardFacts),
		`{"paid":"1.00"}`:                                             new(assistance.CareFacts),
		`{"floor":"1%","ceiling":"2%"}`:                               new(assistance.Shares),
		`{"rounding":"up/fen"}`:                                       new(assistance.CarePolicy),
		`{"share":"1%"}`:                                              new(assistance.SupportPolicy),
		`{"floor_rounding":"up/fen"}`:                                 new(assistance.BandPolicy),
	} {
		err := json.Unmarshal([]byte(text), into)
		assert.Error(t, err, text)
		assert.NotEmpty(t, rule.Faults(err)[0].Reason.ZH, text)
	}
	assert.ErrorIs(t, json.Unmarshal([]byte(`{"income":"1.00"}`), new(assistance.Member)), rule.Missing)
}

// TestAHouseholdWithoutPropertyComesBack: what marshals unmarshals again, and stays without.
func TestAHouseholdWithoutPropertyComesBack(t *testing.T) {
	h := assistance.Household{Area: assistance.Urban, Members: []assistance.Member{{Income: unit.Yuan(1)}}}
	raw, err := json.Marshal(h)
	require.NoError(t, err)
	assert.NotContains(t, string(raw), "property")
	var back assistance.Household
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.Equal(t, h, back)
	_, err = assistance.Allowance.Under(county).Eval(back)
	assert.ErrorIs(t, err, rule.Missing)
	assert.ErrorContains(t, err, "property")
	bare := h
	raw, err = bare.AppendJSON([]byte("x"))
	require.NoError(t, err)
	assert.Equal(t, `x{"area":"urban","members":[{"income":"1.00","employment_cost":"0.00"}]}`, string(raw))
	for _, area := range []assistance.Area{0, 9} {
		h.Area = area
		raw, err = h.AppendJSON([]byte("x"))
		assert.Error(t, err)
		assert.Equal(t, "x", string(raw))
	}
}

// TestNoConsumptionIsNamed in an object that is there and holds nothing.
func TestNoConsumptionIsNamed(t *testing.T) {
	var in assistance.StandardFacts
	require.NoError(t, json.Unmarshal([]byte(`{"standard":"1.00","consumption":{}}`), &in))
	_, err := assistance.AllowanceStandardCheck.Eval(in)
	require.ErrorIs(t, err, rule.Missing)
	assert.Equal(t, "consumption.urban_residents", rule.Faults(err)[0].Field)
	in.Standard = unit.Yuan(-1)
	_, err = assistance.AllowanceStandardCheck.Eval(in)
	assert.Len(t, rule.Faults(err), 2, "the standard is named beside it")
}

func TestPoliciesAndFactsComeBackFromTheirJSON(t *testing.T) {
	for _, v := range []any{
		&assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(1), EmploymentCosts: assistance.Everyone, PerHead: unit.UpToFen},
		&assistance.TopUpPolicy{Standard: unit.Yuan(800), Rounding: unit.UpToFen},
		&assistance.MeansPolicy{PropertyLimit: unit.Yuan(1)},
		&assistance.Means{Income: unit.Yuan(1), Members: 3, OverProperty: true},
	} {
		raw, err := json.Marshal(v)
		require.NoError(t, err)
		back := reflect.New(reflect.TypeOf(v).Elem()).Interface()
		require.NoError(t, json.Unmarshal(raw, back), string(raw))
		assert.Equal(t, v, back)
	}
}

// TestChoicesStandInDatabasesByTheirCodes: a number that a later version might
// give to another choice must not be stored.
func TestChoicesStandInDatabasesByTheirCodes(t *testing.T) {
	for code, c := range map[string]struct {
		value driver.Valuer
		into  interface {
			sql.Scanner
			fmt.Stringer
		}
	}{
		"urban":         {assistance.Urban, new(assistance.Area)},
		"everyone":      {assistance.Everyone, new(assistance.Deduction)},
		"over-both":     {assistance.OverBoth, new(assistance.Outcome)},
		"all-residents": {assistance.AllResidents, new(assistance.Residents)},
		"consumption":   {assistance.ByConsumption, new(assistance.Bound)},
	} {
		stored, err := c.value.Value()
		require.NoError(t, err)
		assert.Equal(t, code, stored)
		require.NoError(t, c.into.Scan(stored))
		assert.Equal(t, code, c.into.String())
		assert.ErrorIs(t, c.into.Scan("nowhere"), rule.Invalid)
		assert.ErrorIs(t, c.into.Scan(int64(1)), rule.Invalid)
		assert.ErrorIs(t, c.into.Scan(nil), rule.Missing)
		assert.Equal(t, code, c.into.String(), "unchanged on an error")
	}
	_, err := assistance.Area(0).Value()
	assert.ErrorIs(t, err, rule.Missing)
	_, err = assistance.Area(9).Value()
	assert.ErrorIs(t, err, rule.Invalid)
}
