package rule

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// The types below have every kind of field that a rule's can have.
type (
	person struct {
		Age    int8              `json:"age" zh:"年龄" en:"age" range:"[0,150]"`
		Income Given[unit.Money] `json:"income,omitzero" zh:"收入" en:"income" range:"[0,)"`
	}
	// readAlone is read by its fields, since it does not write itself.
	readAlone struct {
		N int64 `json:"n" range:"[1,2]"`
	}
	// bothWays is one leaf.
	bothWays struct{ N int64 }
	shared   struct {
		Year  int64 `json:"year" zh:"年份" range:"[1,9]"`
		Month int64 `json:"month"`
	}
	hiddenShared struct {
		Within int64 `json:"within"`
	}
	whole8 struct {
		shared
		hiddenShared `json:"-"`
		*readAlone   `json:"alone"`
		unseen       int64
		Skipped      int64             `json:"-"`
		Dash         int64             `json:"dash"`
		NoTag        string            //nolint:tagliatelle // the name is the field's own
		Area         side              `json:"area" zh:"地" en:"area"`
		Fee          unit.Money        `json:"fee_of_all" zh:"~"`
		Head         person            `json:"head" zh:"户主" en:"head"`
		Spouse       Given[person]     `json:"spouse,omitzero" zh:"配偶" en:"spouse"`
		Members      []person          `json:"members" zh:"成员" en:"member" range:"[1,3]"`
		Names        []string          `json:"names" zh:"姓名" en:"name" range:"[,2]"`
		Alone        readAlone         `json:"one,omitzero" zh:"~"`
		Leaf         bothWays          `json:"leaf"`
		Rounding     unit.Rounding     `json:"rounding,omitzero" default:"up/yuan" oneof:"up/fen up/yuan"`
		Yes          bool              `json:"yes,omitempty"`
		ByName       map[string]string `json:"by_name"`
		Three        [3]int64          `json:"three"`
		Far          *int64            `json:"far"`
		Grid         [][]int64         `json:"grid"`
		Teams        []struct {
			Players []person `json:"players" zh:"队员" en:"player"`
		} `json:"teams" zh:"队" en:"team"`
	}
)

func (r *readAlone) UnmarshalJSON(data []byte) error { return Unmarshal(data, r) }

func (b bothWays) MarshalJSON() ([]byte, error)     { return json.Marshal(b.N) }
func (b *bothWays) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, &b.N) }

func TestEachFieldIsReadInItsOwnWay(t *testing.T) {
	_ = whole8{}.unseen
	names := map[reading]string{asLeaf: "leaf", asString: "string", asGiven: "given", asStruct: "struct", asList: "list", asText: "text", asFlag: "flag", asWhole: "whole"}
	var got []string
	for _, fd := range fieldsOf(reflect.TypeFor[whole8]()) {
		got = append(got, fmt.Sprintf("%s %v %s/%s %s optional=%t %s", fd.name, fd.index, fd.label.ZH, fd.label.EN, names[fd.how], fd.optional, fd.options))
	}
	assert.Equal(t, []string{
		"year [0 0] 年份/year whole optional=false ", "month [0 1] month/month whole optional=false ",
		"dash [5] dash/dash whole optional=false ", "NoTag [6] NoTag/NoTag text optional=false ", "area [7] 地/area string optional=false ",
		"fee_of_all [8] ~/fee of all string optional=false ", "head [9] 户主/head struct optional=false ", "spouse [10] 配偶/spouse given optional=true omitzero",
		"members [11] 成员/member list optional=false ", "names [12] 姓名/name list optional=false ", "one [13] ~/one struct optional=true omitzero",
		"leaf [14] leaf/leaf leaf optional=false ", "rounding [15] rounding/rounding string optional=true omitzero", "yes [16] yes/yes flag optional=false omitempty",
		"by_name [17] by name/by name leaf optional=false ", "three [18] three/three leaf optional=false ", "far [19] far/far leaf optional=false ",
		"grid [20] grid/grid list optional=false ", "teams [21] 队/team list optional=false ",
	}, got)
	again := fieldsOf(reflect.TypeFor[whole8]())
	assert.Same(t, &again[0], fieldNamed(reflect.TypeFor[whole8](), "year"), "kept")
	assert.Same(t, &again[18], fieldNamed(reflect.TypeFor[whole8](), "teams"))
	assert.Nil(t, fieldNamed(reflect.TypeFor[whole8](), "Year"))
	for of, want := range map[reflect.Type]reading{
		reflect.TypeFor[unit.Money](): asString, reflect.TypeFor[unit.Share](): asLeaf, reflect.TypeFor[unit.Month](): asString, reflect.TypeFor[side](): asString,
		reflect.TypeFor[int](): asWhole, reflect.TypeFor[uint64](): asWhole, reflect.TypeFor[uint8](): asWhole, reflect.TypeFor[uintptr](): asLeaf, reflect.TypeFor[float32](): asLeaf,
		reflect.TypeFor[bool](): asFlag, reflect.TypeFor[string](): asText, reflect.TypeFor[any](): asLeaf, reflect.TypeFor[json.RawMessage](): asLeaf,
		reflect.TypeFor[Given[int64]](): asGiven, reflect.TypeFor[struct{}](): asStruct, reflect.TypeFor[[]byte](): asList, reflect.TypeFor[worded](): asStruct,
	} {
		assert.Equal(t, names[want], names[readingOf(of)], of.String())
		assert.Equal(t, names[want], names[readingOf(of)], "%s again", of)
	}
}

