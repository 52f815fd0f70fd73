package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/conformance"
)

// folder is where a rule's table is, below -tables: as this module keeps it, in its room's testdata, or just there.
func (s *session) folder(id string) (string, error) {
	own := filepath.Join(s.tables, room(id), "testdata")
	for _, dir := range []string{own, s.tables} {
		if _, err := os.Stat(filepath.Join(dir, id+".csv")); err == nil {
			return dir, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", fail(misused, "无法读取文件：%v", "%v", err)
		}
	}
	return "", fail(misused, "没有%s的案例表：应为%s，用 -tables 指明其所在（本库为其根目录）", "no table of cases for %s: it would be %s; say with -tables where they are (of this module, its root)", id, filepath.Join(own, id+".csv"))
}

// asked lists the rules that are named, or all, the newest version of each.
func (s *session) asked(ids []string) ([]rule.Any, error) {
	var out []rule.Any
	for _, id := range ids {
		r, err := s.lookup(id)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	if len(ids) > 0 {
		return out, nil
	}
	for _, r := range s.catalog.Rules() {
		if newest, ok := s.catalog.Lookup(r.ID()); ok && newest.Version() == r.Version() {
			out = append(out, r)
		}
	}
	return out, nil
}

// conform writes the conformance files of rules.
func conform(s *session, args []string) error {
	rules, err := s.asked(args)
	if err != nil {
		return err
	}
	if s.to == "" && len(args) != 1 {
		return fail(misused, "请用 -out 给出目录；只要一条规则时写到标准输出", "say with -out DIR where to; one rule alone goes to the standard output")
	}
	index := conformance.Index{Format: conformance.Format}
	total := conformance.Entry{}
	for _, r := range rules {
		file, err := s.conformanceOf(r)
		if err != nil {
			return err
		}
		text, err := file.JSON()
		if err != nil {
			return err
		}
		if s.to == "" {
			_, err := s.out.Write(text)
			return err
		}
		e := file.Entry()
		index.Files = append(index.Files, e)
		total.Cases, total.Refused, total.Kept = total.Cases+e.Cases, total.Refused+e.Refused, total.Kept+e.Kept
		if err := s.put(e.File, text); err != nil {
			return err
		}
	}
	text, err := index.JSON()
	if err != nil {
		return err
	}
	if err := s.put("schema.json", conformance.Schema()); err != nil {
		return err
	}
	if err := s.put("index.json", text); err != nil { // the last, so that an index is of files that are there
		return err
	}
	if s.json {
		_, err := s.out.Write(text)
		return err
	}
	_, err = fmt.Fprintln(s.out, rule.Text{
		ZH: fmt.Sprintf("%d个文件，%d例（其中应拒绝%d例，与留存记录逐字节相同%d例）", len(index.Files), total.Cases, total.Refused, total.Kept),
		EN: fmt.Sprintf("%d files, %d cases (%d to be refused, %d byte for byte those of golden records)", len(index.Files), total.Cases, total.Refused, total.Kept)}.In(s.lang))
	return err
}

// conformanceOf makes the file of one rule; what does not hold is named.
func (s *session) conformanceOf(r rule.Any) (conformance.File, error) {
	dir, err := s.folder(r.ID())
	if err != nil {
		return conformance.File{}, err
	}
	base := filepath.Join(dir, r.ID())
	table, err := s.file(base + ".csv")
	if err != nil {
		return conformance.File{}, err
	}
	golden, err := os.ReadFile(fmt.Sprintf("%s.v%d.jsonl", base, r.Version()))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return conformance.File{}, fail(misused, "无法读取文件：%v", "%v", err)
	}
	file, err := conformance.Of(s.catalog, r.ID(), bytes.NewReader(table), golden)
	if err != nil {
		bad := s.unreadable(base+".csv", err).(*told)
		if errors.Is(err, rule.Invalid) {
			bad.code = differs
		}
		return file, bad
	}
	return file, nil
}

// put writes a file into the folder that -out names.
func (s *session) put(name string, text []byte) error {
	err := os.MkdirAll(s.to, 0o755)
	if err == nil {
		err = os.WriteFile(filepath.Join(s.to, name), text, 0o644)
	}
	if err != nil {
		return fail(misused, "无法写入文件：%v", "%v", err)
	}
	return nil
}
