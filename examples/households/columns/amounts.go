package columns

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

const (
	fenScale  = 2
	mostScale = 38  // what the engines' widest decimals have
	mostBytes = 128 // of one decimal; 38 digits take 16
)

// money reads an amount exactly. The fault has no column yet.
func (c *column) money(v *parquet.Value) (unit.Money, *households.Fault) {
	if v.IsNull() {
		return unit.Money{}, &households.Fault{Code: rule.Missing, Reason: rule.Missing.Text()}
	}
	if c.scale == fenScale && c.kind == parquet.Int64 {
		if m, err := unit.MoneyFromFen(v.Int64()); err == nil {
			return m, nil
		}
	}
	switch c.kind {
	case parquet.Int32:
		return amount(int64(v.Int32()), c.scale)
	case parquet.Int64:
		return amount(v.Int64(), c.scale)
	}
	data := v.ByteArray()
	if len(data) > mostBytes {
		return unit.Money{}, households.AmountFault(strconv.Itoa(len(data))+" bytes", unit.Range)
	}
	n := new(big.Int).SetBytes(data)
	if len(data) > 0 && data[0] >= 0x80 { // two's complement
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(data))))
	}
	return bigAmount(n, c.scale)
}

// amount makes a whole number of 10^-scale yuan an amount.
func amount(n int64, scale int) (unit.Money, *households.Fault) {
	switch scale {
	case 2:
	case 3, 4:
		if p := int64(10 * (1 + 9*(scale-3))); n%p == 0 {
			n /= p
			break
		}
		return bigAmount(big.NewInt(n), scale)
	default:
		return bigAmount(big.NewInt(n), scale)
	}
	m, err := unit.MoneyFromFen(n)
	if err != nil {
		return m, households.AmountFault(decimalText(big.NewInt(n), fenScale), err)
	}
	return m, nil
}

func bigAmount(n *big.Int, scale int) (unit.Money, *households.Fault) {
	power := func(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
	fen, rest := new(big.Int), new(big.Int)
	if scale <= fenScale {
		fen.Mul(n, power(fenScale-scale))
	} else {
		fen.QuoRem(n, power(scale-fenScale), rest)
	}
	var err error = unit.Inexact
	if rest.Sign() == 0 {
		err = unit.Range
		if fen.IsInt64() {
			var m unit.Money
			if m, err = unit.MoneyFromFen(fen.Int64()); err == nil {
				return m, nil
			}
		}
	}
	return unit.Money{}, households.AmountFault(decimalText(n, scale), err)
}

// decimalText writes n × 10^-scale.
func decimalText(n *big.Int, scale int) string {
	digits, sign := new(big.Int).Abs(n).String(), ""
	if n.Sign() < 0 {
		sign = "-"
	}
	if scale == 0 {
		return sign + digits
	}
	if short := scale + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	at := len(digits) - scale
	return sign + digits[:at] + "." + digits[at:]
}

// damaged makes an error of a panic: the decoder does not expect every file.
func damaged(err *error) {
	if r := recover(); r != nil {
		*err = notParquet(fmt.Errorf("%v", r))
	}
}

func notParquet(err error) error {
	said := households.Shown(err.Error())
	return &households.Fault{Code: rule.Syntax, Reason: rule.Text{
		ZH: "文件不是Parquet或已损坏（" + said + "）；请重新导出", EN: "the file is no Parquet or damaged (" + said + "); export it again"}}
}

// notReadable names the row at which a file breaks off, other than by its fault.
func notReadable(row int, err error) error {
	if f, ok := errors.AsType[*households.Fault](err); ok {
		return f
	}
	said := households.Shown(err.Error())
	return &households.Fault{Code: rule.Syntax, Reason: rule.Text{
		ZH: fmt.Sprintf("第%d行读不出（%s）；文件已损坏，请重新导出", row, said),
		EN: fmt.Sprintf("row %d cannot be read (%s); the file is damaged, export it again", row, said)}}
}
