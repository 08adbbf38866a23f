import Glibc

/// Folded stacks of 8 to 30 frames, 440 bytes a line on average, in no order: no two neighbours share more than chance
/// has it.
struct FoldedSample {
    let lines: Int

    func write(to path: String) throws {
        guard let file = fopen(path, "we") else { throw ProfileSampleError(description: "\(path) cannot be written") }
        defer { fclose(file) }
        var random = Random(state: 42)
        let names = (0..<20_000).map { number in
            "Module\(number % 17).Type\(number % 1009).method\(number)" + String(repeating: "x", count: number % 14)
        }
        for line in 0..<lines {
            var text = "main"
            let depth = 8 + Int(random.next() % 23)
            for level in 1..<depth {
                // Few functions are called near the outside, many further in.
                let choices = UInt64(min(2 << level, 20_000))
                text += ";" + names[Int(random.next() % choices)]
            }
            text += " \(1 + line % 97)\n"
            fputs(text, file)
        }
    }
}

struct ProfileSampleError: Error, CustomStringConvertible { let description: String }

/// SplitMix64: the same numbers everywhere.
struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
