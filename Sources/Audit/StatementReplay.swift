import Commission
import Journal
import LedgerEvents
package import Projections
import TransparencyLog

/// An issued statement, computed again from the records that it was based on.
package struct StatementReplay: Sendable {
  package enum Verdict: Hashable, Sendable {
    /// Every byte and every digest is the same.
    case identical
    /// What is not the same, in words.
    case differs([String])
    /// The statement names arithmetic that this program does not have.
    case undecidable(String)
  }

  package let statement: StatementBook.Issued
  package let verdict: Verdict
  /// SHA-256 of the text that was computed anew; nil where it could not be.
  package let sha256: String?

  package var document: StatementDocument { statement.document }
}

/// Computes issued statements again, and compares byte for byte.
package struct StatementReplays {
  private let history: History
  package let book: StatementBook
  package let speaksFor: Standpoint
  /// Statements of one closing rest on one size.
  private var queries: [UInt64: StatementQuery] = [:]

  package init(_ history: History, _ clocks: Clocks = Clocks()) throws(ProjectionError) {
    self.history = history
    speaksFor = try history.standpoint(clocks)
    book = try StatementBook(history, speaksFor)
  }

  /// Every issued statement in the order of issuing.
  package var issued: [StatementBook.Issued] {
    book.issued.values.joined().sorted { $0.position < $1.position }
  }

  package func issued(_ id: String) -> StatementBook.Issued? {
    issued.first { $0.document.id == id }
  }

  package mutating func replay(
    _ issued: StatementBook.Issued
  ) throws(ProjectionError) -> StatementReplay {
    let document = issued.document
    guard document.engineRevision == CommissionCalculation.revision else {
      return StatementReplay(
        statement: issued,
        verdict: .undecidable(
          """
          it was made by engine revision \(document.engineRevision), this program has \
          \(CommissionCalculation.revision); use the program that has it
          """), sha256: nil)
    }
    guard document.basisSize <= issued.position else {
      return StatementReplay(
        statement: issued,
        verdict: .differs([
          "its basis of \(document.basisSize) events ends after its own position, \(issued.position)"
        ]), sha256: nil)
    }
    if queries[document.basisSize] == nil {
      queries[document.basisSize] = try StatementQuery(
        history, Clocks(knownAt: .size(document.basisSize)))
    }
    guard let query = queries[document.basisSize] else {
      preconditionFailure("the query was just made")
    }
    var computed = try query.statement(of: document.payee, for: document.period).document
    if let signatures = document.signatures { computed = computed.signed(signatures) }
    let text = computed.text
    let digest = Self.sha256(text)
    var differences: [String] = []
    let root = query.commission.speaksFor.root
    if "\(root)" != document.basisRoot {
      differences.append("the root at its basis is \(root), it says \(document.basisRoot)")
    }
    if let event = try event(of: issued), event.basisRoot != root.hexadecimal {
      differences.append("its event names the root \(event.basisRoot), not \(root.hexadecimal)")
    }
    let stated = Self.sha256(issued.text)
    if stated != issued.sha256 {
      differences.append("its text has the digest \(stated), its event says \(issued.sha256)")
    }
    if text != issued.text { differences.append(Self.difference(issued.text, text)) }
    return StatementReplay(
      statement: issued, verdict: differences.isEmpty ? .identical : .differs(differences),
      sha256: digest)
  }

  /// The event that issued it.
  private func event(
    of issued: StatementBook.Issued
  ) throws(ProjectionError) -> CommissionStatementIssued? {
    let entry = try history.entry(at: issued.position, speaksFor)
    guard case .commissionStatementIssued(let event)? = entry.data, event.hasBasisRoot else {
      return nil
    }
    return event
  }

  private static func sha256(_ text: String) -> String {
    var text = text
    return text.withUTF8 { Hash.of(.init($0)).hexadecimal }
  }

  /// The first place in which two texts differ, with what stands there.
  private static func difference(_ stated: String, _ computed: String) -> String {
    let (old, new) = (Array(stated.utf8), Array(computed.utf8))
    let place =
      zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(old.count, new.count)
    func around(_ bytes: [UInt8]) -> String {
      String(decoding: bytes[max(0, place - 24)..<min(bytes.count, place + 24)], as: UTF8.self)
    }
    return "from byte \(place) on it says …\(around(old))…, computed …\(around(new))…"
  }
}
