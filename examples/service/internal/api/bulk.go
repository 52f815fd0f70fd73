package api

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// ndjson is the type of a stream of JSON values, one a line.
const ndjson = "application/x-ndjson"

// bulkRow is a line of the answer: the answer to one line, or why there is none.
type bulkRow struct {
	Row      int64           `json:"row"` // counted from 0, blank lines too
	Answer   json.RawMessage `json:"answer,omitzero"`
	Decision *store.Decision `json:"decision,omitzero"` // that is stored
	Repeated bool            `json:"repeated,omitzero"` // it was, before this line
	Problem  *problemBody    `json:"problem,omitzero"`
}

// bulkEnd is the last line. A stream that lacks it was cut off.
type bulkEnd struct {
	End struct {
		Rows    int64 `json:"rows"`
		Refused int64 `json:"refused"`
		*bulkStored
		// Problem says why no more lines were read, where the stream did not end by itself.
		Problem *problemBody `json:"problem,omitzero"`
	} `json:"end"`
}

// bulkStored counts the decisions of a stream that stores them.
type bulkStored struct {
	Stored   int64 `json:"stored"`
	Repeated int64 `json:"repeated"` // had been stored before
}

// bulkLine is one line, and its number.
type bulkLine struct {
	row  int64
	text []byte
}

// postBulk answers a stream of bodies, a line each, by a stream of answers in the same order, in
// memory that does not grow with it. A bad line costs none of the others.
func (v *Service) postBulk(w http.ResponseWriter, r *http.Request, who store.Token) error {
	id := r.PathValue("id")
	if _, err := v.info(id); err != nil {
		return err
	}
	if err := mustBe(r, ndjson); err != nil {
		return err
	}
	as, err := bulkAs(r)
	if err != nil {
		return err
	}
	k := keeper{v: v, rule: id, who: who}
	switch _, keyed := r.Header["Idempotency-Key"]; {
	case as == "decision":
		if k.key, err = runKeyOf(r); err != nil {
			return err
		}
	case keyed: // whoever sends one means to store
		return refuse(badBody, "幂等键只用于保存：请加?as=decision，或去掉Idempotency-Key头", "an idempotency key is for storing: add ?as=decision, or leave the header Idempotency-Key out")
	}
	s, err := v.openBulk(w, r)
	if err != nil {
		return err
	}
	defer s.out.close()
	switch as {
	case "decision":
		err = s.keep(&k)
	case "record":
		err = s.ask(id, rule.Catalog.Explain)
	default:
		err = s.ask(id, rule.Catalog.Eval)
	}
	if err != nil {
		return err
	}
	return s.finish()
}

// bulkAs reads what is asked for.
func bulkAs(r *http.Request) (as string, err error) {
	switch as = r.URL.Query().Get("as"); as {
	case "", "answer", "record", "decision":
		return as, nil
	}
	return "", &problem{kind: badBody, faults: rule.Errors{{Code: rule.Invalid, Field: "as", Reason: rule.Text{ZH: "应为answer、record或decision", EN: "must be answer, record or decision"}}}}
}

// bulk is a stream under way.
type bulk struct {
	v       *Service
	ctx     context.Context
	control *http.ResponseController
	lines   *lineReader
	out     *flusher
	lang    rule.Language
	end     bulkEnd

	finished bool
}

// openBulk sends the head of the answer; what follows are lines.
func (v *Service) openBulk(w http.ResponseWriter, r *http.Request) (*bulk, error) {
	control := http.NewResponseController(w)
	full := control.EnableFullDuplex() // HTTP/2 is so anyway, and says that it does not know
	if full != nil && !errors.Is(full, http.ErrNotSupported) {
		return nil, full
	}
	// The request's context ends with a read that timed out, which is to be answered; a client that is
	// gone shows by the writes.
	s := &bulk{v: v, ctx: context.WithoutCancel(r.Context()), control: control, lang: languageOf(r)}
	s.lines = &lineReader{in: bufio.NewReaderSize(r.Body, 64<<10), most: v.o.MaxBody, leaving: v.leaving.Load,
		// Another line, another spell of time; a recorder in a test has no deadlines.
		more: func() {
			_ = control.SetReadDeadline(time.Now().Add(v.o.ReadTime))
			_ = control.SetWriteDeadline(time.Now().Add(2 * v.o.ReadTime))
		},
		// The server reads on, to see whether the client goes away: a deadline left behind would end the
		// context of the next request on the connection.
		over: func() { _ = control.SetReadDeadline(time.Time{}) },
	}
	w.Header().Set("Content-Type", ndjson)
	w.Header().Set("Content-Language", s.lang.String())
	w.WriteHeader(http.StatusOK)
	_ = control.Flush() // a client that waits for the head before it asks gets it
	s.out = newFlusher(w, control)
	return s, nil
}

