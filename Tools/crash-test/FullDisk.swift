import Foundation
import Trials

extension Campaign {
  /// Writes until the disk, or the size a file may have, is used up; then makes room and goes on.
  mutating func fillDisk() throws {
    let mountPoint = directory + "/small"
    try FileManager.default.createDirectory(
      atPath: mountPoint, withIntermediateDirectories: true)
    if getuid() == 0, mount("tmpfs", mountPoint, "tmpfs", 0, "size=1m") == 0 {
      defer { umount2(mountPoint, Int32(MNT_DETACH)) }
      let ledger = try TestLedger(creating: mountPoint + "/ledger")
      try fill(ledger, "full disk (tmpfs of 1 MB)", prefix: []) {
        guard mount("tmpfs", mountPoint, "tmpfs", UInt(MS_REMOUNT), "size=16m") == 0 else {
          throw Failure(text: "cannot make the small disk larger")
        }
      }
    } else {
      print("a small disk cannot be mounted here; a limit on the size of a file stands in")
    }
    try fill(
      try newLedger(), "largest size of a file reached",
      prefix: ["/bin/sh", "-c", "ulimit -f 1024; exec \"$0\" \"$@\""]
    ) {}
  }

  private mutating func fill(
    _ start: TestLedger, _ kind: String, prefix: [String], makeRoom: () throws -> Void
  ) throws {
    var ledger = start
    for _ in 0..<3 {
      let command = prefix + append(ledger, "w", threads: 2, units: 100_000)
      let (end, lines) = try Child(command, output: output).finish()
      guard end == .exit(3), lines.contains(where: { $0.hasPrefix("FAIL ") }) else {
        throw Failure(text: "\(kind): ended with \(end), \(lines.last ?? "no line")")
      }
      try makeRoom()
      let finding = try ledger.inspect(lines, writers: Self.names("w", threads: 2))
      tally.add(kind, end, finding)
      if finding.records > 0 { break }
    }
  }
}
