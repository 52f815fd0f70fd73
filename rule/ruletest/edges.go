package ruletest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// edges puts each fact that has a range at the ends of it and just beyond them, all else as in
// good cases: the kernel may not call wrong what the tag allows, nor answer what it does not.
func (k *tester[Policy, Facts, Answer]) edges() []string {
	said := map[string]bool{}
	var problems []string
	for _, good := range k.good {
		raw, err := json.Marshal(good.facts)
		if err != nil {
			return []string{err.Error()}
		}
		r := k.r.Under(good.under)
		for _, f := range k.info.Facts {
			for _, e := range edgesOf(f) {
				var in Facts
				if text := with(raw, strings.Split(f.Path, "."), e.value); text == nil || json.Unmarshal(text, &in) != nil {
					continue // what the type cannot hold
				}
				problem := ""
				switch _, err := r.Eval(in); {
				case !e.within && err == nil:
					problem = fmt.Sprintf("the kernel answers what the range %s of %s refuses: %s", f.Range, f.Path, e.value)
				case e.within && errors.Is(err, rule.NotWhole):
					problem = fmt.Sprintf("the kernel refuses what the range %s of %s allows: %s", f.Range, f.Path, e.value)
				}
				if problem != "" && !said[problem] {
					said[problem] = true
					problems = append(problems, problem)
				}
			}
		}
	}
	return problems
}

type edge struct {
	value  json.RawMessage
	within bool
}

// edgesOf gives the ends of a field's range and their neighbours.
func edgesOf(f rule.Field) []edge {
	if len(f.Range) < 3 {
		return nil
	}
	low, high, _ := strings.Cut(f.Range[1:len(f.Range)-1], ",")
	var out []edge
	for _, end := range []struct {
		text    string
		closed  bool
		outward int64
	}{{low, f.Range[0] == '[', -1}, {high, f.Range[len(f.Range)-1] == ']', 1}} {
		if end.text == "" {
			continue
		}
		for by := int64(-1); by <= 1; by++ {
			if v := neighbour(formula.ParseKind(f.Kind), end.text, by); v != nil {
				out = append(out, edge{v, by*end.outward < 0 || by == 0 && end.closed})
			}
		}
	}
	return out
}

// neighbour gives the value that is so many of the smallest steps from another, as JSON; nil where
// there is none.
func neighbour(kind formula.Kind, text string, by int64) json.RawMessage {
	quoted := func(v fmt.Stringer, err error) json.RawMessage {
		if err != nil {
			return nil
		}
		return json.RawMessage(strconv.Quote(v.String()))
	}
	switch kind {
	case formula.Count:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return json.RawMessage(strconv.FormatInt(n+by, 10))
		}
	case formula.Money:
		if m, err := unit.ParseMoney(text); err == nil {
			return quoted(unit.MoneyFromFen(m.Fen() + by))
		}
	case formula.Ratio:
		if text == "0" {
			text = "0%"
		}
		if r, err := unit.ParseRate(text); err == nil {
			return quoted(unit.RateFromDecimal(r.Decimal().Add(decimal.New(by, -9)), r.Notation()))
		}
	case formula.Number:
		if n, err := unit.ParseNumber(text); err == nil {
			return quoted(unit.NumberFromDecimal(n.Decimal().Add(decimal.New(by, -9))))
		}
	case formula.Month:
		if m, err := unit.ParseMonth(text); err == nil {
			return quoted(m.Add(int(by)))
		}
	}
	return nil
}

// with gives the text with another value at a path, the first item of a list standing for all;
// nil where there is no such place.
func with(raw []byte, path []string, value json.RawMessage) []byte {
	name, list := strings.CutSuffix(path[0], "[]")
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil || object == nil {
		return nil
	}
	at := value
	if len(path) > 1 {
		at = object[name]
		var items []json.RawMessage
		if list {
			if json.Unmarshal(at, &items) != nil || len(items) == 0 {
				return nil
			}
			at = items[0]
		}
		if at = with(at, path[1:], value); at == nil {
			return nil
		}
		if list {
			items[0] = at
			at, _ = json.Marshal(items) // they were read as JSON
		}
	}
	object[name] = at
	out, _ := json.Marshal(object) // as above
	return out
}
