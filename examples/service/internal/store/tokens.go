package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// Role is what a token may do.
type Role string

// The roles.
const (
	Decide     Role = "decide"     // ask rules, and have decisions stored
	Read       Role = "read"       // read stored decisions, have them replayed
	Administer Role = "administer" // tokens and books
)

// Roles lists them.
var Roles = []Role{Decide, Read, Administer}

// Token is who may ask. Its secret is shown once, when it is made; the database has its
// SHA-256 alone, which suffices for 32 random bytes.
type Token struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Roles   []Role `json:"roles"`
	Created string `json:"created"`
	Revoked string `json:"revoked,omitzero"`
}

// prefix lets scanners find secrets that were committed by mistake.
const prefix = "civ_"

func sum(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}

func joined(roles []Role) string {
	s := make([]string, len(roles))
	for i, r := range roles {
		s[i] = string(r)
	}
	return strings.Join(s, " ")
}

func split(text string) (out []Role) {
	for _, s := range strings.Fields(text) {
		out = append(out, Role(s))
	}
	return out
}

// NewToken makes a token and gives its secret, which nobody can see again.
func (s *Store) NewToken(ctx context.Context, name string, roles []Role) (t Token, secret string, err error) {
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return Token{}, "", err
	}
	secret = prefix + base64.RawURLEncoding.EncodeToString(raw)
	t = Token{ID: NewID(), Name: name, Roles: roles, Created: Now()}
	_, err = s.exec(ctx, "INSERT INTO tokens (id, name, roles, hash, created) VALUES ($1, $2, $3, $4, $5)",
		t.ID, t.Name, joined(roles), sum(secret), t.Created)
	return t, secret, err
}

// FirstToken makes a token of every role where there is none at all, not even a revoked one; the
// secret is empty where there is.
func (s *Store) FirstToken(ctx context.Context) (secret string, err error) {
	var n int
	if err := s.row(ctx, "SELECT count(*) FROM tokens", nil, &n); err != nil || n > 0 {
		return "", err
	}
	_, secret, err = s.NewToken(ctx, "first", Roles)
	return secret, err
}

// TokenOf finds the token of a secret. One that there is not, or that was revoked, is [ErrNone].
func (s *Store) TokenOf(ctx context.Context, secret string) (Token, error) {
	var t Token
	var roles string
	err := s.row(ctx, "SELECT id, name, roles, created FROM tokens WHERE hash = $1 AND revoked IS NULL", []any{sum(secret)},
		&t.ID, &t.Name, &roles, &t.Created)
	t.Roles = split(roles)
	return t, err
}

// Tokens lists all tokens, oldest first.
func (s *Store) Tokens(ctx context.Context) ([]Token, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id, name, roles, created, COALESCE(revoked, '') FROM tokens ORDER BY created, id")
	return listed(rows, err, func(row *sql.Rows) (t Token, err error) {
		var roles string
		err = row.Scan(&t.ID, &t.Name, &roles, &t.Created, &t.Revoked)
		t.Roles = split(roles)
		return t, err
	})
}

// Revoke ends a token. One that there is not, or that was revoked before, is [ErrNone].
func (s *Store) Revoke(ctx context.Context, id string) error {
	n, err := s.exec(ctx, "UPDATE tokens SET revoked = $1 WHERE id = $2 AND revoked IS NULL", Now(), id)
	if err == nil && n == 0 {
		return ErrNone
	}
	return err
}
