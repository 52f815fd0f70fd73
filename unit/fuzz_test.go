package unit_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

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
	addNumbers(f, "%", "‰", "×", "x", "")
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
	addNumbers(f, "", "/7")
	f.Fuzz(func(t *testing.T, s string) {
		var e unit.Exact
		if err := e.UnmarshalText([]byte(s)); err != nil {
			return
		}
		want, ok := new(big.Rat).SetString(s)
		if !ok || want.Cmp(e.Rat()) != 0 {
			t.Fatalf("%q: read as %v", s, e.Rat())
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
