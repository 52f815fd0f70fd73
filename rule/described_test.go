package rule_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestFieldsAreDescribedByTheirTypes and tags.
func TestFieldsAreDescribedByTheirTypes(t *testing.T) {
	type part struct {
		Age int64 `json:"age" zh:"年龄" en:"age"`
	}
	type all struct {
		Area  Area                   `json:"area" zh:"地" en:"area"`
		Maybe rule.Given[Area]       `json:"maybe,omitzero"`
		Money rule.Given[unit.Money] `json:"money,omitzero" range:"[0,)"`
		Parts []part                 `json:"parts" zh:"人" en:"person" range:"[1,2]"`
		Areas []Area                 `json:"areas"`
		Grid  [][]int64              `json:"grid"`
		Round unit.Rounding          `json:"round,omitzero" default:"up/yuan" oneof:"up/fen up/yuan"`
		Text  string                 `json:"text" oneof:""`
	}
	same := func(s string) rule.Text { return rule.Text{ZH: s, EN: s} }
	choices := []rule.Choice{{Code: "rural", Label: rule.Text{ZH: "农村", EN: "Rural"}}, {Code: "urban", Label: rule.Text{ZH: "城市", EN: "Urban"}}}
	assert.Equal(t, []rule.Field{
		{Path: "area", Label: rule.Text{ZH: "地", EN: "area"}, Type: "choice", Kind: "choice", Choices: choices},
		{Path: "maybe", Label: same("maybe"), Type: "choice", Kind: "choice", Optional: true, Choices: choices},
		{Path: "money", Label: same("money"), Type: "unit.Money", Kind: "money", Optional: true, Range: "[0,)"},
		{Path: "parts[]", Label: rule.Text{ZH: "人", EN: "person"}, Type: "[]rule_test.part", Kind: "list", Range: "[1,2]"},
		{Path: "parts[].age", Label: rule.Text{ZH: "人 年龄", EN: "person age"}, Type: "int64", Kind: "count"},
		{Path: "areas[]", Label: same("areas"), Type: "[]choice", Kind: "list"},
		{Path: "grid[]", Label: same("grid"), Type: "[][]int64", Kind: "list"},
		{Path: "grid[][]", Label: same("grid"), Type: "[]int64", Kind: "list"},
		{Path: "round", Label: same("round"), Type: "unit.Rounding", Kind: "rounding", Optional: true, Texts: []string{"up/fen", "up/yuan"}, Default: "up/yuan"},
		{Path: "text", Label: same("text"), Type: "string", Kind: "text"},
	}, rule.FieldsOf[all]())
}

// TestAWordIsThatOfItsField: a yes of a flag, the label of a choice's code, and any other text as it is.
func TestAWordIsThatOfItsField(t *testing.T) {
	flag := rule.Field{Kind: "flag"}
	choice := rule.Field{Kind: "choice", Choices: []rule.Choice{{Code: "true", Label: rule.Text{ZH: "真", EN: "truly"}}, {Code: "b", Label: rule.Text{ZH: "乙", EN: "bee"}}}}
	for _, c := range []struct {
		of           rule.Field
		code, zh, en string
	}{
		{flag, "true", "是", "yes"}, {flag, "false", "否", "no"}, {flag, "maybe", "maybe", "maybe"}, {flag, "", "", ""},
		{choice, "true", "真", "truly"}, {choice, "b", "乙", "bee"}, {choice, "false", "false", "false"}, {rule.Field{Kind: "text"}, "true", "true", "true"},
	} {
		assert.Equal(t, []string{c.zh, c.en}, []string{c.of.Word(c.code, rule.Chinese), c.of.Word(c.code, rule.English)}, "%s %s", c.of.Kind, c.code)
	}
}

