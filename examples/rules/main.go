// Rules answers by any rule of the module from files, for scripts, officials and auditors who
// write no Go.
//
//	go run ./examples/rules list [ROOM]                 the rules, a line each
//	go run ./examples/rules show ID                     what a rule says, asks and answers
//	go run ./examples/rules schema ID                   its JSON Schema
//	go run ./examples/rules explain ID -f FACTS.json    a decision with its steps and clauses
//	go run ./examples/rules decide ID -f PARTIAL.json   what can be said while facts are unknown
//	go run ./examples/rules flip ID -f FACTS.json       the least changes that change the outcome
//	go run ./examples/rules edges ID PATH FROM TO -f FACTS.json   how the answer goes as one fact runs
//	go run ./examples/rules replay RECORDS              recompute records, name every difference
//	go run ./examples/rules table ID > CASES.csv        an empty table of cases for a spreadsheet
//	go run ./examples/rules check CASES.csv             hold a table of cases against its rule
//	go run ./examples/rules coverage [ID]               which clauses, bounds and outcomes the tables show
//	go run ./examples/rules conformance -out DIR        the cases of all rules as JSON files, for other languages
//
// Parameters come from -p FILE, and those left out are the plan's; a FILE that is - is the
// standard input. -lang en answers in English, -json as JSON. Tables of cases are looked for
// below -tables DIR, as this module keeps them: from its root, nothing need be said.
//
// It exits with 0, or 1 where what was checked does not hold, 2 where the command or a file
// is wrong, 3 where a rule refuses the parameters or facts.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/internal/cli"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// The exit codes.
const (
	done    = iota
	differs // what was checked does not hold
	misused // the command, or a file
	refused // parameters or facts
)