// ask answers the lines, and stores nothing.
func (s *bulk) ask(id string, ask func(c rule.Catalog, id string, parameters, facts []byte) ([]byte, error)) error {
	answerLine := func(line *bulkLine) (out json.RawMessage, err error) {
		defer s.v.caught(&err)
		var q question
		if err := readBytes(line.text, &q); err != nil {
			return nil, err
		}
		return ask(s.v.catalog, id, q.Parameters, q.Facts)
	}
	for got, err := range rule.EachFunc(s.ctx, s.lines.all(), rule.Batch{Workers: s.v.o.Workers, Rows: 1}, answerLine) {
		var re *rule.RowError
		if errors.As(err, &re) {
			err = re.Err
		}
		if err := s.row(bulkRow{Answer: got}, err); err != nil {
			return err
		}
	}
	return nil
}

// caught makes a panic of a rule an error of its line: the lines beside it have their answers.
func (v *Service) caught(err *error) {
	if x := recover(); x != nil {
		what := fmt.Sprintf("%T", x) // its text may hold what was asked
		v.log.Error("panic", "type", what, "stack", string(debug.Stack()))
		*err = &problem{kind: failed, cause: errors.New("a panic of type " + what)}
	}
}

// row answers the next line.
func (s *bulk) row(row bulkRow, err error) error {
	row.Row = s.end.End.Rows
	s.end.End.Rows++
	s.v.meters.rows.WithLabelValues(result(err)).Inc()
	if err != nil {
		s.end.End.Refused++
		p := problemOf(err).in(s.lang, "")
		row = bulkRow{Row: row.Row, Problem: &p}
	}
	return s.out.line(row)
}

// stop says why no more lines are read.
func (s *bulk) stop(err error) {
	p := problemOf(err).in(s.lang, "")
	s.end.End.Problem = &p
}

// finish sends the last line, once.
func (s *bulk) finish() error {
	if s.finished {
		return nil
	}
	s.finished = true
	if s.end.End.Problem == nil && s.lines.err != nil {
		s.stop(s.lines.err)
	}
	if err := s.out.line(s.end); err != nil {
		return err
	}
	s.out.flush()
	return nil
}

// lineReader cuts a stream into lines.
type lineReader struct {
	in   *bufio.Reader
	most int64
	more func() // another line is waited for
	over func() // there are no more
	// leaving tells whether the service is to end: the lines that it took are answered, and the rest
	// are the client's to send again.
	leaving func() bool
	err     error
}

func (l *lineReader) all() iter.Seq[bulkLine] {
	return func(yield func(bulkLine) bool) {
		last := time.Time{}
		for row := int64(0); ; row++ {
			if l.leaving() {
				l.err = refuse(unavailable, "服务正在停止：请重发未得到应答的行", "the service is stopping: send the lines again that were not answered")
				return
			}
			if now := time.Now(); now.Sub(last) > time.Second/4 {
				l.more()
				last = now
			}
			line, err := l.next()
			if err != nil {
				if !errors.Is(err, io.EOF) {
					l.err = err
					return
				}
				l.over()
				return
			}
			if !yield(bulkLine{row, line}) {
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

// flush sends what is there without waiting.
func (f *flusher) flush() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.send()
}

func (f *flusher) close() {
	close(f.stop)
	f.stopped.Wait()
	f.send()
}
