package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.platform.Patience;
import dev.sharelock.platform.RegionPaths;

/** Comes to a region that is there, or that will be. */
final class Attaching {
  /** How long to try while others change the same name. */
  private static final long BUSY_NANOS = 2_000_000_000L;

  private Attaching() {}

  static Region attach(AttachOptions options) {
    RegionPaths paths = RegionPaths.of(options.directory(), options.name());
    Patience patience = new Patience(options.timeoutNanos(), options.cancellation());
    while (true) {
      try {
        return Region.attachNow(paths).cancelledBy(options.cancellation());
      } catch (SharelockException e) {
        switch (e.outcome()) {
          case MISSING, STALE, WOULD_BLOCK -> patience.pause(e);
          default -> throw e;
        }
      }
    }
  }

  static Region getOrCreate(RegionOptions options) {
    RegionPaths paths = RegionPaths.of(options.directory(), options.name());
    Patience patience = new Patience(BUSY_NANOS, options.cancellation());
    while (true) {
      try {
        return Region.attachNow(paths).cancelledBy(options.cancellation());
      } catch (SharelockException absent) {
        switch (absent.outcome()) {
          case WOULD_BLOCK -> patience.pause(absent);
          case MISSING, STALE -> {
            Region created = createUnlessThere(options, patience);
            if (created != null) {
              return created;
            }
          }
          default -> throw absent;
        }
      }
    }
  }

  private static Region createUnlessThere(RegionOptions options, Patience patience) {
    try {
      return Region.create(options.stale(StalePolicy.REPLACE_IF_DEAD));
    } catch (SharelockException refused) {
      if (refused.outcome() != Outcome.EXISTS) {
        throw refused;
      }
      patience.pause(refused);
      return null;
    }
  }
}
