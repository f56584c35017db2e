import Foundation
import Trials

/// Cuts the power at every operation of a trace, in many ways each, and has what is left looked at.
///
/// The states are those of an honest disk: what was synced is there, and any part of the rest, each
/// write whole or with some of its units of 512 or 4,096 bytes. None is looked at twice.
struct PowerCuts {
  let trace: Trace
  let root: UInt64
  let directory: String
  /// At most so many states, spread over the trace.
  let limit: Int
  private(set) var random: SeededRandom
  private(set) var states = 0

  init(_ trace: Trace, root: UInt64, directory: String, limit: Int, random: SeededRandom) {
    (self.trace, self.root, self.directory) = (trace, root, directory)
    (self.limit, self.random) = (limit, random)
  }

  /// Where the power was cut.
  struct Moment {
    /// Commands that had ended, and what had been answered in the running one.
    var commands = 0
    var answers: [String] = []
    var operation = 0
    fileprivate var text = ""
  }

  /// Calls `look` with the directory of each state; what it throws ends the cuts.
  mutating func run(_ look: (_ work: String, Moment) throws -> Void) throws {
    var disk = Disk(root: root)
    var moment = Moment()
    var seen: Set<Int> = []
    let places = trace.operations.count
    // As many ways at each operation as there may be states for it.
    let ways = max(3, limit / max(1, places) + 1)
    let every = max(1, 3 * places / max(1, limit))
    for (place, operation) in trace.operations.enumerated() {
      moment.operation = place
      if place % every == 0 {
        for way in 0..<ways {
          let state = cut(disk, operation, way)
          var hasher = Hasher()
          state.digest(&hasher)
          hasher.combine(moment.commands)
          hasher.combine(moment.answers.count)
          guard seen.insert(hasher.finalize()).inserted else { continue }
          states += 1
          let work = directory + "/state"
          try? FileManager.default.removeItem(atPath: work)
          try state.materialize(at: work)
          try look(work, moment)
        }
      }
      disk.take(operation)
      switch operation {
      case .answer(let text):
        moment.text += text
        while let end = moment.text.firstIndex(of: "\n") {
          moment.answers.append(String(moment.text[..<end]))
          moment.text = String(moment.text[moment.text.index(after: end)...])
        }
      case .ended: moment.commands += 1
      default: break
      }
    }
  }

  /// A disk as a power cut during `operation` may leave it.
  private mutating func cut(_ disk: Disk, _ operation: Trace.Operation, _ way: Int) -> Disk {
    var disk = disk
    let late = disk.underWay(operation)
    switch way {
    case 0: return disk
    case 1: return disk.with(disk.pending)
    default: break
    }
    if case .create = operation { disk.take(operation) }
    let unit = Bool.random(using: &random) ? 512 : 4_096
    let odds = Int.random(in: 1..<4, using: &random)
    var changes: [Disk.Pending] = []
    for change in disk.pending + (late.isEmpty || way % 2 == 0 ? [] : late)
    where Int.random(in: 0..<4, using: &random) < odds {
      changes += torn(change, unit)
    }
    return disk.with(changes)
  }

  /// A write whole, or some of its units; any other change as it is.
  private mutating func torn(_ change: Disk.Pending, _ unit: Int) -> [Disk.Pending] {
    guard case .bytes(let file, let offset, let bytes) = change,
      Bool.random(using: &random)
    else { return [change] }
    var parts: [Disk.Pending] = []
    var at = offset
    let end = offset + bytes.count
    while at < end {
      let next = min(end, (at / unit + 1) * unit)
      if Bool.random(using: &random) {
        parts.append(.bytes(file: file, offset: at, Array(bytes[at - offset..<next - offset])))
      }
      at = next
    }
    return parts
  }
}
