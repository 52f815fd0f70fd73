// Package affairs holds the rules on the social affairs 社会事务 that are no room of their own:
// marriage registration, family counselling, the facility for persons with a mental illness,
// place names and boundaries (三(五)3, 三(五)4, 三(七)3, 三(七)4; boxes 5 and 7).
//
//	f, err := affairs.MarriageRegistration.Eval(affairs.Registries{Offering: 6, Registries: 8})
//	// f.Met is false: f.Shortfall is 2, so many registries do not yet serve couples of other provinces
//
// All are rows of package check: a share that is to be 100 %, or a count that is to be reached.
// What each counts is in its facts:
//
//   - [MarriageRegistration]: registries that register couples of other provinces 跨省通办 (T2.15);
//   - [CounsellingRooms]: registries with a family counselling room 婚姻家庭辅导室, and
//     [CountyCounsellingRooms], counties and districts with one: the plan does not say of what
//     all are to be covered (discrepancy counselling-rooms-of-what);
//   - [PsychiatricFacility]: the city's psychiatric welfare facility 精神卫生福利机构 (B5.2);
//   - [PlaceNameSigns]: place names with their sign 地名标志 (T2.19);
//   - [BoundaryInspections]: boundaries inspected jointly 行政区域界线联检 (三(七)4).
//
// A figure of the caller's own, such as a yearly step, is put in by Under; it is then not the
// plan's, and the decision says so:
//
//	step := affairs.PlaceNameSigns.Under(check.Floor{Floor: unit.Percent(95), Due: 2023})
//
// Funerals are in package funeral, the two disability subsidies in package assistance.
package affairs
