package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

const (
	replayed = 500   // decisions between two notes of how far a replay came
	listable = 1_000 // findings that a job keeps; all are counted
)

// postReplay starts a replay of the stored decisions chosen: every one that was acknowledged before
// it was asked for.
func (v *Service) postReplay(w http.ResponseWriter, r *http.Request, who store.Token) error {
	var c store.Choice
	if err := read(r, &c); err != nil {
		return err
	}
	if err := checkChoice(c); err != nil {
		return &problem{kind: badBody, faults: rule.Faults(err)}
	}
	if v.ctx.Err() != nil {
		return refuse(unavailable, "服务正在停止", "the service is stopping")
	}
	select {
	case v.atJob <- struct{}{}:
	default:
		p := refuse(tooMany, "同时进行的复核任务已达上限", "as many replays as can be are under way")
		p.header = [2]string{"Retry-After", "30"}
		return p
	}
	started := false
	defer func() {
		if !started {
			<-v.atJob
		}
	}()
	total, last, err := v.store.Extent(r.Context(), c)
	if err != nil {
		return err
	}
	j := store.Job{ID: store.NewID(), Kind: "replay", State: store.Running, Choice: c, AskedBy: who.ID, AskedAt: store.Now(), Total: total, LastSeq: last}
	if err := v.store.NewJob(r.Context(), v.owner, j); err != nil {
		return err
	}
	started = true
	v.jobs.Go(func() {
		defer func() { <-v.atJob }()
		v.work(j)
	})
	w.Header().Set("Location", "/jobs/"+j.ID)
	return sendJSON(w, http.StatusAccepted, jobBody{Job: j, Findings: []store.Finding{}})
}

// jobBody is a job as the service gives it.
type jobBody struct {
	store.Job
	Done     int64           `json:"done"`
	Findings []store.Finding `json:"findings"`
}

func (v *Service) getJob(w http.ResponseWriter, r *http.Request, _ store.Token) error {
	j, err := v.store.Job(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	found, err := v.store.Findings(r.Context(), j.ID, 100)
	if err != nil {
		return err
	}
	return sendJSON(w, http.StatusOK, jobBody{j, j.Done(), append([]store.Finding{}, found...)})
}

// adopt goes on with jobs whose service has ended, at the start and from then on.
func (v *Service) adopt() {
	for wait := time.Duration(0); ; wait = v.o.Silence / 3 {
		select {
		case <-v.ctx.Done():
			return
		case <-time.After(wait):
		}
		list, err := v.store.Adopt(v.ctx, v.owner, v.o.Silence)
		if err != nil {
			v.log.Warn("replays were not looked for", "cause", store.Reason(err))
		}
		for _, j := range list {
			v.log.Info("a replay goes on", "job", j.ID, "done", j.Done())
			v.jobs.Go(func() { v.work(j) })
		}
	}
}

// work replays from where the job came to its end. While the database does not answer it waits.
func (v *Service) work(j store.Job) {
	listed := int(min(j.Differ+j.NotRead, listable))
	for wait := time.Second; ; wait = min(2*wait, v.o.Silence/3) {
		err := v.advance(&j, &listed)
		switch {
		case err == nil && j.State != store.Running:
			v.log.Info("a replay ended", "job", j.ID, "state", j.State, "held", j.Held, "differ", j.Differ, "not_recomputed", j.NotRead)
			return
		case err == nil:
			wait = time.Second / 2
			continue
		case v.ctx.Err() != nil:
			return // another service goes on with it
		case errors.Is(err, store.ErrNone):
			v.log.Warn("a replay is another service's now", "job", j.ID)
			return
		}
		v.log.Warn("a replay waits", "job", j.ID, "cause", store.Reason(err))
		select {
		case <-v.ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// advance replays some more decisions, and stores how far the job came with what was found.
func (v *Service) advance(j *store.Job, listed *int) error {
	ctx, stop := context.WithTimeout(v.ctx, time.Minute)
	defer stop()
	gazettes, err := v.books.gazettes(ctx)
	if err != nil {
		return err
	}
	catalog := v.catalog.WithGazettes(gazettes...)
	list, err := v.store.Decisions(ctx, j.Choice, j.AtSeq, j.LastSeq, replayed)
	if err != nil {
		return err
	}
	next := *j
	var found []store.Finding
	i := 0
	type looked struct {
		rule.Report
		agrees bool
	}
	replay := func(d *store.Decision) (out looked, err error) {
		defer func() {
			if x := recover(); x != nil { // of a rule: the service would die of it, and again when it goes on
				err = fmt.Errorf("a panic of type %T", x)
			}
		}()
		report, err := catalog.Replay(d.Record)
		return looked{report, err == nil && agrees(d, report)}, err
	}
	for report, err := range rule.EachFunc(ctx, slices.Values(list), rule.Batch{Workers: v.o.Workers, Rows: 16}, replay) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		d := &list[i]
		i++
		f := store.Finding{Seq: d.Seq, Decision: d.ID}
		switch {
		case err == nil && report.Holds() && report.agrees:
			next.Held++
			continue
		case err == nil && report.Holds():
			next.Differ++
			f.Report, err = json.Marshal(map[string]any{"row": "the columns are not those of the record"})
		case err == nil:
			next.Differ++
			f.Report, err = json.Marshal(report.Report)
		default:
			next.NotRead++
			f.Report, err = json.Marshal(map[string]any{"errors": rule.Faults(err)})
		}
		if err != nil {
			return err
		}
		if *listed+len(found) < listable {
			found = append(found, f)
		}
	}
	if next.AtSeq = j.LastSeq; len(list) == replayed {
		next.AtSeq = list[len(list)-1].Seq
	} else {
		next.State, next.EndedAt = store.Ended, store.Now()
	}
	if err := v.store.Advance(ctx, v.owner, next, found); err != nil {
		return err
	}
	v.meters.replayed.WithLabelValues("held").Add(float64(next.Held - j.Held))
	v.meters.replayed.WithLabelValues("differ").Add(float64(next.Differ - j.Differ))
	v.meters.replayed.WithLabelValues("not_recomputed").Add(float64(next.NotRead - j.NotRead))
	*listed += len(found)
	*j = next
	return nil
}

// agrees holds the columns beside a record against it: a decision is found by them.
func agrees(d *store.Decision, report rule.Report) bool {
	var head struct {
		Subject rule.Subject `json:"subject"`
	}
	return json.Unmarshal(d.Record, &head) == nil && d.Rule == report.Rule && d.Version == report.Version &&
		d.Subject == head.Subject.Case && d.Month == head.Subject.Month.String()
}
