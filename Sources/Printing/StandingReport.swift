import Money
package import Projections
package import StrictJSON

/// An account as it stood, as text and as JSON.
package struct StandingReport {
  package let standing: AccountStanding
  package let showsAll: Bool

  package init(_ standing: AccountStanding, showsAll: Bool) {
    self.standing = standing
    self.showsAll = showsAll
  }

  private func things(_ kind: StandingThing.Kind) -> [StandingThing] {
    standing.things.filter { $0.kind == kind && ($0.isOpen || showsAll) }
  }

  package func show(_ output: OutputOptions) throws {
    try showHead()
    var missing: [String] = []
    for section in Section.all {
      let things = things(section.kind)
      guard !things.isEmpty else {
        missing.append(section.english)
        continue
      }
      let title = "\(section.english.capitalizedFirst) (\(section.german))"
      try StandardStream.output.line("\n" + Style.heading.applied(to: title, on: .output))
      try output.show(section.table(things, showsEvents: output.wide || Terminal.columns >= 110))
    }
    if !missing.isEmpty {
      let text = "None \(showsAll ? "ever" : "open"): \(missing.joined(separator: ", "))."
      try StandardStream.output.line("")
      for line in text.wrapped(to: Terminal.columns) { try StandardStream.output.line(line) }
    }
    try StandardStream.output.line("")
    try output.showFooter(standing.speaksFor, standing.quarantined)
  }

  private func showHead() throws {
    let name = Style.heading.applied(
      to: (standing.name ?? standing.account).printable(), on: .output)
    let account = standing.things.first { $0.kind == .account && $0.id == standing.account }
    let facts = ["sector", "country"].compactMap { account?.text($0) }
    let tier = account?.text("tier").map { "tier \($0)" }
    try StandardStream.output.line("\(name) (\(standing.account)) as of \(standing.day)")
    let owner = standing.owner.map { "KAM \($0)" } ?? "no KAM"
    try StandardStream.output.line(
      (facts + [tier, owner].compactMap(\.self)).joined(separator: ", ").printable())
    if let survivor = account?.text("mergedInto") {
      try StandardStream.output.line("Merged into \(survivor), where it is read as a part of it.")
    }
    try Self.showMerged(standing.accounts)
  }

  /// Says which accounts are read with the one asked for.
  package static func showMerged(_ accounts: [String]) throws {
    guard accounts.count > 1 else { return }
    try StandardStream.output.line(
      "With the history of \(accounts.dropFirst().joined(separator: ", ")), merged into it.")
  }

  /// `names` adds members of whoever knows more of the account's people.
  package func write(
    to json: inout JSONWriter, names: (inout JSONWriter) -> Void = { _ in }
  ) {
    json.beginObject()
    json.member("account", standing.account)
    json.member("name", optional: standing.name)
    json.member("owner", optional: standing.owner)
    json.array("accounts", standing.accounts) { $0.value($1) }
    json.member("day", "\(standing.day)")
    let shown = standing.things.filter { $0.isOpen || showsAll }
    json.array("things", shown) { json, thing in
      json.beginObject()
      json.member("kind", thing.kind.rawValue)
      json.member("id", thing.id)
      json.member("account", thing.account)
      json.member("open", thing.isOpen)
      json.name("members")
      json.beginObject()
      for member in thing.members { json.member(member.name, member.value) }
      json.endObject()
      json.positions("events", thing.events)
      json.endObject()
    }
    names(&json)
    json.unreadable(standing.quarantined)
    json.speaksFor(standing.speaksFor)
    json.endObject()
  }
}

extension JSONWriter {
  /// A member of a thing; null where there is no value.
  package mutating func member(_ name: String, _ value: StandingValue?) {
    switch value {
    case .text(let text): member(name, text)
    case .choice(let words): member(name, words.outsideName)
    case .day(let day): member(name, "\(day)")
    case .money(let amount): member(name, amount)
    case .number(let number): member(name, number)
    case .share(let points):
      self.name(name)
      beginObject()
      member("basisPoints", points)
      endObject()
    case .flag(let flag): member(name, flag)
    case .list(let texts): array(name, texts) { $0.value($1) }
    case nil:
      self.name(name)
      null()
    }
  }
}

extension String {
  /// The words of a choice as it stands in an event: "field_sales".
  package var outsideName: String { lowercased().replacing(" ", with: "_") }

  /// The name of a member as words: "expected close".
  package var spaced: String {
    reduce(into: "") { text, character in
      if character.isUppercase { text += " " }
      text += character.lowercased()
    }
  }
}
