package ruletest

import (
	"bytes"
	"encoding/json"
)

// nothing looks at the answer that a bad row of a list leaves: it is the zero one, and the answers of the others stand
// beside it, so that it must write itself and be read again. A choice or a month in an answer is tagged omitzero.
func (k *tester[Policy, Facts, Answer]) nothing() []string {
	wrote, err := json.Marshal(make([]Answer, 1))
	if err != nil {
		return []string{"the zero answer of a bad row does not marshal, and no list with it (tag a choice or a month in an answer omitzero): " + err.Error()}
	}
	var read []Answer
	if err := json.Unmarshal(wrote, &read); err != nil {
		return []string{"the zero answer of a bad row is not read again: " + string(wrote) + ": " + err.Error()}
	}
	if again, err := json.Marshal(read); err != nil || !bytes.Equal(again, wrote) {
		return []string{"the zero answer of a bad row is read as another: " + string(wrote) + ", " + string(again)}
	}
	return nil
}
