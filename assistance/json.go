package assistance

// AppendJSON appends the household as encoding/json writes it, without
// reflection: bulk runs hash the facts of every decision. The error is that of
// an area that is not given, or invalid.
func (h Household) AppendJSON(dst []byte) ([]byte, error) {
	area := h.Area.String()
	if area == "" {
		_, err := h.Area.MarshalText()
		return dst, err
	}
	b := append(dst, `{"area":"`...)
	b = append(b, area...)
	b = append(b, `","members":`...)
	var err error
	if h.Members == nil {
		b = append(b, "null"...)
	} else {
		b = append(b, '[')
		for i := range h.Members {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, `{"income":"`...)
			if b, err = h.Members[i].Income.AppendText(b); err != nil {
				return dst, err
			}
			b = append(b, `","employment_cost":"`...)
			if b, err = h.Members[i].EmploymentCost.AppendText(b); err != nil {
				return dst, err
			}
			b = append(b, `"}`...)
		}
		b = append(b, ']')
	}
	if property, ok := h.Property.Get(); ok {
		b = append(b, `,"property":"`...)
		if b, err = property.AppendText(b); err != nil {
			return dst, err
		}
		b = append(b, '"')
	}
	return append(b, '}'), nil
}
