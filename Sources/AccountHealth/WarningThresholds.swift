/// When the three warnings from practice speak up; shares and rates are basis points.
package struct WarningThresholds: Equatable, Sendable {
  /// Days of the current quarter, and of each of the four before it.
  package var quarter: Int
  /// Visits of the current quarter over the mean of the four before: 11,500 is 1.15 times.
  package var visitIncrease: Int
  /// How far the win rate must lie below that of the four quarters before.
  package var winRateDrop: Int
  /// Closed opportunities in the five quarters without which a win rate says nothing.
  package var minimumClosed: Int
  /// Closed opportunities in the current quarter without which its win rate says nothing.
  package var minimumClosedNow: Int
  /// Visits in the four quarters before without which their mean says nothing.
  package var minimumVisitsBefore: Int
  package var revenueBasis: HealthFacts.RevenueBasis
  /// Revenue growth compares so many days with as many before them.
  package var growthWindow: Int
  package var purchasingWindow: Int
  package var purchasingShare: Int
  /// Interactions with a known function without which the share says nothing.
  package var purchasingMinimum: Int

  package init(
    quarter: Int, visitIncrease: Int, winRateDrop: Int, minimumClosed: Int, minimumClosedNow: Int,
    minimumVisitsBefore: Int, revenueBasis: HealthFacts.RevenueBasis, growthWindow: Int,
    purchasingWindow: Int, purchasingShare: Int, purchasingMinimum: Int
  ) {
    self.quarter = quarter
    self.visitIncrease = visitIncrease
    self.winRateDrop = winRateDrop
    self.minimumClosed = minimumClosed
    self.minimumClosedNow = minimumClosedNow
    self.minimumVisitsBefore = minimumVisitsBefore
    self.revenueBasis = revenueBasis
    self.growthWindow = growthWindow
    self.purchasingWindow = purchasingWindow
    self.purchasingShare = purchasingShare
    self.purchasingMinimum = purchasingMinimum
  }
}
