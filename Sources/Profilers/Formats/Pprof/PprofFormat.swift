extension Profile {
    /// Reads a pprof profile, compressed with gzip or not.
    ///
    /// Samples with the same stack and labels are added up. What is not UTF-8 in a text becomes U+FFFD.
    ///
    /// - Throws: `ProfileFormatError` with the byte and the field.
    public init(pprof bytes: [UInt8], limits: ProfileReadingLimits = .standard) throws(ProfileFormatError) {
        let message = Gzip.isGzip(bytes) ? try Gzip.expand(bytes, limits: limits) : bytes
        let result: Result<Profile, ProfileFormatError> = message.withUnsafeBytes { data in
            var reader = PprofReader(data, limits: limits)
            do throws(ProfileFormatError) {
                return .success(try reader.profile())
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    /// The profile in pprof's format (profile.proto), compressed with gzip. The same profile gives the same bytes.
    ///
    /// A sample without a stack, which pprof has not, gets the frame `[no stack]`.
    ///
    /// - Throws: `ProfileFormatError` where there is no memory to compress it.
    public func pprof() throws(ProfileFormatError) -> [UInt8] { try Gzip.compress(uncompressedPprof()) }

    /// As `pprof()`, before compression.
    public func uncompressedPprof() -> [UInt8] {
        var writer = PprofWriter(self)
        return writer.bytes()
    }
}
