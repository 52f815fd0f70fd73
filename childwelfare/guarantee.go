package childwelfare

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Standard 保障标准 is what a child is guaranteed from a month on, in yuan a child and month.
type Standard struct {
	// Since is the first month of the standard.
	Since unit.Month `json:"since" zh:"起始月份" en:"since"`
	// Institution is for orphans in an institution; above zero.
	Institution unit.Money `json:"institution" zh:"机构集中养育孤儿标准（元/月）" en:"orphans in an institution (yuan a month)" range:"(0,)"`
	// Dispersed is for orphans with a family; above zero.
	Dispersed unit.Money `json:"dispersed" zh:"社会散居孤儿标准（元/月）" en:"orphans with a family (yuan a month)" range:"(0,)"`
	// DeFacto is for de-facto-unattended children; above zero.
	DeFacto unit.Money `json:"de_facto" zh:"事实无人抚养儿童标准（元/月）" en:"de-facto-unattended children (yuan a month)" range:"(0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (s *Standard) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// GuaranteePolicy holds the parameters of [Guarantee]. The plan and the norms have no amounts: they
// are the county's.
type GuaranteePolicy struct {
	// Standards are 1 to 60, in the order of their months.
	Standards []Standard `json:"standards" zh:"标准" en:"standard" range:"[1,60]"`
	// Rounding rounds the amount, up, so that a child is never below the standard; unset means [unit.UpToFen]. That
	// it goes up only, and to the yuan at most, is this library's rule (本库约定): the norm says nothing of rounding.
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding" oneof:"up/fen up/jiao up/yuan" default:"up/fen"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *GuaranteePolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Received 儿童已享受待遇 is what a child receives in a month beside the guarantee, in yuan, each 0.00 if
// nothing.
type Received struct {
	// Group is the child's, of [GuaranteeGroup]; [Neither] is refused.
	Group Group `json:"group" zh:"保障类别" en:"group"`
	// Living says where the child lives; it matters for orphans only.
	Living Living `json:"living" zh:"养育方式" en:"where the child lives"`
	// Month is the month that is paid.
	Month unit.Month `json:"month" zh:"发放月份" en:"month paid"`
	// HouseholdAllowance 家庭月低保金 is the allowance of the child's household.
	HouseholdAllowance unit.Money `json:"household_allowance" zh:"家庭月低保金（元）" en:"household's allowance (yuan)" range:"[0,)"`
	// HouseholdMembers 低保家庭共同生活成员人数 is for how many that allowance is, 1 to 127; 1 where there is none.
	HouseholdMembers int32 `json:"household_members" zh:"低保家庭共同生活成员人数" en:"household's members" range:"[1,127]"`
	// ExtremePoverty 特困人员救助供养金 is the child's own.
	ExtremePoverty unit.Money `json:"extreme_poverty" zh:"特困人员救助供养金（元）" en:"extreme-poverty support (yuan)" range:"[0,)"`
	// LivingSubsidy 困难残疾人生活补贴 is the child's own.
	LivingSubsidy unit.Money `json:"living_subsidy" zh:"困难残疾人生活补贴（元）" en:"disability living subsidy (yuan)" range:"[0,)"`
	// NursingSubsidy 重度残疾人护理补贴 is the child's own; it is never deducted.
	NursingSubsidy unit.Money `json:"nursing_subsidy" zh:"重度残疾人护理补贴（元）" en:"disability nursing subsidy (yuan)" range:"[0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (r *Received) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// Guaranteed 基本生活费 is the answer of [Guarantee].
type Guaranteed struct {
	// Amount is what is paid for the month, in yuan: the whole standard where it is Full, 0.00 only where the child
	// already receives the standard.
	Amount unit.Money `json:"amount" zh:"发放金额（元）" en:"paid (yuan)" range:"[0,)"`
	// Standard is the one in force in the month.
	Standard unit.Money `json:"standard" zh:"保障标准（元/月）" en:"standard (yuan a month)" range:"[0,)"`
	// Full reports that nothing is deducted (全额发放): such a child has no claim to the living
	// subsidy.
	Full bool `json:"full" zh:"全额发放" en:"paid in full"`
}

// Guarantee 孤儿和事实无人抚养儿童基本生活费 gives what a child is paid for a month: the standard in force
// in it, less what the child already receives of the allowance, of extreme-poverty support and of the
// living subsidy (补差发放), never below zero. Of a household's allowance a child's part is
// that of one member (人均救助水平): so the guarantee is computed again when a household comes into the
// allowance. The nursing subsidy is not deducted.
//
// The norm deducts for de-facto-unattended children; orphans are not to have the other payments
// at all (see assistance.disability-subsidies), and where one still does, it is deducted likewise: no child is
// paid twice.
//
// Errors: [rule.Range] for a negative amount, for members not 1 to 127 or a month before the first
// standard, [rule.Missing] for a month not given, [rule.Invalid] for a child of neither group.
var Guarantee = rule.MustNew(rule.Definition[GuaranteePolicy, Received, Guaranteed]{
	ID: "childwelfare.guarantee", Version: 1,
	Title: rule.Text{ZH: "孤儿和事实无人抚养儿童基本生活费", EN: "Monthly guarantee of orphans and de-facto-unattended children"},
	Basis: []rule.Clause{clausePlanGroups, clauseDifference, clauseNursing},
	Check: checkStandards,
	Steps: []*rule.Term{&termInForce, &termStandard, &termShare, &termReceived, &termAmount, &termAboveGuarantee, &termFull, &termTogether},

	KernelByRef: guarantee,
})

var (
	termInForce = rule.Term{ID: "in_force", Label: rule.Text{ZH: "当月执行标准的起始月份", EN: "the standard in force is since"},
		Formula: "largest(if({standards.since} ≤ {month}, {standards.since}, smallest({standards.since})))"}
	termStandard = rule.Term{ID: "standard", Label: rule.Text{ZH: "保障标准", EN: "standard"},
		Formula: "sum(if({standards.since} = {in_force}, if({group} = 'de-facto', {standards.de_facto}, if({living} = 'institution', {standards.institution}, {standards.dispersed})), 0))"}
	termShare = rule.Term{ID: "allowance_share", Label: rule.Text{ZH: "低保人均救助水平", EN: "a member's part of the allowance"},
		Formula: "{household_allowance} ÷ {household_members}", Clause: clauseDifference}
	termReceived = rule.Term{ID: "received", Label: rule.Text{ZH: "已享受的同类待遇", EN: "already received"},
		Formula: "{allowance_share} + {extreme_poverty} + {living_subsidy}", Clause: clauseDifference}
	termAmount = rule.Term{ID: "amount", Label: rule.Text{ZH: "发放金额", EN: "paid"},
		Formula: "round(max({standard} − {received}, 0), {rounding})", Clause: clauseDifference}
	termAboveGuarantee = rule.Term{ID: "above_standard", Label: rule.Text{ZH: "因取整超出保障标准的金额", EN: "above the standard by rounding"},
		Formula: "max({amount} − {standard}, 0)"}
	termFull = rule.Term{ID: "full", Label: rule.Text{ZH: "全额发放", EN: "paid in full"},
		Formula: "{received} = 0", Clause: clauseDifference}
	termTogether = rule.Term{ID: "together", Label: rule.Text{ZH: "儿童当月各项待遇合计（护理补贴不抵扣）", EN: "all that the child receives (the nursing subsidy is not deducted)"},
		Formula: "{amount} + {received} + {nursing_subsidy}", Clause: clauseNursing}
)

// checkStandards wants standards in the order of their months.
func checkStandards(p GuaranteePolicy) (GuaranteePolicy, error) {
	var f rule.Errors
	for i := 1; i < len(p.Standards); i++ {
		if before, now := p.Standards[i-1].Since, p.Standards[i].Since; !before.Before(now) {
			f.Add(rule.Range, "standards["+strconv.Itoa(i)+"].since", now.String(), rule.Text{
				ZH: "各标准应按起始月份先后排列，月份不得重复：" + before.String() + "之后应为更晚的月份",
				EN: "standards stand in the order of their months, none twice: after " + before.String() + " must come a later month"})
		}
	}
	return p, f.Err()
}

func guarantee(p *GuaranteePolicy, in *Received, t *rule.Trace) (Guaranteed, error) {
	if !in.fit() {
		return Guaranteed{}, in.refused()
	}
	s := p.inForce(in.Month)
	if s == nil {
		var f rule.Errors
		f.Add(rule.Range, "month", in.Month.String(), rule.Text{
			ZH: "早于第一个标准的起始月份" + p.Standards[0].Since.String() + "：请补充当时的标准",
			EN: "before the first standard, which is since " + p.Standards[0].Since.String() + ": give the standard of that time"})
		return Guaranteed{}, f.Err()
	}
	out := Guaranteed{Standard: s.of(in.Group, in.Living)}
	// Amounts are below 2^53 fen, so that these sums cannot overflow.
	own := in.ExtremePoverty.Fen() + in.LivingSubsidy.Fen()
	out.Full = own+in.HouseholdAllowance.Fen() == 0
	fen := p.Rounding.Fen(max(out.Standard.Fen()-own, 0))
	if fen > 0 && !in.HouseholdAllowance.IsZero() {
		due, err := lessShare(out.Standard, own, in.HouseholdAllowance, in.HouseholdMembers)
		if err != nil {
			return Guaranteed{}, err
		}
		if fen = 0; due.Sign() > 0 {
			amount, err := due.Round(p.Rounding)
			if err != nil {
				return Guaranteed{}, err
			}
			fen = amount.Fen()
		}
	}
	var err error
	if out.Amount, err = unit.MoneyFromFen(fen); err != nil {
		return Guaranteed{}, err
	}
	if t.On() {
		err = in.trace(t, s.Since, out)
	}
	return out, err
}

// lessShare is the standard less what the child has of its own, in fen, and less its part of the
// household's allowance; the own is below the standard.
func lessShare(standard unit.Money, own int64, allowance unit.Money, members int32) (unit.Exact, error) {
	left, err := unit.MoneyFromFen(standard.Fen() - own)
	if err != nil {
		return unit.Exact{}, err
	}
	share, err := allowance.Exact().Div(members)
	if err != nil {
		return unit.Exact{}, err
	}
	return left.Exact().Sub(share)
}

func (r *Received) trace(t *rule.Trace, since unit.Month, out Guaranteed) error {
	share, err := r.HouseholdAllowance.Exact().Div(r.HouseholdMembers)
	if err != nil {
		return err
	}
	received, err := sum(share, r.ExtremePoverty, r.LivingSubsidy)
	if err != nil {
		return err
	}
	together, err := sum(received, out.Amount, r.NursingSubsidy)
	if err != nil {
		return err
	}
	t.Value(&termInForce, since)
	t.Money(&termStandard, out.Standard)
	t.Exact(&termShare, share)
	t.Exact(&termReceived, received)
	t.Money(&termAmount, out.Amount)
	var above unit.Money
	if out.Standard.Less(out.Amount) {
		if above, err = out.Amount.Sub(out.Standard); err != nil {
			return err
		}
	}
	t.Money(&termAboveGuarantee, above)
	t.Flag(&termFull, out.Full)
	t.Exact(&termTogether, together)
	return nil
}

// fit reports whether every fact is within its range.
func (r *Received) fit() bool {
	return (r.Group == Orphan || r.Group == DeFacto) && r.Living.IsValid() && !r.Month.IsZero() &&
		r.HouseholdAllowance.Sign() >= 0 && r.HouseholdMembers >= 1 && r.HouseholdMembers <= 127 &&
		r.ExtremePoverty.Sign() >= 0 && r.LivingSubsidy.Sign() >= 0 && r.NursingSubsidy.Sign() >= 0
}

// refused says what no tag can say.
func (r *Received) refused() error {
	var f rule.Errors
	if refuseNeither(&f, r.Group); len(f) > 0 {
		return f
	}
	return rule.Refused
}

// inForce finds the standard of a month; nil before the first.
func (p *GuaranteePolicy) inForce(m unit.Month) *Standard {
	for i := len(p.Standards) - 1; i >= 0; i-- {
		if s := &p.Standards[i]; !s.Since.After(m) {
			return s
		}
	}
	return nil
}

func (s *Standard) of(g Group, l Living) unit.Money {
	switch {
	case g == DeFacto:
		return s.DeFacto
	case l == InInstitution:
		return s.Institution
	}
	return s.Dispersed
}

func sum(e unit.Exact, more ...unit.Money) (unit.Exact, error) {
	for _, m := range more {
		var err error
		if e, err = e.Add(m.Exact()); err != nil {
			return e, err
		}
	}
	return e, nil
}

// refuseNeither names a child of neither group, whom a tag cannot refuse: it is a group.
func refuseNeither(f *rule.Errors, g Group) {
	if g == Neither {
		f.Add(rule.Invalid, "group", g.String(), rule.Text{
			ZH: "不属于孤儿或事实无人抚养儿童，没有基本生活费", EN: "neither an orphan nor a de-facto-unattended child: there is no guarantee"})
	}
}
