package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	_ "embed" // of the script
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	sqlitedriver "modernc.org/sqlite"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule/conformance"
)

//go:embed runner.sql
var script string

// register gives SQLite the rules of the module as functions, once, for the whole process:
//
//	explain(rule, parameters, facts)   the record; an error where the rule refuses
//	faults(rule, parameters, facts)    why it refuses, a JSON list as in the files; null where it answers
//
// Parameters that are null are those that the rule stands on.
var register = sync.OnceValue(func() error {
	return errors.Join(
		sqlitedriver.RegisterDeterministicScalarFunction("explain", 3, func(_ *sqlitedriver.FunctionContext, args []driver.Value) (driver.Value, error) {
			record, err := explain(args)
			return string(record), err
		}),
		sqlitedriver.RegisterDeterministicScalarFunction("faults", 3, func(_ *sqlitedriver.FunctionContext, args []driver.Value) (driver.Value, error) {
			_, err := explain(args)
			if err == nil {
				return nil, nil
			}
			var b strings.Builder
			e := json.NewEncoder(&b)
			e.SetEscapeHTML(false) // as the files have it
			if err := e.Encode(conformance.Faults(err)); err != nil {
				return nil, err
			}
			return b.String(), nil
		}))
})

// explain asks the catalog what a function was asked.
func explain(args []driver.Value) ([]byte, error) {
	var given [3][]byte
	for i, a := range args {
		switch a := a.(type) {
		case string:
			given[i] = []byte(a)
		case []byte:
			given[i] = a
		case nil:
		default:
			return nil, fmt.Errorf("argument %d is no text", i+1)
		}
	}
	return civilaffairs.Catalog().Explain(string(given[0]), given[1], given[2])
}

// opened gives a database in memory with the rules in it.
func opened() (*sql.DB, error) {
	if err := register(); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", ":memory:")
	if err == nil {
		db.SetMaxOpenConns(1) // each connection has a memory of its own
	}
	return db, err
}

// query answers one question, a line a row.
func query(ctx context.Context, text string, out io.Writer) error {
	db, err := opened()
	if err != nil {
		return err
	}
	defer db.Close()
	return each(ctx, db, text, func(row []string) error {
		_, err := fmt.Fprintln(out, strings.Join(row, "\t"))
		return err
	})
}

// each gives the rows of a query as texts.
func each(ctx context.Context, db *sql.DB, text string, do func(row []string) error) error {
	rows, err := db.QueryContext(ctx, text)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	cells, into, row := make([]sql.NullString, len(names)), make([]any, len(names)), make([]string, len(names))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i := range cells {
			row[i] = cells[i].String
		}
		if err := do(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// sqlite holds the functions against the files, in SQL.
func sqlite(ctx context.Context, s *session) error {
	db, err := opened()
	if err != nil {
		return err
	}
	defer db.Close()
	var index conformance.Index
	text, err := os.ReadFile(filepath.Join(s.cases, "index.json"))
	if err == nil {
		err = json.Unmarshal(text, &index)
	}
	if err != nil {
		return err
	}
	if index.Format != conformance.Format {
		return fmt.Errorf("format %d: this runner reads %d", index.Format, conformance.Format)
	}
	if _, err := db.ExecContext(ctx, "create table files (text text)"); err != nil {
		return err
	}
	want := 0
	for _, f := range index.Files {
		want += f.Cases
		text, err := os.ReadFile(filepath.Join(s.cases, f.File))
		if err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, "insert into files values (?)", string(text)); err != nil {
			return err
		}
	}
	if _, err := db.ExecContext(ctx, script); err != nil {
		return err
	}
	var cases, bodies, size, differing int
	if err := db.QueryRowContext(ctx, "select (select count(*) from cases), count(*), coalesce(sum(length(want)), 0), (select coalesce(sum(bytes), 0) from differing) from bodies").Scan(&cases, &bodies, &size, &differing); err != nil {
		return err
	}
	err = each(ctx, db, "select * from differing", func(row []string) error {
		_, err := fmt.Fprintf(s.errs, "%s case %s (%s): %s bytes differ, the first is %s: want …%s…, got …%s…\n", row[0], row[1], row[2], row[3], row[4], row[5], row[6])
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "sql: %d rules, %d cases, %d bodies of %d bytes, %d differing bytes\n", len(index.Files), cases, bodies, size, differing)
	switch {
	case cases != want || cases == 0:
		return fmt.Errorf("%d cases, the index says %d", cases, want)
	case differing > 0:
		return errors.New("differs")
	}
	return nil
}
