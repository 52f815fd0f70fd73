package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/huainan-minzheng/civilaffairs/rule"
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

// longestLine is far above what 127 members need.
const longestLine = 1 << 20

// eachRow reads a shard's rows, counted from 1 below the heading. A line that is
// longer than longestLine comes as nil.
func eachRow(ctx context.Context, path string, do func(row int64, line []byte) error) error {
	fs, err := filesystem.New(ctx, path)
	if err != nil {
		return err
	}
	defer fs.Close()
	f, err := fs.OpenRead(ctx, path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := bufio.NewReaderSize(f, longestLine)
	head, err := readLine(r)
	if err != nil && err != io.EOF {
		return fmt.Errorf("%s: %w", path, err)
	}
	// A file of another kind is no bad row: without it every total is wrong.
	if got := strings.TrimPrefix(string(head), "\uFEFF"); got != inputHead {
		return fmt.Errorf("%s: the columns are %.100q, want %q: %w", path, got, inputHead, rule.ErrSyntax)
	}
	for row := int64(1); ; row++ {
		line, err := readLine(r)
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = do(row, line)
		}
		if err != nil {
			return fmt.Errorf("%s: row %d: %w", path, row, err)
		}
	}
}

// readLine gives a line without its end, valid until the next call; [io.EOF] only
// when there is none.
func readLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		for err == bufio.ErrBufferFull {
			_, err = r.ReadSlice('\n')
		}
		if err == io.EOF {
			err = nil
		}
		return nil, err
	}
	if err == io.EOF && len(line) > 0 {
		err = nil
	}
	line = bytes.TrimSuffix(line, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'}), err
}
