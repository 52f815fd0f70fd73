package main

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
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
)

// arguments names the variable by which this test binary is told to be the service.
const arguments = "CIVILAFFAIRS_SERVICE_ARGUMENTS"

func TestMain(m *testing.M) {
	if text := os.Getenv(arguments); text != "" {
		var args []string
		if err := json.Unmarshal([]byte(text), &args); err != nil {
			panic(err)
		}
		os.Args = append(os.Args[:1], args...)
		main()
		return
	}
	os.Exit(m.Run())
}

// process is the service as a process of its own, which can be killed and started again.
type process struct {
	t       testing.TB
	args    []string
	cmd     *exec.Cmd
	address string
	token   string
	logs    *os.File
}

// begin starts the service on a port of its own.
func begin(t testing.TB, args ...string) *process {
	t.Helper()
	logs, err := os.Create(filepath.Join(t.TempDir(), "log"))
	require.NoError(t, err)
	p := &process{t: t, args: args, logs: logs, address: "127.0.0.1:0"}
	p.start()
	t.Cleanup(func() { p.kill() })
	return p
}

// start starts it, on the same port as before, and waits until it is ready.
func (p *process) start() {
	p.t.Helper()
	raw, err := json.Marshal(append([]string{"-listen", p.address}, p.args...))
	require.NoError(p.t, err)
	self, err := os.Executable()
	require.NoError(p.t, err)
	p.cmd = exec.Command(self)
	p.cmd.Env = append(os.Environ(), arguments+"="+string(raw))
	p.cmd.Stderr = p.logs
	out, err := p.cmd.StdoutPipe()
	require.NoError(p.t, err)
	require.NoError(p.t, p.cmd.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, secret, ok := strings.Cut(lines.Text(), "shown once: "); ok {
			p.token = secret
		}
		if _, address, ok := strings.Cut(lines.Text(), "serving on "); ok {
			if p.address != address { // clients read it
				p.address = address
			}
			break
		}
	}
	p.ready()
}

// ready waits until the service and its database answer.
func (p *process) ready() {
	p.t.Helper()
	require.Eventually(p.t, func() bool {
		w, err := http.Get("http://" + p.address + "/readyz")
		if err != nil {
			return false
		}
		_ = w.Body.Close() // only the status matters
		return w.StatusCode == http.StatusOK
	}, 60*time.Second, 20*time.Millisecond)
}

// kill ends it as kill -9 does.
func (p *process) kill() {
	if p.cmd != nil && p.cmd.Process.Kill() == nil {
		_ = p.cmd.Wait() // says that it was killed
	}
	p.cmd = nil
}

// cluster is a PostgreSQL of the test's own.
type cluster struct {
	t        testing.TB
	bin, dir string
	as       []string
}

