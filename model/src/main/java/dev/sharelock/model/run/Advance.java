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
public record Advance(
    long executions, double fraction, double share, Optional<Estimate> estimate) {}
