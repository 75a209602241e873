package dev.sharelock.bench.fan;

import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Carries numbers from one publisher to several subscribers, over a mapped file. */
public interface Fan {

  /** For how many numbers there is room, where that can be chosen. */
  int CAPACITY = 1024;

  /** How large the file must be. */
  long bytes(int subscribers);

  /** Prepares a file of zeros; called once, before the processes start. */
  void format(Path file, int subscribers);

  /** Opens it for the publisher: what publishes a number, and waits for whom it waits for. */
  LongConsumer publisher(Path file, int subscribers);

  /**
   * Opens it for a subscriber: what waits for the next number, and takes it.
   *
   * @param number which one, from 0
   */
  LongSupplier subscriber(Path file, int number);

  /** Whether who is slow loses numbers, and the publisher waits for nobody. */
  default boolean isLossy() {
    return false;
  }
}
