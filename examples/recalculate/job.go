package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// job is one run over one file. What it has to agree with to be continued stands
// in a file beside the results.
type job struct {
	Input      string            `json:"input"`
	Size       int64             `json:"size"`
	Rule       string            `json:"rule"`
	Version    int               `json:"version"`
	Parameters assistance.County `json:"parameters"`
	IDs        bool              `json:"ids"`

	free        chan *piece
	path        string
	out         string
	workers     int
	stopAtFirst bool
}

type summary struct {
	rows, computed, bad int
	firstBad            []string
}

const shownBad = 20

func newJob(input, out string, county assistance.County, ids bool, workers int) (*job, error) {
	r := assistance.Benefit.Under(county)
	if err := r.Err(); err != nil {
		return nil, err
	}
	if workers < 1 {
		return nil, fmt.Errorf("--workers %d: %w", workers, rule.ErrRange)
	}
	info, err := os.Stat(input)
	if err != nil {
		return nil, err
	}
	return &job{
		Input: filepath.Base(input), Size: info.Size(), Rule: r.Info().ID, Version: r.Info().Version, Parameters: r.Parameters(), IDs: ids,
		path: input, out: out, workers: workers, free: make(chan *piece, workers+3),
	}, nil
}

// open makes the results file ready to be continued: it cuts off a row that was
// written in part, and tells how many rows are done.
func (j *job) open() (f *os.File, done int, err error) {
	want, err := json.Marshal(j)
	if err != nil {
		return nil, 0, err
	}
	note := j.out + ".job"
	got, err := os.ReadFile(note)
	switch {
	case os.IsNotExist(err):
		if _, err := os.Stat(j.out); err == nil {
			return nil, 0, fmt.Errorf("%s exists and is no run of this program: choose another --out", j.out)
		}
		if err := os.WriteFile(note, want, 0o644); err != nil {
			return nil, 0, err
		}
	case err != nil:
		return nil, 0, err
	case !bytes.Equal(got, want):
		return nil, 0, fmt.Errorf("%s was begun with another input, rule or parameters: remove it or choose another --out", j.out)
	}
	if f, err = os.OpenFile(j.out, os.O_RDWR|os.O_CREATE, 0o644); err != nil {
		return nil, 0, err
	}
	whole, lines, err := wholeLines(f)
	if err == nil {
		err = f.Truncate(whole)
	}
	if err == nil {
		_, err = f.Seek(whole, io.SeekStart)
	}
	if err == nil && lines == 0 {
		_, err = f.WriteString(outputHead + "\n")
		lines = 1
	}
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, lines - 1, nil
}

// wholeLines counts the lines that end, and the bytes they take.
func wholeLines(r io.Reader) (size int64, lines int, err error) {
	buf := make([]byte, 1<<20)
	var read int64
	for {
		n, err := r.Read(buf)
		if i := bytes.LastIndexByte(buf[:n], '\n'); i >= 0 {
			lines += bytes.Count(buf[:n], []byte{'\n'})
			size = read + int64(i) + 1
		}
		read += int64(n)
		if err == io.EOF {
			return size, lines, nil
		}
		if err != nil {
			return 0, 0, err
		}
	}
}

// piece is a run of whole rows on its way through the workers: of CSV its lines,
// of Parquet its batch.
type piece struct {
	first int // number of its first row, from 1
	rows  int
	lines []byte
	batch batch
	out   []byte
	bad   []error
	done  chan struct{}
}

// add takes the results with one more row in them.
func (p *piece) add(out []byte, err error) {
	p.out = out
	if err != nil {
		p.bad = append(p.bad, err)
	}
}

// run computes what is not yet done. Rows are written in the order of the input,
// whole pieces at a time.
func (j *job) run(ctx context.Context, progress io.Writer) (summary, error) {
	f, done, err := j.open()
	if err != nil {
		return summary{}, err
	}
	defer f.Close()
	ctx, cancel := context.WithCancelCause(ctx)
	var wg sync.WaitGroup
	defer wg.Wait() // nothing of the run outlives it
	defer cancel(nil)
	order, work := make(chan *piece, j.workers+1), make(chan *piece, j.workers+1)
	wg.Go(func() {
		defer close(order)
		defer close(work)
		if err := j.read(ctx, done, order, work); err != nil {
			cancel(err)
		}
	})
	for range j.workers {
		c, err := newCalculator(j.Parameters, j.IDs)
		if err != nil {
			return summary{}, err
		}
		wg.Go(func() {
			for p := range work {
				c.piece(p)
				close(p.done)
			}
		})
	}
	return j.write(ctx, f, done, order, progress)
}

