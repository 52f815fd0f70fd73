package unit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// reader is what the types of the package that are kept as text read with.
type reader interface{ UnmarshalText([]byte) error }

// unmarshalJSON is the UnmarshalJSON of every type that stands in JSON as a
// string. encoding/json would skip a null without it, and missing is not zero.
func unmarshalJSON(typ string, data []byte, into reader) error {
	text, ok := unquote(data)
	if !ok {
		code, reason := notText(data)
		return fault(typ, string(data), code, reason)
	}
	return into.UnmarshalText(text)
}

// unquote takes the content of a JSON string. Escapes are rare but usual for
// other languages' encoders, which write × as \u00d7 and / as \/.
func unquote(data []byte) ([]byte, bool) {
	if len(data) < 2 || data[0] != '"' || data[len(data)-1] != '"' {
		return nil, false
	}
	text := data[1 : len(data)-1]
	if bytes.IndexByte(text, '\\') < 0 {
		return text, true
	}
	var s string
	if json.Unmarshal(data, &s) != nil {
		return nil, false
	}
	return []byte(s), true
}

// scanNumber is the Scan of the types whose bare number has one meaning: yuan, or
// a figure. SQLite keeps '637.00' of a DECIMAL column as the integer 637, which is
// as exact as the text.
func scanNumber(typ string, src any, into reader) error {
	switch x := src.(type) {
	case int64:
		return into.UnmarshalText(strconv.AppendInt(nil, x, 10))
	case float64:
		return fault(typ, formatFloat(x), Syntax,
			Text{"此列给出的是二进制浮点数（float64），不精确：请把列改为TEXT或DECIMAL类型（SQLite用TEXT）",
				"the column gives a binary fraction (float64), which is inexact: make it TEXT or DECIMAL (TEXT in SQLite)"})
	}
	return scanText(typ, src, into)
}

// scanText is the Scan of every type of the package that is kept as text.
func scanText(typ string, src any, into reader) error {
	switch x := src.(type) {
	case string:
		return into.UnmarshalText([]byte(x))
	case []byte:
		return into.UnmarshalText(x)
	case nil:
		return fault(typ, "NULL", Missing, Text{"未提供：此列为NULL，请填写或改用可以为空的类型", "not given: the column is NULL, fill it in or use a type that may be absent"})
	case int64:
		return fault(typ, strconv.FormatInt(x, 10), Syntax, integerReason(typ))
	case float64:
		return fault(typ, formatFloat(x), Syntax,
			Text{"此列给出的是二进制浮点数（float64），不精确：请把列改为TEXT类型",
				"the column gives a binary fraction (float64), which is inexact: make it TEXT"})
	}
	return fault(typ, fmt.Sprint(src), Syntax, say("此列的Go类型是%T：请改为文本列", "a column of Go type %T: make it a column of text", src))
}

func formatFloat(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func integerReason(typ string) Text {
	switch typ {
	case "Rate", "ExactRate":
		return Text{"此列给出的是整数，没有单位，百分之几还是几倍不明：请把列改为TEXT类型，写明%、‰或×",
			"the column gives an integer without a unit, which may be percent or times: make it TEXT and write %, ‰ or ×"}
	case "Exact":
		return Text{"此列给出的是整数，会丢失分数部分：请把列改为TEXT类型",
			"the column gives an integer, in which fractions are lost: make it TEXT"}
	case "Share":
		return Text{"此列给出的是整数，没有总数：请把列改为TEXT类型，写成“部分/总数”",
			"the column gives an integer without a whole: make it TEXT and write part/whole"}
	}
	return Text{"此列给出的是整数：请把列改为TEXT类型", "the column gives an integer: make it TEXT"}
}
