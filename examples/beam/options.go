package main

import (
	"encoding"
	"errors"
	"flag"
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// options are the flags as they are given: text, so that a parameter that was
// not given is told from one that is zero.
type options struct {
	input, output                                            string
	standard, propertyLimit, employmentCosts, rounding, head string
	check                                                    bool
}

func (o *options) flags(f *flag.FlagSet) {
	f.StringVar(&o.input, "input", "", "The shards, a pattern such as 'dir/households-*.csv' (required); see README.md for the columns.")
	f.StringVar(&o.output, "output", "", "A new or empty folder for the results (required).")
	f.StringVar(&o.standard, "standard", "", "The county's allowance standard, yuan a person and month (required).")
	f.StringVar(&o.propertyLimit, "property-limit", "", "The county's property limit, yuan a person (required).")
	f.StringVar(&o.propertyLimit, "property-ceiling", "", "The earlier name of -property-limit.")
	f.StringVar(&o.employmentCosts, "employment-costs", "", "Whose employment costs are deducted: rural-only (the default), everyone or none.")
	f.StringVar(&o.rounding, "rounding", "", "How the household's amount is rounded, such as up/yuan (the default).")
	f.StringVar(&o.head, "per-head", "", "How each person's part is rounded first, such as up/fen; by default it is not.")
	f.BoolVar(&o.check, "check", false, "Afterwards compute everything once more on this machine, and compare.")
}

// county reads the rule's parameters. All that is wrong is reported at once.
func (o *options) county() (households.Policy, error) {
	var c households.Policy
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
	money := func(name, text string, m *unit.Money) {
		before := len(faults)
		read(name, text, m, true)
		if len(faults) == before && m.Sign() <= 0 { // the rule takes zero for "not given"; here it was
			faults = append(faults, fmt.Errorf("-%s %s: must be above zero: %w", name, text, rule.Range))
		}
	}
	money("standard", o.standard, &c.Standard)
	money("property-limit", o.propertyLimit, &c.PropertyLimit)
	read("employment-costs", o.employmentCosts, &c.EmploymentCosts, false)
	read("rounding", o.rounding, &c.Rounding, false)
	read("per-head", o.head, &c.PerHead, false)
	if len(faults) == 0 { // what each text may not be alone, they may not be together
		if err := assistance.Allowance.Under(c).Err(); err != nil {
			faults = append(faults, err)
		}
	}
	return c, errors.Join(faults...)
}
