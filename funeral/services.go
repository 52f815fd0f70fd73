package funeral

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// The bounds of what a bill can hold, so that no sum leaves what an amount can be.
const (
	MaxQuantity = 10_000    // of one service
	MaxPrice    = 1_000_000 // of one unit, in yuan
)

var maxPrice = unit.Yuan(MaxPrice)

// ServiceTerms 一项服务的减免或补贴办法 says how a place provides one service to those entitled. What is not given
// does not bound.
type ServiceTerms struct {
	// Way 提供方式: waived, subsidised, or none for a service that is not on the place's list.
	Way Way `json:"way" zh:"提供方式" en:"way"`
	// Price 收费标准 is the place's price of the basic service, in yuan a unit: of a dearer one the family pays the rest.
	Price rule.Given[unit.Money] `json:"price,omitzero" zh:"收费标准（元/单位）" en:"listed price (yuan a unit)" range:"(0,1000000]"`
	// Most 最多数量 is how many units are free: days of cold storage, years of ash storage. Whole units beyond it are the
	// family's.
	Most rule.Given[int64] `json:"most,omitzero" zh:"最多数量" en:"most units" range:"[1,10000]"`
	// Cap 单项限额 bounds the amount of the service, in yuan.
	Cap rule.Given[unit.Money] `json:"cap,omitzero" zh:"单项限额（元）" en:"cap of the service (yuan)" range:"(0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (s *ServiceTerms) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// ServicePolicy 基本殡葬服务减免办法 holds the parameters of [BasicServices]. The plan names four services and neither
// amounts nor limits: all are the place's. A place with other terms for some persons has two sets of
// parameters.
type ServicePolicy struct {
	// The four services that the plan names.
	Transport  ServiceTerms `json:"transport_terms" zh:"遗体接运" en:"transport of the remains"`
	Storage    ServiceTerms `json:"storage_terms" zh:"遗体暂存" en:"cold storage"`
	Cremation  ServiceTerms `json:"cremation_terms" zh:"火化" en:"cremation"`
	AshStorage ServiceTerms `json:"ash_storage_terms" zh:"骨灰存放" en:"storage of the ashes"`
	// Services that the plan does not name and some places provide.
	Urn  ServiceTerms `json:"urn_terms" zh:"骨灰盒" en:"urn"`
	Hall ServiceTerms `json:"hall_terms" zh:"告别厅" en:"farewell hall"`
	// Cap 每例限额 bounds all of it together, in yuan, where the place has one: waivers first, subsidies after.
	Cap rule.Given[unit.Money] `json:"total_cap,omitzero" zh:"每例限额（元）" en:"cap of all (yuan)" range:"(0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *ServicePolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// ServiceUsed 一项服务的使用情况 is what was used of one service; 0 and 0.00 if nothing.
type ServiceUsed struct {
	// Quantity 数量 in whole units: trips, days begun, remains, years begun, urns, uses. 0 to [MaxQuantity].
	Quantity int64 `json:"quantity" zh:"数量" en:"quantity" range:"[0,10000]"`
	// Price 单价 is what was charged a unit, in yuan, 0.00 to [MaxPrice].
	Price unit.Money `json:"price" zh:"单价（元）" en:"price (yuan a unit)" range:"[0,1000000]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (s *ServiceUsed) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// Bill 殡葬服务费用 is what a family was charged for one deceased.
type Bill struct {
	// Entitled 属于减免对象 reports that the place's policy is for the deceased: of a family in hardship, or as it says.
	Entitled bool `json:"entitled" zh:"属于惠民殡葬政策对象" en:"the policy is for the deceased"`

	Transport  ServiceUsed `json:"transport" zh:"遗体接运" en:"transport of the remains"`
	Storage    ServiceUsed `json:"storage" zh:"遗体暂存" en:"cold storage"`
	Cremation  ServiceUsed `json:"cremation" zh:"火化" en:"cremation"`
	AshStorage ServiceUsed `json:"ash_storage" zh:"骨灰存放" en:"storage of the ashes"`
	Urn        ServiceUsed `json:"urn" zh:"骨灰盒" en:"urn"`
	Hall       ServiceUsed `json:"hall" zh:"告别厅" en:"farewell hall"`
	// Other 其他费用 is all else on the bill, in yuan; it is the family's.
	Other unit.Money `json:"other" zh:"其他费用（元）" en:"other charges (yuan)" range:"[0,1000000]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (b *Bill) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// ServiceBenefits 基本殡葬服务减免和补贴 is the answer of [BasicServices], in yuan.
type ServiceBenefits struct {
	// What is waived or subsidised of each service, before the cap of all.
	Transport  unit.Money `json:"transport_benefit" zh:"遗体接运减免或补贴（元）" en:"benefit: transport (yuan)" range:"[0,)"`
	Storage    unit.Money `json:"storage_benefit" zh:"遗体暂存减免或补贴（元）" en:"benefit: cold storage (yuan)" range:"[0,)"`
	Cremation  unit.Money `json:"cremation_benefit" zh:"火化减免或补贴（元）" en:"benefit: cremation (yuan)" range:"[0,)"`
	AshStorage unit.Money `json:"ash_storage_benefit" zh:"骨灰存放减免或补贴（元）" en:"benefit: ash storage (yuan)" range:"[0,)"`
	Urn        unit.Money `json:"urn_benefit" zh:"骨灰盒减免或补贴（元）" en:"benefit: urn (yuan)" range:"[0,)"`
	Hall       unit.Money `json:"hall_benefit" zh:"告别厅减免或补贴（元）" en:"benefit: farewell hall (yuan)" range:"[0,)"`
	// Charged 费用合计 is the whole bill.
	Charged unit.Money `json:"charged" zh:"费用合计（元）" en:"charged (yuan)" range:"[0,)"`
	// Waived 减免 is taken off the bill, and Subsidised 补贴 paid back after it.
	Waived     unit.Money `json:"waived" zh:"减免（元）" en:"waived (yuan)" range:"[0,)"`
	Subsidised unit.Money `json:"subsidised" zh:"补贴（元）" en:"subsidised (yuan)" range:"[0,)"`
	// FamilyPays 家庭实际负担 is what is left for the family after both; never below 0.00.
	FamilyPays unit.Money `json:"family_pays" zh:"家庭实际负担（元）" en:"the family pays (yuan)" range:"[0,)"`
	// PlanServices 规划所列四项均提供 reports that the place's terms provide each of the four services that the plan
	// names.
	PlanServices bool `json:"plan_services" zh:"规划所列四项均提供" en:"the plan's four services are provided"`
}

// BasicServices 基本殡葬服务减免或补贴 gives what of a funeral's bill is waived or subsidised by the place's terms, and what the
// family pays (三(五)2). Of each service so many units are free, at the listed price at most, up
// to its cap; what is beyond is the family's, and never is more waived than was charged. A service
// that is not on the place's list is the family's, and so is all of it where the policy is not for the deceased.
//
// Errors: [rule.Range] for a quantity, a price or an amount outside its range, [rule.Missing] for what is not given.
var BasicServices = rule.MustNew(rule.Definition[ServicePolicy, Bill, ServiceBenefits]{
	ID: "funeral.basic-services", Version: 1,
	Title:       rule.Text{ZH: "基本殡葬服务减免或补贴", EN: "Basic funeral services, waived or subsidised"},
	Basis:       []rule.Clause{clauseServices, clauseHardship},
	Steps:       serviceSteps(),
	KernelByRef: basicServices,
})

var (
	clauseServices = seeds.MustQuote("三(五)2", "以减免或补贴方式提供遗体接运、暂存、火化、骨灰存放等基本殡葬服务")
	clauseHardship = seeds.MustQuote("三(五)2", "切实履行政府对城乡困难群众基本殡葬服务兜底保障职责")
)
