package unit

// Code is the stable name of what is wrong with an input. A program may switch
// on it; the reason beside it is for people and may be reworded.
//
// A code is an error and its own sentinel: errors.Is(err, unit.Range) finds it
// in every error of the module.
type Code string

// The codes of the module.
const (
	Invalid      Code = "invalid"       // a value that cannot be 无效
	Range        Code = "range"         // outside the range it may have 超出范围
	Missing      Code = "missing"       // not given 未提供
	Syntax       Code = "syntax"        // text that does not read 写法
	Inexact      Code = "inexact"       // more decimals than can be held 小数过多
	NoParameters Code = "no-parameters" // a rule asked before it had parameters 缺少参数
	Unreachable  Code = "unreachable"   // no number of additions gets there 达不到
	EmptyWhole   Code = "empty-whole"   // a share of nothing 总数为零
	UnknownRule  Code = "unknown-rule"  // a record of a rule not in the catalog 规则不明
	UnknownField Code = "unknown-field" // a field the type does not have 字段不明
	Duplicate    Code = "duplicate"     // given twice 重复
	Definition   Code = "definition"    // a rule that is not whole 规则不完整
)

// codes is the one table of codes and of what each says by itself.
var codes = [...]struct {
	code   Code
	zh, en string
}{
	{Invalid, "无效的值", "invalid value"},
	{Range, "超出允许范围", "out of range"},
	{Missing, "未提供", "not given"},
	{Syntax, "无法识别的写法", "not written as it must be"},
	{Inexact, "小数位过多，不能精确保存", "more decimals than can be held exactly"},
	{NoParameters, "缺少参数", "no parameters"},
	{Unreachable, "无论如何增加都达不到", "cannot be reached by any addition"},
	{EmptyWhole, "总数为零，没有占比", "share of an empty whole"},
	{UnknownRule, "目录中没有此规则", "no such rule in the catalog"},
	{UnknownField, "没有此字段", "no such field"},
	{Duplicate, "重复", "given twice"},
	{Definition, "规则定义不完整", "the rule's definition is not whole"},
}

// Text says in both languages what the code means. A code that is not one of
// the module's says what [Invalid] does.
func (c Code) Text() Text {
	for _, e := range codes {
		if e.code == c {
			return Text{ZH: e.zh, EN: e.en}
		}
	}
	return Text{ZH: codes[0].zh, EN: codes[0].en}
}

// Error gives the English sentence of [Code.Text].
func (c Code) Error() string { return c.Text().EN }
