package schemacheck

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// compiled has the schemas of a rule's parameters, facts and answer.
type compiled struct{ parameters, facts, answer, whole *jsonschema.Schema }

func compile(t *testing.T, r rule.Any) compiled {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(r.Info().Schema()))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	require.NoError(t, c.AddResource("rule.json", doc))
	part := func(name string) *jsonschema.Schema {
		s, err := c.Compile("rule.json" + name)
		require.NoError(t, err)
		return s
	}
	return compiled{part("#/$defs/parameters"), part("#/$defs/facts"), part("#/$defs/answer"), part("")}
}

var index = regexp.MustCompile(`\[(\d+)\]`)

// cells makes the JSON of a row's cells, without knowing the types: numbers and truth
// values bare where the rule's description says count or flag.
func cells(t *testing.T, fields []rule.Field, row map[string]string) string {
	t.Helper()
	kinds := map[string]string{}
	for _, f := range fields {
		kinds[f.Path] = f.Kind
	}
	root := any(map[string]any{})
	for _, path := range slices.SortedFunc(keys(row), byPath) {
		var leaf any = row[path]
		switch kind, known := kinds[index.ReplaceAllString(path, "[]")]; {
		case kind == "flag" || kind == "count":
			if n := json.Number(row[path]); json.Valid([]byte(n)) {
				leaf = n
			}
			if yes, err := strconv.ParseBool(row[path]); err == nil && kind == "flag" {
				leaf = yes
			}
		case !known || strings.HasPrefix(row[path], "{"):
			if v, err := jsonschema.UnmarshalJSON(strings.NewReader(row[path])); err == nil {
				leaf = v
			}
		}
		root = put(root, strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }), leaf)
	}
	raw, err := json.Marshal(root)
	require.NoError(t, err)
	return string(raw)
}

func keys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// byPath sorts items by their number, so that they are put in turn.
func byPath(a, b string) int {
	pad := func(s string) string {
		return index.ReplaceAllStringFunc(s, func(i string) string { return "[" + strings.Repeat("0", 8-len(i)) + i[1:] })
	}
	return strings.Compare(pad(a), pad(b))
}

func put(node any, path []string, leaf any) any {
	if len(path) == 0 {
		return leaf
	}
	if i, err := strconv.Atoi(path[0]); err == nil {
		list, _ := node.([]any)
		for len(list) <= i {
			list = append(list, nil)
		}
		list[i] = put(list[i], path[1:], leaf)
		return list
	}
	o, ok := node.(map[string]any)
	if !ok {
		o = map[string]any{}
	}
	o[path[0]] = put(o[path[0]], path[1:], leaf)
	return o
}

// table reads a rule's case table.
func table(t *testing.T, id string) []map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../*/testdata/" + id + ".csv")
	require.NoError(t, err)
	if deeper, err := filepath.Glob("../../*/*/testdata/" + id + ".csv"); err == nil {
		files = append(files, deeper...)
	}
	require.Len(t, files, 1, "the case table of %s", id)
	data, err := os.ReadFile(files[0])
	require.NoError(t, err)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).ReadAll()
	require.NoError(t, err)
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, text := range row {
			if text = strings.TrimPrefix(strings.TrimSpace(text), "'"); text != "" {
				m[rows[0][i]] = text
			}
		}
		out = append(out, m)
	}
	return out
}

func part(row map[string]string, prefix string) map[string]string {
	out := map[string]string{}
	for name, text := range row {
		if path, ok := strings.CutPrefix(name, prefix); ok {
			out[path] = text
		}
	}
	return out
}

