// The first type of TransparencyLog goes here.
