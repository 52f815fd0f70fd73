package assistance_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
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
	benefit := assistance.Benefit.Under(county)
	id, err := benefit.Identifier()
	require.NoError(t, err)
	h := ordinaryHousehold(r)
	for range 2_000 {
		h = ordinaryHousehold(r)
		d, err := benefit.Explain(h)
		require.NoError(t, err)
		sums, err := d.Digests()
		require.NoError(t, err)
		got, err := id.Append(nil, h)
		require.NoError(t, err)
		require.Equal(t, sums.Decision, string(got))
	}
	buf := make([]byte, 0, 64)
	assert.Zero(t, testing.AllocsPerRun(100, func() { buf, _ = id.Append(buf[:0], h) }))
	_, err = assistance.Benefit.Identifier()
	assert.Error(t, err, "no parameters yet")
}

func BenchmarkIdentity(b *testing.B) {
	hs := households(100_000)
	id, err := assistance.Benefit.Under(county).Identifier()
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
		"all-residents": {assistance.AllResidents, new(assistance.Reading)},
		"consumption":   {assistance.ByConsumption, new(assistance.Bound)},
		"facts":         {assistance.OtherFacts, new(assistance.Cause)},
	} {
		stored, err := c.value.Value()
		require.NoError(t, err)
		assert.Equal(t, code, stored)
		require.NoError(t, c.into.Scan(stored))
		assert.Equal(t, code, c.into.String())
		assert.ErrorIs(t, c.into.Scan("nowhere"), rule.ErrInvalid)
		assert.ErrorIs(t, c.into.Scan(int64(1)), rule.ErrInvalid)
		assert.ErrorIs(t, c.into.Scan(nil), rule.ErrMissing)
		assert.Equal(t, code, c.into.String(), "unchanged on an error")
	}
	_, err := assistance.Area(0).Value()
	assert.ErrorIs(t, err, rule.ErrInvalid)
}
