//go:build race

package ruletest

// The race detector makes sync.Pool forget at random, so allocations mean nothing.
const raced = true
