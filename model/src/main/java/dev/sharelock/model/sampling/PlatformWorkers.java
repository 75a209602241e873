package dev.sharelock.model.sampling;

import java.util.concurrent.locks.LockSupport;

/** Workers on platform threads. */
final class PlatformWorkers extends Workers {
  private final Thread engine = Thread.currentThread();
  private volatile boolean finished;

  @Override
  void start(Worker worker) {
    Thread thread = new Thread(worker, "sharelock-process");
    thread.setDaemon(true);
    worker.startOn(thread);
  }

  @Override
  boolean run(Worker first) {
    finished = false;
    first.resume();
    while (!finished) {
      LockSupport.park(this);
    }
    return true;
  }

  @Override
  void finished() {
    finished = true;
    LockSupport.unpark(engine);
  }
}
