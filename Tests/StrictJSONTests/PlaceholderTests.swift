// The first test of StrictJSON goes here.
