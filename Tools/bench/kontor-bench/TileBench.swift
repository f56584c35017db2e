import Journal
import Ledger
import TransparencyLog

/// Exports a ledger as tiles into a new directory; the ledger gets a checkpoint by it.
enum TileBench {
  static func run(_ path: String, to target: String) throws {
    let ledger = try Ledger(opening: path)
    let memory = MemoryWatch()
    let start = Measurement.now()
    let export = try ledger.exportTiles(to: target, actor: "bench")
    let took = Measurement.now() - start
    let (anonymous, _) = memory.stop()
    Measurement(
      work: "tile-export", nanoseconds: took, done: export.checkpoint.checkpoint.size,
      checked: UInt64(export.fileCount), sum: 0
    ).report()
    Measurement.report("tile-export-anonymous", figure: anonymous)
    ledger.close()
  }
}
