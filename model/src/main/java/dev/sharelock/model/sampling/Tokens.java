package dev.sharelock.model.sampling;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.sampling.schedule.Schedule;
import dev.sharelock.model.sampling.schedule.StepKind;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of this engine. A schedule holds every decision; it is printed when the token stays
 * short. Otherwise the token holds the seed that the execution was derived from, and the limit of
 * steps where it is not the usual one, since the sampler looks at it.
 */
final class Tokens {
  /** The engine name in tokens that hold all decisions. */
  private static final String SCHEDULE = "schedule";

  /** The same for an execution that was cut off because it does not end. */
  private static final String ENDLESS = "schedule.endless";

  private static final int SHORT = 100;

  /** The plan, whether wakes choose, and the limit of steps. */
  private static final Pattern PARTS = Pattern.compile("(.*?)(\\.w)?(?:\\.s([0-9]{1,9}))?");

  private Tokens() {}

  static boolean reads(String engine) {
    return engine.equals(SCHEDULE) || engine.equals(ENDLESS) || Strategy.ofEngine(engine) != null;
  }

  /** The schedule if it is short, otherwise the seed. */
  static ReplayToken shorter(ReplayToken schedule, ReplayToken seed) {
    return schedule.toString().length() <= SHORT ? schedule : seed;
  }

  static ReplayToken ofSchedule(String scenario, FailureKind kind, long[] steps) {
    String engine = kind == FailureKind.LIVELOCK ? ENDLESS : SCHEDULE;
    return new ReplayToken(scenario, engine, StepLog.schedule(steps).encode());
  }

  /**
   * The token of an execution that follows from a plan.
   *
   * @param limit the limit of steps
   */
  static ReplayToken ofSeed(Setting setting, Plan plan, int limit) {
    String waker = setting.anyWaiter() ? ".w" : "";
    String tail = limit == Budget.QUICK.steps() ? "" : ".s" + limit;
    String payload = plan.encode() + waker + tail;
    return new ReplayToken(setting.scenario().name(), plan.strategy().engine(), payload);
  }

  /** Whether a wake may choose among those that sleep in the execution of a token. */
  static boolean wakesAny(ReplayToken token) {
    if (Strategy.ofEngine(token.engine()) != null) {
      return parts(token).group(2) != null;
    }
    return Schedule.decode(token.payload()).steps().stream()
        .anyMatch(step -> step.kind() == StepKind.WAKE);
  }

  private static Matcher parts(ReplayToken token) {
    Matcher matcher = PARTS.matcher(token.payload());
    if (!matcher.matches()) {
      throw new IllegalStateException("everything matches: payload=" + token.payload());
    }
    return matcher;
  }

  /** Refuses a token that is malformed or kills a process that the scenario does not have. */
  static void requireFits(ReplayToken token, int processes) {
    Plan plan = plan(token);
    if (plan == null) {
      Schedule.decode(token.payload());
      return;
    }
    for (Plan.Moment kill : plan.kills()) {
      if (kill.process() >= processes) {
        throw new IllegalArgumentException(
            "token kills a process that is not there: process="
                + kill.process()
                + ", processes="
                + processes
                + "; do: replay it with the code that it was made with");
      }
    }
  }

  /** How many steps the execution of a token may have. */
  static int limit(ReplayToken token) {
    if (Strategy.ofEngine(token.engine()) == null) {
      int steps = Schedule.decode(token.payload()).steps().size();
      return token.engine().equals(ENDLESS) ? steps : Math.max(Budget.QUICK.steps(), steps + 1);
    }
    String limit = parts(token).group(3);
    return limit == null ? Budget.QUICK.steps() : Integer.parseInt(limit);
  }

  /** The plan in a token; null if it holds a schedule. */
  static Plan plan(ReplayToken token) {
    Strategy strategy = Strategy.ofEngine(token.engine());
    if (strategy == null) {
      return null;
    }
    return Plan.decode(strategy, parts(token).group(1));
  }

  static long[] schedule(ReplayToken token) {
    return Schedule.decode(token.payload()).steps().stream()
        .mapToLong(step -> step.packed())
        .toArray();
  }
}
