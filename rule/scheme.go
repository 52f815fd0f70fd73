package rule

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// scheme is what is known of a rule whatever its types: its fields, ranges, formulas and
// sources, read once when the rule is made.
type scheme struct {
	open                  []QuestionInfo // what the definition leaves open
	id                    string
	version               int
	policyType, factsType reflect.Type
	answerType            reflect.Type
	policy, fact, answers []leafType
	parameters, facts     []limit
	ranges                map[string]*declared // of fields of the answer, by path
	declared              []*declared          // by step that shows such a field
	told                  []bool               // by step: whether it shows a field of the answer
	mentions              [][]string           // by step: the names in its formula, as often as they stand in it
	divides               map[int]bool         // by given: counts by which every answer divides
	parts                 []bool               // by step: whether it shows a share that every answer has
	sums                  []bool               // by step: whether it shows an amount that every answer has
	figures               []int                // steps that show a figure that every answer has
	defaults              []byte               // the plan's parameters as JSON, nil if there are none
	defaultTree           any                  // and as a tree
	defaultTexts          map[string]string    // and as texts by path
	steps                 []computed
	owned                 map[*Term]*Term // by the address that the kernel names: the copy made with the rule
	names                 map[string]int  // of steps
	misread               []string        // steps whose formula says nothing
	given                 []given
	givens                map[string]int // their places
	sources               []Source
	lists                 map[string]Part
	codes                 map[string]Text               // labels of all choices' codes
	choices               map[string]Choices            // those of a step or given, by its name
	shows                 map[string]string             // Definition.Shown
	units                 map[string]Text               // Definition.Units
	asked                 string                        // Definition.Outcome
	gaps                  []string                      // Definition.Gaps
	barred                []string                      // Definition.Never
	never                 []*formula.Formula            // and read
	stood                 map[string]string             // Definition.Stands
	stands                map[string][]*formula.Formula // by field of the answer: what it stands under
	held                  []string                      // Definition.Always
	always                [][]law                       // and read, by step
	title                 Text
	basis                 []Clause
	listed                int    // how many terms the definition lists
	rested                []bool // by clause of basis: whether it belongs to steps, and is cited where one is taken
	bound                 bindings
	courses               courses
}

// computed is a term with its formula read and its kind known.
type computed struct {
	term *Term
	f    *formula.Formula
	typ  formula.Type
}

// given is a parameter or fact as formulas name it.
type given struct {
	part Part
	leaf leafType
	rest string // of the path, behind the list
	typ  formula.Type
	// plainZero says that the value, where it is left out, is its zero: a number or truth value
	// that is optional and neither a [Given] nor of a group that is one.
	plainZero bool
}

// maxQuote is how many characters of a source a clause may quote.
const maxQuote = 40

// read checks the parts of a definition, and keeps what they say.
func (s *scheme) read(f *Errors, steps []*Term, hasDefaults bool) {
	s.names, s.givens, s.lists = map[string]int{}, map[string]int{}, map[string]Part{}
	s.owned = map[*Term]*Term{}
	s.codes, s.choices = map[string]Text{}, map[string]Choices{}
	s.head(f)
	bad := len(*f)
	for _, part := range []struct {
		name string
		t    reflect.Type
	}{{"Policy", s.policyType}, {"Facts", s.factsType}, {"Answer", s.answerType}} {
		if part.t.Kind() != reflect.Struct {
			f.Add(NotWhole, part.name, part.t.String(), Text{ZH: "应为结构，其字段才有名称", EN: "must be a struct, whose fields have names"})
		}
		vetType(f, part.name, part.t, nil)
	}
	if len(*f) > bad {
		return
	}
	s.policy, s.fact, s.answers = leavesOf(s.policyType), leavesOf(s.factsType), leavesOf(s.answerType)
	s.parameters, s.facts = limitsOf(f, "Policy", s.policyType, true), limitsOf(f, "Facts", s.factsType, false)
	s.give(f, OfParameters, s.policy)
	s.give(f, OfFacts, s.fact)
	for i := range s.answers {
		s.label(s.stepOf(&s.answers[i]), s.answers[i].typ)
	}
	s.terms(f, steps)
	s.shown(f)
	s.ranges = map[string]*declared{}
	s.declared, s.divides = s.declares(limitsOf(f, "Answer", s.answerType, false)), s.divisors()
	s.mentions, s.parts, s.sums = s.mentioned(), s.showing(reflect.TypeFor[unit.Share]()), s.showing(reflect.TypeFor[unit.Money]())
	for k, is := range s.showing(reflect.TypeFor[unit.Number]()) {
		if is {
			s.figures = append(s.figures, k)
		}
	}
	for i, src := range s.sources {
		s.vetSource(f, tree.Index("Sources", i), src, hasDefaults)
	}
	for _, c := range s.basis {
		s.rested = append(s.rested, slices.ContainsFunc(s.steps, func(step computed) bool { return step.term.Clause == c }))
	}
}

