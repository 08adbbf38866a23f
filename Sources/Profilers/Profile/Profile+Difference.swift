extension Profile {
    /// This profile less another: values that became fewer are negative, and what did not change is dropped.
    ///
    /// - Parameter normalized: whether the base is scaled first, so that its total of each type is this profile's: what
    ///   is left is the change
    ///   of shares, in this profile's values.
    /// - Throws: `ProfileMergeError` for profiles of different sample types or periods.
    public func difference(from base: Profile, normalized: Bool = false) throws(ProfileMergeError) -> Profile {
        var difference = try Profile.merge([
            WeightedProfile(profile: self),
            WeightedProfile(
                profile: base, factors: normalized ? base.factors(toTotalsOf: self) : nil, isSubtracted: true),
        ])
        difference.copyDescription(of: self)
        return difference
    }

    /// This profile with its values scaled so that the total of each type is the other's, as pprof's `-normalize` does.
    /// A total of 0 stays.
    ///
    /// - Throws: `ProfileMergeError` for profiles of different sample types.
    public func normalized(to other: Profile) throws(ProfileMergeError) -> Profile {
        guard sampleTypes == other.sampleTypes else {
            throw .differentSampleTypes(sampleTypes, other.sampleTypes)
        }
        return try Profile.merge([WeightedProfile(profile: self, factors: factors(toTotalsOf: other))])
    }

    private func factors(toTotalsOf other: Profile) -> [Double]? {
        guard sampleTypes.count == other.sampleTypes.count else { return nil }
        return sampleTypes.indices.map { type in
            let own = samples.total(ofType: type)
            return own == 0 ? 1 : Double(other.samples.total(ofType: type)) / Double(own)
        }
    }
}
