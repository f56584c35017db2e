import Foundation
import StrictJSON
import Testing

/// A mistyped name is answered with what was probably meant, and never with a clean bill.
struct UnknownNamesTests {
  /// A ledger with an account, a key account manager and an order, and its records as a file.
  private func made() throws -> Scratch {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    for (id, type, data) in [
      (
        "as-1", "assignment.started",
        #"{"assignment_id":"as-1","employee_id":"kam-1","role":"kam","valid_from":"2026-01-05"}"#
      ),
      (
        "or-1", "order.booked",
        #"{"order_id":"so-1","net":{"amount":"80000.00","currency":"EUR"},"lines":[]}"#
      ),
    ] {
      let run = try scratch.kontor(
        "record", "--type", type, "--subject", "account/nordwerk", "--time", "2026-03-02", "--id",
        id, "--data", data)
      #expect(run.status == 0, "\(run.error)")
    }
    let export = try Program.run(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "'\(Program.directory.path)/kontor' export --format records > all.records"],
      in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
    #expect(export.status == 0, "\(export.error)")
    return scratch
  }

  private static let account =
    "there is no account nordwrek; did you mean nordwerk (Nordwerk Köln)?"
  private static let payee =
    "nobody is known as kam1 at these clocks: no employee, seller, role or agreed share; "
    + "did you mean kam-1?"
  private static let deal =
    "no opportunity, offer, order, contract or invoice so-11 is known at these clocks; "
    + "did you mean so-1?"

  /// A question, the names that are known, and the name in it that is not.
  private static let questions: [(words: [String], known: String, mistyped: String, text: String)] =
    [
      (["late", "--account"], "nordwerk", "nordwrek", account),
      (["who", "--account"], "nordwerk", "nordwrek", account),
      (["replay", "account"], "nordwerk", "nordwrek", account),
      (["who", "--payee"], "kam-1", "kam1", payee),
      (["replay", "commission", "--payee"], "kam-1", "kam1", payee),
      (["trace", "moves", "--from", "size:0", "--payee"], "kam-1", "kam1", payee),
      (["diff", "--from", "size:1", "--payee"], "kam-1", "kam1", payee),
      (["who", "--deal"], "so-1", "so-11", deal),
      (["trace", "moves", "--from", "size:0", "--deal"], "so-1", "so-11", deal),
    ]

  @Test func `A question of an audit refuses a name that the records do not know`() throws {
    let scratch = try made()
    for source in ["ledger", "all.records"] {
      for question in Self.questions {
        func ask(_ name: String) throws -> Run {
          try Program.run(
            Program.directory.appending(path: "kontor-replay"), question.words + [name],
            in: scratch.folder, environment: ["KONTOR_LEDGER": source])
        }
        let place = "\(source) \(question.words)"
        let right = try ask(question.known)
        #expect(right.status == 0, "\(place) \(right.error)")
        let wrong = try ask(question.mistyped)
        #expect(wrong.status == 1 && wrong.output.isEmpty, "\(place) \(wrong.output)")
        #expect(wrong.error == "kontor-replay: \(question.text)\n", "\(place)")
      }
    }
  }

  @Test func `The program that records says the same, as text and as JSON`() throws {
    let scratch = try made()
    let late = try scratch.kontor("audit", "late", "--account", "nordwrek", "--json")
    #expect(late.status == 1 && late.output.isEmpty)
    let error = try JSONValue(parsing: late.error).object?["error"]?.object
    #expect(error?["message"]?.string == Self.account)
    let owner = try scratch.kontor("accounts", "owner", "nordwrek")
    #expect(owner.status == 1 && owner.error == "kontor: \(Self.account)\n")
    #expect(try scratch.kontor("accounts", "owner", "nordwerk").status == 0)
    // It is there, only not yet at that size.
    let early = try scratch.kontor("accounts", "owner", "nordwerk", "--known-at", "size:1")
    #expect(early.status == 1 && early.error.contains("nothing of account nordwerk had happened"))
    let nothing = try scratch.kontor("audit", "who", "--account", "bremen")
    #expect(nothing.status == 1 && nothing.error.contains("no account bremen; check its id"))
  }

  @Test func `Recording names the type and the account that were meant`() throws {
    let scratch = try made()
    let type = try scratch.kontor(
      "record", "--type", "order.boked", "--subject", "account/nordwerk", "--data", "{}")
    #expect(type.status == 65)
    #expect(type.error.contains(#"did you mean "de.kontor.order.booked.v1"?"#), "\(type.error)")
    let shown = try scratch.kontor("timeline", "nordwerk", "--type", "order.boked")
    #expect(shown.status == 64)
    #expect(shown.error.contains("in the catalogue; did you mean order.booked?"), "\(shown.error)")
    let data = #"{"interaction_id":"i-1","kind":"call"}"#
    let record = [
      "record", "--type", "interaction.recorded", "--data", data, "--subject", "account/nordwrek",
      "--json",
    ]
    let subject = try Program.run(
      record, in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
    #expect(subject.status == 1, "\(subject.error)")
    #expect(
      subject["reason"]?.string?.hasSuffix("did you mean account/nordwerk (Nordwerk Köln)?")
        ?? false, "\(subject.output)")
  }
}
