package synthetic

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func rows(t *testing.T, dir string) (all [][]string, texts []string) {
	t.Helper()
	files, err := filepath.Glob(dir + "/*")
	require.NoError(t, err)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		read, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
		require.NoError(t, err)
		require.Equal(t, []string{"id", "county", "area", "property", "members"}, read[0])
		all, texts = append(all, read[1:]...), append(texts, string(text))
	}
	return all, texts
}

func TestEveryHouseholdIsThereOnceAndSaysThatItIsMadeUp(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, Shards(dir, 1_003, 10, 4))
	all, texts := rows(t, dir)
	assert.Len(t, texts, 10)
	assert.Len(t, all, 1_003)
	ids := map[string]bool{}
	for _, row := range all {
		assert.True(t, strings.HasPrefix(row[0], "SYNTHETIC-") && strings.HasPrefix(row[1], "synthetic-"), row)
		ids[row[0]] = true
	}
	assert.Len(t, ids, 1_003)
}

func TestASeedGivesTheSameFiles(t *testing.T) {
	a, b, c := t.TempDir(), t.TempDir(), t.TempDir()
	require.NoError(t, Shards(a, 100, 3, 1))
	require.NoError(t, Shards(b, 100, 3, 1))
	require.NoError(t, Shards(c, 100, 3, 2))
	_, first := rows(t, a)
	_, same := rows(t, b)
	_, other := rows(t, c)
	assert.Equal(t, first, same)
	assert.NotEqual(t, first, other)
}

func TestNumbersThatCannotBe(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	for _, c := range [][2]int{{-1, 1}, {1, 0}, {1, -1}, {1, MaxShards + 1}} {
		assert.ErrorIs(t, Shards(dir, c[0], c[1], 1), ErrNumber)
	}
	assert.NoDirExists(t, dir)
}
