import Foundation
import Trials

extension Surroundings {
  /// A disk of its own that becomes full, larger, and read-only.
  mutating func withSmallDisk() throws {
    try renew()
    guard getuid() == 0, mount("tmpfs", work, "tmpfs", 0, "size=2m") == 0 else {
      say("skipped: a full and a read-only disk (only root may mount them)")
      return
    }
    defer { umount2(work, Int32(MNT_DETACH)) }
    let ledger = work + "/ledger"
    try fillDisk(ledger)
    guard mount("tmpfs", work, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "") == 0 else {
      throw Failure(text: "cannot make the disk read-only")
    }
    for command in [
      Story.visit(1_000), ["import", story.rows], ["checkpoint"], ["commission", "totals"],
      Story.contact(9), ["backup", work + "/saved"], ["projections", "rebuild", "accounts"],
      ["stat"], ["timeline", "nordwerk"],
    ] {
      let ending = try program.run(command, ledger: ledger)
      try refused(ending, "read-only disk, \(command[0])")
      tally.add("read-only disk", states: 1, errors: 1)
    }
    try read(ledger, "read-only disk")
    guard mount("tmpfs", work, "tmpfs", UInt(MS_REMOUNT), "size=16m") == 0 else {
      throw Failure(text: "cannot make the disk writable again")
    }
    try program.must(Story.visit(1_000), ledger: ledger)
    _ = try LedgerFacts(checking: ledger)
  }

  /// Writes by different commands until the disk is full, again and again, then makes room.
  private mutating func fillDisk(_ ledger: String) throws {
    for command in story.commands(.filled) { try program.must(command, ledger: ledger) }
    // All but a few pages are taken by something else.
    var disk = statvfs()
    guard statvfs(work, &disk) == 0 else { throw Failure(text: "\(work) is no disk") }
    let free = Int(disk.f_bavail) * Int(disk.f_frsize)
    try write(Data(count: max(0, free - 49_152)), to: work + "/ballast")
    var kept = try LedgerFacts(checking: ledger).records.count
    var refusals = 0
    for number in 0..<2_000 where refusals < 12 {
      let command = number % 5 == 4 ? Story.contact(number) : Story.visit(number)
      let ending = try program.run(command, ledger: ledger)
      if ending.isDone {
        kept += 1
        continue
      }
      refusals += 1
      try refused(ending, "full disk, \(command[2])")
      tally.add("full disk", states: 1, errors: 1)
    }
    guard refusals == 12 else { throw Failure(text: "the disk did not become full") }
    for command in [["accounts"], ["checkpoint"], ["backup", work + "/saved"]] {
      let ending = try program.run(command, ledger: ledger)
      if ending.isDone { continue }
      try refused(ending, "full disk, \(command[0])")
      tally.add("full disk", states: 1, errors: 1)
    }
    guard mount("tmpfs", work, "tmpfs", UInt(MS_REMOUNT), "size=16m") == 0 else {
      throw Failure(text: "cannot make the disk larger")
    }
    try program.must(Story.visit(999), ledger: ledger)
    try program.must(["accounts"], ledger: ledger)
    try program.must(["verify"], ledger: ledger)
    let found = try LedgerFacts(checking: ledger).records.count
    guard found > kept else { throw Failure(text: "\(kept) were acknowledged, \(found) are there") }
  }

  /// A user who may not read the ledger, and one who may not write it.
  mutating func withoutRights() throws {
    guard getuid() == 0 else {
      say("skipped: missing rights (only root may act as somebody else)")
      return
    }
    try? FileManager.default.removeItem(atPath: work)
    try story.make(.asked, in: work)
    let ledger = work + "/ledger"
    chmod(directory, 0o755)
    let before = [Child.program, "as-nobody"]
    guard try program.run(["--help"], ledger: ledger, before: before).isDone else {
      say("skipped: missing rights (another user cannot start the program where it lies)")
      return
    }
    for command in [["stat"], Story.visit(1), ["timeline", "nordwerk"], ["verify"], ["accounts"]] {
      try refused(
        try program.run(command, ledger: ledger, before: before), "no right to read, \(command[0])")
      tally.add("missing rights", states: 1, errors: 1)
    }
    for case let name as String in FileManager.default.enumerator(atPath: ledger) ?? .init() {
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: "\(ledger)/\(name)", isDirectory: &isDirectory)
      chmod("\(ledger)/\(name)", isDirectory.boolValue ? 0o755 : 0o644)
    }
    chmod(ledger, 0o755)
    for command in [
      Story.visit(1), ["checkpoint"], ["projections", "rebuild", "accounts"], ["stat"],
    ] {
      try refused(
        try program.run(command, ledger: ledger, before: before), "no right to write, \(command[0])"
      )
      tally.add("missing rights", states: 1, errors: 1)
    }
    try read(ledger, "missing rights", before: before)
    _ = try LedgerFacts(checking: ledger)
  }

  /// What cannot be written can still be read by the auditor's program.
  private mutating func read(_ ledger: String, _ text: String, before: [String] = []) throws {
    for command in [["rules"], ["complete", "nordwerk"], ["privileged"]] {
      let ending = try program.replay(command, ledger: ledger, before: before)
      guard ending.isDone else {
        throw Failure(text: "\(text), kontor-replay \(command): \(ending.end), \(ending.errors)")
      }
      tally.add(text, states: 1, harmless: 1)
    }
    // What cannot be opened is not called unsound for it.
    let verdict = try program.run(["verify"], ledger: ledger, before: before)
    let output = (verdict.lines + [verdict.errors]).joined(separator: "\n")
    if output.localizedCaseInsensitiveContains("not sound") {
      throw Failure(text: "\(text), kontor verify: \(output)")
    }
    tally.add(text, states: 1, harmless: 1)
  }
}
