package rule

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Notice 标准文件 is a published document that gives parameters from a month on, such as a
// county's standard of the year. Package dated keeps a book of them and finds the one of an
// area and month.
type Notice struct {
	// Document 文号 names it. Never empty.
	Document string `json:"document" zh:"文号" en:"document number"`
	// Area 适用地区 is the area it was published for. Never empty.
	Area string `json:"area" zh:"适用地区" en:"area"`
	// For is the area whose case was decided, where that is another: a county that has no
	// standard of its own, and follows the city's.
	For string `json:"for,omitzero" zh:"案件所在地区" en:"area of the case"`
	// Since 起始月份 and Until 截止月份 are the first and the last month that the document
	// itself names; no Until is an open end.
	Since unit.Month `json:"since" zh:"起始月份" en:"first month"`
	Until unit.Month `json:"until,omitzero" zh:"截止月份" en:"last month"`
	// Published 公布日期 is the day of its publication.
	Published unit.Day `json:"published" zh:"公布日期" en:"day of publication"`
	// Gives 规定的参数 is the JSON object of the parameters that the document gives, as a rule
	// names them: {"standard":"784.00"}.
	Gives json.RawMessage `json:"gives" zh:"规定的参数" en:"parameters it gives"`
}

// In tells the document in one language: 样例〔2023〕1号 自2023-07.
func (n Notice) In(l Language) string { return noticeName(n.Document, n.Since, l) }

func noticeName(document string, since unit.Month, l Language) string {
	return Text{ZH: document + " 自" + since.String(), EN: document + " from " + since.String()}.In(l)
}

// tell is what a decision says of the document beside its name.
func (n *Notice) tell(l Language) string {
	until := Text{}
	if !n.Until.IsZero() {
		until = Text{ZH: "至" + n.Until.String(), EN: " to " + n.Until.String()}
	}
	follows := Text{}
	if n.For != "" {
		follows = Text{ZH: n.For + "当月无本地标准，适用" + n.Area + "标准", EN: n.For + " has no standard of its own then and follows " + n.Area}
	}
	return sentence("  ", n.In(l)+until.In(l), n.Area, n.Published.String()+Text{ZH: "公布", EN: " published"}.In(l), follows.In(l))
}

// check refuses a document that is not whole.
func (n *Notice) check(f *Errors) {
	for _, s := range []struct{ field, text string }{{"document", n.Document}, {"area", n.Area}} {
		if s.text == "" {
			f.Missing(s.field)
		}
	}
	for _, s := range []struct{ field, text string }{{"document", n.Document}, {"area", n.Area}, {"for", n.For}} {
		if !utf8.ValidString(s.text) {
			f.Add(Syntax, s.field, clip(strings.ToValidUTF8(s.text, "?")), whyNotUTF8)
		} else if why := hidden(s.text); !why.IsZero() {
			f.Add(Invalid, s.field, clip(strings.Map(visible, s.text)), why)
		}
	}
	if n.Since.IsZero() {
		f.Missing("since")
	}
	if n.Published.IsZero() {
		f.Missing("published")
	}
	if !n.Until.IsZero() && n.Until.Before(n.Since) {
		f.Add(Range, "until", n.Until.String(), Text{ZH: "不得早于起始月份" + n.Since.String(), EN: "must not be before the first month, " + n.Since.String()})
	}
	if n.For != "" && n.For == n.Area {
		f.Add(Invalid, "for", clip(n.For), Text{ZH: "与适用地区相同：请省去", EN: "is the document's own area: leave it out"})
	}
}

// hidden names the first character of a name that does not show, or changes how what stands around it is
// shown: controls, line separators, zero-width and bidirectional characters.
func hidden(s string) Text {
	n := 0
	for _, r := range s {
		if n++; visible(r) != r {
			return Text{
				ZH: fmt.Sprintf("第%d个字符是不可见的控制或格式字符（U+%04X）：请删去", n, r),
				EN: fmt.Sprintf("an invisible control or format character (U+%04X) at character %d: delete it", r, n)}
		}
	}
	return Text{}
}

// visible gives a character, and a question mark for one that does not show.
func visible(r rune) rune {
	if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
		return '?'
	}
	return r
}

