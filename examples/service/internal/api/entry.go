package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// route is one way in: what it takes and gives is said here once, for the server and for the
// OpenAPI document.
type route struct {
	method, path string
	role         store.Role // that the token must have
	open         bool       // no token is asked for
	stream       bool       // the body is read as it comes, without a limit of its whole
	query        []string   // the parameters that it takes
	summary      rule.Text
	serve        handler
	shape        func(*describer) operationObject // the rest of its entry in the OpenAPI document
}

type handler func(w http.ResponseWriter, r *http.Request, who store.Token) error

// answer remembers what was sent, for the log and the metrics. Streams reach through it by Unwrap.
type answer struct {
	http.ResponseWriter
	status int
	bytes  int64
	route  string
	who    string
	id     string
	cause  error
}

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	n, err := a.ResponseWriter.Write(p)
	a.bytes += int64(n)
	return n, err
}

// Flush is what the library behind /mcp looks for.
func (a *answer) Flush() { _ = http.NewResponseController(a.ResponseWriter).Flush() } // the client is gone

// Unwrap lets a ResponseController find the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// ServeHTTP answers one request. It logs the route that was taken, never the path, the query, a body
// or a value: those may tell of persons.
func (v *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	a := &answer{ResponseWriter: w, route: "none", id: store.NewID()}
	h := w.Header()
	h.Set("X-Request-Id", a.id)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	defer func() {
		if x := recover(); x != nil {
			a.cause = fmt.Errorf("panic of type %T", x) // its text may hold what was asked
			v.log.Error("panic", "request", a.id, "route", a.route, "type", fmt.Sprintf("%T", x), "stack", string(debug.Stack()))
			if a.status == 0 {
				v.refuse(a, r, refuse(failed, "请将编号报告管理员", "report the request's id to the administrator"))
			}
		}
		v.done(r, a, time.Since(start))
	}()
	v.mux.ServeHTTP(&unrouted{answer: a, v: v, r: r}, r)
}

func (v *Service) refuse(a *answer, r *http.Request, err error) {
	p := problemOf(err)
	if a.cause = p.cause; p.status < 500 {
		a.cause = nil
	}
	if err := p.send(a, r, a.id); err != nil {
		v.log.Debug("the client is gone", "request", a.id)
	}
}

func (v *Service) done(r *http.Request, a *answer, took time.Duration) {
	v.meters.request(a.route, r.Method, a.status, took)
	level := slog.LevelInfo
	if a.status >= 500 {
		level = slog.LevelError
	}
	v.log.LogAttrs(r.Context(), level, "request", slog.String("id", a.id), slog.String("method", known(r.Method)), slog.String("route", a.route),
		slog.Int("status", a.status), slog.Int64("bytes", a.bytes), slog.Duration("took", took), slog.String("token", a.who), slog.String("cause", store.Reason(a.cause)))
}

