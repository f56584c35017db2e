import Foundation
import LMDB
import TransparencyLog

/// The one thread of this process that writes.
///
/// It takes everything that has queued up, lets each caller decide and append in turn, commits all of
/// it with one sync, and only then answers. While it waits for the disk the next group gathers.
final class Writer: @unchecked Sendable {
  /// A caller waiting for its group; the writer thread runs `work`, the caller then reads its result.
  final class Submission: @unchecked Sendable {
    let work: (WriteSession) -> Void
    var failure: JournalError?
    var isDone = false

    init(_ work: @escaping (WriteSession) -> Void) { self.work = work }
  }

  static let groupLimit = 512
  /// A short wait pays only when many callers came with the last group: they are on their way back.
  static let crowd = 8
  static let linger = 0.000_05

  private let condition = NSCondition()
  private var queue: [Submission] = []
  private var isClosed = false
  private var isIdle = true
  private weak var journal: Journal?

  func start(_ journal: Journal) {
    self.journal = journal
    let thread = Thread { [weak self] in self?.run() }
    thread.name = "kontor.writer"
    thread.start()
  }

  /// Queues `submission` and waits until its group is on disk, or failed.
  func perform(_ submission: Submission) throws(JournalError) {
    condition.lock()
    guard !isClosed else {
      condition.unlock()
      throw .closed
    }
    queue.append(submission)
    condition.broadcast()
    while !submission.isDone { condition.wait() }
    condition.unlock()
    if let failure = submission.failure { throw failure }
  }

  /// Lets the queue run dry and ends the thread.
  func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    while !isIdle || !queue.isEmpty { condition.wait() }
    condition.unlock()
  }

  private func run() {
    var lastGroup = 0
    while true {
      condition.lock()
      isIdle = true
      condition.broadcast()
      while queue.isEmpty, !isClosed { condition.wait() }
      if queue.isEmpty {
        condition.unlock()
        return
      }
      isIdle = false
      if lastGroup >= Writer.crowd, queue.count < lastGroup {
        _ = condition.wait(until: Date(timeIntervalSinceNow: Writer.linger))
      }
      let group = Array(queue.prefix(Writer.groupLimit))
      queue.removeFirst(group.count)
      condition.unlock()

      lastGroup = group.count
      let failure = commit(group)
      condition.lock()
      for submission in group {
        submission.failure = failure
        submission.isDone = true
      }
      condition.broadcast()
      condition.unlock()
    }
  }

  private func commit(_ group: [Submission]) -> JournalError? {
    guard let journal else { return .closed }
    do throws(JournalError) {
      try journal.commit { session in
        for submission in group { submission.work(session) }
      }
      return nil
    } catch {
      return error
    }
  }
}
