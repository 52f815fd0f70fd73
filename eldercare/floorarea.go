package eldercare

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// FloorAreaPolicy 社区养老服务设施配建标准 holds the parameters of [EstateFloorArea], in square metres. The plan
// says 按标准配套建设 and no figure; the province's detailed rules give them.
type FloorAreaPolicy struct {
	// New and Built 每百户 are for each hundred households of a newly built estate and of one that is built already.
	New   unit.Number `json:"new" zh:"新建小区每百户面积下限（㎡）" en:"least for a hundred households, newly built (m²)" range:"(0,1000000]"`
	Built unit.Number `json:"built" zh:"已建成小区每百户面积下限（㎡）" en:"least for a hundred households, built already (m²)" range:"(0,1000000]"`
	// Single 单体面积 is the least area of a single facility of a newly built estate.
	Single unit.Number `json:"single_least" zh:"新建小区单体面积下限（㎡）" en:"least area of a single facility, newly built (m²)" range:"(0,1000000]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *FloorAreaPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// EstateKind 小区类别 says which standard an estate has. The zero EstateKind is not given, and refused.
type EstateKind = rule.Enum[estateKinds]

// The kinds of estate.
const (
	NewEstate   EstateKind = iota + 1 // 新建居住（小）区
	BuiltEstate                       // 已建成居住（小）区
)

type estateKinds struct{}

func (estateKinds) Choices() rule.Choices { return estateKindList }

var estateKindList = rule.Choices{
	NewEstate:   {Code: "new", Label: rule.Text{ZH: "新建居住（小）区", EN: "newly built estate"}},
	BuiltEstate: {Code: "built", Label: rule.Text{ZH: "已建成居住（小）区", EN: "estate built already"}},
}

// Estate 居住（小）区 is an estate with its floor area for eldercare, or several that share their facilities,
// taken together.
type Estate struct {
	Kind EstateKind `json:"kind" zh:"小区类别" en:"kind of estate"`
	// Households 户数 is at least 1.
	Households int64 `json:"households" zh:"户数" en:"households" range:"[1,1099511627776]"`
	// Area 社区养老服务设施建筑面积 is that of all facilities for eldercare, in square metres. The community's
	// comprehensive service facilities (社区综合服务设施, T2.10) are others.
	Area unit.Number `json:"area" zh:"社区养老服务设施建筑面积（㎡）" en:"floor area for eldercare (m²)" range:"[0,)"`
	// Single 单体面积 is that of a single facility, of several the smallest; not above Area. A newly built
	// estate needs it, and of one built already it is not looked at.
	Single rule.Given[unit.Number] `json:"single,omitzero" zh:"单体面积，多处取最小（㎡）" en:"area of a single facility, of several the smallest (m²)" range:"[0,)"`
}

// UnmarshalJSON refuses a field that is absent.
func (e *Estate) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, e) }

// FloorAreaFinding 社区养老服务设施面积检查结论 is the answer of [EstateFloorArea].
type FloorAreaFinding struct {
	// Met reports that the area is enough and, of a newly built estate, the single facility too.
	Met bool `json:"met" zh:"是否达标" en:"met"`
	// Required is the area for so many households, exactly.
	Required  unit.Number `json:"required" zh:"应有面积（㎡）" en:"area required (m²)" range:"[0,)"`
	AreaMet   bool        `json:"area_met" zh:"每百户面积达标" en:"area for the households met"`
	Shortfall unit.Number `json:"shortfall" zh:"还差面积（㎡）" en:"area lacking (m²)" range:"[0,)"`
	// SingleMet and SingleShortfall are given of a newly built estate only.
	SingleMet       rule.Given[bool]        `json:"single_met,omitzero" zh:"单体面积达标" en:"single facility large enough"`
	SingleShortfall rule.Given[unit.Number] `json:"single_shortfall,omitzero" zh:"单体还差面积（㎡）" en:"lacking of the single facility (m²)" range:"[0,)"`
}

// EstateFloorArea 社区养老服务设施配建面积 holds an estate's floor area for eldercare against Anhui's standard, in force
// since 20 July 2022: a newly built estate at least 30 m² for each hundred households, and no facility below
// 350 m²; one built already at least 20 m² for each hundred. It says what “按标准配套建设” of 三(二)3 asks for. The
// 350 m² are the stricter below 1,167 households; estates too small for them may share a facility, and are then
// taken together.
//
// This is not the floor area of T2.10 (每百户城乡社区综合服务设施), which is another facility's with figures near these.
//
// Errors: [rule.Missing] for the single facility of a newly built estate, [rule.Range] for a count or area outside
// its range and for a single facility above the whole area; [rule.Range] or [rule.Inexact] where what is required has
// more digits or decimals than a [unit.Number] holds.
var EstateFloorArea = rule.MustNew(rule.Definition[FloorAreaPolicy, Estate, FloorAreaFinding]{
	ID: "eldercare.estate-floor-area", Version: 1,
	Title:    rule.Text{ZH: "居住（小）区社区养老服务设施配建面积", EN: "Floor area for eldercare of an estate"},
	Basis:    []rule.Clause{clauseToStandard, clauseNewArea, clauseBuiltArea},
	Defaults: &provincialArea,
	Sources: []rule.Source{{Path: "new", Clause: clauseNewArea}, {Path: "single_least", Clause: clauseNewArea},
		{Path: "built", Clause: clauseBuiltArea}},
	Never:  []string{"{kind} = 'new' and not given({single})", "{single} > {area}"},
	Stands: map[string]string{"single_met": "{kind} = 'new'", "single_shortfall": "{kind} = 'new'"},
	Steps:  []*rule.Term{&areaForNew, &areaForBuilt, &areaRequired, &areaMet, &areaShortfall, &singleMet, &singleShortfall, &estateMet},

	KernelByRef: estateFloorArea,
})

var (
	provincialArea = FloorAreaPolicy{New: unit.MustParseNumber("30"), Built: unit.MustParseNumber("20"), Single: unit.MustParseNumber("350")}

	normFloorArea = rule.Text{
		ZH: "安徽省《城市居住区配套建设养老服务设施实施细则》（2022年7月20日起施行）",
		EN: "Anhui's Detailed Rules on Building Eldercare Facilities along with Urban Housing (in force since 20 July 2022)"}
	clauseToStandard = seeds.MustFigure("facilities-built").Clause
	clauseNewArea    = rule.Clause{ID: "皖配建养老设施细则新建", Quote: "每百户不得低于30平方米、单体面积不得低于350平方米",
		Place: rule.Text{ZH: "新建居住（小）区", EN: "newly built estates"}, Norm: normFloorArea}
	clauseBuiltArea = rule.Clause{ID: "皖配建养老设施细则已建", Quote: "每百户不得低于20平方米",
		Place: rule.Text{ZH: "已建成居住（小）区", EN: "estates built already"}, Norm: normFloorArea}

	areaForNew = rule.Term{ID: "required_new", Label: rule.Text{ZH: "新建小区应有面积", EN: "area required, newly built"},
		Formula: "{households} × ({new} ÷ 100)", Clause: clauseNewArea}
	areaForBuilt = rule.Term{ID: "required_built", Label: rule.Text{ZH: "已建成小区应有面积", EN: "area required, built already"},
		Formula: "{households} × ({built} ÷ 100)", Clause: clauseBuiltArea}
	areaRequired = rule.Term{ID: "required", Label: rule.Text{ZH: "应有面积", EN: "area required"},
		Formula: "if({kind} = 'new', {required_new}, {required_built})"}
	areaMet         = rule.Term{ID: "area_met", Label: rule.Text{ZH: "每百户面积达标", EN: "area for the households met"}, Formula: "{area} ≥ {required}"}
	areaShortfall   = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "还差面积", EN: "area lacking"}, Formula: "max({required} − {area}, 0)"}
	singleMet       = rule.Term{ID: "single_met", Label: rule.Text{ZH: "单体面积达标", EN: "single facility large enough"}, Formula: "{single} ≥ {single_least}", Clause: clauseNewArea}
	singleShortfall = rule.Term{ID: "single_shortfall", Label: rule.Text{ZH: "单体还差面积", EN: "lacking of the single facility"},
		Formula: "max({single_least} − {single}, 0)"}
	estateMet = rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{area_met} and ({kind} = 'built' or {single_met})", Clause: clauseToStandard}
)

func estateFloorArea(p *FloorAreaPolicy, in *Estate, t *rule.Trace) (FloorAreaFinding, error) {
	single, hasSingle := in.Single.Get()
	isNew := in.Kind == NewEstate
	switch {
	case in.Kind-NewEstate > BuiltEstate-NewEstate, uint64(in.Households-1) >= maxCapacity, in.Area.Sign() < 0, single.Sign() < 0:
		return FloorAreaFinding{}, rule.Refused
	case isNew && !hasSingle, hasSingle && single.Cmp(in.Area) > 0:
		return FloorAreaFinding{}, in.fault(hasSingle)
	}
	path, least, own := "built", p.Built, provincialArea.Built
	if isNew {
		path, least, own = "new", p.New, provincialArea.New
	}
	var out FloorAreaFinding
	var err error
	if out.Required, err = perHundred(path, least, own, in.Households); err != nil {
		return FloorAreaFinding{}, err
	}
	if out.Shortfall, err = lackingOf(out.Required, in.Area); err != nil {
		return FloorAreaFinding{}, err
	}
	out.AreaMet = out.Shortfall.IsZero()
	out.Met = out.AreaMet
	var lack unit.Number
	if isNew {
		if lack, err = lackingOf(p.Single, single); err != nil {
			return FloorAreaFinding{}, err
		}
		out.SingleMet, out.SingleShortfall = rule.Give(lack.IsZero()), rule.Give(lack)
		out.Met = out.Met && lack.IsZero()
	}
	if t.On() {
		if isNew {
			t.Value(&areaForNew, out.Required)
		} else {
			t.Value(&areaForBuilt, out.Required)
		}
		t.Value(&areaRequired, out.Required)
		t.Flag(&areaMet, out.AreaMet)
		t.Value(&areaShortfall, out.Shortfall)
		if isNew {
			t.Flag(&singleMet, lack.IsZero())
			t.Value(&singleShortfall, lack)
		}
		t.Flag(&estateMet, out.Met)
	}
	return out, nil
}

// perHundred gives so much, a parameter, for each hundred households; own is the norm's.
func perHundred(path string, least, own unit.Number, households int64) (unit.Number, error) {
	of, err := unit.WholeNumber(households)
	if err != nil {
		return unit.Number{}, err
	}
	n, err := least.ForEach(100, of)
	if err != nil {
		return unit.Number{}, check.Unheld(path, least, own, 100, "households", of)
	}
	return n, nil
}

// lackingOf is what is lacking of what is required, 0 where nothing is.
func lackingOf(required, have unit.Number) (unit.Number, error) {
	if have.Cmp(required) >= 0 {
		return unit.Number{}, nil
	}
	return required.Sub(have)
}

// fault says what is wrong with the single facility.
func (e *Estate) fault(given bool) error {
	var f rule.Errors
	if !given {
		f.Add(rule.Missing, "single", "", rule.Text{
			ZH: "新建小区须给出单体面积：多处设施取最小一处", EN: "a newly built estate needs the area of its single facility: of several the smallest"})
		return f.Err()
	}
	single, _ := e.Single.Get()
	f.Add(rule.Range, "single", single.String(), rule.Text{
		ZH: "单体面积不得大于设施总面积" + e.Area.String(), EN: "a single facility must not be above the whole area, " + e.Area.String()})
	return f.Err()
}
