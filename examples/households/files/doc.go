// Package files reads households from files as people have them: CSV in UTF-8, with
// or without a mark, UTF-16 or GB18030, separated by commas, semicolons or tabs; XLSX;
// Parquet. Headings and choices are Chinese or English, amounts may have thousands
// separators, full-width digits, 元 or ¥.
//
// Ids are read likewise: blanks around one do not count, and Ａ１ is A1, as in every format; 007 and 7 are two.
//
// It is lenient only where the meaning is certain, and tells what it normalised,
// how often and where first: a [households.Report]. Anything else is refused, in
// Chinese and English:
//
//   - as a bad row, by row and column, that spoils no other: 1,23; 1.234 among
//     semicolons; 1.2万; a date for an amount; a formula whose value is not in the file;
//     700.0000000001 in a workbook; a long id that a spreadsheet has shortened; a line that
//     reads as UTF-8 in a file of GB18030
//   - as a file: a heading that is unknown or stands twice; an encoding that may be
//     UTF-8 and may be GB18030; merged cells; a sheet among several
//
// What the file cannot tell, [Options] can.
//
//	r, err := files.Open(f, size, files.Options{})
//	for row := range r.Rows() { … }
//	for _, n := range r.Report().Notes() { … }
//
// [Reader.Next] reads batches, for bulk calls; [Reader.Take] and [Piece.Next] divide
// the work among goroutines. A file is read in bounded memory, but for the strings
// that a workbook's cells share.
//
// Where each household has one row, no ids are kept for that: an id that stands in two rows, written in one way or as 1 and １, gives two
// households of that id, be the rows adjacent or not, and neither is refused. Of １ the report notes that it is read as 1, not that the two are
// one. [caseload.Reconcile] tells such an id in DueTwice, [caseload.Monitor] refuses it. Where each member has a row, see
// [households.MemberRows], two ways to write an id are a bad row.
//
// A workbook's numbers are read from the digits that the file stores; no binary
// number stands between. Spreadsheets store some amounts with the image of a binary
// number, 1.1000000000000001 for 1.1: such a one, to its last digit, is the amount.
// Sheets are read by encoding/xml, since excelize's iterator of rows tells neither the
// types, styles and formulas of cells nor that a sheet is torn.
package files
