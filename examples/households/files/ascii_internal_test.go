package files

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestASCIIIsCopiedUpToTheFirstOtherByte, wherever that stands, whatever room there is.
func TestASCIIIsCopiedUpToTheFirstOtherByte(t *testing.T) {
	for size := range 40 {
		for at := range size + 1 {
			src := bytes.Repeat([]byte{'a'}, size)
			if at < size {
				src[at] = 0x80
			}
			for room := range 40 {
				dst := make([]byte, room)
				n := copyASCII(dst, src)
				require.Equal(t, min(at, room), n)
				require.Equal(t, src[:n], dst[:n])
			}
		}
	}
}
