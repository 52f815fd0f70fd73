package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// results is the file that a run writes, locked, with the digest of what is in
// it.
type results struct {
	*os.File
	name   string
	unlock func() error
	sum    hash.Hash
	at     mark // what is in it

	flushed int64 // how much the system was told to write to the disk
}

const flushSize = 4 << 20

var errLocked = errors.New("locked")

// openResults opens and locks the file; no other run writes it from here on. It
// is created if it is not there.
func openResults(name string) (*results, error) {
	for range 10 {
		if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
			if info.IsDir() {
				return nil, fail(nil, "%s是文件夹；--out应为文件名", "%s is a folder; --out must name a file", name)
			}
			return nil, fail(nil, "%s不是普通文件；请换一个--out", "%s is no regular file; choose another --out", name)
		}
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
		if err != nil {
			return nil, fail(err, "%s", "%s", name)
		}
		unlock, err := lock(f)
		if err != nil {
			f.Close()
			if errors.Is(err, errLocked) {
				return nil, fail(nil, "另一个程序正在写%s；请等它结束，或换一个--out", "another run is writing %s; let it end, or choose another --out", name)
			}
			return nil, fail(err, "%s无法加锁", "%s cannot be locked", name)
		}
		r := &results{File: f, name: name, unlock: unlock, sum: sha256.New()}
		if r.inPlace() == nil {
			return r, nil
		}
		r.close() // removed between the opening and the locking: once more
	}
	return nil, fail(nil, "%s不断被删除", "%s is removed again and again", name)
}

func (r *results) close() {
	_ = r.unlock() // closing ends it in any case
	_ = r.File.Close()
}

// inPlace says whether the file is still the one of that name.
func (r *results) inPlace() error {
	mine, err := r.Stat()
	if err != nil {
		return fail(err, "%s", "%s", r.name)
	}
	if named, err := os.Stat(r.name); err != nil || !os.SameFile(mine, named) {
		return fail(nil, "写入期间%s被删除或替换；请重新计算", "%s was removed or replaced while it was written; begin again", r.name)
	}
	return nil
}

// proceed compares the file with the journal, cuts it off behind the last mark
// that it reaches, and leaves it there to be gone on with. Rows that were written
// after the mark are computed again.
func (r *results) proceed(j journal) error {
	info, err := r.Stat()
	if err != nil {
		return fail(err, "%s", "%s", r.name)
	}
	for _, m := range j.Marks {
		if m.Bytes > info.Size() {
			break
		}
		if _, err := io.CopyN(r.sum, r.File, m.Bytes-r.at.Bytes); err != nil {
			return fail(err, "%s", "%s", r.name)
		}
		if r.digest() != m.SHA256 {
			return fail(nil, "%[1]s中第%[2]d至%[3]d户的结果被改动过；请删除%[1]s和%[1]s.job后重新计算，或换一个--out",
				"the results of the households from the %[2]d. to the %[3]d. in %[1]s were changed; remove %[1]s and %[1]s.job and begin again, or choose another --out", r.name, r.at.Rows+1, m.Rows)
		}
		r.at = m
	}
	if last := len(j.Marks) - 1; j.Done && r.at == j.Marks[last] && info.Size() > r.at.Bytes {
		return fail(nil, "%[1]s算完后末尾被添加了内容；请删除%[1]s和%[1]s.job后重新计算，或换一个--out",
			"something was added to %[1]s after it was finished; remove %[1]s and %[1]s.job and begin again, or choose another --out", r.name)
	}
	return r.cut()
}

func (r *results) cut() error {
	err := r.Truncate(r.at.Bytes)
	if err == nil {
		_, err = r.Seek(r.at.Bytes, io.SeekStart)
	}
	if err != nil {
		return fail(err, "%s", "%s", r.name)
	}
	return nil
}

func (r *results) digest() string { return hex.EncodeToString(r.sum.Sum(nil)) }

// add writes the rows of a piece; they count only if they are written whole.
func (r *results) add(text []byte, rows, bad int, rep *households.Report) error {
	if _, err := r.Write(text); err != nil {
		return fail(err, "%s", "%s", r.name)
	}
	_, _ = r.sum.Write(text) // a hash takes everything
	r.at.Rows += rows
	r.at.Bad += bad
	r.at.Bytes += int64(len(text))
	r.at.Read.Merge(rep)
	if size := r.at.Bytes - r.flushed; size >= flushSize {
		flush(r.File, r.flushed, size)
		r.flushed = r.at.Bytes
	}
	return nil
}

// here gives the mark of what is in the file now.
func (r *results) here() mark {
	m := r.at
	m.SHA256 = r.digest()
	return m
}

// reasons that a run is not gone on with
func (r *results) begunWith(other rule.Text) error {
	return &failure{text: rule.Text{
		ZH: r.name + "开始时用的是" + other.ZH + "；请换一个--out，或删除它和" + r.name + ".job",
		EN: r.name + " was begun with " + other.EN + ": choose another --out, or remove it and " + r.name + ".job"}}
}
