package main

import (
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
	"github.com/xuri/excelize/v2"
)

// cover is the first sheet: what the decision is, whose its parameters are, what the workbook does not compute.
type cover struct {
	sheet
}

func (c *cover) line(label, text string) {
	c.row++
	c.put(1, label, look{bold: true, fill: heading, border: true, wrap: true})
	c.put(2, harmless(text), look{border: true, left: true})
	c.dress(at(2, c.row), look{border: true, left: true, wrap: true})
	c.need(text, 110)
	c.put(3, nil, look{border: true})
	c.keep(c.f.MergeCell(c.name, at(2, c.row), at(3, c.row)))
}

func (c *cover) head(labels ...string) {
	c.row++
	for i, label := range labels {
		c.put(1+i, label, look{bold: true, fill: heading, border: true, wrap: true})
	}
}

func (c *cover) three(a, b, d string) {
	c.row++
	for i, text := range []string{a, b, d} {
		c.put(1+i, harmless(text), look{border: true, wrap: true, left: true})
	}
}

// writeCover writes the first sheet. still are the rule's steps that are not live, live is how many are.
func writeCover(f *excelize.File, k *looks, catalog rule.Catalog, s *schema, records []record, still []told, live int, w words) error {
	c := &cover{sheet{words: w, f: f, name: w.say("封面", "Cover"), look: k, wide: map[int]float64{1: 30, 2: 45, 3: 65}}}
	if err := f.SetSheetName("Sheet1", c.name); err != nil {
		return err
	}
	r := records[0]
	c.row = 1
	c.put(1, s.info.Title.In(w.l), look{bold: true, size: 16})
	c.line(w.say("规则", "Rule"), s.info.ID+"  "+w.say(fmt.Sprintf("第%d版", s.info.Version), fmt.Sprintf("version %d", s.info.Version)))
	if len(records) == 1 {
		if r.Subject.Case != "" || r.Subject.Month != "" {
			c.line(w.say("决定对象", "Subject"), r.Subject.Case+"  "+r.Subject.Month)
		}
		c.line(w.say("决定校验码", "Decision digest"), r.Digests.Decision)
		c.line(w.say("记录校验码", "Record digest"), r.Digests.Record)
	} else {
		c.line(w.say("记录", "Records"), w.say(fmt.Sprintf("共%d条，校验码在各行", len(records)), fmt.Sprintf("%d, each with its digest in its row", len(records))))
	}
	c.line(w.say("所据文本", "Edition"), editionOf(r, w))
	c.line(w.say("复核", "Replay"), replayed(catalog, records, w))
	c.line(w.say("步骤", "Steps"), w.say(fmt.Sprintf("规则的%d步为活公式，%d步只示记录值", live, len(still)), fmt.Sprintf("%d of the rule's with live formulas, %d with their values only", live, len(still))))
	c.line(w.say("怎样算", "How it computes"), w.say(
		"黄色单元格可改。金额按分、比例按分子和分母以整数计算，比较用交叉相乘，取整用商和余数；整数达到10^13时不作计算，绝不给出近似值。非活公式的步骤在输入改动后不作计算。表格只重算公式，不核对规则对信息的其他要求（如部分不得大于整体）：改动后的正式决定须由规则重新作出。",
		"Yellow cells may be changed. Amounts are computed in whole fen, shares by numerator and denominator, comparisons by cross-multiplication, roundings by quotient and rest; a whole number of 10^13 or more is not computed, never approximated. A step that is not live is not computed once an input is changed. The workbook computes formulas and does not check what else the rule asks of facts (that a part is within its whole, say): a decision on changed inputs is the rule's to make."))
	for _, t := range still {
		c.line(w.say("非活公式", "Not live"), s.info.Steps[t.at].Label.In(w.l)+w.say("：", ": ")+w.say(t.why.Reason.ZH, t.why.Reason.EN))
	}
	c.row++
	c.head(w.say("政策参数", "Parameter"), w.say("值", "Value"), w.say("来源", "Origin"))
	items := map[string]int{}
	if len(records) == 1 {
		items = s.itemsOf(r)
	}
	for _, in := range s.inputsOf(items) {
		if !in.parameter {
			continue
		}
		text := valueText(records, in, w)
		c.three(in.label(w.l), text, originText(s, records, in, w))
	}
	c.row++
	c.head(w.say("条款", "Clause"), w.say("出处", "Place"), w.say("引文", "Quotation"))
	for _, cl := range cited(records) {
		place := cl.Place.In(w.l)
		if cl.OutsidePlan() {
			place += " " + cl.Norm.In(w.l)
		}
		c.three(cl.ID, place, cl.Quote)
	}
	for col, width := range c.wide {
		c.width(col, col, width)
	}
	c.heights()
	c.keep(f.SetRowHeight(c.name, 1, 30))
	c.keep(printed(f, c.name, w, at(3, c.row), 0))
	return c.err
}

func editionOf(r record, w words) string {
	if e := r.Edition.In(w.l); e != "" {
		for _, name := range []string{"所据文本：", "Text read: "} { // the label beside it says so
			e = strings.TrimPrefix(e, name)
		}
		return e
	}
	return w.say("所用条款不出自规划文本", "no clause of the plan's text is cited")
}

// valueText is a parameter as recorded, where all records have the same.
func valueText(records []record, in input, w words) string {
	first := ""
	for i, r := range records {
		node, there := valueOf(r, in)
		text := w.say("未提供", "not given")
		if there {
			text = inWords(in, plain(node), w.l)
		}
		if i > 0 && text != first {
			return w.say("各案不同，见各行", "not the same for all: see the rows")
		}
		first = text
	}
	return first
}

// inWords says a choice or a rounding by its label; anything else is as recorded.
func inWords(in input, text string, l rule.Language) string {
	for _, c := range in.field.Choices {
		if c.Code == text {
			return c.Label.In(l)
		}
	}
	if in.kind == formula.Rounding {
		if r, err := unit.ParseRounding(text); err == nil {
			return r.Label().In(l)
		}
	}
	return text
}

// originText is whose a parameter is, where it is so in all records.
func originText(s *schema, records []record, in input, w words) string {
	first := ""
	for i, r := range records {
		says, clause, quote := originOf(s, r, in, w.l)
		text := strings.TrimSpace(says + "  " + clause + " " + quote)
		if i > 0 && text != first {
			return w.say("各案不同", "not the same for all")
		}
		first = text
	}
	return first
}

// cited are the clauses of all records, each once.
func cited(records []record) []rule.Clause {
	var out []rule.Clause
	seen := map[rule.Clause]bool{}
	for _, r := range records {
		for _, c := range r.Clauses {
			if !seen[c] {
				seen[c] = true
				out = append(out, c)
			}
		}
	}
	return out
}

// replayed recomputes the records by the rules themselves.
func replayed(catalog rule.Catalog, records []record, w words) string {
	bad := 0
	for _, r := range records {
		report, err := catalog.Replay(r.raw)
		if err != nil || !report.Holds() {
			bad++
		}
	}
	if bad == 0 {
		return w.say("制表时由规则重算，记录与重算一致", "recomputed by the rule when this workbook was made: the record holds")
	}
	return w.say(fmt.Sprintf("注意：%d条记录与规则重算不一致，见tour -replay", bad), fmt.Sprintf("NOTE: %d records do not hold when the rule recomputes them; see tour -replay", bad))
}
