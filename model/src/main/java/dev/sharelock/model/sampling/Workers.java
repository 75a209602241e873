package dev.sharelock.model.sampling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The threads that run processes, one at a time: whoever has the turn passes it on. They are used
 * again in the next execution.
 */
abstract class Workers implements AutoCloseable {
  private final List<Worker> workers = new ArrayList<>();

  /**
   * The workers of the kind asked for; platform threads where virtual ones cannot be controlled.
   */
  static Workers of(ThreadKind kind, Duration patience) {
    if (kind == ThreadKind.PLATFORM || !VirtualWorkers.available()) {
      return new PlatformWorkers();
    }
    return new VirtualWorkers(patience.toNanos() / 2);
  }

  /** Starts a thread that runs a worker. */
  abstract void start(Worker worker);

  /**
   * Gives the turn to the first worker and returns when {@link #finished} was called.
   *
   * @return false if no thread has made progress for a while
   */
  abstract boolean run(Worker first);

  /** Is called by the worker that has the turn when nobody else goes on. */
  abstract void finished();

  final Worker get(int index) {
    while (workers.size() <= index) {
      Worker worker = new Worker(this);
      workers.add(worker);
      start(worker);
    }
    return workers.get(index);
  }

  /** Takes a worker out of use; a new one comes into its place. */
  final void replace(Worker lost) {
    int index = workers.indexOf(lost);
    Worker worker = new Worker(this);
    workers.set(index, worker);
    start(worker);
  }

  @Override
  public void close() {
    workers.forEach(Worker::stop);
    workers.clear();
  }
}
