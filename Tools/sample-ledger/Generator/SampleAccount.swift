/// One account of the sample, living from day to day.
///
/// It keeps what the next events need to fit: its contacts, contracts, manager and a list of what
/// is still to come. It never looks ahead, so a ledger of fewer years is the beginning of one of
/// more.
struct SampleAccount {
  /// How much is going on; the order of the cases is that of the tiers.
  enum Tier: Int {
    case standard, key, strategic

    var name: StaticString {
      switch self {
      case .standard: "standard"
      case .key: "key"
      case .strategic: "strategic"
      }
    }
  }

  /// A place in the buying centre and who has it, 0 for nobody.
  struct Slot {
    let function: StaticString
    let hierarchy: StaticString
    let role: StaticString?
    var contact = 0
  }

  /// A contract as far as the next events need it.
  struct Contract {
    let number: Int
    var end: Int
    var value: Int64
    let renewsItself: Bool
    var isRunning = true
    var hasNotice = false
  }

  /// The account's number, from 1.
  let number: Int
  let company: CompanyName
  let subject: [UInt8]
  let tier: Tier
  let pattern: PlantedPattern?
  /// Yearly revenue in minor units at the beginning.
  let revenue: Int64
  /// How the business develops, in percent a year.
  let trend: Int
  let meetsTopLevel: Bool
  let firstDay: Int

  var random: SeededRandom
  var manager: Employee
  var slots: [Slot]
  var contracts: [Contract] = []
  var visitDays: [Int] = []
  var assignment = 0
  var counts = Counts()
  var meetings = 0
  var closedDeals = 0

  private(set) var nextDay: Int
  private var agenda: [(day: Int, task: SampleTask)] = []
  private var eventCount = 0
  private var second = 0
  private var today = -1

  /// How many of each kind of thing the account has, for their ids.
  struct Counts {
    var contacts = 0
    var interactions = 0
    var reviews = 0
    var actions = 0
    var initiatives = 0
    var opportunities = 0
    var offers = 0
    var orders = 0
    var invoices = 0
    var creditNotes = 0
    var escalations = 0
    var surveys = 0
    var contracts = 0
    var plans = 0
    var targets = 0
    var handovers = 0
    var assignments = 0
  }

  init(index: Int, settings: SampleSettings, unit: Int64) {
    var random = SeededRandom(seed: settings.seed, stream: UInt64(index))
    number = index + 1
    company = CompanyName(number: number, random: &random)
    subject = Array("account/".utf8) + company.id
    pattern = PlantedPattern.of(index)
    let share = random.below(100)
    tier = pattern != nil ? .key : share < 35 ? .standard : share < 85 ? .key : .strategic
    let thousands =
      switch tier {
      case .standard: random.between(150, 700)
      case .key: random.between(700, 4_000)
      case .strategic: random.between(4_000, 15_000)
      }
    revenue = Int64(thousands) * 1_000 * unit
    trend = pattern == .effortUpYieldDown ? -25 : [-8, 3, 6, 8, 12, 18][random.below(6)]
    meetsTopLevel = random.chance(percent: 70)
    // One account in seven is won later.
    let isLater = pattern == nil && random.chance(percent: 14)
    firstDay = isLater ? random.between(30, 540) : random.below(5)
    nextDay = firstDay
    manager = Employee.keyAccountManager(of: index)
    slots = Self.slots
    self.random = random
    agenda = [(firstDay, .setUp)]
  }

  private static let slots: [Slot] = [
    Slot(function: "purchasing", hierarchy: "head", role: "buyer"),
    Slot(function: "management", hierarchy: "c_level", role: "decider"),
    Slot(function: "production", hierarchy: "head", role: "user"),
    Slot(function: "engineering", hierarchy: "vp", role: "influencer"),
    Slot(function: "logistics", hierarchy: "operational", role: nil),
    Slot(function: "purchasing", hierarchy: "operational", role: nil),
  ]

  var index: Int { number - 1 }

  /// The revenue of a year that begins `day`, by the account's trend; nobody falls below a tenth.
  func revenue(on day: Int) -> Int64 {
    max(revenue / 10, revenue + revenue * Int64(trend) * Int64(day) / 36_500)
  }

  mutating func schedule(_ task: SampleTask, in days: Int) {
    schedule(task, on: today + max(1, days))
  }

  mutating func schedule(_ task: SampleTask, on day: Int) {
    agenda.append((max(day, today + 1), task))
    nextDay = min(nextDay, max(day, today + 1))
  }

  /// Does everything that is due; to be called on working days only.
  mutating func step(_ day: inout SampleDay) {
    today = day.day
    // Most accounts begin their day at another minute.
    second = SampleDay.opening + random.below(4 * 3_600)
    var index = 0
    while index < agenda.count {
      if agenda[index].day <= today {
        let task = agenda.remove(at: index).task
        perform(task, &day)
      } else {
        index += 1
      }
    }
    nextDay = agenda.reduce(.max) { min($0, $1.day) }
  }

  /// Opens an event of this account; members of its data follow, then `end`.
  ///
  /// Returns the event's number, by which a correction can point at it.
  @discardableResult
  mutating func begin(
    _ type: StaticString, _ day: inout SampleDay, by actor: Employee? = nil,
    precision: SampleDay.Precision = .second
  ) -> Int {
    eventCount += 1
    // Work fits into the day: the later it is the faster the events follow each other.
    let left = SampleDay.closing - second
    second += 1 + random.below(max(1, min(900, left / 12)))
    if case .minute = precision { second += (60 - second % 60) % 60 }
    day.beginEvent(
      type, subject: subject, idKind: "-", order: number, number: eventCount, second: second,
      precision: precision, actor: actor ?? manager)
    return eventCount
  }

  mutating func end(_ day: inout SampleDay) {
    day.endEvent()
  }
}
