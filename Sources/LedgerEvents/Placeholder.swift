// The first type of LedgerEvents goes here.
