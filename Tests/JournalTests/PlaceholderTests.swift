// The first test of Journal goes here.
