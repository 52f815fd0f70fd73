package conformance

import (
	"bytes"
	_ "embed" // of the schema
	"encoding/json"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Format is the number of the form of [File]. It is raised when a field's meaning changes or a field is removed.
const Format = 1

// File 用例文件 has the cases of one rule.
type File struct {
	Format  int       `json:"format"`  // [Format]
	Rule    string    `json:"rule"`    // id of the rule
	Version int       `json:"version"` // its version, the newest of the catalog
	Title   rule.Text `json:"title"`
	Cases   []Case    `json:"cases"` // in the table's order, then those of golden records alone
}

// Case 用例 is one case: what to give, and what comes of it. Either Record or Errors is there.
type Case struct {
	Case       int       `json:"case"`          // number in the file, from 1
	Line       int       `json:"line,omitzero"` // of the table at which its row begins; left out for a case of a golden record alone
	Note       rule.Text `json:"note"`          // what the case shows
	Clause     string    `json:"clause"`        // id of the clause that it rests on, as the row has it; 规划未规定 where the plan has none
	Arithmetic string    `json:"arithmetic,omitzero"`
	// Parameters and Facts are JSON texts, to be given as they are: a number in them may be beyond what a program can hold,
	// which is what some cases show. No Parameters leave those that the rule stands on.
	Parameters string `json:"parameters,omitzero"`
	Facts      string `json:"facts"`
	// Record is the whole record, a JSON text on one line. Kept says that these bytes are among the golden records, written
	// when the rule's version was made.
	Record string `json:"record,omitzero"`
	Kept   bool   `json:"kept,omitzero"`
	// Errors are the faults for which the case is refused, in their order.
	Errors []Fault `json:"errors,omitzero"`
}

// Fault 差错 is one fault of a refusal with all that a door may show of it, so that no runner has to put sentences together.
type Fault struct {
	rule.Fault
	Pointer string    `json:"pointer"` // [rule.Fault.Pointer]; empty for the whole
	Said    rule.Text `json:"said"`    // [rule.Fault.In] of each language
}

// Faults gives the faults of an error as files have them; nil of none.
func Faults(err error) []Fault {
	var out []Fault
	for _, f := range rule.Faults(err) {
		out = append(out, Fault{Fault: f, Pointer: f.Pointer(), Said: rule.Text{ZH: f.In(rule.Chinese), EN: f.In(rule.English)}})
	}
	return out
}

// JSON gives the file as it is kept: indented, with a line feed at its end, no character escaped that need not be.
func (f File) JSON() ([]byte, error) { return indented(f) }

// Index 目录 lists the files of a catalog, so that a runner sees whether it has run them all.
type Index struct {
	Format int     `json:"format"` // [Format]
	Files  []Entry `json:"files"`
}

// Entry is a file in an [Index].
type Entry struct {
	File    string `json:"file"` // its name, in the same folder
	Rule    string `json:"rule"`
	Version int    `json:"version"`
	Cases   int    `json:"cases"`   // how many there are
	Refused int    `json:"refused"` // of those, how many have errors
	Kept    int    `json:"kept"`    // of those, how many are golden records
}

// Entry gives the file's entry in an [Index].
func (f File) Entry() Entry {
	e := Entry{File: f.Rule + ".json", Rule: f.Rule, Version: f.Version, Cases: len(f.Cases)}
	for _, c := range f.Cases {
		if len(c.Errors) > 0 {
			e.Refused++
		}
		if c.Kept {
			e.Kept++
		}
	}
	return e
}

// JSON gives the index as it is kept; see [File.JSON].
func (i Index) JSON() ([]byte, error) { return indented(i) }

func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(v)
	return b.Bytes(), err
}

//go:embed schema.json
var schema []byte

// Schema gives the JSON Schema (2020-12) of a [File].
func Schema() []byte { return bytes.Clone(schema) }
