package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// identity is what the results depend on; nothing else does.
type identity struct {
	Format     int               `json:"format"` // of the journal and the results
	Input      files.Format      `json:"input"`
	Reading    string            `json:"reading"` // the options by which the input is read
	Size       int64             `json:"size"`    // of the input
	SHA256     string            `json:"sha256"`  // of the input; empty until it is known
	Rule       string            `json:"rule"`
	Version    int               `json:"version"`
	Parameters households.Policy `json:"parameters"`
	Month      unit.Month        `json:"month,omitzero"`
	Book       string            `json:"book,omitzero"` // digest of what is in force in the month
	IDs        bool              `json:"ids"`
	Language   string            `json:"language"` // of the reasons in the results
}

const format = 4

// mark says that the results of the first Rows rows take Bytes bytes, whose
// digest is SHA256.
type mark struct {
	Rows   int    `json:"rows"`
	Bad    int    `json:"bad"` // how many of them were bad
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	// Read is what was normalised in these rows.
	Read households.Report `json:"read,omitzero"`
}

// badRow is a bad row as it is told.
type badRow struct {
	Row  int    `json:"row"` // which row of the results it is, from 1
	Text string `json:"text"`
}

const (
	shownBad  = 20 // bad rows that are told one by one
	mostMarks = 64
)

// journal is what stands beside the results. The results are a function of the
// identity: a mark stays true whatever happens to them.
type journal struct {
	identity
	Done     bool     `json:"done"`
	Marks    []mark   `json:"marks"` // by rows; only once the input's digest is known
	FirstBad []badRow `json:"first_bad"`
	// File is what was normalised of the input as a whole, once all is done.
	File households.Report `json:"file,omitzero"`
}

// with gives the journal with one more mark. Where they get many, the one goes
// whose neighbours are nearest: results that were cut are gone on with from a
// mark before, and those that are left stand all over the file.
func (j journal) with(m mark, bad []badRow) journal {
	kept := make([]mark, 0, mostMarks+1)
	for _, old := range j.Marks {
		if old.Rows < m.Rows {
			kept = append(kept, old)
		}
	}
	kept = append(kept, m)
	if len(kept) > mostMarks {
		least, before := 0, 0
		for i, gap := 0, m.Rows; i < len(kept)-1; i++ {
			if g := kept[i+1].Rows - before; g < gap {
				least, gap = i, g
			}
			before = kept[i].Rows
		}
		kept = slices.Delete(kept, least, least+1)
	}
	j.Marks, j.FirstBad = kept, slices.Clone(bad)
	return j
}

// differs names the first thing in which two runs are not the same.
func (j identity) differs(o identity) *rule.Text {
	for _, d := range []struct {
		same bool
		text rule.Text
	}{
		{j.Format == o.Format, rule.Text{ZH: "本程序的另一版本", EN: "another version of this program"}},
		{j.Input == o.Input && j.Size == o.Size && (j.SHA256 == o.SHA256 || j.SHA256 == "" || o.SHA256 == ""), rule.Text{ZH: "另一输入（内容不同）", EN: "another input (its content differs)"}},
		{j.Reading == o.Reading, rule.Text{ZH: "另一种读取方式（编码、分隔符、工作表或略过的列）", EN: "another way to read the input (encoding, separator, sheet or columns passed over)"}},
		{j.Rule == o.Rule && j.Version == o.Version, rule.Text{ZH: "另一规则或版本", EN: "another rule or version"}},
		{j.Parameters == o.Parameters, rule.Text{ZH: "另一组参数", EN: "other parameters"}},
		{j.Month == o.Month, rule.Text{ZH: "另一月份", EN: "another month"}},
		{j.Book == o.Book, rule.Text{ZH: "另一标准册（当月适用的标准不同）", EN: "another book (the standards of the month differ)"}},
		{j.IDs == o.IDs, rule.Text{ZH: "另一--ids选项", EN: "another choice of --ids"}},
		{j.Language == o.Language, rule.Text{ZH: "另一语言（--lang）", EN: "another language (--lang)"}},
	} {
		if !d.same {
			return &d.text
		}
	}
	return nil
}

func journalOf(out string) string { return out + ".job" }

var errNoJournal = errors.New("no journal")

// readJournal reads the journal of a file of results. A line with its digest
// stands below it.
func readJournal(out string) (j journal, err error) {
	name := journalOf(out)
	raw, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return j, errNoJournal
	}
	if err != nil {
		return j, fail(err, "%s", "%s", name)
	}
	if len(raw) == 0 {
		return j, fail(nil, "进度记录%[1]s是空的（0字节），无法确认%[2]s的来历；请删除这两个文件后重新计算，或换一个--out",
			"the journal %[1]s is empty (0 bytes), so nothing tells what %[2]s is; remove both files and begin again, or choose another --out", name, out)
	}
	text, sum, _ := bytes.Cut(raw, []byte{'\n'})
	if string(sum) != digest(text)+"\n" || json.Unmarshal(text, &j) != nil {
		return j, fail(nil, "进度记录%[1]s残缺、被改动或属于旧版本，无法确认%[2]s的来历；请删除这两个文件后重新计算，或换一个--out",
			"the journal %[1]s is torn, altered or of an older version, so nothing tells what %[2]s is; remove both files and begin again, or choose another --out", name, out)
	}
	return j, nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// write replaces the journal in one step: whatever happens, the old one or the
// new one is there, whole.
func (j journal) write(out string) error {
	text, err := json.Marshal(j)
	if err != nil {
		return err
	}
	name := journalOf(out)
	if err := replace(name, append(text, "\n"+digest(text)+"\n"...)); err != nil {
		return fail(err, "进度记录%s未能写入，原有记录未动", "the journal %s could not be written; the one before it stands", name)
	}
	return nil
}

func replace(name string, text []byte) (err error) {
	temporary := name + ".tmp"
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreAbsent(os.Remove(temporary)))
		}
	}()
	f, err := os.Create(temporary)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(temporary, name); err != nil {
		return err
	}
	if dir, err := os.Open(filepath.Dir(name)); err == nil {
		_ = dir.Sync() // some systems have no such thing; the file is whole either way
		_ = dir.Close()
	}
	return nil
}

func ignoreAbsent(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
