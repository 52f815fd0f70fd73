package store

import (
	"context"
	"database/sql"
)

// Book is an edition of a book of dated parameters, as it was put.
type Book struct {
	Rule    string `json:"rule"`
	Edition int64  `json:"edition"`
	Body    string `json:"-"`
	AddedBy string `json:"added_by"`
	AddedAt string `json:"added_at"`
}

// PutBook adds an edition, the next of its rule. Those before it stay.
func (s *Store) PutBook(ctx context.Context, b Book) (Book, error) {
	b.AddedAt = Now()
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return Book{}, err
	}
	err = tx.QueryRowContext(ctx, s.q("SELECT COALESCE(max(edition), 0) + 1 FROM books WHERE rule = $1"), b.Rule).Scan(&b.Edition)
	if err == nil { // of two at once the key refuses the second
		_, err = tx.ExecContext(ctx, s.q("INSERT INTO books (rule, edition, body, added_by, added_at) VALUES ($1, $2, $3, $4, $5)"),
			b.Rule, b.Edition, b.Body, b.AddedBy, b.AddedAt)
	}
	if err != nil {
		_ = tx.Rollback() // the error is the one above
		return Book{}, err
	}
	return b, tx.Commit()
}

// Books lists the newest edition of each rule.
func (s *Store) Books(ctx context.Context) ([]Book, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT rule, edition, body, added_by, added_at FROM books AS b
WHERE edition = (SELECT max(edition) FROM books AS n WHERE n.rule = b.rule) ORDER BY rule`)
	return listed(rows, err, func(row *sql.Rows) (b Book, err error) {
		err = row.Scan(&b.Rule, &b.Edition, &b.Body, &b.AddedBy, &b.AddedAt)
		return b, err
	})
}

// Edition gives the number of all editions, which tells whether one was added.
func (s *Store) Edition(ctx context.Context) (n int64, err error) {
	err = s.row(ctx, "SELECT count(*) FROM books", nil, &n)
	return n, err
}
