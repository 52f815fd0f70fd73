package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule/conformance"
)

// needs says what a language needs; where it is not installed nothing is shown of it, which fails where all should be.
var needs = map[string]string{"js": "node", "python": "python3", "java": "javac", "sql": "go"}

func installed(t *testing.T, language string) {
	t.Helper()
	if _, err := exec.LookPath(needs[language]); err != nil {
		if os.Getenv("EVERY_LANGUAGE") != "" {
			t.Fatalf("%s is not installed", needs[language])
		}
		t.Skipf("%s is not installed: nothing is shown of %s", needs[language], language)
	}
}

// sum is what a runner says at its end.
var sum = regexp.MustCompile(`(\w+): (\d+) rules, (\d+) cases, (\d+) bodies of (\d+) bytes, (\d+) differing bytes`)

// ran runs a language over files, and gives what it says at its end.
func ran(t *testing.T, s *session, cases, language string) (counts []string, errs string, err error) {
	t.Helper()
	var out, said bytes.Buffer
	one := *s
	one.cases, one.out, one.errs = cases, &out, &said
	for _, l := range languages {
		if l.name == language {
			err = l.run(context.Background(), &one)
		}
	}
	counts = sum.FindStringSubmatch(out.String())
	require.NotNil(t, counts, "%s%s: %v", out.String(), said.String(), err)
	return counts[1:], said.String(), err
}

// shared is the session of all tests: programs are built once.
var shared *session

func TestMain(m *testing.M) {
	shared = &session{root: "../..", out: os.Stdout, errs: os.Stderr}
	err := shared.prepare(context.Background(), nil)
	code := 1
	if err == nil {
		code = m.Run()
	} else {
		os.Stderr.WriteString(err.Error() + "\n")
	}
	if err := os.RemoveAll(shared.work); err != nil {
		code = 1
	}
	os.Exit(code)
}

func index(t *testing.T, dir string) (i conformance.Index) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "index.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &i))
	return i
}

// TestEveryLanguageGivesTheSameBytes: every case of every rule.
func TestEveryLanguageGivesTheSameBytes(t *testing.T) {
	cases, refused := 0, 0
	for _, f := range index(t, shared.cases).Files {
		cases, refused = cases+f.Cases, refused+f.Refused
	}
	for _, l := range languages {
		t.Run(l.name, func(t *testing.T) {
			installed(t, l.name)
			got, errs, err := ran(t, shared, shared.cases, l.name)
			require.NoError(t, err, errs)
			t.Logf("%s rules, %s cases, %s bodies of %s bytes, %s differing", got[1], got[2], got[3], got[4], got[5])
			bodies := cases
			if l.name == "python" || l.name == "java" {
				bodies += refused // in both languages
			}
			assert.Equal(t, []string{l.name, itoa(len(civilaffairs.Rules())), itoa(cases), itoa(bodies)}, got[:4])
			assert.Equal(t, "0", got[5])
		})
	}
}

func itoa(n int) string { raw, _ := json.Marshal(n); return string(raw) } // a number is JSON

// altered gives a folder with two rules, of whose files one byte of a record and one of a refusal are others.
func altered(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	all := index(t, shared.cases)
	some := conformance.Index{Format: all.Format}
	for _, f := range all.Files {
		if f.Rule != "eldercare.care-beds" && f.Rule != "assistance.allowance" {
			continue
		}
		some.Files = append(some.Files, f)
		text, err := os.ReadFile(filepath.Join(shared.cases, f.File))
		require.NoError(t, err)
		if f.Rule == "eldercare.care-beds" {
			for was, is := range map[string]string{
				`\"shortfall\":5060,\"to_add\":11245}`: `\"shortfall\":5060,\"to_add\":11246}`, // of the third case
				`must not be above beds, 23000`:        `must not be above beds, 23001`,        // of the eleventh, as reason and in the sentence
			} {
				require.Contains(t, string(text), was)
				text = bytes.ReplaceAll(text, []byte(was), []byte(is))
			}
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, f.File), text, 0o600))
	}
	require.Len(t, some.Files, 2)
	text, err := some.JSON()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "index.json"), text, 0o600))
	return dir
}

// TestAnAlteredByteFails: one of a record and one of a refusal, in each language; the case is named, and the bytes are counted.
func TestAnAlteredByteFails(t *testing.T) {
	dir := altered(t)
	for _, l := range languages {
		t.Run(l.name, func(t *testing.T) {
			installed(t, l.name)
			got, errs, err := ran(t, shared, dir, l.name)
			require.Error(t, err, "a byte that is another was not noticed")
			differing := "2"
			if l.name == "sql" {
				differing = "3" // it compares the reason and the sentence
			}
			assert.Equal(t, []string{"2", differing}, []string{got[1], got[5]}, errs)
			assert.Contains(t, errs, "eldercare.care-beds case 3 (33 % in 2020")
			assert.Contains(t, errs, "eldercare.care-beds case 11 (More care beds than beds")
			assert.Equal(t, 2, strings.Count(errs, "differ, the first is"), errs)
		})
	}
}

// TestACaseThatIsGoneFails: the index says how many there are.
func TestACaseThatIsGoneFails(t *testing.T) {
	dir := altered(t)
	i := index(t, dir)
	i.Files[0].Cases++
	text, err := i.JSON()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "index.json"), text, 0o600))
	one := *shared
	one.cases, one.out, one.errs = dir, new(bytes.Buffer), new(bytes.Buffer)
	for _, l := range languages {
		if l.name == "java" {
			continue // as Python, and slower to start
		}
		installed(t, l.name)
		assert.Error(t, l.run(context.Background(), &one), l.name)
	}
}

