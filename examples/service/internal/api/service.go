package api

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Options are the limits of a service. What is zero is as [Defaults] has it.
type Options struct {
	MaxBody  int64         // bytes of a body, and of a line of a bulk stream
	ReadTime time.Duration // for a whole request to come in, or one more line of a stream
	Rate     rate.Limit    // requests a second of one token
	Burst    int           // requests of one token at once
	InFlight int           // requests of all at once
	Workers  int           // goroutines of one bulk stream or replay
	Jobs     int           // replays at once
	Silence  time.Duration // after which a replay whose service is not heard of is taken over
	Log      *slog.Logger
}

// Defaults are limits for one office.
func Defaults() Options {
	return Options{MaxBody: 1 << 20, ReadTime: 15 * time.Second, Rate: 200, Burst: 400, InFlight: 256, Workers: 2, Jobs: 2, Silence: 30 * time.Second, Log: slog.Default()}
}

func (o Options) filled() Options {
	d := Defaults()
	return Options{
		MaxBody:  cmp.Or(o.MaxBody, d.MaxBody),
		ReadTime: cmp.Or(o.ReadTime, d.ReadTime),
		Rate:     cmp.Or(o.Rate, d.Rate),
		Burst:    cmp.Or(o.Burst, d.Burst),
		InFlight: cmp.Or(o.InFlight, d.InFlight),
		Workers:  cmp.Or(o.Workers, d.Workers),
		Jobs:     cmp.Or(o.Jobs, d.Jobs),
		Silence:  cmp.Or(o.Silence, d.Silence),
		Log:      cmp.Or(o.Log, d.Log),
	}
}

// Service serves a catalog.
type Service struct {
	catalog rule.Catalog
	store   *store.Store
	o       Options
	log     *slog.Logger
	owner   string // of the jobs that this service works at
	mux     *http.ServeMux
	routes  []route
	meters  *meters
	guard   *guard
	books   *books
	openapi func() []byte
	mcp     http.Handler
	slots   chan struct{}
	leaving atomic.Bool

	ctx   context.Context // ends the jobs
	stop  context.CancelFunc
	jobs  sync.WaitGroup
	atJob chan struct{}
}

// New makes a service of a catalog and a store, and goes on with the replays that were under way
// when a service before it ended.
func New(c rule.Catalog, s *store.Store, o Options) *Service {
	o = o.filled()
	v := &Service{
		catalog: c, store: s, o: o, log: o.Log, owner: store.NewID(), mux: http.NewServeMux(),
		slots: make(chan struct{}, o.InFlight), atJob: make(chan struct{}, o.Jobs),
	}
	v.ctx, v.stop = context.WithCancel(context.Background())
	v.meters = newMeters(s)
	v.guard = newGuard(s, o)
	v.books = &books{store: s, catalog: c}
	v.openapi = sync.OnceValue(v.document)
	v.mcp = v.tools()
	v.routes = v.table()
	for _, r := range v.routes {
		v.mux.Handle(r.method+" "+r.path, v.entry(r))
	}
	v.jobs.Go(v.adopt)
	return v
}

// Server gives an HTTP server of the service with its limits of time.
func (v *Service) Server(address string) *http.Server {
	return &http.Server{
		Addr: address, Handler: v, ReadHeaderTimeout: min(5*time.Second, v.o.ReadTime), ReadTimeout: v.o.ReadTime,
		WriteTimeout: 2*v.o.ReadTime + 10*time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(v.log.Handler(), slog.LevelWarn),
	}
}

// Leave makes the service say that it is not ready, so that no new requests are sent to it.
func (v *Service) Leave() { v.leaving.Store(true) }

// Close ends the jobs at a point from which another service goes on, and waits for them.
func (v *Service) Close(ctx context.Context) error {
	v.Leave()
	v.stop()
	ended := make(chan struct{})
	go func() { v.jobs.Wait(); close(ended) }()
	select {
	case <-ended:
		return v.store.Release(ctx, v.owner)
	case <-ctx.Done():
		return errors.Join(errors.New("api: a replay did not end in time"), ctx.Err())
	}
}
