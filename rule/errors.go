package rule

import (
	"errors"
	"reflect"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Code 错误代码 is the stable name of what is wrong with an input, and its own sentinel:
// errors.Is(err, rule.Missing). A program may switch on it; the reason beside it is for
// people and may be reworded.
type Code = unit.Code

// The codes of the module.
const (
	Invalid      = unit.Invalid      // a value that cannot be
	Range        = unit.Range        // outside the range it may have
	Missing      = unit.Missing      // not given
	Syntax       = unit.Syntax       // text that does not read
	Inexact      = unit.Inexact      // more decimals than can be held
	NoParameters = unit.NoParameters // asked before Under
	Unreachable  = unit.Unreachable  // no number of additions gets there
	EmptyWhole   = unit.EmptyWhole   // a share of nothing
	UnknownRule  = unit.UnknownRule  // not in the catalog
	UnknownField = unit.UnknownField // a field that there is not
	Duplicate    = unit.Duplicate    // given twice
	NotWhole     = unit.Definition   // a rule that is not whole
)

// Refused is what a kernel returns for facts outside the ranges that their tags give.
// The rule then says which fact it was, and why: a kernel needs one cheap test, not a
// list of reasons.
const Refused Code = "refused"

// Part says whether parameters or facts are meant.
type Part string

// The parts of a rule's input.
const (
	OfParameters Part = "parameters" // 政策参数
	OfFacts      Part = "facts"      // 申报核对信息
)

func (p Part) text() Text {
	switch p {
	case OfParameters:
		return Text{ZH: "政策参数", EN: "parameters"}
	case OfFacts:
		return Text{ZH: "申报核对信息", EN: "facts"}
	}
	return Text{}
}

// Fault 差错 says what is wrong with one field of an input, for the person who must mend
// it.
type Fault struct {
	Rule   string `json:"rule,omitzero"`  // id of the rule that refused; empty outside a rule
	Code   Code   `json:"code"`           // stable, to switch on
	Part   Part   `json:"part,omitzero"`  // whether a parameter or a fact is meant
	Field  string `json:"field,omitzero"` // path of the field: members[2].income; empty for the whole
	Label  Text   `json:"label,omitzero"` // the field in words: 成员3 月收入（元）
	Value  string `json:"value,omitzero"` // the offending value as given
	Reason Text   `json:"reason"`         // what must hold, and how to mend it

	cause  error
	more   int  // in the last entry of a full list: how many faults it stands for
	behind bool // the label stands behind a path that has no words yet
}

// In gives the sentence in one language, the field by its label where it has one.
func (f *Fault) In(l Language) string {
	field := f.Label.In(l)
	if field == "" {
		field = f.Field
	}
	sep := ": "
	if l == Chinese {
		sep = "："
	}
	return sentence(sep, f.Rule, f.Part.text().In(l), field, f.Value, f.Reason.In(l))
}

// String gives the sentence in English with the field's path, for a log:
// "assistance.allowance: facts.members[2].income: -1.00: must not be negative".
func (f *Fault) String() string {
	return sentence(": ", f.Rule, within(string(f.Part), f.Field), f.Value, f.Reason.EN)
}

// Pointer gives the field as a JSON Pointer (RFC 6901) into the parameters or facts, for
// problem details: "/members/2/income"; "" stands for the whole.
func (f *Fault) Pointer() string {
	if f.Field == "" {
		return ""
	}
	return "/" + pointer.Replace(f.Field)
}

var pointer = strings.NewReplacer("~", "~0", "/", "~1", ".", "/", "[", "/", "]", "")

func sentence(sep string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}

// maxFaults is how many faults a list names; the last entry counts the rest.
const maxFaults = 100

// Errors 差错清单 is the one error type of the module: every bad field of one input, in
// the order of its fields, never empty when returned. [errors.Is] finds the codes in it.
//
// It is its own collector; the zero Errors is ready to use:
//
//	var f rule.Errors
//	f.Add(rule.Range, "floor", p.Floor.String(), reason)
//	return p, f.Err()
//
// It names at most a hundred faults; a last entry without a field then counts the rest.
type Errors []Fault

// Add records one bad field.
func (es *Errors) Add(code Code, field, value string, reason Text) {
	es.put(Fault{Code: code, Field: field, Value: value, Reason: reason})
}

// AddTo records one bad field of parameters or facts, for a kernel or check that knows
// which it was.
func (es *Errors) AddTo(part Part, code Code, field, value string, reason Text) {
	es.put(Fault{Part: part, Code: code, Field: field, Value: value, Reason: reason})
}

func (es *Errors) full() bool { return len(*es) >= maxFaults }

func (es *Errors) put(f Fault) {
	if !es.full() && f.more == 0 {
		*es = append(*es, f)
		return
	}
	n, code := max(f.more, 1), f.Code
	if last := len(*es) - 1; last >= 0 && (*es)[last].more > 0 {
		n, code = n+(*es)[last].more, (*es)[last].Code
		*es = (*es)[:last]
	}
	*es = append(*es, Fault{Code: code, Value: strconv.Itoa(n), more: n, Reason: Text{
		ZH: "另有这么多处差错未列出，请先改正以上各处", EN: "more faults are not listed: mend those above first"}})
}

// Missing records a field that was not given.
func (es *Errors) Missing(field string) { es.Add(Missing, field, "", whyMissing) }

// Wrap records an error of another package, such as one of package unit, as the fault
// of a field; errors of this package keep their own fields and labels behind it. A nil error
// records nothing.
func (es *Errors) Wrap(field string, err error) {
	for _, f := range wrapped(field, err) {
		es.put(f)
	}
}

// Err gives the list, or nil if it is empty.
func (es Errors) Err() error {
	if len(es) == 0 {
		return nil
	}
	return es
}

// Error joins the sentences in English, as [Fault.String] has them.
func (es Errors) Error() string {
	s := make([]string, len(es))
	for i := range es {
		s[i] = es[i].String()
	}
	return strings.Join(s, "; ")
}

// In joins the sentences in one language.
func (es Errors) In(l Language) string {
	sep := "; "
	if l == Chinese {
		sep = "；"
	}
	s := make([]string, len(es))
	for i := range es {
		s[i] = es[i].In(l)
	}
	return strings.Join(s, sep)
}

// Unwrap lets [errors.Is] and [errors.As] look at each fault's code and cause.
func (es Errors) Unwrap() []error {
	var out []error
	for i := range es {
		out = append(out, es[i].Code)
		if es[i].cause != nil {
			out = append(out, es[i].cause)
		}
	}
	return out
}

// Faults lists the faults inside err, however it is wrapped; an error that is none of
// this module's becomes one fault without a field.
func Faults(err error) Errors { return wrapped("", err) }

var (
	whyMissing  = Missing.Text()
	whyNull     = Text{ZH: "不得为null；未知的字段请省去", EN: "must not be null: leave out a field that is not known"}
	notNegative = Text{ZH: "不得为负", EN: "must not be negative"}
	whyNotUTF8  = Text{ZH: "不是UTF-8编码（可能是GBK），请转换后再给", EN: "is not UTF-8 (perhaps GBK): convert it first"}
	positive    = Text{ZH: "必须大于零", EN: "must be above zero"}
)

// wrapped makes faults of any error, keeping codes and words, behind a field.
func wrapped(field string, err error) (out Errors) {
	list, ok := err.(Errors)
	switch {
	case err == nil:
	case ok:
		for _, f := range list {
			if field != "" && f.more == 0 {
				f.Field = within(field, f.Field)
				if !f.Label.IsZero() {
					f.Label, f.behind = Text{ZH: counted(field) + " " + f.Label.ZH, EN: field + " " + f.Label.EN}, true
				}
			}
			out.put(f)
		}
	default:
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				out.Wrap(field, e)
			}
			return out
		}
		if inner := errors.Unwrap(err); inner != nil && errors.As(err, &list) {
			return wrapped(field, inner)
		}
		return Errors{foreign(field, err)}
	}
	return out
}

