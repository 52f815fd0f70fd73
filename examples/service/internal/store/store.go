package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver of PostgreSQL
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"modernc.org/sqlite" // with the driver of SQLite
	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed migrations
var migrations embed.FS

// What a caller can tell apart. Any other error means that the database did not answer.
var (
	// ErrNone is what there is not: a decision, a job, a token, a book.
	ErrNone = errors.New("store: there is none")
	// ErrKeyReused is an idempotency key that came before with another request.
	ErrKeyReused = errors.New("store: the idempotency key came before with another request")
)

// Store is a database of the service. It is safe for use by any number of goroutines.
type Store struct {
	db    *sql.DB // reads, and all of PostgreSQL
	write *sql.DB // of SQLite the one connection that writes, else db
	lite  bool
}

// Open opens the database that a URL names, postgres://…, or that lies in a file, and brings its
// tables up to date. A file that is not there yet is made, for its owner alone.
func Open(ctx context.Context, where string) (*Store, error) {
	s := &Store{}
	var err error
	if strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://") {
		err = s.openPostgres(where)
	} else {
		err = s.openFile(where)
	}
	if err == nil {
		err = s.migrate(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) openPostgres(where string) (err error) {
	if s.db, err = sql.Open("pgx", where); err != nil {
		return errors.New("store: the URL of the database does not read") // it may hold a password
	}
	s.write = s.db
	s.db.SetMaxOpenConns(32)
	s.db.SetMaxIdleConns(32)
	s.db.SetConnMaxIdleTime(5 * time.Minute)
	return nil
}

func (s *Store) openFile(path string) error {
	s.lite = true
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	// FULL: a commit is on the disk when it returns, whatever fails after it.
	const pragmas = "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&_txlock=immediate"
	name := "file:" + (&url.URL{Path: path}).EscapedPath() + pragmas
	if s.write, err = sql.Open("sqlite", name); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	s.write.SetMaxOpenConns(1)
	if s.db, err = sql.Open("sqlite", name+"&_pragma=query_only(1)"); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	s.db.SetMaxOpenConns(8)
	return nil
}

func (s *Store) migrate(ctx context.Context) error {
	dialect, folder := goose.DialectPostgres, "migrations/postgres"
	var options []goose.ProviderOption
	if s.lite {
		dialect, folder = goose.DialectSQLite3, "migrations/sqlite"
	} else {
		l, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return fmt.Errorf("store: %w", err)
		}
		options = append(options, goose.WithSessionLocker(l)) // several services may start at once
	}
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	p, err := goose.NewProvider(dialect, s.write, files, options...)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// Close closes the database.
func (s *Store) Close() error {
	var err error
	if s.db != nil {
		err = s.db.Close()
	}
	if s.write != nil && s.write != s.db {
		err = errors.Join(err, s.write.Close())
	}
	return err
}

// Ready tells whether the database answers.
func (s *Store) Ready(ctx context.Context) error {
	var one int
	return s.db.QueryRowContext(ctx, "SELECT 1").Scan(&one)
}

// Stats tells how the connections are used.
func (s *Store) Stats() sql.DBStats { return s.db.Stats() }

// q is a statement in the dialect: $1 is ?1 in SQLite.
func (s *Store) q(text string) string {
	if s.lite {
		return strings.ReplaceAll(text, "$", "?")
	}
	return text
}

func (s *Store) exec(ctx context.Context, text string, args ...any) (changed int64, err error) {
	r, err := s.write.ExecContext(ctx, s.q(text), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// row reads one row; none is [ErrNone].
func (s *Store) row(ctx context.Context, text string, args []any, into ...any) error {
	err := s.db.QueryRowContext(ctx, s.q(text), args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNone
	}
	return err
}

// listed reads all rows of a query, each by read.
func listed[T any](rows *sql.Rows, err error, read func(*sql.Rows) (T, error)) (out []T, _ error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		one, err := read(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, rows.Err()
}

// Now is the moment as columns have it: UTC, sorted as text as it is in time.
func Now() string { return stamp(time.Now()) }

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// NewID makes an id that nobody can guess, and that sorts by time.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// Refused tells whether the database answered, and would not have a value: asking again does
// not help.
func Refused(err error) bool {
	var pg *pgconn.PgError
	var lite *sqlite.Error
	switch {
	case errors.As(err, &pg):
		return strings.HasPrefix(pg.Code, "22") || strings.HasPrefix(pg.Code, "23") || strings.HasPrefix(pg.Code, "54") // data, constraints, limits
	case errors.As(err, &lite):
		switch lite.Code() & 0xff {
		case sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH:
			return true
		}
	}
	return false
}

// Reason says why the database did not do it, in words that hold nothing of what was asked: a
// log may have them.
func Reason(err error) string {
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &pg):
		return "postgres " + pg.Code
	case errors.As(err, &connect):
		return "postgres does not accept connections"
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err.Error()
	}
	return fmt.Sprintf("%T", err)
}
