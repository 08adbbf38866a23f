// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "swift-perf-lab",
    products: [
        .library(name: "Lab", targets: ["Lab"]),
        .library(name: "Profilers", targets: ["Profilers"]),
        .library(name: "BenchRunner", targets: ["BenchRunner"]),
        .executable(name: "bench", targets: ["bench"]),
        // The preload library: `bench` finds it beside itself and never links it.
        .library(name: "LabPreload", type: .dynamic, targets: ["CPreload"]),
    ],
    targets: [
        // Kernel interfaces and the compiler barrier that Swift cannot spell.
        .target(name: "CLinux"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CElfutils", pkgConfig: "libdw", providers: [.apt(["libdw-dev", "libelf-dev"])]),
        // The demanglers of libswiftCore and libstdc++.
        .systemLibrary(name: "CDemangle"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // What runs in signal handlers. Interposes nothing that costs anything until sampling starts.
        .target(name: "CProfilers"),
        // The preload library: interposed allocation functions, and the start of profiling in any program.
        .target(name: "CPreload", dependencies: ["CProfilers"]),

        .target(name: "Lab", dependencies: ["CLinux"], linkerSettings: [.linkedLibrary("m")]),
        .target(name: "Profilers", dependencies: ["CProfilers", "CDemangle", "CElfutils", "CZlib"]),
        .target(name: "Workloads", dependencies: ["Lab", "CSQLite"]),
        .target(name: "BenchRunner", dependencies: ["Lab", "Profilers", "CLinux"]),
        .executableTarget(name: "bench", dependencies: ["BenchRunner", "Workloads"]),

        .testTarget(name: "LabTests", dependencies: ["Lab"]),
        .testTarget(name: "WorkloadsTests", dependencies: ["Workloads"]),
        .testTarget(
            name: "CPreloadTests",
            dependencies: ["Lab", "Profilers", "FixtureAllocations", "FixtureBootstrap", "FixtureProfiled"]),
        .testTarget(name: "ProfilersTests", dependencies: ["Profilers", "CZlib", "FixtureSampling"]),
        // Its programs are compiled by the tests, with the options of a release.
        .testTarget(name: "CProfilersTests", dependencies: ["FixtureUnwinding"], exclude: ["Programs"]),
        .testTarget(
            name: "BenchRunnerTests", dependencies: ["BenchRunner", "Profilers", "FixtureBenchmarks", "bench"]),
        // Programs whose profile is known by construction, for the tests of the sampler.
        .target(name: "CFixtureSampling", path: "Tests/CFixtureSampling"),
        .executableTarget(
            name: "FixtureSampling", dependencies: ["Profilers", "CFixtureSampling"], path: "Tests/FixtureSampling"),
        // Symbolizes addresses from its input, for scripts/symbol-speed and by hand.
        .executableTarget(
            name: "FixtureSymbolizer", dependencies: ["Profilers"], path: "Tests/FixtureSymbolizer"),
        // Benchmarks that throw, crash, hang, exit and print garbage, for the tests of the harness.
        .executableTarget(
            name: "FixtureBenchmarks", dependencies: ["BenchRunner"], path: "Tests/FixtureBenchmarks"),
        // Steps through programs and unwinds at each instruction, for the tests of the unwinder.
        .executableTarget(name: "FixtureUnwinding", dependencies: ["CProfilers"], path: "Tests/FixtureUnwinding"),
        // Programs whose allocations are known to the unit, for the tests of the preload library.
        .target(name: "CFixtureAllocations", path: "Tests/CFixtureAllocations"),
        .executableTarget(
            name: "FixtureAllocations", dependencies: ["Lab", "CFixtureAllocations"],
            path: "Tests/FixtureAllocations"),
        .executableTarget(name: "FixtureBootstrap", path: "Tests/FixtureBootstrap"),
        // Programs that are hard to profile: forks, execs, daemons, signals, used-up stacks, and all of it at once.
        .executableTarget(name: "FixtureProfiled", path: "Tests/FixtureProfiled"),
        // What the profile model and its formats cost; built and run by hand.
        .executableTarget(name: "MeasureProfiles", dependencies: ["Profilers"], path: "Tests/MeasureProfiles"),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c11
)
