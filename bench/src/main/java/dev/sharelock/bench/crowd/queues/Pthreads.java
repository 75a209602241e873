package dev.sharelock.bench.crowd.queues;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/** Mutexes and condition variables of the C library that processes share. */
final class Pthreads {
  private static final int ATTRIBUTE_BYTES = 64;
  private static final int SHARED = 1;

  private static final MethodHandle MUTEX_ATTRIBUTE = function("pthread_mutexattr_init", 1);
  private static final MethodHandle MUTEX_SHARED = flag("pthread_mutexattr_setpshared");
  private static final MethodHandle MUTEX_INIT = function("pthread_mutex_init", 2);
  private static final MethodHandle LOCK = function("pthread_mutex_lock", 1);
  private static final MethodHandle UNLOCK = function("pthread_mutex_unlock", 1);
  private static final MethodHandle CONDITION_ATTRIBUTE = function("pthread_condattr_init", 1);
  private static final MethodHandle CONDITION_SHARED = flag("pthread_condattr_setpshared");
  private static final MethodHandle CONDITION_INIT = function("pthread_cond_init", 2);
  private static final MethodHandle WAIT = function("pthread_cond_wait", 2);
  private static final MethodHandle BROADCAST = function("pthread_cond_broadcast", 1);

  private Pthreads() {}

  private static MethodHandle function(String name, int pointers) {
    ValueLayout[] arguments = new ValueLayout[pointers];
    Arrays.fill(arguments, ValueLayout.ADDRESS);
    return handle(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }

  private static MethodHandle flag(String name) {
    return handle(
        name,
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  /** A call that returns an error number. */
  private interface Call {
    int run() throws Throwable;
  }

  private static void check(String what, Call call) {
    int error;
    try {
      error = call.run();
    } catch (Throwable e) {
      throw new IllegalStateException(what + " cannot be called", e);
    }
    if (error != 0) {
      throw new IllegalStateException(
          what + " failed: error=" + error + "; do: look the number up in errno.h");
    }
  }

  private static MemorySegment sharedAttribute(MethodHandle init, MethodHandle set) {
    MemorySegment attribute = Arena.ofAuto().allocate(ATTRIBUTE_BYTES, Long.BYTES);
    check("attribute", () -> (int) init.invokeExact(attribute));
    check("attribute", () -> (int) set.invokeExact(attribute, SHARED));
    return attribute;
  }

  static Mutex mutex(MemorySegment at) {
    return new Mutex(at);
  }

  static Condition condition(MemorySegment at) {
    return new Condition(at);
  }

  /** A mutex. */
  record Mutex(MemorySegment at) {
    void initialise() {
      MemorySegment shared = sharedAttribute(MUTEX_ATTRIBUTE, MUTEX_SHARED);
      check("mutex", () -> (int) MUTEX_INIT.invokeExact(at, shared));
    }

    void lock() {
      check("lock", () -> (int) LOCK.invokeExact(at));
    }

    void unlock() {
      check("unlock", () -> (int) UNLOCK.invokeExact(at));
    }
  }

  /** A condition variable. */
  record Condition(MemorySegment at) {
    void initialise() {
      MemorySegment shared = sharedAttribute(CONDITION_ATTRIBUTE, CONDITION_SHARED);
      check("condition", () -> (int) CONDITION_INIT.invokeExact(at, shared));
    }

    void await(Mutex mutex) {
      check("wait", () -> (int) WAIT.invokeExact(at, mutex.at()));
    }

    void broadcast() {
      check("broadcast", () -> (int) BROADCAST.invokeExact(at));
    }
  }
}
