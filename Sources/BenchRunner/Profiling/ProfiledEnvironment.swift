import Glibc

/// The variables by which the preload library is told what to record: see Settings.h in CPreload.
struct ProfiledEnvironment {
    let kind: ProfileKind
    let rate: Int
    let folder: String
    let library: String

    /// A path that the dynamic linker would take apart.
    struct UnusablePath: Error, CustomStringConvertible {
        let path: String
        var description: String {
            "\(path.quoted) has a space or a colon in it, and the dynamic linker parts the libraries that it preloads there: "
                + "put the library elsewhere and name it with LAB_PRELOAD"
        }
    }

    /// `variables` and what makes a program, and what it starts, record a profile.
    func added(to variables: [String: String]) throws(UnusablePath) -> [String: String] {
        if library.contains(where: { $0 == " " || $0 == ":" }) { throw UnusablePath(path: library) }
        var variables = variables
        let others = variables["LD_PRELOAD"].flatMap { $0.isEmpty ? nil : $0 }
        variables["LD_PRELOAD"] = [library, others].compactMap { $0 }.joined(separator: ":")
        variables["LAB_PROFILE_KIND"] = kind.rawValue
        variables["LAB_PROFILE_RATE"] = String(rate)
        variables["LAB_PROFILE_DIRECTORY"] = folder
        return variables
    }
}
