package indicators

import "github.com/huainan-minzheng/civilaffairs/rule"

var codes = struct{ attributes, directions, targets, methods, statuses, verdicts rule.Choices }{
	attributes: rule.Choices{
		Binding:      {Code: "binding", Label: rule.Text{ZH: "约束性", EN: "binding"}},
		Anticipatory: {Code: "anticipatory", Label: rule.Text{ZH: "预期性", EN: "anticipatory"}},
	},
	directions: rule.Choices{
		Higher: {Code: "higher", Label: rule.Text{ZH: "越高越好", EN: "higher is better"}},
		Lower:  {Code: "lower", Label: rule.Text{ZH: "越低越好", EN: "lower is better"}},
	},
	targets: rule.Choices{
		Value:   {Code: "value", Label: rule.Text{ZH: "目标值", EN: "value"}},
		Band:    {Code: "band", Label: rule.Text{ZH: "区间", EN: "band"}},
		Formula: {Code: "formula", Label: rule.Text{ZH: "公式", EN: "formula"}},
	},
	methods: rule.Choices{
		Linear:   {Code: "linear", Label: rule.Text{ZH: "等差", EN: "linear"}},
		Compound: {Code: "compound", Label: rule.Text{ZH: "等比", EN: "compound"}},
	},
	statuses: rule.Choices{
		Met:     {Code: "met", Label: rule.Text{ZH: "已达目标", EN: "met"}},
		OnTrack: {Code: "on-track", Label: rule.Text{ZH: "符合进度", EN: "on track"}},
		Behind:  {Code: "behind", Label: rule.Text{ZH: "落后进度", EN: "behind"}},
		Missed:  {Code: "missed", Label: rule.Text{ZH: "未达目标", EN: "missed"}},
		NoData:  {Code: "no-data", Label: rule.Text{ZH: "没有数据", EN: "no data"}},
	},
	verdicts: rule.Choices{
		Passes:     {Code: "passes", Label: rule.Text{ZH: "通过", EN: "passes"}},
		Fails:      {Code: "fails", Label: rule.Text{ZH: "未通过", EN: "fails"}},
		CannotTell: {Code: "cannot-tell", Label: rule.Text{ZH: "无法判定", EN: "cannot tell"}},
	},
}

// String gives the code, "binding" or "anticipatory"; "" for a value that is none.
func (a Attribute) String() string { return codes.attributes.Code(uint8(a)) }

// Label names it in both languages.
func (a Attribute) Label() rule.Text { return codes.attributes.Label(uint8(a)) }

// MarshalText writes the code. A value that is none is an error.
func (a Attribute) MarshalText() ([]byte, error) { return codes.attributes.Marshal(uint8(a)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (a *Attribute) UnmarshalText(text []byte) error {
	i, err := codes.attributes.Parse(text)
	if err == nil {
		*a = Attribute(i)
	}
	return err
}

// String gives the code, "higher" or "lower"; "" for a value that is none.
func (d Direction) String() string { return codes.directions.Code(uint8(d)) }

// Label names it in both languages.
func (d Direction) Label() rule.Text { return codes.directions.Label(uint8(d)) }

// MarshalText writes the code. A value that is none is an error.
func (d Direction) MarshalText() ([]byte, error) { return codes.directions.Marshal(uint8(d)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (d *Direction) UnmarshalText(text []byte) error {
	i, err := codes.directions.Parse(text)
	if err == nil {
		*d = Direction(i)
	}
	return err
}

// String gives the code, "value", "band" or "formula"; "" for a value that is none.
func (k TargetKind) String() string { return codes.targets.Code(uint8(k)) }

// Label names it in both languages.
func (k TargetKind) Label() rule.Text { return codes.targets.Label(uint8(k)) }

// MarshalText writes the code. A value that is none is an error.
func (k TargetKind) MarshalText() ([]byte, error) { return codes.targets.Marshal(uint8(k)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (k *TargetKind) UnmarshalText(text []byte) error {
	i, err := codes.targets.Parse(text)
	if err == nil {
		*k = TargetKind(i)
	}
	return err
}

// String gives the code, "linear" or "compound"; "" for a value that is none.
func (m Method) String() string { return codes.methods.Code(uint8(m)) }

// Label names it in both languages.
func (m Method) Label() rule.Text { return codes.methods.Label(uint8(m)) }

// MarshalText writes the code. A value that is none is an error.
func (m Method) MarshalText() ([]byte, error) { return codes.methods.Marshal(uint8(m)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (m *Method) UnmarshalText(text []byte) error {
	i, err := codes.methods.Parse(text)
	if err == nil {
		*m = Method(i)
	}
	return err
}

// String gives the code, such as "on-track"; "" for a value that is none.
func (s Status) String() string { return codes.statuses.Code(uint8(s)) }

// Label names it in both languages.
func (s Status) Label() rule.Text { return codes.statuses.Label(uint8(s)) }

// MarshalText writes the code. A value that is none is an error.
func (s Status) MarshalText() ([]byte, error) { return codes.statuses.Marshal(uint8(s)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (s *Status) UnmarshalText(text []byte) error {
	i, err := codes.statuses.Parse(text)
	if err == nil {
		*s = Status(i)
	}
	return err
}

// String gives the code, such as "cannot-tell"; "" for a value that is none.
func (v Verdict) String() string { return codes.verdicts.Code(uint8(v)) }

// Label names it in both languages.
func (v Verdict) Label() rule.Text { return codes.verdicts.Label(uint8(v)) }

// MarshalText writes the code. A value that is none is an error.
func (v Verdict) MarshalText() ([]byte, error) { return codes.verdicts.Marshal(uint8(v)) }

// UnmarshalText reads a code; the error of another text wraps [rule.ErrInvalid].
func (v *Verdict) UnmarshalText(text []byte) error {
	i, err := codes.verdicts.Parse(text)
	if err == nil {
		*v = Verdict(i)
	}
	return err
}