// structural reports whether a schema can tell a fault: a field that is missing, unknown or
// not written as it must be, a choice that is none, a count or a list out of a range of its
// own. How fields go together no schema can tell.
func structural(f rule.Fault, fields []rule.Field, row map[string]string) bool {
	if f.Code == rule.UnknownField {
		return true
	}
	i := slices.IndexFunc(fields, func(x rule.Field) bool {
		path := index.ReplaceAllString(f.Field, "[]")
		return x.Path == path || x.Path == path+"[]"
	})
	if i < 0 {
		return false
	}
	at := fields[i]
	prefix := map[rule.Part]string{rule.OfParameters: "p.", rule.OfFacts: "in."}[f.Part]
	_, there := row[prefix+f.Field]
	switch f.Code {
	case rule.Missing:
		return !there && !at.Optional && f.Part == rule.OfFacts || there && (at.Kind == "money" || at.Kind == "ratio") && strings.HasPrefix(at.Range, "(0,")
	case rule.Syntax:
		return at.Kind != "text" && at.Kind != "month"
	case rule.Invalid:
		return at.Kind == "choice" && !slices.ContainsFunc(at.Choices, func(c rule.Choice) bool { return c.Code == f.Value })
	case rule.Range:
		n, err := strconv.ParseInt(f.Value, 10, 64)
		return err == nil && (at.Kind == "count" || at.Kind == "list") && outside(n, at.Range)
	}
	return false
}

// outside reports whether a number is not in a range such as [1,127] or (0,).
func outside(n int64, tag string) bool {
	low, high, ok := strings.Cut(strings.Trim(tag, "[]()"), ",")
	a, errA := strconv.ParseInt(low, 10, 64)
	b, errB := strconv.ParseInt(high, 10, 64)
	return ok && (errA == nil && (n < a || n == a && tag[0] == '(') || errB == nil && (n > b || n == b && strings.HasSuffix(tag, ")")))
}

// TestSchemasAgreeWithTheRules holds the schema of every rule against every row of its case
// table: what the rule answers the schema accepts, and its answer too; what the schema
// refuses the rule refuses; and what a schema can tell is wrong it refuses.
func TestSchemasAgreeWithTheRules(t *testing.T) {
	catalog := civilaffairs.Catalog()
	rows, refused, bySchema := 0, 0, 0
	for _, r := range civilaffairs.Rules() {
		info := r.Info()
		if newest, _ := catalog.Lookup(info.ID); newest.Version() != info.Version {
			continue // tables are of the newest version
		}
		t.Run(info.ID, func(t *testing.T) {
			schema := compile(t, r)
			if info.Defaults != nil {
				assert.NoError(t, valid(t, schema.parameters, string(info.Defaults)))
				assert.NoError(t, valid(t, schema.parameters, "{}"))
			}
			for i, row := range table(t, info.ID) {
				p := part(row, "p.")
				if slices.ContainsFunc(slices.Collect(keys(p)), index.MatchString) {
					continue // changes an item of a default list, which JSON cannot
				}
				parameters, facts := "", cells(t, info.Facts, part(row, "in."))
				whole := `{"facts":` + facts + `}`
				if len(p) > 0 {
					parameters = cells(t, info.Parameters, p)
					whole = `{"parameters":` + parameters + `,"facts":` + facts + `}`
				}
				name := "line " + strconv.Itoa(i+2) + " " + row["en"] + ": " + whole
				answer, err := catalog.Eval(info.ID, []byte(parameters), []byte(facts))
				refusal := valid(t, schema.whole, whole)
				rows++
				if err == nil {
					assert.NoError(t, refusal, name)
					assert.NoError(t, valid(t, schema.answer, string(answer)), "%s: %s", name, answer)
					continue
				}
				assert.NotEmpty(t, row["want.error"], "%s: %v", name, err)
				refused++
				if refusal != nil {
					bySchema++
				}
				fields := slices.Concat(info.Facts, info.Parameters)
				for _, f := range rule.Faults(err) {
					if structural(f, fields, row) {
						assert.Error(t, refusal, "%s: the schema takes what the rule refuses: %v", name, f.String())
					}
				}
			}
		})
	}
	t.Logf("%d rows, %d of them refused, %d of these by the schema too", rows, refused, bySchema)
}