func (j *job) write(ctx context.Context, f *os.File, done int, order <-chan *piece, progress io.Writer) (summary, error) {
	s := summary{rows: done}
	shown := newProgress(progress)
	defer shown.finish()
	for {
		var p *piece
		var more bool
		select {
		case p, more = <-order:
		case <-ctx.Done():
			return s, context.Cause(ctx)
		}
		if !more {
			return s, context.Cause(ctx)
		}
		<-p.done
		if _, err := f.Write(p.out); err != nil {
			return s, err
		}
		s.rows += p.rows
		s.computed += p.rows
		s.bad += len(p.bad)
		for _, err := range p.bad {
			if len(s.firstBad) < shownBad {
				s.firstBad = append(s.firstBad, err.Error())
			}
		}
		if err := shown.add(p.rows); err != nil {
			return s, err
		}
		if j.stopAtFirst && len(p.bad) > 0 {
			return s, p.bad[0]
		}
		select {
		case j.free <- p:
		default:
		}
	}
}

func (c *calculator) piece(p *piece) {
	if p.lines == nil {
		c.parquetPiece(p)
		return
	}
	row := p.first
	for rest := p.lines; len(rest) > 0; row++ {
		var line []byte
		line, rest, _ = cut(rest, '\n')
		p.add(c.line(p.out, line, row))
	}
}

// fresh gives a piece to fill, with the room that an earlier one had.
func (j *job) fresh() *piece {
	select {
	case p := <-j.free:
		p.batch.reset()
		p.out, p.bad = p.out[:0], nil
		return p
	default:
		return &piece{}
	}
}

// read sends the rows after the done ones, in pieces.
func (j *job) read(ctx context.Context, done int, order, work chan<- *piece) error {
	send := func(p *piece) error {
		p.done = make(chan struct{})
		select {
		case order <- p:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		work <- p
		return nil
	}
	f, err := os.Open(j.path)
	if err != nil {
		return err
	}
	defer f.Close()
	if strings.EqualFold(filepath.Ext(j.path), ".parquet") {
		return readParquet(f, done, j.fresh, send)
	}
	return readLines(f, done, j.fresh, send)
}

const pieceSize = 1 << 19

// readLines cuts the file into pieces of whole lines.
func readLines(f io.Reader, done int, fresh func() *piece, send func(*piece) error) error {
	r := bufio.NewReaderSize(f, 1<<20)
	head, err := r.ReadString('\n')
	if err != nil && err != io.EOF {
		return err
	}
	if got := strings.TrimRight(strings.TrimPrefix(head, "\uFEFF"), "\r\n"); got != inputHead {
		return fmt.Errorf("the columns are %q, want %q: %w", got, inputHead, rule.ErrSyntax)
	}
	row := 1
	var tail []byte
	for {
		p := fresh()
		buf := slices.Grow(p.lines[:0], len(tail)+pieceSize)[:len(tail)+pieceSize]
		n := copy(buf, tail)
		k, err := io.ReadFull(r, buf[n:])
		n += k
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return err
		}
		end := bytes.LastIndexByte(buf[:n], '\n') + 1
		if last {
			end = n
		}
		lines := buf[:end]
		tail = append(tail[:0], buf[end:n]...)
		for len(lines) > 0 && row <= done { // written in an earlier run
			_, lines, _ = cut(lines, '\n')
			row++
		}
		if len(lines) > 0 {
			rows := bytes.Count(lines, []byte{'\n'})
			if lines[len(lines)-1] != '\n' {
				rows++
			}
			p.first, p.lines, p.rows = row, lines, rows
			if err := send(p); err != nil {
				return err
			}
			row += rows
		}
		if last {
			return nil
		}
	}
}
