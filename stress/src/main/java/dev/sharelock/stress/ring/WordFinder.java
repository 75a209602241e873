package dev.sharelock.stress.ring;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.ring.RingLayout;

/** Finds a word of the ring by its name. */
final class WordFinder implements FieldNames {
  private final String name;
  private long found = -1;

  private WordFinder(String name) {
    this.name = name;
  }

  /** Tells where a word is, from the start of the ring. */
  static long offset(String name) {
    WordFinder finder = new WordFinder(name);
    new RingLayout(0, RingLayout.MIN_CAPACITY).describe("ring", finder);
    if (finder.found < 0) {
      throw new IllegalStateException(
          "no such word: name=" + name + "; do: use a name from the layout");
    }
    return finder.found;
  }

  @Override
  public void word(long offset, int bytes, String word) {
    if (word.equals(name)) {
      found = offset;
    }
  }

  @Override
  public void data(long offset, long length, String range) {
    // not a word
  }
}
