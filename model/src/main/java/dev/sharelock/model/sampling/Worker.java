package dev.sharelock.model.sampling;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A thread that runs one process per execution, and only while it has the turn. */
final class Worker implements Runnable {
  private final Workers workers;
  private Thread thread;
  private Supplier<Worker> work;
  private boolean stopped;
  private volatile boolean turn;

  Worker(Workers workers) {
    this.workers = workers;
  }

  void startOn(Thread owner) {
    thread = owner;
    owner.start();
  }

  /** Sets what it does at its next turn; the work returns who goes on, null if nobody does. */
  void assign(Supplier<Worker> next) {
    work = next;
  }

  Thread thread() {
    return thread;
  }

  /** Gives the turn to this worker. */
  void resume() {
    turn = true;
    LockSupport.unpark(thread);
  }

  /** Waits for the turn. */
  void awaitTurn() {
    while (!turn) {
      LockSupport.park();
    }
    turn = false;
  }

  void stop() {
    stopped = true;
    resume();
  }

  @Override
  public void run() {
    awaitTurn();
    while (!stopped) {
      Worker next = work.get();
      Thread.interrupted();
      if (next == null) {
        workers.finished();
      } else {
        next.resume();
      }
      awaitTurn();
    }
  }

  /** Never comes back: the body would not end although all its accesses throw. */
  void abandon(Worker next) {
    workers.replace(this);
    if (next == null) {
      workers.finished();
    } else {
      next.resume();
    }
    while (true) {
      LockSupport.park();
    }
  }
}
