package seeds

import (
	"bytes"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestTheLedgerReads(t *testing.T) {
	entries, err := Ledger()
	require.NoError(t, err)
	require.NotEmpty(t, entries)
	rest, phrases := map[string]int{}, map[string]int{}
	for _, e := range entries {
		assert.Contains(t, e.Context, "["+e.Numeral+"]", e.ID())
		assert.LessOrEqual(t, len([]rune(e.Context)), 40)
		count := rest
		if e.InWords {
			count = phrases
			assert.Empty(t, strings.Trim(e.Unit, "%"), "%s is all of something, or an order of precedence", e.ID())
		}
		count[e.Clause]++
		assert.Equal(t, count[e.Clause], e.N, "the entries of %s are numbered without a gap", e.Clause)
		if e.Kind == NotAQuantity {
			assert.True(t, e.Value.IsZero())
		}
	}
}

func TestTheLedgerRefuses(t *testing.T) {
	head := strings.Join(ledgerHead, ",") + "\n"
	good := "T2.7,3,55,≥[55] |,rule,55,%,eldercare.care-beds,目标值,target\n"
	entries, err := readLedger([]byte("\uFEFF" + head + good))
	require.NoError(t, err)
	require.Len(t, entries, 1)
	assert.Equal(t, []string{"eldercare.care-beds"}, entries[0].Rules)
	assert.Equal(t, "T2.7#3", entries[0].ID())
	phrase := "T2.2,w1,就高不就低,，[就高不就低] |,rule,,,assistance.support-standard,较高者,the higher\n"
	entries, err = readLedger([]byte(head + phrase))
	require.NoError(t, err)
	assert.Equal(t, "T2.2#w1", entries[0].ID())
	assert.True(t, entries[0].InWords && entries[0].Value.IsZero())
	for name, c := range map[string]struct {
		table, says string
		want        error
	}{
		"no head":               {good, "columns", rule.Syntax},
		"empty":                 {"", "columns", rule.Syntax},
		"ragged":                {head + "a,b\n", "ledger", rule.Syntax},
		"no clause":             {head + strings.Replace(good, "T2.7", "", 1), "row 2, column clause", rule.Missing},
		"no reason":             {head + strings.Replace(good, ",target", ",", 1), "row 2, column en", rule.Missing},
		"number of a numeral":   {head + strings.Replace(good, ",3,", ",0,", 1), "row 2, column n", rule.Syntax},
		"number of a phrase":    {head + strings.Replace(phrase, ",w1,", ",w,", 1), "row 2, column n", rule.Syntax},
		"a phrase that is none": {head + strings.Replace(phrase, ",rule,,,assistance.support-standard,", ",not-a-quantity,100,,,", 1), "row 2, column value", rule.Invalid},
		"kind":                  {head + strings.Replace(good, ",rule,", ",rules,", 1), "row 2, column kind", rule.Invalid},
		"value":                 {head + strings.Replace(good, ",rule,55,", ",rule,5x,", 1), "row 2, column value", rule.Syntax},
		"an exponent":           {head + strings.Replace(good, ",rule,55,", ",rule,1e999999999,", 1), "row 2, column value", rule.Syntax},
		"a sign":                {head + strings.Replace(good, ",rule,55,", ",rule,-55,", 1), "row 2, column value", rule.Syntax},
		"full-width digits":     {head + strings.Replace(good, ",rule,55,", ",rule,５５,", 1), "row 2, column value", rule.Syntax},
		"no value":              {head + strings.Replace(good, ",rule,55,", ",rule,,", 1), "row 2, column value", rule.Invalid},
		"a name with a value":   {head + strings.Replace(good, ",rule,55,", ",not-a-quantity,55,", 1), "row 2, column value", rule.Invalid},
		"rules where none are":  {head + strings.Replace(good, ",rule,55,", ",open,55,", 1), "row 2, column rules", rule.Invalid},
		"no rules":              {head + strings.Replace(good, "eldercare.care-beds", "", 1), "row 2, column rules", rule.Invalid},
	} {
		_, err := readLedger([]byte(c.table))
		assert.ErrorIs(t, err, c.want, name)
		assert.ErrorContains(t, err, c.says, name)
	}
}

func TestTheLedgerOpensInASpreadsheet(t *testing.T) {
	assert.True(t, bytes.HasPrefix(ledgerCSV, []byte("\uFEFF")), "without the mark, spreadsheets misread the Chinese")
}

// worth reads a numeral the slow way: what it is worth, and the 万 or 亿 that its
// unit must then begin with.
func worth(t *testing.T, numeral string) (value, scale string) {
	t.Helper()
	switch numeral {
	case "全覆盖":
		return "100", ""
	case "十四五": // its end, where it is a deadline
		return "2025", ""
	}
	if numeral == "1..31" { // the one misprint, read as its cell in Table 1 is
		return table1[16].Result.Low.String(), ""
	}
	if digits := strings.TrimRight(numeral, "万亿"); digits != "" && strings.Trim(digits, "0123456789.") == "" {
		return digits, strings.TrimPrefix(numeral, digits)
	}
	alone := map[string]string{"百": "100", "千": "1000", "万": "10000", "亿": "100000000", "两": "2"}
	if v, ok := alone[numeral]; ok {
		return v, ""
	}
	for _, c := range numeral {
		digit := strings.IndexRune("〇一二三四五六七八九", c)
		require.GreaterOrEqual(t, digit, 0, numeral)
		value += strconv.Itoa(digit / len("〇"))
	}
	return value, ""
}

func TestAnEntrysValueIsWhatItsNumeralSays(t *testing.T) {
	entries, err := Ledger()
	require.NoError(t, err)
	for _, e := range entries {
		if e.Kind == NotAQuantity {
			continue
		}
		if e.InWords {
			assert.Contains(t, []string{"0", "100%"}, e.Value.String()+e.Unit, e.ID())
			continue
		}
		value, scale := worth(t, e.Numeral)
		assert.True(t, number(value).Equal(e.Value), "%s %s has the value %s", e.Clause, e.Context, e.Value)
		if scale != "" {
			assert.True(t, strings.HasPrefix(e.Unit, scale), "%s %s is in %s", e.Clause, e.Context, e.Unit)
		}
	}
}

// TestTheLedgersTablesAreTheTables lays the ledger's quantities of a row beside
// the figures of its cells, from left to right.
func TestTheLedgersTablesAreTheTables(t *testing.T) {
	entries, err := Ledger()
	require.NoError(t, err)
	byRow := map[string][]string{}
	for _, e := range entries {
		if e.Kind != NotAQuantity && !e.InWords && e.Reason.ZH != "单位中的基数" {
			byRow[e.Clause] = append(byRow[e.Clause], e.Value.String())
		}
	}
	same := func(id string, cells ...Cell) {
		var want []string
		for _, c := range cells {
			switch c.Kind {
			case Exactly, AtLeast:
				want = append(want, c.Low.String())
			case Band, Pair:
				want = append(want, c.Low.String(), c.High.String())
			case Formula:
				return // words: their figures are quotations
			}
		}
		assert.Equal(t, want, byRow[id], id)
	}
	for _, r := range table1 {
		same(r.Clause().ID, r.Base, r.Target, r.Result)
	}
	for _, r := range table2 {
		same(r.Clause().ID, r.Base, r.Target, r.Growth)
	}
}

func TestReasonsNameDiscrepanciesAndFiguresThatExist(t *testing.T) {
	entries, err := Ledger()
	require.NoError(t, err)
	ids := map[string]bool{}
	for _, d := range discrepancies {
		ids[d.ID] = true
	}
	for _, f := range figures {
		ids[f.name] = true
	}
	slug := regexp.MustCompile(`[a-z]+(?:-[a-z0-9]+)+`)
	for _, e := range entries {
		found := slug.FindAllString(e.Reason.ZH, -1)
		for _, id := range found {
			assert.True(t, ids[id], "%s %s names %s", e.Clause, e.Context, id)
			assert.Contains(t, e.Reason.EN, id, "both languages name it")
		}
	}
}

// TestDiscrepanciesRestOnTheLedger finds each figure of a discrepancy among the
// numerals of its clause, but for those that the plan does not print.
func TestDiscrepanciesRestOnTheLedger(t *testing.T) {
	entries, err := Ledger()
	require.NoError(t, err)
	unprinted := map[string]string{
		"floor-area-growth years": "of the plan", "staff-growth years": "of the plan", "worker-growth years": "of the plan", "place-name-base years": "of the plan", "cremation-steps years": "of the plan",
		"lottery-misprint withDigit": "supposed",
	}
	for _, d := range discrepancies {
		for _, q := range d.Figures {
			found := false
			for _, e := range entries {
				whole := e.Value
				if strings.HasPrefix(e.Unit, "万") && q.Value.GreaterThan(whole) {
					whole = whole.Mul(number("10000"))
				}
				found = found || e.Clause == q.Clause && e.Kind != NotAQuantity && whole.Equal(q.Value)
			}
			if _, ok := unprinted[d.ID+" "+q.Name]; !ok {
				assert.True(t, found, "%s: %s %s is not in %s", d.ID, q.Name, q.Value, q.Clause)
			}
		}
	}
}

// TestFiguresAreInTheLedger finds each figure among the numerals that its quotation
// holds, so that none can say other than the text.
func TestFiguresAreInTheLedger(t *testing.T) {
	entries, err := Ledger()
	require.NoError(t, err)
	scale := map[string]string{"%": "0.01", "万人": "10000", "万人次": "10000"}
	for _, f := range Figures() {
		found := false
		for _, e := range entries {
			if e.Clause != f.Clause.ID || e.Kind == NotAQuantity || !strings.Contains(f.Clause.Quote, e.Numeral) {
				continue
			}
			v := e.Value.Rat()
			if s, ok := scale[e.Unit]; ok {
				v.Mul(v, number(s).Rat())
			}
			if strings.HasSuffix(e.Reason.ZH, "的基数") { // one for each thousand: 1 ‰
				v.Inv(v)
			}
			found = found || v.Cmp(figureValue(f)) == 0
		}
		assert.True(t, found, "%s, %s, is no figure of %s, %s", f.Name, f, f.Clause.ID, f.Clause.Quote)
	}
}

// figureValue reads a figure as its kind's type does.
func figureValue(f Figure) *big.Rat {
	switch f.Kind {
	case Amount:
		return f.Money().Decimal().Rat()
	case Ratio:
		return f.Rate().Rat()
	case Count:
		return big.NewRat(f.Count(), 1)
	case Number:
		return f.Number().Rat()
	case Year:
		return big.NewRat(int64(f.Year()), 1)
	}
	return nil
}

func FuzzReadLedger(f *testing.F) {
	f.Add([]byte(strings.Join(ledgerHead, ",") + "\nT2.7,3,55,≥[55] |,rule,55,%,eldercare.care-beds,目标值,target\n"))
	f.Add([]byte(strings.Join(ledgerHead, ",") + "\nT2.2,w1,就高不就低,，[就高不就低] |,rule,,,a.b,较高者,the higher\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := readLedger(data)
		if err != nil {
			if entries != nil {
				t.Fatal("entries beside an error")
			}
			return
		}
		for _, e := range entries {
			if e.N < 1 || e.ID() == "" || e.Clause == "" || e.Numeral == "" || (len(e.Rules) > 0) != (e.Kind == ByRule) {
				t.Fatalf("accepted %+v", e)
			}
			if e.Value.IsNegative() || len(e.Value.String()) > 40 {
				t.Fatalf("a value of no plan: %d characters", len(e.Value.String()))
			}
		}
	})
}
