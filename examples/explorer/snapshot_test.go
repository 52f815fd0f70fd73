package main

import (
	"encoding/json"
	"os/exec"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The module is written with its memory, in which nothing is by chance: neither the clock nor what seeds the maps.
func TestTheSameSourcesGiveTheSameModule(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil || testing.Short() {
		t.Skip("takes node, and some time")
	}
	support, err := runtimeSupport()
	require.NoError(t, err)
	module, held, err := compiled(support)
	require.NoError(t, err)
	again, heldAgain, err := compiled(support)
	require.NoError(t, err)
	assert.True(t, string(module) == string(again), "%d and %d bytes", len(module), len(again))
	assert.Equal(t, held, heldAgain)
	var says struct {
		Holds []struct{ ID, Count int }
		Free  []int
	}
	require.NoError(t, json.Unmarshal(held, &says))
	for i, h := range says.Holds {
		assert.Equal(t, 7+i, h.ID, "behind the seven values that each program begins with")
		assert.Equal(t, h.Count == 0, slices.Contains(says.Free, h.ID), "what was let go is free to be used again")
	}
}
