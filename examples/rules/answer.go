package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// inputs reads the files of parameters and facts for a rule, which there is.
func (s *session) inputs(id string) (parameters, facts []byte, err error) {
	if _, err := s.lookup(id); err != nil {
		return nil, nil, err
	}
	if s.facts == "" {
		return nil, nil, fail(misused, "缺少信息：-f 文件（JSON），写 - 为标准输入", "no facts: give -f FILE (JSON), - for the standard input")
	}
	if s.given != "" {
		if parameters, err = s.file(s.given); err != nil {
			return nil, nil, err
		}
	}
	facts, err = s.file(s.facts)
	return parameters, facts, err
}

// tell writes an answer: as the JSON that it is, or in words.
func (s *session) tell(raw []byte, err error, words func() (string, error)) error {
	if err != nil {
		return err
	}
	text := string(raw) + "\n"
	if !s.json {
		if text, err = words(); err != nil {
			return err
		}
	}
	_, err = fmt.Fprint(s.out, text)
	return err
}

func explain(s *session, args []string) error {
	parameters, facts, err := s.inputs(args[0])
	if err != nil {
		return err
	}
	record, err := s.catalog.Explain(args[0], parameters, facts)
	return s.tell(record, err, func() (string, error) { return s.catalog.Text(record, s.lang) })
}

func decide(s *session, args []string) error {
	parameters, facts, err := s.inputs(args[0])
	if err != nil {
		return err
	}
	raw, err := s.catalog.Decide(args[0], parameters, facts)
	return s.tell(raw, err, func() (string, error) {
		var o rule.Outlook
		if err := rule.Unmarshal(raw, &o); err != nil {
			return "", err
		}
		r, _ := s.catalog.Lookup(args[0])
		return outlook(o, r.Info(), s.lang), nil
	})
}

// outlook tells what can be said of a case, the answer first.
func outlook(o rule.Outlook, info rule.Info, l rule.Language) string {
	word := func(path, code string) string {
		f, _ := info.Answered(path)
		return f.Word(code, l)
	}
	var b strings.Builder
	if len(o.Refused) > 0 {
		fmt.Fprintln(&b, rule.Text{ZH: "所给信息每次试补均不予计算：", EN: "Each completion that was tried is refused: "}.In(l)+o.Refused.In(l))
	}
	if o.Determined {
		fmt.Fprintln(&b, rule.Text{ZH: "结论已定，其余信息无需核实。", EN: "Determined: what is not known is not needed."}.In(l))
	} else {
		fmt.Fprintln(&b, rule.Text{ZH: "结论未定。", EN: "Not determined."}.In(l))
	}
	for _, p := range o.Answer {
		can := word(p.Path, p.Value)
		switch {
		case p.Determined && can == "":
			can = rule.Text{ZH: "无", EN: "none"}.In(l)
		case p.Determined:
		case len(p.Codes) > 0:
			var words []string
			for _, c := range p.Codes {
				words = append(words, "“"+word(p.Path, c)+"”") // a word may itself say 或
			}
			can = strings.Join(words, rule.Text{ZH: "或", EN: " or "}.In(l))
		case p.Low == "" && p.High == "":
			can = rule.Text{ZH: "不限", EN: "anything"}.In(l)
		case p.Low == "":
			can = rule.Text{ZH: "至多 " + p.High, EN: "at most " + p.High}.In(l)
		case p.High == "":
			can = rule.Text{ZH: "至少 " + p.Low, EN: "at least " + p.Low}.In(l)
		default:
			can = p.Low + " … " + p.High
		}
		if p.Absent && !p.Determined {
			can += rule.Text{ZH: "，或无", EN: ", or none"}.In(l)
		}
		if len(p.Unseen) > 0 && !p.Determined {
			var ends []string
			for _, end := range p.Unseen {
				switch end {
				case "low":
					end = rule.Text{ZH: "最低值", EN: "the least"}.In(l)
				case "high":
					end = rule.Text{ZH: "最高值", EN: "the greatest"}.In(l)
				case "absent":
					end = rule.Text{ZH: "无", EN: "none"}.In(l)
				default:
					end = "“" + word(p.Path, end) + "”"
				}
				ends = append(ends, end)
			}
			can += rule.Text{ZH: "（不会超出此范围；未见取到：" + strings.Join(ends, "、") + "）",
				EN: " (never outside; not known to be reached: " + strings.Join(ends, ", ") + ")"}.In(l)
		}
		if said := p.Remark.In(l); said != "" {
			if l == rule.English {
				can += " "
			}
			can += said
		}
		fmt.Fprintf(&b, "  %s: %s\n", p.Label.In(l), can)
	}
	if len(o.Needs) > 0 {
		fmt.Fprintln(&b, rule.Text{ZH: "依次核实：", EN: "Ask for, in this order:"}.In(l))
	}
	for i, n := range o.Needs {
		why := n.Step.In(l)
		if n.Clause != "" {
			why += " " + n.Clause
		}
		fmt.Fprintf(&b, "  %d. %s  %s  (%s)\n", i+1, n.Label.In(l), n.Path, why)
	}
	if len(o.Unneeded) > 0 {
		fmt.Fprintf(&b, "%s%s\n", rule.Text{ZH: "无需核实：", EN: "Not needed: "}.In(l), strings.Join(o.Unneeded, ", "))
	}
	return b.String()
}

func flip(s *session, args []string) error {
	parameters, facts, err := s.inputs(args[0])
	if err != nil {
		return err
	}
	f, err := s.catalog.FindFlips(args[0], parameters, facts, rule.OfFacts)
	if err != nil {
		return s.tell(nil, err, nil)
	}
	raw, err := json.Marshal(f)
	return s.tell(raw, err, func() (string, error) { return f.Text(s.lang) + s.thresholds(args[0], &f), nil })
}

// thresholds says by which command the thresholds are looked at, where the words of flips say that they are to be.
func (s *session) thresholds(id string, f *rule.Flips) string {
	unlooked := func(one rule.Flip) bool { return len(one.Fault) > 0 }
	if f.Value != "0" && f.Value != "not-0" && !slices.ContainsFunc(f.Flips, unlooked) {
		return ""
	}
	return rule.Text{ZH: "查看临界点：", EN: "For thresholds: "}.In(s.lang) + "rules edges " + id + " PATH FROM TO -f FACTS\n"
}

func edges(s *session, args []string) error {
	parameters, facts, err := s.inputs(args[0])
	if err != nil {
		return err
	}
	if !s.json {
		return s.tell(nil, nil, func() (string, error) {
			return s.catalog.EdgesText(args[0], parameters, facts, args[1], args[2], args[3], s.lang)
		})
	}
	raw, err := s.catalog.Edges(args[0], parameters, facts, args[1], args[2], args[3])
	return s.tell(raw, err, nil)
}
