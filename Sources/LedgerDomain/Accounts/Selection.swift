import LedgerEvents
import Money

/// Choosing key accounts.
///
/// Scores and tiers follow no state: each stands by itself.
enum Selection {
  static func decide(_ scored: AccountSelectionScored) throws(Rejection) {
    var names: Set<String> = []
    var weights: UInt64 = 0
    var points: UInt64 = 0
    for item in scored.items {
      try Required.text(item.criterion, at: "items.criterion")
      guard names.insert(item.criterion).inserted else {
        throw Rejection(
          .duplicateCriterion, at: "items.criterion",
          "criterion \(item.criterion) stands there twice; score each criterion once")
      }
      try Required.range(item.points, 0...100, at: "items.points")
      try Required.basisPoints(item.weightBp, at: "items.weight_bp")
      weights += UInt64(item.weightBp)
      points += UInt64(item.points) * UInt64(item.weightBp)
    }
    try Required.range(scored.total, 0...100, at: "total")
    guard !scored.items.isEmpty else { return }
    guard weights == 10_000 else {
      throw Rejection(
        .weightsDoNotSum, at: "items.weight_bp",
        "the weights sum to \(weights) basis points; they must sum to 10000")
    }
    // Either neighbour of the exact mean is right, whichever way the criteria round.
    let total = UInt64(scored.total) * 10_000
    guard total < points + 10_000, points < total + 10_000 else {
      throw Rejection(
        .totalDiffers, at: "total",
        "the weighted points are \(points / 10_000), but the total says \(scored.total)")
    }
  }

  static func decide(_ assigned: AccountTierAssigned) throws(Rejection) {
    try Required.choice(assigned.tier, at: "tier")
    if assigned.hasPrevious { try Required.choice(assigned.previous, at: "previous") }
    _ = try Required.day(assigned.validFrom, at: "valid_from")
  }
}
