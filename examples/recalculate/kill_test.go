package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
)

const asProgram = "RECALCULATE_AS_PROGRAM"

// TestMain lets the test's own binary be the program, to be killed.
func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

func program(t *testing.T, said *bytes.Buffer, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	if said != nil {
		cmd.Stderr = said
	}
	return cmd
}

func runOf(in, out string) []string {
	return []string{"run", in, "--standard", "800", "--property-limit", "30000", "--out", out, "--xlsx", workbookOf(out), "--keep-every", "5ms", "--lang", "en"}
}

func workbookOf(out string) string { return out + ".xlsx" }

// outputsOf are the files that a finished run leaves.
func outputsOf(out string) []string { return []string{out, byCountyOf(out), workbookOf(out)} }

// TestKilledAgainAndAgain kills the real program at random moments, and wants the
// bytes of an undisturbed run, of the results, the summary and the workbook: of CSV in
// GB18030, XLSX and Parquet, with the results cut at random
// in between, with two runs at once, with another input of the same size in
// between. RECALCULATE_KILLS says how often in each of these ways (5 without),
// RECALCULATE_KILL_ROWS of how many rows (60,000).
func TestKilledAgainAndAgain(t *testing.T) {
	number := func(name string, n int) int {
		if v := os.Getenv(name); v != "" {
			var err error
			n, err = strconv.Atoi(v)
			require.NoError(t, err)
		}
		return n
	}
	kills, rows := number("RECALCULATE_KILLS", 5), number("RECALCULATE_KILL_ROWS", 60_000)
	if testing.Short() {
		kills = 2
	}
	r := rand.New(rand.NewPCG(uint64(rows), 13))
	for _, in := range []struct {
		name string
		form samples.Form
	}{
		{"in.csv", samples.Form{}},
		{"gb18030.csv", samples.Form{Encoding: files.GB18030, Chinese: true, Loose: true}},
		{"in.xlsx", samples.Form{Chinese: true, Apart: true}},
		{"in.parquet", samples.Form{}},
	} {
		dir, form, looks := t.TempDir(), in.name, in.form
		in, whole := filepath.Join(dir, form), filepath.Join(dir, "whole.csv")
		require.NoError(t, generate(in, rows, 11, looks))
		start := time.Now()
		said, err := program(t, nil, runOf(in, whole)...).CombinedOutput()
		require.NoError(t, err, string(said))
		k := &killer{t: t, r: r, in: in, took: time.Since(start), want: read(t, whole)}
		for _, way := range []func(out string){k.plain, k.cut, k.both, k.swapped} {
			out := filepath.Join(dir, "killed.csv")
			require.NoError(t, os.RemoveAll(out))
			require.NoError(t, os.RemoveAll(journalOf(out)))
			for range kills {
				require.NoError(t, os.RemoveAll(workbookOf(out)))
				way(out)
			}
			code, last := recalculate(runOf(in, out)...)
			require.Zero(t, code, last)
			require.Contains(t, last, strconv.Itoa(rows)+" rows, ")
			require.True(t, k.want == read(t, out), "the bytes differ from an undisturbed run's")
			for i, name := range outputsOf(out) {
				require.True(t, read(t, outputsOf(whole)[i]) == read(t, name), "%s differs from an undisturbed run's", name)
			}
			require.Equal(t, notesOf(string(said)), notesOf(last), "what was normalised is told in the same words")
		}
		t.Logf("%s: %d killed, %d of them at work, %d went on from a mark; %d cut, %d locked out, %d other inputs refused and %d computed from the beginning",
			form, k.killed, k.atWork, k.wentOn, k.cuts, k.locked, k.refused, k.anew)
	}
}

// notesOf gives the lines that tell what was normalised.
func notesOf(said string) (notes []string) {
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "normalised: ") {
			notes = append(notes, line)
		}
	}
	return notes
}

type killer struct {
	t    *testing.T
	r    *rand.Rand
	in   string
	took time.Duration
	want string

	killed, atWork, wentOn, cuts, locked, refused, anew int
}

