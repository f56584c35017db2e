// The first type of Audit goes here.