// TestADescriptionHasAllOfADefinition, each part the caller's own.
func TestADescriptionHasAllOfADefinition(t *testing.T) {
	clauseOf := func(id, norm, quote string) rule.Clause {
		return rule.Clause{ID: id, Norm: rule.Text{ZH: norm, EN: norm}, Quote: quote}
	}
	type policy struct {
		Floor int64 `json:"floor" zh:"底" en:"floor"`
	}
	type facts struct {
		N int64 `json:"n" zh:"数" en:"number"`
	}
	type answer struct {
		OK  bool  `json:"ok" zh:"可" en:"good"`
		Had int64 `json:"had" zh:"有" en:"had" step:"n"`

		Also rule.Given[int64] `json:"also,omitzero" zh:"亦" en:"also" step:"n"`
	}
	own, more := step("ok", "{n} ≥ {floor}"), step("more", "{n} + {floor}")
	own.Clause, more.Clause = clauseOf("2", "", ""), clauseOf("1", "", "another")
	d := rule.Definition[policy, facts, answer]{
		ID: "a.b", Version: 3, Title: rule.Text{ZH: "甲", EN: "a"}, Defaults: &policy{2}, Steps: []*rule.Term{own, more},
		Basis:   []rule.Clause{clauseOf("1", "", "quoted"), clauseOf("1", "", ""), clauseOf("1", "n", "quoted"), clauseOf("1", "", "quoted")},
		Sources: []rule.Source{{Path: "floor", Clause: clauseOf("3", "", "")}, {Path: "floor", Value: "5", Clause: clauseOf("1", "n", "")}},
		Gaps:    []string{"n", "floor"}, Never: []string{"{n} > 9", "{n} < 0"}, Stands: map[string]string{"also": "{n} > 1"},
		Always: []string{"{more} ≥ {floor}"},
		Kernel: func(p *policy, in facts, tr *rule.Trace) (answer, error) {
			tr.Flag(own, in.N >= p.Floor)
			tr.Count(more, in.N+p.Floor)
			out := answer{OK: in.N >= p.Floor, Had: in.N}
			if in.N > 1 {
				out.Also = rule.Give(in.N)
			}
			return out, nil
		},
	}
	r, err := rule.New(d)
	require.NoError(t, err)
	d.Gaps[0], d.Never[0], d.Always[0], d.Stands["also"] = "x", "x", "x", "x"
	info := r.Info()
	text, err := json.Marshal(info)
	require.NoError(t, err)
	assert.JSONEq(t, `{"id":"a.b","version":3,"title":{"zh":"甲","en":"a"},
		"basis":[{"id":"1","quote":"quoted"},{"id":"1","norm":{"zh":"n","en":"n"},"quote":"quoted"},{"id":"3"},{"id":"2"},{"id":"1","quote":"another"}],
		"parameters":[{"path":"floor","label":{"zh":"底","en":"floor"},"type":"int64","kind":"count"}],
		"facts":[{"path":"n","label":{"zh":"数","en":"number"},"type":"int64","kind":"count"}],
		"answer":[{"path":"ok","label":{"zh":"可","en":"good"},"type":"bool","kind":"flag","step":"ok"},{"path":"had","label":{"zh":"有","en":"had"},"type":"int64","kind":"count","step":"n"},
			{"path":"also","label":{"zh":"亦","en":"also"},"type":"int64","kind":"count","optional":true,"step":"n"}],
		"steps":[{"id":"ok","label":{"zh":"步骤","en":"step"},"formula":"{n} ≥ {floor}","kind":"flag","clause":{"id":"2"}},
			{"id":"more","label":{"zh":"步骤","en":"step"},"formula":"{n} + {floor}","kind":"count","clause":{"id":"1","quote":"another"}}],
		"defaults":{"floor":2},"sources":[{"path":"floor","value":"2","clause":{"id":"3"}},{"path":"floor","value":"5","clause":{"id":"1","norm":{"zh":"n","en":"n"}}}],
		"outcome":"ok","gaps":["n","floor"],"never":["{n} > 9","{n} < 0"],"stands":{"also":"{n} > 1"},"always":["{more} ≥ {floor}"]}`, strings.ReplaceAll(string(text), `,"place":{"zh":"","en":""}`, ``))
	info.Stands["also"] = "y"
	info.Always[0] = "y"
	info.Gaps[0], info.Never[1], info.Defaults[1], info.Basis[0].ID, info.Sources[0].Value = "y", "y", 'y', "y", "y"
	again, err := json.Marshal(r.Info())
	require.NoError(t, err)
	assert.Equal(t, string(text), string(again))

	open, err := rule.New(openHeating())
	require.NoError(t, err)
	questions := open.Info().Open
	require.NotEmpty(t, questions)
	had, err := json.Marshal(questions)
	require.NoError(t, err)
	for i := range questions {
		for k := range questions[i].Readings {
			clear(questions[i].Readings[k].At)
			questions[i].Readings[k] = rule.ReadingInfo{}
		}
	}
	again, err = json.Marshal(open.Info().Open)
	require.NoError(t, err)
	assert.Equal(t, string(had), string(again))

	for text, good := range map[string]bool{"{n} > 3": true, "{n} + 1": false, "{more} > 1": false, "(": false} {
		err := info.CheckFormula("ok", text)
		if good {
			assert.NoError(t, err, text)
			continue
		}
		assert.Equal(t, rule.Errors{{Code: rule.NotWhole, Field: "ok", Value: text, Reason: rule.Text{
			ZH: "公式不能放在此步骤：引用了没有或后面的名称，或给出另一类值", EN: "the formula cannot stand here: it names what there is not before it, or gives a value of another kind"}}}, err, text)
	}
	for _, i := range []rule.Info{info, {}} {
		f := rule.Faults(i.CheckFormula("nosuch", "1"))
		require.Len(t, f, 1)
		assert.Equal(t, []string{string(rule.UnknownField), "nosuch", ""}, []string{string(f[0].Code), f[0].Field, f[0].Value})
	}
	require.NoError(t, info.CheckFormula("more", "{n} × 2"))
}

