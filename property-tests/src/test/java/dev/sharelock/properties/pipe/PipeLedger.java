package dev.sharelock.properties.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What must be in each pipe, in which order, and what the dead have left. All values differ, so a
 * value that is in no list and comes nevertheless was doubled, and one that is missing was lost.
 */
final class PipeLedger {
  /** No pipe. */
  static final int NOWHERE = -1;

  private final List<Pipe> pipes = new ArrayList<>();
  private final List<Stray> strays = new ArrayList<>();
  private final Set<Long> noted = new HashSet<>();

  /** One pipe: what is in it, and who is named as its server. */
  static final class Pipe {
    final Deque<Long> content = new ArrayDeque<>();
    boolean closed;
    long server;
  }

  /**
   * A value that somebody had in hand who died.
   *
   * @param front the pipe to the front of which it comes back, if it does
   * @param end the pipe at the end of which it arrives, or has arrived
   * @param optional whether it may be gone
   */
  private record Stray(long value, int front, int end, boolean optional) {}

  PipeLedger(int count) {
    for (int i = 0; i < count; i++) {
      pipes.add(new Pipe());
    }
  }

  Pipe pipe(int index) {
    return pipes.get(index);
  }

  /** Somebody has died who was putting a value. */
  void perhapsPut(long value, int end) {
    strays.add(new Stray(value, NOWHERE, end, true));
  }

  /** Somebody has died who had a value in hand, and perhaps was about to be through with it. */
  void back(long value, int front, boolean optional) {
    strays.add(new Stray(value, front, NOWHERE, optional));
    noted.add(value);
  }

  /** Somebody has died who was passing a value on. */
  void passing(long value, int from, int to) {
    strays.add(new Stray(value, from, to, false));
    noted.add(value);
  }

  /** What comes back to the front of one pipe may be passed on at once. */
  void mayPass(int from, int to) {
    strays.replaceAll(
        stray -> stray.front == from ? new Stray(stray.value, from, to, stray.optional) : stray);
  }

  /** Whether something is in a pipe, or must come back to it and has not come. */
  boolean isSomethingFor(int front) {
    return !pipes.get(front).content.isEmpty()
        || strays.stream().anyMatch(stray -> stray.front == front && !stray.optional);
  }

  /** Whether the dead have left something that has not come. */
  boolean isOpen() {
    return !strays.isEmpty();
  }

  /** Whether somebody had a value in hand, or was taking it, and died. */
  boolean wasNotedByTheDead(long value) {
    return noted.contains(value);
  }

  /** Nothing will come any more: whatever has not come is gone, and may be. */
  void requireNothingMissing() {
    assertThat(strays).as("lost").allMatch(this::mayBeGone);
    strays.clear();
  }

  private boolean mayBeGone(Stray stray) {
    return stray.optional || stray.end != NOWHERE && pipes.get(stray.end).closed;
  }

  /** What has come does not come again, and what did not come to such a pipe at once never will. */
  void forgetStraysOf(int index) {
    strays.removeIf(stray -> stray.front == index || stray.end == index);
  }

  /**
   * Compares a pipe with what is really in it: the same in the same order, but for what the dead
   * have left. That may have come to the front or to the end.
   */
  void reconcile(int index, List<Long> actual) {
    List<Stray> come = new ArrayList<>();
    int at = 0;
    for (; at < actual.size(); at++) {
      Stray stray = find(actual.get(at));
      if (stray == null || stray.front != index) {
        break;
      }
      come.add(stray);
    }
    List<Long> expected = List.copyOf(pipes.get(index).content);
    int end = Math.min(actual.size(), at + expected.size());
    assertThat(actual.subList(at, end)).as("pipe %d with %s", index, strays).isEqualTo(expected);
    for (at = end; at < actual.size(); at++) {
      Stray stray = find(actual.get(at));
      assertThat(stray).as("pipe %d holds %s, not %s", index, actual, expected).isNotNull();
      assertThat(stray.end).as("pipe %d holds %s at the end", index, actual).isEqualTo(index);
      come.add(stray);
    }
    strays.removeAll(come);
    pipes.get(index).content.clear();
    pipes.get(index).content.addAll(actual);
  }

  private Stray find(long value) {
    return strays.stream().filter(stray -> stray.value == value).findFirst().orElse(null);
  }
}