// kill starts runs at once and kills them, each at a random moment.
func (k *killer) kill(out string, n int) {
	marks := 0
	if j, err := readJournal(out); err == nil {
		marks = len(j.Marks)
	}
	if marks > 0 {
		k.wentOn++
	}
	cmds, said := make([]*exec.Cmd, n), make([]bytes.Buffer, n)
	for i := range cmds {
		cmds[i] = program(k.t, &said[i], runOf(k.in, out)...)
		require.NoError(k.t, cmds[i].Start())
	}
	for i, cmd := range cmds {
		time.Sleep(time.Duration(k.r.Int64N(int64(k.took) * 2 / 3 / int64(n))))
		_ = cmd.Process.Kill() // it may have ended already
		err := cmd.Wait()
		k.killed++
		switch {
		case err == nil: // it was done before
		case cmd.ProcessState.ExitCode() < 0:
			k.atWork++
		case strings.Contains(said[i].String(), "another run is writing"):
			k.locked++
		default:
			k.t.Fatalf("a run ended by itself: %s", said[i].String())
		}
	}
	// A journal may say that all is done of results that were removed since, which
	// are being written again: the results tell.
	j, err := readJournal(out)
	if info, statErr := os.Stat(out); err == nil && statErr == nil && j.Done && info.Size() == int64(len(k.want)) {
		require.True(k.t, k.want == read(k.t, out))
		require.NoError(k.t, os.Remove(out)) // nothing is left to kill: begin again
	}
}

func (k *killer) plain(out string) { k.kill(out, 1) }

func (k *killer) both(out string) { k.kill(out, 2) }

func (k *killer) cut(out string) {
	k.kill(out, 1)
	if info, err := os.Stat(out); err == nil && info.Size() > 0 {
		require.NoError(k.t, os.Truncate(out, k.r.Int64N(info.Size()+1)))
		k.cuts++
	}
}

// swapped puts another input of the same size in place between two runs.
func (k *killer) swapped(out string) {
	k.kill(out, 1)
	good := read(k.t, k.in)
	other := []byte(good)
	other[len(other)-2-k.r.IntN(len(other)/2)] ^= 1
	before, _ := os.ReadFile(out) // absent is empty
	j, err := readJournal(out)
	if err != nil && err != errNoJournal {
		k.t.Fatal(err)
	}
	write(k.t, k.in, string(other))
	code, said := recalculate(runOf(k.in, out)...)
	write(k.t, k.in, good)
	switch {
	case len(before) > 0 && len(j.Marks) > 0:
		require.Equal(k.t, failed, code, said)
		if !strings.Contains(said, "damaged") { // a Parquet file or a workbook may not even open
			require.Contains(k.t, said, "begun with another input")
		}
		require.Equal(k.t, string(before), read(k.t, out))
		k.refused++
	default: // nothing of the first run was kept: the other input is computed from its beginning
		k.anew++
		require.NoError(k.t, os.RemoveAll(out))
		require.NoError(k.t, os.RemoveAll(journalOf(out)))
		require.NoError(k.t, os.RemoveAll(workbookOf(out)))
	}
}

// TestOneRunAtATime: the second is told so and touches nothing.
func TestOneRunAtATime(t *testing.T) {
	in := made(t, "in.csv", 10, 1)
	out := beside(in)
	r, err := openResults(out)
	require.NoError(t, err)
	write(t, out, "half")
	code, said := try(in, out)
	assert.Equal(t, failed, code)
	assert.Contains(t, said, "another run is writing "+out)
	_, said = recalculate("run", in, "--standard", "800", "--property-limit", "30000", "--out", out)
	assert.Contains(t, said, "另一个程序正在写"+out)
	assert.Equal(t, "half", read(t, out))
	require.NoError(t, r.inPlace())
	require.NoError(t, os.Rename(out, out+"2"))
	assert.ErrorContains(t, r.inPlace(), "was removed or replaced")
	write(t, out, "")
	assert.ErrorContains(t, r.inPlace(), "was removed or replaced")
	r.close()
	compute(t, in, out)
}

