import Journal
import TransparencyLog

/// What it takes to commit the heads of all streams, and to keep their tree up to date.
struct StreamsBench {
  private let journal: Journal

  init(_ path: String) throws { journal = try ReadBench(path).journal }

  func run() throws {
    let size = try journal.head().size
    var times: [UInt64] = []
    var streams: UInt64 = 0
    for round in 0..<UInt64(20) {
      let before = Measurement.now()
      // As with a statement: the size lies a few events behind the head.
      streams = try journal.streamsCommitment(at: size - min(size, round * 10)).streams
      times.append(Measurement.now() - before)
    }
    Measurement.report("streams-commit", times: times)
    Measurement.report("streams", figure: streams)
    var heads = try journal.streamHeads(at: size)
    var tree = StreamTree(heads)
    times = []
    for round in 0..<200 where !heads.isEmpty {
      for step in 0..<20 {
        let place = (round * 7_919 + step * 104_729) % heads.count
        let head = heads[place]
        heads[place] = StreamHead(
          subject: head.subject, revision: head.revision &+ 1, record: head.leafHash)
      }
      let before = Measurement.now()
      tree.update(to: heads)
      times.append(Measurement.now() - before)
    }
    Measurement.report("streams-update", times: times)
    journal.close()
  }
}
