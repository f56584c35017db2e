// The first type of StrictJSON goes here.
