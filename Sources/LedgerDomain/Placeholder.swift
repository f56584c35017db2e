// The first type of LedgerDomain goes here.
