package dev.sharelock.model.sampling;

import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.SetUpWorld;

/**
 * The memory as the set-up has left it: where every execution begins.
 *
 * @param content the bytes
 * @param words the words that the set-up has accessed, see {@link Granule#words}
 */
record Ground(byte[] content, byte[] words) {
  private static final long MAX_BYTES = 1L << 30;

  /** Runs the set-up of a scenario. */
  static Ground of(Scenario scenario, CellNames names) throws Exception {
    long bytes = scenario.bytes();
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "memory cannot be simulated: scenario="
              + scenario.name()
              + ", bytes="
              + bytes
              + ", limit="
              + MAX_BYTES
              + "; do: choose a size from 1 to the limit");
    }
    byte[] content = new byte[(int) bytes];
    byte[] words = new byte[(content.length + Granule.SIZE - 1) / Granule.SIZE];
    scenario.setUp().run(DirectMemory.writable(content, words, names), SetUpWorld.of(scenario));
    return new Ground(content, words);
  }
}
