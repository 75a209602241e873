package dev.sharelock.model.exhaustive;

import dev.sharelock.model.trace.FailureKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The decisions of one execution, in an order that all threads agree with. As text, a capital
 * letter names the thread of the following decisions. A digit, or a number in underscores, is a
 * decision: which write is read, counted back from the latest one; before how many others a write
 * is placed; which alternative is chosen. {@code *n*} repeats the decision 0. The small letters are
 * below.
 */
final class Guide {
  /** The process is killed. */
  static final char KILL = 'k';

  /** The wait times out since nothing else can run; how often in vain is the next decision. */
  static final char TIME_OUT = 't';

  /** The waiting loop runs on since nothing else can run; likewise. */
  static final char GIVE_UP = 'g';

  /** The weak comparison fails spuriously; what it reads is the next decision. */
  static final char SPURIOUS = 's';

  /** The store is lost. */
  static final char LOSS = 'l';

  private static final int SHORTEST_REPETITION = 4;
  private static final int MOST_THREADS = 26;

  private record Step(int thread, char sign, int pick) {}

  private final List<Step> steps = new ArrayList<>();
  private int position;
  private int last = -1;

  /** Adds a decision. */
  void add(int thread, int pick) {
    steps.add(new Step(thread, '0', pick));
  }

  /** Adds one of the signs. */
  void addSign(int thread, char sign) {
    steps.add(new Step(thread, sign, 0));
  }

  /** Says which thread fails, or runs first after the last decision. */
  void endWith(int thread) {
    last = thread;
  }

  int last() {
    return last;
  }

  boolean isAtEnd() {
    return position == steps.size();
  }

  int thread() {
    return steps.get(position).thread;
  }

  int position() {
    return position;
  }

  boolean isTurnOf(int thread) {
    return !isAtEnd() && thread() == thread;
  }

  /** Takes a sign if it is the next decision. */
  boolean takeIf(char sign) {
    boolean is = !isAtEnd() && steps.get(position).sign == sign;
    position += is ? 1 : 0;
    return is;
  }

  /** Takes a decision among a number of alternatives. */
  int take(int alternatives) {
    Step step = isAtEnd() ? null : steps.get(position);
    if (step == null || step.sign != '0' || step.pick >= alternatives) {
      throw new ExplorationFailure(
          FailureKind.NONDETERMINISM,
          "token does not fit: decision="
              + position
              + ", alternatives="
              + alternatives
              + "; do: replay it with the version and the scenario that printed it",
          null);
    }
    position++;
    return step.pick;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int thread = -1;
    int zeros = 0;
    for (Step step : steps) {
      boolean zero = step.thread == thread && step.sign == '0' && step.pick == 0;
      if (zero) {
        zeros++;
        continue;
      }
      zeros = flush(text, zeros);
      if (step.thread != thread) {
        thread = step.thread;
        text.append(letter(thread));
      }
      if (step.sign == '0' && step.pick == 0) {
        zeros = 1;
      } else if (step.sign != '0') {
        text.append(step.sign);
      } else {
        text.append(step.pick < 10 ? "" + step.pick : "_" + step.pick + "_");
      }
    }
    flush(text, zeros);
    return last >= 0 && last != thread ? text.append(letter(last)).toString() : text.toString();
  }

  private static char letter(int thread) {
    if (thread >= MOST_THREADS) {
      throw new IllegalArgumentException(
          "too many processes for a token: process="
              + thread
              + ", most="
              + MOST_THREADS
              + "; do: use fewer");
    }
    return (char) ('A' + thread);
  }

  private static int flush(StringBuilder text, int zeros) {
    if (zeros >= SHORTEST_REPETITION) {
      text.append('*').append(zeros).append('*');
    } else {
      text.repeat('0', zeros);
    }
    return 0;
  }

  /** Reads the text of a guide. */
  static Guide parse(String text) {
    Guide guide = new Guide();
    int thread = -1;
    int i = 0;
    while (i < text.length()) {
      char sign = text.charAt(i);
      if (sign >= 'A' && sign <= 'Z') {
        thread = sign - 'A';
        guide.last = thread;
      } else if (sign == '*' || sign == '_') {
        int end = text.indexOf(sign, i + 1);
        int number = end < 0 ? -1 : number(text, i + 1, end);
        addNumber(guide, thread, sign, number);
        i = end;
      } else if (sign >= '0' && sign <= '9') {
        guide.add(thread, sign - '0');
      } else if (isSign(sign)) {
        guide.addSign(thread, sign);
      } else {
        throw malformed(text, i);
      }
      if (thread < 0 || i < 0) {
        throw malformed(text, 0);
      }
      i++;
    }
    return guide;
  }

  private static boolean isSign(char sign) {
    return sign == KILL || sign == TIME_OUT || sign == GIVE_UP || sign == SPURIOUS || sign == LOSS;
  }

  private static int number(String text, int from, int to) {
    try {
      return Integer.parseInt(text, from, to, 10);
    } catch (NumberFormatException wrong) {
      throw malformed(text, from);
    }
  }

  private static void addNumber(Guide guide, int thread, char sign, int number) {
    if (sign == '_' && number >= 0) {
      guide.add(thread, number);
    }
    for (int n = 0; sign == '*' && n < number; n++) {
      guide.add(thread, 0);
    }
  }

  private static IllegalArgumentException malformed(String text, int at) {
    return new IllegalArgumentException(
        "token is malformed: decisions="
            + text
            + ", position="
            + at
            + "; do: pass the whole token as printed");
  }

  /**
   * The guide that leads to a graph.
   *
   * @param failing the thread that fails after it; {@link World#NOBODY} if the graph itself does
   */
  static Guide to(ExecutionGraph graph, int failing) {
    Guide guide = new Guide();
    GuideWriter writer = new GuideWriter(guide, graph.threads());
    for (Event event : LeastOrder.of(graph, failing).events()) {
      writer.add(graph, event);
    }
    guide.endWith(failing);
    return guide;
  }
}
