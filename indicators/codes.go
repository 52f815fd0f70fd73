package indicators

import "github.com/huainan-minzheng/civilaffairs/rule"

// The closed lists of the package, each with its codes and words.
type (
	directions struct{}
	targets    struct{}
	poolings   struct{}
	methods    struct{}
	statuses   struct{}
	verdicts   struct{}
)

// Choices implements the list of [rule.Enum].
func (poolings) Choices() rule.Choices { return codes.poolings }

// Choices implements the list of [rule.Enum].
func (directions) Choices() rule.Choices { return codes.directions }

// Choices implements the list of [rule.Enum].
func (targets) Choices() rule.Choices { return codes.targets }

// Choices implements the list of [rule.Enum].
func (methods) Choices() rule.Choices { return codes.methods }

// Choices implements the list of [rule.Enum].
func (statuses) Choices() rule.Choices { return codes.statuses }

// Choices implements the list of [rule.Enum].
func (verdicts) Choices() rule.Choices { return codes.verdicts }

var codes = struct{ directions, targets, methods, statuses, verdicts, poolings rule.Choices }{
	poolings: rule.Choices{
		PoolShare: {Code: "share", Label: rule.Text{ZH: "占比", EN: "share"}},
		PoolSum:   {Code: "sum", Label: rule.Text{ZH: "合计", EN: "sum"}},
		PoolNone:  {Code: "none", Label: rule.Text{ZH: "不汇总", EN: "not pooled"}},
	},
	directions: rule.Choices{
		Higher: {Code: "higher", Label: rule.Text{ZH: "越高越好", EN: "higher is better"}},
		Lower:  {Code: "lower", Label: rule.Text{ZH: "越低越好", EN: "lower is better"}},
	},
	targets: rule.Choices{
		Value:   {Code: "value", Label: rule.Text{ZH: "单一数值", EN: "single value"}},
		Band:    {Code: "band", Label: rule.Text{ZH: "区间", EN: "band"}},
		Formula: {Code: "formula", Label: rule.Text{ZH: "公式", EN: "formula"}},
	},
	methods: rule.Choices{
		Linear:   {Code: "linear", Label: rule.Text{ZH: "等差", EN: "linear"}},
		Compound: {Code: "compound", Label: rule.Text{ZH: "等比", EN: "compound"}},
	},
	statuses: rule.Choices{
		Met:      {Code: "met", Label: rule.Text{ZH: "已达目标", EN: "met"}},
		Declared: {Code: "declared", Label: rule.Text{ZH: "申报实现目标（无数据）", EN: "declared reached, without a figure"}},
		OnTrack:  {Code: "on-track", Label: rule.Text{ZH: "符合参考进度", EN: "on track"}},
		Behind:   {Code: "behind", Label: rule.Text{ZH: "滞后", EN: "behind"}},
		NotDue:   {Code: "not-due", Label: rule.Text{ZH: "未到期", EN: "not due yet"}},
		Above:    {Code: "above", Label: rule.Text{ZH: "高于区间", EN: "above the band"}},
		Missed:   {Code: "missed", Label: rule.Text{ZH: "未达目标", EN: "missed"}},
		NoData:   {Code: "no-data", Label: rule.Text{ZH: "未填报", EN: "no data"}},
	},
	verdicts: rule.Choices{
		Passes:     {Code: "none-missed", Label: rule.Text{ZH: "约束性指标无一未达或滞后", EN: "no binding indicator is missed or behind"}},
		Lags:       {Code: "behind", Label: rule.Text{ZH: "有约束性指标滞后于参考进度", EN: "binding indicators are behind the reference"}},
		Fails:      {Code: "missed", Label: rule.Text{ZH: "有约束性指标未达目标", EN: "binding indicators are missed"}},
		CannotTell: {Code: "cannot-tell", Label: rule.Text{ZH: "有约束性指标未填报或仅申报，不能判断", EN: "cannot tell: binding indicators lack a figure"}},
	},
}

var (
	notNegative = rule.Text{ZH: "不得为负", EN: "must not be negative"}
	positive    = rule.Text{ZH: "必须大于零", EN: "must be above zero"}
)
