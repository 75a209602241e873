package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.AllocatorOptions;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.platform.OwnerThread;
import dev.sharelock.platform.RegionDraft;
import dev.sharelock.platform.RegionPaths;
import dev.sharelock.platform.SystemEnvironment;
import dev.sharelock.platform.WallClock;
import java.util.List;
import java.util.function.Predicate;

/**
 * A handle on a named region of shared memory.
 *
 * <p>One process {@linkplain #create creates} a region, others {@linkplain #attach attach} to it. A
 * handle belongs to the thread that made it, and is one participant of the region; each thread
 * attaches for itself, and threads of one process share through the region exactly as processes do.
 *
 * <p>A region has its name only when it is complete. Attaching writes nothing before everything has
 * been verified, and never creates or removes anything. A region lives until it is {@linkplain
 * #unlink unlinked}, also when nobody is attached.
 */
public final class Region implements AutoCloseable {

  private final String name;
  private final OpenRegion open;
  private final Directory directory;
  private final OwnerThread thread = new OwnerThread();
  private final ParticipantContext context;
  private Allocator allocator;
  private boolean closed;

  private Region(String name, OpenRegion open) {
    this.name = name;
    this.open = open;
    this.context = new ParticipantContext(open.memory(), open.environment(), open.membership());
    this.directory = new Directory(context, open.header().layout());
  }

  /**
   * Creates a region and attaches to it.
   *
   * @param options what it is to be like
   * @return the handle of the calling thread
   * @throws IllegalArgumentException if the options are impossible
   * @throws SharelockException {@link Outcome#EXISTS} if the name is in use, {@link
   *     Outcome#NO_MEMORY} if there is not enough space, {@link Outcome#REFUSED} if the directory
   *     may not be written or native access is wanted and not allowed
   */
  public static Region create(RegionOptions options) {
    RegionPaths paths = RegionPaths.of(options.directory(), options.name());
    long features = RegionFeatures.wanted(options.machine());
    RegionDraft draft = NameChange.draft(paths, options);
    long generation = draft.generation();
    boolean published = false;
    try {
      long locks = draft.locks() == null ? 0 : RegionFeatures.LOCKS;
      RegionHeader header =
          new RegionHeader(
              options.totalBytes(),
              generation,
              WallClock.millis(),
              new SystemEnvironment().self().bootId(),
              features | locks,
              options.layout());
      OpenRegion open = OpenRegion.of(draft.opened(), header, OpenRegion.Purpose.PARTICIPATE);
      header.write(open.memory());
      open.membership().join();
      Region region = new Region(options.name(), open);
      if (options.blocks() != null) {
        RegionBlocks.create(region.directory, open.memory(), options.blocks(), generation);
      }
      NameChange.publish(paths, draft, options);
      published = true;
      paths.deleteLeftovers(generation);
      return region.cancelledBy(options.cancellation());
    } finally {
      if (!published) {
        draft.discard();
      }
    }
  }

  /**
   * Attaches to a region that exists.
   *
   * @param name its name
   * @return the handle of the calling thread
   * @throws SharelockException see {@link #attach(AttachOptions)}
   */
  public static Region attach(String name) {
    return attach(AttachOptions.of(name));
  }

  /**
   * Attaches to a region, waiting until it exists.
   *
   * @param options which one, and how long to wait
   * @return the handle of the calling thread
   * @throws SharelockException {@link Outcome#MISSING} if there is none and no time-out; {@link
   *     Outcome#TIMED_OUT}, {@link Outcome#CANCELLED} or {@link Outcome#INTERRUPTED}, with the last
   *     failure as its cause; {@link Outcome#CORRUPT} if the file is no region or a damaged one;
   *     {@link Outcome#REFUSED} if it may not be opened, or needs native access; {@link
   *     Outcome#STALE} if it is retired or of another boot; {@link Outcome#NO_MEMORY} if all places
   *     are taken
   */
  public static Region attach(AttachOptions options) {
    return Attaching.attach(options);
  }

  /**
   * Attaches to a region, or creates it if there is none of this boot. A region that others have
   * left is taken as it is; the options of creation matter only for whoever creates it.
   *
   * @param options what it is to be like; one of an earlier boot is replaced, whatever they say
   * @return the handle of the calling thread
   * @throws SharelockException as {@link #attach(AttachOptions)} and {@link #create}
   */
  public static Region getOrCreate(RegionOptions options) {
    return Attaching.getOrCreate(options);
  }

  static Region attachNow(RegionPaths paths) {
    OpenRegion open = OpenRegion.open(paths, OpenRegion.Purpose.PARTICIPATE);
    boolean joined = false;
    try {
      open.membership().join();
      joined = true;
      return new Region(paths.name(), open);
    } finally {
      if (!joined) {
        open.close();
      }
    }
  }

  /**
   * Removes a region that nobody uses, with the default directory.
   *
   * @param name its name
   * @throws SharelockException see {@link #unlink(String, String, UnlinkPolicy)}
   */
  public static void unlink(String name) {
    unlink(null, name, UnlinkPolicy.IF_UNUSED);
  }

  /**
   * Removes the name of a region, and the region when the last participant is gone.
   *
   * @param directory where its files are; null for the default
   * @param name its name
   * @param policy what to do when somebody uses it
   * @throws SharelockException {@link Outcome#MISSING} if there is none, {@link Outcome#EXISTS} if
   *     it is in use, {@link Outcome#CORRUPT} if the file is no region; it is not touched then
   */
  public static void unlink(String directory, String name, UnlinkPolicy policy) {
    unlink(directory, name, policy, Cancellation.NEVER);
  }

