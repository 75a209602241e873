package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.named.QueueShape;
import dev.sharelock.pipe.PipeStatus;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Attached;
import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Where the pipes are. A region that is made for pipes is marked by an entry of its directory, and
 * whoever leaves it last removes it.
 */
record Place(String directory, String name, long waitNanos, Cancellation cancellation) {
  private static final String MARK = "sharelock.pipes";
  private static final long MARK_KIND = 0x50_49_50_45_53L;
  private static final int SEATS = 16;
  private static final int CAPACITY = 64;

  /** Room for the pipes themselves, besides the blocks. */
  private static final long STRUCTURES = 1 << 20;

  static Place of(String region, long waitNanos, BooleanSupplier stop) {
    RegionName place = RegionName.of(region);
    return new Place(place.directory(), place.name(), waitNanos, Cancellation.by(stop));
  }

  static QueueShape shape() {
    return new QueueShape(CAPACITY, SEATS, QueueShape.ofBlocks(CAPACITY).words());
  }

  /** Attaches to the region, waiting for it. */
  Region attach() {
    return Region.attach(options().within(waitNanos).cancelledBy(cancellation));
  }

  /** Attaches to the region as it is. */
  Region attachNow() {
    return Region.attach(options());
  }

  private AttachOptions options() {
    AttachOptions options = AttachOptions.of(name);
    return directory == null ? options : options.in(directory);
  }

  /** Attaches to the region, or creates one for pipes. */
  Region getOrCreate(long dataBytes) {
    RegionOptions options = RegionOptions.of(name, STRUCTURES).blocks(dataBytes);
    Region region = Region.getOrCreate(directory == null ? options : options.in(directory));
    region.cancelledBy(cancellation);
    if (region.directory().entries().size() <= 1) {
      region
          .directory()
          .getOrCreate(new EntryRequest(MARK, MARK_KIND, 1), (offset, bytes) -> {}, waitNanos);
    }
    return region;
  }

  /** Removes what is left of an earlier world, in which the stream of a pipe has ended. */
  void removeEnded(String pipe) {
    boolean ended;
    try (Region region = attachNow()) {
      ended =
          region
              .directory()
              .find(pipe)
              .filter(entry -> entry.kind() == NamedPipe.KIND)
              .map(entry -> PipeStatus.of(region.context(), entry.offset()).queue().closed())
              .orElse(false);
    } catch (SharelockException e) {
      return; // whoever gets or creates the region is told
    }
    if (ended) {
      removeUnlessUsed();
    }
  }

  /** All pipes of a region, in the order of their names. */
  static List<NamedPipe> pipes(Region region) {
    return region.directory().entries().stream()
        .filter(entry -> entry.kind() == NamedPipe.KIND)
        .map(DirectoryEntry::name)
        .sorted()
        .map(name -> NamedPipe.await(region, name, 0))
        .toList();
  }

  /** Waits for a pipe. */
  NamedPipe await(Region region, String pipe) {
    try {
      return NamedPipe.await(region, pipe, waitNanos);
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.TIMED_OUT) {
        throw e;
      }
      throw new SharelockException(
          Outcome.MISSING,
          "pipe does not exist: region=" + region.name() + ", pipe=" + pipe + "; do: serve it",
          e);
    }
  }

  /**
   * Leaves a region, and removes it if it was made for pipes and nobody else is there; but not what
   * others could not be given, which is told.
   */
  boolean leave(Region region, boolean failed) {
    boolean mine = region.directory().find(MARK).isPresent();
    boolean last = region.attached().stream().filter(Attached::alive).count() == 1;
    boolean keeps = failed && pipes(region).stream().anyMatch(Place::hasMessages);
    region.close();
    if (mine && !keeps) {
      removeUnlessUsed();
    }
    return mine && keeps && last;
  }

  private static boolean hasMessages(NamedPipe pipe) {
    return pipe.status().queue().size() > 0;
  }

  private void removeUnlessUsed() {
    try {
      Region.unlink(directory, name, UnlinkPolicy.IF_UNUSED);
    } catch (SharelockException e) {
      boolean others = e.outcome() == Outcome.EXISTS || e.outcome() == Outcome.MISSING;
      if (!others) {
        throw e;
      }
    }
  }
}
