// Package dbcheck stores and reads the module's values in real databases: SQLite, inside the
// test, and PostgreSQL, where DATABASE_URL names one. It is a module of its own, so that users
// of the rules don't inherit the drivers.
package dbcheck

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"os"
	"reflect"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of PostgreSQL
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite" // the driver of SQLite

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// databases opens those there are. PostgreSQL is asked for by the project's own checks.
func databases(t *testing.T) map[string]*sql.DB {
	t.Helper()
	out := map[string]*sql.DB{}
	lite, err := sql.Open("sqlite", ":memory:")
	require.NoError(t, err)
	lite.SetMaxOpenConns(1) // each connection has a memory of its own
	out["sqlite"] = lite
	if url := os.Getenv("DATABASE_URL"); url != "" {
		pg, err := sql.Open("pgx", url)
		require.NoError(t, err)
		require.NoError(t, pg.Ping())
		out["postgres"] = pg
	} else {
		t.Log("DATABASE_URL is not set: SQLite alone")
	}
	for _, db := range out {
		t.Cleanup(func() { assert.NoError(t, db.Close()) })
	}
	return out
}

// placeholder is the first argument's in the dialect.
func placeholder(name string) string {
	if name == "postgres" {
		return "$1"
	}
	return "?"
}

// stored writes a value into a column of a type and scans it back into a new one of its type.
func stored(t *testing.T, name string, db *sql.DB, column string, v any) any {
	t.Helper()
	kept := "kept_" + column[:4] // drivers remember the types of a statement
	_, err := db.Exec("DROP TABLE IF EXISTS " + kept)
	require.NoError(t, err)
	_, err = db.Exec("CREATE TABLE " + kept + " (v " + column + ")")
	require.NoError(t, err)
	_, err = db.Exec("INSERT INTO "+kept+" VALUES ("+placeholder(name)+")", v)
	require.NoError(t, err, "%s: %T into %s", name, v, column)
	into := reflect.New(reflect.TypeOf(v))
	require.NoError(t, db.QueryRow("SELECT v FROM "+kept).Scan(into.Interface()), "%s: %T from %s", name, v, column)
	return into.Elem().Interface()
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestValuesAreReadAsTheyWereWritten(t *testing.T) {
	third := must(unit.Yuan(100).Exact().Div(3))
	values := []driver.Valuer{
		unit.MustParseMoney("637.00"), unit.MustParseMoney("-0.01"), unit.MustParseMoney("90071992547409.91"),
		third, unit.Yuan(637).Exact(), unit.MustParseRate("87.5%"), unit.MustParseRate("1.3×"), must(unit.NewShare(7_590, 23_000)),
		unit.MustParseNumber("5.00"), unit.UpToYuan, unit.MustParseRounding("down/5jiao"), must(unit.ParseMonth("2021-07")),
		assistance.Rural, assistance.OverLimit, assistance.RuralOnly, community.Village,
		indicators.Binding, indicators.Behind, indicators.PoolShare, indicators.Linear,
		rule.Give(unit.Yuan(637)), rule.Give(assistance.Urban), rule.Give(unit.MustParseNumber("0.10")),
		rule.Given[unit.Money]{}, rule.Given[assistance.Area]{}, rule.Given[int64]{}, rule.Give("x"), rule.Given[string]{},
	}
	for name, db := range databases(t) {
		for _, v := range values {
			assert.Equal(t, fmt.Sprint(v), fmt.Sprint(stored(t, name, db, "TEXT", v)), "%s: %T", name, v)
		}
		assert.Equal(t, rule.Give[int64](7), stored(t, name, db, "BIGINT", rule.Give[int64](7)), name)
	}
}

func TestAnAbsentGivenIsNull(t *testing.T) {
	for name, db := range databases(t) {
		stored(t, name, db, "TEXT", rule.Given[unit.Money]{})
		var null bool
		require.NoError(t, db.QueryRow("SELECT v IS NULL FROM kept_TEXT").Scan(&null))
		assert.True(t, null, name)
		var m unit.Money
		assert.ErrorIs(t, db.QueryRow("SELECT v FROM kept_TEXT").Scan(&m), rule.Missing, "%s: NULL is no amount", name)
	}
}

// TestColumnsOfNumbers: DECIMAL is exact in PostgreSQL; SQLite makes an integer of 637.00 and a
// real of 637.50, which is read back exactly or refused by name.
func TestColumnsOfNumbers(t *testing.T) {
	for name, db := range databases(t) {
		assert.Equal(t, unit.Yuan(637), stored(t, name, db, "DECIMAL(16,2)", unit.Yuan(637)), name)
		if name == "postgres" {
			half := unit.MustParseMoney("637.50")
			assert.Equal(t, half, stored(t, name, db, "DECIMAL(16,2)", half))
			continue
		}
		var m unit.Money
		err := db.QueryRow("SELECT 637.5").Scan(&m)
		require.ErrorIs(t, err, unit.Syntax, name)
		assert.Contains(t, err.Error(), "TEXT")
	}
}

func TestAMonthIsReadFromADate(t *testing.T) {
	for name, db := range databases(t) {
		if name != "postgres" {
			continue // SQLite has no dates
		}
		var m unit.Month
		require.NoError(t, db.QueryRow("SELECT DATE '2021-07-01'").Scan(&m))
		assert.Equal(t, "2021-07", m.String())
	}
}

// TestAParameterThatIsNotSetIsNull, in and out: the roundings and the choice that a policy leaves to the plan.
func TestAParameterThatIsNotSetIsNull(t *testing.T) {
	set := assistance.AllowancePolicy{Standard: unit.Yuan(784), PropertyLimit: unit.Yuan(30_000), EmploymentCosts: assistance.Everyone, Rounding: unit.UpToYuan, PerHead: unit.MustParseRounding("down/fen")}
	left := assistance.AllowancePolicy{Standard: unit.Yuan(784), PropertyLimit: unit.Yuan(30_000)}
	for name, db := range databases(t) {
		marks := "?, ?, ?, ?, ?"
		if name == "postgres" {
			marks = "$1, $2, $3, $4, $5"
		}
		_, err := db.Exec("DROP TABLE IF EXISTS policies")
		require.NoError(t, err)
		_, err = db.Exec("CREATE TABLE policies (standard TEXT, property_limit TEXT, employment_costs TEXT, rounding TEXT, per_head TEXT)")
		require.NoError(t, err)
		for nulls, p := range map[int]assistance.AllowancePolicy{0: set, 3: left} {
			_, err = db.Exec("DELETE FROM policies")
			require.NoError(t, err)
			_, err = db.Exec("INSERT INTO policies VALUES ("+marks+")", p.Standard, p.PropertyLimit,
				rule.Optional(&p.EmploymentCosts), rule.Optional(&p.Rounding), rule.Optional(&p.PerHead))
			require.NoError(t, err, name)
			var n int
			require.NoError(t, db.QueryRow("SELECT (CASE WHEN employment_costs IS NULL THEN 1 ELSE 0 END) + (CASE WHEN rounding IS NULL THEN 1 ELSE 0 END) + (CASE WHEN per_head IS NULL THEN 1 ELSE 0 END) FROM policies").Scan(&n))
			assert.Equal(t, nulls, n, name)
			back := set // what was there before is overwritten by NULL
			require.NoError(t, db.QueryRow("SELECT standard, property_limit, employment_costs, rounding, per_head FROM policies").Scan(
				&back.Standard, &back.PropertyLimit, rule.Optional(&back.EmploymentCosts), rule.Optional(&back.Rounding), rule.Optional(&back.PerHead)), name)
			assert.Equal(t, p, back, name)
		}
	}
}
