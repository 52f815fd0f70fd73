package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// progress tells how far a run is: a bar on a terminal, elsewhere a plain line
// every few seconds, which a log can keep.
type progress struct {
	bar  *progressbar.ProgressBar // nil: plain lines
	w    io.Writer
	lang rule.Language
	rows int
	last time.Time
}

const plainEvery = 5 * time.Second

func newProgress(w io.Writer, lang rule.Language) *progress {
	p := &progress{w: w, lang: lang, last: time.Now()}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.bar = progressbar.NewOptions64(-1, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(rule.Text{ZH: "户", EN: "households"}.In(lang)),
			progressbar.OptionShowIts(), progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return p
}

func (p *progress) add(rows int) error {
	p.rows += rows
	if p.bar != nil {
		return p.bar.Add(rows)
	}
	if now := time.Now(); now.Sub(p.last) >= plainEvery {
		p.last = now
		_, err := fmt.Fprintln(p.w, fail(nil, "已计算%d户", "%d households computed", p.rows).in(p.lang))
		return err
	}
	return nil
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish() // the run is over; there is nobody to tell
		fmt.Fprintln(p.w)
	}
}
