// The first test of LedgerEvents goes here.
