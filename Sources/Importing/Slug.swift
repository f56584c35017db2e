/// Turns a name into an identifier of `a-z`, `0-9` and `-`, the same one every time.
///
/// Letters become small; ä, ö, ü, ß become ae, oe, ue, ss; an accent is dropped (é, ñ, ø, ł); every run
/// of other signs becomes one hyphen, none at the ends. A name with a letter of another script has
/// no slug: dropping the letter could make one account out of two.
///
///     Kan-code → kan-code      Gekko & Co → gekko-co      Müller & Söhne → mueller-soehne
package enum Slug {
  package static func make(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var slug: [UInt8] = []
    slug.reserveCapacity(text.count)
    var needsHyphen = false
    func append(_ bytes: some Sequence<UInt8>) {
      if needsHyphen, !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
      needsHyphen = false
      slug.append(contentsOf: bytes)
    }
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": append(CollectionOfOne(UInt8(ascii: scalar)))
      case "A"..."Z": append(CollectionOfOne(UInt8(ascii: scalar) | 0x20))
      default:
        if let letters = letters[scalar] {
          append(letters.utf8)
        } else if scalar.properties.generalCategory == .nonspacingMark, !slug.isEmpty {
          // A letter and a combining mark, as some systems write ü.
          if scalar == "\u{308}", let last = slug.last, "aou".utf8.contains(last) {
            slug.append(UInt8(ascii: "e"))
          }
        } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
          return nil
        } else {
          needsHyphen = true
        }
      }
    }
    return slug.isEmpty ? nil : slug
  }

  /// An identifier that only has capitals to lose; nil when it has anything but letters, digits, `-`.
  static func identifier(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var identifier = Array(text)
    for index in identifier.indices {
      switch identifier[index] {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): identifier[index] |= 0x20
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"):
        break
      default: return nil
      }
    }
    return identifier.isEmpty ? nil : identifier
  }

  private static let letters: [Unicode.Scalar: String] = {
    let groups = [
      ("ae", "äÄæÆ"), ("oe", "öÖœŒ"), ("ue", "üÜ"), ("ss", "ßẞ"), ("th", "þÞ"),
      ("a", "àáâãåāăąÀÁÂÃÅĀĂĄ"), ("c", "çćĉċčÇĆĈĊČ"), ("d", "ðďđÐĎĐ"),
      ("e", "èéêëēĕėęěÈÉÊËĒĔĖĘĚ"), ("g", "ĝğġģĜĞĠĢ"), ("h", "ĥħĤĦ"), ("i", "ìíîïĩīĭįıÌÍÎÏĨĪĬĮİ"),
      ("j", "ĵĴ"), ("k", "ķĶ"), ("l", "ĺļľŀłĹĻĽĿŁ"), ("n", "ñńņňÑŃŅŇ"),
      ("o", "òóôõøōŏőÒÓÔÕØŌŎŐ"), ("r", "ŕŗřŔŖŘ"), ("s", "śŝşšșŚŜŞŠȘ"), ("t", "ţťŧțŢŤŦȚ"),
      ("u", "ùúûũūŭůűųÙÚÛŨŪŬŮŰŲ"), ("w", "ŵŴ"), ("y", "ýÿŷÝŸŶ"), ("z", "źżžŹŻŽ"),
    ]
    var letters: [Unicode.Scalar: String] = [:]
    for (plain, marked) in groups {
      for scalar in marked.unicodeScalars { letters[scalar] = plain }
    }
    return letters
  }()
}
