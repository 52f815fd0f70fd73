package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// The states of a job.
const (
	Running = "running"
	Ended   = "ended"
)

// Job is a replay of stored decisions, and how far it came.
type Job struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	State   string `json:"state"`
	Choice  Choice `json:"of,omitzero"`
	AskedBy string `json:"asked_by"`
	AskedAt string `json:"asked_at"`
	EndedAt string `json:"ended_at,omitzero"`
	// LastSeq is the last decision that belongs to it, AtSeq the last that was looked at.
	LastSeq int64 `json:"-"`
	AtSeq   int64 `json:"-"`
	// Total is how many decisions there were when it was asked for; one that was being stored then may
	// come on top. Held, Differ and NotRead are what was found.
	Total   int64 `json:"total"`
	Held    int64 `json:"held"`
	Differ  int64 `json:"differ"`
	NotRead int64 `json:"not_recomputed"`
}

// Done is how many decisions were looked at.
func (j *Job) Done() int64 { return j.Held + j.Differ + j.NotRead }

// Finding is a decision that a replay did not find as recorded.
type Finding struct {
	Seq      int64           `json:"-"`
	Decision string          `json:"decision"`
	Report   json.RawMessage `json:"report"`
}

const jobColumns = "id, kind, state, rule, subject, month, asked_by, asked_at, ended_at, last_seq, at_seq, total, held, differ, not_recomputed"

func (j *Job) fields() []any {
	return []any{&j.ID, &j.Kind, &j.State, &j.Choice.Rule, &j.Choice.Subject, &j.Choice.Month, &j.AskedBy, &j.AskedAt, &j.EndedAt,
		&j.LastSeq, &j.AtSeq, &j.Total, &j.Held, &j.Differ, &j.NotRead}
}

// NewJob stores a job that an owner, a service of that name, works at.
func (s *Store) NewJob(ctx context.Context, owner string, j Job) error {
	_, err := s.exec(ctx, "INSERT INTO jobs ("+jobColumns+`, beat, owner)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		j.ID, j.Kind, j.State, j.Choice.Rule, j.Choice.Subject, j.Choice.Month, j.AskedBy, j.AskedAt, j.EndedAt,
		j.LastSeq, j.AtSeq, j.Total, j.Held, j.Differ, j.NotRead, Now(), owner)
	return err
}

// Job finds one by its id.
func (s *Store) Job(ctx context.Context, id string) (j Job, err error) {
	err = s.row(ctx, "SELECT "+jobColumns+" FROM jobs WHERE id = $1", []any{id}, j.fields()...)
	return j, err
}

// Adopt takes over the jobs that run and whose owner has not been heard of for so long, and gives
// them; another service that asks at once does not get the same ones.
func (s *Store) Adopt(ctx context.Context, owner string, silent time.Duration) ([]Job, error) {
	rows, err := s.write.QueryContext(ctx, s.q("UPDATE jobs SET owner = $1, beat = $2 WHERE state = $3 AND owner <> $1 AND beat < $4 RETURNING "+jobColumns),
		owner, Now(), Running, stamp(time.Now().Add(-silent)))
	return listed(rows, err, func(row *sql.Rows) (j Job, err error) {
		err = row.Scan(j.fields()...)
		return j, err
	})
}

// Advance stores how far a job came together with what it found, so that a kill between two calls
// neither loses nor doubles a finding. [ErrNone] means that the job is another owner's now.
func (s *Store) Advance(ctx context.Context, owner string, j Job, found []Finding) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	undo := func(err error) error { return errors.Join(err, tx.Rollback()) }
	r, err := tx.ExecContext(ctx, s.q(`UPDATE jobs SET state = $1, ended_at = $2, at_seq = $3, held = $4, differ = $5, not_recomputed = $6, beat = $7
WHERE id = $8 AND owner = $9`), j.State, j.EndedAt, j.AtSeq, j.Held, j.Differ, j.NotRead, Now(), j.ID, owner)
	if err != nil {
		return undo(err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return undo(errors.Join(err, ErrNone))
	}
	for _, f := range found {
		_, err := tx.ExecContext(ctx, s.q("INSERT INTO findings (job, seq, decision, report) VALUES ($1, $2, $3, $4)"), j.ID, f.Seq, f.Decision, string(f.Report))
		if err != nil {
			return undo(err)
		}
	}
	return tx.Commit()
}

// Release lets another service take a job over at once.
func (s *Store) Release(ctx context.Context, owner string) error {
	_, err := s.exec(ctx, "UPDATE jobs SET beat = '', owner = '' WHERE owner = $1 AND state = $2", owner, Running)
	return err
}

// Findings lists what a job found, in the order of the decisions, at most so many.
func (s *Store) Findings(ctx context.Context, job string, most int) ([]Finding, error) {
	rows, err := s.db.QueryContext(ctx, s.q("SELECT seq, decision, report FROM findings WHERE job = $1 ORDER BY seq LIMIT $2"), job, most)
	return listed(rows, err, func(row *sql.Rows) (f Finding, err error) {
		var report string
		err = row.Scan(&f.Seq, &f.Decision, &report)
		f.Report = json.RawMessage(report)
		return f, err
	})
}
