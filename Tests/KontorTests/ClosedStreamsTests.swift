import Foundation
import Testing

/// A caller may close standard streams; the ledger's files must never take their numbers.
struct ClosedStreamsTests {
  /// Runs the program through a shell that closes some of its streams.
  private func run(_ scratch: Scratch, _ words: String, closing streams: String) throws -> Run {
    try Program.run(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "exec \"$0\" \(words) \(streams)", Program.directory.appending(path: "kontor").path],
      in: scratch.folder,
      environment: ["KONTOR_LEDGER": "ledger", "KONTOR_ACTOR": "tester", "PATH": "/usr/bin:/bin"])
  }

  @Test(arguments: [
    "accounts", "timeline nordwerk", "stat", "export", "renewals", "health --all", "verify",
    "commission lines", "projections rows accounts", "record --type x --subject x --data {}",
  ])
  func `Whatever is closed, the ledger stays as it was`(_ words: String) throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    // What a first question makes is there before.
    for _ in 0..<2 { _ = try run(scratch, words, closing: "") }
    let journal = scratch.folder.appending(path: "ledger/journal/data.mdb")
    let before = try Data(contentsOf: journal)
    for streams in ["<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"] {
      let run = try run(scratch, words, closing: streams)
      #expect(try Data(contentsOf: journal) == before, "\(words) \(streams)")
      if streams.contains(">&-"), streams.first != "2" {
        #expect(run.status != 0, "\(words) \(streams): the answer went nowhere")
      }
    }
    #expect(try scratch.kontor("verify").status == 0)
  }

  @Test func `An answer that cannot be written after recording says what was recorded`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    let words =
      "record --type visit.recorded --subject account/nordwerk --time 2026-03-01 --id v-1 "
      + "--data '{\"employee_ids\":[\"e-17\"],\"topics\":[\"offer\"],\"outcome\":\"neutral\"}'"
    let run = try run(scratch, words, closing: ">&-")
    #expect(run.status == 74)
    #expect(run.error.contains("recorded (position "), "\(run.error)")
    #expect(run.error.contains("id v-1"), "\(run.error)")
    #expect(try scratch.kontor("timeline", "nordwerk").output.contains("isit"))
  }
}
