#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lets other threads and processes go on for a moment.
func pause(microseconds: UInt32) { usleep(microseconds) }

/// The time of the machine in microseconds since 1970 UTC.
func machineTime() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
}
