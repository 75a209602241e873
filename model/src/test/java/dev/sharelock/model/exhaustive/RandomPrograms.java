package dev.sharelock.model.exhaustive;

import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes small programs with identical threads, and with loops that wait. */
final class RandomPrograms {
  private static final Ordering[] ORDERINGS = {
    Ordering.OPAQUE, Ordering.OPAQUE, Ordering.VOLATILE, Ordering.ACQUIRE_RELEASE
  };

  /** One step of a thread; the values it writes may depend on what it has read. */
  private interface Step {
    long run(ThreadContext thread, long found);
  }

  /** A program and what it is made of. */
  record Made(Program program, String text) {}

  private final SplittableRandom random;
  private final boolean spinning;
  private final StringBuilder text = new StringBuilder();
  private final int locations;

  private RandomPrograms(long seed, boolean spinning) {
    this.random = new SplittableRandom(seed);
    this.spinning = spinning;
    this.locations = 1 + random.nextInt(2);
  }

  /** A program of a seed. */
  static Made of(long seed, boolean spinning) {
    return new RandomPrograms(seed, spinning).make(seed);
  }

  private Made make(long seed) {
    Program.Builder program = Program.named("random-" + Long.toHexString(seed));
    int classes = 1 + random.nextInt(2);
    int most = 3 + random.nextInt(2);
    for (int i = 0; i < classes; i++) {
      int members = 1 + random.nextInt(Math.min(3, most - (classes - 1 - i)));
      members = i == 0 && classes == 1 ? Math.max(2, members) : members;
      most -= members;
      text.append(members).append(" x: ");
      List<Step> steps = body(members > 2 || classes > 1 ? 2 : 4);
      program.identicalThreads(members, thread -> run(steps, thread));
      text.append('\n');
    }
    return new Made(program.build(), text.toString());
  }

  private static void run(List<Step> steps, ThreadContext thread) {
    long found = 0;
    for (Step step : steps) {
      found = step.run(thread, found);
    }
  }

  private List<Step> body(int longest) {
    List<Step> steps = new ArrayList<>();
    int length = 1 + random.nextInt(longest);
    for (int i = 0; i < length; i++) {
      steps.add(step());
    }
    return steps;
  }

  private Step step() {
    long word = 8L * random.nextInt(locations);
    long value = 1 + random.nextInt(2);
    Ordering ordering = ORDERINGS[random.nextInt(ORDERINGS.length)];
    int kind = random.nextInt(spinning ? 11 : 7);
    Ordering read = ordering == Ordering.ACQUIRE_RELEASE ? Ordering.ACQUIRE : ordering;
    Ordering write = ordering == Ordering.ACQUIRE_RELEASE ? Ordering.RELEASE : ordering;
    String where = "xy".charAt((int) word / 8) + " " + ordering;
    switch (kind) {
      case 0, 1 -> {
        text.append("load ").append(where).append("; ");
        return (thread, found) -> thread.load(word, read);
      }
      case 2 -> {
        text.append("store ").append(where).append(' ').append(value).append("; ");
        return (thread, found) -> store(thread, word, write, value);
      }
      case 3 -> {
        text.append("store ").append(where).append(" found+").append(value).append("; ");
        return (thread, found) -> store(thread, word, write, found + value);
      }
      case 4 -> {
        text.append("add ").append(where).append(' ').append(value).append("; ");
        return (thread, found) -> thread.update(word, ordering, UpdateKind.ADD, value);
      }
      case 5 -> {
        long expected = random.nextInt(3);
        text.append("cas ").append(where).append(' ').append(expected).append("->");
        text.append(value).append("; ");
        return (thread, found) -> thread.compareAndExchange(word, ordering, expected, value);
      }
      case 6 -> {
        text.append("choose; ");
        return (thread, found) -> {
          thread.fence(FenceKind.FULL);
          return thread.choose(2);
        };
      }
      default -> {
        return waitingStep(kind, word, value, ordering);
      }
    }
  }

  private Step waitingStep(int kind, long word, long value, Ordering ordering) {
    Ordering read = ordering == Ordering.ACQUIRE_RELEASE ? Ordering.ACQUIRE : ordering;
    String where = "xy".charAt((int) word / 8) + " " + ordering;
    switch (kind) {
      case 7 -> {
        long awaited = random.nextInt(2);
        text.append("await ").append(where).append(" != ").append(awaited).append("; ");
        return (thread, found) -> await(thread, word, read, awaited);
      }
      case 8 -> {
        text.append("replace ").append(where).append(' ').append(value).append("; ");
        return (thread, found) -> replace(thread, word, ordering, value);
      }
      case 9 -> {
        long other = random.nextInt(2);
        text.append("await x == ").append(value - 1).append(", y == ").append(other).append("; ");
        return (thread, found) -> awaitBoth(thread, read, value - 1, other);
      }
      default -> {
        long expected = random.nextInt(2);
        text.append("spin-cas ").append(where).append(' ').append(expected).append("->");
        text.append(value).append("; ");
        return (thread, found) -> spin(thread, word, ordering, new long[] {expected, value});
      }
    }
  }

  private static long store(ThreadContext thread, long word, Ordering ordering, long value) {
    thread.store(word, ordering, value);
    return value;
  }

  private static long await(ThreadContext thread, long word, Ordering ordering, long awaited) {
    long found = thread.load(word, ordering);
    while (found == awaited) {
      thread.spinHint();
      found = thread.load(word, ordering);
    }
    return found;
  }

  private static long awaitBoth(ThreadContext thread, Ordering ordering, long x, long y) {
    while (thread.load(0, ordering) != x || thread.load(8, ordering) != y) {
      thread.spinHint();
    }
    return y;
  }

  private static long replace(ThreadContext thread, long word, Ordering ordering, long value) {
    long found = thread.load(word, Ordering.OPAQUE);
    while (thread.compareAndExchange(word, ordering, found, value) != found) {
      thread.spinHint();
      found = thread.load(word, Ordering.OPAQUE);
    }
    return found;
  }

  private static long spin(ThreadContext thread, long word, Ordering ordering, long[] values) {
    while (thread.compareAndExchange(word, ordering, values[0], values[1]) != values[0]) {
      thread.spinHint();
    }
    return values[0];
  }
}
