package dev.sharelock.model.run;

import dev.sharelock.model.engine.Estimate;
import java.util.Optional;

/**
 * How far a check has come.
 *
 * @param executions how many executions have ended
 * @param fraction how much of the work is done, from 0 to 1; negative if unknown
 * @param share how much of the work or of the time is gone, whichever is more, from 0 to 1
 * @param estimate how many executions there seem to be, if that was estimated
 */
public record Advance(long executions, double fraction, double share, Optional<Estimate> estimate) {
  /** An estimate that is further off is shown, but not used to say what is done. */
  private static final double TRUSTED = 0.25;

  /**
   * How much of the work seems to be done: according to the estimate, if that can be trusted and is
   * not exceeded, and otherwise the fraction.
   */
  public double done() {
    return estimate
        .filter(known -> known.deviation() <= TRUSTED && known.executions() > executions)
        .map(known -> executions / known.executions())
        .orElse(fraction);
  }
}
