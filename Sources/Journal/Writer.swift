import Dispatch
import Foundation
import LMDB
import TransparencyLog

/// Lets one thread of this process at a time write, for everybody who is waiting.
///
/// Whoever comes while nobody writes commits on the own thread, which saves two changes of thread.
/// Whoever comes meanwhile queues up, and a thread kept for it takes everything that has queued up,
/// lets each caller decide and append in turn, commits all of it with one sync, and only then
/// answers. While it waits for the disk the next group gathers.
final class Writer: @unchecked Sendable {
  /// A caller waiting for its group; whoever commits runs `work`, the caller then reads its result.
  final class Submission: @unchecked Sendable {
    let work: (WriteSession) -> Void

    init(_ work: @escaping (WriteSession) -> Void) { self.work = work }
  }

  /// Callers that are answered together, woken all at once and by nobody else.
  ///
  /// By one call of the system, and none of them has to wait for the others as with a condition,
  /// whose lock they would take one after another.
  private final class Group: @unchecked Sendable {
    private(set) var submissions: [Submission] = []
    private let end = DispatchGroup()
    private var failure: JournalError?

    init() { end.enter() }

    func append(_ submission: Submission) { submissions.append(submission) }

    func finish(_ failure: JournalError?) {
      self.failure = failure
      end.leave()
    }

    func wait() throws(JournalError) {
      end.wait()
      if let failure { throw failure }
    }
  }

  static let groupLimit = 512
  /// A short wait pays only when many callers came with the last group: they are on their way back.
  static let crowd = 8
  static let lingerNanoseconds = 50_000

  /// Guards everything below; only the thread and ``close()`` wait for it.
  private let condition = SteadyCondition()
  private var queue: [Group] = []
  private var isClosed = false
  /// Somebody commits, or gathers a group.
  private var isBusy = false
  /// How many callers the thread waits for; nobody wakes it for fewer.
  private var wanted = 1
  private weak var journal: Journal?

  func start(_ journal: Journal) {
    self.journal = journal
    let thread = Thread { [weak self] in self?.run() }
    thread.name = "kontor.writer"
    thread.start()
  }

  /// Commits `submission` with whoever else is waiting; returns when it is on disk, or failed.
  func perform(_ submission: Submission) throws(JournalError) {
    condition.lock()
    guard !isClosed else {
      condition.unlock()
      throw .closed
    }
    guard isBusy || !queue.isEmpty else {
      isBusy = true
      condition.unlock()
      let failure = commit([submission])
      condition.lock()
      release()
      condition.unlock()
      if let failure { throw failure }
      return
    }
    let group = enqueue(submission)
    condition.unlock()
    try group.wait()
  }

  /// Lets the queue run dry and ends the thread.
  func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    while isBusy || !queue.isEmpty { condition.wait() }
    condition.unlock()
  }

  private func enqueue(_ submission: Submission) -> Group {
    if queue.last.map({ $0.submissions.count >= Writer.groupLimit }) ?? true {
      queue.append(Group())
    }
    let group = queue[queue.count - 1]
    group.append(submission)
    if group.submissions.count >= wanted, !isBusy || wanted > 1 { condition.broadcast() }
    return group
  }

  private func release() {
    isBusy = false
    if !queue.isEmpty || isClosed { condition.broadcast() }
  }

  private func run() {
    var lastGroup = 0
    condition.lock()
    defer { condition.unlock() }
    while true {
      while isBusy || queue.isEmpty {
        if isClosed, !isBusy { return }
        condition.wait()
      }
      isBusy = true
      if lastGroup >= Writer.crowd, queue[0].submissions.count < lastGroup, !isClosed {
        wanted = lastGroup
        condition.wait(nanoseconds: Writer.lingerNanoseconds)
        wanted = 1
      }
      let group = queue.removeFirst()
      condition.unlock()
      lastGroup = group.submissions.count
      group.finish(commit(group.submissions))
      condition.lock()
      release()
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
