package columns

import (
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// column is one leaf of the file, read a buffer of values at a time.
type column struct {
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	buf    []parquet.Value
	next   int
	end    int
	member int // the definition level of a value whose member is there
	kind   parquet.Kind
	scale  int // of an amount: the decimals of a yuan that its integers count
}

func (c *column) close() {
	if c.page != nil {
		parquet.Release(c.page)
	}
	_ = c.pages.Close() // it was only read
}

// peek gives the column's next value, or [io.EOF] after its last. It is read
// when next is raised.
func (c *column) peek() (*parquet.Value, error) {
	if c.next < c.end { // nearly always, and short enough to stand in the caller
		return &c.buf[c.next], nil
	}
	return c.refill()
}

func (c *column) refill() (*parquet.Value, error) {
	for c.next == c.end {
		if c.values == nil {
			if c.page != nil {
				parquet.Release(c.page)
			}
			page, err := c.pages.ReadPage()
			if err != nil {
				c.page = nil
				return nil, err
			}
			c.page, c.values = page, page.Values()
		}
		n, err := c.values.ReadValues(c.buf)
		c.next, c.end = 0, n
		if err == io.EOF {
			c.values = nil
		} else if err != nil {
			return nil, err
		}
	}
	return &c.buf[c.next], nil
}

// take gives a value of a column that must have one for every row.
func (c *column) take() (*parquet.Value, error) {
	v, err := c.peek()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	c.next++
	return v, err
}

// opener opens columns until one of them is not as it must be.
type opener struct {
	file  *parquet.File
	done  int64
	fault *households.Fault
}

func (o *opener) refuse(column string, code rule.Code, zh, en string) {
	if o.fault == nil {
		o.fault = &households.Fault{Column: column, Code: code, Reason: rule.Text{ZH: zh, EN: en}}
	}
}

// checkNames refuses a column that is there twice: which would be read. It also
// refuses decimals that do not say their scale, since they would pass for plain
// integers.
func (o *opener) checkNames() {
	var walk func(at *parquet.Column)
	walk = func(at *parquet.Column) {
		seen := map[string]bool{}
		for _, c := range at.Columns() {
			if seen[c.Name()] {
				o.refuse(households.Shown(strings.Join(c.Path(), ".")), rule.Duplicate, "出现两次；请删除一列", "stands twice; remove one of them")
			}
			seen[c.Name()] = true
			walk(c)
		}
	}
	walk(o.file.Root())
	for _, e := range o.file.Metadata().Schema {
		if e.LogicalType.Value == nil && e.ConvertedType.Valid && e.ConvertedType.V == deprecated.Decimal && !e.Scale.Valid {
			o.refuse(households.Shown(e.Name), rule.Invalid, "DECIMAL没有给出小数位数；请注明", "is a DECIMAL without a scale; give it one")
		}
	}
}

func (o *opener) texts(name string) *column {
	c, at := o.open(name)
	if c == nil {
		return nil
	}
	switch logical(at).(type) {
	case nil, *format.StringType, *format.EnumType:
		if c.kind == parquet.ByteArray {
			return c
		}
	}
	o.refuse(name, rule.Invalid, "类型是"+typeName(at)+"，应为字符串（STRING）", "is "+typeName(at)+", want a string (STRING)")
	return c
}

func (o *opener) amounts(path ...string) *column {
	c, at := o.open(path...)
	if c == nil {
		return nil
	}
	integer := c.kind == parquet.Int32 || c.kind == parquet.Int64
	c.scale = fenScale
	switch t := logical(at).(type) {
	case nil:
		if integer {
			return c
		}
	case *format.IntType:
		if integer && t.IsSigned {
			return c
		}
	case *format.DecimalType:
		if c.scale = int(t.Scale); c.scale >= 0 && c.scale <= mostScale {
			return c
		}
	}
	o.refuse(strings.Join(path, "."), rule.Invalid,
		fmt.Sprintf("类型是%s，应为DECIMAL（元，小数位数0至%d）或有符号整数（分）", typeName(at), mostScale),
		fmt.Sprintf("is %s, want DECIMAL (yuan, scale 0 to %d) or a signed integer (fen)", typeName(at), mostScale))
	return c
}

func typeName(at *parquet.Column) string {
	if !at.Leaf() {
		return "GROUP"
	}
	return households.Shown(at.Type().String())
}

// open finds a leaf, which repeats within the rows if its path is long.
func (o *opener) open(path ...string) (*column, *parquet.Column) {
	name, at, member := strings.Join(path, "."), o.file.Root(), 0
	for _, step := range path {
		if at = at.Column(step); at == nil {
			o.refuse(name, rule.Missing, "文件没有此列；请补上", "is not in the file; add it")
			return nil, nil
		}
		if at.Repeated() {
			member = at.MaxDefinitionLevel()
		}
	}
	if !at.Leaf() || at.MaxRepetitionLevel() != min(len(path)-1, 1) {
		o.refuse(name, rule.Invalid, "结构不对：成员应为列表，其余各列每户一值", "has another structure: members are a list, other columns have one value a row")
		return nil, nil
	}
	c := &column{pages: at.Pages(), buf: make([]parquet.Value, 512), member: member, kind: at.Type().Kind()}
	if err := c.pages.SeekToRow(o.done); err != nil {
		o.refuse(name, rule.Invalid, "无法定位到未完成的行："+err.Error(), "the rows to go on with cannot be found: "+err.Error())
	}
	return c, at
}

func logical(at *parquet.Column) format.LogicalTypeValue {
	if t := at.Type().LogicalType(); t != nil {
		return t.Value
	}
	return nil
}
