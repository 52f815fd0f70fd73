package unit_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

func BenchmarkMoneyAppendText(b *testing.B) {
	m, buf := unit.MustParseMoney("123456.78"), make([]byte, 0, 64)
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = m.AppendText(buf[:0])
	}
}

func BenchmarkMoneyMarshalJSON(b *testing.B) {
	m := unit.MustParseMoney("123456.78")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExactAppendText(b *testing.B) {
	e, err := unit.MustParseMoney("24000.01").Times(unit.Percent(30)).Div(12)
	if err != nil {
		b.Fatal(err)
	}
	buf := make([]byte, 0, 64)
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = e.AppendText(buf[:0])
	}
}

func BenchmarkParseMoney(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := unit.ParseMoney("123456.78"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExactRound(b *testing.B) {
	m, r := unit.MustParseMoney("24000.01"), unit.Percent(30)
	b.ReportAllocs()
	for b.Loop() {
		e, err := m.Times(r).Div(12)
		if err != nil {
			b.Fatal(err)
		}
		if _, err = e.Round(unit.UpToFen); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkShareMeets(b *testing.B) {
	s, err := unit.NewShare(12_649, 23_000)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if s.Meets(unit.Percent(55)) {
			b.Fatal("met")
		}
	}
}

var sink int64

func BenchmarkRoundingFen(b *testing.B) {
	for _, r := range []unit.Rounding{unit.UpToYuan, unit.HalfEvenToJiao, unit.MustParseRounding("up/5jiao")} {
		b.Run(r.String(), func(b *testing.B) {
			b.ReportAllocs()
			fen := int64(0)
			for b.Loop() {
				for range 1_000 { // so that the loop itself does not count
					fen += 7
					sink += r.Fen(fen)
				}
			}
		})
	}
}

func BenchmarkExactAdd(b *testing.B) {
	m := unit.MustParseMoney("24000.01")
	x, y := m.Times(unit.Percent(30)), m.Exact()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := x.Add(y); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkShareMeetsExact(b *testing.B) {
	s, err := unit.NewShare(12_649, 23_000)
	if err != nil {
		b.Fatal(err)
	}
	goal, err := unit.Percent(54).TowardExact(unit.Percent(57), 3, 7)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if s.MeetsExact(goal) {
			b.Fatal("met")
		}
	}
}
