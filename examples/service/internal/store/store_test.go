package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store/storetest"
)

func open(t *testing.T, where string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), where)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.Close()) })
	return s
}

func TestTokensAreHashedAtRest(t *testing.T) {
	dir := t.TempDir()
	where := filepath.Join(dir, "a #?% b.db")
	s, err := store.Open(context.Background(), where)
	require.NoError(t, err)
	secret, err := s.FirstToken(context.Background())
	require.NoError(t, err)
	require.NotEmpty(t, secret)
	again, err := s.FirstToken(context.Background())
	require.NoError(t, err)
	assert.Empty(t, again)
	who, err := s.TokenOf(context.Background(), secret)
	require.NoError(t, err)
	assert.Equal(t, store.Roles, who.Roles)
	require.NoError(t, s.Close())
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
		require.NoError(t, err)
		assert.False(t, strings.Contains(string(raw), secret) || strings.Contains(string(raw), secret[4:]), f.Name())
		info, err := f.Info()
		require.NoError(t, err)
		assert.Zero(t, info.Mode().Perm()&0o077, "%s is its owner's alone", f.Name())
	}
	again2 := open(t, where)
	_, err = again2.TokenOf(context.Background(), secret)
	assert.NoError(t, err, "it is still there when the file is opened again")
}

func TestAJobBelongsToOneService(t *testing.T) {
	storetest.Each(t, func(t *testing.T, where string) {
		s := open(t, where)
		ctx := context.Background()
		who, _, err := s.NewToken(ctx, "t", store.Roles)
		require.NoError(t, err)
		first, second, third := store.NewID(), store.NewID(), store.NewID()
		j := store.Job{ID: store.NewID(), Kind: "replay", State: store.Running, AskedBy: who.ID, AskedAt: store.Now(), Total: 10, LastSeq: 10}
		require.NoError(t, s.NewJob(ctx, first, j))
		mine := func(list []store.Job) (n int) {
			for _, x := range list {
				if x.ID == j.ID {
					n++
				}
			}
			return n
		}
		list, err := s.Adopt(ctx, second, time.Hour)
		require.NoError(t, err)
		assert.Zero(t, mine(list), "its service has been heard of")
		j.AtSeq, j.Held = 5, 5
		require.NoError(t, s.Advance(ctx, first, j, []store.Finding{{Seq: 3, Decision: "3", Report: []byte(`{}`)}}))
		list, err = s.Adopt(ctx, second, -time.Hour)
		require.NoError(t, err)
		require.Equal(t, 1, mine(list))
		assert.ErrorIs(t, s.Advance(ctx, first, j, []store.Finding{{Seq: 4, Decision: "4", Report: []byte(`{}`)}}), store.ErrNone, "the first lost it")
		got, err := s.Job(ctx, j.ID)
		require.NoError(t, err)
		assert.EqualValues(t, 5, got.Done(), "the second goes on where the first was")
		found, err := s.Findings(ctx, j.ID, 10)
		require.NoError(t, err)
		assert.Len(t, found, 1)
		require.NoError(t, s.Release(ctx, second))
		list, err = s.Adopt(ctx, third, time.Hour)
		require.NoError(t, err)
		assert.Equal(t, 1, mine(list), "what is handed over is taken at once")
		j.State = store.Ended
		require.NoError(t, s.Advance(ctx, third, j, nil))
		list, err = s.Adopt(ctx, first, -time.Hour)
		require.NoError(t, err)
		assert.Zero(t, mine(list))
	})
}

func TestWhatALogMayHaveHoldsNoValues(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"))
	_, _, err := s.Keep(context.Background(), store.Decision{ID: "340403", Subject: "340403", AskedBy: "340403", Key: "340403"})
	require.Error(t, err, "nobody of that id may ask")
	assert.NotContains(t, store.Reason(err), "340403")
	_, err = store.Open(context.Background(), "postgres://user:340403@127.0.0.1:1/x?port=340403")
	require.Error(t, err)
	assert.NotContains(t, store.Reason(err), "340403")
}
