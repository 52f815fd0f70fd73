package community

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// ConditionsPolicy 社工站“六有”要求 holds the parameter of [WorkStationConditions].
type ConditionsPolicy struct {
	// Due 到期年份 is the year at whose end the stations are to stand; by default the 2023 of 三(八)2. Box 8 has 2025 (discrepancy
	// work-stations-year).
	Due int `json:"due" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *ConditionsPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// StationConditions 社工站条件 is which of the plan's six conditions a social-work station of a township meets. All six are given:
// a condition that was not looked at is not one that is met.
type StationConditions struct {
	Premises  bool `json:"premises" zh:"有场地" en:"has premises"`
	Equipment bool `json:"equipment" zh:"有设备" en:"has equipment"`
	Staff     bool `json:"staff" zh:"有人员" en:"has staff"`
	Functions bool `json:"functions" zh:"有服务功能" en:"has services to offer"`
	Workflow  bool `json:"workflow" zh:"有工作流程" en:"has a way of working"`
	Rules     bool `json:"rules" zh:"有规章制度" en:"has rules"`
}

// UnmarshalJSON refuses a condition that is absent.
func (c *StationConditions) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// SurveyedStations 社工站建设情况 lists the stations of a county or city, or the one that is checked.
type SurveyedStations struct {
	// Stations are at least one and at most [MaxPlaces].
	Stations []StationConditions `json:"stations" zh:"社工站" en:"station" range:"[1,1000000]"`
}

// UnmarshalJSON refuses facts without a list.
func (s *SurveyedStations) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// Lacking 缺项情况 counts the stations that lack a condition; one that lacks two is counted at both.
type Lacking struct {
	Premises  int64 `json:"premises" zh:"缺场地（个）" en:"without premises" range:"[0,)"`
	Equipment int64 `json:"equipment" zh:"缺设备（个）" en:"without equipment" range:"[0,)"`
	Staff     int64 `json:"staff" zh:"缺人员（个）" en:"without staff" range:"[0,)"`
	Functions int64 `json:"functions" zh:"缺服务功能（个）" en:"without services to offer" range:"[0,)"`
	Workflow  int64 `json:"workflow" zh:"缺工作流程（个）" en:"without a way of working" range:"[0,)"`
	Rules     int64 `json:"rules" zh:"缺规章制度（个）" en:"without rules" range:"[0,)"`
}

// ConditionsFinding 社工站“六有”检查结论 is the answer of [WorkStationConditions].
type ConditionsFinding struct {
	// Met 全部达到“六有” reports that every station meets all six conditions.
	Met bool `json:"met" zh:"全部达到“六有”" en:"met" due:"due"`
	// Surveyed 社工站数 is how many were looked at; Complete meet all six, and Shortfall lack one or more, zero exactly when Met.
	Surveyed  int64 `json:"surveyed" zh:"社工站（个）" en:"stations looked at" range:"[0,)"`
	Complete  int64 `json:"complete" zh:"达到“六有”的社工站（个）" en:"stations that meet all six conditions" range:"[0,)"`
	Shortfall int64 `json:"shortfall" zh:"未达到“六有”的社工站（个）" en:"stations that lack a condition" range:"[0,)"`
	// Lacking 缺项 says how many lack which; for a list of one station 1 is what it lacks.
	Lacking Lacking `json:"lacking" zh:"缺项" en:"lacking"`
}

// WorkStationConditions 社工站“六有”检查 holds stations against the six conditions by which the plan has them built, premises,
// equipment, staff, services, a way of working and rules (三(八)2 and B8.1, in the same words): how many meet all six, and how many lack
// which. What a condition takes, as the square metres of premises, the plan does not say: whether it is met is a fact
// (discrepancy station-conditions). [WorkStations] counts the townships that have a station; whether one that lacks a
// condition counts as built there is the caller's to say.
//
// Errors: [rule.Range] for no station, or more than [MaxPlaces].
var WorkStationConditions = rule.MustNew(rule.Definition[ConditionsPolicy, SurveyedStations, ConditionsFinding]{
	ID: "community.work-station-conditions", Version: 1,
	Title:    rule.Text{ZH: "社工站“六有”检查", EN: "The six conditions of social-work stations"},
	Basis:    []rule.Clause{clauseConditions, clauseConditionsBox}, // for the six conditions; of the two years only the one taken is cited
	Defaults: &ConditionsPolicy{Due: conditionsYear.Year()}, Sources: []rule.Source{
		{Path: "due", Clause: conditionsYear.Clause},
		{Path: "due", Clause: conditionsYearBox.Clause, Value: conditionsYearBox.String()},
	},
	Steps: conditionSteps(), KernelByRef: workStationConditions,
})

var (
	conditionsYear    = seeds.MustFigure("work-stations-year")
	conditionsYearBox = seeds.MustFigure("work-stations-year-box")

	clauseConditions    = seeds.MustQuote("三(八)2", "有场地、有设备、有人员、有服务功能、有工作流程、有规章制度")
	clauseConditionsBox = seeds.MustQuote("B8.1", "有场地、有设备、有人员、有服务功能、有工作流程、有规章制度")
)

var (
	stationWhole = rule.Term{ID: "six", Label: rule.Text{ZH: "六项条件齐备", EN: "all six conditions"}, Clause: clauseConditions,
		Formula: "{stations.premises} and {stations.equipment} and {stations.staff} and {stations.functions} and {stations.workflow} and {stations.rules}"}
	stationCount    = rule.Term{ID: "surveyed", Label: rule.Text{ZH: "社工站", EN: "stations looked at"}, Formula: "count({stations})"}
	stationComplete = rule.Term{ID: "complete", Label: rule.Text{ZH: "达到“六有”的社工站", EN: "stations that meet all six conditions"}, Formula: "sum(if({six}, 1, 0))"}
	stationLack     = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "未达到“六有”的社工站", EN: "stations that lack a condition"}, Formula: "{surveyed} − {complete}"}
	stationMet      = rule.Term{ID: "met", Label: rule.Text{ZH: "全部达到“六有”", EN: "met"}, Formula: "all({six})"}
	stationLacking  = [...]rule.Term{
		lackingCondition("premises", "缺场地", "without premises"),
		lackingCondition("equipment", "缺设备", "without equipment"),
		lackingCondition("staff", "缺人员", "without staff"),
		lackingCondition("functions", "缺服务功能", "without services to offer"),
		lackingCondition("workflow", "缺工作流程", "without a way of working"),
		lackingCondition("rules", "缺规章制度", "without rules"),
	}
)

func lackingCondition(name, zh, en string) rule.Term {
	return rule.Term{ID: "lacking." + name, Label: rule.Text{ZH: zh, EN: en}, Formula: "sum(if({stations." + name + "}, 0, 1))"}
}

func conditionSteps() []*rule.Term {
	steps := []*rule.Term{&stationWhole, &stationCount, &stationComplete, &stationLack, &stationMet}
	for i := range stationLacking {
		steps = append(steps, &stationLacking[i])
	}
	return steps
}

func (c *StationConditions) complete() bool {
	return c.Premises && c.Equipment && c.Staff && c.Functions && c.Workflow && c.Rules
}

func workStationConditions(_ *ConditionsPolicy, in *SurveyedStations, t *rule.Trace) (out ConditionsFinding, err error) {
	if len(in.Stations) < 1 || len(in.Stations) > MaxPlaces {
		return out, rule.Refused
	}
	out.Surveyed = int64(len(in.Stations))
	for i := range in.Stations {
		s := &in.Stations[i]
		out.Complete += one(s.complete())
		out.Lacking.Premises += one(!s.Premises)
		out.Lacking.Equipment += one(!s.Equipment)
		out.Lacking.Staff += one(!s.Staff)
		out.Lacking.Functions += one(!s.Functions)
		out.Lacking.Workflow += one(!s.Workflow)
		out.Lacking.Rules += one(!s.Rules)
	}
	out.Shortfall = out.Surveyed - out.Complete
	out.Met = out.Shortfall == 0
	if t.On() {
		traceConditions(in, &out, t)
	}
	return out, nil
}

func one(is bool) int64 {
	if is {
		return 1
	}
	return 0
}

func traceConditions(in *SurveyedStations, out *ConditionsFinding, t *rule.Trace) {
	for i := range in.Stations {
		t.Item(i)
		t.Flag(&stationWhole, in.Stations[i].complete())
	}
	t.Item(-1)
	t.Count(&stationCount, out.Surveyed)
	t.Count(&stationComplete, out.Complete)
	t.Count(&stationLack, out.Shortfall)
	t.Flag(&stationMet, out.Met)
	l := &out.Lacking
	for i, n := range [...]int64{l.Premises, l.Equipment, l.Staff, l.Functions, l.Workflow, l.Rules} {
		t.Count(&stationLacking[i], n)
	}
}
