import Lab

/// One thing about the machine that matters to measurements.
struct Finding: Sendable, Equatable {
    enum Status: String, Sendable, CaseIterable, Comparable {
        case ok
        /// Worth knowing; measurements stand.
        case note
        /// Measurements are noisier or less complete than they could be.
        case warning
        /// Measurements mean little until this is mended.
        case problem

        static func < (left: Status, right: Status) -> Bool { left.rank < right.rank }
        private var rank: Int { Status.allCases.firstIndex(of: self) ?? 0 }
    }

    /// A short name that scripts can rely on, such as `frequency-governor`.
    let id: String
    /// The same for people, such as `frequency governor`.
    var title: String { id.split(separator: "-").joined(separator: " ") }
    let status: Status
    /// What was found.
    let finding: String
    /// What that does to measurements; nil if nothing.
    let effect: String?
    /// What to do about it; nil if nothing can or need be done.
    let advice: String?
    /// A command that does so, to be copied.
    let command: String?

    init(
        _ id: String, _ status: Status, _ finding: String, effect: String? = nil, advice: String? = nil,
        command: String? = nil
    ) {
        self.id = id
        self.status = status
        self.finding = finding
        self.effect = effect
        self.advice = advice
        self.command = command
    }

    var json: JSONValue {
        [
            "id": .string(id), "status": .string(status.rawValue), "finding": .string(finding),
            "effect": JSONValue(effect), "advice": JSONValue(advice), "command": JSONValue(command),
        ]
    }
}

/// Looks at one aspect of the machine.
///
/// A probe is a pure function of files under a root and of facts that were measured before, so that tests can show it
/// any machine. What it cannot find it leaves out or reports as not known; it never fails.
protocol Probe {
    func findings(_ files: SystemFiles) -> [Finding]
}
