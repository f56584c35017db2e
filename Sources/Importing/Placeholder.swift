// The first type of Importing goes here.
