package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// What is due is never rounded to nothing, what is a floor is never rounded below it, and what is a
// cap never above it, whatever rounding a county asks for.

// roundedAway refuses a rounding, named by its parameter, that leaves nothing of what is due.
func roundedAway(field string, by unit.Rounding, due string) error {
	var f rule.Errors
	f.AddTo(rule.OfParameters, rule.Range, field, by.String(), rule.Text{
		ZH: "符合条件，应发" + due + "元，按此取整为0.00：符合条件的，金额不能为零，请改用向上取整或更小的取整单位",
		EN: "eligible, and this rounds the " + due + " yuan that are due to 0.00: nobody eligible is paid nothing; round up, or to a smaller unit"})
	return f.Err()
}

// computed says of a fault of what was computed of a field that this is out of range, and not what stands in the field.
func computed(e rule.Fault) rule.Text {
	if e.Value == "" {
		return e.Reason
	}
	return rule.Text{ZH: "按此计得" + e.Value + "：" + e.Reason.ZH, EN: "what is computed of it, " + e.Value + ", " + e.Reason.EN}
}

// unheld says of a field that what is computed of it is more than an amount holds.
func unheld(field string, err error) error {
	var f rule.Errors
	for _, e := range rule.Faults(err) {
		f.Add(e.Code, field, "", computed(e))
	}
	return f.Err()
}

// amountOf is an amount by the path of its field.
type amountOf struct {
	path   string
	amount unit.Money
}

// largest is the path of the greatest of amounts that are together too much, the first of those that are alike.
func largest(list ...amountOf) string {
	most := list[0]
	for _, a := range list {
		if most.amount.Less(a.amount) {
			most = a
		}
	}
	return most.path
}

// paid rounds what is due.
func paid(due unit.Exact, by unit.Rounding) (unit.Money, error) {
	amount, err := due.Round(by)
	if err != nil {
		return amount, tooLarge(err)
	}
	if amount.IsZero() && due.Sign() > 0 {
		return amount, roundedAway("rounding", by, due.String())
	}
	return amount, nil
}

// atLeast raises a rounded amount to the floor that its rounding took it below.
func atLeast(amount unit.Money, floor unit.Exact) (unit.Money, error) {
	if floor.CmpMoney(amount) <= 0 {
		return amount, nil
	}
	return floor.Round(unit.UpToFen)
}

// atMost lowers a rounded amount to the cap that its rounding took it above.
func atMost(amount unit.Money, most unit.Exact) (unit.Money, error) {
	if most.CmpMoney(amount) >= 0 {
		return amount, nil
	}
	return most.Round(unit.DownToFen)
}
