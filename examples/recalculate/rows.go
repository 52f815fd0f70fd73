package main

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// outputHead begins with a byte order mark, without which spreadsheets misread
// Chinese.
const outputHead = "\uFEFFrow,id,county,amount,outcome,decision,error\n"

// piece is a run of whole rows on its way through the workers: of CSV its lines,
// of Parquet its batch.
type piece struct {
	first int // number of its first row, from 1
	rows  int
	lines []byte
	batch households.Batch
	out   []byte
	bad   []badRow
	err   error // that ends the run
	done  chan struct{}
}

// calculator computes rows for one worker.
type calculator struct {
	rule  households.Rule
	id    *households.Identifier // nil: without
	lang  rule.Language
	batch households.Batch
}

func newCalculator(policy households.Policy, ids bool, lang rule.Language) (*calculator, error) {
	r, err := households.Under(policy)
	c := &calculator{rule: r, lang: lang}
	if ids && err == nil {
		c.id, err = c.rule.Identifier()
	}
	return c, err
}

// atOnce is how many lines are read before they are computed: few enough that
// what was read is still near.
const atOnce = 256

func (c *calculator) piece(p *piece) error {
	if p.lines == nil {
		return c.results(p, &p.batch, p.first)
	}
	row := p.first
	for rest := p.lines; len(rest) > 0; {
		c.batch.Reset()
		for len(rest) > 0 && len(c.batch.Households) < atOnce {
			var line []byte
			line, rest = households.NextLine(rest)
			c.batch.AddLine(line)
		}
		if err := c.results(p, &c.batch, row); err != nil {
			return err
		}
		row += len(c.batch.Households)
	}
	return nil
}

// results appends a row for each household of a batch: what it gets, or why it
// was refused.
func (c *calculator) results(p *piece, batch *households.Batch, first int) error {
	bad, err := batch.Compute(c.rule)
	if err != nil {
		return err
	}
	b := p.out
	for i := range batch.Households {
		id, county := batch.Texts(i)
		b = strconv.AppendInt(b, int64(first+i), 10)
		b = households.AppendCell(append(b, ','), id)
		b = households.AppendCell(append(b, ','), county)
		b = append(b, ',')
		if len(bad) > 0 && bad[0].Row == i {
			reason := households.RowText(first+i, bad[0].Err, c.lang)
			p.bad, bad = append(p.bad, badRow{first + i, reason}), bad[1:]
			b = households.AppendCell(append(b, ",,,"...), []byte(reason))
			b = append(b, '\n')
			continue
		}
		award := &batch.Awards[i]
		b, _ = award.Amount.AppendText(b) // an amount always writes itself
		b = append(b, ',')
		b = append(b, award.Outcome.String()...)
		b = append(b, ',')
		if c.id != nil {
			if b, err = c.id.Append(b, batch.Households[i]); err != nil {
				return err
			}
		}
		b = append(b, ",\n"...)
	}
	p.out = b
	return nil
}
