/// The parts of a unit's name: `user-sec/op` is `user` and `sec` over `op`.
struct UnitToken {
    /// Where the part stands in the name's UTF-8.
    var range: Range<Int>
    var text: Substring
    var isDenominator: Bool
}

extension BenchmarkUnit {
    /// Splits the name at `*`, `/`, `-` and white space. `/` starts a denominator, which `*` ends.
    var tokens: [UnitToken] {
        var tokens: [UnitToken] = []
        var isDenominator = false
        var start = name.startIndex
        var offset = 0
        func flush(upTo end: String.Index, into tokens: inout [UnitToken], offset: Int) {
            guard start < end else { return }
            let text = name[start..<end]
            tokens.append(
                UnitToken(range: offset - text.utf8.count..<offset, text: text, isDenominator: isDenominator))
        }
        var index = name.startIndex
        let scalars = name.unicodeScalars
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            if scalar == "*" || scalar == "/" || scalar == "-" || scalar.properties.isWhitespace {
                flush(upTo: index, into: &tokens, offset: offset)
                if scalar == "*" { isDenominator = false }
                if scalar == "/" { isDenominator = true }
                start = next
            }
            offset += UTF8.width(scalar)
            index = next
        }
        flush(upTo: name.endIndex, into: &tokens, offset: offset)
        return tokens
    }

    /// Whether values are amounts of time, so that none can be negative.
    package var isTime: Bool {
        let units: Set<Substring> = ["sec", "ns", "us", "µs", "ms"]
        return tokens.contains { !$0.isDenominator && units.contains($0.text) }
    }

    /// Whether values are rates: something per time.
    var isRate: Bool {
        let units: Set<Substring> = ["s", "sec", "second"]
        return tokens.contains { $0.isDenominator && units.contains($0.text) }
    }

    /// How values of this unit are scaled: in powers of 1024 if it counts bytes, else in powers of 1000.
    public var prefixes: UnitPrefixes {
        let units: Set<Substring> = ["B", "MB", "bytes"]
        return tokens.contains { !$0.isDenominator && units.contains($0.text) } ? .binary : .decimal
    }

    /// The base unit of a unit that has a scale built in, and the factor that takes values there.
    ///
    /// `ns/op` becomes `sec/op` with 1e-9, and `MB/s` becomes `B/s` with 1e6; otherwise a value could be shown as so
    /// many "mega-nanoseconds". The denominator stays as it is. A unit in base form comes back with 1.
    public var tidied: (unit: BenchmarkUnit, factor: Double) {
        var factor = 1.0
        var result = ""
        var copied = name.utf8.startIndex
        for token in tokens where !token.isDenominator {
            let replacement: String
            switch token.text {
            case "ns":
                replacement = "sec"
                factor /= 1e9
            case "MB":
                replacement = "B"
                factor *= 1e6
            default:
                continue
            }
            let start = name.utf8.index(name.utf8.startIndex, offsetBy: token.range.lowerBound)
            result += name[copied..<start]
            result += replacement
            copied = name.utf8.index(name.utf8.startIndex, offsetBy: token.range.upperBound)
        }
        guard copied > name.startIndex else { return (self, 1) }
        result += name[copied...]
        return (BenchmarkUnit(result), factor)
    }
}

/// The family of prefixes that a unit is shown with.
public enum UnitPrefixes: Hashable, Sendable {
    /// k, M, G, T and m, µ, n: powers of 1000.
    case decimal
    /// Ki, Mi, Gi, Ti: powers of 1024.
    case binary
}
