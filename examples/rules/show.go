package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// writeJSON writes a value as indented JSON.
func (s *session) writeJSON(v any) error {
	e := json.NewEncoder(s.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// room is the part of a rule's id before the dot.
func room(id string) string {
	name, _, _ := strings.Cut(id, ".")
	return name
}

func list(s *session, args []string) error {
	type line struct {
		ID      string    `json:"id"`
		Version int       `json:"version"`
		Title   rule.Text `json:"title"`
		Basis   []string  `json:"basis"`
	}
	lines := []line{}
	for _, r := range s.catalog.Rules() {
		if len(args) > 0 && room(r.ID()) != args[0] {
			continue
		}
		info := r.Info()
		l := line{ID: info.ID, Version: info.Version, Title: info.Title}
		for _, c := range info.Basis {
			if !slices.Contains(l.Basis, c.ID) { // several places of one clause
				l.Basis = append(l.Basis, c.ID)
			}
		}
		lines = append(lines, l)
	}
	if len(lines) == 0 {
		var rooms []string
		for _, r := range s.catalog.Rules() {
			if name := room(r.ID()); len(rooms) == 0 || rooms[len(rooms)-1] != name {
				rooms = append(rooms, name)
			}
		}
		there := strings.Join(rooms, ", ")
		return fail(misused, "没有专题%s；有：%s", "no room %s; there are %s", args[0], there)
	}
	if s.json {
		return s.writeJSON(lines)
	}
	for _, l := range lines {
		if _, err := fmt.Fprintf(s.out, "%s\t%s\t%s\n", l.ID, l.Title.In(s.lang), strings.Join(l.Basis, " ")); err != nil {
			return err
		}
	}
	return nil
}

func schema(s *session, args []string) error {
	r, err := s.lookup(args[0])
	if err != nil {
		return err
	}
	return s.writeJSON(r.Info().Schema())
}

func show(s *session, args []string) error {
	r, err := s.lookup(args[0])
	if err != nil {
		return err
	}
	info := r.Info()
	if s.json {
		return s.writeJSON(info)
	}
	var b strings.Builder
	say := func(zh, en string) { fmt.Fprintf(&b, "\n%s\n", rule.Text{ZH: zh, EN: en}.In(s.lang)) }
	fmt.Fprintf(&b, "%s\n%s  v%d\n", info.Title.In(s.lang), info.ID, info.Version)
	say("依据", "Rests on")
	for _, c := range info.Basis {
		fmt.Fprintf(&b, "  [%s] %s\n", c.ID, c.In(s.lang))
	}
	if len(info.Parameters) > 0 {
		say("政策参数", "Parameters")
	}
	defaults := s.defaults(info)
	for _, f := range info.Parameters {
		value := ""
		if v, ok := defaults[f.Path]; ok {
			value = " = " + v
			var given []string
			for _, src := range info.Sources {
				if src.Path == f.Path && !slices.Contains(given, src.Clause.ID) {
					given = append(given, src.Clause.ID)
					value += "  (" + src.Clause.ID + ")"
				}
			}
		} else if f.Default != "" {
			value = " = " + f.Default
		} else if f.Optional {
			value = rule.Text{ZH: "  可不填", EN: "  optional"}.In(s.lang)
		} else if info.Defaults == nil {
			value = rule.Text{ZH: "  由调用方给出", EN: "  the caller's"}.In(s.lang)
		}
		s.field(&b, f, value)
	}
	say("所需信息", "Facts")
	for _, f := range info.Facts {
		optional := ""
		if f.Optional {
			optional = rule.Text{ZH: "  可不填", EN: "  optional"}.In(s.lang)
		}
		s.field(&b, f, optional)
	}
	say("计算步骤", "Steps")
	for _, st := range info.Steps {
		fmt.Fprintf(&b, "  %s = %s", st.Label.In(s.lang), st.Formula)
		if st.List != "" {
			fmt.Fprint(&b, rule.Text{ZH: "  （逐项）", EN: "  (for each)"}.In(s.lang))
		}
		if st.Clause.ID != "" {
			fmt.Fprintf(&b, "  [%s]", st.Clause.ID)
		}
		fmt.Fprintf(&b, "\n    %s\n", st.ID)
	}
	for _, c := range []struct {
		zh, en string
		list   []string
	}{
		{"不予计算的情形（包括）", "Refused, among others, where", info.Never},
		{"恒成立（每个决定均按此复核）", "Always holds (every decision is held to it)", info.Always},
	} {
		if len(c.list) > 0 {
			say(c.zh, c.en)
		}
		for _, text := range c.list {
			fmt.Fprintf(&b, "  %s\n", text)
		}
	}
	say("结论", "Answer")
	for _, f := range info.Answer {
		s.field(&b, f, "")
	}
	open := info.Open
	for _, q := range civilaffairs.Questions() {
		if of := q.Info(); of.Asks(info.ID) { // over several rules, this among them
			open = append(open, of)
		}
	}
	if len(open) > 0 {
		say("未决之处", "Left open")
	}
	for _, q := range open {
		fmt.Fprintf(&b, "  %s  (%s)\n", q.Title.In(s.lang), q.ID)
		for _, reading := range q.Readings {
			at := strings.Join(reading.At, ", ")
			if reading.Rule != "" && reading.Rule != info.ID {
				at = reading.Rule + " " + at
			}
			fmt.Fprintf(&b, "    [%s] %s → %s\n", reading.Clause, reading.Text.In(s.lang), at)
		}
	}
	_, err = fmt.Fprint(s.out, b.String())
	return err
}

// defaults gives the plan's parameters by path.
func (s *session) defaults(info rule.Info) map[string]string {
	out := map[string]string{}
	if info.Defaults == nil {
		return out
	}
	cells, err := rule.Flatten(info.Defaults)
	if err != nil {
		return out
	}
	for _, c := range cells {
		out[c.Path] = c.Text
	}
	return out
}

// field writes a field: its path, what it is called and what it may be.
func (s *session) field(b *strings.Builder, f rule.Field, after string) {
	kind := formula.ParseKind(f.Kind).Label().In(s.lang)
	if kind == "" {
		kind = f.Kind
	}
	if len(f.Choices) > 0 {
		var codes []string
		for _, c := range f.Choices {
			codes = append(codes, c.Code+" "+c.Label.In(s.lang))
		}
		kind = strings.Join(codes, " | ")
	} else if len(f.Texts) > 0 {
		kind = strings.Join(f.Texts, " | ")
	}
	if f.Range != "" {
		kind += " " + f.Range
	}
	fmt.Fprintf(b, "  %s  %s  %s%s\n", f.Path, f.Label.In(s.lang), kind, after)
}

// table writes the heading of a table of cases, each column by its path and its name, and
// one row with the plan's parameters.
func table(s *session, args []string) error {
	r, err := s.lookup(args[0])
	if err != nil {
		return err
	}
	info := r.Info()
	defaults := s.defaults(info)
	var head, row []string
	add := func(column, name, cell string) {
		if name != "" {
			column += " " + name
		}
		head, row = append(head, column), append(row, cell)
	}
	add("zh", "", "")
	add("en", "", "")
	add("clause", "", info.Basis[0].ID)
	add("arithmetic", "", "")
	for _, part := range []struct {
		prefix string
		fields []rule.Field
	}{{"p.", info.Parameters}, {"in.", info.Facts}, {"want.", info.Answer}} {
		for _, f := range part.fields {
			if f.Kind == "list" {
				continue // its items have columns
			}
			path, cell := strings.ReplaceAll(f.Path, "[]", "[0]"), ""
			if part.prefix == "p." {
				cell = defaults[path]
			}
			add(part.prefix+path, strings.ReplaceAll(f.Label.In(s.lang), "\n", " "), cell)
		}
	}
	add("want.error", "", "")
	add("want.error.field", "", "")
	if s.lang == rule.Chinese {
		if _, err := fmt.Fprint(s.out, "\uFEFF"); err != nil { // so that a Chinese spreadsheet reads UTF-8
			return err
		}
	}
	w := csv.NewWriter(s.out)
	if err := w.WriteAll([][]string{head, row}); err != nil {
		return err
	}
	return w.Error()
}
