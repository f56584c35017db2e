// The first type of Money goes here.
