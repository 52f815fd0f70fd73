package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
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

// eachRow reads a shard's rows, counted as an editor counts lines. A line is valid
// until do returns. A file of another kind is no bad row: without it every total
// is wrong.
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
	blocks, err := households.NewBlocks(f)
	var block households.Block
	for err == nil {
		if block, err = blocks.Next(block.Lines); err == io.EOF {
			return nil
		}
		row := int64(block.First)
		for rest := block.Lines; err == nil && len(rest) > 0; row++ {
			var line []byte
			line, rest = households.NextLine(rest)
			if err = do(row, line); err != nil {
				return fmt.Errorf("%s: row %d: %w", path, row, err)
			}
		}
	}
	return fmt.Errorf("%s: %w", path, err)
}
