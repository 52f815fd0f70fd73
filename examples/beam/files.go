package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
)

const attemptMark = ".attempt-"

// writeWhole writes a file that is either whole or not there. Each attempt has a
// name of its own until it is whole; whichever attempt comes last replaces the
// same bytes by the same bytes. So a bundle may be tried again, or tried twice at
// once.
func writeWhole(ctx context.Context, name string, write func(io.Writer) error) (err error) {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	attempt := name + attemptMark + rand.Text()
	f, err := fs.OpenWrite(ctx, attempt)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<18)
	if err = write(w); err == nil {
		err = w.Flush()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = filesystem.Rename(ctx, fs, attempt, name)
	}
	if r, ok := fs.(filesystem.Remover); err != nil && ok {
		_ = r.Remove(ctx, attempt) // what is left of it harms nobody: no pattern finds it
	}
	return err
}

// eachBatch reads a shard, whatever its form, and tells what was normalised. Encoding, separator and heading are found out once, by the
// shard's beginning: it is read from its first row to its last by one worker. A batch is valid until do returns; first is the number of its first
// row, see [households.Batch.Number]. A file of another kind is no bad row: without it every total is wrong.
func eachBatch(ctx context.Context, path string, do func(b *households.Batch, first int) error) (rep households.Report, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s: %w", path, err)
		}
	}()
	f, size, done, err := atHand(ctx, path)
	if err != nil {
		return rep, err
	}
	defer done()
	r, err := files.Open(f, size, files.Options{})
	if err != nil {
		return rep, err
	}
	defer r.Close()
	var b households.Batch
	for {
		b.Reset()
		before, err := r.Next(&b)
		if err == io.EOF {
			return r.Report(), nil
		}
		if err != nil {
			return rep, err
		}
		if err := do(&b, before+1); err != nil {
			return rep, err
		}
	}
}

// atHand gives a shard that can be read at any place, as workbooks and Parquet are: the file itself where the file system has it so, else a
// copy on the worker's disk.
func atHand(ctx context.Context, path string) (_ io.ReaderAt, size int64, done func(), err error) {
	fs, err := filesystem.New(ctx, path)
	if err != nil {
		return nil, 0, nil, err
	}
	defer fs.Close()
	from, err := fs.OpenRead(ctx, path)
	if err != nil {
		return nil, 0, nil, err
	}
	if f, ok := from.(*os.File); ok {
		info, err := f.Stat()
		if err != nil {
			return nil, 0, nil, errors.Join(err, f.Close())
		}
		return f, info.Size(), func() { _ = f.Close() }, nil // it was only read
	}
	defer from.Close()
	copied, err := os.CreateTemp("", "shard-")
	if err != nil {
		return nil, 0, nil, err
	}
	done = func() {
		_ = copied.Close() // a copy: nothing is lost with it
		_ = os.Remove(copied.Name())
	}
	if size, err = io.Copy(copied, from); err != nil {
		done()
		return nil, 0, nil, err
	}
	return copied, size, done, nil
}

// normalised is the text of what was normalised in a shard; nil if nothing was.
func normalised(rep households.Report) ([]byte, error) {
	if len(rep.Notes()) == 0 {
		return nil, nil
	}
	text, err := json.MarshalIndent(rep, "", "  ")
	return append(text, '\n'), err
}
