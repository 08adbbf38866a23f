/// Why no flame graph can be drawn of a profile.
public enum FlameGraphError: Error, Equatable, CustomStringConvertible {
    /// The profile has no sample type of that name; it has the others.
    case noSuchSampleType(String, has: [String])
    /// The base has no sample type of the head's name; it has the others.
    case noSuchSampleTypeInBase(String, has: [String])
    /// The values of the two profiles are in different units.
    case unlikeUnits(String, base: String)
    /// There is nothing to draw.
    case nothingSampled(String)
    /// A difference cannot be compared with another profile.
    case negativeValues

    public var description: String {
        switch self {
        case .noSuchSampleType(let name, let has): "the profile has no sample type '\(name)'; it has \(Self.list(has))"
        case .noSuchSampleTypeInBase(let name, let has):
            "the base has no sample type '\(name)' to compare with; it has \(Self.list(has))"
        case .unlikeUnits(let unit, let base):
            "the profile is in \(unit) and the base in \(base): they cannot be compared"
        case .nothingSampled(let type): "no sample has a value of '\(type)': there is nothing to draw"
        case .negativeValues:
            "one of the profiles has negative values: it is a difference already, to be drawn without a base"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", ")
    }
}
