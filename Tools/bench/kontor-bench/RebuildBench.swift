import Journal
import Projections

/// Makes a generation of a stored view beside the running one, and takes it away again.
struct RebuildBench {
  let path: String
  let name: String
  let workers: Int

  /// Counts the records of the journal, and watches the memory that no file backs.
  func run() throws {
    let journal = try Journal(opening: path, options: .init(businessDay: { _ in 20_260_102 }))
    let history = History(journal)
    let views = Views(history, in: path)
    // The links between events are read once, as a program does that runs for long.
    _ = try views.page(name, limit: 1)
    let memory = MemoryWatch()
    let start = Measurement.now()
    let made = try views.rebuild(name, workers: workers)
    let took = Measurement.now() - start
    let peak = memory.stop()
    guard try views.difference(name, candidate: made, limit: 0).isEmpty else {
      throw BenchError(what: "the rebuilt \(name) differs from the running one")
    }
    try views.discard(name, made)
    Measurement(
      work: "rebuild-\(name)-\(workers)", nanoseconds: took, done: try journal.head().size,
      checked: 0, sum: 0
    ).report()
    Measurement.report("rebuild-\(name)-anonymous", figure: peak.anonymous)
    journal.close()
  }
}
