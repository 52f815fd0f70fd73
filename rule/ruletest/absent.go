package ruletest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// absent leaves out each field of a good case in turn: every decoder must refuse what the
// strict one refuses.
func (k *tester[Policy, Facts, Answer]) absent() []string {
	if len(k.good) == 0 {
		return []string{"no row of the table is answered"}
	}
	good := k.good[0]
	raw, err := json.Marshal(good.facts)
	if err != nil {
		return []string{err.Error()}
	}
	var problems []string
	for _, without := range lessOne(raw) {
		var strict, lax Facts
		if rule.Unmarshal(without, &strict) != nil && json.Unmarshal(without, &lax) == nil {
			if swallowed(&lax) {
				problems = append(problems, fmt.Sprintf("the facts' UnmarshalJSON reports no error and reads nothing: %s", without))
			} else if _, err := k.r.Under(good.under).Eval(lax); err == nil {
				problems = append(problems, fmt.Sprintf("encoding/json takes what is absent for zero, and the rule answers: %s (give the struct an UnmarshalJSON that calls rule.Unmarshal)", without))
			}
		}
	}
	raw, err = json.Marshal(good.under)
	if err != nil {
		return append(problems, err.Error())
	}
	for _, without := range lessOne(raw) {
		var strict, lax Policy
		if rule.Unmarshal(without, &strict) == nil || json.Unmarshal(without, &lax) != nil {
			continue
		}
		if swallowed(&lax) {
			problems = append(problems, fmt.Sprintf("the parameters' UnmarshalJSON reports no error and reads nothing: %s", without))
		} else if k.r.Under(lax).Err() == nil {
			problems = append(problems, fmt.Sprintf("encoding/json takes an absent parameter for zero, and the rule stands on it: %s (give the struct an UnmarshalJSON that calls rule.Unmarshal)", without))
		}
	}
	return problems
}

// swallowed reports whether a type's own UnmarshalJSON, which reported no error, left the value
// as it was.
func swallowed[T any](v *T) bool {
	_, own := any(v).(json.Unmarshaler)
	return own && reflect.ValueOf(v).Elem().IsZero()
}

// lessOne gives the text with each member of each object left out in turn, and each set to
// null.
func lessOne(raw []byte) [][]byte {
	var node any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if d.Decode(&node) != nil {
		return nil
	}
	var out [][]byte
	var walk func(n any)
	emit := func() {
		if b, err := json.Marshal(node); err == nil {
			out = append(out, b)
		}
	}
	walk = func(n any) {
		switch x := n.(type) {
		case map[string]any:
			for _, name := range sorted(x) {
				v := x[name]
				delete(x, name)
				emit()
				x[name] = nil
				emit()
				x[name] = v
				walk(v)
			}
		case []any:
			for _, v := range x {
				walk(v)
			}
		}
	}
	walk(node)
	return out
}
