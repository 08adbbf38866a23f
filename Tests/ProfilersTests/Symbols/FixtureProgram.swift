import Foundation
import Profilers

/// A program compiled for a test, and what the symbolizer says of its addresses.
struct FixtureProgram {
    let folder: TemporaryFolder
    var path: String

    /// A program with functions inlined into one another, cold parts, aliases, a label without a size and calls through the PLT.
    static let source = """
        extern "C" int puts(const char *);
        extern "C" void *malloc(unsigned long);
        extern "C" void abort();
        namespace shop {
        template <class T> struct Cart {
            T items[16]; int count = 0;
            void add(T item) { if (count == 16) abort(); items[count++] = item; }
            T total() const { T sum{}; for (int i = 0; i < count; i++) sum += items[i]; return sum; }
        };
        struct Walker { virtual int step(int) = 0; };
        struct Runner : Walker { int step(int x) override { return x * 3 + 1; } };
        }
        static inline int twice(int x) { return x * 2 + (x >> 3); }
        static inline int fourfold(int x) { return twice(twice(x)) ^ 5; }
        __attribute__((noinline)) static int localWork(int n) { return fourfold(n) + twice(n); }
        __attribute__((noinline)) int work(int n) {
            shop::Cart<int> cart;
            for (int i = 0; i < n; i++) cart.add(fourfold(i) + localWork(i));
            shop::Cart<double> other;
            other.add(n * 0.5);
            return cart.total() + (int)other.total();
        }
        extern "C" {
        __attribute__((noinline, visibility("default"))) int visible(int n) { asm volatile(""); return n * 7; }
        int __visible(int) __attribute__((alias("visible")));
        int visible_with_a_longer_name(int) __attribute__((alias("visible")));
        }
        asm(".text\\n.globl unsized_label\\nunsized_label:\\n nop\\n nop\\n ret\\n");
        extern "C" void unsized_label();
        int main(int argc, char **argv) {
            shop::Runner runner;
            shop::Walker *walker = argc > 3 ? nullptr : &runner;
            int sum = work(argc * 3) + (walker ? walker->step(argc) : 0) + visible(argc);
            char *memory = (char *)malloc(sum + 2);
            memory[0] = 'x'; memory[1] = 0;
            unsized_label();
            return puts(memory) + sum;
        }

        """

    /// - Parameter options: added to `clang++ -O2 -g`.
    static func build(_ options: [String] = [], source: String = source, debug: Bool = true) throws -> FixtureProgram {
        let folder = try TemporaryFolder()
        let program = FixtureProgram(folder: folder, path: folder.path + "/program")
        try Data(source.utf8).write(to: URL(filePath: folder.path + "/program.cpp"))
        try Tools.run(
            "clang++",
            (debug ? ["-g"] : []) + ["-O2", "-Wl,--build-id", folder.path + "/program.cpp", "-o", program.path]
                + options)
        return program
    }

    /// The name, address and size of a section, as readelf prints them.
    func section(_ name: String) throws -> Range<UInt64> {
        for line in try Tools.run("readelf", ["-SW", path]).split(separator: "\n") {
            let fields = line.replacing("[ ", with: "[").split(separator: " ")
            if fields.count > 5, fields[1] == name, let start = UInt64(fields[3], radix: 16),
                let size = UInt64(fields[5], radix: 16)
            {
                return start..<start + size
            }
        }
        throw Tools.Failure(description: "\(path) has no section \(name)")
    }

    /// The linker's address of a symbol, as nm prints it.
    func address(of symbol: String) throws -> UInt64 {
        for line in try Tools.run("nm", [path]).split(separator: "\n") {
            let fields = line.split(separator: " ")
            if fields.count == 3, fields[2] == symbol, let address = UInt64(fields[0], radix: 16) { return address }
        }
        throw Tools.Failure(description: "\(path) has no symbol \(symbol)")
    }
}

/// Frames as text: `function file:line`, innermost first.
struct SymbolizedAddresses {
    var frames: [[String]]
    var warnings: [SymbolizerWarning]
    var profile: Profile

    /// - Parameters:
    ///   - mappings: where the file is loaded; the addresses are the linker's, moved by `base`.
    init(_ addresses: [UInt64], in mappings: [Mapping], base: UInt64 = 0, _ options: Symbolizer.Options = .init())
        throws
    {
        var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
        let ids = mappings.map { builder.mapping($0) }
        let locations = addresses.map { address in
            let loaded = address + base
            let mapping = zip(mappings, ids).first { $0.0.addresses.contains(loaded) }?.1 ?? ids.first
            return builder.location(Location(mapping: mapping, address: loaded))
        }
        var options = options
        options.demangles = false
        let outcome = try Symbolizer(options).outcome(of: builder.profile)
        profile = outcome.profile
        warnings = outcome.warnings
        frames = locations.map { id in
            outcome.profile.locations[id.index].lines.map { line in
                let function = outcome.profile.functions[line.function.index]
                return function.name + " " + (function.file.isEmpty ? "??:0" : "\(function.file):\(line.number)")
            }
        }
    }

    /// The names of the outermost functions.
    var names: [String] { frames.map { $0.last.map { String($0.prefix { $0 != " " }) } ?? "" } }
}
