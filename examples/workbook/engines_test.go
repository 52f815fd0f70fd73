package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// engine computes the second sheet of workbooks again and gives the wanted cells of each: numbers in full, TRUE and
// FALSE, texts; of an error what begins with #.
type engine func(t *testing.T, files []string, want [][]string) [][]string

// engines are spreadsheets that compute what was written here, none of them this module's.
var engines = map[string]engine{"LibreOffice": libreOffice, "HyperFormula": hyperFormula}

// libreOffice computes in a soffice that is installed.
func libreOffice(t *testing.T, files []string, want [][]string) [][]string {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed: LibreOffice does not compute these workbooks again")
	}
	dir := t.TempDir()
	const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,2" // sheet 2, values as they are
	for len(files) > len(want) {
		t.Fatal("fewer wants than files")
	}
	args := append([]string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", filter, "--outdir", dir}, files...)
	out, err := exec.Command(soffice, args...).CombinedOutput()
	require.NoError(t, err, string(out))
	values := make([][]string, len(files))
	for i, file := range files {
		base := strings.TrimSuffix(filepath.Base(file), ".xlsx")
		found, err := filepath.Glob(filepath.Join(dir, base+"-*.csv"))
		require.NoError(t, err)
		require.Len(t, found, 1, string(out))
		values[i] = fromCSV(t, found[0], want[i])
	}
	return values
}

func fromCSV(t *testing.T, name string, want []string) []string {
	file, err := os.Open(name)
	require.NoError(t, err)
	defer file.Close()
	r := csv.NewReader(file)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	require.NoError(t, err)
	values := make([]string, len(want))
	for k, cell := range want {
		col, row, err := excelize.CellNameToCoordinates(cell)
		require.NoError(t, err)
		if row <= len(rows) && col <= len(rows[row-1]) {
			values[k] = rows[row-1][col-1]
		}
		if strings.HasPrefix(values[k], "Err:") {
			values[k] = "#" + values[k]
		}
	}
	return values
}

// hyperFormula computes in Node, for which npm installs it.
func hyperFormula(t *testing.T, files []string, want [][]string) [][]string {
	dir := installed(t)
	cmd := exec.Command("node", "recalculate.js")
	cmd.Dir = dir
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	require.NoError(t, cmd.Start())
	lines := bufio.NewReaderSize(out, 1<<20)
	values := make([][]string, len(files))
	for i, file := range files {
		line, err := json.Marshal(map[string]any{"cells": cellsOf(t, file), "want": places(t, want[i])})
		require.NoError(t, err)
		_, err = in.Write(append(line, '\n'))
		require.NoError(t, err, complaints.String())
		answer, err := lines.ReadBytes('\n')
		require.NoError(t, err, complaints.String())
		var got []any
		require.NoError(t, json.Unmarshal(answer, &got))
		for _, v := range got {
			values[i] = append(values[i], written(v))
		}
	}
	require.NoError(t, in.Close())
	require.NoError(t, cmd.Wait(), complaints.String())
	return values
}

func written(v any) string {
	switch v := v.(type) {
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strings.ToUpper(strconv.FormatBool(v))
	case string:
		return v
	}
	return ""
}

var npmDir string

// installed has npm install HyperFormula, once.
func installed(t *testing.T) string {
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not installed: HyperFormula does not compute these workbooks again")
		}
	}
	if npmDir != "" {
		return npmDir
	}
	dir, err := os.MkdirTemp("", "hyperformula")
	require.NoError(t, err)
	for _, name := range []string{"package.json", "recalculate.js"} {
		raw, err := os.ReadFile(filepath.Join("testdata", "hyperformula", name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), raw, 0o600))
	}
	cmd := exec.Command("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("npm install: %v\n%s", err, out)
		}
		t.Skipf("npm cannot install HyperFormula here: %v\n%s", err, out)
	}
	npmDir = dir
	return dir
}

func TestMain(m *testing.M) {
	code := m.Run()
	if npmDir != "" {
		if err := os.RemoveAll(npmDir); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}

func places(t *testing.T, cells []string) [][2]int {
	out := make([][2]int, len(cells))
	for i, cell := range cells {
		col, row, err := excelize.CellNameToCoordinates(cell)
		require.NoError(t, err)
		out[i] = [2]int{row - 1, col - 1}
	}
	return out
}

// cellsOf reads the second sheet of a workbook as it was written: formulas as such, values, texts.
func cellsOf(t *testing.T, file string) [][3]any {
	z, err := zip.OpenReader(file)
	require.NoError(t, err)
	defer z.Close()
	part := func(name string) []byte {
		f, err := z.Open(name)
		if err != nil {
			return nil
		}
		raw, err := io.ReadAll(f)
		require.NoError(t, err)
		return raw
	}
	var shared struct {
		Items []struct {
			T string `xml:"t"`
		} `xml:"si"`
	}
	if raw := part("xl/sharedStrings.xml"); raw != nil {
		require.NoError(t, xml.Unmarshal(raw, &shared))
	}
	var sheet struct {
		Rows []struct {
			Cells []struct {
				R  string `xml:"r,attr"`
				T  string `xml:"t,attr"`
				F  string `xml:"f"`
				V  string `xml:"v"`
				Is string `xml:"is>t"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	require.NoError(t, xml.Unmarshal(part("xl/worksheets/sheet2.xml"), &sheet))
	var out [][3]any
	for _, row := range sheet.Rows {
		for _, c := range row.Cells {
			var content any
			switch {
			case c.F != "":
				content = "=" + strings.TrimPrefix(c.F, "=")
			case c.T == "s":
				k, err := strconv.Atoi(c.V)
				require.NoError(t, err)
				content = "'" + shared.Items[k].T
			case c.T == "inlineStr":
				content = "'" + c.Is
			case c.T == "b":
				content = c.V == "1"
			case c.T == "str":
				content = "'" + c.V
			case c.V != "":
				content, err = strconv.ParseFloat(c.V, 64)
				require.NoError(t, err)
			default:
				continue
			}
			col, r, err := excelize.CellNameToCoordinates(c.R)
			require.NoError(t, err)
			out = append(out, [3]any{r - 1, col - 1, content})
		}
	}
	return out
}
