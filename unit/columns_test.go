package unit_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestColumnsReadWholeNumbersExactly: SQLite keeps '637.00' of a DECIMAL column as
// the integer 637.
func TestColumnsReadWholeNumbersExactly(t *testing.T) {
	var m unit.Money
	require.NoError(t, m.Scan(int64(637)))
	assert.Equal(t, unit.Yuan(637), m)
	require.NoError(t, m.Scan(int64(-90071992547409)))
	assert.Equal(t, "-90071992547409.00", m.String())
	assert.ErrorIs(t, m.Scan(int64(90071992547410)), unit.Range)
	var total unit.Total
	require.NoError(t, total.Scan(int64(9223372036854775807)))
	assert.Equal(t, "9223372036854775807.00", total.String())
	var n unit.Number
	require.NoError(t, n.Scan(int64(-5)))
	assert.Equal(t, "-5", n.String())
	for _, v := range []interface{ Scan(any) error }{new(unit.Rate), new(unit.ExactRate), new(unit.Exact), new(unit.Share), new(unit.Rounding), new(unit.Month), new(unit.Day)} {
		assert.ErrorIs(t, v.Scan(int64(5)), unit.Syntax, "%T: a bare number says too little", v)
	}
}

func TestADateColumnGivesItsMonth(t *testing.T) {
	var m unit.Month
	require.NoError(t, m.Scan(time.Date(2021, 7, 15, 0, 0, 0, 0, time.FixedZone("CST", 8*3600))))
	assert.Equal(t, unit.MustParseMonth("2021-07"), m)
	for _, at := range []time.Time{
		time.Date(2021, 6, 30, 16, 0, 0, 0, time.UTC), time.Date(2021, 6, 30, 0, 1, 0, 0, time.UTC),
		time.Date(2021, 6, 30, 0, 0, 1, 0, time.UTC), time.Date(2021, 6, 30, 0, 0, 0, 1, time.UTC),
	} {
		assert.ErrorIs(t, m.Scan(at), unit.Syntax, "midnight of 1 July in Huainan is June in Greenwich")
	}
	assert.ErrorIs(t, m.Scan(time.Date(1899, 12, 1, 0, 0, 0, 0, time.UTC)), unit.Range)
	assert.Equal(t, unit.MustParseMonth("2021-07"), m, "a failed decode changed the receiver")
}

func TestColumnErrorsNameTheType(t *testing.T) {
	for _, v := range []interface{ Scan(any) error }{
		new(unit.Money), new(unit.Total), new(unit.Number), new(unit.Rate), new(unit.ExactRate),
		new(unit.Exact), new(unit.Share), new(unit.Rounding), new(unit.Month), new(unit.Day),
	} {
		err := v.Scan(637.5)
		var e *unit.Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "637.5", e.Value)
		assert.Contains(t, e.Reason.ZH, "二进制浮点数（float64）")
		assert.Contains(t, e.Reason.EN, "binary fraction (float64)")
		err = v.Scan(nil)
		require.ErrorAs(t, err, &e)
		assert.Equal(t, unit.Missing, e.Code)
		assert.Contains(t, []string{"Money", "Total", "Number", "Rate", "ExactRate", "Exact", "Share", "Rounding", "Month", "Day"}, e.Type)
	}
}
