package rule

import (
	"reflect"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

type (
	county struct {
		Year   int64              `json:"year" range:"[2020,2030]"`
		Round  unit.Rounding      `json:"round,omitzero" default:"up/yuan" oneof:"up/fen up/yuan"`
		Least  int64              `json:"least,omitzero" range:"[1,5]" default:"2"`
		Note   string             `json:"note,omitzero" default:"none"`
		Centre centre             `json:"centre"`
		Second Given[ward]        `json:"second,omitzero"`
		Towns  []centre           `json:"towns" range:"[,2]"`
		Codes  []string           `json:"codes" range:"[1,2]"`
		Cap    Given[unit.Money]  `json:"cap,omitzero" range:"(0,)"`
		Maybe  *centre            `json:"maybe"`
		Three  [3]centre          `json:"three"`
		ByName map[string]centre  `json:"by_name"`
		Beds   Given[unit.Number] `json:"beds,omitzero" range:"[1,]"`
	}
	ward struct {
		Beds  int64 `json:"beds" range:"[0,100]"`
		Rooms int64 `json:"rooms" range:"[0,9]"`
		Floor int64 `json:"floor" range:"[0,9]"`
	}
	centre struct {
		Beds  int64         `json:"beds" range:"[0,100]"`
		Round unit.Rounding `json:"round,omitzero" default:"down/fen"`
	}
	// spoken writes itself, and holds a pointer that is embedded: it is looked at no further than it goes.
	spoken struct {
		*centre
		N int64 `json:"n" range:"[1,2]"`
	}
)

func (s spoken) MarshalText() ([]byte, error) { return []byte(strconv.FormatInt(s.N, 10)), nil }

func bounded(v any) (lines []string) {
	var f Errors
	p := reflect.ValueOf(v)
	limits := limitsOf(&f, "", p.Type().Elem(), true)
	if len(f) > 0 {
		panic(f.Error())
	}
	checkLimits(&f, "", limits, p.Elem())
	for _, one := range f {
		lines = append(lines, one.Field+" "+string(one.Code)+" "+one.Value)
	}
	return lines
}

// TestEachFieldIsHeldToItsLimits wherever it stands, and what is left out to none.
func TestEachFieldIsHeldToItsLimits(t *testing.T) {
	good := func() county {
		c := county{Year: 2025, Centre: centre{Beds: 1, Round: unit.UpToFen}, Codes: []string{"x"}}
		for i := range c.Three {
			c.Three[i].Beds = 999
		}
		return c
	}
	for name, c := range map[string]struct {
		change func(*county)
		want   []string
	}{
		"good":             {func(*county) {}, nil},
		"the ends":         {func(c *county) { c.Year, c.Centre.Beds, c.Codes = 2020, 100, []string{"", "y"} }, nil},
		"below and above":  {func(c *county) { c.Year, c.Centre.Beds = 2019, 101 }, []string{"year range 2019", "centre.beds range 101"}},
		"optional":         {func(c *county) { c.Least, c.Round = 5, unit.UpToFen }, nil},
		"optional, beyond": {func(c *county) { c.Least, c.Round = 6, unit.UpToJiao }, []string{"round invalid up/jiao", "least range 6"}},
		"given, beyond":    {func(c *county) { c.Second = Give(ward{-1, 9, 10}) }, []string{"second.beds range -1", "second.floor range 10"}},
		"given, zero":      {func(c *county) { c.Cap, c.Beds = Give(unit.Money{}), Give(unit.Number{}) }, []string{"cap range 0.00", "beds range 0"}},
		"given":            {func(c *county) { c.Cap, c.Second = Give(unit.Yuan(1)), Give(ward{}) }, nil},
		"no items":         {func(c *county) { c.Codes = nil }, []string{"codes range 0"}},
		"too many items":   {func(c *county) { c.Codes, c.Towns = []string{"", "", ""}, make([]centre, 3) }, []string{"towns range 3", "codes range 3"}},
		"too many bad":     {func(c *county) { c.Towns = []centre{{Beds: -1}, {}, {}} }, []string{"towns range 3"}},
		"items":            {func(c *county) { c.Towns = []centre{{Beds: -1}, {Beds: 100}} }, []string{"towns[0].beds range -1"}},
		"more items":       {func(c *county) { c.Towns = []centre{{Beds: 0}, {Beds: 101, Round: unit.Rounding(77)}} }, []string{"towns[1].beds range 101", "towns[1].round invalid " + unit.Rounding(77).String()}},
	} {
		v := good()
		c.change(&v)
		assert.Equal(t, c.want, bounded(&v), name)
	}
	assert.Equal(t, []string{"n range 3"}, bounded(&spoken{N: 3}), "what cannot be reached is passed over")
	assert.Equal(t, []string{"beds range -1", "n range 3"}, bounded(&spoken{centre: &centre{Beds: -1}, N: 3}))
}

// TestADefaultStandsWhereAFieldIsLeftOut: in structs and in the items of lists, and nowhere else.
func TestADefaultStandsWhereAFieldIsLeftOut(t *testing.T) {
	fill := func(v any) {
		var f Errors
		p := reflect.ValueOf(v)
		limits := limitsOf(&f, "", p.Type().Elem(), true)
		require.Empty(t, f)
		fillDefaults(limits, p.Elem())
	}
	down, err := unit.ParseRounding("down/fen")
	require.NoError(t, err)
	c := county{Towns: []centre{{Beds: 1}, {Round: unit.UpToFen}}, Three: [3]centre{}, Second: Give(ward{})}
	fill(&c)
	want := county{
		Round: unit.UpToYuan, Least: 2, Note: "none", Centre: centre{Round: down}, Towns: []centre{{1, down}, {0, unit.UpToFen}}, Second: Give(ward{}),
	}
	assert.Equal(t, want, c)
	c = county{Round: unit.UpToFen, Least: 5, Note: "x", Centre: centre{Round: unit.UpToYuan}}
	had := c
	fill(&c)
	assert.Equal(t, had, c, "what is there stays")
	s := spoken{N: 1}
	fill(&s)
	assert.Equal(t, spoken{N: 1}, s)
}

// TestADefaultMustBeAValue of a parameter.
func TestADefaultMustBeAValue(t *testing.T) {
	type bad struct {
		Round unit.Rounding `json:"round,omitzero" default:"upwards"`
		Least int64         `json:"least,omitzero" range:"[1,5]" default:"6"`
		One   string        `json:"one,omitzero" oneof:"a b" default:"c"`
		Good  int64         `json:"good,omitzero" range:"[1,5]" default:"5"`
		Zero  unit.Money    `json:"zero,omitzero" range:"(0,)" default:"0"`
		Text  int64         `json:"text,omitzero" default:"x"`
		Items []struct {
			N int64 `json:"n,omitzero" range:"[1,2]" default:"3"`
		} `json:"items"`
		Given Given[struct {
			N int64 `json:"n,omitzero" default:"3"`
		}] `json:"given,omitzero"`
	}
	lines := func(policy bool) (out []string) {
		var f Errors
		limitsOf(&f, "P", reflect.TypeFor[bad](), policy)
		for _, one := range f {
			assert.Equal(t, NotWhole, one.Code)
			out = append(out, one.Field+" "+one.Value+" "+one.Reason.EN)
		}
		return out
	}
	_, rounding := unit.ParseRounding("upwards")
	upwards := "P.round upwards " + Faults(rounding)[0].Reason.EN
	unread := "P.text x " + Faults(setText(reflect.ValueOf(new(int64)).Elem(), "x"))[0].Reason.EN
	const facts = "a default tag is for parameters: facts have no defaults"
	assert.Equal(t, []string{
		upwards, "P.least 6 must be at least 1 and at most 5", "P.one c must be a, b", "P.zero 0 must be above zero", unread,
		"P.items[].n 3 must be at least 1 and at most 2", "P.given.n 3 " + facts,
	}, lines(true))
	assert.Equal(t, []string{
		upwards, "P.least 6 " + facts, "P.one c " + facts, "P.good 5 " + facts, "P.zero 0 " + facts, unread, "P.items[].n 3 " + facts, "P.given.n 3 " + facts,
	}, lines(false))
}

// TestATextIsReadIntoALeafAsItsTypeReadsIt.
func TestATextIsReadIntoALeafAsItsTypeReadsIt(t *testing.T) {
	read := func(v any, text string) string {
		if err := setText(reflect.ValueOf(v).Elem(), text); err != nil {
			return err.Error()
		}
		return textOf(reflect.ValueOf(v).Elem())
	}
	for _, c := range [][2]string{
		{"7", read(new(int64), "7")}, {"true", read(new(bool), "true")}, {"甲 \"", read(new(string), "甲 \"")}, {"", read(new(string), "")},
		{"5.50", read(new(unit.Money), "5.5")}, {"left", read(new(side), "左")}, {"2021-07", read(new(unit.Month), "2021-07")}, {"3", read(new(Given[int64]), "3")},
	} {
		assert.Equal(t, c[0], c[1])
	}
	var name string
	assert.Equal(t, Errors{{Code: Syntax, Value: clip("\xff"), Reason: whyNotUTF8}}, setText(reflect.ValueOf(&name).Elem(), "\xff"))
	assert.Equal(t, "not given", textOf(reflect.ValueOf(Given[int64]{})), "what does not write itself is told as it prints")
	assert.Equal(t, "-4", textOf(reflect.ValueOf(int8(-4))))
}