// vetSource wants a parameter as a whole, and a value that it can have.
func (s *scheme) vetSource(f *Errors, at string, src Source, hasDefaults bool) {
	vetClause(f, at+".Clause", src.Clause)
	i, ok := s.givens[src.Path]
	if !ok || s.given[i].part != OfParameters || s.given[i].typ.List != "" && s.given[i].typ.Kind != formula.List {
		f.Add(NotWhole, at+".Path", src.Path, Text{ZH: "没有此参数", EN: "no such parameter"})
		return
	}
	if src.Value == "" {
		if !hasDefaults {
			f.Add(NotWhole, at+".Value", "", Text{ZH: "规则没有默认参数，须给出条款的值", EN: "say what the clause gives: the rule has no defaults"})
		}
		return
	}
	typ := s.given[i].typ
	if typ.Kind == formula.List {
		return // compared as it is written
	}
	if v, err := formula.ParseValue(typ.Kind, src.Value); err != nil || v.Kind == formula.Choice && !slices.Contains(typ.Codes, src.Value) {
		f.Add(NotWhole, at+".Value", src.Value, Text{ZH: "不是此参数的值", EN: "no value of this parameter"})
	}
}

func (s *scheme) head(f *Errors) {
	lack := func(missing bool, field string) {
		if missing {
			f.Add(NotWhole, field, "", whyMissing)
		}
	}
	lack(s.id == "", "ID")
	lack(s.version < 1, "Version")
	lack(s.title.IsZero(), "Title")
	lack(len(s.basis) == 0, "Basis")
	if s.id != "" && !soundID(s.id) {
		f.Add(NotWhole, "ID", clip(s.id), Text{
			ZH: "应为小写字母、数字和连字符，以点分隔，如 eldercare.care-beds", EN: "must be lower-case letters, digits and hyphens with dots between: eldercare.care-beds"})
	}
	for i, c := range s.basis {
		vetClause(f, tree.Index("Basis", i), c)
	}
}

func vetClause(f *Errors, at string, c Clause) {
	if c.ID == "" {
		f.Add(NotWhole, at+".ID", "", whyMissing)
	}
	if utf8.RuneCountInString(c.Quote) > maxQuote {
		f.Add(NotWhole, at+".Quote", clip(c.Quote), Text{ZH: "引文不得超过40字", EN: "a quotation has at most 40 characters"})
	}
}

func soundID(id string) bool {
	for part := range strings.SplitSeq(id, ".") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return strings.Contains(id, ".")
}

// vetType looks at what a record would hold. A type that writes itself is its own
// author's affair.
func vetType(f *Errors, path string, t reflect.Type, within []reflect.Type) {
	refuse := func(zh, en string) { f.Add(NotWhole, path, t.String(), Text{ZH: zh, EN: en}) }
	if i := slices.Index(within, t); i >= 0 { // a type that holds itself
		if !slices.ContainsFunc(within[i:], func(t reflect.Type) bool { return t.Kind() == reflect.Pointer || t.Kind() == reflect.Map }) {
			refuse("自身又含同类的列表，字段没有尽头：请另用一种类型", "holds a list of its own kind, so that its fields have no end: use another type within")
		}
		return
	}
	if inner, optional := held(t); optional {
		if inner.Kind() == reflect.Slice && !readsItself(inner) {
			refuse("列表本身可以为空，不必再包一层Given", "a list can be empty: it needs no Given around it")
		}
		t = inner
	}
	if t.Kind() != reflect.Interface && (writesItself(t) || writesItself(reflect.PointerTo(t))) {
		return
	}
	within = append(within, t)
	switch t.Kind() {
	case reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		refuse("不是精确的数，请用unit或decimal的类型", "is not exact: use a type of package unit, a decimal or an integer")
	case reflect.Chan, reflect.Func, reflect.UnsafePointer, reflect.Interface:
		refuse("不能写入决定记录", "cannot stand in a decision's record")
	case reflect.Pointer, reflect.Slice, reflect.Array:
		vetType(f, path, t.Elem(), within)
	case reflect.Map:
		vetType(f, path, t.Key(), within)
		vetType(f, path, t.Elem(), within)
	case reflect.Struct:
		vetFields(f, path, t, within)
	}
}

