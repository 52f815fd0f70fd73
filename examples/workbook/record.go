package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/internal/cli"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// record is a decision's record as it is written; docs/record.md says what it promises.
type record struct {
	Rule       string        `json:"rule"`
	Version    int           `json:"version"`
	Title      rule.Text     `json:"title"`
	Subject    subject       `json:"subject"`
	Parameters any           `json:"-"`
	Facts      any           `json:"-"`
	Origins    []rule.Origin `json:"origins"`
	Steps      []step        `json:"steps"`
	Clauses    []rule.Clause `json:"clauses"`
	Edition    rule.Text     `json:"edition"`
	Digests    rule.Digests  `json:"digests"`

	raw json.RawMessage
}

type subject struct {
	Case  string `json:"case"`
	Month string `json:"month"`
}

type step struct {
	ID    string    `json:"id"`
	Item  int       `json:"item"`
	Value string    `json:"value"`
	Shown rule.Text `json:"shown"`
}

// readRecords reads records that follow one another, a line each or not.
func readRecords(in io.Reader) ([]record, error) {
	d := json.NewDecoder(in)
	var out []record
	for {
		var raw json.RawMessage
		if err := d.Decode(&raw); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, cli.At(recordNumber(len(out)), cli.Fail("不是合格的JSON：%v", "is not JSON: %v", err))
		}
		r, err := readRecord(raw)
		if err != nil {
			return nil, cli.At(recordNumber(len(out)), err)
		}
		out = append(out, r)
	}
}

func recordNumber(i int) rule.Text {
	return rule.Text{ZH: fmt.Sprintf("第%d条记录", i+1), EN: fmt.Sprintf("record %d", i+1)}
}

func readRecord(raw json.RawMessage) (record, error) {
	r := record{raw: raw}
	if err := json.Unmarshal(raw, &r); err != nil {
		return r, err
	}
	var parts struct {
		Parameters json.RawMessage `json:"parameters"`
		Facts      json.RawMessage `json:"facts"`
	}
	err := json.Unmarshal(raw, &parts)
	if err == nil {
		r.Parameters, err = tree(parts.Parameters)
	}
	if err == nil {
		r.Facts, err = tree(parts.Facts)
	}
	return r, err
}

// tree reads JSON with its numbers as they are written.
func tree(raw []byte) (any, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var node any
	err := d.Decode(&node)
	return node, err
}

// find goes down a path of names.
func find(node any, path string) (any, bool) {
	if path == "" {
		return node, node != nil
	}
	name, rest, more := strings.Cut(path, ".")
	object, _ := node.(map[string]any)
	next, ok := object[name]
	if !ok || next == nil || !more {
		return next, ok && next != nil
	}
	return find(next, rest)
}

// plain is the text of a leaf as records have it.
func plain(node any) string {
	if s, ok := node.(string); ok {
		return s
	}
	raw, err := json.Marshal(node)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// kindNamed is the kind of a code: "money".
func kindNamed(code string) formula.Kind {
	for k := formula.Money; k <= formula.Text; k++ {
		if k.String() == code {
			return k
		}
	}
	return 0
}

// ruleOf finds the rule of a record, in its version.
func ruleOf(c rule.Catalog, r record) (rule.Any, error) {
	for _, any := range c.Rules() {
		if any.ID() == r.Rule && any.Version() == r.Version {
			return any, nil
		}
	}
	return nil, cli.Fail("%s第%d版：目录中没有此规则及版本，请用本库写出的记录", "%s v%d: the catalog has no such rule and version; take a record that this module wrote", r.Rule, r.Version)
}
