package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.platform.GenerationTags;
import dev.sharelock.platform.Patience;
import dev.sharelock.platform.RegionDraft;
import dev.sharelock.platform.RegionPaths;
import dev.sharelock.platform.SystemEnvironment;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes what the name of a region leads to, so that there are never two worlds.
 *
 * <p>A free name is taken by an exclusive link. A name that leads to generation g is changed only
 * by whoever holds the name lock of g, has then seen that the name still leads to g, and has
 * retired g. Retirement and registration exclude each other (see {@link Membership}); the name lock
 * makes a late second replacer find another generation, and leave it alone. A holder that dies
 * releases the lock by dying; g is then retired and still has the name, and the next one goes on.
 */
final class NameChange {

  /** How long to wait for another process that changes the same name. */
  private static final long BUSY_NANOS = 2_000_000_000L;

  private NameChange() {}

  /**
   * Begins a draft. Whoever has just created the region cleans up what others have left, and can
   * take a draft that has only begun for such a thing; then another one is begun.
   */
  static RegionDraft draft(RegionPaths paths, RegionOptions options) {
    Patience patience = new Patience(BUSY_NANOS, options.cancellation());
    while (true) {
      try {
        long generation = GenerationTags.draw(paths, new SystemEnvironment());
        return RegionDraft.create(paths, generation, options.totalBytes());
      } catch (SharelockException e) {
        if (e.outcome() != Outcome.WOULD_BLOCK) {
          throw e;
        }
        patience.pause(e);
      }
    }
  }

  /** Gives a draft its name. */
  static void publish(RegionPaths paths, RegionDraft draft, RegionOptions options) {
    Patience patience = new Patience(BUSY_NANOS, options.cancellation());
    while (!draft.publish()) {
      try {
        if (options.stale() == StalePolicy.FAIL) {
          throw exists(paths);
        }
        if (change(paths, false, draft)) {
          return;
        }
      } catch (SharelockException e) {
        boolean passing =
            e.outcome() == Outcome.MISSING
                || e.outcome() == Outcome.STALE
                || e.outcome() == Outcome.WOULD_BLOCK;
        if (!passing) {
          throw e;
        }
        patience.pause(e);
      }
    }
  }

  /** Removes a name. */
  static void unlink(RegionPaths paths, UnlinkPolicy policy, Cancellation cancellation) {
    Patience patience = new Patience(BUSY_NANOS, cancellation);
    while (true) {
      try {
        if (change(paths, policy == UnlinkPolicy.ALWAYS, null)) {
          return;
        }
      } catch (SharelockException e) {
        if (e.outcome() != Outcome.WOULD_BLOCK && e.outcome() != Outcome.STALE) {
          throw e;
        }
        patience.pause(e);
      }
    }
  }

  /** Retires the region of the name, and puts a draft or nothing in its place. */
  private static boolean change(RegionPaths paths, boolean force, RegionDraft draft) {
    try (OpenRegion region = OpenRegion.open(paths, OpenRegion.Purpose.RETIRE)) {
      if (region.file().locks() == null) {
        return changeWithoutLocks(paths, region, force && draft == null);
      }
      if (!region.file().tryLockName()) {
        throw new SharelockException(
            Outcome.WOULD_BLOCK,
            "name of the region is being changed by another process: "
                + paths.place()
                + "; do: try again");
      }
      try {
        return changeLocked(paths, region, force, draft);
      } finally {
        region.file().unlockName();
      }
    }
  }

  private static boolean changeLocked(
      RegionPaths paths, OpenRegion region, boolean force, RegionDraft draft) {
    long generation = region.header().generation();
    if (!OpenRegion.isNamed(paths, generation)) {
      return false;
    }
    if (force) {
      region.membership().retireByForce();
    } else if (!region.membership().retire()) {
      throw inUse(paths, region);
    }
    if (draft == null) {
      region.file().deleteName();
    } else {
      draft.replace();
    }
    region.file().deleteLockFile(generation);
    return true;
  }

  /** Without locks only the explicit wish to remove a name is obeyed. */
  private static boolean changeWithoutLocks(RegionPaths paths, OpenRegion region, boolean force) {
    if (!force) {
      throw new SharelockException(
          Outcome.REFUSED,
          "region cannot be replaced safely, since its file system has no locks: "
              + paths.place()
              + "; do: unlink it with UnlinkPolicy.ALWAYS when nobody uses it");
    }
    region.membership().retireByForce();
    region.file().deleteName();
    return true;
  }

  private static SharelockException inUse(RegionPaths paths, OpenRegion region) {
    return new SharelockException(
        Outcome.EXISTS,
        "region is in use: "
            + paths.place()
            + ", generation="
            + RegionHeader.text(region.header().generation())
            + ", livePids="
            + livePids(region)
            + "; do: end these processes first; by UnlinkPolicy.ALWAYS they keep what they have");
  }

  private static SharelockException exists(RegionPaths paths) {
    try (OpenRegion region = OpenRegion.open(paths, OpenRegion.Purpose.RETIRE)) {
      List<Long> live = livePids(region);
      return new SharelockException(
          Outcome.EXISTS,
          "region exists: "
              + paths.place()
              + ", generation="
              + RegionHeader.text(region.header().generation())
              + ", livePids="
              + live
              + ", createdMillis="
              + region.header().createdMillis()
              + "; do: "
              + (live.isEmpty()
                  ? "unlink it, or create with StalePolicy.REPLACE_IF_DEAD"
                  : "attach to it, or use another name"));
    } catch (SharelockException e) {
      return new SharelockException(
          Outcome.EXISTS,
          "name of the region is taken: " + paths.place() + ", by=" + e.getMessage(),
          e);
    }
  }

  static List<Long> livePids(OpenRegion region) {
    List<Long> live = new ArrayList<>();
    ParticipantTable table = region.membership().table();
    for (int slot = 0; slot < region.header().layout().slots(); slot++) {
      ParticipantIdentity owner = table.owner(slot);
      if (owner != null && region.environment().isAlive(owner) && !live.contains(owner.pid())) {
        live.add(owner.pid());
      }
    }
    return live;
  }
}
