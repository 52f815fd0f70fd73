//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd)

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// lock keeps other runs from the file by a second one that only one run can
// create, with its process number in it. A killed run leaves it behind: whoever
// removes it has looked whether that process is gone.
func lock(f *os.File) (unlock func() error, err error) {
	name := f.Name() + ".lock"
	l, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		holder, _ := os.ReadFile(name) // without it, the name alone says what to do
		return nil, fail(nil, "进程%s正在写它；若该进程已不在，请删除%s", "process %s is writing it; if that is gone, remove %s", string(holder), name)
	}
	if err != nil {
		return nil, err
	}
	_, err = fmt.Fprint(l, os.Getpid())
	if err = errors.Join(err, l.Close()); err != nil {
		return nil, errors.Join(err, os.Remove(name))
	}
	return func() error { return os.Remove(name) }, nil
}
