package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.waiting.SignalWait;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The names of a region: each leads to a range of the heap with a kind and a generation.
 *
 * <p><b>Layout</b>: see {@link DirectoryLayout} and {@link EntryWord}; in the header of the region
 * {@code generations}, the last generation given.
 *
 * <p><b>Protocol.</b> A name stands at the first entry of its probe sequence that is free or has
 * its key; a key is set by one CAS and never changes. The state word of the entry goes
 *
 * <pre>
 *   EMPTY, ABSENT(g) -> BUILDING(p) -> READY(g') -> ABSENT(g')
 *                       BUILDING(p) -> BUILDING(q)   if participant p is dead
 *                       BUILDING(p) -> ABSENT(g')    if the initialiser of p failed
 *                       BUILDING(p) -> ABANDONED(p)  if p was evicted, for ever
 * </pre>
 *
 * by one CAS each. An abandoned entry is left to its builder, which may return and write to its
 * fields or to its range, and whose CAS fails; the name goes on at the next entry of the sequence.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   D1  a name has one entry that is not abandoned: two who insert it meet at the same free
 *       entry, and one CAS wins
 *   D2  at most one live participant builds an entry, so it is initialised exactly once
 *   D3  READY(g) is seen only with the fields and the contents of generation g
 *   D4  a range is handed out once; a stale handle never reaches memory of a later generation
 * </pre>
 *
 * <p><b>Ranges are handed out once</b>, also when their entry is removed. Whoever has found an
 * entry keeps its offset and uses the range without asking anybody: nothing says how many do, nor
 * when the last one has stopped, so a range that is handed out again is one that two generations
 * write to (the mutant {@code directory.without-fresh-ranges} shows it: a reader that has found the
 * old entry races with the initialiser of the new one). To know it would take a count of users that
 * survives their deaths, which is what blocks have. So the directory is for what is as old as the
 * region, and what comes and goes lives in blocks, as channels, values and segments do; an entry
 * that is removed and created again costs its bytes each time, and {@link #freeBytes} says what is
 * left.
 *
 * <p><b>Not invariants.</b> Generations of one name need not be adjacent. Names are never
 * forgotten: the directory has room for so many different names over the life of the region. Two
 * names with the same 64-bit key cannot both be used; the second is refused.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   E1 CAS of state to READY    pairs with  E2 getAcquire(state)    gives D3: fields, contents
 *   F1 fence before the fields  pairs with  F2 fence after them     gives D3: fields of a later
 *                                           generation are not taken for those of this one
 *   G1 getAndAdd(signal)        pairs with  G2 getAcquire(signal)   gives that the state is seen
 *   B1 CAS of state to BUILDING pairs with  E1                      gives that one builds (D2)
 * </pre>
 *
 * <p><b>Crash.</b> The builder died before E1: the next who asks takes over and builds with a range
 * of its own; the dead builder's range is lost. It died after E1 and before G1: waiters look again
 * after a slice of {@link SignalWait}. A remover that died before its CAS has done nothing.
 *
 * <p><b>Progress.</b> Looking up and removing are lock-free; creation waits for a live builder
 * until its deadline.
 */
public final class Directory {

  private final ParticipantContext context;
  private final SharedMemory memory;
  private final DirectorySlots slots;
  private final RegionHeap heap;

  /** How many initialisers of this handle are running, one inside the other. */
  private int building;

  /**
   * Opens the directory of a region.
   *
   * @param context of the participant that uses it
   * @param layout of the region
   */
  public Directory(ParticipantContext context, RegionLayout layout) {
    this.context = context;
    this.memory = context.memory();
    this.heap = new RegionHeap(memory, layout);
    this.slots = new DirectorySlots(memory, layout, heap);
  }

  /**
   * Looks up a name.
   *
   * @param name the name
   * @return the entry; empty if there is none or it is being built
   */
  public Optional<DirectoryEntry> find(String name) {
    EntryRequest.requireName(name);
    long base = current(name);
    return base < 0 ? Optional.empty() : readReady(base).filter(e -> e.name().equals(name));
  }

  /** The entry of a name that was not abandoned; negative if there is none. */
  private long current(String name) {
    long base = slots.find(name);
    while (base >= 0 && isAbandoned(base)) {
      base = slots.find(name, base);
    }
    return base;
  }

  private boolean isAbandoned(long base) {
    long word = memory.getLongOpaque(base + DirectoryLayout.STATE); // it stays so
    return EntryWord.phase(word) == EntryWord.ABANDONED;
  }

  private Optional<DirectoryEntry> readReady(long base) {
    while (true) {
      long word = memory.getLongAcquire(base + DirectoryLayout.STATE); // E2 <- E1
      if (EntryWord.phase(word) != EntryWord.READY) {
        return Optional.empty();
      }
      DirectoryEntry entry = slots.read(base, word);
      if (entry != null) {
        return Optional.of(entry);
      }
    }
  }

  /**
   * Finds an entry, or creates it.
   *
   * @param request what the entry must be
   * @param initializer fills the range if the entry is created
   * @param timeoutNanos how long to wait for another participant that is creating it
   * @return the entry
   * @throws IllegalArgumentException if the name is in use with another kind or length
   * @throws SharelockException {@link Outcome#TIMED_OUT}, {@link Outcome#INTERRUPTED}, {@link
   *     Outcome#CANCELLED}, {@link Outcome#NO_MEMORY}, {@link Outcome#TOO_LARGE} or {@link
   *     Outcome#CORRUPT}
   */
  public DirectoryEntry getOrCreate(
      EntryRequest request, EntryInitializer initializer, long timeoutNanos) {
    Objects.requireNonNull(initializer, "initializer");
    context.participants().requireNotEvicted();
    long deadline = Deadline.after(context.environment().nanoTime(), timeoutNanos);
    long base = slots.findOrTake(request.name());
    while (true) {
      int signal = memory.getIntAcquire(base + DirectoryLayout.SIGNAL); // G2 <- G1
      long word = memory.getLongAcquire(base + DirectoryLayout.STATE); // E2 <- E1
      switch (EntryWord.phase(word)) {
        case EntryWord.READY -> {
          DirectoryEntry entry = slots.read(base, word);
          if (entry != null) {
            return requireSame(entry, request);
          }
        }
        case EntryWord.ABSENT -> {
          if (take(base, word)) {
            return build(base, request, initializer);
          }
        }
        case EntryWord.BUILDING -> {
          long builder = EntryWord.value(word);
          requireOther(base, word, request);
          if (context.participants().isEvicted(builder)) {
            abandon(base, word);
          } else if (context.participants().isAlive(builder)) {
            await(base, signal, deadline, request.name());
          } else if (take(base, word)) {
            return build(base, request, initializer);
          }
        }
        case EntryWord.ABANDONED -> base = slots.findOrTake(request.name(), base);
        default -> throw corrupt(base, word);
      }
    }
  }

  private void abandon(long base, long word) {
    // publishes nothing; if it fails, the builder was faster, or somebody else
    memory.compareAndSetLong(base + DirectoryLayout.STATE, word, EntryWord.abandoned(word));
    signal(base);
  }

  /**
   * Looks up a name, and waits until it is there.
   *
   * @param name the name
   * @param timeoutNanos how long to wait at the most
   * @return the entry
   * @throws SharelockException {@link Outcome#TIMED_OUT}, {@link Outcome#INTERRUPTED} or {@link
   *     Outcome#CANCELLED}; {@link Outcome#NO_MEMORY} if no other name fits into the directory
   */
  public DirectoryEntry await(String name, long timeoutNanos) {
    EntryRequest.requireName(name);
    long deadline = Deadline.after(context.environment().nanoTime(), timeoutNanos);
    long base = slots.findOrTake(name);
    while (true) {
      base = isAbandoned(base) ? slots.findOrTake(name, base) : base;
      int signal = memory.getIntAcquire(base + DirectoryLayout.SIGNAL); // G2 <- G1
      Optional<DirectoryEntry> entry = readReady(base).filter(e -> e.name().equals(name));
      if (entry.isPresent()) {
        return entry.get();
      }
      await(base, signal, deadline, name);
    }
  }

  private boolean take(long base, long word) {
    long mine = EntryWord.building(context.participants().self());
    return memory.compareAndSetLong(base + DirectoryLayout.STATE, word, mine); // B1 -> E1
  }

  private DirectoryEntry build(long base, EntryRequest request, EntryInitializer initializer) {
    // orders nothing: a number that nobody else gets
    long generation = memory.getAndAddLong(RegionLayout.GENERATIONS, 1) + 1;
    DirectoryEntry entry;
    building++;
    try {
      long offset = heap.allocate(request.bytes());
      entry =
          new DirectoryEntry(request.name(), request.kind(), offset, request.bytes(), generation);
      slots.write(base, entry);
      initializer.initialize(offset, request.bytes());
    } catch (RuntimeException e) {
      finish(base, EntryWord.absent(generation));
      throw e;
    } finally {
      building--;
    }
    finish(base, EntryWord.ready(generation));
    return entry;
  }

  private void finish(long base, long word) {
    long mine = EntryWord.building(context.participants().self());
    // E1 -> E2
    boolean done = memory.compareAndSetLong(base + DirectoryLayout.STATE, mine, word);
    signal(base);
    if (!done && isAbandoned(base)) {
      throw new SharelockException(
          Outcome.EVICTED,
          "directory entry was being built by a participant that was evicted: at="
              + base
              + ", state="
              + EntryWord.text(memory.getLongOpaque(base + DirectoryLayout.STATE))
              + "; do: close its handles, and attach again");
    }
    if (!done) {
      throw corrupt(base, memory.getLongOpaque(base + DirectoryLayout.STATE));
    }
  }

  private void signal(long base) {
    int ignored = memory.getAndAddInt(base + DirectoryLayout.SIGNAL, 1); // G1 -> G2
    memory.wake(base + DirectoryLayout.SIGNAL, Integer.MAX_VALUE);
  }

  private void await(long base, int signal, long deadline, String name) {
    Outcome failure = SignalWait.sleep(context, base + DirectoryLayout.SIGNAL, signal, deadline);
    if (failure != Outcome.WOULD_BLOCK) {
      throw new SharelockException(
          failure,
          "directory entry is not there yet: name="
              + name
              + ", state="
              + EntryWord.text(memory.getLongOpaque(base + DirectoryLayout.STATE))
              + "; do: try again, or look at what its builder does");
    }
  }

  private void requireOther(long base, long word, EntryRequest request) {
    if (EntryWord.value(word) == context.participants().self()) {
      if (building == 0) {
        throw corrupt(base, word);
      }
      throw new IllegalStateException(
          "directory entry is asked for by its own initialiser: name="
              + request.name()
              + "; do: create what an entry needs before the entry");
    }
  }

  private static DirectoryEntry requireSame(DirectoryEntry entry, EntryRequest request) {
    boolean same =
        entry.name().equals(request.name())
            && entry.kind() == request.kind()
            && entry.bytes() == request.bytes();
    if (!same) {
      throw new IllegalArgumentException(
          "directory entry is another one: name="
              + entry.name()
              + ", kind="
              + EntryKind.text(entry.kind())
              + ", bytes="
              + entry.bytes()
              + ", wantedKind="
              + EntryKind.text(request.kind())
              + ", wantedBytes="
              + request.bytes()
              + "; do: ask for the same kind and length, or use another name");
    }
    return entry;
  }

  private SharelockException corrupt(long base, long word) {
    return new SharelockException(
        Outcome.CORRUPT,
        "directory entry is corrupt: at="
            + base
            + ", state="
            + EntryWord.text(word)
            + "; do: create the region anew");
  }

  /**
   * Removes an entry, unless it has been removed already. Its range is not used again, so that
   * those who still use it harm nobody.
   *
   * @param entry the entry
   * @return whether this call removed it; false if it is stale
   */
  public boolean remove(DirectoryEntry entry) {
    long base = current(entry.name());
    boolean removed =
        base >= 0
            // publishes nothing
            && memory.compareAndSetLong(
                base + DirectoryLayout.STATE,
                EntryWord.ready(entry.generation()),
                EntryWord.absent(entry.generation()));
    if (removed) {
      signal(base);
    }
    return removed;
  }

  /**
   * Tells whether an entry is still the one of its name.
   *
   * @param entry the entry
   * @return false if it was removed
   */
  public boolean isCurrent(DirectoryEntry entry) {
    long base = current(entry.name());
    return base >= 0
        && memory.getLongOpaque(base + DirectoryLayout.STATE)
            == EntryWord.ready(entry.generation());
  }

  /**
   * Lists the entries that are ready.
   *
   * @return the entries, in no particular order
   */
  public List<DirectoryEntry> entries() {
    List<DirectoryEntry> entries = new ArrayList<>();
    for (int index = 0; index < slots.count(); index++) {
      readReady(slots.base(index)).ifPresent(entries::add);
    }
    return entries;
  }

  /**
   * Tells how much of the heap is left.
   *
   * @return the number of bytes that were not handed out
   */
  public long freeBytes() {
    return heap.free();
  }

  /** The entries with their states, for dumps. */
  DirectorySlots slots() {
    return slots;
  }
}