func vetFields(f *Errors, path string, t reflect.Type, within []reflect.Type) {
	names := map[string]bool{}
	for _, fd := range fieldsOf(t) {
		at := tree.Join(path, fd.name)
		switch {
		case names[fd.name]:
			f.Add(NotWhole, at, "", Text{ZH: "两个字段的JSON名称相同", EN: "two fields have this JSON name"})
		case fd.options != "" && fd.options != "omitzero":
			f.Add(NotWhole, at, fd.options, Text{ZH: "json标签只可用omitzero选项", EN: "the only option of a json tag is omitzero"})
		}
		names[fd.name] = true
		holder := t
		for _, i := range fd.index[:len(fd.index)-1] {
			if holder = holder.Field(i).Type; holder.Kind() == reflect.Pointer {
				f.Add(NotWhole, at, holder.String(), whyEmbedded)
				holder = holder.Elem()
			}
		}
		vetType(f, at, fd.typ, within)
	}
}

// label collects the words of the codes that a step or given of a type can have.
func (s *scheme) label(name string, t reflect.Type) (codes []string) {
	if t, _ = held(t); t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	c, ok := reflect.Zero(t).Interface().(chosen)
	if !ok {
		return nil
	}
	s.choices[name] = c.Choices()
	for _, choice := range s.choices[name] {
		if choice.Code != "" {
			codes = append(codes, choice.Code)
			s.codes[choice.Code] = choice.Label
		}
	}
	return codes
}

// give registers the leaves of parameters or facts for formulas.
func (s *scheme) give(f *Errors, part Part, leaves []leafType) {
	for _, l := range leaves {
		name := l.name()
		if strings.Count(l.path, "[]") > 1 {
			continue // of a list within a list formulas cannot tell the items apart
		}
		if _, twice := s.givens[name]; twice {
			f.Add(NotWhole, name, "", Text{ZH: "参数与信息同名，公式无法区分", EN: "a parameter and a fact of one name: formulas could not tell them apart"})
			continue
		}
		typ := formula.Type{Kind: kindOf(l.typ), List: l.list(), Codes: s.label(name, l.typ), Optional: l.optional}
		if strings.HasSuffix(l.path, "[]") {
			s.lists[name], l.path = part, name
			typ = formula.Type{Kind: formula.List, List: name}
		}
		s.givens[name] = len(s.given)
		_, rest, _ := strings.Cut(l.path, "[]")
		s.given = append(s.given, given{part, l, strings.TrimPrefix(rest, "."), typ, l.optional && !l.given && (typ.Kind == formula.Flag || typ.Kind.IsNumeric())})
	}
}