// TestStoppedByTheUser goes on with the same command.
func TestStoppedByTheUser(t *testing.T) {
	in := made(t, "in.csv", 300_000, 1)
	var said bytes.Buffer
	cmd := program(t, &said, runOf(in, beside(in))...)
	require.NoError(t, cmd.Start())
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if j, err := readJournal(beside(in)); err == nil && len(j.Marks) > 0 {
			break
		}
	}
	require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
	err := cmd.Wait()
	if err == nil {
		t.Skip("it was done before it could be stopped")
	}
	assert.Equal(t, failed, cmd.ProcessState.ExitCode())
	assert.Contains(t, said.String(), "stopped; the same command goes on from here")
	j, err := readJournal(beside(in))
	require.NoError(t, err)
	done := j.Marks[len(j.Marks)-1]
	info, err := os.Stat(beside(in))
	require.NoError(t, err)
	assert.Equal(t, info.Size(), done.Bytes, "all that was written is kept")
	assert.Contains(t, compute(t, in, beside(in)), fmt.Sprintf("300000 rows, %d computed now", 300_000-done.Rows))
}

// TestAFullDisk fills a small file system: while the first journal is written,
// the results, or a later journal. The error says so, and the same command goes on
// once there is room.
func TestAFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk).Run(); err != nil {
		t.Skip("no file system can be mounted here: ", err)
	}
	defer func() { require.NoError(t, exec.Command("umount", disk).Run()) }()
	fill := filepath.Join(disk, "fill")
	for _, form := range []string{"in.csv", "in.parquet"} {
		in := made(t, form, 10_000, 1) // about 1.2 MB of results
		compute(t, in, beside(in))
		out := filepath.Join(disk, "out.csv")
		stopped := 0
		for _, taken := range []int{2 << 20, 2<<20 - 4096, 2<<20 - 8192, 3 << 19, 1 << 20, 900 << 10, 2<<20 - len(read(t, beside(in)))&^4095 - 4096} {
			f, err := os.Create(fill)
			require.NoError(t, err)
			_, _ = f.Write(make([]byte, taken)) // as far as there is room
			require.NoError(t, f.Close())
			code, said := try(in, out, "--keep-every", "1ns")
			if code != allRight {
				stopped++
				require.Equal(t, failed, code, said)
				require.Contains(t, said, "the disk is full; make room, then the same command goes on")
			}
			if j, err := readJournal(out); err != nil {
				require.ErrorIs(t, err, errNoJournal, "never an empty or torn one")
			} else if len(j.Marks) > 0 {
				info, err := os.Stat(out)
				require.NoError(t, err)
				require.LessOrEqual(t, j.Marks[len(j.Marks)-1].Bytes, info.Size())
			}
			require.NoError(t, os.Remove(fill))
			compute(t, in, out)
			require.True(t, read(t, beside(in)) == read(t, out))
			require.NoError(t, os.Remove(out))
			require.NoError(t, os.Remove(journalOf(out)))
		}
		assert.GreaterOrEqual(t, stopped, 5)
	}
}

// TestAFileThatMayNotGrow is the same under a limit of the system, which needs no
// rights.
func TestAFileThatMayNotGrow(t *testing.T) {
	in := made(t, "in.csv", 40_000, 1)
	compute(t, in, beside(in))
	out := beside(in) + "2"
	cmd := exec.CommandContext(context.Background(), "sh", "-c", `ulimit -f 2048; exec "$@"`, "sh")
	self := program(t, nil, runOf(in, out)...)
	cmd.Args, cmd.Env = append(cmd.Args, self.Args...), self.Env
	said, err := cmd.CombinedOutput()
	require.Error(t, err)
	assert.Equal(t, failed, cmd.ProcessState.ExitCode(), string(said))
	assert.Contains(t, string(said), "larger than is allowed; raise the limit")
	compute(t, in, out)
	assert.True(t, read(t, beside(in)) == read(t, out))
}
