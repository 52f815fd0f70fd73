package schemacheck

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
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

type object = map[string]any

// TestSchemasOfRulesAndCatalogAgree puts every row of every case table through the catalog as
// JSON: what it answers, the rule's schema accepts, the answer included; what is wrong in
// form, both refuse.
func TestSchemasOfRulesAndCatalogAgree(t *testing.T) {
	catalog := civilaffairs.Catalog()
	rows := 0
	for _, r := range catalog.Rules() {
		info := r.Info()
		t.Run(info.ID, func(t *testing.T) {
			schema, raw := compiled(t, info)
			for _, row := range table(t, info.ID) {
				parameters, facts := row.input("p.", raw, "parameters"), row.input("in.", raw, "facts")
				value := object{"facts": facts}
				var p []byte
				if len(parameters) > 0 {
					value["parameters"] = parameters
					p = encoded(t, parameters)
				}
				f := encoded(t, facts)
				answer, err := catalog.Eval(info.ID, p, f)
				refused := valid(t, schema, string(encoded(t, value)))
				rows++
				if err != nil {
					assert.NotEmpty(t, row["want.error"], "%s: %v", row["en"], err)
					for _, f := range rule.Faults(err) {
						if structural(f, slices.Concat(info.Facts, info.Parameters), row) {
							assert.Error(t, refused, "%s: the schema takes what the catalog does not read: %v", row["en"], f.String())
						}
					}
					continue
				}
				require.NoError(t, refused, "%s: the schema refuses what the catalog answers", row["en"])
				value["answer"] = decoded(t, answer)
				assert.NoError(t, valid(t, schema, string(encoded(t, value))), "%s: the answer", row["en"])
				disagree(t, catalog, info.ID, schema, p, value)
			}
		})
	}
	assert.Greater(t, rows, 250)
}

// disagree alters facts that were answered and looks that neither takes them.
func disagree(t *testing.T, catalog rule.Catalog, id string, schema *jsonschema.Schema, parameters []byte, value object) {
	t.Helper()
	facts := value["facts"].(object)
	both := func(what string, changed object) {
		_, err := catalog.Eval(id, parameters, encoded(t, changed))
		assert.Error(t, err, "%s: the catalog takes %s", id, what)
		assert.Error(t, valid(t, schema, string(encoded(t, object{"facts": changed, "parameters": value["parameters"]}))), "%s: the schema takes %s", id, what)
	}
	with := func(name string, v any) object {
		out := object{}
		for k, had := range facts {
			out[k] = had
		}
		out[name] = v
		return out
	}
	both("an unknown field", with("no_such_field", "1"))
	for name, v := range facts {
		both("null for "+name, with(name, nil))
		switch v.(type) {
		case string:
			both("a number for "+name, with(name, json.Number("1")))
		default:
			both("an unreadable text for "+name, with(name, "?"))
		}
	}
}

func compiled(t *testing.T, info rule.Info) (*jsonschema.Schema, object) {
	t.Helper()
	raw := decoded(t, info.Schema()).(object)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("rule.json", raw))
	s, err := c.Compile("rule.json")
	require.NoError(t, err)
	return s, raw
}

func decoded(t *testing.T, data []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	return v
}

func encoded(t *testing.T, v any) []byte {
	t.Helper()
	if o, ok := v.(object); ok && o["parameters"] == nil {
		delete(o, "parameters")
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	require.NoError(t, e.Encode(v))
	return b.Bytes()
}

// row is a row of a case table by its columns.
type row map[string]string

func table(t *testing.T, id string) []row {
	t.Helper()
	room, _, _ := strings.Cut(id, ".")
	raw, err := os.ReadFile("../../" + room + "/testdata/" + id + ".csv")
	require.NoError(t, err)
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\uFEFF")))).ReadAll()
	require.NoError(t, err)
	var out []row
	for _, line := range lines[1:] {
		r := row{}
		for i, cell := range line {
			r[lines[0][i]] = cell
		}
		out = append(out, r)
	}
	return out
}

// input makes JSON of the cells under a prefix, each in the form that the schema gives it.
func (r row) input(prefix string, schema object, part string) object {
	out := object{}
	var names []string
	for column, cell := range r {
		if strings.HasPrefix(column, prefix) && cell != "" {
			names = append(names, column)
		}
	}
	slices.SortFunc(names, func(a, b string) int { // members[2] before members[10]
		return strings.Compare(padded(a), padded(b))
	})
	for _, column := range names {
		path := steps(strings.TrimPrefix(column, prefix))
		put(out, path, leaf(r[column], at(schema["$defs"].(object)[part].(object), path)))
	}
	return out
}

var index = regexp.MustCompile(`\[(\d+)\]`)

func padded(s string) string {
	return index.ReplaceAllStringFunc(s, func(m string) string { return "[" + strings.Repeat("0", 6-len(m)) + m })
}

// steps takes a path apart: names, and indexes as numbers.
func steps(path string) (out []any) {
	for _, name := range strings.Split(index.ReplaceAllString(path, ".$1"), ".") {
		if n, err := strconv.Atoi(name); err == nil {
			out = append(out, n)
		} else {
			out = append(out, name)
		}
	}
	return out
}

func put(o object, path []any, v any) {
	name := path[0].(string)
	if len(path) == 1 {
		o[name] = v
		return
	}
	n, listed := path[1].(int)
	if !listed {
		inner, ok := o[name].(object)
		if !ok {
			inner = object{}
			o[name] = inner
		}
		put(inner, path[1:], v)
		return
	}
	list, _ := o[name].([]any)
	for len(list) <= n {
		list = append(list, object{})
	}
	put(list[n].(object), path[2:], v)
	o[name] = list
}

// at goes down a schema; nil where it does not say.
func at(schema object, path []any) object {
	for _, step := range path {
		var next any
		switch s := step.(type) {
		case string:
			properties, _ := schema["properties"].(object)
			next = properties[s]
		case int:
			next = schema["items"]
		}
		inner, ok := next.(object)
		if !ok {
			return nil
		}
		schema = inner
	}
	return schema
}

// leaf writes a cell as its field stands in JSON.
func leaf(cell string, schema object) any {
	cell = strings.TrimPrefix(cell, "'") // which keeps a spreadsheet from rounding it
	if schema != nil && schema["type"] == "string" {
		return cell
	}
	if cell == "TRUE" || cell == "FALSE" {
		cell = strings.ToLower(cell)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(cell))
	if err != nil {
		return cell
	}
	return v
}

// TestGoldenRecordsAreOfTheirSchemas: what was recorded once is still described.
func TestGoldenRecordsAreOfTheirSchemas(t *testing.T) {
	n := 0
	for _, r := range civilaffairs.Catalog().Rules() {
		info := r.Info()
		schema, _ := compiled(t, info)
		room, _, _ := strings.Cut(info.ID, ".")
		raw, err := os.ReadFile("../../" + room + "/testdata/" + info.ID + ".v" + strconv.Itoa(info.Version) + ".jsonl")
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		require.NoError(t, err)
		for _, line := range bytes.Split(bytes.TrimSpace(raw), []byte("\n")) {
			record := decoded(t, line).(object)
			value := object{"parameters": record["parameters"], "facts": record["facts"], "answer": record["answer"]}
			assert.NoError(t, valid(t, schema, string(encoded(t, value))), info.ID)
			n++
		}
	}
	assert.Greater(t, n, 100)
}
