package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// options are the command line.
type options struct {
	command string // run or generate; empty: help
	lang    rule.Language
	help    bool

	input, out  string
	policy      households.Policy
	book        string
	month       unit.Month
	known       unit.Day
	areas       dated.Areas
	reading     files.Options
	workbook    string
	form        samples.Form
	workers     int
	ids         bool
	stopAtFirst bool
	every       time.Duration

	households int
	seed       uint64
}

// flag is one option; a switch has no value.
type flag struct {
	names    string // separated by spaces, the first is shown
	command  string // empty: every command's
	required bool
	isSwitch bool
	set      func(o *options, value string) error
	zh, en   string
}

const mostWorkers = 1024

var flags = []flag{
	{"standard", "run", false, false, func(o *options, v string) error { return o.policy.Standard.UnmarshalText([]byte(v)) },
		"各户共用的低保标准，元/人·月（不用标准册时必填）", "the allowance standard of all households, yuan a person and month (required without a book)"},
	{"property-limit property-ceiling", "run", false, false, func(o *options, v string) error { return o.policy.PropertyLimit.UnmarshalText([]byte(v)) },
		"人均财产限定标准，元（标准册未给出时必填）", "the property limit, yuan a person (required unless the book gives it)"},
	{"everyone", "run", false, true, func(o *options, _ string) error { o.policy.EmploymentCosts = assistance.Everyone; return nil },
		"城镇家庭也扣减就业成本", "deduct employment costs for urban households too"},
	{"book", "run", false, false, func(o *options, v string) error { o.book = v; return nil },
		"低保标准册，CSV或JSON（见rule/dated）：urban.standard、urban.property_limit等列，或只有urban、rural两列", "a book of standards, CSV or JSON (see rule/dated): columns urban.standard, urban.property_limit and so on, or urban and rural alone"},
	{"month", "run", false, false, func(o *options, v string) error { return o.month.UnmarshalText([]byte(v)) },
		"核算月份，如2023-07（用标准册时必填）", "the month, 2023-07 (required with a book)"},
	{"city", "run", false, false, func(o *options, v string) error { o.areas.City = v; return nil },
		"标准册中的设区的市；县区没有本地标准时用它的", "the city of the book, whose standards hold in a county without its own"},
	{"counties", "run", false, false, func(o *options, v string) error { o.areas.Counties = listed(v); return nil },
		"标准册中的县区，以逗号分隔（用标准册时必填）", "the counties of the book, separated by commas (required with a book)"},
	{"known-on", "run", false, false, func(o *options, v string) error { return o.known.UnmarshalText([]byte(v)) },
		"只用该日及以前公布的文件，如2023-07-10", "leave out documents published after that day, 2023-07-10"},
	{"encoding", "run", false, false, func(o *options, v string) error { return o.reading.Encoding.UnmarshalText([]byte(v)) },
		"输入的编码：utf-8、gb18030、utf-16le、utf-16be（默认自行判断，判断不了则拒绝）", "how the input is encoded: utf-8, gb18030, utf-16le or utf-16be (found out by default, refused if it cannot be)"},
	{"separator", "run", false, false, func(o *options, v string) error { return separator(v, &o.reading.Separator) },
		"输入的分隔符：comma、semicolon或tab（默认自行判断）", "what separates the input: comma, semicolon or tab (found out by default)"},
	{"sheet", "run", false, false, func(o *options, v string) error { o.reading.Sheet = v; return nil },
		"工作表名（默认唯一可见且不为空的一张）", "the sheet of a workbook (by default the only one that is seen and not empty)"},
	{"ignore", "run", false, false, func(o *options, v string) error { o.reading.Ignore = listed(v); return nil },
		"要略过的列，以逗号分隔", "columns to pass over, separated by commas"},
	{"xlsx", "run", false, false, func(o *options, v string) error { o.workbook = v; return nil },
		"另写一份XLSX工作簿：结果、按县区汇总、读取时规整", "write a workbook too: results, summary by county, what was normalised"},
	{"out", "", true, false, func(o *options, v string) error { o.out = v; return nil },
		"结果CSV文件，已有则继续；generate写.csv、.xlsx或.parquet（必填）", "the results, a CSV file, continued if it exists; of generate a .csv, .xlsx or .parquet file (required)"},
	{"workers", "run", false, false, func(o *options, v string) error { return whole(v, 1, mostWorkers, &o.workers) },
		"计算用的并发数（默认2）", "how many goroutines compute (2 by default)"},
	{"ids", "run", false, true, func(o *options, _ string) error { o.ids = true; return nil },
		"写出每个决定的记录校验码（默认）", "write each decision's id (by default)"},
	{"no-ids", "run", false, true, func(o *options, _ string) error { o.ids = false; return nil },
		"试算时不写记录校验码，快得多", "leave the ids out of a trial: they cost more than all the rest"},
	{"stop-at-first", "run", false, true, func(o *options, _ string) error { o.stopAtFirst = true; return nil },
		"遇到第一个错行即停", "stop at the first bad row instead of naming all of them"},
	{"keep-every", "run", false, false, func(o *options, v string) (err error) {
		if o.every, err = time.ParseDuration(v); err == nil && o.every <= 0 {
			err = unit.Range
		}
		return err
	}, "多久记一次进度，中断后最多重算这么久（默认1s）", "how often progress is noted; at most so much is computed again (1s by default)"},
	{"n households", "generate", false, false, func(o *options, v string) error { return whole(v, 0, 1_000_000_000, &o.households) },
		"生成多少户（默认1000000）", "how many households (1000000 by default)"},
	{"seed", "generate", false, false, func(o *options, v string) (err error) { o.seed, err = strconv.ParseUint(v, 10, 64); return err },
		"随机种子，相同则文件相同（默认1）", "the same seed gives the same file (1 by default)"},
	{"gb18030", "generate", false, true, func(o *options, _ string) error { o.form.Encoding = files.GB18030; return nil },
		"CSV用GB18030编码", "encode the CSV in GB18030"},
	{"chinese", "generate", false, true, func(o *options, _ string) error { o.form.Chinese = true; return nil },
		"表头和县区用中文", "headings and counties in Chinese"},
	{"loose", "generate", false, true, func(o *options, _ string) error { o.form.Loose = true; return nil },
		"金额写法不一：千分位、全角、元", "amounts in various ways: thousands separators, full-width, 元"},
	{"of-month", "generate", false, false, func(o *options, v string) error { return o.form.Month.UnmarshalText([]byte(v)) },
		"加月份列", "add a column of the month"},
	{"lang", "", false, false, func(o *options, v string) (err error) { o.lang, err = rule.ParseLanguage(v); return err },
		"zh（默认）或en", "zh (by default) or en"},
	{"help h", "", false, true, func(o *options, _ string) error { o.help = true; return nil },
		"显示本说明", "show this"},
}

