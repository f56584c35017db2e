// The first type of LMDB goes here.
