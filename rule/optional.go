package rule

import (
	"database/sql/driver"
	"fmt"
	"strconv"
)

// Column 可空列 is a database column of a parameter that may be left out, such as a rounding: see [Optional].
type Column[T comparable] struct{ of *T }

// Optional 可空列 gives the column of a parameter whose zero value is that it is not set (a choice, a rounding, a month, a day):
// NULL in the database, both ways. Without it, such a value that is not set cannot be written, and NULL is [Missing].
//
//	db.Exec("INSERT INTO policies (standard, per_head) VALUES (?, ?)", p.Standard, rule.Optional(&p.PerHead))
//	row.Scan(&p.Standard, rule.Optional(&p.PerHead))
//
// It is not for amounts and numbers, whose zero is a value: it refuses them with [Invalid], and a rate, which cannot be compared
// by ==, does not compile. A fact that may be absent is a [Given], which is
// a column itself.
func Optional[T comparable](of *T) *Column[T] { return &Column[T]{of} }

// Scan reads the column as T does; NULL is the zero value. The parameter is unchanged on an error.
func (c *Column[T]) Scan(src any) error {
	into, err := c.column()
	if err != nil {
		return err
	}
	if src == nil {
		var none T
		*c.of = none
		return nil
	}
	return into.Scan(src)
}

// Value gives what T does, and NULL for the zero value.
func (c *Column[T]) Value() (driver.Value, error) {
	into, err := c.column()
	if err != nil {
		return nil, err
	}
	var none T
	if *c.of == none {
		return nil, nil
	}
	return into.Value()
}

type column interface {
	Scan(src any) error
	driver.Valuer
}

// column finds the parameter's own column, if its zero value has none.
func (c *Column[T]) column() (column, error) {
	if c == nil || c.of == nil {
		return nil, Errors{{Code: Missing, Reason: Text{ZH: "未提供变量（nil）", EN: "no variable was given (nil)"}}}
	}
	var none T
	into, ok := any(c.of).(column)
	if ok {
		if _, err := any(&none).(column).Value(); err != nil { // what is not set has no text
			return into, nil
		}
	}
	return nil, Errors{{Code: Invalid, Value: clip(strconv.Quote(fmt.Sprintf("%T", none))), Reason: Text{
		ZH: "零值就是一个值，不能表示未填写：请改用rule.Given", EN: "its zero is a value and cannot say that it is not set: use a rule.Given"}}}
}
