package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/columns"
)

// input is the file of households, from which rows are read and which must not
// change meanwhile.
type input struct {
	name string
	info os.FileInfo
}

func openInput(name string) (in input, err error) {
	if in.info, err = os.Stat(name); err != nil {
		return in, fail(err, "%s", "%s", name)
	}
	if !in.info.Mode().IsRegular() { // a pipe cannot be read twice
		return in, fail(nil, "%s不是普通文件；请给出.csv或.parquet文件", "%s is no regular file; give a .csv or .parquet file", name)
	}
	in.name = name
	return in, nil
}

// unchanged says whether the file is still what it was, as far as the system
// tells without reading it.
func (in input) unchanged() error {
	now, err := os.Stat(in.name)
	if err != nil {
		return fail(err, "%s", "%s", in.name)
	}
	if !os.SameFile(in.info, now) || now.Size() != in.info.Size() || !now.ModTime().Equal(in.info.ModTime()) || changed(in.info) != changed(now) {
		return fail(nil, "计算期间输入%s被改动；请换一个--out重新计算", "the input %s was changed while it was read; begin again with another --out", in.name)
	}
	return nil
}

// digest reads the whole file.
func (in input) digest(ctx context.Context) (string, error) {
	f, err := os.Open(in.name)
	if err != nil {
		return "", fail(err, "%s", "%s", in.name)
	}
	defer f.Close()
	h, buf := sha256.New(), make([]byte, 1<<18)
	for {
		n, err := f.Read(buf)
		_, _ = h.Write(buf[:n]) // a hash takes everything
		if err == io.EOF {
			return hex.EncodeToString(h.Sum(nil)), nil
		}
		if err == nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			return "", fail(err, "%s", "%s", in.name)
		}
	}
}

// check opens the file as rows does, so that one of another kind is refused
// before anything is written.
func (in input) check() error { return in.rows(0, nil, nil) }

// rows sends the rows after the done ones, in pieces; without send it only looks
// whether they can be read.
func (in input) rows(done int, fresh func() *piece, send func(*piece) error) error {
	f, err := os.Open(in.name)
	if err != nil {
		return fail(err, "%s", "%s", in.name)
	}
	defer f.Close()
	if isParquet(in.name) {
		err = in.columns(f, done, fresh, send)
	} else {
		err = in.lines(f, done, fresh, send)
	}
	if _, ok := err.(*households.Fault); ok {
		return fail(err, "%s", "%s", in.name)
	}
	return err
}

func (in input) lines(f io.Reader, done int, fresh func() *piece, send func(*piece) error) error {
	blocks, err := households.NewBlocks(f)
	if err != nil || send == nil {
		return err
	}
	for {
		p := fresh()
		block, err := blocks.Next(p.lines)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fail(err, "%s", "%s", in.name)
		}
		if block = block.After(done); block.Rows == 0 {
			continue
		}
		p.first, p.rows, p.lines = block.First, block.Rows, block.Lines
		if err := send(p); err != nil {
			return err
		}
	}
}

func (in input) columns(f io.ReaderAt, done int, fresh func() *piece, send func(*piece) error) error {
	r, err := columns.Open(f, in.info.Size(), done)
	if err != nil {
		return err
	}
	defer r.Close()
	for send != nil {
		p := fresh()
		first, err := r.Next(&p.batch)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		p.first, p.rows, p.lines = first+1, len(p.batch.Households), nil
		if err := send(p); err != nil {
			return err
		}
	}
	return nil
}
