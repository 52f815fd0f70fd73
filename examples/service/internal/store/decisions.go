package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// Decision is a stored decision: the record, byte for byte as the catalog wrote it, with who asked
// for it and when.
type Decision struct {
	Seq     int64           `json:"-"`
	ID      string          `json:"id"`
	Rule    string          `json:"rule"`
	Version int             `json:"version"`
	Subject string          `json:"subject,omitzero"`
	Month   string          `json:"month,omitzero"`
	AskedBy string          `json:"asked_by"`
	AskedAt string          `json:"asked_at"`
	Key     string          `json:"idempotency_key"`
	Request string          `json:"-"` // the SHA-256 of what was asked for
	Record  json.RawMessage `json:"record"`
}

const columns = "seq, id, rule, version, subject, month, asked_by, asked_at, key, request, record"

func scan(row interface{ Scan(...any) error }) (Decision, error) {
	var d Decision
	var record string
	err := row.Scan(&d.Seq, &d.ID, &d.Rule, &d.Version, &d.Subject, &d.Month, &d.AskedBy, &d.AskedAt, &d.Key, &d.Request, &record)
	d.Record = json.RawMessage(record)
	return d, err
}

// Keep stores a decision, once for each token and idempotency key. Where the key came before with
// the same request, it gives the decision that was stored then, and made is false; with another
// request it is [ErrKeyReused].
func (s *Store) Keep(ctx context.Context, d Decision) (kept Decision, made bool, err error) {
	n, err := s.exec(ctx, `INSERT INTO decisions (id, rule, version, subject, month, asked_by, asked_at, key, request, record)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (asked_by, key) DO NOTHING`,
		d.ID, d.Rule, d.Version, d.Subject, d.Month, d.AskedBy, d.AskedAt, d.Key, d.Request, string(d.Record))
	if err != nil {
		return Decision{}, false, err
	}
	if n == 1 {
		return d, true, nil
	}
	kept, err = s.ByKey(ctx, d.AskedBy, d.Key)
	if err == nil && kept.Request != d.Request {
		return Decision{}, false, ErrKeyReused
	}
	return kept, false, err
}

// atOnce is how many rows one statement takes at most: a power of two.
const atOnce = 64

// runs cuts a list into pieces whose lengths are powers of two, so that a database that keeps
// statements for use again sees few different ones.
func runs[T any](list []T) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		for len(list) > 0 {
			n := min(1<<(bits.Len(uint(len(list)))-1), atOnce)
			if !yield(list[:n]) {
				return
			}
			list = list[n:]
		}
	}
}

// KeepAll stores many decisions in one transaction, all or none, each once for its token and
// idempotency key, and tells by their ids which were new. Of those that were not, [Store.ByKeys]
// gives what was stored before. With an error nothing is known to be stored.
func (s *Store) KeepAll(ctx context.Context, list []Decision) (made map[string]bool, err error) {
	// In the order of their keys: two lists that share keys then wait for each other and do not lock up.
	list = slices.SortedStableFunc(slices.Values(list), func(a, b Decision) int {
		return cmp.Or(strings.Compare(a.AskedBy, b.AskedBy), strings.Compare(a.Key, b.Key))
	})
	made = make(map[string]bool, len(list))
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	for run := range runs(list) {
		var places []string
		var args []any
		for i := range run {
			d := &run[i]
			places = append(places, "("+placeholders(len(args), 10)+")")
			args = append(args, d.ID, d.Rule, d.Version, d.Subject, d.Month, d.AskedBy, d.AskedAt, d.Key, d.Request, string(d.Record))
		}
		rows, err := tx.QueryContext(ctx, s.q("INSERT INTO decisions (id, rule, version, subject, month, asked_by, asked_at, key, request, record) VALUES "+
			strings.Join(places, ", ")+" ON CONFLICT (asked_by, key) DO NOTHING RETURNING id"), args...)
		ids, err := listed(rows, err, func(row *sql.Rows) (id string, err error) { return id, row.Scan(&id) })
		if err != nil {
			return nil, errors.Join(err, tx.Rollback())
		}
		for _, id := range ids {
			made[id] = true
		}
	}
	return made, tx.Commit()
}

// placeholders are so many, after those that are taken.
func placeholders(taken, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(taken+i+1))
	}
	return b.String()
}

// ByKeys finds the decisions that a token asked for under keys; where there is none, the key is
// not in the map.
func (s *Store) ByKeys(ctx context.Context, askedBy string, keys []string) (map[string]Decision, error) {
	out := make(map[string]Decision, len(keys))
	for run := range runs(keys) {
		args := []any{askedBy}
		for _, key := range run {
			args = append(args, key)
		}
		rows, err := s.db.QueryContext(ctx, s.q("SELECT "+columns+" FROM decisions WHERE asked_by = $1 AND key IN ("+placeholders(1, len(run))+")"), args...)
		list, err := listed(rows, err, func(row *sql.Rows) (Decision, error) { return scan(row) })
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			out[d.Key] = d
		}
	}
	return out, nil
}

func (s *Store) one(ctx context.Context, where string, args ...any) (Decision, error) {
	d, err := scan(s.db.QueryRowContext(ctx, s.q("SELECT "+columns+" FROM decisions WHERE "+where), args...))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNone
	}
	return d, err
}

// ByKey finds the decision that a token asked for under a key.
func (s *Store) ByKey(ctx context.Context, askedBy, key string) (Decision, error) {
	return s.one(ctx, "asked_by = $1 AND key = $2", askedBy, key)
}

// Decision finds one by its id.
func (s *Store) Decision(ctx context.Context, id string) (Decision, error) {
	return s.one(ctx, "id = $1", id)
}

// Choice says which decisions are meant; what is empty is not asked for.
type Choice struct {
	Rule    string `json:"rule,omitzero" zh:"规则" en:"rule"`
	Subject string `json:"subject,omitzero" zh:"案卷编号" en:"case number"`
	Month   string `json:"month,omitzero" zh:"所属月份" en:"month"`
}

// where gives the condition, with the first arguments taken already.
func (c Choice) where(args []any) (string, []any) {
	var w []string
	for _, x := range []struct{ column, value string }{{"rule", c.Rule}, {"subject", c.Subject}, {"month", c.Month}} {
		if x.value != "" {
			args = append(args, x.value)
			w = append(w, " AND "+x.column+" = $"+strconv.Itoa(len(args)))
		}
	}
	return strings.Join(w, ""), args
}

// Decisions lists those chosen, in the order in which they were stored, after and up to numbers of
// that order, at most so many.
func (s *Store) Decisions(ctx context.Context, c Choice, after, last int64, most int) ([]Decision, error) {
	cond, args := c.where([]any{after, last, most})
	rows, err := s.db.QueryContext(ctx, s.q("SELECT "+columns+" FROM decisions WHERE seq > $1 AND seq <= $2"+cond+" ORDER BY seq LIMIT $3"), args...)
	return listed(rows, err, func(row *sql.Rows) (Decision, error) { return scan(row) })
}

// Extent counts the decisions chosen, and gives the number of the last one stored.
func (s *Store) Extent(ctx context.Context, c Choice) (count, last int64, err error) {
	cond, args := c.where(nil)
	err = s.row(ctx, "SELECT count(*), COALESCE(max(seq), 0) FROM decisions WHERE 1 = 1"+cond, args, &count, &last)
	return count, last, err
}