func whole(text string, from, to int, n *int) error {
	v, err := strconv.Atoi(text)
	if err != nil || v < from || v > to {
		return fail(nil, "应为%d至%d的整数", "must be a whole number from %d to %d", from, to)
	}
	*n = v
	return nil
}

// listed splits at commas of both widths.
func listed(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '，' })
}

func separator(text string, c *byte) error {
	there := map[string]byte{"comma": ',', "semicolon": ';', "tab": '\t', ",": ',', ";": ';', "\t": '\t'}
	b, ok := there[text]
	if !ok {
		return fail(nil, "应为comma、semicolon或tab", "must be comma, semicolon or tab")
	}
	*c = b
	return nil
}

// readingText says how the input is read, where that was given.
func (o *options) readingText() string {
	r := o.reading
	if r.Encoding == 0 && r.Separator == 0 && r.Sheet == "" && len(r.Ignore) == 0 {
		return ""
	}
	return fmt.Sprintf("%s %q %q %q", r.Encoding, r.Separator, r.Sheet, r.Ignore)
}

// terms reads the book, if there is one.
func (o *options) terms() (households.Terms, error) {
	t := households.Terms{Policy: o.policy, Month: o.month, Known: o.known}
	if o.book == "" {
		return t, nil
	}
	f, err := os.Open(o.book)
	if err != nil {
		return t, fail(err, "%s", "%s", o.book)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, dated.MaxBytes+1))
	if err != nil {
		return t, fail(err, "%s", "%s", o.book)
	}
	if len(text) == 0 {
		return t, misuse(nil, "标准册%s是空的", "the book %s is empty", o.book)
	}
	t.Book, t.Areas = string(text), o.areas
	return t, nil
}

