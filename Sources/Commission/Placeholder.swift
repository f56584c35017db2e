// The first type of Commission goes here.
