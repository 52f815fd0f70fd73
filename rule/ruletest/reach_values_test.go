package ruletest

import (
	"bytes"
	"encoding/json"
	"math/big"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// units are the least steps of kinds.
func unitOf(kind string) *big.Rat {
	switch kind {
	case "money":
		return big.NewRat(1, 100)
	case "ratio":
		return big.NewRat(1, 10_000)
	case "number":
		return big.NewRat(1, 100)
	}
	return big.NewRat(1, 1)
}

// spell writes a number as a fact of a field; nil where it is none.
func spell(f rule.Field, v *big.Rat) json.RawMessage {
	switch {
	case strings.HasSuffix(f.Type, "unit.Share"):
		if v.Sign() < 0 {
			return nil
		}
		return json.RawMessage(`{"part":` + v.Num().String() + `,"whole":` + v.Denom().String() + `}`)
	case f.Kind == "count":
		if !v.IsInt() {
			return nil
		}
		if strings.Contains(f.Type, "int") {
			return json.RawMessage(v.Num().String())
		}
		return json.RawMessage(strconv.Quote(v.Num().String()))
	case f.Kind == "money":
		return json.RawMessage(strconv.Quote(v.FloatString(2)))
	case f.Kind == "month":
		return json.RawMessage(strconv.Quote(formula.Value{Kind: formula.Month, Rat: v}.String()))
	case f.Kind == "ratio":
		percent := new(big.Rat).Mul(v, big.NewRat(100, 1))
		places, exact := percent.FloatPrec()
		if !exact {
			return nil
		}
		return json.RawMessage(strconv.Quote(percent.FloatString(places) + "%"))
	case f.Kind == "number":
		places, exact := v.FloatPrec()
		if !exact {
			return nil
		}
		return json.RawMessage(strconv.Quote(v.FloatString(places)))
	}
	return nil
}

func numberOf(raw json.RawMessage) *big.Rat {
	if raw == nil {
		return nil
	}
	text := string(bytes.Trim(raw, `"`))
	if strings.HasPrefix(text, "{") {
		var s struct{ Part, Whole json.Number }
		if json.Unmarshal(raw, &s) != nil {
			return nil
		}
		text = string(s.Part) + "/" + string(s.Whole)
	}
	return rational(text)
}

// rangeOf reads the ends of a field's range, and what is just within one that is excluded.
func rangeOf(f rule.Field) (out []*big.Rat) {
	low, high, ok := strings.Cut(strings.Trim(f.Range, "[]()"), ",")
	if !ok {
		return nil
	}
	kind := formula.ParseKind(f.Kind)
	for i, text := range []string{low, high} {
		v, err := formula.ParseValue(kind, strings.TrimSpace(text))
		if err != nil || v.Rat == nil {
			continue
		}
		u := unitOf(f.Kind)
		if i == 1 {
			u = new(big.Rat).Neg(u)
		}
		out = append(out, v.Rat, new(big.Rat).Add(v.Rat, u))
	}
	return out
}