func find(name string) *flag {
	for i := range flags {
		for n := range strings.FieldsSeq(flags[i].names) {
			if n == name {
				return &flags[i]
			}
		}
	}
	return nil
}

// parse reads the command line: the command and the input where they stand, the
// options anywhere, with one dash or two, as --name value or --name=value. What
// it has read so far is given with an error too: the language is among it.
func parse(args []string) (options, error) {
	o := options{workers: 2, ids: true, every: time.Second, households: 1_000_000, seed: 1}
	var words []string
	var first error
	note := func(err error) {
		if first == nil {
			first = err
		}
	}
	given, only := map[string]bool{}, false
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if only || len(arg) < 2 || arg[0] != '-' {
			words = append(words, arg)
			continue
		}
		if only = arg == "--"; only {
			continue
		}
		name, value, has := strings.Cut(strings.TrimPrefix(arg[1:], "-"), "=")
		f := find(name)
		switch {
		case f == nil:
			note(misuse(nil, "没有选项%s；--help列出全部选项", "%s: no such option; --help lists them", households.Shown(arg)))
			continue
		case f.isSwitch && has:
			note(misuse(nil, "选项--%s不带值", "--%s takes no value", name))
		case !f.isSwitch && !has && len(args) == 0:
			note(misuse(nil, "选项--%s缺少值", "--%s lacks its value", name))
			continue
		case !f.isSwitch && !has:
			value, args = args[0], args[1:]
		}
		given[f.names] = true
		if err := f.set(&o, value); err != nil {
			note(misuse(plain(err), "选项--%s %s", "--%s %s", name, households.Shown(value)))
		}
	}
	if len(words) > 0 {
		o.command = words[0]
	}
	if o.help || o.command == "help" || first != nil {
		o.help = first == nil
		return o, first
	}
	err := o.check(words, given)
	return o, err
}

// plain makes the reason of a bad value one that can be said in both languages.
func plain(err error) error {
	switch err.(type) {
	case *failure:
		return err
	}
	f := households.Faults(err)[0]
	f.Column, f.Value = "", ""
	return f
}

// check looks at what only all options together can tell.
func (o *options) check(words []string, given map[string]bool) error {
	switch {
	case o.command == "":
		return misuse(nil, "请给出命令：run（计算）或generate（生成试用数据）；--help有说明", "give a command, run or generate; --help tells more")
	case o.command != "run" && o.command != "generate":
		return misuse(nil, "没有命令%s；应为run或generate", "%s: no such command, want run or generate", households.Shown(o.command))
	}
	for _, f := range flags {
		name := strings.Fields(f.names)[0]
		if given[f.names] && f.command != "" && f.command != o.command {
			return misuse(nil, "选项--%s不属于命令%s", "--%s is no option of %s", name, o.command)
		}
		if f.required && !given[f.names] && (f.command == "" || f.command == o.command) {
			return misuse(nil, "缺少选项--%[1]s：%[2]s", "--%[1]s is missing: %[3]s", name, f.zh, f.en)
		}
	}
	if err := o.checkTerms(given); err != nil {
		return err
	}
	words = words[1:]
	if o.command == "run" {
		if len(words) == 0 {
			return misuse(nil, "请给出输入文件（.csv或.parquet）", "give the input, a .csv or .parquet file")
		}
		o.input, words = words[0], words[1:]
	}
	if len(words) > 0 {
		return misuse(nil, "多余的参数：%s", "%s: not expected", households.Shown(words[0]))
	}
	if o.out == "" {
		return misuse(nil, "选项--out不能为空", "--out must not be empty")
	}
	for _, taken := range []string{o.input, o.out, o.book, journalOf(o.out), byCountyOf(o.out)} {
		if o.workbook != "" && filepath.Clean(o.workbook) == filepath.Clean(taken) {
			return misuse(nil, "--xlsx与%s是同一文件；请换一个", "--xlsx is the same file as %s; choose another", taken)
		}
	}
	return nil
}