// known is the method, if it is one: a client may send any word.
func known(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// unrouted turns what the router itself says, that there is no such path or method, into problems.
type unrouted struct {
	*answer
	v *Service
	r *http.Request
}

func (u *unrouted) WriteHeader(status int) {
	if u.route != "none" {
		u.answer.WriteHeader(status)
		return
	}
	u.route = "unknown"
	u.Header().Del("Location") // of a path that is written otherwise: it is not gone to
	p := refuse(notThere, "请核对路径，见/openapi.json", "check the path, see /openapi.json")
	if status == http.StatusMethodNotAllowed {
		p = refuse(badMethod, "可用："+u.Header().Get("Allow"), "it takes "+u.Header().Get("Allow"))
	}
	u.v.refuse(u.answer, u.r, p)
}

func (u *unrouted) Write(b []byte) (int, error) {
	if u.route == "unknown" {
		return len(b), nil // the router's own words
	}
	return u.answer.Write(b)
}

// entry is the way into a route: who asks, how often, how much, how long.
func (v *Service) entry(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := w.(*unrouted).answer
		a.route = rt.path
		err := func() error {
			var who store.Token
			if !rt.open {
				select {
				case v.slots <- struct{}{}:
					defer func() { <-v.slots }()
				default:
					p := refuse(unavailable, "同时处理的请求已达上限", "as many requests as can be are being answered")
					p.header = [2]string{"Retry-After", "1"}
					return p
				}
				var held *atomic.Int64
				var err error
				who, held, err = v.guard.who(r.Context(), r, rt.role)
				a.who = who.ID
				if err != nil {
					return err
				}
				defer held.Add(-1)
				if held.Add(1) > max(1, int64(v.o.InFlight/2)) {
					p := refuse(tooMany, "此令牌同时进行的请求已达上限", "this token has as many requests under way as it may")
					p.header = [2]string{"Retry-After", "1"}
					return p
				}
				if err := rt.checkQuery(r); err != nil {
					return err
				}
			}
			if !rt.stream {
				if r.ContentLength > v.o.MaxBody { // before it is sent
					return &http.MaxBytesError{Limit: v.o.MaxBody}
				}
				r.Body = http.MaxBytesReader(a, r.Body, v.o.MaxBody)
			}
			return rt.serve(a, r, who)
		}()
		if err != nil {
			if a.status == 0 {
				v.refuse(a, r, err)
			} else {
				a.cause = err // the answer had begun: it is cut off, which the client sees
			}
		}
	})
}

// checkQuery refuses parameters that the route does not take: one that was mistyped must not
// change silently what is asked for.
func (rt *route) checkQuery(r *http.Request) error {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return refuse(badBody, "查询参数无法读取", "the query cannot be read")
	}
	var f rule.Errors
	for _, name := range slices.Sorted(maps.Keys(q)) {
		switch {
		case !slices.Contains(rt.query, name):
			f.Add(rule.UnknownField, name, "", rule.UnknownField.Text())
		case len(q[name]) > 1:
			f.Add(rule.Duplicate, name, "", rule.Duplicate.Text())
		}
	}
	if len(f) > 0 {
		return &problem{kind: badBody, faults: f}
	}
	return nil
}

// body reads the whole body of a request, which must be JSON.
func body(r *http.Request) ([]byte, error) {
	if err := mustBe(r, "application/json"); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r.Body)
	var large *http.MaxBytesError
	switch {
	case err == nil, errors.As(err, &large), errors.Is(err, os.ErrDeadlineExceeded):
		return data, err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, refuse(badBody, "请求体不完整", "the body ends before its length")
	}
	return nil, refuse(badBody, "请求体无法读取", "the body cannot be read")
}

func mustBe(r *http.Request, want string) error {
	got, more, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset, other := more["charset"]
	other = other && !strings.EqualFold(charset, "utf-8")
	if err != nil || got != want || other || len(r.Header.Values("Content-Type")) > 1 || r.Header.Get("Content-Encoding") != "" {
		return refuse(badType, "请以"+want+"、UTF-8、不压缩发送", "send "+want+", in UTF-8, not compressed")
	}
	return nil
}

// read reads the body into v, strictly as the rules read theirs.
func read(r *http.Request, into any) error {
	data, err := body(r)
	if err != nil {
		return err
	}
	return readBytes(data, into)
}

func readBytes(data []byte, into any) error {
	if err := rule.Unmarshal(data, into); err != nil {
		return &problem{kind: badBody, faults: rule.Faults(err), cause: err}
	}
	return nil
}

// sendJSON answers with a value.
func sendJSON(w http.ResponseWriter, status int, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return &problem{kind: failed, cause: err}
	}
	return sendRaw(w, status, raw)
}

func sendRaw(w http.ResponseWriter, status int, raw []byte) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(raw)))
	w.WriteHeader(status)
	_, err := w.Write(raw)
	return err
}
