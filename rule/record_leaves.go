package rule

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// leafRow is one leaf as a reader sees it.
type leafRow struct {
	path, label, text, remark string
	share                     unit.Share // of a share, to be written with other decimals
}

// flatten lists the leaves of a value, in order.
func flatten(rows []leafRow, l Language, path, label string, v reflect.Value) []leafRow {
	if !v.IsValid() {
		return rows // not given
	}
	x := v.Interface()
	row := func(text string) []leafRow { return append(rows, leafRow{path: path, label: label, text: text}) }
	switch x := x.(type) {
	case holder:
		return flatten(rows, l, path, label, reflect.ValueOf(x.given()))
	case Labeled:
		return row(x.Label().In(l))
	case unit.Share:
		return append(rows, leafRow{path: path, label: label, text: shareText(x, unit.PercentNotation, 1), share: x})
	}
	switch t := v.Type(); {
	case writesItself(t):
		if s, ok := x.(fmt.Stringer); ok {
			return row(s.String())
		}
		raw, err := json.Marshal(x)
		if err != nil {
			return row(err.Error())
		}
		return row(strings.Trim(string(raw), `"`))
	case t.Kind() == reflect.Struct:
		for _, fd := range fieldsOf(t) {
			f, err := v.FieldByIndexErr(fd.index)
			if err != nil || fd.optional && f.IsZero() {
				continue
			}
			name := fd.label.In(l)
			switch { // a struct whose label is "~" adds nothing to those of its fields
			case fd.label.ZH == "~":
				name = label
			case label != "":
				name = label + " " + name
			}
			rows = flatten(rows, l, tree.Join(path, fd.name), name, f)
		}
		return rows
	case t.Kind() == reflect.Slice:
		for i := range v.Len() {
			rows = flatten(rows, l, tree.Index(path, i), numbered(label, i+1, l), v.Index(i))
		}
		return rows
	case t.Kind() == reflect.Bool:
		return row(yesNo(v.Bool()).In(l))
	}
	return row(fmt.Sprint(x))
}

// shareText writes a share by its counts and as a rate.
func shareText(s unit.Share, n unit.Notation, places int) string {
	return s.String() + " (" + s.Approx(n, places) + ")"
}

// besides is how shares are written beside rates: with one decimal more than the finest of them, so that none is rounded onto
// one that it misses, and in per mille where no rate is in another notation.
type besides struct {
	notation unit.Notation
	places   int
}

func besideOf(rows []leafRow) besides {
	percent, permille := -1, -1 // the most decimals of each; a multiple's are those of a percentage
	for _, r := range rows {
		if n, ok := strings.CutSuffix(r.text, "%"); ok {
			percent = max(percent, placesOf(n))
		} else if n, ok := strings.CutSuffix(r.text, "‰"); ok {
			permille = max(permille, placesOf(n))
		} else if n, ok := strings.CutSuffix(r.text, "×"); ok {
			percent = max(percent, placesOf(n)-2, 0)
		}
	}
	if permille >= 0 && percent < 0 {
		return besides{unit.PermilleNotation, permille + 1}
	}
	return besides{unit.PercentNotation, max(percent, permille+1) + 1}
}

// numbered is what an item of a list is called: 成员3, member 3.
func numbered(label string, n int, l Language) string {
	if l == English {
		label += " "
	}
	return label + strconv.Itoa(n)
}
