package rule_test

import (
	"encoding"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// toldOf is each fault of an error as field, value and both reasons; all must be of the code.
func toldOf(t *testing.T, code rule.Code, err error) (lines []string) {
	t.Helper()
	for _, f := range rule.Faults(err) {
		assert.Equal(t, code, f.Code, f.Field)
		lines = append(lines, f.Field+"|"+f.Value+"|"+f.Reason.ZH+"|"+f.Reason.EN)
	}
	return lines
}

// defined tries to define a rule of any types.
func defined[P, F, A any](change func(*rule.Definition[P, F, A])) error {
	d := rule.Definition[P, F, A]{
		ID: "test.defined", Version: 1, Title: rule.Text{ZH: "甲", EN: "a"}, Basis: []rule.Clause{notice},
		Kernel: func(*P, F, *rule.Trace) (out A, err error) { return out, nil },
	}
	if change != nil {
		change(&d)
	}
	_, err := rule.New(d)
	return err
}

const (
	notGiven   = "未提供|not given"
	needID     = "应为小写字母、数字和连字符，以点分隔，如 eldercare.care-beds|must be lower-case letters, digits and hyphens with dots between: eldercare.care-beds"
	needQuote  = "引文不得超过40字|a quotation has at most 40 characters"
	needStruct = "应为结构，其字段才有名称|must be a struct, whose fields have names"
	notExact   = "不是精确的数，请用unit或decimal的类型|is not exact: use a type of package unit, a decimal or an integer"
	noRecord   = "不能写入决定记录|cannot stand in a decision's record"
	noField    = "结论中没有此项|no such field of the answer"
)

// TestEveryWrongHeadOfADefinitionIsTold: its id, version, title and clauses, each by itself and all at once.
func TestEveryWrongHeadOfADefinitionIsTold(t *testing.T) {
	type def = rule.Definition[none, none, none]
	long := strings.Repeat("引", 41)
	for name, c := range map[string]struct {
		change func(*def)
		want   []string
	}{
		"whole":         {func(*def) {}, nil},
		"no id":         {func(d *def) { d.ID = "" }, []string{"ID||" + notGiven}},
		"no dot":        {func(d *def) { d.ID = "care-beds" }, []string{"ID|care-beds|" + needID}},
		"an upper case": {func(d *def) { d.ID = "a.B" }, []string{"ID|a.B|" + needID}},
		"an empty part": {func(d *def) { d.ID = "a..b" }, []string{"ID|a..b|" + needID}},
		"a first dot":   {func(d *def) { d.ID = ".b" }, []string{"ID|.b|" + needID}},
		"a last dot":    {func(d *def) { d.ID = "b." }, []string{"ID|b.|" + needID}},
		"three parts":   {func(d *def) { d.ID = "a-0.9.z" }, nil},
		"version 0":     {func(d *def) { d.Version = 0 }, []string{"Version||" + notGiven}},
		"version -1":    {func(d *def) { d.Version = -1 }, []string{"Version||" + notGiven}},
		"version 2":     {func(d *def) { d.Version = 2 }, nil},
		"no title":      {func(d *def) { d.Title = rule.Text{} }, []string{"Title||" + notGiven}},
		"half a title":  {func(d *def) { d.Title = rule.Text{EN: "a"} }, nil},
		"no basis":      {func(d *def) { d.Basis = nil }, []string{"Basis||" + notGiven}},
		"clauses": {func(d *def) {
			d.Basis = []rule.Clause{notice, {}, {ID: "1", Quote: long[3:]}, {ID: "1", Quote: long}, {Quote: long}}
		}, []string{"Basis[1].ID||" + notGiven, "Basis[3].Quote|" + long + "|" + needQuote, "Basis[4].ID||" + notGiven, "Basis[4].Quote|" + long + "|" + needQuote}},
		"nothing": {func(d *def) { *d = def{} }, []string{"Kernel||Kernel与KernelByRef应恰给出一个|give exactly one of Kernel and KernelByRef",
			"ID||" + notGiven, "Version||" + notGiven, "Title||" + notGiven, "Basis||" + notGiven}},
	} {
		assert.Equal(t, c.want, toldOf(t, rule.NotWhole, defined(c.change)), name)
	}
}

// nested holds a list of its own kind, which has an end only behind a pointer or a map.
type nested struct {
	Below []nested `json:"below"`
}

type twig struct {
	Next *twig           `json:"next"`
	By   map[string]twig `json:"by"`
}

type byPointers struct {
	*HeatingFacts
	Deep struct {
		*HeatingPolicy
	} `json:"deep"`
}

// ownWriter and ownPointer write themselves, which is their author's affair.
type (
	ownWriter  struct{ F float64 }
	ownPointer struct{ F float64 }
)

func (ownWriter) MarshalText() ([]byte, error)   { return nil, nil }
func (*ownPointer) MarshalText() ([]byte, error) { return nil, nil }

// TestATypeThatNoRecordCanHoldIsTold, with the path of what cannot stand in it.
func TestATypeThatNoRecordCanHoldIsTold(t *testing.T) {
	type policy struct {
		A float32                `json:"a"`
		B map[string]float64     `json:"b"`
		C map[complex64]int64    `json:"c"`
		D *complex128            `json:"d"`
		E [2]chan int            `json:"e"`
		F []func()               `json:"f"`
		G any                    `json:"g"`
		H rule.Given[[]string]   `json:"h,omitzero"`
		I nested                 `json:"i"`
		J twig                   `json:"j"`
		K int64                  `json:",omitempty"`
		L int64                  `json:"K"`
		M int64                  `json:"m,omitzero"`
		N unit.Money             `json:"n"`
		O int64                  `json:"-"`
		P ownWriter              `json:"p"`
		Q ownPointer             `json:"q"`
		R encoding.TextMarshaler `json:"r"`
	}
	assert.Equal(t, []string{
		"Policy.a|float32|" + notExact, "Policy.b|float64|" + notExact, "Policy.c|complex64|" + notExact, "Policy.d|complex128|" + notExact,
		"Policy.e|chan int|" + noRecord, "Policy.f|func()|" + noRecord, "Policy.g|interface {}|" + noRecord,
		"Policy.h|rule.Given[[]string]|列表本身可以为空，不必再包一层Given|a list can be empty: it needs no Given around it",
		"Policy.i.below|rule_test.nested|自身又含同类的列表，字段没有尽头：请另用一种类型|holds a list of its own kind, so that its fields have no end: use another type within",
		"Policy.K|omitempty|json标签只可用omitzero选项|the only option of a json tag is omitzero",
		"Policy.K||两个字段的JSON名称相同|two fields have this JSON name", "Policy.r|encoding.TextMarshaler|" + noRecord,
	}, toldOf(t, rule.NotWhole, defined[policy, none, none](nil)))

	embedded := "不支持以指针嵌入的结构|a struct embedded by pointer cannot be read"
	assert.Equal(t, []string{"Facts.persons|*rule_test.HeatingFacts|" + embedded, "Facts.deep.per_person|*rule_test.HeatingPolicy|" + embedded},
		toldOf(t, rule.NotWhole, defined[none, byPointers, none](nil)))
	assert.Equal(t, []string{"Policy|int|" + needStruct, "Facts|[]string|" + needStruct, "Answer|float64|" + needStruct, "Answer|float64|" + notExact},
		toldOf(t, rule.NotWhole, defined[int, []string, float64](nil)))
	assert.Equal(t, []string{"Policy|error|" + needStruct, "Policy|error|" + noRecord}, toldOf(t, rule.NotWhole, defined[error, none, none](nil)))
}

// TestEveryWrongStepIsTold, and what comes after it is read all the same.
func TestEveryWrongStepIsTold(t *testing.T) {
	type policy struct {
		Rate unit.Rate `json:"rate"`
	}
	type facts struct {
		N    int64 `json:"n"`
		List []struct {
			M int64 `json:"m"`
		} `json:"list"`
	}
	long := strings.Repeat("引", 41)
	err := defined(func(d *rule.Definition[policy, facts, none]) {
		d.Steps = []*rule.Term{
			nil,
			{Label: rule.Text{ZH: "甲", EN: "a"}, Formula: "1"},
			step("a", "{n} + 1"),
			step("a", "{n} + 2"),
			step("n", "true"),
			step("rate", "1"),
			{ID: "b", Label: rule.Text{EN: "b"}, Formula: "{a}"},
			{ID: "c", Label: rule.Text{ZH: "丙"}, Formula: "{b}", Clause: rule.Clause{ID: "1", Quote: long}},
			{ID: "d", Label: rule.Text{ZH: "丁", EN: "d"}, Formula: "{c}", Clause: rule.Clause{Quote: long}},
			step("e", "{f}"),
			step("f", "{d} + {c} + {b} + {a} + {n}"),
			step("f", "{e}"),
			step("g", "{e}"),
		}
	})
	twice, given := "两个步骤编号相同|two steps have this id", "与参数或信息同名|the name of a parameter or fact: a given is not told again as a step"
	assert.Equal(t, []string{
		"Steps[0].ID||" + notGiven, "Steps[1].ID||" + notGiven, "Steps[3](a).ID|a|" + twice, "Steps[4](n).ID|n|" + given, "Steps[5](rate).ID|rate|" + given,
		"Steps[6](b).Label||" + notGiven, "Steps[7](c).Label||" + notGiven, "Steps[7](c).Clause.Quote|" + long + "|" + needQuote,
		"Steps[9](e).Formula|{f}|公式“{f}”第1个字符处：没有名称{f}|formula \"{f}\", at character 1: there is no name {f}",
		"Steps[11](f).ID|f|" + twice,
		"Steps[12](g).Formula|{e}|公式“{e}”第1个字符处：没有名称{e}|formula \"{e}\", at character 1: there is no name {e}",
	}, toldOf(t, rule.NotWhole, err))
}

// TestEveryWrongFieldOfAnAnswerIsTold: what no step shows, what a list shows, and lists within lists.
func TestEveryWrongFieldOfAnAnswerIsTold(t *testing.T) {
	type facts struct {
		N    int64 `json:"n"`
		List []struct {
			M int64 `json:"m"`
			R []struct {
				Q int64 `json:"q"`
			} `json:"r"`
		} `json:"list"`
		Names []string `json:"names"`
	}
	type answer struct {
		N     int64    `json:"n"`
		A     int64    `json:"a"`
		B     int64    `json:"b" step:"n"`
		C     int64    `json:"c" step:"list"`
		D     int64    `json:"d" step:"list.m"`
		E     int64    `json:"e" step:"bad"`
		Names []string `json:"names"`
		More  []string `json:"more"`
		List  []struct {
			M int64   `json:"m"`
			L int64   `json:"l" step:"list"`
			K int64   `json:"k"`
			I []int64 `json:"i"`
		} `json:"list"`
	}
	lacks := func(id string) string {
		return "结论的每一项都应是计算过程中的一步：没有编号为" + id + "的步骤或参数、信息|every field of an answer is a step: there is no step, parameter or fact " + id
	}
	byItems := func(list string) string {
		return "一项结论不能由列表" + list + "各项的步骤说明|one value cannot be shown by the items of the list " + list
	}
	err := defined(func(d *rule.Definition[none, facts, answer]) {
		d.Steps = []*rule.Term{step("bad", "{nobody}")}
		d.Shown = map[string]string{"a": "none", "nope": "n", "also": "n", "list.m": "list.m"}
		d.Units = map[string]rule.Text{"n": {ZH: "张"}, "z": {ZH: "张"}, "y": {}}
		d.Gaps = []string{"n", "names", "list[].m", "list.m", "bad", "x"}
		d.Outcome = "n"
	})
	assert.Equal(t, []string{
		"Steps[0](bad).Formula|{nobody}|公式“{nobody}”第1个字符处：没有名称{nobody}|formula \"{nobody}\", at character 1: there is no name {nobody}",
		"Shown.also||" + noField, "Shown.nope||" + noField,
		"Outcome|n|应为结论中列表以外、由步骤得出的选项、是非或数值|must be a choice, flag or number of the answer outside lists that a step shows",
		"Gaps|names|没有此项数值的信息或参数|no such number among facts or parameters", "Gaps|list.m|没有此项数值的信息或参数|no such number among facts or parameters",
		"Gaps|bad|没有此项数值的信息或参数|no such number among facts or parameters", "Gaps|x|没有此项数值的信息或参数|no such number among facts or parameters",
		"Units.y||" + noField, "Units.z||" + noField,
		"Answer.a||" + lacks("none"), "Answer.c|list|" + byItems("list"), "Answer.d|list.m|" + byItems("list"),
		"Answer.names[]|names|" + byItems("names"), "Answer.more[]||" + lacks("more"), "Answer.list[].l|list|" + byItems("list"), "Answer.list[].k||" + lacks("list.k"),
		"Answer.list[].i[]||结论中的列表不能再含列表：无法逐项对应步骤|a list within a list of the answer: no step could show its items",
	}, toldOf(t, rule.NotWhole, err))
}

// TestEverySourceOfNoParameterIsTold: no such place, no such value, or no value where there is none to take.
func TestEverySourceOfNoParameterIsTold(t *testing.T) {
	type policy struct {
		Floor unit.Rate                `json:"floor"`
		Area  Area                     `json:"area"`
		Yes   bool                     `json:"yes"`
		Cap   rule.Given[unit.Money]   `json:"cap,omitzero"`
		Steps []struct{ N unit.Money } `json:"steps"`
		Plain []int64                  `json:"plain"`
	}
	type facts struct {
		N int64 `json:"n"`
	}
	define := func(defaults *policy, sources ...rule.Source) []string {
		return toldOf(t, rule.NotWhole, defined(func(d *rule.Definition[policy, facts, none]) { d.Sources, d.Defaults = sources, defaults }))
	}
	no, value, say := "没有此参数|no such parameter", "不是此参数的值|no value of this parameter", "规则没有默认参数，须给出条款的值|say what the clause gives: the rule has no defaults"
	source := func(path, value string) rule.Source { return rule.Source{Path: path, Value: value, Clause: notice} }
	require.Empty(t, define(nil, source("floor", "5%"), source("area", "urban"), source("yes", "false"), source("cap", "1.00"), source("steps", "[x"), source("plain", "?")))
	require.Empty(t, define(&policy{Area: Rural}, source("floor", ""), source("area", ""), source("steps", "")))
	assert.Equal(t, []string{
		"Sources[0].Path|n|" + no, "Sources[1].Path|steps.N|" + no, "Sources[2].Path|nobody|" + no, "Sources[3].Path||" + no, "Sources[4].Clause.ID||" + notGiven,
		"Sources[5].Value||" + say, "Sources[6].Value|half|" + value, "Sources[7].Value|desert|" + value, "Sources[8].Value|yes|" + value, "Sources[9].Value|5%|" + value,
		"Sources[10].Clause.ID||" + notGiven, "Sources[10].Path|none|" + no, "Sources[11].Value||" + say,
	}, define(nil, source("n", "1"), source("steps.N", "1"), source("nobody", "1"), source("", "1"), rule.Source{Path: "floor", Value: "1%"},
		source("floor", ""), source("floor", "half"), source("area", "desert"), source("yes", "yes"), source("cap", "5%"), rule.Source{Path: "none"}, source("steps", "")))
}

// TestNamesThatFormulasCannotTellApartAreTold: once for each, and the others are still read.
func TestNamesThatFormulasCannotTellApartAreTold(t *testing.T) {
	type policy struct {
		N    int64 `json:"n"`
		M    int64 `json:"m"`
		Only bool  `json:"only"`
	}
	type facts struct {
		N    bool  `json:"n"`
		M    bool  `json:"m"`
		Rest int64 `json:"rest"`
	}
	both := "参数与信息同名，公式无法区分|a parameter and a fact of one name: formulas could not tell them apart"
	assert.Equal(t, []string{"n||" + both, "m||" + both}, toldOf(t, rule.NotWhole, defined(func(d *rule.Definition[policy, facts, none]) {
		d.Steps = []*rule.Term{step("a", "{rest} + 1"), step("b", "if({only}, {a}, {n} + {m})")}
	})))
}

// TestAnAnswerOfListsInListsIsTold, and a formula that does not read.
func TestAnAnswerOfListsInListsIsTold(t *testing.T) {
	type answer struct {
		Grid [][]int64 `json:"grid"`
	}
	assert.Equal(t, []string{"Steps[0](h).Formula", "Answer.grid[]", "Answer.grid[][]"}, fieldsOf(defined(func(d *rule.Definition[none, none, answer]) {
		d.Steps = []*rule.Term{step("h", "(")}
	})))
}
