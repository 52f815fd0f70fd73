package rule

import (
	"errors"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Code is the stable name of what is wrong with an input. A program may switch
// on it; the reason beside it is for people and may be reworded.
type Code string

// The codes of the module. Each belongs to one sentinel, see [Code.Sentinel].
const (
	CodeInvalid      Code = "invalid"       // a value that cannot be: wraps [ErrInvalid]
	CodeRange        Code = "range"         // outside the range it may have: wraps [ErrRange]
	CodeMissing      Code = "missing"       // not given: wraps [ErrMissing]
	CodeSyntax       Code = "syntax"        // text that does not read: wraps [ErrSyntax]
	CodeInexact      Code = "inexact"       // more decimals than can be held: wraps [ErrInexact]
	CodeNoParameters Code = "no-parameters" // asked before Under: wraps [ErrNoParameters]
	CodeUnreachable  Code = "unreachable"   // no number of additions gets there: wraps [ErrUnreachable]
	CodeEmptyWhole   Code = "empty-whole"   // a share of nothing: wraps [ErrEmptyWhole]
	CodeUnknownRule  Code = "unknown-rule"  // a record of a rule not in the catalog: wraps [ErrUnknownRule]
	CodeUnknownField Code = "unknown-field" // a field the type does not have: wraps [ErrUnknownField]
	CodeDuplicate    Code = "duplicate"     // given twice: wraps [ErrDuplicate]
	CodeDefinition   Code = "definition"    // a rule that is not whole: wraps [ErrDefinition]
)

// The sentinels that [errors.Is] finds in every error of the module.
var (
	ErrInvalid      = errors.New("invalid value")
	ErrRange        = unit.ErrRange
	ErrMissing      = errors.New("missing value")
	ErrSyntax       = unit.ErrSyntax
	ErrInexact      = unit.ErrInexact
	ErrNoParameters = errors.New("no parameters")
	ErrUnreachable  = unit.ErrUnreachable
	ErrEmptyWhole   = unit.ErrEmptyWhole
	ErrUnknownRule  = errors.New("unknown rule")
	ErrUnknownField = errors.New("unknown field")
	ErrDuplicate    = errors.New("duplicate")
	ErrDefinition   = errors.New("rule not whole")
)

var codes = []struct {
	code     Code
	sentinel error
}{
	{CodeInvalid, ErrInvalid},
	{CodeRange, ErrRange},
	{CodeMissing, ErrMissing},
	{CodeSyntax, ErrSyntax},
	{CodeInexact, ErrInexact},
	{CodeNoParameters, ErrNoParameters},
	{CodeUnreachable, ErrUnreachable},
	{CodeEmptyWhole, ErrEmptyWhole},
	{CodeUnknownRule, ErrUnknownRule},
	{CodeUnknownField, ErrUnknownField},
	{CodeDuplicate, ErrDuplicate},
	{CodeDefinition, ErrDefinition},
}

// Sentinel gives the error that [errors.Is] finds for the code; a code that is
// not one of the module's belongs to [ErrInvalid].
func (c Code) Sentinel() error {
	for _, e := range codes {
		if e.code == c {
			return e.sentinel
		}
	}
	return ErrInvalid
}

// codeOf is the code of an error that is not yet an [Error].
func codeOf(err error) Code {
	for _, e := range codes {
		if errors.Is(err, e.sentinel) {
			return e.code
		}
	}
	return CodeInvalid
}

// Error says what is wrong with one field of an input, for the person who must
// mend it. It wraps the sentinel of its code.
type Error struct {
	Rule   string // id of the rule that refused; empty outside a rule
	Code   Code   // stable, to switch on
	Field  string // path of the field: members[2].income; empty for the whole
	Value  string // the offending value as given; empty if there is none
	Reason Text   // what must hold, in both languages
}

// Error gives the sentence in English:
// "assistance.benefit: members[2].income: -1.00: must not be negative".
func (e *Error) Error() string { return e.In(English) }

// In gives the sentence in one language.
func (e *Error) In(l Language) string {
	sep := ": "
	if l == Chinese {
		sep = "："
	}
	var b strings.Builder
	for _, part := range []string{e.Rule, e.Field, e.Value} {
		if part != "" {
			b.WriteString(part)
			b.WriteString(sep)
		}
	}
	b.WriteString(e.Reason.In(l))
	return b.String()
}

// Unwrap gives the sentinel of the code.
func (e *Error) Unwrap() error { return e.Code.Sentinel() }

// Errors holds every bad field of one input, in the order of its fields.
type Errors []*Error

// Error joins the sentences in English.
func (es Errors) Error() string { return es.In(English) }

// In joins the sentences in one language.
func (es Errors) In(l Language) string {
	sep := "; "
	if l == Chinese {
		sep = "；"
	}
	s := make([]string, len(es))
	for i, e := range es {
		s[i] = e.In(l)
	}
	return strings.Join(s, sep)
}

// Unwrap lets [errors.Is] and [errors.As] look at each error.
func (es Errors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

// AllErrors lists the field errors inside err, however it wraps them; an error
// that is none of this package's becomes one [Error] without a field.
func AllErrors(err error) []*Error {
	if err == nil {
		return nil
	}
	var many Errors
	if errors.As(err, &many) {
		return many
	}
	var one *Error
	if errors.As(err, &one) {
		return []*Error{one}
	}
	return []*Error{wrap("", err)}
}

// Reasons that many rules share, in both languages.
var (
	NotNegative = Text{ZH: "不得为负", EN: "must not be negative"}
	Positive    = Text{ZH: "必须大于零", EN: "must be above zero"}
	NotGiven    = Text{ZH: "未提供", EN: "not given"}
)

// Faults collects what is wrong with an input, so that all bad fields are
// reported together. The zero value is ready to use.
type Faults struct{ list Errors }

// Add records one bad field.
func (f *Faults) Add(code Code, field, value string, reason Text) {
	f.list = append(f.list, &Error{Code: code, Field: field, Value: value, Reason: reason})
}

// Negative records field if m is below zero.
func (f *Faults) Negative(field string, m unit.Money) {
	if m.Sign() < 0 {
		f.Add(CodeRange, field, m.String(), NotNegative)
	}
}

// Missing records a field that was not given.
func (f *Faults) Missing(field string) { f.Add(CodeMissing, field, "", NotGiven) }

// Wrap records an error of another package, such as one of package unit, as
// the fault of a field. A nil error records nothing.
func (f *Faults) Wrap(field string, err error) {
	if err != nil {
		f.list = append(f.list, wrap(field, err))
	}
}

// Err gives nil, the one error, or all of them as [Errors].
func (f *Faults) Err() error {
	switch len(f.list) {
	case 0:
		return nil
	case 1:
		return f.list[0]
	}
	return f.list
}

// wrap makes an Error of one that is not, keeping its code and its words.
func wrap(field string, err error) *Error {
	e := &Error{Code: codeOf(err), Field: field}
	var ue *unit.Error
	if errors.As(err, &ue) {
		e.Value = ue.Value
		e.Reason.EN = ue.Detail
		if ue.Detail == "" {
			e.Reason.EN = ue.Err.Error()
		}
	} else {
		e.Reason.EN = err.Error()
	}
	e.Reason.ZH = codeZH(e.Code)
	return e
}

func codeZH(c Code) string {
	switch c {
	case CodeRange:
		return "超出允许范围"
	case CodeSyntax:
		return "无法识别的写法"
	case CodeInexact:
		return "小数位过多，不能精确保存"
	case CodeUnreachable:
		return "无论如何增加都达不到"
	case CodeMissing:
		return NotGiven.ZH
	case CodeNoParameters:
		return "缺少参数"
	case CodeEmptyWhole:
		return "总数为零，没有占比"
	case CodeUnknownRule:
		return "目录中没有此规则"
	case CodeUnknownField:
		return "没有此字段"
	case CodeDuplicate:
		return "重复"
	case CodeDefinition:
		return "规则定义不完整"
	}
	return "无效的值"
}

// named puts the rule's id on every error that lacks one. It copies: a kernel may
// hand the same error to several callers.
func named(id string, err error) error {
	switch e := err.(type) {
	case *Error:
		if e == nil { // an interface that holds a nil pointer is not a nil error
			return &Error{Rule: id, Code: CodeDefinition, Reason: Text{
				ZH: "规则返回了空的 *rule.Error", EN: "the kernel returned a nil *rule.Error instead of nil"}}
		}
		return e.of(id)
	case Errors:
		out := make(Errors, len(e))
		for i := range e {
			out[i] = e[i].of(id)
		}
		return out
	}
	list := AllErrors(err)
	if len(list) == 1 {
		return list[0].of(id)
	}
	return named(id, Errors(list))
}

func (e *Error) of(rule string) *Error {
	if e.Rule != "" {
		return e
	}
	c := *e
	c.Rule = rule
	return &c
}

// NoSuchChoice is the reason for a named alternative that does not exist.
var NoSuchChoice = Text{ZH: "没有这个选项", EN: "no such choice"}

// Count records a number of things that is negative or beyond [unit.MaxCount].
func (f *Faults) Count(field string, n int64) { f.CountUpTo(field, n, unit.MaxCount) }

// CountUpTo records a number of things that is negative or above most.
func (f *Faults) CountUpTo(field string, n, most int64) {
	switch {
	case n < 0:
		f.Add(CodeRange, field, strconv.FormatInt(n, 10), NotNegative)
	case n > most:
		m := strconv.FormatInt(most, 10)
		f.Add(CodeRange, field, strconv.FormatInt(n, 10), Text{ZH: "不得大于" + m, EN: "must be at most " + m})
	}
}

// ShareRate records a policy's share that is not above 0 and at most 100 %; one
// of 0 counts as missing, since that is what a field left out looks like.
func (f *Faults) ShareRate(field string, r unit.Rate) {
	switch {
	case r.IsZero():
		f.Missing(field)
	case r.Sign() < 0 || r.Cmp(unit.Percent(100)) > 0:
		f.Add(CodeRange, field, r.String(), Text{ZH: "应大于0且不高于100%", EN: "must be above 0 and at most 100%"})
	}
}

// PositiveMoney records an amount that is not above zero; one of 0.00 counts as
// missing, since that is what a field left out looks like.
func (f *Faults) PositiveMoney(field string, m unit.Money) {
	switch m.Sign() {
	case 0:
		f.Missing(field)
	case -1:
		f.Add(CodeRange, field, m.String(), Positive)
	}
}

// Rounding records a rounding that is none; one that is not given is left to the
// caller, who may have a default for it.
func (f *Faults) Rounding(field string, r unit.Rounding) {
	if r != 0 && !r.IsSet() {
		f.Add(CodeInvalid, field, strconv.Itoa(int(r)), NoSuchChoice)
	}
}

// Share records what [unit.NewShare] refuses in a part and its whole, each at its
// own field.
func (f *Faults) Share(partField string, part int64, wholeField string, whole int64) {
	n := len(f.list)
	f.Count(wholeField, whole)
	f.Count(partField, part)
	if len(f.list) > n {
		return
	}
	field := partField
	if whole == 0 {
		field = wholeField
	}
	_, err := unit.NewShare(part, whole)
	f.Wrap(field, err)
}
