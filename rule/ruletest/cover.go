package ruletest

import (
	"bytes"
	"io"
	"io/fs"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/watch"
)

// Point 覆盖点 is [cases.Point].
type Point = cases.Point

// Coverage 条款覆盖 is [cases.Coverage].
type Coverage = cases.Coverage

// Cover 条款覆盖 is [cases.Cover] of a rule's table, <rule-id>.csv in fsys. Package cases has it so that a program can show it
// without this package, which brings testing and flags of its own.
//
// Errors: those of a table that cannot be read.
func Cover(r rule.Any, fsys fs.FS) (Coverage, error) {
	data, err := table(r, fsys)
	if err != nil {
		return Coverage{}, err
	}
	return cases.Cover(r, bytes.NewReader(data))
}

// table reads a rule's table.
func table(r rule.Any, fsys fs.FS) ([]byte, error) {
	f, err := fsys.Open(r.ID() + ".csv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// opened gives a watcher of a rule, the rows of its table, and what they show.
func opened(r rule.Any, fsys fs.FS) (w *watch.Watcher, rows []cases.Case, c Coverage, err error) {
	if w, err = watch.New(r); err != nil {
		return nil, nil, c, err
	}
	data, err := table(r, fsys)
	if err != nil {
		return nil, nil, c, err
	}
	if rows, err = cases.Read(bytes.NewReader(data)); err != nil {
		return nil, nil, c, err
	}
	c, err = cases.Cover(r, bytes.NewReader(data))
	return w, rows, c, err
}
