import CDemangle
import Glibc

/// The names that programmers wrote, from the names that linkers know.
public enum Demangler {
    /// The demangled form of a Swift or C++ symbol; nil for every other name.
    ///
    /// Swift's own runtime and the C++ library do the work, so the result is theirs to the letter. Rust's newer scheme (`_R…`)
    /// is left as it is.
    public static func demangle(_ name: String) -> String? {
        // Longer names are no compiler's, and both demanglers recurse.
        guard name.utf8.count <= 1 << 16, let text = demangled(name) else { return nil }
        // What is not mangled after all comes back as it is.
        return text == name ? nil : text
    }

    private static func demangled(_ name: String) -> String? {
        if isSwift(name) {
            var copy = name
            return text(
                of: copy.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) {
                        swift_demangle($0.baseAddress, $0.count, nil, nil, 0)
                    }
                })
        }
        if name.hasPrefix("_Z") || name.hasPrefix("___Z") {
            return text(of: __cxa_demangle(name, nil, nil, nil))
        }
        return nil
    }

    private static func isSwift(_ name: String) -> Bool {
        // The prefixes of Swift 5, of its macros and embedded form, and of Swift 4.
        ["$s", "$S", "_$s", "_$S", "$e", "_$e", "@__swiftmacro_", "_T0"].contains { name.hasPrefix($0) }
    }

    private static func text(of result: UnsafeMutablePointer<CChar>?) -> String? {
        guard let result else { return nil }
        defer { free(result) }
        return String(cString: result)
    }
}
