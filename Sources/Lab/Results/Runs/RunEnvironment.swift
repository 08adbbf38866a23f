import CLinux
import Glibc

/// The machine and the build that a run was measured on, as far as times depend on them.
public struct RunEnvironment: Sendable, Equatable {
    /// The processor's model: name, family, model and stepping.
    public var cpu: String
    /// How many processors the process may use.
    public var cores: Int
    /// Bytes of physical memory.
    public var memory: Int
    /// The kernel's release.
    public var kernel: String
    /// As the kernel names it: `x86_64`, `aarch64`.
    public var architecture: String
    /// The name of the system with its version.
    public var operatingSystem: String
    /// The compiler that built the program, `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
    public var toolchain: String
    /// How the library was built: `release`, `debug` or `unchecked`.
    public var build: String

    /// An environment given part by part; memory is in bytes.
    public init(
        cpu: String, cores: Int, memory: Int, kernel: String, architecture: String, operatingSystem: String,
        toolchain: String, build: String
    ) {
        self.cpu = cpu
        self.cores = cores
        self.memory = memory
        self.kernel = kernel
        self.architecture = architecture
        self.operatingSystem = operatingSystem
        self.toolchain = toolchain
        self.build = build
    }

    /// What makes times measured here and there incomparable, a sentence each; empty for a like machine and build.
    ///
    /// The amount of memory and the distribution are recorded but not held against a comparison.
    public func differences(from base: RunEnvironment) -> [String] {
        let fields: [(String, String, String)] = [
            ("CPU", base.cpu, cpu), ("number of CPUs", "\(base.cores)", "\(cores)"), ("kernel", base.kernel, kernel),
            ("architecture", base.architecture, architecture), ("toolchain", base.toolchain, toolchain),
            ("build", base.build, build),
        ]
        return fields.compactMap { name, old, new in
            old == new ? nil : "\(name): \(old) in the base, \(new) in the head"
        }
    }
}

extension RunEnvironment {
    /// The machine and build of this process.
    public static func current() -> RunEnvironment {
        var names = utsname()
        uname(&names)
        return RunEnvironment(
            cpu: processorModel(), cores: availableProcessors(),
            memory: sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)),
            kernel: text(of: names.release), architecture: text(of: names.machine), operatingSystem: distribution(),
            toolchain: Toolchain.ofThisProgram(), build: buildConfiguration)
    }

    private static var buildConfiguration: String {
        #if DEBUG
            "debug"
        #else
            // Constant in any one build; hidden, so that the compiler does not warn of the branch it drops.
            identity(_isFastAssertConfiguration()) ? "unchecked" : "release"
        #endif
    }

    /// The text in a fixed array of C characters.
    private static func text<Characters>(of characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    private static func processorModel() -> String {
        var fields: [Substring: Substring] = [:]
        for line in (SystemFile.contents("/proc/cpuinfo") ?? "").split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            // The first processor's block ends at the first empty line.
            if line.isEmpty { break }
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { fields[parts[0].trimmed] = parts[1].trimmed }
        }
        if let name = fields["model name"] {
            let details = [("family", "cpu family"), ("model", "model"), ("stepping", "stepping")]
                .compactMap { label, key in fields[key].map { "\(label) \($0)" } }
            return "\(name) (\(details.joined(separator: ", ")))"
        }
        // aarch64 has numbers in place of a name.
        let details = ["CPU implementer", "CPU part", "CPU variant", "CPU revision"]
            .compactMap { key in fields[Substring(key)].map { "\(key) \($0)" } }
        return details.isEmpty ? "unknown" : details.joined(separator: ", ")
    }

    private static func availableProcessors() -> Int {
        let allowed = Int(clinux_available_processors())
        return allowed > 0 ? allowed : sysconf(Int32(_SC_NPROCESSORS_ONLN))
    }

    private static func distribution() -> String {
        for line in (SystemFile.contents("/etc/os-release") ?? "").split(separator: "\n")
        where line.hasPrefix("PRETTY_NAME=") {
            return String(line.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" })
        }
        return "Linux"
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop { $0 == " " || $0 == "\t" }
        return start.lastIndex { $0 != " " && $0 != "\t" }.map { start[...$0] } ?? ""
    }
}
