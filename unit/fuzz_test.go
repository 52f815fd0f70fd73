package unit_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

func addNumbers(f *testing.F, suffixes ...string) {
	for text := range badMoney {
		for _, s := range suffixes {
			f.Add(text + s)
		}
	}
	for _, text := range []string{"637.50", "-0.01", "0.000000001", "2147483648", "1/3", "9007199254740991/9007199254740992"} {
		for _, s := range suffixes {
			f.Add(text + s)
		}
	}
}

func FuzzParseMoney(f *testing.F) {
	addNumbers(f, "")
	f.Fuzz(func(t *testing.T, s string) {
		want, wantErr := slowScan(s, 2, big.NewInt(unit.MaxFen))
		got, err := unit.ParseMoney(s)
		if !errors.Is(err, wantErr) || (err == nil) != (wantErr == nil) {
			t.Fatalf("%q: error %v, want %v", s, err, wantErr)
		}
		if err == nil && got.Fen() != want.Int64() {
			t.Fatalf("%q: %v, want %v", s, got, want)
		}
		if err == nil {
			if back, err := unit.ParseMoney(got.String()); err != nil || back != got {
				t.Fatalf("%q: %v does not read back: %v, %v", s, got, back, err)
			}
		}
	})
}

func FuzzParseRate(f *testing.F) {
	addNumbers(f, "%", "‰", "×", "x", "倍", "")
	f.Fuzz(func(t *testing.T, s string) {
		want, wantErr := slowRate(s)
		got, err := unit.ParseRate(s)
		if !errors.Is(err, wantErr) || (err == nil) != (wantErr == nil) {
			t.Fatalf("%q: error %v, want %v", s, err, wantErr)
		}
		if err != nil {
			return
		}
		if got.Rat().Cmp(want) != 0 {
			t.Fatalf("%q: %v, want %v", s, got, want)
		}
		if back, err := unit.ParseRate(got.String()); err != nil || !back.Equal(got) || back.Notation() != got.Notation() {
			t.Fatalf("%q: %v does not read back: %v, %v", s, got, back, err)
		}
	})
}

func FuzzShareText(f *testing.F) {
	addNumbers(f, "/1", "/0", "")
	f.Fuzz(func(t *testing.T, s string) {
		var sh unit.Share
		if err := sh.UnmarshalText([]byte(s)); err != nil {
			if sh.IsValid() {
				t.Fatalf("%q: refused, yet the receiver changed", s)
			}
			return
		}
		p, w, _ := strings.Cut(s, "/")
		rp, _ := slowScan(p, 0, big.NewInt(unit.MaxCount))
		rw, _ := slowScan(w, 0, big.NewInt(unit.MaxCount))
		if rp == nil || rw == nil || rp.Int64() != sh.Part() || rw.Int64() != sh.Whole() || sh.Part() > sh.Whole() || sh.Whole() < 1 {
			t.Fatalf("%q: read as %v", s, sh)
		}
	})
}

func FuzzShareJSON(f *testing.F) {
	for _, s := range []string{`{"part":1,"whole":2}`, `{"whole":2,"part":1}`, `{"part":1,"part":1,"whole":2}`, `null`, `{"part":1e3,"whole":2}`, `{"part":1}{}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var sh unit.Share
		if err := sh.UnmarshalJSON([]byte(s)); err != nil {
			if sh.IsValid() {
				t.Fatalf("%q: refused, yet the receiver changed", s)
			}
			return
		}
		raw, err := sh.MarshalJSON()
		var back unit.Share
		if err != nil || back.UnmarshalJSON(raw) != nil || back != sh {
			t.Fatalf("%q: %v does not read back from %s", s, sh, raw)
		}
	})
}

func FuzzExactText(f *testing.F) {
	addNumbers(f, "", "/7", "/010")
	f.Add("017/3")
	f.Fuzz(func(t *testing.T, s string) {
		want, ok := slowExact(s)
		var e unit.Exact
		if err := e.UnmarshalText([]byte(s)); err != nil {
			if ok != errors.Is(err, unit.Range) {
				t.Fatalf("%q: error %v, well written: %v", s, err, ok)
			}
			return
		}
		if !ok || want.Cmp(e.Rat()) != 0 {
			t.Fatalf("%q: read as %v, want %v", s, e.Rat(), want)
		}
		var back unit.Exact
		if err := back.UnmarshalText([]byte(e.String())); err != nil || !back.Equal(e) {
			t.Fatalf("%q: %v does not read back: %v", s, e, err)
		}
	})
}

func FuzzTotalText(f *testing.F) {
	addNumbers(f, "", "0000000000000000")
	f.Fuzz(func(t *testing.T, s string) {
		var total unit.Total
		if err := total.UnmarshalText([]byte(s)); err != nil {
			return
		}
		want, err := slowScan(s, 2, new(big.Int).Lsh(big.NewInt(1), 126))
		if err != nil || new(big.Rat).SetFrac(want, big.NewInt(100)).Cmp(total.Rat()) != 0 {
			t.Fatalf("%q: read as %v, want %v (%v)", s, total, want, err)
		}
	})
}

// FuzzMoneyJSON holds the JSON reader against encoding/json's own strings.
func FuzzMoneyJSON(f *testing.F) {
	for _, s := range []string{`"637.50"`, `"\u0035"`, `"5\n"`, `null`, `637.5`, `"\ud800"`, `"5"5"`, `"`, `"\"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := unit.Fen(7)
		err := m.UnmarshalJSON([]byte(s))
		if err != nil && m != unit.Fen(7) {
			t.Fatalf("%q: refused, yet the receiver changed", s)
		}
		var text *string
		if json.Unmarshal([]byte(s), &text) != nil || text == nil || strings.TrimSpace(s) != s {
			return
		}
		want, wantErr := unit.ParseMoney(*text)
		if (err == nil) != (wantErr == nil) || err == nil && m != want {
			t.Fatalf("%q: read as %v (%v), want %v (%v)", s, m, err, want, wantErr)
		}
	})
}

