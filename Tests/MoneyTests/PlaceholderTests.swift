// The first test of Money goes here.
