// The first test of TransparencyLog goes here.
