/// A made-up company: its name, the id made from it, its line of business and its town.
struct CompanyName {
  let name: [UInt8]
  /// In ASCII, as ids are; unique because it ends with the account's number.
  let id: [UInt8]
  let sector: StaticString
  let town: StaticString
  let country: StaticString

  init(number: Int, random: inout SeededRandom) {
    let front = Self.fronts[random.below(Self.fronts.count)]
    let back = Self.backs[random.below(Self.backs.count)]
    let business = Self.businesses[random.below(Self.businesses.count)]
    let form = Self.forms[random.below(Self.forms.count)]
    let place = Self.places[random.below(Self.places.count)]
    sector = business.sector
    town = place.town
    country = place.country
    name = Array("\(front.name)\(back.name) \(business.name) \(form)".utf8)
    id = Array("\(front.id)\(back.id)-\(number)".utf8)
  }

  private static let fronts: [(name: String, id: String)] = [
    ("Nord", "nord"), ("Süd", "sued"), ("West", "west"), ("Ost", "ost"), ("Ober", "ober"),
    ("Rhein", "rhein"), ("Elb", "elb"), ("Alpen", "alpen"), ("Hanse", "hanse"), ("Weser", "weser"),
    ("Donau", "donau"), ("Küsten", "kuesten"), ("Grün", "gruen"), ("Berg", "berg"), ("Tal", "tal"),
    ("Fünfseen", "fuenfseen"), ("Märkische ", "maerkische-"), ("Löwen", "loewen"),
    ("Ruhr", "ruhr"), ("Saale", "saale"),
  ]

  private static let backs: [(name: String, id: String)] = [
    ("werk", "werk"), ("stahl", "stahl"), ("hütte", "huette"), ("bau", "bau"), ("form", "form"),
    ("guss", "guss"), ("kraft", "kraft"), ("feld", "feld"), ("mühle", "muehle"), ("hof", "hof"),
    ("brücke", "bruecke"), ("tor", "tor"),
  ]

  private static let businesses: [(name: String, sector: StaticString)] = [
    ("Maschinenbau", "Maschinenbau"), ("Antriebstechnik", "Maschinenbau"),
    ("Werkzeugtechnik", "Werkzeuge"), ("Kunststofftechnik", "Kunststoffe"),
    ("Oberflächentechnik", "Oberflächen"), ("Lebensmittel", "Ernährung"),
    ("Getränke", "Ernährung"), ("Medizintechnik", "Medizintechnik"), ("Elektronik", "Elektronik"),
    ("Fahrzeugteile", "Fahrzeugbau"), ("Logistik", "Logistik"), ("Verpackungen", "Verpackung"),
    ("Möbelbau", "Möbel"), ("Wärmetechnik", "Gebäudetechnik"), ("Prüfsysteme", "Messtechnik"),
  ]

  private static let forms = ["GmbH", "GmbH & Co. KG", "AG", "SE", "KG"]

  private static let places: [(town: StaticString, country: StaticString)] = [
    ("Köln", "DE"), ("München", "DE"), ("Nürnberg", "DE"), ("Lübeck", "DE"), ("Görlitz", "DE"),
    ("Saarbrücken", "DE"), ("Göttingen", "DE"), ("Hamburg", "DE"), ("Leipzig", "DE"),
    ("Stuttgart", "DE"), ("Dresden", "DE"), ("Tübingen", "DE"), ("Graz", "AT"), ("Linz", "AT"),
    ("Zürich", "CH"), ("Würzburg", "DE"),
  ]
}
