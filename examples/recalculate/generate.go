package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// counties are made-up names: nothing here describes a real place.
var counties = []string{"synthetic-a", "synthetic-b", "synthetic-c", "synthetic-d", "synthetic-e"}

// synthetic makes households that look like applications: mostly one to four
// members, many of them without income, some with costs of earning it.
type synthetic struct{ *rand.Rand }

func (s synthetic) household(i int) parquetRow {
	row := parquetRow{ID: fmt.Sprintf("S%09d", i+1), County: counties[s.IntN(len(counties))], Area: "rural"}
	if s.IntN(100) < 35 {
		row.Area = "urban"
	}
	property := int64(0)
	if s.IntN(3) > 0 {
		property = s.Int64N(12_000_000)
	}
	row.Property = &property
	for range 1 + min(s.IntN(4), s.IntN(6)) + s.IntN(2) {
		var m parquetMember
		if s.IntN(100) < 45 {
			m.Income = 5_000 + s.Int64N(220_000)
			if s.IntN(3) == 0 {
				m.EmploymentCost = s.Int64N(60_000)
			}
		}
		row.Members = append(row.Members, m)
	}
	return row
}

func generate(out string, n int, seed uint64) error {
	if n < 0 {
		return fmt.Errorf("-n %d: must not be negative", n)
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	s := synthetic{rand.New(rand.NewPCG(seed, 0))}
	if strings.EqualFold(filepath.Ext(out), ".parquet") {
		err = writeParquet(f, s, n)
	} else {
		err = writeCSV(f, s, n)
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

func writeParquet(f *os.File, s synthetic, n int) error {
	w := parquet.NewGenericWriter[parquetRow](f)
	for from := 0; from < n; from += parquetBatch {
		var batch []parquetRow
		for i := from; i < min(from+parquetBatch, n); i++ {
			batch = append(batch, s.household(i))
		}
		if _, err := w.Write(batch); err != nil {
			return err
		}
	}
	return w.Close()
}

func writeCSV(f *os.File, s synthetic, n int) error {
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, inputHead)
	var b []byte
	for i := range n {
		row := s.household(i)
		b = append(b[:0], row.ID+","+row.County+","+row.Area+","...)
		b = appendFen(b, *row.Property)
		b = append(b, ',')
		for k, m := range row.Members {
			if k > 0 {
				b = append(b, ';')
			}
			b = append(appendFen(b, m.Income), '/')
			b = appendFen(b, m.EmploymentCost)
		}
		if _, err := w.Write(append(b, '\n')); err != nil {
			return err
		}
	}
	return w.Flush()
}

func appendFen(b []byte, fen int64) []byte {
	b, _ = unit.Fen(int32(fen)).AppendText(b) // an amount always writes itself
	return b
}
