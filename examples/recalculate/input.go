package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
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
		return in, fail(nil, "%s不是普通文件；请给出CSV、XLSX或Parquet文件", "%s is no regular file; give a CSV, XLSX or Parquet file", name)
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

// open reads the beginning of the file: what it is, and what its columns are.
func (in input) open(o files.Options) (*os.File, *files.Reader, error) {
	f, err := os.Open(in.name)
	if err != nil {
		return nil, nil, fail(err, "%s", "%s", in.name)
	}
	r, err := files.Open(f, in.info.Size(), o)
	if err != nil {
		f.Close()
		return nil, nil, fail(err, "%s", "%s", in.name)
	}
	return f, r, nil
}

// check opens the file as rows does, so that one of another kind is refused
// before anything is written.
func (in input) check(o files.Options) (format files.Format, months bool, err error) {
	f, r, err := in.open(o)
	if err != nil {
		return 0, false, err
	}
	defer f.Close()
	defer r.Close()
	return r.Format(), r.HasMonths(), nil
}

// rows sends the rows after the options', in pieces, and gives what was normalised
// of the file as a whole.
func (in input) rows(o files.Options, fresh func() *piece, send func(*piece) error) (rep households.Report, err error) {
	f, r, err := in.open(o)
	if err != nil {
		return rep, err
	}
	defer f.Close()
	defer r.Close()
	for {
		p := fresh()
		err := r.Take(&p.in)
		if err == io.EOF {
			return r.Report(), nil
		}
		if err != nil {
			return rep, fail(err, "%s", "%s", in.name)
		}
		if err := send(p); err != nil {
			return rep, err
		}
	}
}
