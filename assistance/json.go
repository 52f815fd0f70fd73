package assistance

// AppendJSON appends the household as encoding/json writes it, without
// reflection: bulk runs hash the facts of every decision. The error is that of
// an area that is none.
func (h Household) AppendJSON(dst []byte) ([]byte, error) {
	area := h.Area.String()
	if area == "" {
		_, err := h.Area.MarshalText()
		return dst, err
	}
	b := append(dst, `{"area":"`...)
	b = append(b, area...)
	b = append(b, `","members":`...)
	if h.Members == nil {
		b = append(b, "null"...)
	} else {
		b = append(b, '[')
		for i := range h.Members {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, `{"income":"`...)
			b, _ = h.Members[i].Income.AppendText(b) // an amount always writes itself
			b = append(b, `","employment_cost":"`...)
			b, _ = h.Members[i].EmploymentCost.AppendText(b)
			b = append(b, `"}`...)
		}
		b = append(b, ']')
	}
	b = append(b, `,"property":`...)
	if property, ok := h.Property.Value(); ok {
		b = append(b, '"')
		b, _ = property.AppendText(b)
		b = append(b, '"')
	} else {
		b = append(b, "null"...)
	}
	return append(b, '}'), nil
}
