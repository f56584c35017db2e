import Foundation
import LedgerEvents

/// Does one work of the benchmark and prints what it took; `Tools/bench/run` puts the works together.
///
///     kontor-bench prepare NDJSON NEW-DIRECTORY PLAN RECORDS
///     kontor-bench single RECORDS NEW-DIRECTORY COUNT
///     kontor-bench writers RECORDS NEW-DIRECTORY COUNT WRITERS
///     kontor-bench bulk RECORDS NEW-DIRECTORY
///     kontor-bench import NDJSON NEW-DIRECTORY PREFIX
///     kontor-bench import-csv TABLE MAPPING NEW-DIRECTORY
///     kontor-bench scan|commission|timeline|health|verify|proof|streams LEDGER
///     kontor-bench backup LEDGER NEW-DIRECTORY
///     kontor-bench instructions append|decode|leaves|scan|commission INPUT [NEW-DIRECTORY]
///     kontor-bench tiers LEDGER PLAN
///     kontor-bench tile-export LEDGER NEW-DIRECTORY
///     kontor-bench rebuild LEDGER PROJECTION WORKERS
///     kontor-bench types
///     kontor-bench table RESULTS
@main
enum KontorBench {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("kontor-bench: \(error)\n".utf8))
      exit(70)
    }
  }

  private static func run(_ words: [String]) throws {
    switch (words.first, words.count) {
    case ("prepare", 5):
      try ImportBench.prepare(words[1], at: words[2], plan: words[3], records: words[4])
    case ("import", 4):
      try ImportBench.measure(words[1], at: words[2], prefix: Int(words[3]) ?? 0)
    case ("import-csv", 4):
      try ImportBench.measure(words[1], mapping: words[2], at: words[3])
    case ("single", 4):
      try AppendBench(words[1], limit: Int(words[3])).single(at: words[2])
    case ("writers", 5):
      try AppendBench(words[1], limit: Int(words[3])).writers(Int(words[4]) ?? 64, at: words[2])
    case ("bulk", 3): try AppendBench(words[1], limit: nil).bulk(at: words[2])
    case ("scan", 2): try ReadBench(words[1]).scan()
    case ("commission", 2): try ReadBench(words[1]).commission()
    case ("tiers", 3): try ReadBench(words[1]).tiers(words[2])
    case ("tile-export", 3): try TileBench.run(words[1], to: words[2])
    case ("health", 2): try ReadBench(words[1]).health()
    case ("timeline", 2): try ReadBench(words[1]).timeline()
    case ("verify", 2): try ReadBench(words[1]).verify()
    case ("backup", 3): try ReadBench(words[1]).backup(to: words[2])
    case ("proof", 2): try ReadBench(words[1]).proof()
    case ("streams", 2): try StreamsBench(words[1]).run()
    case ("rebuild", 4):
      try RebuildBench(path: words[1], name: words[2], workers: Int(words[3]) ?? 1).run()
    case ("instructions", 3...4):
      try InstructionBench(work: words[1]).run(words[2], words.count > 3 ? words[3] : nil)
    case ("types", 1):
      print(OrderBooked.typeNumber, InvoiceIssued.typeNumber, CreditNoteIssued.typeNumber)
    case ("table", 2): print(try ResultTable(parsing: words[1]).text)
    default: throw BenchError(what: "see the head of KontorBench.swift for what it can do")
    }
  }
}

/// Why a work could not be measured.
struct BenchError: Error, CustomStringConvertible {
  let what: String

  var description: String { what }
}
