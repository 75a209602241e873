package dev.sharelock.model.sampling;

import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.sampling.schedule.StepKind;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process of the execution that runs: where it stands, and what it is about to do. */
final class SimulatedProcess {
  /** Where a process stands. */
  enum State {
    /** Its turn to start has not come, since the process it follows lives. */
    DORMANT,
    /** It will run up to its first access before anything else happens. */
    NEW,
    /** It runs up to its first access. */
    STARTING,
    /** It is about to make an access. */
    READY,
    /** It spins, and nobody has written since it looked. */
    SPINNING,
    /** It sleeps on a word. */
    WAITING,
    /** It was killed, and its body has not been left yet. */
    KILLED,
    /** Its body was left. */
    ENDED
  }

  static final long NEVER_SPUN = -1;
  private static final int REMEMBERED_READS = 8;

  final Scenario.Process description;
  final int index;
  Worker worker;

  State state;
  boolean killed;
  boolean doomed;
  int aborts;
  int steps;

  EventKind pendingKind;
  AccessMode pendingMode;
  long pendingOffset;
  long pendingBytes;
  int alternatives;
  boolean canFailWeakly;
  boolean readsRacy;

  /** Whether a read since its last turn of a spin loop has left out newer values. */
  boolean readStale;

  final LostStores lost = new LostStores();
  FenceKind pendingFence;
  long weakExpectation;
  StepKind chosenKind;
  int chosenValue;

  int waitOffset;
  int waitExpected;
  long waitDeadline;
  long waitTicket;
  int wokenBy;

  long ownWrites;
  long spinMark;
  int idleSpins;
  int idleRounds;
  long idlePrint;
  private final long[] turnReads = new long[REMEMBERED_READS];
  private int turnReadCount;
  private final Map<String, List<Object>> records = new HashMap<>();

  SimulatedProcess(Scenario.Process description, int index) {
    this.description = description;
    this.index = index;
  }

  void begin(Worker thread) {
    worker = thread;
    canFailWeakly = false;
    readsRacy = false;
    readStale = false;
    lost.begin();
    state = description.after() == null ? State.NEW : State.DORMANT;
    killed = false;
    doomed = false;
    aborts = 0;
    steps = 0;
    ownWrites = 0;
    spinMark = NEVER_SPUN;
    idleSpins = 0;
    idleRounds = 0;
    idlePrint = 0;
    turnReadCount = 0;
    wokenBy = -1;
    if (!records.isEmpty()) {
      records.clear();
    }
  }

  String name() {
    return description.name();
  }

  /** Whether its body has begun and was not left. */
  boolean isInside() {
    return switch (state) {
      case STARTING, READY, SPINNING, WAITING, KILLED -> true;
      case DORMANT, NEW, ENDED -> false;
    };
  }

  /** Whether it has still something to do or to wait for. */
  boolean isUnfinished() {
    return state != State.ENDED && state != State.DORMANT;
  }

  void plan(EventKind kind, long offset, long bytes, AccessMode mode) {
    pendingKind = kind;
    pendingOffset = offset;
    pendingBytes = bytes;
    pendingMode = mode;
  }

  void sleepOn(int offset, int expected, long deadline, long ticket) {
    state = State.WAITING;
    waitOffset = offset;
    waitExpected = expected;
    waitDeadline = deadline;
    waitTicket = ticket;
    wokenBy = -1;
  }

  /** The next access is a weak compare-and-set. */
  void weakExpected(long expected) {
    canFailWeakly = true;
    weakExpectation = expected;
  }

  /** Whether its next access is a weak compare-and-set that finds what it expects. */
  boolean wouldSucceed(Store store) {
    return canFailWeakly
        && weakExpectation == Bytes.get(store.content(), (int) pendingOffset, (int) pendingBytes);
  }

  /** Whether its next access is a read that may leave out newer values, if there are older ones. */
  boolean mayReadOlder() {
    boolean word = pendingKind == EventKind.READ && pendingOffset >= 0;
    return state == State.READY && (word || readsRacy);
  }

  /** How many older values its next access could read in the place of the newest. */
  int olderValues(Store store) {
    if (!mayReadOlder()) {
      return 0;
    }
    int offset = (int) pendingOffset;
    return readsRacy
        ? store.racyChoices(index, offset) - 1
        : store.olderValues(index, offset, (int) pendingBytes, pendingMode);
  }

  void notWeak() {
    canFailWeakly = false;
  }

  WaitOutcome waitOutcome() {
    return chosenKind == StepKind.TIME_OUT ? WaitOutcome.TIMED_OUT : WaitOutcome.WOKEN;
  }

  /** Whether others have written since its last turn of a spin loop. */
  boolean hasNews(Store store) {
    return store.writes() - ownWrites > spinMark;
  }

  void noteRead(long offset) {
    turnReads[turnReadCount++ % REMEMBERED_READS] = offset;
  }

  void beginTurn() {
    turnReadCount = 0;
    readStale = false;
  }

  /** The cells read in the turn of the spin loop that has come to its end. */
  List<Long> awaitedCells() {
    List<Long> cells = new ArrayList<>();
    for (int i = 0; i < Math.min(turnReadCount, REMEMBERED_READS); i++) {
      if (!cells.contains(turnReads[i])) {
        cells.add(turnReads[i]);
      }
    }
    return cells;
  }

  void record(String label, Object value) {
    records.computeIfAbsent(label, key -> new ArrayList<>()).add(value);
  }

  List<Object> recorded(String label) {
    return List.copyOf(records.getOrDefault(label, List.of()));
  }

  /** Whether its next step is a choice of the scenario. */
  boolean mustChoose() {
    return state == State.READY && pendingKind == EventKind.CHOICE;
  }
}
