package rule_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestASealIsTheSumOfTheSumsOfItsRecords, in their order, and says what is otherwise.
func TestASealIsTheSumOfTheSumsOfItsRecords(t *testing.T) {
	sums := []string{strings.Repeat("ab", 32), strings.Repeat("cd", 32), strings.Repeat("0f", 32)}
	var records []json.RawMessage
	var all []byte
	for _, s := range sums {
		raw, err := hex.DecodeString(s)
		require.NoError(t, err)
		all = append(all, raw...)
		records = append(records, json.RawMessage(`{"x":{"record":"00"},"digests":{"decision":"11","record":"`+s+`","other":7},"y":[1]}`))
	}
	want := sha256.Sum256(all)
	seal, err := rule.SealRecords(slices.Values(records))
	require.NoError(t, err)
	assert.Equal(t, rule.Seal{Count: 3, Digest: hex.EncodeToString(want[:])}, seal)
	require.NoError(t, seal.Check(slices.Values(records)))
	empty := sha256.Sum256(nil)
	for _, none := range []func() (rule.Seal, error){func() (rule.Seal, error) { return rule.SealRecords(nil) }, func() (rule.Seal, error) { return rule.SealRecords(slices.Values([]json.RawMessage{})) }} {
		seal, err := none()
		require.NoError(t, err)
		assert.Equal(t, rule.Seal{Digest: hex.EncodeToString(empty[:])}, seal)
	}
	a, b, c := records[0], records[1], records[2]
	for _, k := range []struct {
		name   string
		list   []json.RawMessage
		zh, en string
	}{
		{"one less", []json.RawMessage{a, b}, "records：2：封存时共3份：有遗漏或多出", "records: 2: 3 were sealed: some are missing, or too many"},
		{"turned", []json.RawMessage{a, c, b}, "", ": as many as were sealed, but others, or in another order: compare them with the sealed list one by one"},
		{"twice", []json.RawMessage{a, b, a}, "records[2]：" + sums[0] + "：与第0份（从0数起）是同一份记录，请只保留一份；", "records[2]: " + sums[0] + ": is records[0] again: keep one; records: "},
		{"thrice", []json.RawMessage{a, b, b, b}, "records[2]：" + sums[1] + "：与第1份（从0数起）是同一份记录，请只保留一份；records[3]：" + sums[1] + "：与第1份（从0数起）是同一份记录，请只保留一份；records：4：封存时共3份：有遗漏或多出", "records[3]: " + sums[1] + ": is records[1] again: keep one; records: 4: 3 were sealed"},
		{"no sum", []json.RawMessage{a, b, json.RawMessage(`{"digests":{"decision":"` + sums[2] + `"}}`)}, "records[2].digests.record：未提供；records：", "records[2].digests.record: not given; records: "},
		{"half a sum", []json.RawMessage{a, b, json.RawMessage(`{"digests":{"record":"` + sums[2][2:] + `"}}`)}, "records[2].digests.record：未提供；", "records[2].digests.record: not given; "},
		{"a sum and more", []json.RawMessage{a, b, json.RawMessage(`{"digests":{"record":"` + sums[2] + `00"}}`)}, "records[2].digests.record：未提供；", "records[2].digests.record: not given; "},
		{"no hexadecimal", []json.RawMessage{a, b, json.RawMessage(`{"digests":{"record":"` + strings.Repeat("zz", 32) + `"}}`)}, "records[2].digests.record：未提供；", "records[2].digests.record: not given; "},
		{"a sum elsewhere", []json.RawMessage{a, b, json.RawMessage(`{"record":"` + sums[2] + `"}`)}, "records[2].digests.record：未提供；", "records[2].digests.record: not given; "},
	} {
		err := seal.Check(slices.Values(k.list))
		require.Error(t, err, k.name)
		assert.Contains(t, rule.Faults(err).In(rule.Chinese), k.zh, k.name)
		assert.Contains(t, rule.Faults(err).In(rule.English), k.en, k.name)
	}
	got, err := rule.SealRecords(slices.Values([]json.RawMessage{a, json.RawMessage(`x`), b}))
	require.ErrorIs(t, err, rule.Syntax)
	both := sha256.Sum256(all[:64])
	assert.Equal(t, rule.Seal{Count: 3, Digest: hex.EncodeToString(both[:])}, got, "of those that could be read, and all are counted")
	later := sha256.Sum256(append([]byte{}, all[:32]...))
	got, err = rule.SealRecords(slices.Values([]json.RawMessage{a}))
	require.NoError(t, err)
	assert.Equal(t, hex.EncodeToString(later[:]), got.Digest)

	split, err := rule.SplitRecords([]byte(" {\"a\":1}\n[2] \"x\" 7"))
	require.NoError(t, err)
	assert.Equal(t, []json.RawMessage{[]byte(`{"a":1}`), []byte(`[2]`), []byte(`"x"`), []byte(`7`)}, split)
}
