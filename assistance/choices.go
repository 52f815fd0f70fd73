package assistance

import (
	"database/sql/driver"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

var (
	areas = rule.Choices{
		Rural: {Code: "rural", Label: rule.Text{ZH: "农村", EN: "rural"}},
		Urban: {Code: "urban", Label: rule.Text{ZH: "城市", EN: "urban"}},
	}
	deductions = rule.Choices{
		RuralOnly:   {Code: "rural-only", Label: rule.Text{ZH: "仅农村对象", EN: "rural households only"}},
		Everyone:    {Code: "everyone", Label: rule.Text{ZH: "城乡对象", EN: "all households"}},
		NoDeduction: {Code: "none", Label: rule.Text{ZH: "不扣减", EN: "none"}},
	}
	outcomes = rule.Choices{
		Eligible:     {Code: "eligible", Label: rule.Text{ZH: "符合条件", EN: "eligible"}},
		OverIncome:   {Code: "over-income", Label: rule.Text{ZH: "收入不低于标准", EN: "income not below the standard"}},
		OverProperty: {Code: "over-property", Label: rule.Text{ZH: "财产超过限额", EN: "property above the ceiling"}},
		OverBoth:     {Code: "over-both", Label: rule.Text{ZH: "收入不低于标准且财产超过限额", EN: "income not below the standard and property above the ceiling"}},
	}
	readings = rule.Choices{
		AllResidents:   {Code: "all-residents", Label: rule.Text{ZH: "全体居民", EN: "all residents"}},
		UrbanResidents: {Code: "urban-residents", Label: rule.Text{ZH: "城镇居民", EN: "urban residents"}},
	}
	bounds = rule.Choices{
		ByMultiple:    {Code: "multiple", Label: rule.Text{ZH: "低保标准倍数", EN: "multiple of the allowance standard"}},
		ByConsumption: {Code: "consumption", Label: rule.Text{ZH: "消费支出比例", EN: "share of consumption"}},
		ByBoth:        {Code: "both", Label: rule.Text{ZH: "两者相等", EN: "both, which are equal"}},
	}
)

// String gives the code, "rural" or "urban"; "" for a value that is none.
func (a Area) String() string { return areas.Code(uint8(a)) }

// Label names it in both languages.
func (a Area) Label() rule.Text { return areas.Label(uint8(a)) }

// MarshalText writes the code. A value that is none is an error.
func (a Area) MarshalText() ([]byte, error) { return areas.Marshal(uint8(a)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (a *Area) UnmarshalText(text []byte) error {
	i, err := areas.Parse(text)
	if err == nil {
		*a = Area(i)
	}
	return err
}

// Value gives the code for a database column. A value that is none is an error.
func (a Area) Value() (driver.Value, error) { return areas.Value(uint8(a)) }

// Scan reads the code in a text column; NULL is an error. On an error a is
// unchanged.
func (a *Area) Scan(src any) error {
	i, err := areas.Scan(src)
	if err == nil {
		*a = Area(i)
	}
	return err
}

// String gives the code, "rural-only", "everyone" or "none"; "" for a value that is none.
func (d Deduction) String() string { return deductions.Code(uint8(d)) }

// Label names it in both languages.
func (d Deduction) Label() rule.Text { return deductions.Label(uint8(d)) }

// MarshalText writes the code. A value that is none is an error.
func (d Deduction) MarshalText() ([]byte, error) { return deductions.Marshal(uint8(d)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (d *Deduction) UnmarshalText(text []byte) error {
	i, err := deductions.Parse(text)
	if err == nil {
		*d = Deduction(i)
	}
	return err
}

// Value gives the code for a database column. A value that is none is an error.
func (d Deduction) Value() (driver.Value, error) { return deductions.Value(uint8(d)) }

// Scan reads the code in a text column; NULL is an error. On an error d is
// unchanged.
func (d *Deduction) Scan(src any) error {
	i, err := deductions.Scan(src)
	if err == nil {
		*d = Deduction(i)
	}
	return err
}

// String gives the code, such as "over-income"; "" for a value that is none.
func (o Outcome) String() string { return outcomes.Code(uint8(o)) }

// Label names it in both languages.
func (o Outcome) Label() rule.Text { return outcomes.Label(uint8(o)) }

// MarshalText writes the code. A value that is none is an error.
func (o Outcome) MarshalText() ([]byte, error) { return outcomes.Marshal(uint8(o)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (o *Outcome) UnmarshalText(text []byte) error {
	i, err := outcomes.Parse(text)
	if err == nil {
		*o = Outcome(i)
	}
	return err
}

// Value gives the code for a database column. A value that is none is an error.
func (o Outcome) Value() (driver.Value, error) { return outcomes.Value(uint8(o)) }

// Scan reads the code in a text column; NULL is an error. On an error o is
// unchanged.
func (o *Outcome) Scan(src any) error {
	i, err := outcomes.Scan(src)
	if err == nil {
		*o = Outcome(i)
	}
	return err
}

// String gives the code, "all-residents" or "urban-residents"; "" for a value that is none.
func (r Reading) String() string { return readings.Code(uint8(r)) }

// Label names it in both languages.
func (r Reading) Label() rule.Text { return readings.Label(uint8(r)) }

// MarshalText writes the code. A value that is none is an error.
func (r Reading) MarshalText() ([]byte, error) { return readings.Marshal(uint8(r)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (r *Reading) UnmarshalText(text []byte) error {
	i, err := readings.Parse(text)
	if err == nil {
		*r = Reading(i)
	}
	return err
}

// Value gives the code for a database column. A value that is none is an error.
func (r Reading) Value() (driver.Value, error) { return readings.Value(uint8(r)) }

// Scan reads the code in a text column; NULL is an error. On an error r is
// unchanged.
func (r *Reading) Scan(src any) error {
	i, err := readings.Scan(src)
	if err == nil {
		*r = Reading(i)
	}
	return err
}

// String gives the code, "multiple", "consumption" or "both"; "" for a value that is none.
func (b Bound) String() string { return bounds.Code(uint8(b)) }

// Label names it in both languages.
func (b Bound) Label() rule.Text { return bounds.Label(uint8(b)) }

// MarshalText writes the code. A value that is none is an error.
func (b Bound) MarshalText() ([]byte, error) { return bounds.Marshal(uint8(b)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (b *Bound) UnmarshalText(text []byte) error {
	i, err := bounds.Parse(text)
	if err == nil {
		*b = Bound(i)
	}
	return err
}

// Value gives the code for a database column. A value that is none is an error.
func (b Bound) Value() (driver.Value, error) { return bounds.Value(uint8(b)) }

// Scan reads the code in a text column; NULL is an error. On an error b is
// unchanged.
func (b *Bound) Scan(src any) error {
	i, err := bounds.Scan(src)
	if err == nil {
		*b = Bound(i)
	}
	return err
}

var causeNames = rule.Choices{
	Altered:       {Code: "altered", Label: rule.Text{ZH: "记录被改动", EN: "the record was altered"}},
	OtherRule:     {Code: "rule", Label: rule.Text{ZH: "规则版本不同", EN: "another version of the rule"}},
	OtherFacts:    {Code: "facts", Label: rule.Text{ZH: "家庭情况变化", EN: "other facts"}},
	OtherStandard: {Code: "standard", Label: rule.Text{ZH: "标准变化", EN: "another standard"}},
	OtherRounding: {Code: "rounding", Label: rule.Text{ZH: "取整方式变化", EN: "another rounding"}},
	NotDue:        {Code: "not-due", Label: rule.Text{ZH: "只在发放名单", EN: "paid, not due"}},
	NotPaid:       {Code: "not-paid", Label: rule.Text{ZH: "只在应发名单", EN: "due, not paid"}},
}

// String gives the code, such as "standard"; "" for a value that is none.
func (c Cause) String() string { return causeNames.Code(uint8(c)) }

// Label names it in both languages.
func (c Cause) Label() rule.Text { return causeNames.Label(uint8(c)) }

// MarshalText writes the code. A value that is none is an error.
func (c Cause) MarshalText() ([]byte, error) { return causeNames.Marshal(uint8(c)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (c *Cause) UnmarshalText(text []byte) error {
	i, err := causeNames.Parse(text)
	if err == nil {
		*c = Cause(i)
	}
	return err
}

// Value gives the code for a database column. A value that is none is an error.
func (c Cause) Value() (driver.Value, error) { return causeNames.Value(uint8(c)) }

// Scan reads the code in a text column; NULL is an error. On an error c is
// unchanged.
func (c *Cause) Scan(src any) error {
	i, err := causeNames.Scan(src)
	if err == nil {
		*c = Cause(i)
	}
	return err
}
