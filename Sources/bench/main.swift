import BenchRunner
import Workloads

await benchmarkMain(WorkloadSuites.all)
