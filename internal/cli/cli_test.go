package cli_test

import (
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/internal/cli"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestAWrongFlagIsSaidInBothLanguages: the words of package flag are its own, and could change.
func TestAWrongFlagIsSaidInBothLanguages(t *testing.T) {
	parse := func(args ...string) error {
		f := flag.NewFlagSet("x", flag.ContinueOnError)
		f.SetOutput(io.Discard)
		f.Int("year", 0, "")
		f.Bool("json", false, "")
		return f.Parse(args)
	}
	for _, c := range []struct {
		args   []string
		zh, en string
	}{
		{[]string{"-yaer", "3"}, "没有选项-yaer；-h列出全部选项", "there is no flag -yaer; -h lists those that there are"},
		{[]string{"-year"}, "选项-year缺少内容：请在其后写明", "flag -year lacks its value: write it behind"},
		{[]string{"-year", "２０２３"}, "选项-year的内容\"２０２３\"无法识别；-h说明各选项怎样写", "flag -year does not take \"２０２３\"; -h tells how each is written"},
		{[]string{"-json=x"}, "选项-json的内容\"x\"无法识别；-h说明各选项怎样写", "flag -json does not take \"x\"; -h tells how each is written"},
	} {
		err := cli.Flag(parse(c.args...))
		assert.Equal(t, c.zh, cli.Say(err, rule.Chinese))
		assert.Equal(t, c.en, cli.Say(err, rule.English))
		assert.EqualError(t, err, c.en)
	}
	assert.Equal(t, "选项有误：other", cli.Say(cli.Flag(errors.New("other")), rule.Chinese))
}

func TestAFileThatCannotBeReadIsSaidInBothLanguages(t *testing.T) {
	none, dir := filepath.Join(t.TempDir(), "无"), t.TempDir()
	_, err := os.ReadFile(none)
	require.Error(t, err)
	assert.Equal(t, none+"：没有这个文件，请核对路径", cli.Say(err, rule.Chinese))
	assert.Equal(t, none+": there is no such file: check the path", cli.Say(err, rule.English))
	_, err = os.ReadFile(dir)
	assert.Equal(t, dir+"：这是文件夹，请给出文件", cli.Say(err, rule.Chinese))
	assert.Equal(t, "other", cli.Say(errors.New("other"), rule.Chinese))
	assert.Equal(t, "x：不得为null", cli.Say(rule.Errors{{Code: rule.Missing, Field: "x", Reason: rule.Text{ZH: "不得为null", EN: "null"}}}, rule.Chinese))
	at := cli.At(rule.Text{ZH: "第1条记录", EN: "record 1"}, rule.Errors{{Code: rule.Missing, Field: "x", Reason: rule.Text{ZH: "未提供", EN: "not given"}}})
	assert.Equal(t, "第1条记录：x：未提供", cli.Say(at, rule.Chinese))
	assert.Equal(t, "record 1: x: not given", cli.Say(at, rule.English))
	_, err = cli.Language("fr")
	assert.Equal(t, "-lang应为zh（中文）或en（英文），而不是fr", cli.Say(err, rule.Chinese))
	l, err := cli.Language("en")
	require.NoError(t, err)
	assert.Equal(t, rule.English, l)
}