// FuzzMoneyFromDecimal looks for a number that is slow, or read as another. The
// coefficient is head × 10^tens, so that zeros hide in it.
func FuzzMoneyFromDecimal(f *testing.F) {
	f.Add(int64(1), uint16(0), int32(math.MaxInt32))
	f.Add(int64(-1), uint16(0), int32(math.MinInt32))
	f.Add(int64(63_750), uint16(0), int32(-2))
	f.Add(int64(6_375), uint16(4092), int32(-4093))
	f.Add(int64(1), uint16(4096), int32(-4096))
	f.Fuzz(func(t *testing.T, head int64, tens uint16, exp int32) {
		n := tenTo(int64(tens))
		n.Mul(n, big.NewInt(head))
		m, err := unit.MoneyFromDecimal(decimal.NewFromBigInt(n, exp))
		// The value is head × 10^(tens+exp), whose zeros need no looking for.
		places := int64(tens) + int64(exp) + 2 // in fen
		fen := new(big.Rat).SetInt64(head)
		switch {
		case places > 30 || places < -30:
			if head != 0 && err == nil {
				t.Fatalf("%d × 10^%d: read as %v", head, places-2, m)
			}
			return
		case places >= 0:
			fen.Mul(fen, new(big.Rat).SetInt(tenTo(places)))
		default:
			fen.Quo(fen, new(big.Rat).SetInt(tenTo(-places)))
		}
		fits := fen.IsInt() && new(big.Rat).Abs(fen).Cmp(big.NewRat(unit.MaxFen, 1)) <= 0
		if fits && len(new(big.Int).Abs(n).String()) > 4096 {
			if !errors.Is(err, unit.Syntax) {
				t.Fatalf("%d and %d zeros: %v", head, tens, err)
			}
			return // refused for its digits, though they are zeros
		}
		if fits != (err == nil) || fits && fen.Num().Int64() != m.Fen() {
			t.Fatalf("%d × 10^%d: %v (%v), want %v fen", head, places-2, m, err, fen)
		}
	})
}

func FuzzParseMonth(f *testing.F) {
	for _, s := range []string{"2021-07", "2021-7", "0000-00", "２０２１-01", "9999-99"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := unit.ParseMonth(s)
		if err == nil && (m.String() != s || m.IsZero()) {
			t.Fatalf("%q: read as %v", s, m)
		}
	})
}

func FuzzParseRounding(f *testing.F) {
	f.Add("up/yuan")
	f.Add("half-even/fen ")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := unit.ParseRounding(s)
		if err == nil && (r.String() != s || !r.IsSet()) {
			t.Fatalf("%q: read as %v", s, r)
		}
	})
}

func FuzzExactRateText(f *testing.F) {
	addNumbers(f, "%", "/7%", "/1000‰", "/3×", "x", "")
	f.Fuzz(func(t *testing.T, s string) {
		var r unit.ExactRate
		if err := r.UnmarshalText([]byte(s)); err != nil {
			if !r.Equal(unit.ExactRate{}) {
				t.Fatalf("%q: refused, yet the receiver changed", s)
			}
			return
		}
		for _, n := range []struct {
			sign string
			by   int64
		}{{"%", 100}, {"‰", 1000}, {"×", 1}} {
			number, ok := strings.CutSuffix(s, n.sign)
			if !ok {
				continue
			}
			want, ok := slowExact(number)
			if !ok || want.Quo(want, big.NewRat(n.by, 1)).Cmp(r.Rat()) != 0 {
				t.Fatalf("%q: read as %v, want %v", s, r.Rat(), want)
			}
		}
		var back unit.ExactRate
		if err := back.UnmarshalText([]byte(r.String())); err != nil || !back.Equal(r) {
			t.Fatalf("%q: %v does not read back: %v", s, r, err)
		}
	})
}
