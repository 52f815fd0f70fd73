package main

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// outputHead begins with a byte order mark, without which spreadsheets misread
// Chinese.
const outputHead = "\uFEFFrow,id,county,amount,outcome,decision,error\n"

// piece is a run of whole rows on its way through the workers.
type piece struct {
	in   files.Piece
	out  []byte
	bad  []badRow
	rep  households.Report
	sums *countySums
	err  error // that ends the run
	done chan struct{}
}

// calculator computes rows for one worker.
type calculator struct {
	rules *households.Rules
	ids   bool
	lang  rule.Language
	batch households.Batch
}

func newCalculator(terms households.Terms, ids bool, lang rule.Language) (*calculator, error) {
	r, err := terms.Rules()
	return &calculator{rules: r, ids: ids, lang: lang}, err
}

// atOnce is how many lines are read before they are computed: few enough that
// what was read is still near.
const atOnce = 256

func (c *calculator) piece(p *piece) error {
	for {
		batch, first := p.in.Next(&c.batch, atOnce, &p.rep)
		if batch == nil {
			return nil
		}
		if err := c.results(p, batch, first); err != nil {
			return err
		}
	}
}

// results appends a row for each household of a batch: what it gets, or why it
// was refused.
func (c *calculator) results(p *piece, batch *households.Batch, first int) error {
	bad, err := batch.ComputeBy(c.rules)
	if err != nil {
		return err
	}
	if p.sums == nil {
		p.sums = newCountySums()
	}
	b := p.out
	for i := range batch.Households {
		id, county := batch.Texts(i)
		b = strconv.AppendInt(b, int64(batch.Number(i, first)), 10)
		b = households.AppendCell(append(b, ','), id)
		b = households.AppendCell(append(b, ','), county)
		b = append(b, ',')
		if len(bad) > 0 && bad[0].Row == i {
			p.sums.add(asCell(county), nil)
			reason := households.RowText(batch.Number(i, first), bad[0].Err, c.lang)
			p.bad, bad = append(p.bad, badRow{p.in.Before + first - p.in.First + i + 1, reason}), bad[1:]
			b = households.AppendCell(append(b, ",,,"...), []byte(reason))
			b = append(b, '\n')
			continue
		}
		award := &batch.Awards[i]
		p.sums.add(asCell(county), award)
		b, _ = award.Amount.AppendText(b) // an amount always writes itself
		b = append(b, ',')
		b = append(b, award.Outcome.String()...)
		b = append(b, ',')
		if c.ids {
			if b, err = c.rules.AppendID(b, county, batch.Households[i]); err != nil {
				return err
			}
		}
		b = append(b, ",\n"...)
	}
	p.out = b
	return nil
}
