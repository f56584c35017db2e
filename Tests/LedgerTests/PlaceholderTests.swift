// The first test of Ledger goes here.
