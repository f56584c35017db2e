/// The lines of a run, by work and side, in the order of the runs.
struct Results {
  private struct Line {
    let nanoseconds: Double
    let done: Double
    /// What was checked, and the sum over it.
    let checked: [Substring]
  }

  private var lines: [String: [Line]] = [:]
  private var sides: [String: Set<String>] = [:]

  mutating func add(_ text: Substring) throws {
    let words = text.split(separator: " ")
    guard words.count == 6, let nanoseconds = Double(words[2]), let done = Double(words[3]) else {
      throw BenchError(what: "this is no result: \(text)")
    }
    sides[String(words[0]), default: []].insert(String(words[1]))
    lines["\(words[0]) \(words[1])", default: []].append(
      Line(nanoseconds: nanoseconds, done: done, checked: Array(words[4...5])))
  }

  /// How many a second, run by run.
  func rates(_ work: String, _ side: String) -> [Double] {
    lines["\(work) \(side)", default: []].map { $0.done * 1_000_000_000 / $0.nanoseconds }
  }

  /// Whether everybody came to the same result in every run.
  func isSame(_ work: String) -> Bool {
    let all = sides[work, default: []].flatMap { lines["\(work) \($0)", default: []] }
    return all.allSatisfy { $0.checked == all.first?.checked }
  }

  /// The middle figure, 0 when there is none.
  func middle(_ work: String, _ side: String) -> Double {
    Self.middle(lines["\(work) \(side)", default: []].map(\.nanoseconds))
  }

  /// Our greatest figure.
  func worst(_ work: String) -> Double {
    lines["\(work) kontor", default: []].map(\.nanoseconds).max() ?? 0
  }

  /// The median.
  static func middle(_ numbers: [Double]) -> Double {
    guard !numbers.isEmpty else { return 0 }
    let sorted = numbers.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
