// Package synthetic makes households up: a partitioned data set to try the
// pipeline on. Nothing in it describes a real person or place, and every id and
// county says so.
package synthetic

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// ErrNumber is the error of a number of households or shards that cannot be.
var ErrNumber = errors.New("out of range")

// MaxShards is what five digits of a file's name can count.
const MaxShards = 99_999

// Write makes n households in files households-00000-of-NNNNN.csv of a folder,
// nearly the same number in each. The same seed gives the same files.
func Write(dir string, n, shards int, seed uint64) error {
	if n < 0 {
		return fmt.Errorf("%d households: %w", n, ErrNumber)
	}
	if shards < 1 || shards > MaxShards {
		return fmt.Errorf("%d shards: %w: 1 to %d", shards, ErrNumber, MaxShards)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	next := 0
	for i := range shards {
		rows := n / shards
		if i < n%shards {
			rows++
		}
		name := filepath.Join(dir, fmt.Sprintf("households-%05d-of-%05d.csv", i, shards))
		m := maker{rand.New(rand.NewPCG(seed, uint64(i)))}
		if err := m.file(name, next+1, next+rows); err != nil {
			return err
		}
		next += rows
	}
	return nil
}

type maker struct{ *rand.Rand }

func (m maker) file(name string, first, last int) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	_, _ = w.WriteString("id,county,area,property,members\n") // Flush has the error
	var line []byte
	for i := first; i <= last; i++ {
		line = append(m.household(line[:0], i), '\n')
		_, _ = w.Write(line)
	}
	return errors.Join(w.Flush(), f.Close())
}

// household writes one line: one to six members, half of them without income,
// some with costs of earning it; a few families at the edge of a ceiling.
func (m maker) household(b []byte, i int) []byte {
	area := "rural"
	if m.IntN(3) == 0 {
		area = "urban"
	}
	b = fmt.Appendf(b, "SYNTHETIC-%09d,synthetic-%c,%s,", i, 'a'+rune(m.IntN(6)), area)
	members := 1 + m.IntN(3) + m.IntN(4)
	switch m.IntN(4) {
	case 0:
		b = m.amount(b, 0)
	case 1:
		b = m.amount(b, int32(members)*3_000_000+m.Int32N(3)-1)
	default:
		b = m.amount(b, m.Int32N(16_000_000))
	}
	for k := range members {
		b = append(b, ",;"[min(k, 1)])
		income, cost := int32(0), int32(0)
		if m.IntN(2) == 0 {
			income = m.Int32N(220_000)
			if m.IntN(3) == 0 {
				cost = m.Int32N(70_000)
			}
		}
		b = m.amount(append(m.amount(b, income), '/'), cost)
	}
	return b
}

func (maker) amount(b []byte, fen int32) []byte {
	b, _ = unit.Fen(fen).AppendText(b) // an amount always writes itself
	return b
}
