package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// tokenOrder is a token to be made.
type tokenOrder struct {
	Name  string       `json:"name" zh:"名称" en:"name"`
	Roles []store.Role `json:"roles" zh:"角色" en:"roles"`
}

func (o *tokenOrder) check() error {
	var f rule.Errors
	if strings.TrimSpace(o.Name) == "" || utf8.RuneCountInString(o.Name) > 100 || !utf8.ValidString(o.Name) || strings.ContainsFunc(o.Name, unseen) {
		f.Add(rule.Range, "name", "", rule.Text{ZH: "应为1至100个可见字符", EN: "must be 1 to 100 characters that can be seen"})
	}
	if len(o.Roles) == 0 {
		f.Missing("roles")
	}
	for i, r := range o.Roles {
		if !slices.Contains(store.Roles, r) || slices.Contains(o.Roles[:i], r) {
			f.Add(rule.Invalid, "roles", "", rule.Text{ZH: "只能是decide、read、administer，各一次", EN: "must be decide, read, administer, each once"})
			break
		}
	}
	return f.Err()
}

// unseen tells of characters that would make a name look like another one.
func unseen(c rune) bool { return unicode.In(c, unicode.Cc, unicode.Cf) }

// postToken makes a token. Its secret is in this answer and nowhere else.
func (v *Service) postToken(w http.ResponseWriter, r *http.Request, who store.Token) error {
	var o tokenOrder
	if err := read(r, &o); err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	t, secret, err := v.store.NewToken(r.Context(), o.Name, o.Roles)
	if err != nil {
		return err
	}
	v.log.Info("a token was made", "token", t.ID, "roles", t.Roles, "by", who.ID)
	return sendJSON(w, http.StatusCreated, struct {
		store.Token
		Secret string `json:"secret"`
	}{t, secret})
}

func (v *Service) getTokens(w http.ResponseWriter, r *http.Request, _ store.Token) error {
	list, err := v.store.Tokens(r.Context())
	if err != nil {
		return err
	}
	return sendJSON(w, http.StatusOK, map[string]any{"tokens": append([]store.Token{}, list...)})
}

func (v *Service) deleteToken(w http.ResponseWriter, r *http.Request, who store.Token) error {
	id := r.PathValue("id")
	if err := v.store.Revoke(r.Context(), id); err != nil {
		return err
	}
	v.guard.forget(func(_ string, x *visitor) bool { return x.token.ID == id })
	v.log.Info("a token was revoked", "token", id, "by", who.ID)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (v *Service) getHealth(w http.ResponseWriter, _ *http.Request, _ store.Token) error {
	return sendJSON(w, http.StatusOK, map[string]string{"status": "up"})
}

// getReady says whether requests should be sent here: the database answers, and the service is not
// about to stop.
func (v *Service) getReady(w http.ResponseWriter, r *http.Request, _ store.Token) error {
	if v.leaving.Load() {
		return refuse(unavailable, "服务正在停止", "the service is stopping")
	}
	ctx, stop := context.WithTimeout(r.Context(), 2*time.Second)
	defer stop()
	if err := v.store.Ready(ctx); err != nil {
		return err
	}
	return sendJSON(w, http.StatusOK, map[string]string{"status": "ready"})
}

func (v *Service) getMetrics(w http.ResponseWriter, r *http.Request, _ store.Token) error {
	v.meters.handler.ServeHTTP(w, r)
	return nil
}

func (v *Service) getOpenAPI(w http.ResponseWriter, _ *http.Request, _ store.Token) error {
	return sendRaw(w, http.StatusOK, v.openapi())
}
