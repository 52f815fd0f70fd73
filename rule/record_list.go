package rule

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Seal 清单校验 holds a list of records together: how many they are, and a SHA-256 sum over their
// own sums, digests.record, in order. One that is missing, added, doubled, altered or in
// another place shows. Whether each holds is for [Catalog.Replay].
type Seal struct {
	Count  int    `json:"count"`
	Digest string `json:"digest"`
}

// SealRecords 封存清单 seals a list of records. A record that carries no sum is [Missing], one
// that stands twice [Duplicate]: give decisions on equal facts a [Subject], as
// [Decision.For] does. Each is named by its place, from 0: records[3].
func SealRecords(records iter.Seq[json.RawMessage]) (Seal, error) {
	var f Errors
	all := sha256.New()
	first := map[[sha256.Size]byte]int{}
	n := 0
	if records == nil {
		records = func(func(json.RawMessage) bool) {}
	}
	for record := range records {
		at := tree.Index("records", n)
		sum, err := sumOf(record)
		if f.Wrap(at, err); err == nil {
			if i, twice := first[sum]; twice {
				f.Add(Duplicate, at, hex.EncodeToString(sum[:]), Text{
					ZH: fmt.Sprintf("与第%d份（从0数起）是同一份记录，请只保留一份", i), EN: fmt.Sprintf("is records[%d] again: keep one", i)})
			} else {
				first[sum] = n
			}
			all.Write(sum[:])
		}
		n++
	}
	return Seal{Count: n, Digest: hex.EncodeToString(all.Sum(nil))}, f.Err()
}

// Check 核对 says whether a list is the one that was sealed: nil, or [Errors] with the faults
// of [SealRecords] and what the seal tells.
func (s Seal) Check(records iter.Seq[json.RawMessage]) error {
	got, err := SealRecords(records)
	f := Faults(err)
	switch {
	case got.Count != s.Count:
		f.Add(Invalid, "records", strconv.Itoa(got.Count), Text{
			ZH: fmt.Sprintf("封存时共%d份：有遗漏或多出", s.Count), EN: fmt.Sprintf("%d were sealed: some are missing, or too many", s.Count)})
	case got.Digest != s.Digest:
		f.Add(Invalid, "records", got.Digest, Text{
			ZH: "份数相同，但不是封存时的那些记录，或次序不同；请与封存的清单逐份核对", EN: "as many as were sealed, but others, or in another order: compare them with the sealed list one by one"})
	}
	return f.Err()
}

// sumOf reads the sum that a record carries.
func sumOf(record []byte) (sum [sha256.Size]byte, err error) {
	var f Errors
	text := ""
	members, err := tree.Members(record)
	if err != nil {
		return sum, err
	}
	for _, m := range members {
		if m.Name != "digests" {
			continue
		}
		if members, err = tree.Members(m.Value); err != nil {
			return sum, err
		}
		for _, d := range members {
			if d.Name == "record" {
				_ = Unmarshal(d.Value, &text) // what is no text is no sum
			}
		}
	}
	if raw, err := hex.DecodeString(text); err == nil && len(raw) == len(sum) {
		return [sha256.Size]byte(raw), nil
	}
	f.Missing("digests.record")
	return sum, f.Err()
}

// SplitRecords 拆分记录 cuts a text of several records, one after the other (a line each, or
// indented), into single ones for [Catalog.Replay]. Text that is no JSON is an error that
// says which one it is, from 0: records[3].
func SplitRecords(data []byte) ([]json.RawMessage, error) {
	raws, err := tree.Split(data)
	if err != nil {
		return nil, wrapped("records", err)
	}
	out := make([]json.RawMessage, len(raws))
	for i := range raws {
		out[i] = raws[i]
	}
	return out, nil
}
