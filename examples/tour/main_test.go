package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
)

func tour(args ...string) (code int, stdout, stderr string) {
	var out, err strings.Builder
	code = run(args, &out, &err)
	return code, out.String(), err.String()
}

func TestTourShowsEveryRoomInBothLanguages(t *testing.T) {
	for lang, want := range map[string][]string{
		"zh": {"== 社会救助  assistance", "== 殡葬服务  funeral", "非规划值（规划为55%）", "样本数据（虚构）", "政策依据  T2.6", "缺口: 5060", "若全靠新增，需新增: 11245", "至少需要（个）: 3519", "1400.00", "4户中决定1户", "一年多发6000.00元", "加 -full"},
		"en": {"== Social assistance  assistance", "== Funeral services  funeral", "Sample data (made up)", "Basis  T2.6", "88%", "1400.00", "decides 1 of 4 households", "6000.00 yuan a year more", "add -full"},
	} {
		code, out, errs := tour("-lang", lang)
		assert.Zero(t, code)
		assert.Empty(t, errs)
		for _, w := range want {
			assert.Contains(t, out, w)
		}
		assert.NotContains(t, out, "sha256")
	}
}

// Every package of rules but the engine of indicators, which examples/evaluate shows, has a
// chapter, and each chapter can be read alone and in whole.
func TestEveryRoomHasAChapter(t *testing.T) {
	want := map[string]bool{}
	for _, r := range civilaffairs.Rules() {
		if name, _, _ := strings.Cut(r.Info().ID, "."); name != "indicators" {
			want[name] = true
		}
	}
	_, whole, _ := tour()
	for _, name := range rooms() {
		assert.True(t, want[name], name)
		delete(want, name)
		code, short, _ := tour("-only", name)
		assert.Zero(t, code)
		assert.Equal(t, 1, strings.Count(short, "== "), name)
		assert.Less(t, len(short), len(whole))
		_, full, _ := tour("-only", name, "-full")
		assert.Contains(t, full, "计算过程")
		assert.Equal(t, strings.Count(short, "\n结论\n"), strings.Count(full, "\n记录校验码"), name)
	}
	assert.Empty(t, want, "rooms without a chapter")
}

func TestRecordsReplayAndAnAlteredDigitIsNamed(t *testing.T) {
	code, records, _ := tour("-json")
	require.Zero(t, code)
	file := filepath.Join(t.TempDir(), "records.jsonl")
	require.NoError(t, os.WriteFile(file, []byte(records), 0o600))
	code, out, _ := tour("-replay", file)
	assert.Zero(t, code)
	assert.Contains(t, out, fmt.Sprintf("看到%d条记录，经重算全部相符，没有重复", strings.Count(records, "\n")))

	altered := strings.Replace(records, `"amount":"1400.00"`, `"amount":"1401.00"`, 1)
	require.NotEqual(t, records, altered)
	require.NoError(t, os.WriteFile(file, []byte(altered), 0o600))
	code, out, _ = tour("-replay", file, "-lang", "en")
	assert.Equal(t, 1, code)
	assert.Contains(t, out, "record 5 assistance.allowance: allowance a month (yuan) (answer.amount)")
	assert.Contains(t, out, fmt.Sprintf("1 of %d records do not hold.", strings.Count(records, "\n")))
}

// A record that was doubled is noticed as such, and one that is missing by the seal that was told with the records.
func TestADoubledAndAMissingRecordAreNoticed(t *testing.T) {
	code, records, beside := tour("-json", "-lang", "en")
	require.Zero(t, code)
	seal := regexp.MustCompile(`\d+:[0-9a-f]{64}`).FindString(beside)
	require.NotEmpty(t, seal, beside)
	lines := strings.SplitAfter(strings.TrimSuffix(records, "\n"), "\n")
	file := filepath.Join(t.TempDir(), "records.jsonl")
	replay := func(content string, args ...string) (int, string) {
		require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
		code, out, _ := tour(append([]string{"-replay", file}, args...)...)
		return code, out
	}
	code, out := replay(records, "-seal", seal)
	assert.Zero(t, code)
	assert.Contains(t, out, "没有重复、遗漏")
	code, out = replay(records + lines[0])
	assert.Equal(t, 1, code)
	assert.Contains(t, out, "与第0份（从0数起）是同一份记录")
	assert.Contains(t, out, "清单本身不符")
	code, out = replay(strings.Join(lines[3:], ""))
	assert.Zero(t, code, "without the seal it can not be known")
	assert.Contains(t, out, fmt.Sprintf("看到%d条记录", len(lines)-3))
	assert.Contains(t, out, "是否有遗漏，须用 -seal 核对")
	code, out = replay(strings.Join(lines[3:], ""), "-seal", seal)
	assert.Equal(t, 1, code)
	assert.Contains(t, out, "有遗漏或多出")
	code, _ = replay(records, "-seal", "x")
	assert.Equal(t, 1, code)
}

