package rule_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"encoding/xml"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var (
	_ driver.Valuer = rule.Given[unit.Money]{}
	_ sql.Scanner   = (*rule.Given[unit.Money])(nil)
	_ driver.Valuer = Rural
	_ sql.Scanner   = (*Area)(nil)
)

// column is what a database holds of a value and gives back.
func column[T any](t *testing.T, v T, want any, gives ...any) {
	t.Helper()
	got, err := rule.Give(v).Value()
	require.NoError(t, err)
	assert.Equal(t, want, got)
	for _, src := range append(gives, got) {
		var back rule.Given[T]
		require.NoError(t, back.Scan(src), "%T %v", src, src)
		assert.Equal(t, rule.Give(v), back)
	}
	var none rule.Given[T]
	got, err = none.Value()
	require.NoError(t, err)
	assert.Nil(t, got, "NULL, not a text")
	back := rule.Give(v)
	require.NoError(t, back.Scan(nil))
	assert.True(t, back.IsZero())
}

func TestGivenIsAColumnBothWays(t *testing.T) {
	column(t, unit.MustParseMoney("637.50"), "637.50", []byte("637.50"))
	column(t, unit.Yuan(637), "637.00", int64(637))
	column(t, unit.MustParseRate("55%"), "55%", []byte("55%"))
	column(t, Rural, "rural", "农村", []byte("Rural"))
	column(t, int64(7), int64(7), "7", []byte("7"))
	column(t, int(7), int64(7))
	column(t, uint8(255), int64(255))
	column(t, true, true, int64(1), "true")
	column(t, "text", "text", []byte("text"))
	for name, err := range map[string]error{
		"an int8 of 300":     new(rule.Given[int8]).Scan(int64(300)),
		"a negative uint":    new(rule.Given[uint8]).Scan(int64(-1)),
		"a float as a count": new(rule.Given[int64]).Scan(1.0),
		"a text as a count":  new(rule.Given[int64]).Scan("seven"),
		"two as yes":         new(rule.Given[bool]).Scan(int64(2)),
		"a number as text":   new(rule.Given[string]).Scan(int64(2)),
		"a float as money":   new(rule.Given[unit.Money]).Scan(1.5),
	} {
		require.Error(t, err, name)
		assertHelpful(t, rule.Faults(err)[0])
	}
	g := rule.Give(unit.Yuan(1))
	require.Error(t, g.Scan("1.001"))
	assert.Equal(t, rule.Give(unit.Yuan(1)), g, "unchanged on an error")
	_, err := rule.Give(uint64(math.MaxUint64)).Value()
	assert.Error(t, err)
}

func TestGivenAsXMLAndText(t *testing.T) {
	type group struct {
		Income unit.Money `xml:"income"`
	}
	type doc struct {
		Money rule.Given[unit.Money] `xml:"money"`
		Name  rule.Given[string]     `xml:"name"`
		Count rule.Given[int64]      `xml:"count"`
		Yes   rule.Given[bool]       `xml:"yes,attr"`
		Area  rule.Given[Area]       `xml:"area"`
		Group rule.Given[group]      `xml:"group"`
	}
	whole := doc{rule.Give(unit.Yuan(12_000)), rule.Give("张三 <1>"), rule.Give[int64](-3), rule.Give(true), rule.Give(Urban), rule.Give(group{unit.Yuan(1)})}
	for want, in := range map[string]doc{
		`<doc></doc>`: {},
		`<doc yes="true"><money>12000.00</money><name>张三 &lt;1&gt;</name><count>-3</count><area>urban</area><group><income>1.00</income></group></doc>`: whole,
	} {
		raw, err := xml.Marshal(in)
		require.NoError(t, err)
		assert.Equal(t, want, string(raw))
		var back doc
		require.NoError(t, xml.Unmarshal(raw, &back))
		assert.Equal(t, in, back)
	}
	var d doc
	for _, bad := range []string{`<doc><money></money></doc>`, `<doc><money>1.001</money></doc>`, `<doc><count>x</count></doc>`, `<doc yes="maybe"></doc>`, `<doc><area>desert</area></doc>`} {
		assert.Error(t, xml.Unmarshal([]byte(bad), &d), bad)
	}
	assert.Equal(t, doc{}, d)

	var none rule.Given[unit.Money]
	_, err := none.MarshalText()
	assert.ErrorIs(t, err, rule.Missing, "rather than an empty text")
	name, count := rule.Give("x"), rule.Give[int64](-3)
	require.NoError(t, name.UnmarshalText([]byte(`张三 "quoted"`)))
	text, err := name.MarshalText()
	require.NoError(t, err)
	assert.Equal(t, `张三 "quoted"`, string(text))
	require.Error(t, name.UnmarshalText([]byte{0xff}))
	require.Error(t, count.UnmarshalText([]byte("three")))
	assert.Equal(t, rule.Give[int64](-3), count)
	assert.Equal(t, "12000.00", rule.Give(unit.Yuan(12_000)).String())
	assert.Equal(t, "not given", none.String())
}

