import Glibc
import Profilers
import Testing

@Suite struct FormatFuzzTests {
    private static let rounds = getenv("LAB_TESTS").map { String(cString: $0) } == "long" ? 50_000 : 400

    enum Kind: String, CaseIterable, Sendable { case pprof, gzip, folded, speedscope, firefox }

    @Test("damaged files are read or refused, and never more than that", arguments: Kind.allCases)
    func damaged(_ kind: Kind) throws {
        let profile = Profile.random(seed: 11, samples: 12)
        let valid: [UInt8] =
            switch kind {
            case .pprof: profile.uncompressedPprof()
            case .gzip: try profile.pprof()
            case .folded: FoldedFormat.text(profile, sampleType: 0)
            case .speedscope: SpeedscopeFormat.text(profile)
            case .firefox: FirefoxFormat.text(profile, sampleType: 0)
            }
        var random = SeededRandom(seed: UInt64(kind.rawValue.utf8.reduce(0) { $0 &* 31 &+ Int($1) }))
        var refused = 0
        for _ in 0..<Self.rounds {
            let bytes = Self.damage(valid, &random)
            do throws(ProfileFormatError) {
                let read =
                    switch kind {
                    case .pprof, .gzip: try Profile(pprof: bytes)
                    case .folded: try FoldedFormat.read(bytes)
                    case .speedscope: try SpeedscopeFormat.read(bytes)
                    case .firefox: try FirefoxFormat.read(bytes)
                    }
                // What was read can be written, and is a profile again.
                _ = try Profile(pprof: read.uncompressedPprof())
                _ = ProfileTable(read, sampleType: 0).rows.count
            } catch {
                refused += 1
                #expect(error.description.utf8.count < 1000)
            }
        }
        #expect(refused > Self.rounds / 20)
    }

    private static func damage(_ valid: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = valid
        for _ in 0...random.below(4) {
            let place = random.below(bytes.count)
            switch random.below(5) {
            case 0: bytes[place] = UInt8(random.below(256))
            case 1: bytes[place] ^= 1 << UInt8(random.below(8))
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(8)))
            case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + random.below(16))], at: place)
            default: bytes = Array(bytes.prefix(place + 1))
            }
            if bytes.isEmpty { return [0] }
        }
        return bytes
    }
}