// checkTerms looks whether households are computed by a policy or by a book.
func (o *options) checkTerms(given map[string]bool) error {
	if o.command != "run" {
		return nil
	}
	missing := func(name string) error {
		f := find(name)
		return misuse(nil, "缺少选项--%[1]s：%[2]s", "--%[1]s is missing: %[3]s", name, f.zh, f.en)
	}
	needs := []string{"standard", "property-limit"}
	if given["book"] {
		needs = []string{"month", "counties"}
		if given["standard"] {
			return misuse(nil, "--standard与--book只能给其一", "give either --standard or --book")
		}
	} else {
		for _, name := range []string{"city", "counties", "known-on"} {
			if given[name] {
				return misuse(nil, "选项--%s须与--book同用", "--%s goes with --book", name)
			}
		}
	}
	for _, name := range needs {
		if !given[find(name).names] {
			return missing(name)
		}
	}
	return nil
}

// helpText describes the program in one language.
func helpText(l rule.Language) string {
	t := func(zh, en string) string { return rule.Text{ZH: zh, EN: en}.In(l) }
	var b strings.Builder
	b.WriteString(t(`recalculate 逐户核算整份文件的月低保金，中断后可用同一命令继续。

  recalculate run 输入.csv --standard 800 --property-limit 30000 --out 结果.csv
  recalculate generate -n 1000000 --out 试用.csv

  recalculate run 输入.xlsx --book 标准册.csv --month 2023-07 --city 某市 --counties 甲县,乙县 --out 结果.csv

输入为CSV（UTF-8、UTF-16、GB18030；逗号、分号、制表符；一户一行或一人一行）、XLSX或Parquet，
按内容识别；列名中英文均可：`+households.Heading+`,month。
含义确定的写法（千分位、全角、元等）自动规整并列出；不确定的逐行指明。
结果旁的.job文件记录进度，请一并保留；算完后写出按县区汇总 .by-county.csv。

退出码：0 全部正确；1 失败；2 命令有误；3 有错行（结果中已逐行注明）。

选项：
`, `recalculate computes the allowance of every household in a file, and goes on
where it stopped when the same command is given again.

  recalculate run INPUT.csv --standard 800 --property-limit 30000 --out RESULTS.csv
  recalculate generate -n 1000000 --out TRIAL.csv

  recalculate run INPUT.xlsx --book BOOK.csv --month 2023-07 --city CITY --counties A,B --out RESULTS.csv

The input is CSV (UTF-8, UTF-16 or GB18030; commas, semicolons or tabs; one household a
line), XLSX or Parquet, told by its content; columns, in Chinese or English:
`+households.Heading+`,month. What is certain in its meaning (thousands
separators, full-width digits, 元) is normalised and listed; what is not is named row
by row. Progress is noted beside the results, in .job: keep it. A summary by county is
written when all is done, in .by-county.csv.

Exit code: 0 all is right; 1 failed; 2 the command is wrong; 3 rows were bad
(the results say so, row by row).

Options:
`))
	for _, f := range flags {
		name, dash := strings.Fields(f.names)[0], "--"
		if len(name) == 1 {
			dash = "-"
		}
		fmt.Fprintf(&b, "  %-19s %s\n", dash+name, t(f.zh, f.en))
	}
	return b.String()
}
