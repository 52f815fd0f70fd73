// Explorer makes the page: one HTML file with the module inside, that opens by a double click
// and sends nothing anywhere.
//
//	npm ci && go run . -o explorer.html
//
// npm brings the decoder that the page unpacks the module with; go is called to build it, and node
// to run it until it waits for its first call.
package main

import (
	"bytes"
	"compress/flate"
	"embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/explorer/bridge"
)

//go:embed page.html page.css page.js form.js thresholds.js indicators.js workbook.js
var page embed.FS

// decoder and workbook are where npm puts the decoder, and what writes workbooks.
const (
	decoder  = "node_modules/xz-decompress/dist/package/xz-decompress.min.js"
	workbook = "node_modules/write-excel-file/bundle/write-excel-file.min.js"
)

func main() {
	out := flag.String("o", "explorer.html", "the page, a `FILE`")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "explorer:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	support, err := runtimeSupport()
	if err != nil {
		return err
	}
	module, held, err := compiled(support)
	if err != nil {
		return err
	}
	packed, err := compressed(module)
	if err != nil {
		return err
	}
	tables, err := tables()
	if err != nil {
		return err
	}
	listed, err := bridge.Bridge{Catalog: civilaffairs.Catalog()}.List(tables)
	if err != nil {
		return err
	}
	rows, err := json.Marshal(tables)
	if err != nil {
		return err
	}
	packedTables, err := compressed(rows)
	if err != nil {
		return err
	}
	unpacker, err := os.ReadFile(decoder)
	if err != nil {
		return fmt.Errorf("the decoder is not there: run npm ci first: %w", err)
	}
	writer, err := os.ReadFile(workbook)
	if err != nil {
		return fmt.Errorf("what writes workbooks is not there: run npm ci first: %w", err)
	}
	writer, _, _ = bytes.Cut(writer, []byte("//# sourceMappingURL")) // a file that the page does not have
	packedList, err := deflated([]byte(listed))
	if err != nil {
		return err
	}
	text, err := assembled(map[string][]byte{
		"/*WASM*/": characters(packed), "/*TABLES*/": characters(packedTables), "/*LIST*/": characters(packedList), "/*HELD*/": escaped(held),
		"/*DECODER*/": escaped(unpacker), "/*WORKBOOK*/": escaped(writer), "/*RUNTIME*/": escaped(support),
	})
	if err != nil {
		return err
	}
	if err := os.WriteFile(out, text, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s  %.2f MB (module %.1f MB, packed %.2f MB; tables %.2f MB, packed %.2f MB)\n",
		out, mega(text), mega(module), mega(packed), mega(rows), mega(packedTables))
	return nil
}

func mega(b []byte) float64 { return float64(len(b)) / 1e6 }

func output(name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	data, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, said.Bytes())
	}
	return data, nil
}

// runtimeSupport is what Go has beside a module for browsers.
func runtimeSupport() ([]byte, error) {
	root, err := output("go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
}

// compiled builds the module for browsers, as it is when it waits for its first call, and says what it then holds of the
// browser: to make the catalog takes a browser, which compiles each function when it is first called, a good part of
// a second. Without inlining (-l) the module packs a tenth smaller.
func compiled(support []byte) (module, held []byte, err error) {
	dir, err := os.MkdirTemp("", "explorer")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	in := func(name string) string { return filepath.Join(dir, name) }
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-gcflags=all=-l", "-ldflags=-s -w", "-o", in("built.wasm"), "./wasm")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, nil, fmt.Errorf("go build: %w", err)
	}
	if err := os.WriteFile(in("support.js"), support, 0o600); err != nil {
		return nil, nil, err
	}
	if _, err := output("node", "snapshot.mjs", in("support.js"), in("built.wasm"), in("waiting.wasm"), in("held.json")); err != nil {
		return nil, nil, err
	}
	if module, err = os.ReadFile(in("waiting.wasm")); err != nil {
		return nil, nil, err
	}
	held, err = os.ReadFile(in("held.json"))
	return module, held, err
}

