// The first type of Ledger goes here.
