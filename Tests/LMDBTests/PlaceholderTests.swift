// The first test of LMDB goes here.
