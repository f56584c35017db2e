// The first test of Importing goes here.