func TestATypeIsOneLeafByWhatItReadsAndWrites(t *testing.T) {
	for of, want := range map[reflect.Type]string{
		reflect.TypeFor[unit.Money](): "writes reads", reflect.TypeFor[worded](): "writes", reflect.TypeFor[readAlone](): "", reflect.TypeFor[bothWays](): "writes reads",
		reflect.TypeFor[Given[int64]](): "writes reads", reflect.TypeFor[int64](): "", reflect.TypeFor[json.RawMessage](): "writes reads", reflect.TypeFor[person](): "", reflect.TypeFor[readList](): "reads",
		reflect.TypeFor[textRead](): "reads",
	} {
		var got []string
		if writesItself(of) {
			got = append(got, "writes")
		}
		if readsItself(of) {
			got = append(got, "reads")
		}
		assert.Equal(t, want, strings.Join(got, " "), of.String())
	}
	for of, want := range map[reflect.Type]reflect.Type{reflect.TypeFor[Given[int64]](): reflect.TypeFor[int64](), reflect.TypeFor[Given[person]](): reflect.TypeFor[person]()} {
		inner, optional := held(of)
		assert.Equal(t, want, inner)
		assert.True(t, optional)
		inner, optional = held(want)
		assert.Equal(t, want, inner)
		assert.False(t, optional)
	}
}

// textRead reads itself from a text alone.
type textRead struct{}

func (*textRead) UnmarshalText([]byte) error { return nil }

// TestAnEmbeddedStructIsItsFieldsAlone, and a Given may be left out whatever its tag.
func TestAnEmbeddedStructIsItsFieldsAlone(t *testing.T) {
	type both struct {
		Embed8
		G Given[int64] `json:"g"`
	}
	var names []string
	for _, fd := range fieldsOf(reflect.TypeFor[both]()) {
		names = append(names, fd.name)
	}
	assert.Equal(t, []string{"E", "g"}, names)
	leaves := leavesOf(reflect.TypeFor[both]())
	assert.True(t, leaves[len(leaves)-1].optional)
}

// readList reads itself and writes as a list does.
type readList []int64

func (r *readList) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, (*[]int64)(r)) }

