// The first type of Journal goes here.
