// Command service serves every rule of the module over HTTP: answers, explained decisions that are
// stored and replayed, streams, an OpenAPI document and an MCP endpoint. See README.md.
//
//	go run .                                        # SQLite in civilaffairs.db, http://127.0.0.1:8080
//	go run . -db postgres://user@host/name          # PostgreSQL
package main

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/time/rate"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/api"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "service:", err)
		os.Exit(1)
	}
}

// settings are what the flags say.
type settings struct {
	listen, db, cert, key string
	api                   api.Options
	perSecond             float64
	grace                 time.Duration
}

func flags(args []string, errs io.Writer) (settings, error) {
	s := settings{api: api.Defaults()}
	f := flag.NewFlagSet("service", flag.ContinueOnError)
	f.SetOutput(errs)
	f.StringVar(&s.listen, "listen", "127.0.0.1:8080", "address to listen on; other than loopback only with -cert and -key")
	f.StringVar(&s.db, "db", "civilaffairs.db", "SQLite file, or postgres://…; DATABASE_URL where it is not given")
	f.StringVar(&s.cert, "cert", "", "file of the TLS certificate")
	f.StringVar(&s.key, "key", "", "file of its key")
	f.Int64Var(&s.api.MaxBody, "max-body", s.api.MaxBody, "bytes of a body, and of a line of a stream")
	f.DurationVar(&s.api.ReadTime, "read-time", s.api.ReadTime, "time for a request to come in")
	f.Float64Var(&s.perSecond, "rate", float64(s.api.Rate), "requests a second of one token")
	f.IntVar(&s.api.Burst, "burst", s.api.Burst, "requests of one token at once")
	f.IntVar(&s.api.InFlight, "in-flight", s.api.InFlight, "requests of all at once")
	f.IntVar(&s.api.Workers, "workers", s.api.Workers, "goroutines of a stream or a replay")
	f.DurationVar(&s.api.Silence, "silence", s.api.Silence, "time after which a replay is taken over whose service is not heard of")
	f.DurationVar(&s.grace, "grace", 20*time.Second, "time for requests to end when the service is stopped")
	if err := f.Parse(args); err != nil {
		return s, err
	}
	s.api.Rate = rate.Limit(s.perSecond)
	given := false
	f.Visit(func(x *flag.Flag) { given = given || x.Name == "db" })
	if url := os.Getenv("DATABASE_URL"); !given && url != "" {
		s.db = url
	}
	switch {
	case f.NArg() > 0:
		return s, fmt.Errorf("there are no arguments beside flags: %q", f.Args())
	case (s.cert == "") != (s.key == ""):
		return s, errors.New("-cert and -key go together")
	case s.cert == "" && !loopback(s.listen):
		return s, fmt.Errorf("-listen %s is not a loopback address: tokens and facts would cross the network unencrypted; give -cert and -key, or put a proxy that does TLS before 127.0.0.1", s.listen)
	case s.api.MaxBody < 1, s.api.ReadTime <= 0, s.perSecond <= 0, s.api.Burst < 1, s.api.InFlight < 1, s.api.Workers < 1, s.api.Silence <= 0:
		return s, errors.New("limits must be above zero")
	}
	return s, nil
}

// loopback reports whether an address is of this machine alone.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func run(ctx context.Context, args []string, out, logs io.Writer) error {
	s, err := flags(args, logs)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(logs, nil))
	s.api.Log = log
	db, err := store.Open(ctx, s.db)
	if err != nil {
		return err
	}
	defer db.Close()
	l, err := net.Listen("tcp", s.listen)
	if err != nil {
		return err
	}
	secret, err := db.FirstToken(ctx)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	if secret != "" {
		fmt.Fprintln(out, "first token, of every role, shown once:", secret)
	}
	service := api.New(civilaffairs.Catalog(), db, s.api)
	server := service.Server(s.listen)
	ended := make(chan error, 1)
	go func() {
		if s.cert != "" {
			server.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
			ended <- server.ServeTLS(l, s.cert, s.key)
			return
		}
		ended <- server.Serve(l)
	}()
	fmt.Fprintln(out, "serving on", l.Addr())
	select {
	case err = <-ended:
	case <-ctx.Done():
	}
	log.Info("stopping")
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.grace)
	defer cancel()
	err = errors.Join(err, service.Close(late), server.Shutdown(late))
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	log.Info("stopped")
	return err
}