// TestLeavesAreAllThatAFormOrAFormulaNames: in the order of the fields, with their words and whether they may be left out.
func TestLeavesAreAllThatAFormOrAFormulaNames(t *testing.T) {
	var got []string
	for _, l := range leavesOf(reflect.TypeFor[whole8]()) {
		kind := kindOf(l.typ).String()
		if l.field == nil {
			kind += " item"
		}
		if l.optional {
			kind += " optional"
		}
		got = append(got, fmt.Sprintf("%s (%s of %q) %s/%s %s", l.path, l.name(), l.list(), l.label.ZH, l.label.EN, kind))
	}
	assert.Equal(t, []string{
		`year (year of "") 年份/year count`, `month (month of "") month/month count`, `dash (dash of "") dash/dash count`, `NoTag (NoTag of "") NoTag/NoTag text`,
		`area (area of "") 地/area choice`, `fee_of_all (fee_of_all of "") ~/fee of all money`,
		`head.age (head.age of "") 户主 年龄/head age count`, `head.income (head.income of "") 户主 收入/head income money optional`,
		`spouse.age (spouse.age of "") 配偶 年龄/spouse age count optional`, `spouse.income (spouse.income of "") 配偶 收入/spouse income money optional`,
		`members[] (members of "members") 成员/member text`, `members[].age (members.age of "members") 成员 年龄/member age count`,
		`members[].income (members.income of "members") 成员 收入/member income money optional`,
		`names[] (names of "names") 姓名/name text`, `one.n (one.n of "") n/n count optional`, `leaf (leaf of "") leaf/leaf text`,
		`rounding (rounding of "") rounding/rounding rounding optional`, `yes (yes of "") yes/yes flag`, `by_name (by_name of "") by name/by name text`,
		`three (three of "") three/three text`, `far (far of "") far/far text`, `grid[] (grid of "grid") grid/grid text`, `grid[][] (grid of "grid") grid/grid text item`,
		`teams[] (teams of "teams") 队/team text`, `teams[].players[] (teams.players of "teams") 队 队员/team player text`,
		`teams[].players[].age (teams.players.age of "teams") 队 队员 年龄/team player age count`,
		`teams[].players[].income (teams.players.income of "teams") 队 队员 收入/team player income money optional`,
	}, got)
	type within struct {
		Group struct {
			Left  int64 `json:"left" zh:"~"`
			Right int64 `json:"right" zh:"右" en:"right"`
		} `json:"group" zh:"组" en:"group"`
		Bare struct {
			Left  int64 `json:"left" zh:"~"`
			Right int64 `json:"right" zh:"右" en:"right"`
		} `json:"bare" zh:"~"`
	}
	got = nil
	for _, l := range leavesOf(reflect.TypeFor[within]()) {
		got = append(got, l.path+" "+l.label.ZH+"/"+l.label.EN)
	}
	assert.Equal(t, []string{"group.left 组/group", "group.right 组 右/group right", "bare.left ~/left", "bare.right 右/right"}, got)
	plain := map[string]bool{}
	for _, l := range leavesOf(reflect.TypeFor[whole8]()) {
		if strings.HasSuffix(l.path, "[]") && l.typ.Kind() == reflect.Slice {
			plain[l.path] = l.plainItems()
		}
	}
	assert.Equal(t, map[string]bool{"members[]": false, "names[]": true, "grid[]": true, "grid[][]": true, "teams[]": false, "teams[].players[]": false}, plain)
	one := leavesOf(reflect.TypeFor[unit.Money]())
	require.Len(t, one, 1)
	assert.Empty(t, one[0].path)
}

// endless holds itself: its leaves end at a depth that no definition has.
type endless struct {
	N    int64     `json:"n"`
	Next []endless `json:"next"`
}

func TestATypeWithoutAnEndIsLeftAtADepth(t *testing.T) {
	leaves := leavesOf(reflect.TypeFor[endless]())
	deepest := leaves[len(leaves)-1].path
	assert.Equal(t, 16, strings.Count(deepest, "next[]"), "a struct and a list are a step each, of 32")
	assert.Len(t, leaves, 32)
}

// TestLimitsAreThoseOfTheTags: within structs, lists and what need not be given.
func TestLimitsAreThoseOfTheTags(t *testing.T) {
	var f Errors
	var got []string
	var walk func(path string, list []limit)
	walk = func(path string, list []limit) {
		for _, l := range list {
			text := fmt.Sprintf("%s%s [%s %s]", path, l.path, l.low.text, l.high.text)
			if l.optional {
				text += " optional"
			}
			if l.given {
				text += " given"
			}
			if l.initial != "" || len(l.oneof) > 0 {
				text += fmt.Sprintf(" %s of %v", l.initial, l.oneof)
			}
			got = append(got, text)
			walk(path+l.path+".", l.below)
		}
	}
	walk("", limitsOf(&f, "Policy", reflect.TypeFor[whole8](), true))
	assert.Empty(t, f)
	assert.Equal(t, []string{
		"year [1 9]", "month [ ]", "dash [ ]", "NoTag [ ]", "area [ ]", "fee_of_all [ ]", "head [ ]", "head.age [0 150]", "head.income [0 ] optional given",
		"spouse [ ] optional given", "spouse.age [0 150]", "spouse.income [0 ] optional given",
		"members [1 3]", "members.age [0 150]", "members.income [0 ] optional given", "names [ 2]", "one [ ] optional", "one.n [1 2]", "leaf [ ]",
		"rounding [ ] optional up/yuan of [up/fen up/yuan]", "yes [ ]", "by_name [ ]", "three [ ]", "far [ ]", "grid [ ]",
		"teams [ ]", "teams.players [ ]", "teams.players.age [0 150]", "teams.players.income [0 ] optional given",
	}, got)
}
