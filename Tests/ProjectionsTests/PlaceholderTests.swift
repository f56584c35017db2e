// The first test of Projections goes here.
