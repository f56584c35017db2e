// The first type of YAMLText goes here.
