package schemacheck

import (
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// structural reports whether a schema can tell a fault: a field that is missing, unknown or
// not written as it must be, a choice that is none, a count or a list out of a range of its
// own. How fields go together no schema can tell.
func structural(f rule.Fault, fields []rule.Field, cells row) bool {
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
	there := cells[prefix+f.Field] != ""
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
