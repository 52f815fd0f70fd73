package funeral

import (
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Way 提供方式 says how a place provides a service: "waived", "subsidised" or "none". The zero Way is not given, and
// refused.
type Way = rule.Enum[ways]

// The ways.
const (
	Waived      Way = iota + 1 // 减免: it is not charged
	Subsidised                 // 补贴: it is charged and paid back
	NotProvided                // 不提供: it is not on the place's list
)

type ways struct{}

func (ways) Choices() rule.Choices { return wayNames }

var wayNames = rule.Choices{
	Waived:      {Code: "waived", Label: rule.Text{ZH: "减免", EN: "waived"}},
	Subsidised:  {Code: "subsidised", Label: rule.Text{ZH: "补贴", EN: "subsidised"}},
	NotProvided: {Code: "none", Label: rule.Text{ZH: "不减免不补贴", EN: "neither"}},
}

// services are the services of a bill, the plan's four first.
const (
	services = 6
	plansOwn = 4 // 遗体接运、暂存、火化、骨灰存放
)

var serviceNames = [services]struct{ path, zh, en string }{
	{"transport", "遗体接运", "transport"}, {"storage", "遗体暂存", "cold storage"}, {"cremation", "火化", "cremation"},
	{"ash_storage", "骨灰存放", "ash storage"}, {"urn", "骨灰盒", "urn"}, {"hall", "告别厅", "farewell hall"},
}

// serviceTerms are the steps of one service.
type serviceTerms struct{ charged, within, benefit rule.Term }

var (
	serviceTermsOf = func() (all [services]serviceTerms) {
		for i, s := range serviceNames {
			at := strings.NewReplacer("S.", "{"+s.path+".", "T.", "{"+s.path+"_terms.", "C", "{"+s.path+"_within}")
			term := func(id, zh, en, formula string) rule.Term {
				return rule.Term{ID: s.path + "_" + id, Label: rule.Text{ZH: s.zh + zh, EN: s.en + en}, Formula: at.Replace(formula)}
			}
			all[i] = serviceTerms{
				charged: term("charged", "费用", ": charged", "S.quantity} × S.price}"),
				within: term("within", "限内费用", ": within the limits",
					"if(given(T.most}), min(S.quantity}, T.most}), S.quantity}) × if(given(T.price}), min(S.price}, T.price}), S.price})"),
				benefit: term("benefit", "减免或补贴", ": benefit",
					"if({entitled} and T.way} ≠ 'none', if(given(T.cap}), min(C, T.cap}), C), 0)"),
			}
			if i < plansOwn {
				all[i].benefit.Clause = clauseServices
			}
		}
		return all
	}()

	termCharged = rule.Term{ID: "charged", Label: rule.Text{ZH: "费用合计", EN: "charged"},
		Formula: joined(services, " + ", "{%_charged}") + " + {other}"}
	termWaivedAll = rule.Term{ID: "waived_all", Label: rule.Text{ZH: "各项减免合计", EN: "waivers of all services"},
		Formula: joined(services, " + ", "if({%_terms.way} = 'waived', {%_benefit}, 0)"), Clause: clauseServices}
	termSubsidisedAll = rule.Term{ID: "subsidised_all", Label: rule.Text{ZH: "各项补贴合计", EN: "subsidies of all services"},
		Formula: joined(services, " + ", "if({%_terms.way} = 'subsidised', {%_benefit}, 0)"), Clause: clauseServices}
	termWaived = rule.Term{ID: "waived", Label: rule.Text{ZH: "减免", EN: "waived"},
		Formula: "if(given({total_cap}), min({waived_all}, {total_cap}), {waived_all})"}
	termSubsidised = rule.Term{ID: "subsidised", Label: rule.Text{ZH: "补贴", EN: "subsidised"},
		Formula: "if(given({total_cap}), min({subsidised_all}, {total_cap} − {waived}), {subsidised_all})"}
	termFamilyPays = rule.Term{ID: "family_pays", Label: rule.Text{ZH: "家庭实际负担", EN: "the family pays"},
		Formula: "{charged} − {waived} − {subsidised}"}
	termPlanServices = rule.Term{ID: "plan_services", Label: rule.Text{ZH: "规划所列四项均提供", EN: "the plan's four services are provided"},
		Formula: joined(plansOwn, " and ", "{%_terms.way} ≠ 'none'"), Clause: clauseServices}
)

// joined writes a part for each of the first services, % standing for its path.
func joined(n int, between, part string) string {
	var parts []string
	for _, s := range serviceNames[:n] {
		parts = append(parts, strings.ReplaceAll(part, "%", s.path))
	}
	return strings.Join(parts, between)
}

func serviceSteps() []*rule.Term {
	var steps []*rule.Term
	for i := range serviceTermsOf {
		t := &serviceTermsOf[i]
		steps = append(steps, &t.charged, &t.within, &t.benefit)
	}
	return append(steps, &termCharged, &termWaivedAll, &termSubsidisedAll, &termWaived, &termSubsidised, &termFamilyPays, &termPlanServices)
}

// tally is what a bill comes to, in fen. Its bounds keep every sum far below 2^53: seven
// fees of at most ten thousand times a million yuan.
type tally struct {
	charged, within, benefit [services]int64
	all, waived, subsidised  int64
}

func basicServices(p *ServicePolicy, in *FuneralBill, t *rule.Trace) (ServiceBenefits, error) {
	if !in.fit() {
		return ServiceBenefits{}, rule.Refused
	}
	var sum tally
	sum.all = in.Other.Fen()
	for i, s := range [services]struct {
		terms *ServiceTerms
		used  *ServiceUsed
	}{{&p.Transport, &in.Transport}, {&p.Storage, &in.Storage}, {&p.Cremation, &in.Cremation},
		{&p.AshStorage, &in.AshStorage}, {&p.Urn, &in.Urn}, {&p.Hall, &in.Hall}} {
		sum.add(i, s.terms, s.used, in.Entitled)
	}
	waived, subsidised := sum.waived, sum.subsidised
	if limit, given := p.Cap.Get(); given {
		waived = min(waived, limit.Fen())
		subsidised = min(subsidised, limit.Fen()-waived)
	}
	out := ServiceBenefits{PlanServices: p.Transport.Way != NotProvided && p.Storage.Way != NotProvided &&
		p.Cremation.Way != NotProvided && p.AshStorage.Way != NotProvided}
	var err error
	for _, m := range [...]struct {
		to  *unit.Money
		fen int64
	}{{&out.Transport, sum.benefit[0]}, {&out.Storage, sum.benefit[1]}, {&out.Cremation, sum.benefit[2]}, {&out.AshStorage, sum.benefit[3]},
		{&out.Urn, sum.benefit[4]}, {&out.Hall, sum.benefit[5]}, {&out.Charged, sum.all}, {&out.Waived, waived}, {&out.Subsidised, subsidised},
		{&out.FamilyPays, sum.all - waived - subsidised}} {
		if *m.to, err = unit.MoneyFromFen(m.fen); err != nil {
			return ServiceBenefits{}, err
		}
	}
	if t.On() {
		sum.trace(t, &out)
	}
	return out, nil
}

// add counts one service.
func (s *tally) add(i int, terms *ServiceTerms, used *ServiceUsed, entitled bool) {
	quantity, price := used.Quantity, used.Price.Fen()
	s.charged[i] = quantity * price
	s.all += s.charged[i]
	if most, given := terms.Most.Get(); given {
		quantity = min(quantity, most)
	}
	if listed, given := terms.Price.Get(); given {
		price = min(price, listed.Fen())
	}
	s.within[i] = quantity * price
	if !entitled || terms.Way == NotProvided {
		return
	}
	benefit := s.within[i]
	if limit, given := terms.Cap.Get(); given {
		benefit = min(benefit, limit.Fen())
	}
	if s.benefit[i] = benefit; terms.Way == Waived {
		s.waived += benefit
	} else {
		s.subsidised += benefit
	}
}

// trace writes the steps; every amount was within its range when the answer was made of them.
func (s *tally) trace(t *rule.Trace, out *ServiceBenefits) {
	money := func(term *rule.Term, fen int64) {
		if m, err := unit.MoneyFromFen(fen); err == nil {
			t.Money(term, m)
		}
	}
	for i := range serviceTermsOf {
		terms := &serviceTermsOf[i]
		money(&terms.charged, s.charged[i])
		money(&terms.within, s.within[i])
		money(&terms.benefit, s.benefit[i])
	}
	t.Money(&termCharged, out.Charged)
	money(&termWaivedAll, s.waived)
	money(&termSubsidisedAll, s.subsidised)
	t.Money(&termWaived, out.Waived)
	t.Money(&termSubsidised, out.Subsidised)
	t.Money(&termFamilyPays, out.FamilyPays)
	t.Flag(&termPlanServices, out.PlanServices)
}

// fit reports whether every fact is within its range.
func (b *FuneralBill) fit() bool {
	return b.Transport.fit() && b.Storage.fit() && b.Cremation.fit() && b.AshStorage.fit() && b.Urn.fit() && b.Hall.fit() &&
		b.Other.Sign() >= 0 && !maxPrice.Less(b.Other)
}

func (u *ServiceUsed) fit() bool {
	return u.Quantity >= 0 && u.Quantity <= MaxQuantity && u.Price.Sign() >= 0 && !maxPrice.Less(u.Price)
}
