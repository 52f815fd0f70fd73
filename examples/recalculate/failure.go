package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// failure ends a run: what happened and how to mend it.
type failure struct {
	text rule.Text
	err  error // what it wraps; nil if nothing
	code int   // with which the program exits; zero means [failed]
}

func fail(err error, zh, en string, args ...any) *failure {
	return &failure{text: rule.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}, err: err}
}

func (f *failure) Error() string { return f.in(rule.English) }
func (f *failure) Unwrap() error { return f.err }

func (f *failure) in(l rule.Language) string {
	said := f.text.In(l)
	if f.err != nil {
		sep := ": "
		if l == rule.Chinese {
			sep = "："
		}
		said += sep + sentence(f.err, l)
	}
	return said
}

// sentence says an error in one language.
func sentence(err error, l rule.Language) string {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.in(l)
	}
	if f, ok := errors.AsType[*households.Fault](err); ok {
		return f.In(l)
	}
	if list, ok := errors.AsType[rule.Errors](err); ok {
		var said []string
		for i := range list {
			said = append(said, list[i].In(l))
		}
		return strings.Join(said, rule.Text{ZH: "；", EN: "; "}.In(l))
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	for _, s := range system {
		if errors.Is(err, s.err) {
			return s.text.In(l)
		}
	}
	return err.Error()
}

// system are the errors of files that a person can do something about.
var system = []struct {
	err  error
	text rule.Text
}{
	{syscall.ENOSPC, rule.Text{ZH: "磁盘已满；请腾出空间后用同一命令继续", EN: "the disk is full; make room, then the same command goes on"}},
	{syscall.EDQUOT, rule.Text{ZH: "磁盘配额已用完；请腾出空间后用同一命令继续", EN: "the disk quota is used up; make room, then the same command goes on"}},
	{syscall.EFBIG, rule.Text{ZH: "文件超过允许的大小；请放宽限制后用同一命令继续", EN: "the file would be larger than is allowed; raise the limit, then the same command goes on"}},
	{syscall.EROFS, rule.Text{ZH: "文件系统只读；请换一个位置", EN: "the file system is read-only; choose another place"}},
	{syscall.EISDIR, rule.Text{ZH: "这是文件夹；请给出文件名", EN: "is a folder; give a file's name"}},
	{syscall.ENOTDIR, rule.Text{ZH: "路径中有一段不是文件夹", EN: "a part of the path is no folder"}},
	{fs.ErrNotExist, rule.Text{ZH: "文件或文件夹不存在；请检查路径", EN: "no such file or folder; check the path"}},
	{fs.ErrPermission, rule.Text{ZH: "没有权限", EN: "permission denied"}},
}

// misuse is a failure of the command line.
func misuse(err error, zh, en string, args ...any) error {
	f := fail(err, zh, en, args...)
	f.code = misused
	return f
}
