import Foundation
import Testing

/// A value that begins with a hyphen is a value, and is told what it has to be.
struct NegativeValueTests {
  @Test(arguments: [
    (["renewals", "--within", "-5"], "--within is a number of days from 1 to 3660."),
    (["timeline", "x", "--limit", "-3"], "--limit is a number from 1 to 10000."),
    (["accounts", "list", "--limit", "-1"], "--limit is a number from 1 to 100000."),
    (["health", "--all", "--limit", "-1"], "--limit is a number from 1."),
    (["projections", "rows", "health", "--limit", "-1"], "--limit is a number from 1 to 100000."),
    (["projections", "diff", "health", "--limit", "-1"], "--limit is a number from 0."),
    (["projections", "rebuild", "health", "--batch", "-2"], "--batch is a number from 1 to"),
    (["projections", "verify", "health", "--generation", "-1"], "write a whole number from 0"),
    (["export", "--from", "-1"], "write a whole number from 0"),
    (["export", "--to", "-1"], "write a whole number from 0"),
    (["checkpoint", "--at", "-1"], "write a whole number from 0"),
    (["audit", "privileged", "--quiet-days", "-1"], "--quiet-days is a number from 1."),
  ])
  func `A negative value is told what is right`(_ arguments: [String], _ text: String) throws {
    let scratch = try Scratch()
    let run = try Program.run(
      arguments, in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
    #expect(run.status == 64)
    #expect(run.error.contains(text), "\(run.error)")
  }
}
