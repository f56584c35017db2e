import Foundation
import StrictJSON
import Testing

/// What a plan would change, asked for at the shell.
struct PlanPreviewTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    try write(version: 1, rate: "5 %", from: "2026-01-01", to: "old.yaml")
    try write(version: 2, rate: "6 %", from: "2026-03-01", to: "new.yaml")
    for (id, day, net) in [
      ("so-1", "2026-02-10", "1000.00"), ("so-2", "2026-03-10", "333.33"),
    ] {
      let money = #"{"amount":"\#(net)","currency":"EUR"}"#
      let run = try scratch.kontor(
        "record", "--type", "order.booked", "--subject", "account/nordwerk", "--time", day,
        "--id", id, "--data",
        """
        {"order_id":"\(id)","employee_id":"e-1","net":\(money),\
        "lines":[{"product_id":"p-1","quantity":1,"net":\(money)}]}
        """)
      #expect(run.status == 0, "\(run.error)")
    }
    #expect(try scratch.kontor("plan", "publish", "old.yaml").status == 0)
  }

  private func write(version: Int, rate: String, from: String, to file: String) throws {
    try scratch.write(
      """
      plan: sellers
      version: \(version)
      effective_from: \(from)
      currency: EUR
      rounding: half_up
      legal_type: provision
      clauses:
        - id: own
          applies_to: {deal: order}
          anchor: booked
          credit: {mode: split, parties: [{to: seller}]}
          base: net
          rate: \(rate)

      """, to: file)
  }

  /// Every file of the ledger but the lock files, in which readers take their places.
  private func files() throws -> [String: Data] {
    let root = scratch.path("ledger")
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: root)
    where !name.hasSuffix("lock.mdb") {
      // Who looked is noted, beside the ledger's facts and not among them.
      if name.hasPrefix("reads/") || name == "anchors/reads" { continue }
      let url = URL(fileURLWithPath: "\(root)/\(name)")
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      files[name] = try Data(contentsOf: url)
    }
    return files
  }

  @Test func `Simulating and comparing leave no trace`() throws {
    let before = try files()
    let head = try scratch.kontor("stat", "--json")["head"]
    #expect(before.keys.contains { $0.hasPrefix("journal/") })
    for arguments in [
      ["plan", "simulate", "new.yaml", "--lines"], ["plan", "simulate", "new.yaml", "--json"],
      ["plan", "diff", "sellers@1", "new.yaml"],
    ] {
      let run = try Program.run(
        arguments, in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
      #expect(run.status == 0, "\(run.error)")
    }
    #expect(try files() == before)
    #expect(
      try scratch.kontor("reads", "--json")["readings"]?.array?.compactMap {
        $0.object?["command"]?.string
      } == ["plan simulate", "plan simulate", "plan diff"])
    #expect(head != nil)
    #expect(try scratch.kontor("stat", "--json")["head"] == head)
  }

  @Test func `A simulated plan stands at no position`() throws {
    let run = try scratch.kontor("plan", "simulate", "new.yaml", "--lines", "--json")
    let line = try #require(run["lines"]?.array?.first?.object)
    // 5 % of 333.33 = 16.6665, half up 16.67; 6 % = 19.9998, 20.00. February stays.
    #expect(line["old"]?.object?["amount"]?.string == "16.67")
    #expect(line["new"]?.object?["amount"]?.string == "20.00")
    #expect(line["reason"]?.string == "rate")
    let derivation = try #require(
      line["newLines"]?.array?.first?.object?["derivation"]?.object)
    #expect(run.output.contains(#""value":"sellers version 2","position":null"#))
    #expect(!run.output.contains("18446744073709551615"))
    #expect(derivation["events"]?.array?.count == 1)
    #expect(run["unchanged"] == .number("1"))
  }

  @Test func `Publishing shows what it changes and what stays`() throws {
    let issued = try scratch.kontor(
      "plan", "publish", "new.yaml", "--json")
    #expect(issued.status == 0, "\(issued.error)")
    let preview = try #require(issued["preview"]?.object)
    #expect(preview["from"]?.string == "2026-03-01")
    let payee = try #require(preview["payees"]?.array?.first?.object)
    #expect(payee["payee"]?.string == "e-1")
    #expect(payee["old"]?.object?["amount"]?.string == "16.67")
    #expect(payee["new"]?.object?["amount"]?.string == "20.00")
    #expect(payee["difference"]?.object?["amount"]?.string == "3.33")
    #expect(preview["issuedStatements"]?.array?.isEmpty == true)
    #expect(issued["warnings"]?.array?.count == 1)
    let totals = try scratch.kontor("commission", "totals", "--period", "2026-03", "--json")
    #expect(totals.output.contains(#""amount":{"amount":"20.00""#))
    #expect(totals.output.contains(#""payable":{"amount":"20.00""#))
    // The same bytes again change nothing, so there is nothing to preview.
    let again = try scratch.kontor("plan", "publish", "new.yaml", "--json")
    #expect(again.status == 0 && again["preview"] == .null)
  }
}
