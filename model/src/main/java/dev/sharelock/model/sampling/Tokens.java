package dev.sharelock.model.sampling;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.sampling.schedule.Schedule;
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
  private static final Pattern LIMIT = Pattern.compile("(.*)\\.s([0-9]{1,9})");

  private Tokens() {}

  static boolean reads(String engine) {
    return engine.equals(SCHEDULE) || engine.equals(ENDLESS) || Strategy.ofEngine(engine) != null;
  }

  /** The schedule if the token is short, otherwise the seed. */
  static ReplayToken of(String scenario, FailureKind kind, long[] steps, Plan plan, int limit) {
    ReplayToken token = ofSchedule(scenario, kind, steps);
    return token.toString().length() <= SHORT ? token : ofSeed(scenario, plan, limit);
  }

  static ReplayToken ofSchedule(String scenario, FailureKind kind, long[] steps) {
    String engine = kind == FailureKind.LIVELOCK ? ENDLESS : SCHEDULE;
    return new ReplayToken(scenario, engine, StepLog.schedule(steps).encode());
  }

  static ReplayToken ofSeed(String scenario, Plan plan, int limit) {
    String tail = limit == Budget.QUICK.steps() ? "" : ".s" + limit;
    return new ReplayToken(scenario, plan.strategy().engine(), plan.encode() + tail);
  }

  /** Refuses a token that is malformed or kills a process that the scenario does not have. */
  static void requireFits(ReplayToken token, int processes) {
    Plan plan = plan(token);
    if (plan == null) {
      Schedule.decode(token.payload());
      return;
    }
    for (Plan.Kill kill : plan.kills()) {
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
    Matcher matcher = LIMIT.matcher(token.payload());
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : Budget.QUICK.steps();
  }

  /** The plan in a token; null if it holds a schedule. */
  static Plan plan(ReplayToken token) {
    Strategy strategy = Strategy.ofEngine(token.engine());
    if (strategy == null) {
      return null;
    }
    Matcher matcher = LIMIT.matcher(token.payload());
    return Plan.decode(strategy, matcher.matches() ? matcher.group(1) : token.payload());
  }

  static long[] schedule(ReplayToken token) {
    return Schedule.decode(token.payload()).steps().stream()
        .mapToLong(step -> step.packed())
        .toArray();
  }
}
