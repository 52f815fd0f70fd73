package seeds

import (
	"bytes"
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
	rest := map[string]int{}
	for _, e := range entries {
		assert.Contains(t, e.Context, "["+e.Numeral+"]", "%s %d", e.Clause, e.N)
		assert.LessOrEqual(t, len([]rune(e.Context)), 40)
		rest[e.Clause]++
		assert.Equal(t, rest[e.Clause], e.N, "the entries of %s are numbered without a gap", e.Clause)
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
	for name, c := range map[string]struct {
		table, says string
		want        error
	}{
		"no head":              {good, "columns", rule.ErrSyntax},
		"empty":                {"", "columns", rule.ErrSyntax},
		"ragged":               {head + "a,b\n", "ledger", rule.ErrSyntax},
		"no clause":            {head + strings.Replace(good, "T2.7", "", 1), "row 2, column clause", rule.ErrMissing},
		"no reason":            {head + strings.Replace(good, ",target", ",", 1), "row 2, column en", rule.ErrMissing},
		"number of a numeral":  {head + strings.Replace(good, ",3,", ",0,", 1), "row 2, column n", rule.ErrSyntax},
		"kind":                 {head + strings.Replace(good, ",rule,", ",rules,", 1), "row 2, column kind", rule.ErrInvalid},
		"value":                {head + strings.Replace(good, ",rule,55,", ",rule,5x,", 1), "row 2, column value", rule.ErrSyntax},
		"no value":             {head + strings.Replace(good, ",rule,55,", ",rule,,", 1), "row 2, column value", rule.ErrInvalid},
		"a name with a value":  {head + strings.Replace(good, ",rule,55,", ",not-a-quantity,55,", 1), "row 2, column value", rule.ErrInvalid},
		"rules where none are": {head + strings.Replace(good, ",rule,55,", ",open,55,", 1), "row 2, column rules", rule.ErrInvalid},
		"no rules":             {head + strings.Replace(good, "eldercare.care-beds", "", 1), "row 2, column rules", rule.ErrInvalid},
	} {
		_, err := readLedger([]byte(c.table))
		assert.ErrorIs(t, err, c.want, name)
		assert.ErrorContains(t, err, c.says, name)
	}
}

func TestTheLedgerOpensInASpreadsheet(t *testing.T) {
	assert.True(t, bytes.HasPrefix(ledgerCSV, []byte("\uFEFF")), "without the mark, spreadsheets misread the Chinese")
}

func FuzzReadLedger(f *testing.F) {
	f.Add([]byte(strings.Join(ledgerHead, ",") + "\nT2.7,3,55,≥[55] |,rule,55,%,eldercare.care-beds,目标值,target\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := readLedger(data)
		if err != nil && entries != nil {
			t.Fatal("entries beside an error")
		}
	})
}
