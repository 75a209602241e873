package dev.sharelock.model.exhaustive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Explores all pending graphs by a number of workers, which share none. Each has a part of the
 * exploration and goes through it as one worker alone would do; when others have nothing to do, it
 * gives the older half of what is pending, which comes last in its part, to one of them. So parts
 * are always stretches of the order of one worker alone, and the result is the same for any number
 * of workers: a failure counts only if no earlier part has one, and then what comes after it does
 * not count. But a search that is cut off may know a failure of a later part and not have been
 * through an earlier one; so what it finds depends on the turns of its workers, if it has several.
 */
final class Search {

  /** What has to be done between steps, by the worker that runs in the thread of the caller. */
  interface Watch {
    /** Watches nothing. */
    Watch NONE = () -> true;

    /** Is called before each step of one worker; tells whether to go on. */
    boolean goesOn();
  }

  private static final int IDLE_MILLIS = 20;
  private static final int PUBLISH_EVERY = 64;

  private final List<Worker> workers = new ArrayList<>();
  private final AtomicLong permits;
  private final boolean limited;
  private final Deque<Part> offered = new ArrayDeque<>();
  private final Part first;
  private Watch watch = Watch.NONE;
  private int working;
  private int paused;
  private Throwable broken;
  private volatile int hungry;
  private volatile boolean pausing;
  private volatile boolean stopped;

  /**
   * Creates a search.
   *
   * @param first the first of the parts that are to be explored
   * @param executions how many executions may be looked at
   */
  Search(Supplier<Explorer> explorers, int workers, Part first, long executions) {
    for (int i = 0; i < workers; i++) {
      this.workers.add(new Worker(explorers.get()));
    }
    this.limited = executions != Long.MAX_VALUE;
    this.permits = new AtomicLong(executions);
    this.first = first;
    for (Part part = first; part != null; part = part.next()) {
      offered.add(part);
    }
  }

  /** One of those who explore; the first one runs in the thread of the caller. */
  private final class Worker implements Runnable {
    private final Explorer explorer;
    private boolean busy;
    private long steps;
    private long counted;
    private double weight;
    private volatile long executions;
    private volatile double done;

    Worker(Explorer explorer) {
      this.explorer = explorer;
    }

    private boolean isFirst() {
      return this == workers.get(0);
    }

    @Override
    public void run() {
      try {
        for (Part part = take(this); part != null; part = take(this)) {
          goThrough(part);
          publish();
          release(this, part);
        }
      } catch (RuntimeException | Error thrown) {
        breakOff(thrown);
      }
    }

    private void goThrough(Part part) {
      while (!part.isEmpty() && !part.isDropped()) {
        if (isFirst() && !watch.goesOn()) {
          stopped = true;
        }
        if (pausing) {
          pause();
        }
        if (stopped || limited && permits.get() <= 0) {
          stopped = true;
          return;
        }
        if (hungry > 0 && part.canBeSplit()) {
          share(part);
        }
        step(part);
      }
    }

    private void step(Part part) {
      ExecutionGraph graph = part.pop();
      Tally tally = part.tally();
      long before = tally.executions + tally.blocked;
      try {
        explorer.explore(graph, tally);
        explorer.children().forEach(part::push);
      } catch (ExplorationFailure failure) {
        fail(part, new Part.Failing(failure, graph, explorer.running()));
      }
      long found = tally.executions + tally.blocked - before;
      if (limited) {
        permits.addAndGet(-found);
      }
      counted += found;
      weight += graph.weight;
      if (++steps % PUBLISH_EVERY == 0) {
        publish();
      }
    }

    private void publish() {
      executions = counted;
      done = weight;
    }
  }

  /** Explores until there is nothing left, or the watch or the limit of executions ends it. */
  void run(Watch between) {
    watch = between;
    List<Thread> threads = new ArrayList<>();
    for (Worker worker : workers.subList(1, workers.size())) {
      threads.add(Thread.ofPlatform().name("explorer-", threads.size()).daemon().start(worker));
    }
    workers.get(0).run();
    threads.forEach(Search::await);
    if (broken instanceof RuntimeException exception) {
      throw exception;
    }
    if (broken instanceof Error error) {
      throw error;
    }
  }

  private static void await(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void breakOff(Throwable thrown) {
    broken = broken == null ? thrown : broken;
    stopped = true;
    notifyAll();
  }

  /** Waits for a part to explore; null if there will be none. */
  private synchronized Part take(Worker worker) {
    hungry++;
    try {
      while (true) {
        if (worker.isFirst() && !watch.goesOn()) {
          stopped = true;
        }
        if (stopped || working == 0 && offered.isEmpty()) {
          notifyAll();
          return null;
        }
        if (!pausing && !offered.isEmpty()) {
          working++;
          worker.busy = true;
          return offered.poll();
        }
        waitFor(worker.isFirst() ? IDLE_MILLIS : 0);
      }
    } finally {
      hungry--;
    }
  }

  private void waitFor(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      stopped = true;
      notifyAll();
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void release(Worker worker, Part part) {
    working--;
    worker.busy = false;
    if (part.isEmpty()) {
      part.end();
    }
    notifyAll();
  }

  private synchronized void share(Part part) {
    if (offered.size() < hungry && !part.isDropped()) {
      offered.add(part.split());
      notifyAll();
    }
  }

  private synchronized void fail(Part part, Part.Failing failing) {
    part.fail(failing);
    offered.removeIf(Part::isDropped);
  }

  private synchronized void pause() {
    paused++;
    notifyAll();
    while (pausing && !stopped) {
      waitFor(0);
    }
    paused--;
  }

  /** Lets all workers halt between two steps while something is done. Only for the watch. */
  synchronized void whileNobodyMoves(Runnable action) {
    pausing = true;
    int caller = workers.get(0).busy ? 1 : 0;
    while (working - paused > caller && !stopped) {
      waitFor(0);
    }
    if (!stopped) {
      action.run();
    }
    pausing = false;
    notifyAll();
  }

  /** The parts in order. Only while nobody moves. */
  Part first() {
    return first;
  }

  /** How many executions were looked at in this run, roughly. */
  long executions() {
    return workers.stream().mapToLong(worker -> worker.executions).sum();
  }

  /** How much of all work was done in this run, from 0 to 1; it never decreases. */
  double done() {
    return workers.stream().mapToDouble(worker -> worker.done).sum();
  }

  /** Whether there is nothing left to explore. */
  boolean isExhausted() {
    for (Part part = first; part != null; part = part.next()) {
      if (!part.isEmpty() && !part.isDropped()) {
        return false;
      }
    }
    return true;
  }

  /** The first failure in the order of one worker alone; null for none. */
  Part.Failing failing() {
    Part part = first;
    while (part != null && part.failing() == null) {
      part = part.next();
    }
    return part == null ? null : part.failing();
  }

  /** What was counted up to the failure, or in all if there is none. */
  Tally total() {
    Tally total = new Tally();
    for (Part part = first; part != null; part = part.next()) {
      total.add(part.tally());
      if (part.failing() != null) {
        break;
      }
    }
    return total;
  }

  /** An explorer to look at graphs again, once the search has ended. */
  Explorer explorer() {
    return workers.get(0).explorer;
  }
}