  /**
   * Removes the name of a region, as {@link #unlink(String, String, UnlinkPolicy)} does.
   *
   * @param directory where its files are; null for the default
   * @param name its name
   * @param policy what to do when somebody uses it
   * @param cancellation ends the wait for others that change the same name
   * @throws SharelockException also {@link Outcome#CANCELLED}
   */
  public static void unlink(
      String directory, String name, UnlinkPolicy policy, Cancellation cancellation) {
    NameChange.unlink(RegionPaths.of(directory, name), policy, cancellation);
  }

  /**
   * Changes what may end the waits of this handle, and of all that it has given out, from now on.
   *
   * @param cancellation the hook and how often to ask it
   * @return this handle
   */
  public Region cancelledBy(Cancellation cancellation) {
    check();
    open.environment().cancelledBy(cancellation);
    return this;
  }

  /**
   * Tells the name.
   *
   * @return the name with which it was created or attached
   */
  public String name() {
    return name;
  }

  /**
   * Gives the memory of the region, for structures.
   *
   * @return the memory
   */
  public SharedMemory memory() {
    check();
    return open.memory();
  }

  /**
   * Gives the world around the region, for structures.
   *
   * @return the environment
   */
  public Environment environment() {
    checkOpen();
    return open.environment();
  }

  /**
   * Gives the participants of the region, for structures.
   *
   * @return the participants
   */
  public Participants participants() {
    check();
    return open.membership();
  }

  /**
   * Gives all three, for structures.
   *
   * @return the context of this participant
   */
  public ParticipantContext context() {
    check();
    return context;
  }

  /**
   * Gives the directory of the region.
   *
   * @return the directory
   */
  public Directory directory() {
    check();
    return directory;
  }

  /**
   * Gives the allocator of the blocks of the region. It belongs to this handle, and is closed with
   * it: references that are left are returned.
   *
   * @return the allocator, the same one each time
   * @throws IllegalStateException if the region was created without {@link RegionOptions#blocks}
   * @throws SharelockException {@link Outcome#NO_MEMORY} if too many handles use the blocks
   */
  public Allocator allocator() {
    return allocator == null ? allocator(AllocatorOptions.usual()) : allocator;
  }

  /**
   * Gives the allocator of the blocks of the region, which works as told.
   *
   * @param options how it works; only before it is first used
   * @return the allocator
   * @throws IllegalStateException if this handle has an allocator already, or the region was
   *     created without {@link RegionOptions#blocks}
   * @throws SharelockException {@link Outcome#NO_MEMORY} if too many handles use the blocks
   */
  public Allocator allocator(AllocatorOptions options) {
    check();
    if (allocator != null) {
      throw new IllegalStateException(
          "region has its allocator already: name="
              + name
              + "; do: give the options with the first use");
    }
    allocator = RegionBlocks.open(directory, context, options);
    return allocator;
  }

  /**
   * Tells the generation, which no other region of this name has.
   *
   * @return the generation
   */
  public long generation() {
    return open.header().generation();
  }

  /**
   * Tells whether the region has been unlinked or replaced, so that nobody else can attach.
   *
   * @return whether it is retired
   */
  public boolean isRetired() {
    checkOpen();
    return open.membership().isRetired();
  }

  /**
   * Describes the region for people.
   *
   * @return header, participants and directory, one line each
   */
  public String describe() {
    checkOpen();
    return RegionDump.describe(open.memory(), open.environment(), open.header());
  }

  /**
   * Lists all handles that are attached, of all processes.
   *
   * @return who they are; stale at once
   */
  public List<Attached> attached() {
    checkOpen();
    return open.membership().attached();
  }

  /**
   * Evicts a participant: nobody waits for it any more, and it can begin nothing new when it
   * returns, if ever; see {@link Participants} for the rules of fencing. What it could still write
   * to is kept apart until its process has ended or it has closed its handle.
   *
   * @param participant its number, see {@link #attached}
   * @return whether it is evicted; false if it has ended or was never there
   * @throws IllegalArgumentException if it is this handle's own
   * @throws SharelockException {@link Outcome#EVICTED} if this handle was evicted itself
   */
  public boolean evict(long participant) {
    check();
    return open.membership().evict(participant);
  }

  private void check() {
    checkOpen();
    open.membership().requireNotEvicted();
  }

  private void checkOpen() {
    thread.check("region " + name);
    if (closed) {
      throw new IllegalStateException("region is closed: name=" + name + "; do: attach again");
    }
  }

  /**
   * Leaves the region. What this handle gave out can no longer be used. Closing twice is allowed.
   *
   * @throws IllegalStateException if a native call uses a part of the memory that was leased;
   *     nothing has changed then
   */
  @Override
  public void close() {
    closeAsking(memory -> false);
  }

  /**
   * Leaves the region, and looks into it once more when it has left. If somebody else writes a word
   * and then {@linkplain #unlink unlinks} the region if it is unused, either that succeeds or the
   * question sees the word.
   *
   * @param question looks at the memory, after this handle has left and before it is unmapped
   * @return the answer; false if this handle was closed before
   */
  public boolean closeAsking(Predicate<SharedMemory> question) {
    thread.check("region " + name);
    if (closed) {
      return false;
    }
    open.memory().endLeases();
    closed = true;
    if (allocator != null) {
      allocator.close();
    }
    open.membership().leave();
    open.memory().fullFence(); // has left, then asks: the other one writes, then looks who is left
    boolean answer = question.test(open.memory());
    open.close();
    return answer;
  }
}
