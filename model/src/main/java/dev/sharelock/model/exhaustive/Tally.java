package dev.sharelock.model.exhaustive;

/** What was counted in a part of an exploration. */
final class Tally {
  long executions;
  long blocked;
  long runs;
  long duplicates;
  long racy;

  /** How much of all work it was, from 0 to 1. */
  double done;

  private OutcomeCounter outcomes;

  /** The outcomes, of programs only. */
  OutcomeCounter outcomes() {
    if (outcomes == null) {
      outcomes = new OutcomeCounter();
    }
    return outcomes;
  }

  void add(Tally other) {
    executions += other.executions;
    blocked += other.blocked;
    runs += other.runs;
    duplicates += other.duplicates;
    racy += other.racy;
    done += other.done;
    if (other.outcomes != null) {
      outcomes().add(other.outcomes);
    }
  }
}
