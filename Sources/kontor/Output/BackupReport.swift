import Printing
import StrictJSON

/// What was saved or restored.
struct BackupReport {
  let path: String
  let size: UInt64
  let root: String

  func show(_ verb: String, _ output: OutputOptions) throws {
    if output.json {
      try printJSON { json in
        json.beginObject()
        json.member("path", path)
        json.member("size", size)
        json.member("root", root)
        json.endObject()
      }
    } else {
      try StandardStream.output.line(
        "\(verb) \(size.counted("event")) in \(path), verified, root \(root)")
    }
  }
}
