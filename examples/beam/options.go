package main

import (
	"encoding"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// options are the flags as they are given: text, so that a parameter that was
// not given is told from one that is zero.
type options struct {
	input, output                                            string
	standard, propertyLimit, employmentCosts, rounding, head string
	book, month, city, counties, known                       string
	check                                                    bool
}

func (o *options) flags(f *flag.FlagSet) {
	f.StringVar(&o.input, "input", "", "The shards, a pattern such as 'dir/households-*.csv' (required); see README.md for the columns.")
	f.StringVar(&o.output, "output", "", "A new or empty folder for the results (required).")
	f.StringVar(&o.standard, "standard", "", "The county's allowance standard, yuan a person and month (required without a book).")
	f.StringVar(&o.propertyLimit, "property-limit", "", "The property limit, yuan a person (required unless a book gives it).")
	f.StringVar(&o.propertyLimit, "property-ceiling", "", "The earlier name of -property-limit.")
	f.StringVar(&o.employmentCosts, "employment-costs", "", "Whose employment costs are deducted: rural-only (the default), everyone or none.")
	f.StringVar(&o.rounding, "rounding", "", "How the household's amount is rounded, such as up/yuan (the default).")
	f.StringVar(&o.head, "per-head", "", "How each person's part is rounded first, such as up/fen; by default it is not.")
	f.StringVar(&o.book, "book", "", "A book of standards, CSV or JSON, on this machine: columns urban.standard, urban.property_limit and so on, or urban and rural alone.")
	f.StringVar(&o.month, "month", "", "The month that is computed, 2023-07 (required with a book).")
	f.StringVar(&o.city, "city", "", "The city of the book, whose standards hold in a county without its own.")
	f.StringVar(&o.counties, "counties", "", "The counties of the book, separated by commas (required with a book).")
	f.StringVar(&o.known, "known-on", "", "Leave out documents published after that day.")
	f.BoolVar(&o.check, "check", false, "Afterwards compute everything once more on this machine, and compare.")
}

// terms reads the rule's parameters, and the book if there is one. All that is wrong
// is reported at once.
func (o *options) terms() (households.Terms, error) {
	var t households.Terms
	var faults []error
	read := func(name, text string, v encoding.TextUnmarshaler, required bool) {
		var err error
		switch {
		case text != "":
			err = v.UnmarshalText([]byte(text))
		case required:
			err = rule.Missing
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("-%s %s: %w", name, text, err))
		}
	}
	for name, text := range map[string]string{"input": o.input, "output": o.output} {
		if text == "" {
			faults = append(faults, fmt.Errorf("-%s: %w", name, rule.Missing))
		}
	}
	money := func(name, text string, m *unit.Money, required bool) {
		before := len(faults)
		read(name, text, m, required)
		if len(faults) == before && text != "" && m.Sign() <= 0 { // the rule takes zero for "not given"; here it was
			faults = append(faults, fmt.Errorf("-%s %s: must be above zero: %w", name, text, rule.Range))
		}
	}
	c, byBook := &t.Policy, o.book != ""
	if byBook && o.standard != "" {
		faults = append(faults, fmt.Errorf("-standard %s: the book gives the standards: %w", o.standard, rule.Duplicate))
	}
	money("standard", o.standard, &c.Standard, !byBook)
	money("property-limit", o.propertyLimit, &c.PropertyLimit, !byBook)
	read("employment-costs", o.employmentCosts, &c.EmploymentCosts, false)
	read("rounding", o.rounding, &c.Rounding, false)
	read("per-head", o.head, &c.PerHead, false)
	read("month", o.month, &t.Month, byBook)
	read("known-on", o.known, &t.Known, false)
	if err := o.readBook(&t); err != nil {
		faults = append(faults, err)
	}
	if len(faults) == 0 { // what each text may not be alone, they may not be together
		if _, err := t.Rules(); err != nil {
			faults = append(faults, err)
		}
	}
	return t, errors.Join(faults...)
}

// readBook reads the book here: the workers get its text among the terms.
func (o *options) readBook(t *households.Terms) error {
	if o.book == "" {
		var faults []error
		for name, text := range map[string]string{"month": o.month, "city": o.city, "counties": o.counties, "known-on": o.known} {
			if text != "" {
				faults = append(faults, fmt.Errorf("-%s goes with -book: %w", name, rule.Invalid))
			}
		}
		return errors.Join(faults...)
	}
	if o.counties == "" {
		return fmt.Errorf("-counties: %w", rule.Missing)
	}
	t.Areas.City, t.Areas.Counties = o.city, strings.FieldsFunc(o.counties, func(r rune) bool { return r == ',' || r == '，' })
	text, err := os.ReadFile(o.book)
	if err != nil {
		return fmt.Errorf("-book: %w", err)
	}
	if t.Book = string(text); t.Book == "" {
		return fmt.Errorf("-book %s: %w", o.book, rule.Missing)
	}
	return nil
}
