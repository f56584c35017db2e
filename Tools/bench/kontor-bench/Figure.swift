import Foundation

/// How figures are written in a table.
enum Figure {
  static func decimal(_ number: Double) -> String { String(format: "%.2f", number) }

  /// The middle of some numbers a second; a dash where nothing was measured.
  static func rate(_ rates: [Double]) -> String {
    guard !rates.isEmpty else { return "–" }
    let rate = Results.middle(rates)
    if rate >= 1_000_000 { return String(format: "%.2f M/s", rate / 1_000_000) }
    return rate >= 10_000
      ? String(format: "%.0f k/s", rate / 1_000) : String(format: "%.0f /s", rate)
  }
}