func main() {
	os.Exit(run(civilaffairs.Catalog(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// command is one word of the program.
type command struct {
	name string
	args string
	what rule.Text
	most int // arguments; all but optional ones are needed
	need int
	do   func(s *session, args []string) error
}

var commands = []command{
	{"list", "[ROOM]", rule.Text{ZH: "列出规则，可只列一个专题", EN: "list the rules, of one room if you like"}, 1, 0, list},
	{"show", "ID", rule.Text{ZH: "一条规则的依据、参数、所需信息、计算步骤和结论", EN: "what a rule rests on, asks, computes and answers"}, 1, 1, show},
	{"schema", "ID", rule.Text{ZH: "规则输入输出的JSON Schema", EN: "its JSON Schema"}, 1, 1, schema},
	{"explain", "ID -f FACTS [-p PARAMETERS]", rule.Text{ZH: "作出决定，并说明每一步和依据", EN: "decide, with every step and clause"}, 1, 1, explain},
	{"decide", "ID -f FACTS [-p PARAMETERS]", rule.Text{ZH: "部分信息未知时能得出什么、还需核实什么", EN: "what can be said while facts are unknown, and what to ask for"}, 1, 1, decide},
	{"flip", "ID -f FACTS [-p PARAMETERS]", rule.Text{ZH: "每项信息最少变动多少会改变结论", EN: "the least change of each fact that changes the outcome"}, 1, 1, flip},
	{"edges", "ID PATH FROM TO -f FACTS", rule.Text{ZH: "一项信息从某值到某值时结论怎样变化", EN: "how the answer goes as one fact runs from one value to another"}, 4, 4, edges},
	{"replay", "FILE", rule.Text{ZH: "重算记录，逐项指出差异", EN: "recompute records and name every difference"}, 1, 1, replay},
	{"table", "ID", rule.Text{ZH: "该规则的空白案例表（CSV），供电子表格填写", EN: "an empty table of cases as CSV, to fill in in a spreadsheet"}, 1, 1, table},
	{"check", "TABLE.csv [-rule ID]", rule.Text{ZH: "用规则逐行核对案例表", EN: "hold a table of cases against its rule"}, 1, 1, check},
	{"coverage", "[ID]", rule.Text{ZH: "案例表示出了规则的哪些条款、界限和结论", EN: "which clauses, bounds and outcomes of a rule its table shows"}, 1, 0, coverage},
	{"conformance", "[ID…] -out DIR", rule.Text{ZH: "各规则案例的JSON文件，供其他语言核对", EN: "the cases of rules as JSON files, to hold other languages against"}, 1 << 10, 0, conform},
}

// session is one call of the program.
type session struct {
	catalog          rule.Catalog
	in               io.Reader
	out, err         io.Writer
	lang             rule.Language
	json             bool
	facts, given, id string
	to, tables       string
	read             bool // the standard input was taken
}

// told is a failure in both languages with the exit code it leads to.
type told struct {
	code int
	rule.Text
}

func (t *told) Error() string { return t.EN }

// fail gives the failure; an argument that is a text is told in the language of each.
func fail(code int, zh, en string, args ...any) error {
	in := func(l rule.Language, format string) string {
		own := slices.Clone(args)
		for i := range own {
			if t, ok := own[i].(rule.Text); ok {
				own[i] = t.In(l)
			}
		}
		return fmt.Sprintf(format, own...)
	}
	return &told{code, rule.Text{ZH: in(rule.Chinese, zh), EN: in(rule.English, en)}}
}

// run is main with its surroundings as arguments.
func run(catalog rule.Catalog, args []string, in io.Reader, out, errs io.Writer) int {
	s := &session{catalog: catalog, in: in, out: out, err: errs, lang: rule.Chinese}
	flags := flag.NewFlagSet("rules", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	lang := flags.String("lang", "zh", "")
	flags.BoolVar(&s.json, "json", false, "")
	flags.StringVar(&s.facts, "f", "", "")
	flags.StringVar(&s.given, "p", "", "")
	flags.StringVar(&s.id, "rule", "", "")
	flags.StringVar(&s.to, "out", "", "")
	flags.StringVar(&s.tables, "tables", ".", "")
	words, err := split(flags, args)
	if l, bad := rule.ParseLanguage(*lang); bad != nil {
		err = fail(misused, "-lang应为zh或en，而不是%s", "-lang must be zh or en, not %s", *lang)
	} else {
		s.lang = l
	}
	switch {
	case errors.Is(err, flag.ErrHelp), err == nil && len(words) == 0:
		s.usage(out)
		if err != nil {
			return done
		}
		return misused
	case err == nil:
		err = s.carryOut(words)
	}
	return s.ended(err)
}

// split takes the flags out from among the words, wherever they stand. A negative number is a word.
func split(flags *flag.FlagSet, args []string) (words []string, err error) {
	if i := slices.IndexFunc(args, negative); i >= 0 {
		if words, err = split(flags, args[:i]); err != nil {
			return nil, err
		}
		rest, err := split(flags, args[i+1:])
		return append(append(words, args[i]), rest...), err
	}
	for len(args) > 0 {
		if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
			return nil, err
		} else if err != nil {
			return nil, &told{misused, rule.Text(*cli.Flag(err).(*cli.Told))}
		}
		if args = flags.Args(); len(args) > 0 {
			words, args = append(words, args[0]), args[1:]
		}
	}
	return words, nil
}

// negative reports whether an argument is a number below zero, or an amount.
func negative(arg string) bool {
	return len(arg) > 1 && arg[0] == '-' && (arg[1] >= '0' && arg[1] <= '9' || arg[1] == '.')
}

func (s *session) carryOut(words []string) error {
	i := slices.IndexFunc(commands, func(c command) bool { return c.name == words[0] })
	if i < 0 {
		var names []string
		for _, c := range commands {
			names = append(names, c.name)
		}
		there := strings.Join(names, ", ")
		return fail(misused, "没有命令%s；有：%s", "no command %s; there are %s", words[0], there)
	}
	c := commands[i]
	if args := words[1:]; len(args) < c.need || len(args) > c.most {
		return fail(misused, "用法：%s", "usage: %s", s.said(c))
	}
	err := c.do(s, words[1:])
	if errors.Is(err, rule.NoParameters) {
		return fail(refused, "此规则的参数由县区规定：请加 -p 文件（JSON），项目见 show %s", "the parameters of this rule are a county's: add -p FILE (JSON); show %s lists them", words[1])
	}
	return err
}

// ended writes what went wrong and gives the exit code.
func (s *session) ended(err error) int {
	var t *told
	switch {
	case err == nil:
		return done
	case errors.As(err, &t):
		if text := t.In(s.lang); text != "" {
			fmt.Fprintln(s.err, "rules:", text)
		}
		return t.code
	}
	faults := rule.Faults(err)
	if len(faults) == 0 {
		fmt.Fprintln(s.err, "rules:", err)
		return misused
	}
	if s.json {
		if err := s.writeJSON(map[string]any{"errors": faults}); err != nil {
			return misused
		}
	} else {
		for _, f := range faults {
			fmt.Fprintln(s.err, "rules:", f.In(s.lang))
		}
	}
	if faults[0].Code == rule.UnknownRule {
		return misused
	}
	return refused
}

func (s *session) usage(w io.Writer) {
	fmt.Fprintln(w, rule.Text{ZH: "用法：rules 命令 …（-lang en 英文；-json 输出JSON；文件写 - 为标准输入）", EN: "Usage: rules COMMAND … (-lang en; -json for JSON; a FILE that is - is the standard input)"}.In(s.lang))
	for _, c := range commands {
		fmt.Fprintf(w, "  %-38s %s\n", s.said(c), c.what.In(s.lang))
	}
	fmt.Fprintln(w, rule.Text{ZH: "退出码：0 完成；1 核对不符；2 命令或文件有误；3 规则拒绝所给参数或信息", EN: "Exit codes: 0 done; 1 what was checked does not hold; 2 a wrong command or file; 3 a rule refuses parameters or facts"}.In(s.lang))
}

// file reads a whole file, or the standard input for -.
func (s *session) file(name string) ([]byte, error) {
	if name != "-" {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, unopened(err)
		}
		return data, nil
	}
	if s.read {
		return nil, fail(misused, "标准输入只能用一次", "the standard input can be taken once")
	}
	s.read = true
	data, err := io.ReadAll(s.in)
	if err != nil {
		return nil, fail(misused, "无法读取标准输入：%v", "the standard input: %v", err)
	}
	return data, nil
}

// unopened says why a file cannot be read.
func unopened(err error) error {
	why := rule.Text{ZH: err.Error(), EN: err.Error()}
	var at *fs.PathError
	if errors.As(err, &at) {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			why.ZH = at.Path + "：没有此文件"
		case errors.Is(err, fs.ErrPermission):
			why.ZH = at.Path + "：没有读取权限"
		case errors.Is(err, syscall.EISDIR):
			why.ZH = at.Path + "：是文件夹，不是文件"
		}
	}
	return fail(misused, "无法读取文件：%v", "%v", why)
}

// said is how a command is written in the reader's language.
func (s *session) said(c command) string {
	if s.lang == rule.English {
		return strings.TrimSpace(c.name + " " + c.args)
	}
	return strings.TrimSpace(c.name + " " + words.Replace(c.args))
}

var words = strings.NewReplacer("PARAMETERS", "参数文件", "FACTS", "信息文件", "ROOM", "专题", "TABLE.csv", "案例表.csv", "FILE", "文件", "PATH", "信息项", "FROM", "起", "TO", "止", "DIR", "目录", "ID", "规则编号")

// lookup finds a rule, and names those that are like it where there is none.
func (s *session) lookup(id string) (rule.Any, error) {
	if r, ok := s.catalog.Lookup(id); ok {
		return r, nil
	}
	var like []string
	part := strings.TrimSpace(id[strings.LastIndex(id, ".")+1:])
	for _, r := range s.catalog.Rules() {
		if len(part) > 2 && len(like) < 12 && strings.Contains(r.ID(), part) {
			like = append(like, r.ID())
		}
	}
	if len(like) == 0 {
		return nil, fail(misused, "没有规则%q；用 list 列出全部", "no rule %q; list names them all", id)
	}
	there := strings.Join(like, ", ")
	return nil, fail(misused, "没有规则%q；相近的有：%s", "no rule %q; there are %s", id, there)
}
