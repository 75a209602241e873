package dev.sharelock.model.exhaustive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small closed program: words with initial values and threads. This is the form of litmus tests
 * and of the counting benchmarks; algorithms are explored as {@link
 * dev.sharelock.model.scenario.Scenario}s.
 */
public final class Program {

  /** What a thread does: deterministic but for what its context returns. */
  @FunctionalInterface
  public interface ThreadBody {
    void run(ThreadContext thread);
  }

  private final Builder parts;

  private Program(Builder parts) {
    this.parts = parts;
  }

  /** Starts a program. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  public String name() {
    return parts.name;
  }

  /** The size of the memory in bytes. */
  public long bytes() {
    return parts.bytes;
  }

  /** The words that are not 0 at the start, by offset. */
  public Map<Long, Long> initialWords() {
    return Map.copyOf(parts.initial);
  }

  public List<ThreadBody> threads() {
    return List.copyOf(parts.threads);
  }

  /** For each thread the first one that was declared to be identical; itself if there is none. */
  public List<Integer> bodies() {
    return List.copyOf(parts.bodies);
  }

  /** The words whose last values end each outcome, in this order. */
  public List<Long> observedAtEnd() {
    return List.copyOf(parts.observedAtEnd);
  }

  @Override
  public String toString() {
    return parts.name;
  }

  /** Collects the parts of a program. */
  public static final class Builder {
    private final String name;
    private final Map<Long, Long> initial = new TreeMap<>();
    private final List<ThreadBody> threads = new ArrayList<>();
    private final List<Integer> bodies = new ArrayList<>();
    private final List<Long> observedAtEnd = new ArrayList<>();
    private long bytes = 4096;

    private Builder(String name) {
      this.name = name;
    }

    public Builder bytes(long size) {
      this.bytes = size;
      return this;
    }

    /** Gives the 8-byte word at an offset its value before the start; others are 0. */
    public Builder initially(long offset, long value) {
      initial.put(offset, value);
      return this;
    }

    public Builder thread(ThreadBody body) {
      return identicalThreads(1, body);
    }

    /**
     * Adds threads that do the same and cannot tell which one they are. What they observe may come
     * from any of them.
     */
    public Builder identicalThreads(int count, ThreadBody body) {
      int first = threads.size();
      for (int i = 0; i < count; i++) {
        threads.add(body);
        bodies.add(first);
      }
      return this;
    }

    /** Adds the last value of the 8-byte word at an offset to the outcome. */
    public Builder observeAtEnd(long offset) {
      observedAtEnd.add(offset);
      return this;
    }

    public Program build() {
      if (threads.isEmpty()) {
        throw new IllegalArgumentException(
            "program has no thread: name=" + name + "; do: add one with thread(body)");
      }
      return new Program(this);
    }
  }
}
