package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// bulkOrder is a line of a stream that is stored: a decision to be made, but for the rule, which the
// path names.
type bulkOrder struct {
	// Key 幂等键 is the line's idempotency key. Without one it is made of the request's and the line's
	// number.
	Key string `json:"key,omitzero" zh:"幂等键" en:"idempotency key"`
	wanted
}

// maxRunKey is how long the key of a whole stream may be: the number of a line comes behind it.
const maxRunKey = maxKey - 20

// runKeyOf reads the key of a whole stream, which it need not have: each line can have its own.
func runKeyOf(r *http.Request) (string, error) {
	if _, given := r.Header["Idempotency-Key"]; !given {
		return "", nil
	}
	key, err := keyOf(r)
	if err == nil && len(key) > maxRunKey {
		err = refuse(badBody, "整个数据流的幂等键最多180个字符", "the idempotency key of a whole stream has at most 180 characters")
	}
	return key, err
}

// keeper makes the decisions of one stream and stores them.
type keeper struct {
	v    *Service
	ctx  context.Context
	rule string
	who  store.Token
	key  string // of the whole stream, or empty
}

// draft is a line's decision on its way to the database.
type draft struct {
	decision store.Decision
	err      error // why there is none, if its key has none from before
	unread   bool  // there is no key to look up
	repeated bool  // the key had it
}

// prepare makes the decision of a line. Its error stays in the draft: what was stored under the
// key is given again as it was, whatever rules and books say by now.
func (k *keeper) prepare(line *bulkLine) (d draft, _ error) {
	defer k.v.caught(&d.err)
	var b bulkOrder
	key, err := "", readBytes(line.text, &b)
	if err == nil {
		key, err = k.keyOf(b.Key, line.row)
	}
	if err != nil {
		return draft{err: err, unread: true}, nil
	}
	o := order{k.rule, b.wanted}
	d.decision = k.v.blank(&o, k.who, key)
	d.err = o.check()
	if d.err == nil {
		d.err = k.v.fill(k.ctx, &o, &d.decision)
	}
	return d, nil
}

// keyOf is the key of a line.
func (k *keeper) keyOf(own string, row int64) (string, error) {
	switch {
	case own != "" && !isKey(own):
		return "", rule.Errors{{Code: rule.Invalid, Field: "key", Reason: rule.Text{ZH: "须为1至200个可见ASCII字符", EN: "must be 1 to 200 visible ASCII characters"}}}
	case own != "":
		return own, nil
	case k.key != "":
		return k.key + "/" + strconv.FormatInt(row, 10), nil
	}
	return "", rule.Errors{{Code: rule.Missing, Field: "key", Reason: rule.Text{
		ZH: "保存须有幂等键：每行一个key，或整个请求一个Idempotency-Key头", EN: "storing needs an idempotency key: a key for each line, or a header Idempotency-Key for them all"}}}
}

// keep stores the decisions of the lines, as many in one transaction as have come while the one
// before was written, and acknowledges each line once its decision is on the disk. Where the
// database does not answer, the lines of that transaction are refused and the stream is ended: sent
// again, they are stored once.
func (s *bulk) keep(k *keeper) error {
	s.end.End.bulkStored = &bulkStored{}
	k.ctx = s.ctx
	waiting := newPile()
	var reading sync.WaitGroup
	reading.Go(func() {
		defer waiting.end()
		for d, err := range rule.EachFunc(s.ctx, s.lines.all(), rule.Batch{Workers: s.v.o.Workers, Rows: 1}, k.prepare) {
			if err != nil {
				d = draft{err: err, unread: true}
			}
			if !waiting.put(d) {
				return
			}
		}
	})
	defer reading.Wait()
	defer waiting.refuse()
	for list := waiting.take(); len(list) > 0; list = waiting.take() {
		away := k.store(list)
		_ = s.control.SetWriteDeadline(time.Now().Add(2 * s.v.o.ReadTime))
		for i := range list {
			d := &list[i]
			if err := s.acknowledge(d); err != nil {
				return err
			}
		}
		if away != nil {
			s.stop(away)
			return s.finish() // before the wait for a line that is coming in
		}
		s.out.flush()
	}
	return nil
}

// acknowledge answers a line whose decision is stored, or says why none is.
func (s *bulk) acknowledge(d *draft) error {
	if d.err != nil {
		return s.row(bulkRow{}, d.err)
	}
	if d.repeated {
		s.end.End.Repeated++
		s.v.meters.repeated.Inc()
	} else {
		s.end.End.Stored++
		s.v.meters.stored.WithLabelValues(d.decision.Rule).Inc()
	}
	return s.row(bulkRow{Decision: &d.decision, Repeated: d.repeated}, nil)
}

// store stores the drafts that can be in one transaction, and finds what their keys had before. An
// error is that of a database that does not answer: of no draft that had a key is it then known
// whether it is stored.
func (k *keeper) store(list []draft) error {
	ctx, stop := context.WithTimeout(k.ctx, k.v.o.ReadTime)
	defer stop()
	err := k.insert(ctx, list)
	if err == nil {
		err = k.lookUp(ctx, list)
	}
	if err == nil {
		return nil
	}
	for i := range list {
		if d := &list[i]; !d.unread {
			d.err = err
		}
	}
	return err
}

// insert stores the drafts that have a decision, and leaves those whose key had one marked as
// repeated.
func (k *keeper) insert(ctx context.Context, list []draft) error {
	var fresh []store.Decision
	for i := range list {
		if list[i].err == nil {
			fresh = append(fresh, list[i].decision)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	made, err := k.v.store.KeepAll(ctx, fresh)
	if err != nil && !store.Refused(err) {
		return err
	}
	for i := range list {
		d := &list[i]
		if d.err != nil {
			continue
		}
		isNew := made[d.decision.ID]
		if err != nil { // the database would not have one of them: alone, the others cost nothing
			var one error
			if _, isNew, one = k.v.store.Keep(ctx, d.decision); store.Refused(one) {
				d.err, d.unread = &problem{kind: failed, cause: one}, true
				continue
			} else if one != nil && !errors.Is(one, store.ErrKeyReused) {
				return one
			}
		}
		d.repeated = !isNew
	}
	return nil
}

// lookUp finds what is stored under the keys of drafts that were not stored just now.
func (k *keeper) lookUp(ctx context.Context, list []draft) error {
	var keys []string
	for i := range list {
		if d := &list[i]; d.repeated || d.err != nil && !d.unread {
			keys = append(keys, d.decision.Key)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	before, err := k.v.store.ByKeys(ctx, k.who.ID, keys)
	if err != nil {
		return err
	}
	for i := range list {
		d := &list[i]
		if !d.repeated && (d.err == nil || d.unread) {
			continue
		}
		switch kept, there := before[d.decision.Key]; {
		case there && kept.Request != d.decision.Request:
			d.err = store.ErrKeyReused
		case there:
			d.decision, d.repeated, d.err = kept, true, nil
		case d.err == nil: // nothing is ever deleted
			return store.ErrNone
		}
	}
	return nil
}
