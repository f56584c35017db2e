/// Which things hang together, directly or by way of others.
package struct Ties<Thing: Hashable> {
  private var places: [Thing: Int] = [:]
  private var things: [Thing] = []
  /// The place of another thing of the same group, in the end of its first one.
  private var above: [Int] = []

  package init() {}

  /// Makes a thing known, alone unless it is so already.
  package mutating func add(_ thing: Thing) { _ = place(thing) }

  /// Ties things to each other.
  package mutating func tie(_ things: some Sequence<Thing>) {
    var first: Int?
    for thing in things {
      let own = root(place(thing))
      guard let other = first else {
        first = own
        continue
      }
      // The one that was known first stands for the group.
      above[max(own, other)] = min(own, other)
      first = min(own, other)
    }
  }

  /// The thing of its group that was known first.
  package mutating func first(of thing: Thing) -> Thing { things[root(place(thing))] }

  private mutating func place(_ thing: Thing) -> Int {
    if let known = places[thing] { return known }
    places[thing] = things.count
    above.append(things.count)
    things.append(thing)
    return things.count - 1
  }

  private mutating func root(_ place: Int) -> Int {
    var root = place
    while above[root] != root { root = above[root] }
    // What is looked up once is found at once the next time.
    var next = place
    while above[next] != root { (above[next], next) = (root, above[next]) }
    return root
  }
}