// counted is a path whose items are counted from 1, as those of labels are: households[0] is households第1项.
func counted(path string) string {
	return tree.Items(path, func(number string) string {
		n, err := strconv.Atoi(number)
		if err != nil {
			return "[" + number + "]"
		}
		return "第" + strconv.Itoa(n+1) + "项"
	})
}

// foreign makes a fault of another package's error.
func foreign(field string, err error) Fault {
	f := Fault{Code: Invalid, Field: field, cause: err}
	var ue *unit.Error
	var te *tree.Error
	var code Code
	switch {
	case errors.As(err, &ue):
		f.Code, f.Value, f.Reason = ue.Code, ue.Value, ue.Reason
	case errors.As(err, &te):
		f.Code, f.Field, f.Reason = te.Code, within(field, te.Path), te.Reason
	case errors.As(err, &code):
		f.Code = code
	default:
		f.Reason = Text{ZH: Invalid.Text().ZH + "：" + err.Error(), EN: err.Error()}
	}
	if f.Reason.IsZero() {
		f.Reason = f.Code.Text()
	}
	return f
}

// within puts a path behind another.
func within(path, rest string) string {
	switch {
	case rest == "":
		return path
	case strings.HasPrefix(rest, "["):
		return path + rest
	}
	return tree.Join(path, rest)
}

