// The first test of YAMLText goes here.
