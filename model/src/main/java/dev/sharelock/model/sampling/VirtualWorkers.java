package dev.sharelock.model.sampling;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Workers on virtual threads whose continuations the calling thread runs itself, one after the
 * other. Passing the turn makes exactly one continuation runnable. If none is although the
 * execution has not ended, a body has blocked on something else than the simulated memory.
 */
final class VirtualWorkers extends Workers implements Executor {
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Constructor<?> CONSTRUCTOR = find();

  private final ConcurrentLinkedQueue<Runnable> runnable = new ConcurrentLinkedQueue<>();
  private final Thread carrier = Thread.currentThread();
  private final long patience;
  private volatile boolean finished;
  private volatile boolean idle;

  VirtualWorkers(long patience) {
    this.patience = patience;
  }

  /** The constructor that takes an executor is not public; without leave it stays closed. */
  private static Constructor<?> find() {
    try {
      Constructor<?> constructor =
          Class.forName("java.lang.VirtualThread")
              .getDeclaredConstructor(Executor.class, String.class, int.class, Runnable.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (ReflectiveOperationException | InaccessibleObjectException notOpen) {
      return null;
    }
  }

  static boolean available() {
    return CONSTRUCTOR != null;
  }

  @Override
  void start(Worker worker) {
    try {
      worker.startOn((Thread) CONSTRUCTOR.newInstance(this, "sharelock-process", 0, worker));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("virtual thread cannot be made", impossible);
    }
  }

  @Override
  public void execute(Runnable continuation) {
    runnable.add(continuation);
    if (idle) {
      LockSupport.unpark(carrier);
    }
  }

  @Override
  boolean run(Worker first) {
    finished = false;
    first.resume();
    while (!finished) {
      Runnable continuation = runnable.poll();
      if (continuation != null) {
        continuation.run();
      } else if (!awaitRunnable()) {
        return false;
      }
    }
    return true;
  }

  /** A body may meet a lock of the JDK that some other thread holds for a moment. */
  private boolean awaitRunnable() {
    idle = true;
    long start = System.nanoTime();
    while (runnable.isEmpty() && System.nanoTime() - start < patience) {
      LockSupport.parkNanos(LOOK_AGAIN);
    }
    idle = false;
    return !runnable.isEmpty();
  }

  @Override
  void finished() {
    finished = true;
  }

  @Override
  public void close() {
    super.close();
    Runnable continuation = runnable.poll();
    while (continuation != null) {
      continuation.run();
      continuation = runnable.poll();
    }
  }
}