// newCluster makes one where a server is installed and the checks ask for PostgreSQL.
func newCluster(t testing.TB) *cluster {
	t.Helper()
	if os.Getenv("DATABASE_URL") == "" {
		t.Skip("DATABASE_URL is not set: the checks run this with a PostgreSQL")
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	require.NoError(t, err)
	if len(found) == 0 {
		t.Skip("there is no server that this test could kill")
	}
	dir, err := os.MkdirTemp("", "civilaffairs")
	require.NoError(t, err)
	require.NoError(t, os.Chmod(dir, 0o755))
	c := &cluster{t: t, bin: filepath.Dir(found[len(found)-1]), dir: dir}
	if os.Getuid() == 0 { // the server refuses to run as root
		c.as = []string{"runuser", "-u", "postgres", "--"}
		require.NoError(t, exec.Command("chown", "postgres", dir).Run())
	}
	require.NoError(t, c.run("initdb", "-D", dir+"/data", "-U", "postgres", "-A", "trust", "-E", "UTF8"))
	c.start()
	t.Cleanup(func() {
		assert.NoError(t, c.run("pg_ctl", "-D", dir+"/data", "-m", "immediate", "stop"))
		assert.NoError(t, os.RemoveAll(dir))
	})
	return c
}

func (c *cluster) url() string { return "postgres:///postgres?host=" + c.dir + "&user=postgres" }

func (c *cluster) run(name string, args ...string) error {
	line := append(append([]string{}, c.as...), append([]string{filepath.Join(c.bin, name)}, args...)...)
	out, err := exec.Command(line[0], line[1:]...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// start starts the server; what a killed one left may still be going away.
func (c *cluster) start() {
	c.t.Helper()
	require.Eventually(c.t, func() bool {
		return c.run("pg_ctl", "-D", c.dir+"/data", "-w", "-l", c.dir+"/log", "-o", "-c listen_addresses='' -k "+c.dir, "start") == nil
	}, 60*time.Second, 100*time.Millisecond)
}

// kill ends the server as kill -9 does.
func (c *cluster) kill() {
	c.t.Helper()
	raw, err := os.ReadFile(c.dir + "/data/postmaster.pid")
	require.NoError(c.t, err)
	first, _, _ := strings.Cut(string(raw), "\n")
	pid, err := strconv.Atoi(first)
	require.NoError(c.t, err)
	require.NoError(c.t, syscall.Kill(pid, syscall.SIGKILL))
}

func TestTheServiceStaysOnThisMachineUnlessItHasTLS(t *testing.T) {
	for _, address := range []string{":8080", "0.0.0.0:8080", "192.0.2.1:80", "[::]:80", "example.org:80", "nonsense"} {
		_, err := flags([]string{"-listen", address}, os.Stderr)
		assert.ErrorContains(t, err, "loopback", address)
		_, err = flags([]string{"-listen", address, "-cert", "c", "-key", "k"}, os.Stderr)
		assert.NoError(t, err, address)
	}
	for _, address := range []string{"127.0.0.1:1", "[::1]:1", "localhost:1", "127.1.2.3:1"} {
		_, err := flags([]string{"-listen", address}, os.Stderr)
		assert.NoError(t, err, address)
	}
	for _, args := range [][]string{{"-cert", "c"}, {"x"}, {"-rate", "0"}, {"-max-body", "-1"}} {
		_, err := flags(args, os.Stderr)
		assert.Error(t, err, "%v", args)
	}
}

func TestAStopLetsRequestsEnd(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.db")
	p := begin(t, "-db", file)
	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	c, err := net.Dial("tcp", p.address)
	require.NoError(t, err)
	defer c.Close()
	body := `{"facts":{"care":7590,"total":23000}}`
	_, err = fmt.Fprintf(c, "POST /rules/eldercare.care-beds/eval HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		p.token, len(body), body[:10])
	require.NoError(t, err)
	time.Sleep(100 * time.Millisecond)
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
	require.Eventually(t, func() bool {
		x, err := net.DialTimeout("tcp", p.address, time.Second)
		if err == nil {
			_ = x.Close() // it was only to see
		}
		return err != nil
	}, 5*time.Second, 10*time.Millisecond, "no new connections are taken")
	_, err = c.Write([]byte(body[10:]))
	require.NoError(t, err)
	w, err := http.ReadResponse(bufio.NewReader(c), nil)
	require.NoError(t, err)
	assert.Equal(t, 200, w.StatusCode, "the request under way is answered")
	require.NoError(t, w.Body.Close())
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- p.cmd.Wait() }()
	select {
	case err := <-ended:
		assert.NoError(t, err)
	case <-ctx.Done():
		t.Error("it did not end")
	}
	p.cmd = nil
	token := p.token
	p.start()
	assert.Equal(t, token, p.token, "a second start prints no token")
}

// certificate makes one for this machine, signed by itself.
func certificate(t *testing.T) (certFile, keyFile string, pool *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	dir := t.TempDir()
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	require.NoError(t, os.WriteFile(certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), 0o600))
	parsed, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	pool = x509.NewCertPool()
	pool.AddCert(parsed)
	return certFile, keyFile, pool
}

// TestByTLSTheServiceSpeaksHTTP2: a bulk stream goes both ways there too.
func TestByTLSTheServiceSpeaksHTTP2(t *testing.T) {
	certFile, keyFile, pool := certificate(t)
	ctx, stop := context.WithCancel(context.Background())
	in, out := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"-listen", "127.0.0.1:0", "-db", filepath.Join(t.TempDir(), "a.db"), "-cert", certFile, "-key", keyFile}, out, io.Discard)
	}()
	var token, address string
	for lines := bufio.NewScanner(in); address == "" && lines.Scan(); {
		if _, x, ok := strings.Cut(lines.Text(), "shown once: "); ok {
			token = x
		}
		if _, x, ok := strings.Cut(lines.Text(), "serving on "); ok {
			address = x
		}
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}}
	r, err := http.NewRequest("POST", "https://"+address+"/bulk/eldercare.care-beds", strings.NewReader(`{"facts":{"care":7590,"total":23000}}`))
	require.NoError(t, err)
	r.Header = http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {"application/x-ndjson"}}
	w, err := client.Do(r)
	require.NoError(t, err)
	raw, err := io.ReadAll(w.Body)
	require.NoError(t, err)
	require.NoError(t, w.Body.Close())
	assert.Equal(t, 2, w.ProtoMajor)
	assert.Contains(t, string(raw), `"shortfall":5060`)
	assert.Contains(t, string(raw), `{"end":{"rows":1,"refused":0}}`)
	client.CloseIdleConnections()
	stop()
	assert.NoError(t, <-ended)
}