func TestGivenAsJSON(t *testing.T) {
	type doc struct {
		Money rule.Given[unit.Money] `json:"money,omitzero"`
		Count rule.Given[int64]      `json:"count,omitzero"`
		Group rule.Given[earner]     `json:"group,omitzero"`
	}
	for _, in := range []doc{{}, {Money: rule.Give(unit.Money{})}, {Count: rule.Give[int64](0), Group: rule.Give(earner{unit.Yuan(1)})}} {
		raw, err := json.Marshal(in)
		require.NoError(t, err)
		var back, strict doc
		require.NoError(t, json.Unmarshal(raw, &back))
		require.NoError(t, rule.Unmarshal(raw, &strict))
		assert.Equal(t, in, back)
		assert.Equal(t, in, strict)
	}
	bare, err := json.Marshal(rule.Given[int64]{})
	require.NoError(t, err)
	assert.Equal(t, "null", string(bare))
	var g rule.Given[int64]
	assert.ErrorIs(t, g.UnmarshalJSON([]byte("null")), rule.Missing)
	var d doc
	err = rule.Unmarshal([]byte(`{"group":{"income":"x"}}`), &d)
	assert.Equal(t, []string{"group.income"}, fieldsOf(err))
}

func TestEnumReadsAndWritesEverywhere(t *testing.T) {
	for _, text := range []string{"urban", "城市", "Urban", "URBAN"} {
		var a, b, c Area
		require.NoError(t, a.UnmarshalText([]byte(text)))
		require.NoError(t, json.Unmarshal([]byte(`"`+text+`"`), &b))
		require.NoError(t, c.Scan(text))
		assert.Equal(t, []Area{Urban, Urban, Urban}, []Area{a, b, c})
	}
	raw, err := json.Marshal(map[Area]Area{Rural: Urban})
	require.NoError(t, err)
	assert.Equal(t, `{"rural":"urban"}`, string(raw))
	asXML, err := xml.Marshal(struct {
		XMLName xml.Name `xml:"x"`
		Area    Area     `xml:"area,attr"`
	}{Area: Rural})
	require.NoError(t, err)
	assert.Equal(t, `<x area="rural"></x>`, string(asXML))
	column, err := Urban.Value()
	require.NoError(t, err)
	assert.Equal(t, "urban", column)
	assert.Equal(t, rule.Text{ZH: "城市", EN: "Urban"}, Urban.Label())
	assert.Len(t, Urban.Choices(), 3)

	for _, none := range []Area{0, 3, 255} {
		assert.False(t, none.IsValid())
		assert.Empty(t, none.String())
		assert.Contains(t, none.Label().EN, "unknown")
		code := rule.Invalid
		if none == 0 {
			code = rule.Missing
		}
		_, err := none.MarshalText()
		assert.ErrorIs(t, err, code)
		_, err = none.Value()
		assert.ErrorIs(t, err, code)
		_, err = json.Marshal(none)
		assert.Error(t, err)
	}
	a := Rural
	for code, errs := range map[rule.Code][]error{
		rule.Invalid: {a.UnmarshalText([]byte("desert")), a.UnmarshalText(nil), a.Scan(int64(1)), a.Scan(1.5), a.UnmarshalJSON([]byte(`"desert"`))},
		rule.Missing: {a.Scan(nil), a.UnmarshalJSON([]byte("null"))},
		rule.Syntax:  {a.UnmarshalJSON([]byte("1")), a.UnmarshalJSON([]byte("{")), a.UnmarshalJSON([]byte(`["rural"]`))},
	} {
		for _, err := range errs {
			require.ErrorIs(t, err, code)
			assertHelpful(t, rule.Faults(err)[0])
		}
	}
	assert.Equal(t, Rural, a, "unchanged on an error")
	err = a.UnmarshalText([]byte("desert"))
	assert.Equal(t, "desert：没有这个选项，可选：rural（农村）、urban（城市）", rule.Faults(err).In(rule.Chinese))
}
