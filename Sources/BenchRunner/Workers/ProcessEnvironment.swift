import Glibc

/// The environment variables of this process.
enum ProcessEnvironment {
    static var current: [String: String] {
        var variables: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            next += 1
        }
        return variables
    }

    static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
