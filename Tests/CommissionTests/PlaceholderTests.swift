// The first test of Commission goes here.