// named completes faults that lack the rule, a part or a label. It copies: a kernel may hand
// the same error to several callers.
func (s *scheme) named(part Part, err error) Errors {
	out := wrapped("", err)
	if len(out) == 0 { // an interface that holds an empty list is not a nil error
		out = Errors{{Code: NotWhole, Reason: Text{ZH: "规则返回了空的差错清单：无差错时应返回nil", EN: "the kernel returned an empty list of errors instead of nil"}}}
	}
	for i := range out {
		f := &out[i]
		if f.Rule == "" {
			f.Rule = s.id
		}
		if f.more > 0 {
			continue
		}
		if f.Part == "" {
			f.Part = part
		}
		switch f.Part {
		case OfParameters:
			f.call(s.policyType)
		case OfFacts:
			f.call(s.factsType)
		}
	}
	return out
}

// call gives the fault the words of its whole path, where it has none or only those of a part.
func (f *Fault) call(t reflect.Type) {
	if !f.Label.IsZero() && !f.behind {
		return
	}
	if label := labelOf(t, f.Field); !label.IsZero() {
		f.Label, f.behind = label, false
	}
}

// labelOf puts a path in words: 成员3 月收入（元）. Items are counted from 1, as people do.
func labelOf(t reflect.Type, path string) Text {
	var zh, en []string
	for path != "" && t != nil {
		if t, _ = held(t); t.Kind() != reflect.Struct {
			break
		}
		end := strings.IndexAny(path+".", ".[")
		name, rest := path[:end], path[end:]
		fd := fieldNamed(t, name)
		if fd == nil {
			return Text{}
		}
		t = fd.typ
		label := fd.label
		if strings.HasPrefix(rest, "[") {
			digits, after, _ := strings.Cut(rest[1:], "]")
			if n, err := strconv.Atoi(digits); err == nil && t.Kind() == reflect.Slice {
				label = Text{ZH: numbered(label.ZH, n+1, Chinese), EN: numbered(label.EN, n+1, English)}
				t = t.Elem()
			}
			rest = after
		}
		if fd.label.ZH != "~" {
			zh, en = append(zh, label.In(Chinese)), append(en, label.EN)
		}
		path = strings.TrimPrefix(rest, ".")
	}
	return Text{ZH: strings.Join(zh, " "), EN: strings.Join(en, " ")}
}
