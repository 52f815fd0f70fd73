package api

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// ndjson is the type of a stream of JSON values, one a line.
const ndjson = "application/x-ndjson"

// bulkRow is a line of the answer: the answer to one line, or why there is none.
type bulkRow struct {
	Row     int64           `json:"row"` // counted from 0, blank lines too
	Answer  json.RawMessage `json:"answer,omitzero"`
	Problem *problemBody    `json:"problem,omitzero"`
}

// bulkEnd is the last line. A stream that lacks it was cut off.
type bulkEnd struct {
	End struct {
		Rows    int64 `json:"rows"`
		Refused int64 `json:"refused"`
		// Problem says why no more lines were read, where the stream did not end by itself.
		Problem *problemBody `json:"problem,omitzero"`
	} `json:"end"`
}

// postBulk answers a stream of bodies, a line each, by a stream of answers in the same order, in
// memory that does not grow with it. A bad line costs none of the others.
func (v *Service) postBulk(w http.ResponseWriter, r *http.Request, _ store.Token) error {
	id := r.PathValue("id")
	if _, err := v.info(id); err != nil {
		return err
	}
	if err := mustBe(r, ndjson); err != nil {
		return err
	}
	ask := rule.Catalog.Eval
	switch as := r.URL.Query().Get("as"); as {
	case "", "answer":
	case "record":
		ask = rule.Catalog.Explain
	default:
		return &problem{kind: badBody, faults: rule.Errors{{Code: rule.Invalid, Field: "as", Reason: rule.Text{ZH: "应为answer或record", EN: "must be answer or record"}}}}
	}
	control := http.NewResponseController(w)
	full := control.EnableFullDuplex() // HTTP/2 is so anyway, and says that it does not know
	if full != nil && !errors.Is(full, http.ErrNotSupported) {
		return full
	}
	lines := &lineReader{in: bufio.NewReaderSize(r.Body, 64<<10), most: v.o.MaxBody, more: func() {
		// Another line, another spell of time; a recorder in a test has no deadlines.
		_ = control.SetReadDeadline(time.Now().Add(v.o.ReadTime))
		_ = control.SetWriteDeadline(time.Now().Add(2 * v.o.ReadTime))
	}}
	l := languageOf(r)
	w.Header().Set("Content-Type", ndjson)
	w.Header().Set("Content-Language", l.String())
	w.WriteHeader(http.StatusOK)
	_ = control.Flush() // a client that waits for the head before it asks gets it
	out := newFlusher(w, control)
	defer out.close()

	var end bulkEnd
	answerLine := func(line *[]byte) (json.RawMessage, error) {
		var q question
		if err := readBytes(*line, &q); err != nil {
			return nil, err
		}
		return ask(v.catalog, id, q.Parameters, q.Facts)
	}
	// The request's context ends with a read that timed out, which is to be answered; a client that is
	// gone shows by the writes.
	for got, err := range rule.EachFunc(context.WithoutCancel(r.Context()), lines.all(), rule.Batch{Workers: v.o.Workers, Rows: 1}, answerLine) {
		row := bulkRow{Row: end.End.Rows, Answer: got}
		end.End.Rows++
		v.meters.rows.WithLabelValues(result(err)).Inc()
		if err != nil {
			end.End.Refused++
			var re *rule.RowError
			if errors.As(err, &re) {
				err = re.Err
			}
			p := problemOf(err).in(l, "")
			row.Answer, row.Problem = nil, &p
		}
		if err := out.line(row); err != nil {
			return err
		}
	}
	if lines.err != nil {
		p := problemOf(lines.err).in(l, "")
		end.End.Problem = &p
	}
	return out.line(end)
}

// lineReader cuts a stream into lines.
type lineReader struct {
	in   *bufio.Reader
	most int64
	more func()
	err  error
}

func (l *lineReader) all() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		last := time.Time{}
		for {
			if now := time.Now(); now.Sub(last) > time.Second/4 {
				l.more()
				last = now
			}
			line, err := l.next()
			if err != nil {
				if !errors.Is(err, io.EOF) {
					l.err = err
				}
				return
			}
			if !yield(line) {
				return
			}
		}
	}
}

// next gives one line in memory of its own, since several are answered at once.
func (l *lineReader) next() ([]byte, error) {
	var line []byte
	for {
		part, err := l.in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case int64(len(line)) > l.most:
			return nil, &http.MaxBytesError{Limit: l.most}
		case err == nil, errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.ErrUnexpectedEOF):
			return nil, refuse(badBody, "数据流中断", "the stream was cut off")
		case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, io.EOF):
			return nil, err
		default:
			return nil, refuse(badBody, "数据流无法读取", "the stream cannot be read")
		}
	}
}

// flusher writes lines, and sends them at least some times a second, so that who waits for an answer
// before the next question gets it.
type flusher struct {
	mu      sync.Mutex
	b       *bufio.Writer
	e       *json.Encoder
	control *http.ResponseController
	stop    chan struct{}
	stopped sync.WaitGroup
}

func newFlusher(w io.Writer, control *http.ResponseController) *flusher {
	f := &flusher{b: bufio.NewWriterSize(w, 32<<10), control: control, stop: make(chan struct{})}
	f.e = json.NewEncoder(f.b)
	f.e.SetEscapeHTML(false)
	f.stopped.Go(func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-f.stop:
				return
			case <-tick.C:
				f.mu.Lock()
				if f.b.Buffered() > 0 {
					f.send()
				}
				f.mu.Unlock()
			}
		}
	})
	return f
}

func (f *flusher) send() {
	if f.b.Flush() == nil { // a failed write is told again by the next
		_ = f.control.Flush()
	}
}

func (f *flusher) line(v any) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.e.Encode(v)
}

func (f *flusher) close() {
	close(f.stop)
	f.stopped.Wait()
	f.send()
}
