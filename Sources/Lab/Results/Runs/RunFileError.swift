/// Why a run file cannot be used, with the place.
public struct RunFileError: Error, Equatable, CustomStringConvertible {
    /// The path as the user wrote it.
    public var file: String
    /// Counted from 1; nil where the file as a whole is meant.
    public var line: Int?
    /// The member that is wrong, as a path from the line's top: `samples.sec/op[3]`.
    public var field: String?
    /// What is wrong, without the place.
    public var problem: String

    /// A problem with the file as a whole, unless a line is given.
    public init(file: String, line: Int? = nil, field: String? = nil, problem: String) {
        self.file = file
        self.line = line
        self.field = field
        self.problem = problem
    }

    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return field.map { "\(place): field '\($0)' \(problem)" } ?? "\(place): \(problem)"
    }
}

/// What is wrong with one member of a line; the reader adds the file and the line.
struct FieldError: Error, CustomStringConvertible {
    var field: String
    var problem: String

    var description: String { "field '\(field)' \(problem)" }
}

/// Reads the members of one object, with errors that name them.
struct FieldReader {
    let value: JSONValue
    var path = ""

    private func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    private func member<T>(_ key: String, _ kind: String, _ read: (JSONValue) -> T?) throws(FieldError) -> T {
        guard let member = value[key], member != .null else {
            throw FieldError(field: name(key), problem: "is missing")
        }
        guard let result = read(member) else { throw FieldError(field: name(key), problem: "is not \(kind)") }
        return result
    }

    private func optional<T>(_ key: String, _ read: () throws(FieldError) -> T) throws(FieldError) -> T? {
        guard let member = value[key], member != .null else { return nil }
        return try read()
    }

    func string(_ key: String) throws(FieldError) -> String { try member(key, "a text", \.stringValue) }

    func optionalString(_ key: String) throws(FieldError) -> String? {
        try optional(key) { () throws(FieldError) in try string(key) }
    }

    func bool(_ key: String) throws(FieldError) -> Bool { try member(key, "true or false", \.boolValue) }

    func array(_ key: String) throws(FieldError) -> [JSONValue] { try member(key, "a list", \.arrayValue) }

    func members(_ key: String) throws(FieldError) -> [JSONValue.Member] {
        try member(key, "an object", \.objectValue)
    }

    func object(_ key: String) throws(FieldError) -> FieldReader {
        _ = try members(key)
        return FieldReader(value: value[key] ?? .null, path: name(key))
    }

    func optionalObject(_ key: String) throws(FieldError) -> FieldReader? {
        try optional(key) { () throws(FieldError) in try object(key) }
    }

    /// A number that is not negative.
    func amount(_ key: String) throws(FieldError) -> Double {
        let number = try member(key, "a number", \.doubleValue)
        if number < 0 { throw FieldError(field: name(key), problem: "is negative (\(number))") }
        return number
    }

    func optionalAmount(_ key: String) throws(FieldError) -> Double? {
        try optional(key) { () throws(FieldError) in try amount(key) }
    }

    /// A whole number from 0 up to `limit`.
    func count(_ key: String, atMost limit: Int = .max) throws(FieldError) -> Int {
        let number = try amount(key)
        guard let count = Int(exactly: number) else {
            throw FieldError(field: name(key), problem: "is not a whole number (\(number))")
        }
        if count > limit { throw FieldError(field: name(key), problem: "is \(count), which is more than \(limit)") }
        return count
    }

    /// A text that names one of the cases of `type`.
    func choice<Choice: RawRepresentable<String>>(_ key: String, of type: Choice.Type) throws(FieldError) -> Choice {
        let text = try string(key)
        guard let choice = Choice(rawValue: text) else {
            throw FieldError(field: name(key), problem: "'\(text.prefix(40))' is not known to this version")
        }
        return choice
    }
}