// TestACaseIsReadFromCellsOrNamed: parameters over the rule's own, facts as they are.
func TestACaseIsReadFromCellsOrNamed(t *testing.T) {
	info := Relief.Info()
	facts := rule.Cells{{Path: "area", Text: "城市"}, {Path: "members[0].income", Text: "5.5"}}
	p, f, err := info.Case(nil, facts)
	require.NoError(t, err)
	assert.Nil(t, p)
	assert.Equal(t, `{"area":"urban","members":[{"income":"5.50"}]}`, string(f))
	p, _, err = info.Case(rule.Cells{{Path: "share", Text: "61%"}}, facts)
	require.NoError(t, err)
	assert.Equal(t, `{"standard":{"rural":"600.00","urban":"800.00"},"share":"61%","rounding":"up/yuan"}`, string(p))
	for want, cells := range map[string][2]rule.Cells{
		"sample.relief parameters share":     {{{Path: "share", Text: "x"}}, facts},
		"sample.relief facts area":           {nil, {{Path: "area", Text: "sea"}, {Path: "members[0].income", Text: "1"}}},
		"sample.relief parameters nosuch":    {{{Path: "nosuch", Text: "1"}}, {{Path: "area", Text: "sea"}}},
		"sample.relief facts members.income": {nil, {{Path: "area", Text: "rural"}, {Path: "members[0]", Text: "1"}, {Path: "members.income", Text: "1"}}},
	} {
		p, f, err := info.Case(cells[0], cells[1])
		require.Error(t, err)
		assert.Nil(t, p)
		assert.Nil(t, f)
		got := rule.Faults(err)[0]
		assert.Equal(t, want, got.Rule+" "+string(got.Part)+" "+got.Field)
	}
	_, _, err = rule.Info{}.Case(nil, facts)
	assert.EqualError(t, err, "not a description that a rule gave")
	assert.Equal(t, "此说明不是由规则给出的", rule.Faults(err).In(rule.Chinese))
}

