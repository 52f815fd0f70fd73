package community

import (
	"database/sql/driver"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

var kindNames = rule.Choices{
	UrbanCommunity: {Code: "urban-community", Label: rule.Text{ZH: "城市社区", EN: "urban community"}},
	RuralCommunity: {Code: "rural-community", Label: rule.Text{ZH: "农村社区", EN: "rural community"}},
	Village:        {Code: "village", Label: rule.Text{ZH: "行政村", EN: "administrative village"}},
}

// String gives the code, "urban-community", "rural-community" or "village"; ""
// for a value that is none.
func (k Kind) String() string { return kindNames.Code(uint8(k)) }

// Label names it in both languages.
func (k Kind) Label() rule.Text { return kindNames.Label(uint8(k)) }

// MarshalText writes the code. A value that is none is an error.
func (k Kind) MarshalText() ([]byte, error) { return kindNames.Marshal(uint8(k)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (k *Kind) UnmarshalText(text []byte) error {
	i, err := kindNames.Parse(text)
	if err == nil {
		*k = Kind(i)
	}
	return err
}

// Value gives the code for a database column. A value that is none is an error.
func (k Kind) Value() (driver.Value, error) { return kindNames.Value(uint8(k)) }

// Scan reads the code in a text column; NULL is an error. On an error k is
// unchanged.
func (k *Kind) Scan(src any) error {
	i, err := kindNames.Scan(src)
	if err == nil {
		*k = Kind(i)
	}
	return err
}
