package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func verify(args ...string) (code int, stdout, stderr string) {
	var out, err strings.Builder
	code = run(args, &out, &err)
	return code, out.String(), err.String()
}

func TestVerifyExitsByWhatItFinds(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	for name, c := range map[string]struct {
		args []string
		want int
	}{
		"no plan named": {nil, 2},
		"no such file":  {[]string{"-plan", filepath.Join(dir, "absent")}, 2},
		"no such flag":  {[]string{"-x"}, 2},
		"another text":  {[]string{"-plan", file("other", "x")}, 1},
		"an empty body": {[]string{"-plan", file("empty", "（2021-2025）\n（2021-2025）\n")}, 1},
	} {
		code, out, errs := verify(c.args...)
		assert.Equal(t, c.want, code, name)
		assert.NotEmpty(t, out+errs, name)
	}
	const official = "../../../shared/plan/huainan-14th-five-year-plan.txt"
	if _, err := os.Stat(official); err != nil {
		t.Skip("no copy of the official text at hand")
	}
	code, out, _ := verify("-plan", official)
	assert.Zero(t, code)
	assert.Contains(t, out, "470 numerals; 0 failures")
	assert.Contains(t, out, "由规则实现 implemented by rules")
}
