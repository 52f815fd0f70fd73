//go:build race

package caseload_test

// race tells that the race detector, which allocates, is at work.
const race = true
