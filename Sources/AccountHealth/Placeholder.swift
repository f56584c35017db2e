// The first type of AccountHealth goes here.
