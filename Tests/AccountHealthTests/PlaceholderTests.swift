// The first test of AccountHealth goes here.
