package import ArgumentParser

/// The questions of an audit, a command each; the ledger's program and the auditor's own mount them.
package enum AuditSubcommands {
  package static let all: [any ParsableCommand.Type] = [
    ReplayCommand.self, ExplainCommand.self, TraceCommand.self, DiffCommand.self,
    WhoCommand.self, LateCommand.self, OverridesCommand.self, RulesCommand.self,
    CompleteCommand.self, PrivilegedCommand.self, PresentCommand.self, ConsistentCommand.self,
    ReconcileCommand.self, ErasuresCommand.self,
  ]

  /// What both programs say about them in their help.
  package static let questions = """
    Every answer names the size and the root of the journal that it speaks for. The ledger is only \
    read; an exported directory or a file of records does as well.

      1  What was known when it was approved?     replay statement ID
      2  Does it reproduce to the cent?           replay statement ID
      3  Which plan, model and rate applied?      rules
      4  Who changed the split, by which right?   who --kind split
      5  Who approved, and was it another one?    who --kind statement
      6  What changed since approval?             diff --statement ID
      7  What came late, or after the close?      late
      8  Which exceptions were made?              overrides
      9  From line to events, and back?           trace
     10  Was this event there on that day?        present EVENT --by DAY
     11  Anything removed since my last visit?    consistent FILE
     12  Is this account's history complete?      complete ACCOUNT
     13  Did everybody see the same history?      reconcile FILE…
     14  What was erased; do amounts still hold?  erasures
     15  Who used privileged functions?           privileged
    """
}
