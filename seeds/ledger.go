package seeds

import (
	"bytes"
	_ "embed" // for the ledger
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// EntryKind 条目类别 says what the ledger makes of a numeral; see [rule.Enum].
type EntryKind = rule.Enum[entryKinds]

// The kinds of entry. The zero EntryKind belongs to no entry.
const (
	ByRule       EntryKind = iota + 1 // implemented by the rules that the entry names
	Fact                              // a quantity that is recorded, with nothing to compute
	NotAQuantity                      // part of a name, a number of a heading, a set phrase
	Open                              // a quantity that no rule covers yet
)

type entryKinds struct{}

// Choices implements the list of [rule.Enum].
func (entryKinds) Choices() rule.Choices { return entryKindList }

var entryKindList = rule.Choices{
	ByRule:       {Code: "rule", Label: rule.Text{ZH: "由规则实现", EN: "implemented by rules"}},
	Fact:         {Code: "fact", Label: rule.Text{ZH: "记录的事实", EN: "recorded as a fact"}},
	NotAQuantity: {Code: "not-a-quantity", Label: rule.Text{ZH: "不是数量", EN: "not a quantity"}},
	Open:         {Code: "open", Label: rule.Text{ZH: "尚无规则", EN: "open"}},
}

// Entry 台账条目 accounts for one numeral of the plan's body, or for a phrase that asks
// for something without a numeral: 一人一档, 就高不就低.
type Entry struct {
	// Clause is where it stands: a clause, or a heading (一(一), 专栏3, 表1).
	Clause string
	// N says which numeral of that clause it is, from 1; with InWords which phrase.
	N int
	// InWords tells a phrase from a numeral.
	InWords bool
	// Numeral is the numeral or phrase as printed, and Context up to six characters
	// on each side of it, the numeral in [ ].
	Numeral, Context string
	Kind             EntryKind
	// Value is what it means, in Unit; zero for NotAQuantity, and for a phrase that
	// sets an order of precedence and no quantity.
	Value decimal.Decimal
	Unit  string
	// Rules are the ids of the rules that implement it, for ByRule.
	Rules []string
	// Reason says what it is, or why it is no quantity.
	Reason rule.Text
}

// ID is the entry's own: its clause, # and its number, as in B3.1#2, with w before the
// number of a phrase, as in T2.2#w1.
func (e Entry) ID() string {
	if e.InWords {
		return e.Clause + "#w" + strconv.Itoa(e.N)
	}
	return e.Clause + "#" + strconv.Itoa(e.N)
}

//go:embed ledger.csv
var ledgerCSV []byte

// plainNumber reports whether a text is up to 18 digits, with up to 18 decimals.
func plainNumber(s string) bool {
	digits := func(s string) bool { return s != "" && len(s) <= 18 && strings.Trim(s, "0123456789") == "" }
	whole, decimals, point := strings.Cut(s, ".")
	return digits(whole) && (!point || digits(decimals))
}

var ledgerHead = []string{"clause", "n", "numeral", "context", "kind", "value", "unit", "rules", "zh", "en"}

// Ledger 数字台账 accounts for every numeral of the plan's body, one entry each:
// headings first, then clauses, then table rows, each in the plan's order; the phrases
// of a clause stand after its numerals. It is a table, seeds/ledger.csv, that opens in a
// spreadsheet.
//
// What counts as a numeral is said in the package documentation.
//
// The error names the row and column of an entry that cannot be read; a test of
// this package holds the embedded table to none.
func Ledger() ([]Entry, error) { return readLedger(ledgerCSV) }

func readLedger(data []byte) ([]Entry, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	r.FieldsPerRecord = len(ledgerHead)
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("ledger: %w: %w", rule.Syntax, err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], ledgerHead) {
		return nil, fmt.Errorf("ledger: %w: the columns must be %s", rule.Syntax, strings.Join(ledgerHead, ", "))
	}
	entries := make([]Entry, 0, len(rows)-1)
	for i, row := range rows[1:] {
		e, column, err := readEntry(row)
		if err != nil {
			return nil, fmt.Errorf("ledger: row %d, column %s: %w", i+2, column, err)
		}
		entries = append(entries, e)
	}
	return entries, nil
}

func readEntry(row []string) (e Entry, column string, err error) {
	e = Entry{Clause: row[0], Numeral: row[2], Context: row[3], Unit: row[6], Rules: strings.Fields(row[7]), Reason: rule.Text{ZH: row[8], EN: row[9]}}
	for i, cell := range []string{e.Clause, "", e.Numeral, e.Context, "", "", "", "", e.Reason.ZH, e.Reason.EN} {
		if cell == "" && !slices.Contains([]int{1, 4, 5, 6, 7}, i) {
			return e, ledgerHead[i], rule.Missing
		}
	}
	n, inWords := strings.CutPrefix(row[1], "w")
	e.InWords = inWords
	if e.N, err = strconv.Atoi(n); err != nil || e.N < 1 {
		return e, "n", rule.Syntax
	}
	if err = e.Kind.UnmarshalText([]byte(row[4])); err != nil {
		return e, "kind", err
	}
	if hasValue := row[5] != ""; hasValue == (e.Kind == NotAQuantity) && (hasValue || !e.InWords) {
		return e, "value", fmt.Errorf("%w: a quantity has a value, which a phrase may lack, and nothing else has", rule.Invalid)
	}
	if row[5] != "" {
		// Digits with at most one point, as a spreadsheet shows them: an exponent
		// would be a number of any size in a few characters.
		if !plainNumber(row[5]) {
			return e, "value", rule.Syntax
		}
		if e.Value, err = decimal.NewFromString(row[5]); err != nil {
			return e, "value", fmt.Errorf("%w: %w", rule.Syntax, err)
		}
	}
	if (len(e.Rules) > 0) != (e.Kind == ByRule) {
		return e, "rules", fmt.Errorf("%w: rules are named exactly where they implement it", rule.Invalid)
	}
	return e, "", nil
}
