import LedgerEvents

/// Which generation of each projection runs.
struct Generations: Equatable, Sendable {
  private(set) var running: [String: UInt32] = [:]
}

extension Generations {
  mutating func evolve(_ projection: String, _ generation: UInt32) {
    running[projection] = generation
  }
}

extension Generations {
  static func decide(_ rebuilt: ProjectionRebuilt) throws(Rejection) {
    try Required.text(rebuilt.projection, at: "projection")
    try Required.text(rebuilt.codeVersion, at: "code_version")
    try Required.text(rebuilt.digestAfter, at: "digest_after")
  }

  /// Promoting and rolling back both switch to another generation.
  func decide(_ projection: String, _ generation: UInt32) throws(Rejection) {
    try Required.text(projection, at: "projection")
    guard running[projection] != generation else {
      throw Rejection(
        .generationRunning, at: "generation",
        "generation \(generation) of \(projection) runs already; name the one to switch to")
    }
  }
}
