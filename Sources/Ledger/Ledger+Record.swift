package import Journal
package import LedgerEvents

/// What became of facts that were to be recorded.
package enum Outcome: Equatable, Sendable {
  /// They are on disk; a receipt for each.
  case committed([Receipt], Head)
  /// None of them was recorded, and why.
  case rejected(Refusal)
}

extension Ledger {
  /// Records `events` as one unit: all of them, or none.
  ///
  /// Returns when they are on disk. The same source and id with the same content gives the receipt
  /// that was given first, whatever is expected: `expecting` is what the writer believes of the streams
  /// before any of `events`, and is checked only where one of them is new.
  ///
  /// - Throws: ``LedgerError/journal(_:)`` with ``JournalError/outcomeUnknown(_:)`` when the storage
  ///   failed during the commit: ask again with the same ids.
  package func record(
    _ events: [ProposedEvent], expecting: [String: ExpectedRevision] = [:]
  ) throws(LedgerError) -> Outcome {
    let result: Swift.Result<[Receipt], Refusal>
    do {
      let proposals: [Proposal]
      do {
        proposals = try decisions.prepare(events, in: journal)
      } catch let refusal as Refusal {
        return .rejected(refusal)
      }
      result = try journal.write { [decisions] session in
        do {
          return .success(try decisions.take(proposals, expecting: expecting, session))
        } catch let refusal as Refusal {
          return .failure(refusal)
        }
      }
      decisions.settle(proposals, try? result.get())
    } catch let error as JournalError {
      throw .journal(error)
    } catch let error as EventError {
      throw .event(error)
    } catch let error as LedgerError {
      throw error
    } catch {
      throw .journal(.damaged(position: 0, reason: "\(error)"))
    }
    switch result {
    case .failure(let refusal): return .rejected(hinted(refusal, events))
    case .success(let receipts):
      // They are on disk: nothing that fails from here on may say otherwise. Without its type an event
      // that comes next is refused, not lost.
      if events.contains(where: { $0.type.number == EventTypeRegistered.typeNumber }) {
        try? readCustomTypes()
      }
      return .committed(receipts, journal.newestKnownHead)
    }
  }
}
