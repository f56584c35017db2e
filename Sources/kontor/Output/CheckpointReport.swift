import Journal
import Printing
import StrictJSON
import TransparencyLog

/// A signed checkpoint, as its file has it.
struct CheckpointReport {
  let entry: AnchorDirectory.Entry

  init(_ entry: AnchorDirectory.Entry) { self.entry = entry }

  func show(asJSON: Bool) throws {
    guard asJSON else { return try StandardStream.output.write(entry.signed.bytes) }
    try printJSON { json in
      json.beginObject()
      json.members(of: entry)
      json.member("checkpoint", String(decoding: entry.signed.bytes, as: UTF8.self))
      json.endObject()
    }
  }
}

extension JSONWriter {
  mutating func members(of entry: AnchorDirectory.Entry) {
    member("origin", entry.checkpoint.origin)
    member("size", entry.checkpoint.size)
    member("root", "\(entry.checkpoint.root)")
    member("file", entry.file)
  }
}