// deflated packs what is read before there is a decoder: browsers unpack it themselves.
func deflated(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

// compressed packs as xz, which is little more than half of what browsers unpack themselves. The module is
// aligned to nothing: pb=0 says so.
func compressed(module []byte) ([]byte, error) {
	cmd := exec.Command("xz", "--check=crc32", "--lzma2=preset=9e,lc=4,pb=0", "--stdout")
	cmd.Stdin = bytes.NewReader(module)
	cmd.Stderr = os.Stderr
	packed, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("xz (Debian's xz-utils): %w", err)
	}
	return packed, nil
}

// tables reads the case table of each rule of the catalog, by the rule's id.
func tables() (map[string]string, error) {
	root, err := output("go", "list", "-m", "-f", "{{.Dir}}", "github.com/huainan-minzheng/civilaffairs")
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range civilaffairs.Rules() {
		room, _, _ := strings.Cut(r.ID(), ".")
		data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), room, "testdata", r.ID()+".csv"))
		if errors.Is(err, os.ErrNotExist) {
			continue // a rule may have none
		}
		if err != nil {
			return nil, err
		}
		out[r.ID()] = strings.TrimPrefix(string(data), "\uFEFF")
	}
	return out, nil
}

// escape stands before a byte that a page would not keep, or that could end its script, and which then stands 64 higher.
const escape = '='

// characters writes bytes as a page in windows-1252 has them, a character a byte: base64 would take a third more. A parser
// drops 0, and takes a carriage return for a line's end.
func characters(data []byte) []byte {
	out := make([]byte, 0, len(data)+len(data)/32)
	for _, b := range data {
		switch b {
		case 0, '\r', '<', escape:
			out = append(out, escape, b+64)
		default:
			out = append(out, b)
		}
	}
	return out
}

// escaped writes a script in ASCII.
func escaped(script []byte) []byte {
	var out []byte
	for _, r := range utf16.Encode([]rune(string(script))) {
		if r < 0x80 {
			out = append(out, byte(r))
		} else {
			out = fmt.Appendf(out, "\\u%04x", r)
		}
	}
	return out
}

// entities writes HTML in ASCII.
func entities(html []byte) []byte {
	var out []byte
	for _, r := range string(html) {
		if r < 0x80 {
			out = append(out, byte(r))
		} else {
			out = fmt.Appendf(out, "&#%d;", r)
		}
	}
	return out
}

// assembled fills in the page. What stands in a script must not end it.
func assembled(parts map[string][]byte) ([]byte, error) {
	text, err := page.ReadFile("page.html")
	if err != nil {
		return nil, err
	}
	text = entities(text)
	if parts["/*STYLE*/"], err = page.ReadFile("page.css"); err != nil {
		return nil, err
	}
	for _, file := range []string{"form.js", "thresholds.js", "indicators.js", "workbook.js", "page.js"} { // the last begins
		script, err := page.ReadFile(file)
		if err != nil {
			return nil, err
		}
		parts["/*SCRIPT*/"] = append(parts["/*SCRIPT*/"], escaped(script)...)
	}
	for place, part := range parts {
		if bytes.Contains(bytes.ToLower(part), []byte("</script")) {
			return nil, fmt.Errorf("%s would end its script", place)
		}
		if bytes.Count(text, []byte(place)) != 1 {
			return nil, fmt.Errorf("the page has no single place for %s", place)
		}
	}
	var b bytes.Buffer
	for len(text) > 0 {
		at, place := len(text), ""
		for p := range parts {
			if i := bytes.Index(text, []byte(p)); i >= 0 && i < at {
				at, place = i, p
			}
		}
		b.Write(text[:at])
		if place == "" {
			break
		}
		b.Write(parts[place])
		text = text[at+len(place):]
	}
	return b.Bytes(), nil
}
