import Lab

/// What a worker is to record while the body of its benchmark runs, and where.
struct WorkerProfile: Equatable {
    var kind: ProfileKind
    /// Samples a second and thread.
    var rate: Int
    /// The file to record to: a journal, from which the parent makes the profile.
    var journal: String

    var json: JSONValue {
        ["kind": .string(kind.rawValue), "rate": JSONValue(rate), "journal": .string(journal)]
    }

    init(kind: ProfileKind, rate: Int, journal: String) {
        self.kind = kind
        self.rate = rate
        self.journal = journal
    }

    /// Nil for anything but what `json` gives.
    init?(_ json: JSONValue) {
        guard let kind = json["kind"]?.stringValue.flatMap(ProfileKind.init), let rate = json["rate"]?.intValue,
            let journal = json["journal"]?.stringValue
        else { return nil }
        self.init(kind: kind, rate: rate, journal: journal)
    }
}
