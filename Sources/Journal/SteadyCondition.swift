#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A lock and a condition, as `NSCondition` has them, but with a wait that is a span of time.
///
/// `NSCondition` waits until a time of day: when the clock is set back meanwhile, it waits for as long
/// as it was set back.
final class SteadyCondition: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    #if os(Linux)
      pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    #endif
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }

  func unlock() { pthread_mutex_unlock(mutex) }

  func broadcast() { pthread_cond_broadcast(condition) }

  /// Waits for a broadcast; may also return without one.
  func wait() { pthread_cond_wait(condition, mutex) }

  /// Waits for a broadcast, for at most so many nanoseconds of less than a second.
  func wait(nanoseconds: Int) {
    #if os(Linux)
      var end = timespec()
      clock_gettime(CLOCK_MONOTONIC, &end)
      end.tv_nsec += nanoseconds
      if end.tv_nsec >= 1_000_000_000 {
        end.tv_sec += 1
        end.tv_nsec -= 1_000_000_000
      }
      pthread_cond_timedwait(condition, mutex, &end)
    #else
      var span = timespec(tv_sec: 0, tv_nsec: nanoseconds)
      pthread_cond_timedwait_relative_np(condition, mutex, &span)
    #endif
  }
}
