package indicators

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// columns are the columns that a plan's table can have, in the order of its JSON, by their paths without the numbers of items.
type columns struct {
	order  []string
	fields map[string]rule.Field
	byName map[string]string // the path of a heading, in either language
}

// planColumns reads the columns from the fields of a plan: what a field is called is said once.
var planColumns = sync.OnceValue(func() columns {
	c := columns{fields: map[string]rule.Field{}, byName: map[string]string{}}
	add := func(prefix string, before rule.Text, fields []rule.Field) {
		for _, f := range fields {
			if f.Kind == "list" {
				continue // its items have columns
			}
			f.Path = prefix + f.Path
			f.Label = rule.Text{ZH: before.ZH + spoken(f.Label.ZH, "（中文）", "（英文）"), EN: before.EN + spoken(f.Label.EN, " (Chinese)", " (English)")}
			c.order = append(c.order, f.Path)
			c.fields[f.Path] = f
			for _, name := range []string{f.Path, f.Label.ZH, f.Label.EN} {
				c.byName[name] = f.Path
			}
		}
	}
	add(ofPlan, rule.Text{ZH: "规划 ", EN: "plan "}, slices.DeleteFunc(rule.FieldsOf[Plan](), func(f rule.Field) bool { return strings.HasPrefix(f.Path, "indicators[]") }))
	add("", rule.Text{}, rule.FieldsOf[Indicator]())
	return c
})

// spoken says of a text in two languages which it is.
func spoken(label, zh, en string) string {
	if name, ok := strings.CutSuffix(label, " zh"); ok {
		return name + zh
	}
	if name, ok := strings.CutSuffix(label, " en"); ok {
		return name + en
	}
	return label
}

// items are the places of a list's items in paths, and their numbers in headings, from 1.
var (
	items   = regexp.MustCompile(`\[(0|[1-9][0-9]?)\]`)
	numbers = regexp.MustCompile(` #([1-9][0-9]?)$`)
)

// path finds the path that a heading stands for.
func (c *columns) path(heading string) (string, bool) {
	if at := items.FindString(heading); at != "" {
		path, ok := c.byName[strings.Replace(heading, at, "[]", 1)]
		return heading, ok && path == strings.Replace(heading, at, "[]", 1)
	}
	name, number := heading, ""
	if m := numbers.FindStringSubmatch(heading); m != nil {
		name, number = strings.TrimSuffix(heading, m[0]), m[1]
	}
	path, ok := c.byName[name]
	if listed := strings.Contains(path, "[]"); !ok || listed != (number != "") {
		return "", false
	}
	if n, err := strconv.Atoi(number); err == nil {
		path = strings.Replace(path, "[]", fmt.Sprintf("[%d]", n-1), 1)
	}
	return path, true
}

// heading is how the column of a path is called, of what several columns make up that of the first, and the path where it has none.
func (c *columns) heading(path string, l rule.Language) string {
	name := items.ReplaceAllString(path, "[]")
	if i := slices.IndexFunc(c.order, func(p string) bool { return p == name || strings.HasPrefix(p, name+".") }); i >= 0 {
		name = c.order[i]
	}
	f, ok := c.fields[name]
	if !ok {
		return path
	}
	if m := items.FindStringSubmatch(path); m != nil {
		n, _ := strconv.Atoi(m[1]) // two digits
		return fmt.Sprintf("%s #%d", f.Label.In(l), n+1)
	}
	return f.Label.In(l)
}

// words writes a cell as a person reads it: a choice and a yes in words.
func (c *columns) words(path, text string, l rule.Language) string {
	f := c.fields[items.ReplaceAllString(path, "[]")]
	for _, choice := range f.Choices {
		if choice.Code == text {
			return choice.Label.In(l)
		}
	}
	if f.Kind == "flag" && l == rule.Chinese {
		return map[string]string{"true": "是", "false": "否"}[text]
	}
	return text
}

// spread lists the columns that some row has, the items of a list one after another.
func (c *columns) spread(rows []map[string]string) []string {
	has := map[string]bool{}
	most := 0
	for _, row := range rows {
		for path := range row {
			has[path] = true
			if m := items.FindStringSubmatch(path); m != nil {
				n, _ := strconv.Atoi(m[1])
				most = max(most, n+1)
			}
		}
	}
	var out, list []string
	flush := func() {
		for n := range most {
			for _, path := range list {
				if at := strings.Replace(path, "[]", fmt.Sprintf("[%d]", n), 1); has[at] {
					out = append(out, at)
				}
			}
		}
		list = nil
	}
	for _, path := range c.order {
		if strings.Contains(path, "[]") {
			list = append(list, path)
			continue
		}
		flush()
		if has[path] {
			out = append(out, path)
		}
	}
	flush()
	return out
}
