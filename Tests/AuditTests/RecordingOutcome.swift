import Ledger

/// Named here, where nobody sees the outcome of an interaction, which is called the same.
typealias RecordingOutcome = Outcome
