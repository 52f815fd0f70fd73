// Package synthetic makes households up, to try things out on. Nothing in it
// describes a real person or place, and every id and county says so.
package synthetic

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// ErrNumber is the error of a number of households or shards that cannot be.
var ErrNumber = errors.New("out of range")

// MaxShards is what five digits of a file's name can count.
const MaxShards = 99_999

// Household is one that was made up; amounts are in fen.
type Household struct {
	Number   int // what its id says
	County   string
	Area     string // rural or urban
	Property int64
	Members  []Member
}

// ID says that the household is made up.
func (h Household) ID() string { return fmt.Sprintf("SYNTHETIC-%09d", h.Number) }

// Member is one of its members, with a month's income and what earning it costs.
type Member struct{ Income, EmploymentCost int64 }

// Maker makes households in turn.
type Maker struct {
	// Counties are the names of the five counties; those of [New] begin with
	// synthetic-. Other names are for trying a book of standards out on.
	Counties [5]string

	r       *rand.Rand
	next    int
	members []Member
}

// New gives a maker. The same seed and stream make the same households, whose
// ids count from first.
func New(seed, stream uint64, first int) *Maker {
	return &Maker{r: rand.New(rand.NewPCG(seed, stream)), next: first, Counties: counties}
}

var counties = [5]string{"synthetic-a", "synthetic-b", "synthetic-c", "synthetic-d", "synthetic-e"}

// Chinese are names of the five counties in Chinese, which say too that they are made
// up.
var Chinese = [5]string{"试用甲县", "试用乙县", "试用丙县", "试用丁县", "试用戊区"}

// Next makes the next household: one to six members, half of them without
// income, some with costs of earning it; a few families at the edge of a ceiling
// of 30,000 yuan a person. Its members are the maker's until it is called again.
func (m *Maker) Next() Household {
	h := Household{Number: m.next, County: m.Counties[m.r.IntN(len(m.Counties))], Area: "rural"}
	m.next++
	if m.r.IntN(3) == 0 {
		h.Area = "urban"
	}
	members := 1 + m.r.IntN(3) + m.r.IntN(4)
	switch m.r.IntN(4) {
	case 0:
	case 1:
		h.Property = int64(members)*3_000_000 + m.r.Int64N(3) - 1
	default:
		h.Property = m.r.Int64N(16_000_000)
	}
	m.members = m.members[:0]
	for range members {
		var one Member
		if m.r.IntN(2) == 0 {
			one.Income = m.r.Int64N(220_000)
			if m.r.IntN(3) == 0 {
				one.EmploymentCost = m.r.Int64N(70_000)
			}
		}
		m.members = append(m.members, one)
	}
	h.Members = m.members
	return h
}

// AppendLine writes the household as a line of CSV.
func (h Household) AppendLine(b []byte) []byte {
	b = append(fmt.Appendf(b, "%s,", h.ID()), h.County...)
	b = append(append(append(b, ','), h.Area...), ',')
	b = append(amount(b, h.Property), ',')
	for i, m := range h.Members {
		if i > 0 {
			b = append(b, ';')
		}
		b = amount(append(amount(b, m.Income), '/'), m.EmploymentCost)
	}
	return append(b, '\n')
}

func amount(b []byte, fen int64) []byte {
	b, _ = unit.Fen(int32(fen)).AppendText(b) // an amount always writes itself
	return b
}

// CSV writes the first n households of a maker, with a heading.
func CSV(to io.Writer, m *Maker, n int) error {
	w := bufio.NewWriterSize(to, 1<<20)
	_, _ = w.WriteString(households.Heading + "\n") // Flush has the error
	var line []byte
	for range n {
		line = m.Next().AppendLine(line[:0])
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return w.Flush()
}

// Shards makes n households in files households-00000-of-NNNNN.csv of a folder,
// nearly the same number in each. The same seed gives the same files.
func Shards(dir string, n, shards int, seed uint64) error {
	if n < 0 {
		return fmt.Errorf("%d households: %w", n, ErrNumber)
	}
	if shards < 1 || shards > MaxShards {
		return fmt.Errorf("%d shards: %w: 1 to %d", shards, ErrNumber, MaxShards)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	first := 1
	for i := range shards {
		rows := n / shards
		if i < n%shards {
			rows++
		}
		f, err := os.Create(filepath.Join(dir, fmt.Sprintf("households-%05d-of-%05d.csv", i, shards)))
		if err != nil {
			return err
		}
		if err := errors.Join(CSV(f, New(seed, uint64(i), first), rows), f.Close()); err != nil {
			return err
		}
		first += rows
	}
	return nil
}
