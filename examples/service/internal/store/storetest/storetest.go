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
	where := os.Getenv("DATABASE_URL")
	if where == "" {
		t.Log("DATABASE_URL is not set: SQLite alone")
		return
	}
	t.Run("postgres", func(t *testing.T) {
		db, err := sql.Open("pgx", where)
		require.NoError(t, err)
		schema := "t_" + strings.ReplaceAll(store.NewID(), "-", "")
		_, err = db.Exec("CREATE SCHEMA " + schema)
		require.NoError(t, err)
		t.Cleanup(func() {
			_, err := db.Exec("DROP SCHEMA " + schema + " CASCADE")
			assert.NoError(t, err)
			assert.NoError(t, db.Close())
		})
		sep := "?"
		if strings.Contains(where, "?") {
			sep = "&"
		}
		test(t, where+sep+"search_path="+schema)
	})
}
