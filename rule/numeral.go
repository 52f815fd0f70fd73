package rule

import (
	"encoding"
	"reflect"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// numeral writes a number as a field of a type writes it in JSON, without quotes: 1400.00, 2021-07, 0.8‰. like is another number
// that the field wrote: this one gets its sign, if it is a rate, and of a figure at least its decimals. A number that the
// field could not hold, as what lies between two that it could, is written likewise, to the end or as a fraction. A share, whose JSON
// is two counts that no ratio tells, is a percentage where that ends, else a fraction.
func numeral(t reflect.Type, v exact.Rat, like string) string {
	inner, _ := held(t)
	kind := kindOf(t)
	text := plainNumeral(kind, v, like)
	if inner == reflect.TypeFor[unit.Share]() && strings.Contains(text, "/") {
		return v.Big().RatString()
	}
	if kind == formula.Count || inner == reflect.TypeFor[unit.Money]() { // as it is
		return text
	}
	at := reflect.New(inner).Interface()
	in, reads := at.(encoding.TextUnmarshaler)
	out, writes := at.(encoding.TextMarshaler)
	if !reads || !writes || in.UnmarshalText([]byte(text)) != nil {
		return text
	}
	if own, err := out.MarshalText(); err == nil {
		return string(own)
	}
	return text
}

// maxShownPlaces is how many decimals are told; a number with more is a fraction, if its field cannot write it either.
const maxShownPlaces = 12

func plainNumeral(kind formula.Kind, v exact.Rat, like string) string {
	var least int
	var sign string
	switch kind {
	case formula.Ratio:
		sign = signOf(like)
		v = v.Quo(stepOf(shiftOf(sign)))
	case formula.Number:
		least = placesOf(like)
	default:
		return numberText(kind, v)
	}
	r := v.Big()
	if places, ends := r.FloatPrec(); ends && places <= maxShownPlaces {
		return r.FloatString(max(places, least)) + sign
	}
	return r.RatString() + sign
}

// signOf is the sign that a rate is written with, a percentage where there is none.
func signOf(text string) string {
	for _, sign := range []string{"‰", "×"} {
		if strings.HasSuffix(text, sign) {
			return sign
		}
	}
	return "%"
}

// shiftOf is how many decimals the sign behind a rate stands for.
func shiftOf(sign string) int {
	switch sign {
	case "%":
		return 2
	case "‰":
		return 3
	}
	return 0
}