// TestEvidenceHasTheStepsOfItsRecord, and none where the record has none.
func TestEvidenceHasTheStepsOfItsRecord(t *testing.T) {
	info := Relief.Info()
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	e, err := info.Evidence(record)
	require.NoError(t, err)
	assert.Equal(t, d.Steps, e.Steps())
	clear(e.Steps())
	assert.Equal(t, d.Steps, e.Steps(), "the list is the caller's own")
	assert.Equal(t, 2, e.Len("members"))
	assert.Equal(t, -1, e.Len("nosuch"))
	v, ok := e.Value("members.income", 2)
	require.True(t, ok)
	assert.Equal(t, big.NewRat(700, 1).String(), v.Rat.String())
	v, ok = e.Value("standard.rural", 0)
	require.True(t, ok)
	assert.Equal(t, "600/1", v.Rat.String())
	var parts map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(record, &parts))
	steps := `"steps":` + string(parts["steps"])
	require.Contains(t, string(record), steps)
	for with, want := range map[string]string{`"steps":null`: "", `"steps": [ ]`: "", `"other":7`: "", `"steps":7`: "steps syntax", `"steps":[{"id":7}]`: "steps[0].id syntax"} {
		e, err := info.Evidence([]byte(strings.Replace(string(record), steps, with, 1)))
		got := ""
		if err != nil {
			got = rule.Faults(err)[0].Field + " " + string(rule.Faults(err)[0].Code)
			_, known := e.Value("standard.rural", 0)
			assert.False(t, known)
		}
		assert.Equal(t, want, got, with)
		assert.Empty(t, e.Steps(), with)
	}
	_, err = rule.Info{}.Evidence(record)
	assert.EqualError(t, err, "not a description that a rule gave")
}

// TestAnythingNeedsWhatItIsOf: the place of a given among all, and of a step those of its givens.
func TestAnythingNeedsWhatItIsOf(t *testing.T) {
	all := Relief.Info().Anything()
	share, ok := all.Span("share", 0)
	require.True(t, ok)
	require.Len(t, share.Needs, 1)
	due, ok := all.Span("due", 0)
	require.True(t, ok)
	assert.Contains(t, due.Needs, share.Needs[0])
	again, ok := all.Span("due", 0)
	require.True(t, ok)
	assert.Equal(t, due, again)
	members, ok := all.Span("members", 0)
	require.True(t, ok)
	least, most, needs, ok := all.Length("members")
	assert.Equal(t, []any{int64(1), int64(20_000), members.Needs, true}, []any{least, most, needs, ok})
	for _, none := range []rule.Anything{all, {}, rule.Info{}.Anything()} {
		least, most, needs, ok := none.Length("nosuch")
		assert.Equal(t, []any{int64(0), int64(0), []int32(nil), false}, []any{least, most, needs, ok})
		s, ok := none.Span("nosuch", 0)
		assert.Zero(t, s)
		assert.False(t, ok)
	}
	type facts struct {
		Free  []int64 `json:"free"`
		Short []int64 `json:"short" range:"[,3]"`
		Long  []int64 `json:"long" range:"[2,)"`
	}
	r, err := rule.New(rule.Definition[none, facts, none]{
		ID: "a.b", Version: 1, Title: rule.Text{EN: "a"}, Basis: []rule.Clause{notice},
		Kernel: func(*none, facts, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	for name, want := range map[string][2]int64{"free": {0, 1 << 20}, "short": {0, 3}, "long": {2, 1 << 20}} {
		least, most, _, ok := r.Info().Anything().Length(name)
		require.True(t, ok)
		if want[1] == 1<<20 {
			want[1] = most
			assert.Greater(t, most, int64(1000))
		}
		assert.Equal(t, want, [2]int64{least, most}, name)
	}
	typ, ok := r.Info().Scope("free")
	assert.True(t, ok)
	assert.Equal(t, formula.Type{Kind: formula.List, List: "free"}, typ)
	_, ok = rule.Info{}.Scope("free")
	assert.False(t, ok)
}
