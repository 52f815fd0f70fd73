package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// command runs a program to its end, with what it says told on.
func (s *session) command(ctx context.Context, env string, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = s.out, s.errs
	if env != "" {
		cmd.Env = append(os.Environ(), env)
	}
	return cmd.Run()
}

// built compiles a program of the module, once, for this machine, or with env as that says.
func (s *session) built(ctx context.Context, dir, pkg, name string, env ...string) (string, error) {
	out := filepath.Join(s.work, name)
	if _, err := os.Stat(out); err == nil {
		return out, nil
	}
	args := []string{"build", "-ldflags=-s -w", "-o", out, pkg}
	if len(env) > 0 && env[0] == "GOOS=js" {
		args = slices.Insert(args, 1, "-trimpath", "-buildvcs=false") // as examples/explorer builds it, so that it is compiled once
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Stderr, cmd.Env = dir, s.errs, append(os.Environ(), env...)
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("go build %s in %s: %w", pkg, dir, err)
	}
	return out, nil
}

// tool finds a program that a language needs.
func tool(name, from string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%s is not installed (Debian's %s): %w", name, from, err)
	}
	return path, nil
}

// javaScript asks the module as WASM in Node.
func javaScript(ctx context.Context, s *session) error {
	node, err := tool("node", "nodejs")
	if err != nil {
		return err
	}
	module, err := s.built(ctx, filepath.Join(s.root, "examples", "explorer"), "./wasm", "module.wasm", "GOOS=js", "GOARCH=wasm")
	if err != nil {
		return err
	}
	where, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	return s.command(ctx, "", node, "runner.mjs", s.cases, module, filepath.Join(strings.TrimSpace(string(where)), "lib", "wasm", "wasm_exec.js"))
}

func python(ctx context.Context, s *session) error {
	return s.overHTTP(ctx, "python3", "python3", "runner.py")
}

func java(ctx context.Context, s *session) error {
	return s.overHTTP(ctx, "java", "default-jdk-headless", "Runner.java")
}

// overHTTP runs a runner that asks the service.
func (s *session) overHTTP(ctx context.Context, program, from, runner string) error {
	path, err := tool(program, from)
	if err != nil {
		return err
	}
	url, token, stop, err := s.serve(ctx)
	if err != nil {
		return err
	}
	return errors.Join(s.command(ctx, "TOKEN="+token, path, runner, s.cases, url), stop())
}

// serve starts the service with a database of its own, on a port that is free.
func (s *session) serve(ctx context.Context) (url, token string, stop func() error, err error) {
	program, err := s.built(ctx, filepath.Join(s.root, "examples", "service"), ".", "service")
	if err != nil {
		return "", "", nil, err
	}
	db, err := os.MkdirTemp(s.work, "db")
	if err != nil {
		return "", "", nil, err
	}
	cmd := exec.CommandContext(ctx, program, "-listen", "127.0.0.1:0", "-db", filepath.Join(db, "civilaffairs.db"), "-rate", "1000000", "-burst", "1000000")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	said, err := cmd.StdoutPipe()
	if err != nil {
		return "", "", nil, err
	}
	var logs strings.Builder
	cmd.Stderr = &logs
	if err := cmd.Start(); err != nil {
		return "", "", nil, err
	}
	stop = func() error {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			return err
		}
		return cmd.Wait()
	}
	const secret, at = "first token, of every role, shown once: ", "serving on "
	for lines := bufio.NewScanner(said); lines.Scan(); {
		if after, ok := strings.CutPrefix(lines.Text(), secret); ok {
			token = after
		}
		if after, ok := strings.CutPrefix(lines.Text(), at); ok {
			go func() { _, _ = io.Copy(io.Discard, said) }() // it says nothing more that matters
			return "http://" + after, token, stop, nil
		}
	}
	return "", "", nil, fmt.Errorf("the service did not start: %w\n%s", errors.Join(errors.New("it ended before it said where it serves"), cmd.Wait()), logs.String())
}
