package rule_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAnOptionalColumnIsNullWhereItIsNotSet, and what it was otherwise.
func TestAnOptionalColumnIsNullWhereItIsNotSet(t *testing.T) {
	var r unit.Rounding
	v, err := rule.Optional(&r).Value()
	require.NoError(t, err)
	assert.Nil(t, v)
	_, err = r.Value()
	assert.ErrorIs(t, err, rule.Missing, "alone it cannot be written")
	require.NoError(t, rule.Optional(&r).Scan("up/yuan"))
	assert.Equal(t, unit.UpToYuan, r)
	v, err = rule.Optional(&r).Value()
	require.NoError(t, err)
	assert.Equal(t, "up/yuan", v)
	assert.ErrorIs(t, rule.Optional(&r).Scan("up"), rule.Syntax)
	assert.Equal(t, unit.UpToYuan, r, "unchanged")
	assert.Error(t, rule.Optional(&r).Scan(""), "an empty text is none")
	require.NoError(t, rule.Optional(&r).Scan(nil))
	assert.Zero(t, r)
	a, m := Urban, unit.Month{}
	require.NoError(t, rule.Optional(&a).Scan(nil))
	require.NoError(t, rule.Optional(&m).Scan([]byte("2023-07")))
	assert.Zero(t, a)
	assert.Equal(t, "2023-07", m.String())
}

func TestAnAmountIsNoOptionalColumn(t *testing.T) {
	m, s := unit.Yuan(5), "x"
	for name, c := range map[string]interface{ Scan(any) error }{"money": rule.Optional(&m), "text": rule.Optional(&s)} {
		assert.ErrorIs(t, c.Scan(nil), rule.Invalid, name)
	}
	_, err := rule.Optional(&m).Value()
	assert.ErrorIs(t, err, rule.Invalid)
	assert.Equal(t, unit.Yuan(5), m)
	assert.ErrorIs(t, rule.Optional[unit.Month](nil).Scan(nil), rule.Missing)
	assert.NotEmpty(t, rule.Faults(err)[0].In(rule.Chinese))
}

// A rounding that a county has not set is NULL in its table.
func ExampleOptional() {
	var perHead unit.Rounding
	column, _ := rule.Optional(&perHead).Value() // as database/sql asks
	fmt.Println(column)
	fmt.Println(rule.Optional(&perHead).Scan("down/fen"), perHead)
	fmt.Println(rule.Optional(&perHead).Scan(nil), perHead.IsSet())
	// Output:
	// <nil>
	// <nil> down/fen
	// <nil> false
}
