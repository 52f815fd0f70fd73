//go:build linux

package main

import (
	"os"
	"syscall"
)

// changed is when the file was last written to or given another time, which no
// copying tool sets back.
func changed(info os.FileInfo) [2]int64 {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return [2]int64{}
	}
	return [2]int64{int64(s.Ctim.Sec), int64(s.Ctim.Nsec)}
}
