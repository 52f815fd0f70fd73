// Package cli says in both languages what package flag and the system say of a command's flags and files, so that a command that
// answers in Chinese does not refuse in English.
package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"syscall"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Told is a failure of a command in both languages.
type Told rule.Text

// Error says it in English.
func (t *Told) Error() string { return t.EN }

// Fail gives a failure whose halves take the same values.
func Fail(zh, en string, args ...any) error {
	return &Told{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
}

var (
	noFlag   = regexp.MustCompile(`^flag provided but not defined: (.+)$`)
	noValue  = regexp.MustCompile(`^flag needs an argument: (.+)$`)
	badValue = regexp.MustCompile(`^invalid (?:boolean )?value (".*") for (?:flag )?(-[^:]+): (?:.+)$`)
)

// Flag 选项有误 says what is wrong with a command's flags, by the error of [flag.FlagSet.Parse].
func Flag(err error) error {
	said := err.Error()
	for _, form := range []struct {
		of     *regexp.Regexp
		zh, en string
	}{
		{noFlag, "没有选项%s；-h列出全部选项", "there is no flag %s; -h lists those that there are"},
		{noValue, "选项%s缺少内容：请在其后写明", "flag %s lacks its value: write it behind"},
		{badValue, "选项%[2]s的内容%[1]s无法识别；-h说明各选项怎样写", "flag %[2]s does not take %[1]s; -h tells how each is written"},
	} {
		if m := form.of.FindStringSubmatch(said); m != nil {
			args := make([]any, len(m)-1)
			for i := range args {
				args[i] = m[i+1]
			}
			return Fail(form.zh, form.en, args...)
		}
	}
	return Fail("选项有误：%v", "a wrong flag: %v", err)
}

// Language 语言 reads what -lang says.
func Language(s string) (rule.Language, error) {
	l, err := rule.ParseLanguage(s)
	if err != nil {
		return rule.Chinese, Fail("-lang应为zh（中文）或en（英文），而不是%s", "-lang must be zh or en, not %s", s)
	}
	return l, nil
}

// system are the errors of files that a person can do something about.
var system = []struct {
	err error
	rule.Text
}{
	{syscall.EISDIR, rule.Text{ZH: "这是文件夹，请给出文件", EN: "is a folder: give a file"}},
	{syscall.ENOSPC, rule.Text{ZH: "磁盘已满，请腾出空间", EN: "the disk is full: make room"}},
	{syscall.ENOTDIR, rule.Text{ZH: "路径中有一段不是文件夹", EN: "a part of the path is no folder"}},
	{fs.ErrNotExist, rule.Text{ZH: "没有这个文件，请核对路径", EN: "there is no such file: check the path"}},
	{fs.ErrPermission, rule.Text{ZH: "没有权限", EN: "permission denied"}},
}

// Say 说明错误 says an error in one language: that of a command, of a rule, of a file, or whatever else as it is.
func Say(err error, l rule.Language) string {
	switch e := err.(type) { // not what is wrapped: what stands before it would be lost
	case *Told:
		return rule.Text(*e).In(l)
	case interface{ In(rule.Language) string }:
		return e.In(l)
	case *fs.PathError:
		for _, s := range system {
			if errors.Is(e.Err, s.err) {
				return rule.Text{ZH: e.Path + "：" + s.ZH, EN: e.Path + ": " + s.EN}.In(l)
			}
		}
	}
	return err.Error()
}

// At 指明处所 is an error with what it is about before it: a record, a file.
func At(where rule.Text, err error) error {
	return &Told{ZH: where.ZH + "：" + Say(err, rule.Chinese), EN: where.EN + ": " + Say(err, rule.English)}
}
