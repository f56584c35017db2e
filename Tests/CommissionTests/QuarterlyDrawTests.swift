import Commission
import Money
import Testing

@Suite struct `Draws by the quarter` {
  /// 2,000.00 a month are 6,000.00 a quarter: 5,000.00 earned leave 1,000.00 owed, and of the next
  /// 6,400.00 there are 400.00 above the draw to pay back.
  @Test func `A quarter has three monthly draws`() throws {
    func euros(_ text: String) throws -> Amount { try Amount(parsing: text, currency: .eur) }
    let (first, second) = (try Period(parsing: "2026-Q1"), try Period(parsing: "2026-Q2"))
    let draw = Draw(
      payees: nil, amount: try euros("2000.00"), kind: .recoverable, from: first.start, to: nil)
    let balances = try PayBalance.settle(
      payee: "anna", payable: [first: euros("5000.00"), second: euros("6400.00")],
      through: second, currency: .eur, draws: [draw], negative: .carry)
    #expect(balances.map(\.payout.description) == ["6000.00", "6000.00"])
    #expect(balances.map(\.owed.description) == ["1000.00", "600.00"])
  }
}
