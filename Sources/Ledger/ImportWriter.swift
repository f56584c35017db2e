import Dispatch
import Importing
import Journal
import LedgerEvents
import Synchronization

/// Records groups of rows behind the reader's back, in their order, two groups at most at a time.
final class ImportWriter: Sendable {
  private let ledger: Ledger
  private let rejectsPath: String
  private let progress: @Sendable (ImportReport) -> Void
  private let queue = DispatchQueue(label: "kontor.import")
  private let room = DispatchSemaphore(value: 2)
  private let state = Mutex(State())

  private struct State {
    var report = ImportReport()
    var failure: LedgerError?
    nonisolated(unsafe) var rejects: RejectsFile?
    /// The groups handed over last.
    ///
    /// They are held until the reader comes again, so that they are freed on its thread and not on
    /// the one that everything waits for.
    var recent: [[Prepared]] = []
  }

  private enum Fate {
    case accepted(rows: Int, events: Int)
    case duplicate(rows: Int)
    case rejected([RejectedRow])
  }

  /// A row of the input, made ready for deciding on the reader's thread.
  private enum Prepared: Sendable {
    case unit(ImportUnit, [Proposal])
    /// Refused before anybody decided.
    case rejected([RejectedRow])
  }

  init(
    _ ledger: Ledger, rejectsPath: String, progress: @escaping @Sendable (ImportReport) -> Void
  ) {
    self.ledger = ledger
    self.rejectsPath = rejectsPath
    self.progress = progress
  }

  /// A group failed; nothing after it is recorded.
  var hasFailed: Bool { state.withLock { $0.failure != nil } }

  func write(_ rows: [ImportRow]) {
    guard !rows.isEmpty else { return }
    let prepared = prepare(rows)
    room.wait()
    let done = state.withLock { state in
      state.recent.append(prepared)
      return state.recent.count > 3 ? state.recent.removeFirst() : []
    }
    withExtendedLifetime(done) {}
    queue.async { [self] in
      defer { room.signal() }
      guard !hasFailed else { return }
      do throws(LedgerError) {
        try count(try decide(prepared))
      } catch {
        state.withLock { $0.failure = error }
      }
    }
  }

  func wait() { queue.sync {} }

  /// Waits for all groups and gives the counts.
  func finish() throws(LedgerError) -> ImportReport {
    wait()
    let (report, failure) = state.withLock { ($0.report, $0.failure) }
    let rejects = state.withLock { $0.rejects }
    do throws(FileError) {
      try rejects?.flush()
    } catch {
      throw failure ?? .importing(.file(error))
    }
    if let failure { throw failure }
    return report
  }

  /// Values about people of a whole group are sealed together: one wait for the disk.
  private func prepare(_ rows: [ImportRow]) -> [Prepared] {
    let units = rows.map { row -> [ProposedEvent] in
      guard case .events(let unit) = row else { return [] }
      return unit.events
    }
    let hasValues = units.contains { $0.contains { $0.personalValues != nil } }
    let sealed = hasValues ? ledger.decisions.prepareSealing(units, in: ledger.journal) : nil
    return rows.enumerated().map { index, row in
      switch row {
      case .rejected(let row): return .rejected([row])
      case .events(let unit):
        do {
          let proposals =
            try sealed?[index].get() ?? ledger.decisions.prepare(unit.events, in: ledger.journal)
          return .unit(unit, proposals)
        } catch let refusal as Refusal {
          return .rejected(unit.rejected(reason: refusal.description))
        } catch {
          return .rejected(unit.rejected(reason: "\(error)"))
        }
      }
    }
  }

  /// One commit for the whole group; each unit stands or falls by itself.
  private func decide(_ rows: [Prepared]) throws(LedgerError) -> [Fate] {
    let decisions = ledger.decisions
    do {
      let (fates, sealed) = try ledger.journal.write { session in
        var fates: [Fate] = []
        var sealed: [Int: [Receipt]] = [:]
        fates.reserveCapacity(rows.count)
        for row in rows {
          switch row {
          case .rejected(let rows): fates.append(.rejected(rows))
          case .unit(let unit, let proposals):
            do {
              let receipts = try decisions.take(proposals, session)
              if proposals.contains(where: { $0.personal != nil }) {
                sealed[fates.count] = receipts
              }
              let fresh = receipts.count { !$0.isDuplicate }
              let isKnown = fresh == 0 && !receipts.isEmpty
              fates.append(
                isKnown
                  ? .duplicate(rows: unit.rows.count)
                  : .accepted(rows: unit.rows.count, events: fresh))
            } catch let refusal as Refusal {
              fates.append(.rejected(unit.rejected(reason: refusal.description)))
            } catch let error as LedgerError {
              fates.append(.rejected(unit.rejected(reason: error.description)))
            } catch let error as EventError {
              fates.append(.rejected(unit.rejected(reason: error.description)))
            } catch {
              // The whole group is undone, and with it what was decided for earlier rows of it.
              decisions.forget()
              throw error
            }
          }
        }
        return (fates, sealed)
      }
      for (index, row) in rows.enumerated() {
        if case .unit(_, let proposals) = row { decisions.settle(proposals, sealed[index]) }
      }
      return fates
    } catch let error as JournalError {
      throw .journal(error)
    } catch {
      throw .journal(.damaged(position: 0, reason: "\(error)"))
    }
  }

  private func count(_ fates: [Fate]) throws(LedgerError) {
    let report: ImportReport
    do {
      report = try state.withLock { state in
        for fate in fates {
          switch fate {
          case .accepted(let rows, let events):
            state.report.rows += rows
            state.report.accepted += rows
            state.report.events += events
          case .duplicate(let rows):
            state.report.rows += rows
            state.report.duplicates += rows
          case .rejected(let rows):
            state.report.rows += rows.count
            state.report.rejected += rows.count
            state.report.show(rows)
            if state.rejects == nil, !rows.isEmpty {
              state.rejects = try RejectsFile(path: rejectsPath)
              state.report.rejectsPath = rejectsPath
            }
            for row in rows { try state.rejects?.write(row) }
          }
        }
        return state.report
      }
    } catch let error as FileError {
      throw .importing(.file(error))
    } catch {
      throw .file(path: rejectsPath, reason: "\(error)")
    }
    progress(report)
  }
}
