import Journal
import LedgerEvents
package import Projections
import SwiftProtobuf
import TransparencyLog

/// A new generation beside the running one, and what it would change.
package struct RebuiltView: Sendable {
  package let generation: UInt32
  package let difference: ViewDifference
  /// Where the rebuild stands in the journal; nil where it was recorded before.
  package let position: UInt64?
}

extension Ledger {
  /// The version of what folds events into rows, as a rebuild names it.
  static let codeVersion = "1"

  /// Makes a generation of a view beside the running one, or goes on with an interrupted one, and
  /// records that with the digests of both.
  package func rebuildView(
    _ name: String, workers: Int, batch: Int, actor: String,
    progress: @escaping @Sendable (RebuildProgress) -> Void
  ) throws(LedgerError) -> RebuiltView {
    let views = Views(History(journal), in: path)
    // A process that died between the last row and the event left a generation nobody knows of.
    let unrecorded = try LedgerError.asking { () throws(ProjectionError) -> UInt32? in
      let known = max(
        try ViewRecords(History(journal), name).highest, try views.runningGeneration(name))
      guard let waiting = try views.candidate(name), waiting > known,
        try views.isReady(name, waiting)
      else { return nil }
      return waiting
    }
    let (generation, difference) = try LedgerError.asking { () throws(ProjectionError) in
      let generation: UInt32
      if let unrecorded {
        generation = unrecorded
      } else {
        generation = try views.rebuild(name, workers: workers, batch: batch, progress: progress)
      }
      return (generation, try views.difference(name, candidate: generation))
    }
    let event = try LedgerError.input { () throws(EventError) in
      try ProposedEvent(
        id: "projection-rebuilt-\(name)-\(generation)", source: Ledger.ownSource,
        subject: Ledger.subject, occurrence: .unknown,
        data: ProjectionRebuilt.with {
          $0.projection = name
          $0.codeVersion = Self.codeVersion
          $0.ruleVersions = difference.candidate.rules
          $0.uptoPosition = difference.size == 0 ? 0 : difference.size - 1
          $0.digestBefore = difference.running.digest.hexadecimal
          $0.digestAfter = difference.candidate.digest.hexadecimal
          $0.changedRows = UInt64(difference.count)
          $0.generation = generation
        }, actor: actor)
    }
    switch try record([event]) {
    case .committed(let receipts, _):
      return RebuiltView(
        generation: generation, difference: difference, position: receipts.first?.position)
    case .rejected(let refusal):
      // Another process found the same finished generation and was faster.
      guard refusal.code == "id-taken" else { throw .refused(refusal) }
      return RebuiltView(generation: generation, difference: difference, position: nil)
    }
  }

  /// Lets another generation answer: records it, then switches.
  ///
  /// A process that dies between the two leaves a promotion that was recorded and not carried out; the
  /// same again carries it out.
  package func promoteView(
    _ name: String, generation: UInt32?, approver: String?, reason: String?, actor: String
  ) throws(LedgerError) -> (from: UInt32, to: UInt32) {
    try switchView(name, generation, actor: actor) { views, records, running in
      guard let newest = try generation ?? views.candidate(name) else {
        throw ProjectionError.noCandidate(name: name, running: running)
      }
      // Said twice, as after an unknown outcome, it must not switch back; that is a rollback.
      let chosen = generation ?? max(newest, running)
      guard records.rebuilt.contains(chosen) || records.previous == chosen else {
        throw ProjectionError.notReady(name: name, generation: chosen)
      }
      return chosen
    } event: { chosen, running in
      ProjectionPromoted.with {
        $0.projection = name
        $0.generation = chosen
        $0.previousGeneration = running
        if let approver { $0.approverID = approver }
        if let reason { $0.reason = reason }
      }
    }
  }

  /// Lets the generation answer again that did before the last switch, or the one named.
  package func rollBackView(
    _ name: String, generation: UInt32?, approver: String?, reason: String?, actor: String
  ) throws(LedgerError) -> (from: UInt32, to: UInt32) {
    try switchView(name, generation, actor: actor) { _, records, running in
      guard let chosen = generation ?? records.previous, chosen != running else {
        throw ProjectionError.noCandidate(name: name, running: running)
      }
      return chosen
    } event: { chosen, running in
      ProjectionRolledBack.with {
        $0.projection = name
        $0.generation = chosen
        $0.previousGeneration = running
        if let approver { $0.approverID = approver }
        if let reason { $0.reason = reason }
      }
    }
  }

  private func switchView(
    _ name: String, _ asked: UInt32?, actor: String,
    choose: (Views, ViewRecords, UInt32) throws -> UInt32,
    event: (UInt32, UInt32) -> any EventPayload
  ) throws(LedgerError) -> (from: UInt32, to: UInt32) {
    let history = History(journal)
    let views = Views(history, in: path)
    do {
      let records = try ViewRecords(history, name)
      let running = try views.runningGeneration(name)
      let chosen = try choose(views, records, running)
      guard chosen != running else {
        views.removeUnfinishedSwitch(name)
        throw LedgerError.refused(
          Refusal(
            code: "generation-running",
            reason: "generation \(chosen) of \(name) runs already; name the one to switch to"))
      }
      guard try views.isReady(name, chosen) else {
        throw ProjectionError.noGeneration(name: name, generation: chosen)
      }
      if records.running == chosen, running != chosen {
        try views.setRunning(name, chosen)
        return (running, chosen)
      }
      let head = try journal.head()
      let proposed = try ProposedEvent(
        id: "projection-switched-\(name)-\(chosen)-\(head.size)", source: Ledger.ownSource,
        subject: Ledger.subject, occurrence: .unknown, data: event(chosen, running), actor: actor)
      if case .rejected(let refusal) = try record([proposed]) { throw LedgerError.refused(refusal) }
      try views.setRunning(name, chosen)
      return (running, chosen)
    } catch let error as LedgerError {
      throw error
    } catch let error as ProjectionError {
      throw .projection(error)
    } catch let error as JournalError {
      throw .journal(error)
    } catch let error as EventError {
      throw .event(error)
    } catch {
      throw .journal(.damaged(position: 0, reason: "\(error)"))
    }
  }
}
