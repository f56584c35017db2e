extension SampleAccount {
  /// Finds somebody for a place in the buying centre.
  mutating func addContact(slot: Int, _ day: inout SampleDay) {
    counts.contacts += 1
    let contact = counts.contacts
    slots[slot].contact = contact
    begin("contact.added", &day)
    day.lines.member("contact_id", id: "k", number, contact)
    day.lines.member("function", slots[slot].function)
    day.lines.member("hierarchy", slots[slot].hierarchy)
    day.lines.member("location_id", id: "l", number, 1)
    end(&day)
    guard let role = slots[slot].role else { return }
    begin("contact.role_assessed", &day)
    day.lines.member("contact_id", id: "k", number, contact)
    day.lines.member("buying_role", role)
    day.lines.member("influence", number: random.between(2, 5))
    let stances: [StaticString] = ["supporter", "neutral", "neutral", "opponent"]
    day.lines.member("stance", stances[random.below(4)])
    end(&day)
  }

  /// A successor is always named: only where the pattern is planted does a decider leave a gap.
  mutating func contactLeaves(_ day: inout SampleDay) {
    let slot = random.below(5)
    schedule(.contactLeaves, in: random.between(180, 700))
    guard slots[slot].contact > 0 else { return }
    leave(slot: slot, hasSuccessor: true, &day)
  }

  mutating func leave(slot: Int, hasSuccessor: Bool, _ day: inout SampleDay) {
    let contact = slots[slot].contact
    if hasSuccessor { addContact(slot: slot, &day) }
    begin("contact.left", &day)
    day.lines.member("contact_id", id: "k", number, contact)
    day.lines.member("date", day: day.day)
    if hasSuccessor { day.lines.member("successor_id", id: "k", number, slots[slot].contact) }
    end(&day)
    if !hasSuccessor { slots[slot].contact = 0 }
  }

  /// Who takes part in the next meeting, as places in the buying centre.
  ///
  /// By turns, not by chance: two of five meetings are with purchasing alone, and seven of eight
  /// where that pattern is planted. Places other than the decider's are never empty.
  mutating func nextParticipants() -> [Int] {
    meetings += 1
    if pattern == .purchasingOnly { return meetings % 8 == 0 ? [0, 2] : [0] }
    switch meetings % 5 {
    case 0: return meetsTopLevel && slots[1].contact > 0 ? [1] : [3]
    case 1: return [0]
    case 2: return [2, 3]
    case 3: return [0]
    default: return tier == .strategic ? [0, 5, 4] : [0, 4]
    }
  }
}
