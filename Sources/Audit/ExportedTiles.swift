import Foundation
import Journal
import TransparencyLog

/// The entries of an exported directory (C2SP tlog-tiles), as far as its checkpoint reaches.
///
/// `tile/entries/x001/067` holds 256 records, each after its length as a big-endian 16-bit number;
/// the last, unfinished one has `.p/` and its count at its end. The records must hash to the root of
/// the checkpoint; who signed that is for the verification to say.
struct ExportedTiles {
  private let path: String

  init(_ path: String) { self.path = path }

  func records() throws(JournalError) -> RecordSet {
    guard let text = FileManager.default.contents(atPath: path + "/checkpoint"),
      let head = CheckpointText(String(decoding: text, as: UTF8.self))
    else {
      throw .damaged(position: 0, reason: "\(path)/checkpoint is missing or is no checkpoint")
    }
    var set = RecordSet(size: head.size)
    var position: UInt64 = 0
    while position < head.size {
      let count = min(256, head.size - position)
      try add(bundle: position / 256, count: Int(count), to: &set)
      position += count
    }
    let root = try set.root(at: head.size)
    guard root == head.root else {
      throw .damaged(
        position: head.size,
        reason: "the records hash to the root \(root), the checkpoint says \(head.root)")
    }
    return set
  }

  private func add(
    bundle index: UInt64, count: Int, to set: inout RecordSet
  ) throws(JournalError) {
    let file = path + "/" + Tile(.entries, number: index, width: count).path
    let whole = path + "/" + Tile(.entries, number: index, width: Tile.fullWidth).path
    // A whole bundle may stand where the checkpoint reaches only into it.
    guard
      let data = FileManager.default.contents(atPath: file)
        ?? FileManager.default.contents(atPath: whole)
    else {
      throw .damaged(position: index * 256, reason: "\(file) is missing")
    }
    let bytes = [UInt8](data)
    var offset = 0
    for number in 0..<count {
      let position = index * 256 + UInt64(number)
      guard bytes.count - offset >= 2 else {
        throw .damaged(position: position, reason: "\(file) ends before it")
      }
      let length = Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
      guard bytes.count - offset - 2 >= length else {
        throw .damaged(position: position, reason: "\(file) ends inside it")
      }
      let record = bytes[(offset + 2)..<(offset + 2 + length)]
      let failure = record.withUnsafeBytes { record -> JournalError? in
        do throws(JournalError) {
          try set.add(record)
          return nil
        } catch {
          return error
        }
      }
      if let failure { throw failure }
      offset += 2 + length
    }
  }
}
