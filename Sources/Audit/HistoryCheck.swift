import Journal
import LedgerEvents
package import Money
package import Projections
package import TransparencyLog

/// Whether heads that somebody noted are part of this history.
package struct HistoryCheck: Sendable {
  package enum Verdict: Hashable, Sendable {
    /// The records below that size hash to that root.
    case consistent
    /// They hash to another one: something was removed, inserted or reordered before that size.
    case differs(root: Hash)
    /// The history is shorter than what was noted: its end is lost, or it is an older copy.
    case ahead
  }

  package struct Finding: Sendable {
    /// Where the head was noted, such as the name of a file.
    package let name: String
    package let noted: CheckpointText
    package let verdict: Verdict
  }

  package let findings: [Finding]
  package let speaksFor: Standpoint

  package var isConsistent: Bool { findings.allSatisfy { $0.verdict == .consistent } }

  package init(
    _ history: History, _ noted: [(name: String, head: CheckpointText)]
  ) throws(ProjectionError) {
    speaksFor = try history.standpoint()
    var findings: [Finding] = []
    do throws(JournalError) {
      for (name, head) in noted {
        let verdict: Verdict
        if head.size > speaksFor.size {
          verdict = .ahead
        } else {
          let root = try history.records.root(at: head.size)
          verdict = root == head.root ? .consistent : .differs(root: root)
        }
        findings.append(Finding(name: name, noted: head, verdict: verdict))
      }
    } catch {
      throw .journal(error)
    }
    self.findings = findings
  }
}

/// Where an event stands in the history, and since when.
package struct Presence: Sendable {
  package let event: TimelineEntry
  package let leafHash: Hash
  /// The first size of the journal that covers it, with its root.
  package let firstSize: UInt64
  package let firstRoot: Hash
  /// How many records were known at the end of the day asked about, with the root at that size.
  package let dayEnd: (day: CalendarDay, size: UInt64, root: Hash)?
  package let speaksFor: Standpoint

  /// Whether it was recorded by the day asked about.
  package var wasThere: Bool { dayEnd.map { event.stored.position < $0.size } ?? true }

  package init(
    of position: UInt64, _ history: History, by day: CalendarDay? = nil
  ) throws(ProjectionError) {
    speaksFor = try history.standpoint()
    event = try history.entry(at: position, speaksFor)
    leafHash = event.stored.bytes.withUnsafeBytes { MerkleTree.leafHash($0) }
    firstSize = position + 1
    do {
      firstRoot = try history.records.root(at: firstSize)
      if let day {
        let end = Instant(startOf: try day.adding(days: 1))
        let size = try history.records.size(knownAt: end.microseconds - 1)
        dayEnd = (day, size, try history.records.root(at: size))
      } else {
        dayEnd = nil
      }
    } catch let error as JournalError {
      throw .journal(error)
    } catch let error as MoneyError {
      throw .arithmetic(error)
    } catch {
      throw .arithmetic(.overflow("\(error)"))
    }
  }
}

extension History {
  /// The position that somebody means: a position, or the id of an event, with its source where
  /// several systems gave it.
  package func position(
    named text: String, source: String? = nil
  ) throws(ProjectionError) -> UInt64? {
    let size = try standpoint().size
    if source == nil, let position = UInt64(text), position < size { return position }
    do throws(JournalError) {
      if let source { return try records.position(source: source, id: text) }
      var found: UInt64?
      try records.scan(to: size) { header, record throws(JournalError) in
        guard found == nil, let envelope = Envelope(record) else { return }
        if envelope.id.elementsEqual(text.utf8) { found = header.position }
      }
      return found
    } catch {
      throw .journal(error)
    }
  }
}
