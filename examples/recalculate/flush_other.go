//go:build !linux

package main

import "os"

// flush is left to the system.
func flush(*os.File, int64, int64) {}
