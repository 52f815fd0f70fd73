package assistance

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// choice is one named alternative: its stable code and its words.
type choice struct {
	code  string
	label rule.Text
}

var (
	areas = []choice{
		Rural: {"rural", rule.Text{ZH: "农村", EN: "rural"}},
		Urban: {"urban", rule.Text{ZH: "城市", EN: "urban"}},
	}
	deductions = []choice{
		RuralOnly:   {"rural-only", rule.Text{ZH: "仅农村对象", EN: "rural households only"}},
		Everyone:    {"everyone", rule.Text{ZH: "城乡对象", EN: "all households"}},
		NoDeduction: {"none", rule.Text{ZH: "不扣减", EN: "none"}},
	}
	outcomes = []choice{
		Eligible:     {"eligible", rule.Text{ZH: "符合条件", EN: "eligible"}},
		OverIncome:   {"over-income", rule.Text{ZH: "收入不低于标准", EN: "income not below the standard"}},
		OverProperty: {"over-property", rule.Text{ZH: "财产超过限额", EN: "property above the ceiling"}},
		OverBoth:     {"over-both", rule.Text{ZH: "收入不低于标准且财产超过限额", EN: "income not below the standard and property above the ceiling"}},
	}
	readings = []choice{
		AllResidents:   {"all-residents", rule.Text{ZH: "全体居民", EN: "all residents"}},
		UrbanResidents: {"urban-residents", rule.Text{ZH: "城镇居民", EN: "urban residents"}},
	}
	bounds = []choice{
		ByMultiple:    {"multiple", rule.Text{ZH: "低保标准倍数", EN: "multiple of the allowance standard"}},
		ByConsumption: {"consumption", rule.Text{ZH: "消费支出比例", EN: "share of consumption"}},
		ByBoth:        {"both", rule.Text{ZH: "两者相等", EN: "both, which are equal"}},
	}
)

func codeOf(list []choice, i uint8) string {
	if i == 0 || int(i) >= len(list) {
		return ""
	}
	return list[i].code
}

func labelOf(list []choice, i uint8) rule.Text {
	if i == 0 || int(i) >= len(list) {
		return rule.Text{ZH: "未知（" + strconv.Itoa(int(i)) + "）", EN: "unknown (" + strconv.Itoa(int(i)) + ")"}
	}
	return list[i].label
}

func textOf(list []choice, i uint8) ([]byte, error) {
	if s := codeOf(list, i); s != "" {
		return []byte(s), nil
	}
	return nil, &rule.Error{Code: rule.CodeInvalid, Value: strconv.Itoa(int(i)), Reason: unknownChoice}
}

func parseChoice(list []choice, text []byte) (uint8, error) {
	for i, c := range list {
		if c.code != "" && c.code == string(text) {
			return uint8(i), nil
		}
	}
	return 0, &rule.Error{Code: rule.CodeInvalid, Value: string(text), Reason: unknownChoice}
}

// String gives the code, "rural" or "urban"; "" for a value that is none.
func (a Area) String() string { return codeOf(areas, uint8(a)) }

// Label names it in both languages.
func (a Area) Label() rule.Text { return labelOf(areas, uint8(a)) }

// MarshalText writes the code. A value that is none is an error.
func (a Area) MarshalText() ([]byte, error) { return textOf(areas, uint8(a)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (a *Area) UnmarshalText(text []byte) error {
	i, err := parseChoice(areas, text)
	if err == nil {
		*a = Area(i)
	}
	return err
}

// String gives the code, "rural-only", "everyone" or "none"; "" for a value that is none.
func (d Deduction) String() string { return codeOf(deductions, uint8(d)) }

// Label names it in both languages.
func (d Deduction) Label() rule.Text { return labelOf(deductions, uint8(d)) }

// MarshalText writes the code. A value that is none is an error.
func (d Deduction) MarshalText() ([]byte, error) { return textOf(deductions, uint8(d)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (d *Deduction) UnmarshalText(text []byte) error {
	i, err := parseChoice(deductions, text)
	if err == nil {
		*d = Deduction(i)
	}
	return err
}

// String gives the code, such as "over-income"; "" for a value that is none.
func (o Outcome) String() string { return codeOf(outcomes, uint8(o)) }

// Label names it in both languages.
func (o Outcome) Label() rule.Text { return labelOf(outcomes, uint8(o)) }

// MarshalText writes the code. A value that is none is an error.
func (o Outcome) MarshalText() ([]byte, error) { return textOf(outcomes, uint8(o)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (o *Outcome) UnmarshalText(text []byte) error {
	i, err := parseChoice(outcomes, text)
	if err == nil {
		*o = Outcome(i)
	}
	return err
}

// String gives the code, "all-residents" or "urban-residents"; "" for a value that is none.
func (r Reading) String() string { return codeOf(readings, uint8(r)) }

// Label names it in both languages.
func (r Reading) Label() rule.Text { return labelOf(readings, uint8(r)) }

// MarshalText writes the code. A value that is none is an error.
func (r Reading) MarshalText() ([]byte, error) { return textOf(readings, uint8(r)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (r *Reading) UnmarshalText(text []byte) error {
	i, err := parseChoice(readings, text)
	if err == nil {
		*r = Reading(i)
	}
	return err
}

// String gives the code, "multiple", "consumption" or "both"; "" for a value that is none.
func (b Bound) String() string { return codeOf(bounds, uint8(b)) }

// Label names it in both languages.
func (b Bound) Label() rule.Text { return labelOf(bounds, uint8(b)) }

// MarshalText writes the code. A value that is none is an error.
func (b Bound) MarshalText() ([]byte, error) { return textOf(bounds, uint8(b)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (b *Bound) UnmarshalText(text []byte) error {
	i, err := parseChoice(bounds, text)
	if err == nil {
		*b = Bound(i)
	}
	return err
}
