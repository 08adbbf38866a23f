/// The rules of comma-separated values (RFC 4180).
enum CSV {
    /// The field, in quotes if it holds a comma, a quote, an end of line or leading white space.
    static func quoted(_ field: String) -> String {
        let needsQuotes =
            field.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
            || field.unicodeScalars.first?.properties.isWhitespace ?? false
        guard needsQuotes else { return field }
        var result = "\""
        for scalar in field.unicodeScalars {
            if scalar == "\"" { result += "\"" }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }

    /// The letters that spreadsheets give to a column, counted from 0: A to Z, AA, AB and so on.
    static func columnName(_ index: Int) -> String {
        var name: [UInt8] = []
        var rest = index + 1
        while rest > 0 {
            name.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: name.reversed(), as: UTF8.self)
    }
}
