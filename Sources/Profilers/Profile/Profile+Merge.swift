extension Profile {
    /// The sum of several profiles, as pprof merges them.
    ///
    /// Mappings of the same file (by build id, else by path; with the same size and offset) become one wherever they
    /// were mapped, and the addresses in them follow. Equal functions, locations, stacks and label sets become one; the
    /// values of equal samples are added, and samples of nothing but zeros dropped. The time is the earliest, the
    /// period the longest; durations are added; comments are kept once; the rest is the first's that says it.
    ///
    /// - Throws: `ProfileMergeError` for no profiles, or profiles of different sample types or periods.
    public static func merge(_ profiles: [Profile]) throws(ProfileMergeError) -> Profile {
        try merge(profiles.map { WeightedProfile(profile: $0) })
    }

    /// A profile with what its values are multiplied by.
    struct WeightedProfile {
        var profile: Profile
        /// One a sample type; nil leaves the values as they are.
        var factors: [Double]?
        var isSubtracted = false

        func value(_ sample: Int, ofType type: Int) -> Int64 {
            var value = profile.samples.value(sample, ofType: type)
            if let factors { value = Int64(nearest: Double(value) * factors[type]) }
            return isSubtracted ? (0 as Int64).subtractingSaturated(value) : value
        }
    }

    static func merge(_ parts: [WeightedProfile]) throws(ProfileMergeError) -> Profile {
        guard let first = parts.first?.profile else { throw .noProfiles }
        var builder = ProfileBuilder(sampleTypes: first.sampleTypes)
        let unifier = MappingUnifier()
        for part in parts {
            try check(part.profile, against: first)
            builder.append(part, unifier)
        }
        let described = parts.map(\.profile)
        builder.describe { $0.combineDescriptions(of: described) }
        // What has cancelled out is no sample.
        return builder.profile.keeping(builder.profile.samples.indices.filter { !builder.profile.isZero($0) })
    }

    private static func check(_ profile: Profile, against first: Profile) throws(ProfileMergeError) {
        guard profile.sampleTypes == first.sampleTypes else {
            throw .differentSampleTypes(first.sampleTypes, profile.sampleTypes)
        }
        if let one = first.period?.type, let other = profile.period?.type, one != other {
            throw .differentPeriods(one, other)
        }
    }

    private func isZero(_ sample: Int) -> Bool {
        sampleTypes.indices.allSatisfy { samples.value(sample, ofType: $0) == 0 }
    }

    private mutating func combineDescriptions(of parts: [Profile]) {
        defaultSampleType = parts.lazy.compactMap(\.defaultSampleType).first
        documentationURL = parts.lazy.map(\.documentationURL).first { !$0.isEmpty } ?? ""
        dropFrames = parts.lazy.map(\.dropFrames).first { !$0.isEmpty } ?? ""
        keepFrames = parts.lazy.map(\.keepFrames).first { !$0.isEmpty } ?? ""
        time = parts.compactMap(\.time).min()
        let durations = parts.compactMap(\.duration)
        duration = durations.isEmpty ? nil : durations.reduce(0) { $0.addingSaturated($1) }
        period = parts.compactMap(\.period).max { $0.value < $1.value }
        var seen: Set<String> = []
        comments = parts.flatMap(\.comments).filter { seen.insert($0).inserted }
    }
}

/// Why profiles cannot be merged or subtracted.
public enum ProfileMergeError: Error, Hashable, Sendable, CustomStringConvertible {
    case noProfiles
    case differentSampleTypes([SampleType], [SampleType])
    case differentPeriods(SampleType, SampleType)

    public var description: String {
        switch self {
        case .noProfiles: "there is no profile to merge"
        case .differentSampleTypes(let one, let other):
            "the profiles count different things: \(Self.list(one)) and \(Self.list(other))"
        case .differentPeriods(let one, let other):
            "the profiles were sampled by different clocks: \(Self.list([one])) and \(Self.list([other]))"
        }
    }

    private static func list(_ types: [SampleType]) -> String {
        types.map { "\($0.name)/\($0.unit)" }.joined(separator: ", ")
    }
}

/// Finds the mapping of a file that another profile has mapped elsewhere.
final class MappingUnifier {
    /// As pprof's merge has it: the size is rounded to pages, since the last may be counted or not.
    private struct Key: Hashable {
        let size: UInt64
        let fileOffset: UInt64
        let file: String
    }

    private var known: [Key: (id: MappingID, start: UInt64)] = [:]

    /// The mapping in the merged profile, and what is added to addresses in it.
    func unify(_ mapping: Mapping, _ builder: inout ProfileBuilder) -> (id: MappingID, shift: UInt64) {
        let size = mapping.addresses.upperBound - mapping.addresses.lowerBound
        let key = Key(
            size: (size >> 12) + (size & 0xFFF == 0 ? 0 : 1), fileOffset: mapping.fileOffset,
            file: mapping.buildID.isEmpty ? mapping.file : mapping.buildID)
        // Mappings of which nothing is known but their place are one only if the place is.
        if key.file.isEmpty { return (builder.mapping(mapping), 0) }
        guard let (id, start) = known[key] else {
            let id = builder.mapping(mapping)
            known[key] = (id, mapping.addresses.lowerBound)
            return (id, 0)
        }
        builder.limitResolved(of: id, to: mapping.resolved)
        return (id, start &- mapping.addresses.lowerBound)
    }
}

extension ProfileBuilder {
    /// Adds every sample of a profile.
    mutating func append(_ part: Profile.WeightedProfile, _ unifier: MappingUnifier) {
        var copier = ProfileCopier(part.profile)
        copier.copyMapping = { unifier.unify($0, &$1) }
        // Mappings without samples too, in their order: the first is the program's.
        for mapping in part.profile.mappings { _ = unifier.unify(mapping, &self) }
        let types = part.profile.sampleTypes.indices
        for (position, sample) in part.profile.samples.enumerated() {
            add(
                copier.stack(sample.stack, into: &self), labels: copier.labelSet(sample.labels, into: &self),
                values: types.map { part.value(position, ofType: $0) })
        }
    }
}