// holds reports whether the document's months have m.
func (n *Notice) holds(m unit.Month) bool {
	return !m.Before(n.Since) && (n.Until.IsZero() || !m.After(n.Until))
}

// gives reads the parameters of documents as texts by path, and refuses those that the rule
// does not have. It writes them in the rule's order, whatever order a database gave them back in.
func (s *scheme) gives(f *Errors, notices []Notice, parameters any) []map[string]string {
	out := make([]map[string]string, len(notices))
	for i := range notices {
		at := tree.Index("notices", i)
		var g Errors
		notices[i].check(&g)
		node, err := tree.Parse(notices[i].Gives)
		o, ok := arrange(node, parameters).(tree.Object)
		switch {
		case err != nil:
			g.Wrap("gives", err)
		case !ok:
			g.Add(Syntax, "gives", clip(tree.String(node)), mustBeObject)
		default:
			s.vetGives(&g, o, parameters)
		}
		for _, o := range notices[:i] {
			if o.Document == notices[i].Document && o.Area == notices[i].Area && o.Since == notices[i].Since {
				g.Add(Duplicate, "document", clip(o.Document), Text{ZH: "同一文件列出两次：请删去一处", EN: "the document stands twice: leave one out"})
				break
			}
		}
		f.Wrap(at, g.Err())
		out[i] = s.leafTexts(o)
		notices[i].Gives = tree.Append(nil, s.inOrder("", o)) // of faulty ones nothing comes: the rule answers with the error
	}
	return out
}

// vetGives holds what a document gives to the rule's parameters: their names, types and ranges.
func (s *scheme) vetGives(f *Errors, o tree.Object, parameters any) {
	had := len(*f)
	if s.vetNames(f, "", o); len(*f) > had {
		return
	}
	// Read with the document's values in them: a fault is then one of these, unless it says that
	// something is missing that the document does not give.
	v := reflect.New(s.policyType).Elem()
	var bad Errors
	if err := decode(tree.Merge(parameters, o), v); err != nil {
		bad.Wrap("", err)
	} else {
		checkLimits(&bad, "", s.parameters, v)
	}
	for _, fault := range bad {
		if _, given := find(o, fault.Field); !given && fault.Code == Missing && !strings.Contains(fault.Field, "[") {
			continue
		}
		if label := labelOf(s.policyType, fault.Field); !label.IsZero() {
			fault.Label = Text{ZH: "规定的参数 " + label.ZH, EN: "parameter given: " + label.EN}
		}
		fault.Field, fault.behind = within("gives", fault.Field), false
		f.put(fault) // a count of more is put as one, of no field
	}
}

// vetNames goes down the objects to what is a parameter.
func (s *scheme) vetNames(f *Errors, path string, o tree.Object) {
	for _, m := range o {
		at := tree.Join(path, m.Name)
		if slices.ContainsFunc(s.policy, func(l leafType) bool { return strings.TrimSuffix(l.path, "[]") == at }) {
			continue
		}
		if inner, ok := m.Value.(tree.Object); ok {
			s.vetNames(f, at, inner)
			continue
		}
		if slices.ContainsFunc(s.policy, func(l leafType) bool { return strings.HasPrefix(l.path, at+".") }) {
			continue // of several parameters, and no object
		}
		f.Add(UnknownField, within("gives", at), clip(tree.String(m.Value)), Text{
			ZH: "此规则没有这项参数：请核对参数名称，或只给出文件规定的参数", EN: "the rule has no such parameter: check its name, or give only what the document does"})
	}
}

// inOrder puts the members of parameters in the order of the rule's own.
func (s *scheme) inOrder(path string, o tree.Object) tree.Object {
	out := make(tree.Object, 0, len(o))
	for i := range s.policy {
		at := strings.TrimSuffix(s.policy[i].path, "[]")
		if path != "" {
			rest, ok := strings.CutPrefix(at, path+".")
			if !ok {
				continue
			}
			at = rest
		}
		name, _, deeper := strings.Cut(at, ".")
		node, ok := o.Get(name)
		if _, had := out.Get(name); !ok || had {
			continue
		}
		if inner, is := node.(tree.Object); is && deeper {
			node = s.inOrder(tree.Join(path, name), inner)
		}
		out = append(out, tree.Member{Name: name, Value: node})
	}
	return out
}

