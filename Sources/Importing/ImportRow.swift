package import LedgerEvents
package import YAMLText

/// What one step through an input yields.
package enum ImportRow: Sendable {
  case events(ImportUnit)
  case rejected(RejectedRow)
}

/// Events that are accepted together or not at all, and the rows they come from.
package struct ImportUnit: Sendable {
  package var events: [ProposedEvent]
  /// The rows this unit counts for.
  ///
  /// It is empty for the event that only makes the place for rows without
  /// an account known.
  package var rows: [SourceRow]
  /// The line where the unit begins.
  package var line: Int

  /// The rows as rejected ones, when the ledger refuses the unit.
  package func rejected(reason: String) -> [RejectedRow] {
    rows.map {
      RejectedRow(line: $0.line, offset: $0.offset, reason: reason, bytes: $0.bytes)
    }
  }
}

/// A row as it stands in its file.
package struct SourceRow: Equatable, Sendable {
  package var line: Int
  package var offset: Int
  package var bytes: [UInt8]
}

/// Why an input cannot be imported at all.
package enum ImportError: Error, CustomStringConvertible {
  case file(FileError)
  /// What the mapping says does not fit itself or the table.
  case mapping(IssueList)

  package var description: String {
    switch self {
    case .file(let error): error.description
    case .mapping(let issues): issues.description
    }
  }
}
