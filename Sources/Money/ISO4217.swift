/// The currencies of ISO 4217 by the decimals of their minor unit.
///
/// Withdrawn codes that a ledger of the last years can still contain (ANG, BGN, CUC, HRK, SLL, ZWL)
/// stay readable. Codes without a minor unit (gold, special drawing rights, testing) are no money here.
enum ISO4217 {
  /// The decimals of a currency, nil for letters that stand for none.
  static func exponent(of letters: UInt32) -> Int? {
    guard let index = index(of: letters) else { return nil }
    let exponent = exponents[index]
    return exponent < 0 ? nil : Int(exponent)
  }

  /// For each of the 26³ codes its decimals, -1 where it is no currency.
  private static let exponents: [Int8] = {
    var found = [Int8](repeating: -1, count: 26 * 26 * 26)
    for (exponent, codes) in [0: noDecimals, 2: twoDecimals, 3: threeDecimals, 4: fourDecimals] {
      for code in codes.split(whereSeparator: \.isWhitespace) {
        guard let index = index(of: letters(of: code)) else { continue }
        found[index] = Int8(exponent)
      }
    }
    return found
  }()

  /// Nil unless each of the three bytes is a capital letter.
  private static func index(of letters: UInt32) -> Int? {
    var index = 0
    for place: UInt32 in 0..<3 {
      let letter = Int(letters >> (16 - 8 * place) & 0xFF) - 0x41
      guard (0..<26).contains(letter) else { return nil }
      index = index * 26 + letter
    }
    return index
  }

  static func letters(of code: some StringProtocol) -> UInt32 {
    code.utf8.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static let noDecimals = """
    BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
    """

  private static let twoDecimals = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
    CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR
    LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB
    PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP
    SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
    ZWL
    """

  private static let threeDecimals = "BHD IQD JOD KWD LYD OMR TND"

  private static let fourDecimals = "CLF UYW"
}
