// The first type of Projections goes here.
