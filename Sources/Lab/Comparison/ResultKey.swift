/// A key of filters and projections: the part of a result that it stands for.
enum ResultKey: Hashable {
    /// `.name`: the name without its parts.
    case name
    /// `.fullname`
    case fullName
    /// `.file`: what the user calls the input.
    case file
    /// `.unit`: a property of one measurement of a result. Only in filters.
    case unit
    /// `.tag`: each of the tags that the benchmark declares.
    case tag
    /// `.config`: all keys of the configuration. Only in projections.
    case allConfiguration
    /// `/format`: a key in the benchmark's name, with the slash.
    case namePart(String)
    /// `goos`: a key of the configuration.
    case configuration(String)

    /// - Returns: nil for an unknown key that starts with a point, and for an empty one.
    init?(_ text: String) {
        switch text {
        case ".name": self = .name
        case ".fullname": self = .fullName
        case ".file": self = .file
        case ".unit": self = .unit
        case ".tag": self = .tag
        case ".config": self = .allConfiguration
        case "": return nil
        case _ where text.hasPrefix("."): return nil
        case _ where text.hasPrefix("/"): self = .namePart(text)
        default: self = .configuration(text)
        }
    }

    /// The value of the key for a whole result; empty where the result has none.
    func value(in result: borrowing BenchmarkResult) -> String {
        switch self {
        case .name: result.name.base
        case .fullName: result.name.full
        case .file: result.file
        case .namePart(let key): result.name.value(of: key).map { String($0) } ?? ""
        case .configuration(let key): result.configuration[key] ?? ""
        case .tag: result.tags.joined(separator: " ")
        case .unit, .allConfiguration: ""
        }
    }
}