// TestARuleThatIsAddedIsInEveryLanguage compiles everything anew with a rule more in the module's catalog, as an overlay of its
// source: the command that writes the files, the page's module, the service and the functions of SQLite have it, without a
// line changed in any of them.
func TestARuleThatIsAddedIsInEveryLanguage(t *testing.T) {
	for _, l := range languages {
		installed(t, l.name)
	}
	dir := t.TempDir()
	source, err := os.ReadFile(filepath.Join(shared.root, "civilaffairs.go"))
	require.NoError(t, err)
	const last = "planoffice.Rules(),"
	require.Equal(t, 1, bytes.Count(source, []byte(last)))
	list := filepath.Join(dir, "civilaffairs.go")
	require.NoError(t, os.WriteFile(list, bytes.Replace(source, []byte(last), []byte(last+"\n\t\t[]rule.Any{added},"), 1), 0o600))
	rule, err := filepath.Abs(filepath.Join("testdata", "added", "added.go.txt"))
	require.NoError(t, err)
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{
		filepath.Join(shared.root, "civilaffairs.go"): list, filepath.Join(shared.root, "added.go"): rule,
	}})
	require.NoError(t, err)
	file := filepath.Join(dir, "overlay.json")
	require.NoError(t, os.WriteFile(file, overlay, 0o600))
	flags := "GOFLAGS=" + strings.TrimSpace(os.Getenv("GOFLAGS")+" -overlay="+file)

	s := *shared
	s.work = dir
	program, err := s.built(context.Background(), ".", ".", "conformance", flags)
	require.NoError(t, err)
	cmd := exec.Command(program, "-tables", filepath.Join("testdata", "added"), "all", "sample.units")
	cmd.Env = append(os.Environ(), flags)
	said, err := cmd.CombinedOutput()
	require.NoError(t, err, string(said))
	assert.Contains(t, string(said), "1 files, 4 cases (2 to be refused")
	for _, l := range languages {
		assert.Regexp(t, l.name+`: 1 rules, 4 cases, (4|6) bodies of \d+ bytes, 0 differing bytes`, string(said))
	}
}

// TestTheFilesAreAsTheSchemaSays: each that is made, and not one that is spoilt.
func TestTheFilesAreAsTheSchemaSays(t *testing.T) {
	c := jsonschema.NewCompiler()
	read := func(text []byte) any {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		require.NoError(t, err)
		return v
	}
	require.NoError(t, c.AddResource("schema.json", read(conformance.Schema())))
	schema, err := c.Compile("schema.json")
	require.NoError(t, err)
	for _, f := range index(t, shared.cases).Files {
		text, err := os.ReadFile(filepath.Join(shared.cases, f.File))
		require.NoError(t, err)
		require.NoError(t, schema.Validate(read(text)), f.File)
	}
	const whole = `{"format":1,"rule":"r","version":1,"title":{"zh":"a","en":"b"},"cases":[{"case":1,"note":{"zh":"a","en":"b"},"clause":"c","facts":"{}","record":"{}"}]}`
	require.NoError(t, schema.Validate(read([]byte(whole))))
	for _, bad := range [][2]string{
		{`"format":1`, `"format":2`}, {`,"facts":"{}"`, ``}, {`,"record":"{}"`, ``}, {`"record":"{}"`, `"record":{}`}, {`"en":"b"`, `"fr":"b"`},
		{`"record":"{}"`, `"record":"{}","errors":[{"code":"range","reason":{"zh":"a","en":"b"},"pointer":"","said":{"zh":"a","en":"b"}}]`}, {`[{`, `[],"more":[{`},
	} {
		assert.Error(t, schema.Validate(read([]byte(strings.Replace(whole, bad[0], bad[1], 1)))), bad[1])
	}
}

func TestACommandThatIsWrongSaysSo(t *testing.T) {
	for _, args := range [][]string{{}, {"cobol"}, {"-nothing"}, {"-root", "nowhere", "sql"}, {"js", "no.such-rule"}, {"-cases", ".", "sql", "eldercare.care-beds"}} {
		var out, errs bytes.Buffer
		assert.Equal(t, misused, run(context.Background(), args, &out, &errs), "%v: %s", args, errs.String())
		assert.NotEmpty(t, errs.String(), args)
	}
}

// Rules are functions of SQL; a refusal is an error, and never a null that would be taken for nothing.
func TestSQLAsksRules(t *testing.T) {
	var out, errs bytes.Buffer
	ask := func(text string) int { return run(context.Background(), []string{"query", text}, &out, &errs) }
	require.Zero(t, ask(`select explain('eldercare.care-beds', null, '{"care":12649,"total":23000}') ->> '$.answer.shortfall', faults('eldercare.care-beds', null, '{"care":1}') ->> '$[0].code'`), errs.String())
	assert.Equal(t, "1\tmissing\n", out.String())
	for _, bad := range []string{`select explain('eldercare.care-beds', null, '{"care":1}')`, `select explain('none', null, '{}')`, `select explain('eldercare.care-beds', 1, '{}')`, `select explain(null, null, null)`} {
		assert.Equal(t, differs, ask(bad), bad)
	}
	assert.Contains(t, errs.String(), "facts.total")
}
