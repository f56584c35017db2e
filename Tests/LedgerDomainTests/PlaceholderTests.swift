// The first test of LedgerDomain goes here.
