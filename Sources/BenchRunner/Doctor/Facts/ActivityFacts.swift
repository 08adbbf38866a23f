import Glibc

/// What the processors did between two looks at `/proc`.
struct ActivityFacts: Sendable, Equatable {
    struct BusyProcess: Sendable, Equatable {
        let pid: Int
        let name: String
        /// Processors' worth of time: 1 for one that is kept busy all the time.
        let processors: Double
    }

    /// Other processes that used at least a twentieth of a processor, the busiest first.
    var busy: [BusyProcess]
    /// The share of time that the hypervisor gave to others while there was work here, during the look.
    var stolenNow: Double
    /// The same since the machine was started.
    var stolenSinceStart: Double

    /// Looks twice, `interval` apart.
    static func measured(_ files: SystemFiles, interval: Duration = .milliseconds(500)) -> ActivityFacts {
        let before = Snapshot(files)
        let clock = ContinuousClock()
        let start = clock.now
        var time = timespec(
            tv_sec: Int(interval.components.seconds), tv_nsec: Int(interval.components.attoseconds / 1_000_000_000))
        // A signal may end it early; what counts is the time that has passed.
        nanosleep(&time, nil)
        let elapsed = clock.now - start
        return ActivityFacts(
            before: before, after: Snapshot(files), seconds: elapsed / .seconds(1),
            ticksPerSecond: Double(sysconf(Int32(_SC_CLK_TCK))), except: Int(getpid()))
    }

    init(busy: [BusyProcess], stolenNow: Double, stolenSinceStart: Double) {
        self.busy = busy
        self.stolenNow = stolenNow
        self.stolenSinceStart = stolenSinceStart
    }

    init(before: Snapshot, after: Snapshot, seconds: Double, ticksPerSecond: Double, except ownPID: Int) {
        busy = after.processes.compactMap { pid, process -> BusyProcess? in
            guard pid != ownPID, let earlier = before.processes[pid], earlier.name == process.name else { return nil }
            let used = Double(process.ticks - earlier.ticks) / ticksPerSecond / seconds
            return used >= 0.05 ? BusyProcess(pid: pid, name: process.name, processors: used) : nil
        }
        .sorted { ($0.processors, $1.pid) > ($1.processors, $0.pid) }
        stolenNow = Self.share(after.stolen - before.stolen, of: after.total - before.total)
        stolenSinceStart = Self.share(after.stolen, of: after.total)
    }

    private static func share(_ part: Int, of whole: Int) -> Double {
        whole > 0 && part > 0 ? Double(part) / Double(whole) : 0
    }

    /// The counters of one look, in ticks.
    struct Snapshot {
        var total = 0
        var stolen = 0
        var processes: [Int: (name: String, ticks: Int)] = [:]

        init(_ files: SystemFiles) {
            // proc(5): user nice system idle iowait irq softirq steal guest guest_nice; guests are in user already.
            if let line = files.lines("/proc/stat").first(where: { $0.hasPrefix("cpu ") }) {
                let values = line.split(separator: " ").dropFirst().prefix(8).map { Int($0) ?? 0 }
                // A file that lies must not trap: the sum of eight counters cannot overflow in a machine's life.
                total = values.reduce(0) { $0.addingReportingOverflow($1).partialValue }
                stolen = values.count == 8 ? values[7] : 0
            }
            for name in files.names(in: "/proc") {
                guard let pid = Int(name), let text = files.text("/proc/\(name)/stat"),
                    let process = Self.process(text)
                else { continue }
                processes[pid] = process
            }
        }

        /// Reads a line of `/proc/PID/stat`. The name stands in parentheses and may hold any character, also these.
        static func process(_ line: String) -> (name: String, ticks: Int)? {
            guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")"), open < close else {
                return nil
            }
            let fields = line[line.index(after: close)...].split(separator: " ")
            // The state is the third field of the line and the first one here; user and system time are 14 and 15.
            guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else { return nil }
            return (String(line[line.index(after: open)..<close]), user &+ system)
        }
    }
}
