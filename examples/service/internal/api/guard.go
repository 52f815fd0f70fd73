package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
)

// guard tells who asks, and whether too often. A token that was found is remembered for some
// seconds, so that rules answer while the database is restarted; one that is revoked by this
// service is forgotten at once.
type guard struct {
	store   *store.Store
	o       Options
	unknown *rate.Limiter // requests without a valid token, of all together

	mu    sync.Mutex
	known map[string]*visitor
}

type visitor struct {
	token store.Token
	until time.Time
	limit *rate.Limiter
	held  *atomic.Int64 // its requests under way
}

// memory is how long a token is remembered, maxKnown how many are.
const (
	memory   = 5 * time.Second
	maxKnown = 10_000
)

func newGuard(s *store.Store, o Options) *guard {
	return &guard{store: s, o: o, unknown: rate.NewLimiter(20, 100), known: map[string]*visitor{}}
}

// who gives the token of a request, if it may do what a role allows, and the number of its
// requests under way. No role means any token.
func (g *guard) who(ctx context.Context, r *http.Request, role store.Role) (store.Token, *atomic.Int64, error) {
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	secret = strings.TrimSpace(secret)
	if !strings.EqualFold(scheme, "Bearer") || secret == "" || len(secret) > 200 || len(r.Header.Values("Authorization")) > 1 {
		return store.Token{}, nil, g.stranger()
	}
	v, err := g.visitor(ctx, secret)
	if errors.Is(err, store.ErrNone) {
		return store.Token{}, nil, g.stranger()
	}
	if err != nil {
		return store.Token{}, nil, err
	}
	if !v.limit.Allow() {
		p := refuse(tooMany, "此令牌每秒请求数已达上限", "this token has reached its number of requests a second")
		p.header = [2]string{"Retry-After", "1"}
		return v.token, nil, p
	}
	if role != "" && !slices.Contains(v.token.Roles, role) {
		return v.token, nil, refuse(notAllowed, "需要角色"+string(role), "the role "+string(role)+" is needed")
	}
	return v.token, v.held, nil
}

func (g *guard) visitor(ctx context.Context, secret string) (*visitor, error) {
	now := time.Now()
	g.mu.Lock()
	v := g.known[secret]
	g.mu.Unlock()
	if v != nil && now.Before(v.until) {
		return v, nil
	}
	t, err := g.store.TokenOf(ctx, secret)
	if errors.Is(err, store.ErrNone) {
		g.forget(func(k string, _ *visitor) bool { return k == secret })
	}
	if err != nil {
		return nil, err
	}
	limit, held := rate.NewLimiter(g.o.Rate, g.o.Burst), new(atomic.Int64)
	if v != nil {
		limit, held = v.limit, v.held
	}
	v = &visitor{t, now.Add(memory), limit, held}
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.known) >= maxKnown {
		clear(g.known)
	}
	g.known[secret] = v
	return v, nil
}

func (g *guard) forget(which func(string, *visitor) bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for k, v := range g.known {
		if which(k, v) {
			delete(g.known, k)
		}
	}
}

// stranger refuses a request without a valid token, and slows those who try many.
func (g *guard) stranger() *problem {
	if !g.unknown.Allow() {
		p := refuse(tooMany, "无有效令牌的请求过多", "too many requests without a valid token")
		p.header = [2]string{"Retry-After", "5"}
		return p
	}
	p := refuse(noToken, "请在Authorization中提供：Bearer 令牌", "give it as Authorization: Bearer TOKEN")
	p.header = [2]string{"WWW-Authenticate", `Bearer realm="civilaffairs"`}
	return p
}
