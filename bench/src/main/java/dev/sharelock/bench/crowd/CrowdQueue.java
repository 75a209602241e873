package dev.sharelock.bench.crowd;

import java.io.IOException;
import java.nio.file.Path;

/** A bounded queue of numbers, over a mapped file or for the threads of one process. */
public interface CrowdQueue {

  /** How many numbers each queue has room for, so that all are compared with the same. */
  int CAPACITY = 1024;

  /** How many handles can be open at a time. */
  int SEATS = 16;

  /** The queue as one thread sees it. */
  interface Handle {

    /** Puts a number and waits for room the way a blocking user does. */
    void put(long value);

    /** Takes a number and waits for one the way a blocking user does. */
    long take();

    /** Puts a number if there is room. */
    boolean offer(long value);

    /** Takes a number, or {@link Long#MIN_VALUE} if there is none. */
    long poll();
  }

  /** Whether producers and consumers must be threads of one process. */
  default boolean inProcess() {
    return false;
  }

  /** Prepares the file; called once, before the processes start. */
  void format(Path file);

  /** Removes what there is besides the file; called once, after the processes have ended. */
  default void clean(Path file) throws IOException {}

  /**
   * Opens a handle for the calling thread.
   *
   * @param number which participant it is, from 1
   */
  Handle open(Path file, int number);
}