// terms reads the formulas, each in the light of those before it.
func (s *scheme) terms(f *Errors, steps []*Term) {
	for i, t := range steps {
		at := tree.Index("Steps", i)
		if t == nil || t.ID == "" {
			f.Add(NotWhole, at+".ID", "", whyMissing)
			continue
		}
		at += "(" + t.ID + ")"
		if _, twice := s.names[t.ID]; twice {
			f.Add(NotWhole, at+".ID", t.ID, Text{ZH: "两个步骤编号相同", EN: "two steps have this id"})
			continue
		}
		if _, twice := s.givens[t.ID]; twice {
			f.Add(NotWhole, at+".ID", t.ID, Text{ZH: "与参数或信息同名", EN: "the name of a parameter or fact: a given is not told again as a step"})
			continue
		}
		if t.Label.ZH == "" || t.Label.EN == "" {
			f.Add(NotWhole, at+".Label", "", whyMissing)
		}
		if t.Clause.ID != "" {
			vetClause(f, at+".Clause", t.Clause)
		}
		own := *t // the caller's may change after the rule is made
		s.owned[t] = &own
		c := computed{term: &own}
		var err error
		if c.f, err = formula.Parse(t.Formula); err == nil {
			c.typ, err = c.f.Check(s.scope)
		}
		if err != nil {
			f.Add(NotWhole, at+".Formula", clip(t.Formula), unread(err))
			s.misread = append(s.misread, t.ID)
			continue
		}
		s.names[t.ID] = len(s.steps)
		s.steps = append(s.steps, c)
	}
}

// scope tells formulas what a name is.
func (s *scheme) scope(name string) (formula.Type, bool) {
	if i, ok := s.names[name]; ok {
		return s.steps[i].typ, true
	}
	if i, ok := s.givens[name]; ok {
		return s.given[i].typ, true
	}
	return formula.Type{}, false
}

// shown wants every leaf of the answer to be a step or a given.
func (s *scheme) shown(f *Errors) {
	for _, path := range slices.Sorted(maps.Keys(s.shows)) {
		if !slices.ContainsFunc(s.answers, func(l leafType) bool { return l.name() == path }) {
			f.Add(NotWhole, "Shown."+path, "", Text{ZH: "结论中没有此项", EN: "no such field of the answer"})
		}
	}
	if s.asked != "" && !slices.ContainsFunc(s.answers, func(l leafType) bool { return l.path == s.asked && s.asks(&l) != nothing }) {
		f.Add(NotWhole, "Outcome", s.asked, Text{ZH: "应为结论中列表以外、由步骤得出的选项、是非或数值", EN: "must be a choice, flag or number of the answer outside lists that a step shows"})
	}
	s.bars(f)
	s.standing(f)
	s.laws(f)
	for _, path := range s.gaps {
		if !slices.ContainsFunc(s.given, func(g given) bool { return g.leaf.path == path && g.typ.Kind.IsOrdered() }) {
			f.Add(NotWhole, "Gaps", path, Text{ZH: "没有此项数值的信息或参数", EN: "no such number among facts or parameters"})
		}
	}
	for _, path := range slices.Sorted(maps.Keys(s.units)) {
		if !slices.ContainsFunc(s.answers, func(l leafType) bool { return l.name() == path }) {
			f.Add(NotWhole, "Units."+path, "", Text{ZH: "结论中没有此项", EN: "no such field of the answer"})
		}
	}
	for i := range s.answers {
		l := &s.answers[i]
		at := "Answer." + l.path
		_, rest, inList := strings.Cut(l.path, "[]")
		if strings.Contains(rest, "[]") {
			f.Add(NotWhole, at, "", Text{ZH: "结论中的列表不能再含列表：无法逐项对应步骤", EN: "a list within a list of the answer: no step could show its items"})
			continue
		}
		if inList && rest == "" && !l.plainItems() {
			continue // its fields follow
		}
		typ, ok := s.scope(s.stepOf(l))
		switch {
		case slices.Contains(s.misread, s.stepOf(l)): // said already
		case !ok:
			f.Add(NotWhole, at, "", Text{
				ZH: "结论的每一项都应是计算过程中的一步：没有编号为" + s.stepOf(l) + "的步骤或参数、信息",
				EN: "every field of an answer is a step: there is no step, parameter or fact " + s.stepOf(l)})
		case typ.Kind == formula.List, typ.List != "" && !inList:
			f.Add(NotWhole, at, s.stepOf(l), Text{
				ZH: "一项结论不能由列表" + typ.List + "各项的步骤说明", EN: "one value cannot be shown by the items of the list " + typ.List})
		}
	}
}

// stepOf names the step or given that shows a leaf of the answer.
func (s *scheme) stepOf(l *leafType) string {
	if id := s.shows[l.name()]; id != "" {
		return id
	}
	if l.field != nil {
		if id := l.field.tag.Get("step"); id != "" {
			return id
		}
	}
	return l.name()
}
