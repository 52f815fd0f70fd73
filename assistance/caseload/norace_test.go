//go:build !race

package caseload_test

const race = false
