package api

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
)

// meters count what the service does. No label holds a subject, a case or a value.
type meters struct {
	registry *prometheus.Registry
	handler  http.Handler
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	asked    *prometheus.CounterVec
	stored   *prometheus.CounterVec
	repeated prometheus.Counter
	rows     *prometheus.CounterVec
	replayed *prometheus.CounterVec
}

func newMeters(s *store.Store) *meters {
	m := &meters{registry: prometheus.NewRegistry()}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "civilaffairs", Name: name, Help: help}, labels)
		m.registry.MustRegister(c)
		return c
	}
	m.requests = counter("http_requests_total", "Requests by route, method and status.", "route", "method", "status")
	m.asked = counter("rule_requests_total", "Rules asked, by operation and whether they answered.", "operation", "rule", "result")
	m.stored = counter("decisions_stored_total", "Decisions stored, by rule.", "rule")
	m.rows = counter("bulk_rows_total", "Rows of bulk streams, by whether they were answered.", "result")
	m.replayed = counter("decisions_replayed_total", "Stored decisions replayed, by what was found.", "result")
	m.repeated = prometheus.NewCounter(prometheus.CounterOpts{Namespace: "civilaffairs", Name: "decisions_repeated_total", Help: "Requests whose idempotency key had its decision already."})
	m.took = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Namespace: "civilaffairs", Name: "http_request_seconds", Help: "Time to answer, by route.", Buckets: prometheus.ExponentialBuckets(0.0005, 2, 16)}, []string{"route"})
	m.registry.MustRegister(m.repeated, m.took, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "civilaffairs", Name: "database_connections_in_use", Help: "Connections to the database in use."},
			func() float64 { return float64(s.Stats().InUse) }))
	m.handler = promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
	return m
}

func (m *meters) request(route, method string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, known(method), strconv.Itoa(status)).Inc()
	m.took.WithLabelValues(route).Observe(took.Seconds())
}

// result is the label of whether something was answered.
func result(err error) string {
	if err != nil {
		return "refused"
	}
	return "answered"
}