func TestHelpIsNoError(t *testing.T) {
	code, _, errs := tour("-h")
	assert.Zero(t, code)
	assert.Contains(t, errs, "-replay")
}

func TestTourRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bad.jsonl")
	for content, want := range map[string]int{"": 1, "{": 1, "{}": 1, `{"rule":"x.y"}`: 1} {
		require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
		code, out, errs := tour("-replay", file)
		assert.Equal(t, want, code, content)
		assert.NotEmpty(t, out+errs, content)
	}
	for _, args := range [][]string{{"-lang", "fr"}, {"-nosuch"}, {"extra"}, {"-replay", file + ".absent"}, {"-only", "nowhere"}} {
		code, _, errs := tour(args...)
		assert.Equal(t, 2, code, args)
		assert.NotEmpty(t, errs, args)
	}
}

// A record of another release, whose labels were others, holds, and its reader is told what is called otherwise.
func TestAReplayTellsWhatIsOnlyWordedOtherwise(t *testing.T) {
	_, records, _ := tour("-json")
	line, _, _ := strings.Cut(records, "\n")
	text, digests, ok := strings.Cut(line, `,"digests":`)
	require.True(t, ok)
	var said struct{ Title struct{ ZH string } }
	require.NoError(t, json.Unmarshal([]byte(line), &said))
	text = strings.Replace(text, said.Title.ZH, "旧题", 1)
	at := strings.Index(digests, `"record":"`) + len(`"record":"`)
	file := filepath.Join(t.TempDir(), "records.jsonl")
	line = text + `,"digests":` + digests[:at] + fmt.Sprintf("%x", sha256.Sum256([]byte(text))) + digests[at+2*sha256.Size:]
	require.NoError(t, os.WriteFile(file, []byte(line), 0o600))
	code, out, _ := tour("-replay", file)
	assert.Zero(t, code, out)
	assert.Contains(t, out, "名称 title.zh：措辞与今不同（记录 旧题，今为 "+said.Title.ZH+"）")
	assert.Contains(t, out, "看到1条记录，经重算全部相符，其中1条措辞有别（不影响结论），没有重复")
	code, out, _ = tour("-replay", file, "-lang", "en")
	assert.Zero(t, code, out)
	assert.Contains(t, out, "wording differs (recorded 旧题, today "+said.Title.ZH+")")
	assert.Contains(t, out, "all hold; the wording of 1 differs, which decides nothing, none twice")
}

func TestAReadingStandsBeforeWhatItCosts(t *testing.T) {
	for lang, order := range map[string]string{"zh": `户中决定\d+户。另一读法：.+。按此读法一年多发`, "en": `households\. Another reading: .+\. By it the sum is [0-9.]+ yuan a year more`} {
		_, out, _ := tour("-only", "assistance", "-lang", lang)
		assert.Regexp(t, order, out)
	}
}

// TestARefusalIsInTheLanguageAskedFor: of the command line, of a file, and of a seal.
func TestARefusalIsInTheLanguageAskedFor(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "records")
	require.NoError(t, os.WriteFile(broken, []byte("{\"rule\":"), 0o600))
	for _, args := range [][]string{{"-nothing"}, {"-only"}, {"-only", "x"}, {"x"}, {"-replay", "none"}, {"-replay", t.TempDir()}, {"-replay", broken}, {"-replay", os.DevNull}} {
		var zh, en strings.Builder
		code := run(args, io.Discard, &zh)
		assert.NotZero(t, code, args)
		assert.Equal(t, code, run(append([]string{"-lang", "en"}, args...), io.Discard, &en), args)
		assert.Regexp(t, `^tour: .*\p{Han}`, zh.String(), args)
		assert.Regexp(t, `^tour: [^\p{Han}]+$`, en.String(), args)
	}
	record := filepath.Join(t.TempDir(), "record")
	var out strings.Builder
	require.Zero(t, run([]string{"-only", "funeral", "-json"}, &out, io.Discard))
	require.NoError(t, os.WriteFile(record, []byte(out.String()), 0o600))
	out.Reset()
	assert.Equal(t, 1, run([]string{"-replay", record, "-seal", "x"}, &out, io.Discard))
	assert.Contains(t, out.String(), "-seal：x：应为-json末尾给出的“条数:校验值”")
}