// UnderNotice 按文件套用参数 is [Rule.Under] for parameters that published documents give: text
// and record then name the document and its month as the [Origin] of each parameter that has
// the document's value. Of two that give one parameter, the first that fits counts. A
// parameter that was changed after it was taken from the document is the caller's.
//
// A document that is not whole, or gives what is no parameter of the rule or no value that the
// parameter can have, makes every later call answer with that error, as bad parameters do.
func (r Rule[Policy, Facts, Answer]) UnderNotice(p Policy, notices ...Notice) Rule[Policy, Facts, Answer] {
	if r = r.Under(p); r.fault != nil || r.def == nil || len(notices) == 0 {
		return r
	}
	_, own, err := r.b.json()
	r.fault = r.b.take(r.sch, notices, own, err)
	return r
}

// take keeps the documents with what each gives. own are the parameters, or err says that
// they do not marshal.
func (g *grounds) take(s *scheme, notices []Notice, own any, err error) error {
	var f Errors
	f.Wrap("", err)
	g.notices = cloneNotices(notices)
	g.given = s.gives(&f, g.notices, own)
	if len(f) > 0 {
		return s.named(OfParameters, f)
	}
	return nil
}

func cloneNotices(list []Notice) []Notice {
	list = slices.Clone(list)
	for i := range list {
		list[i].Gives = slices.Clone(list[i].Gives)
	}
	return list
}

// noticed finds the document that gives a parameter the value that it has, or tells the value
// of the first that gives it another.
func (s *scheme) noticed(o *Origin, value string, notices []Notice, given []map[string]string) {
	for i := range given {
		text, ok := given[i][o.Path]
		if !ok {
			continue
		}
		if s.same(o.Path, text, value) {
			o.From, o.Notice, o.Since, o.Announced = FromNotice, notices[i].Document, notices[i].Since, ""
			return
		}
		if o.Announced == "" {
			o.Notice, o.Since, o.Announced = notices[i].Document, notices[i].Since, text
		}
	}
}

// Gazette 文件汇编 is a collection of published documents that a replay looks records up in,
// such as a book of package dated.
type Gazette interface {
	// Confirm tells whether the collection has the document as a record shows it, and
	// that it held in the month of the decision, where that is not zero. The error is
	// [Missing] at "document" for one that it does not have, and names the field that is not as
	// it was published otherwise.
	Confirm(n Notice, month unit.Month) error
}

// WithGazettes 附文件汇编 gives the catalog with collections in which [Catalog.Replay] looks up
// the documents that records name: one that no collection has, or that was published
// otherwise, is a difference.
func (c Catalog) WithGazettes(list ...Gazette) Catalog {
	c.gazettes = slices.Concat(c.gazettes, list)
	return c
}

// confirm holds the documents of a record, and of the decision made again, against the month of its subject and the gazettes.
func (c Catalog) confirm(report *Report, d *account) {
	month := d.subject.Month
	for i := range d.notices {
		n, at := &d.notices[i], tree.Index("notices", i)
		if !month.IsZero() && !n.holds(month) {
			text := month.String()
			report.add(Difference{Path: "subject.month", Recorded: tree.String(text), RecordedText: Text{ZH: text, EN: text}, Reason: Text{
				ZH: "不在" + n.Document + "的执行月份之内", EN: "is not a month of " + n.Document}})
		}
		if len(c.gazettes) == 0 {
			report.Unconfirmed = append(report.Unconfirmed, n.Document)
		}
		var found Errors
		anyKnown := false
		for _, g := range c.gazettes {
			err := g.Confirm(*n, month)
			if err == nil {
				found = nil
				break
			}
			// Several may have the document, a book of the towns and one of the country: the one from which the record
			// differs least says what is wrong with it.
			got := Faults(err)
			known := !slices.ContainsFunc(got, func(f Fault) bool { return f.Field == "document" && f.Code == Missing })
			if found == nil || known && (!anyKnown || len(got) < len(found)) {
				found = got
			}
			anyKnown = anyKnown || known
		}
		for _, f := range found {
			report.add(Difference{Path: within(at, f.Field), Recorded: f.Value, Reason: f.Reason})
		}
	}
}
