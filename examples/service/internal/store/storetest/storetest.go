// Package storetest gives tests databases of their own.
package storetest

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of PostgreSQL
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
)

// Each runs a test on a SQLite file of its own, and in a schema of its own of the PostgreSQL that
// DATABASE_URL names, where it names one: tests of several packages run at once.
func Each(t *testing.T, test func(t *testing.T, where string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "test.db")) })
	if os.Getenv("DATABASE_URL") == "" {
		t.Log("DATABASE_URL is not set: SQLite alone")
		return
	}
	t.Run("postgres", func(t *testing.T) { test(t, schema(t)) })
}

// Bench is [Each] for a benchmark.
func Bench(b *testing.B, bench func(b *testing.B, where string)) {
	b.Helper()
	b.Run("sqlite", func(b *testing.B) { bench(b, filepath.Join(b.TempDir(), "test.db")) })
	if os.Getenv("DATABASE_URL") != "" {
		b.Run("postgres", func(b *testing.B) { bench(b, schema(b)) })
	}
}

// schema makes a schema of the test's own, and gives the URL of it.
func schema(t testing.TB) string {
	t.Helper()
	where := os.Getenv("DATABASE_URL")
	db, err := sql.Open("pgx", where)
	require.NoError(t, err)
	name := "t_" + strings.ReplaceAll(store.NewID(), "-", "")
	_, err = db.Exec("CREATE SCHEMA " + name)
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := db.Exec("DROP SCHEMA " + name + " CASCADE")
		assert.NoError(t, err)
		assert.NoError(t, db.Close())
	})
	sep := "?"
	if strings.Contains(where, "?") {
		sep = "&"
	}
	return where + sep + "search_path=" + name
}
