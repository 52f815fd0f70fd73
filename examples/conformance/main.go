// Conformance makes the cases of every rule as JSON files and holds other languages against them: whole records and
// refusals, byte for byte.
//
//	go run . all                              # every language
//	go run . js|python|java|sql [RULE-ID…]    # one, of all rules or some
//	go run . query "select …"                 # rules as functions of SQLite
//
// It builds what each language asks, by its own means: the module as WASM, or examples/service over HTTP, which it starts on
// a port of this machine and stops. See README.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// The exit codes.
const (
	same    = iota
	differs // bytes, or a runner that could not go to its end
	misused // the command, or a tool that is not there
)

// session is one call of the program.
type session struct {
	root   string // of the module
	tables string // where the cases are kept
	cases  string // the folder of the files
	work   string // a folder that is removed at the end
	out    io.Writer
	errs   io.Writer
}

// languages are the runners by name, in the order in which all are run.
var languages = []struct {
	name string
	run  func(ctx context.Context, s *session) error
}{{"js", javaScript}, {"python", python}, {"java", java}, {"sql", sqlite}}

// run is main with its surroundings as arguments.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	s := &session{out: out, errs: errs}
	flags := flag.NewFlagSet("conformance", flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.StringVar(&s.root, "root", filepath.Join("..", ".."), "the module's root, a `FOLDER`")
	flags.StringVar(&s.tables, "tables", "", "where tables of cases are, a `FOLDER`; the module's root where it is not given")
	flags.StringVar(&s.cases, "cases", "", "files that are made already, a `FOLDER`; made anew where it is not given")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return same
	case err != nil:
		return misused
	}
	words := flags.Args()
	var names []string
	for _, l := range languages {
		names = append(names, l.name)
	}
	switch {
	case len(words) == 2 && words[0] == "query":
		if err := query(ctx, words[1], out); err != nil {
			fmt.Fprintln(errs, "conformance:", err)
			return differs
		}
		return same
	case len(words) == 0 || words[0] != "all" && !slices.Contains(names, words[0]):
		fmt.Fprintf(errs, "usage: go run . all|%s [RULE-ID…], or query \"select …\"\n", strings.Join(names, "|"))
		return misused
	}
	defer func() { _ = os.RemoveAll(s.work) }() // what is left in the system's own folder goes with it
	if err := s.prepare(ctx, words[1:]); err != nil {
		fmt.Fprintln(errs, "conformance:", err)
		return misused
	}
	code := same
	for _, l := range languages {
		if words[0] != "all" && words[0] != l.name {
			continue
		}
		if err := l.run(ctx, s); err != nil {
			fmt.Fprintf(errs, "conformance: %s: %v\n", l.name, err)
			code = differs
		}
	}
	return code
}

// prepare finds the folders, and makes the files unless there are some.
func (s *session) prepare(ctx context.Context, ids []string) (err error) {
	for _, dir := range []*string{&s.root, &s.tables, &s.cases} {
		if *dir == "" {
			continue
		}
		if *dir, err = filepath.Abs(*dir); err != nil {
			return err
		}
	}
	if s.work, err = os.MkdirTemp("", "conformance"); err != nil {
		return err
	}
	if s.cases != "" {
		if len(ids) > 0 {
			return errors.New("rules are named when files are made: leave out -cases, or make a folder of those alone")
		}
		return nil
	}
	rules, err := s.built(ctx, s.root, "./examples/rules", "rules")
	if err != nil {
		return err
	}
	if s.tables == "" {
		s.tables = s.root
	}
	s.cases = filepath.Join(s.work, "cases")
	return s.command(ctx, "", rules, slices.Concat([]string{"conformance", "-lang", "en", "-out", s.cases, "-tables", s.tables}, ids)...)
}
