package dev.sharelock.model.scenario;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.trace.FailureKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A small world to be explored: how it is set up, what its processes do, and what must hold. Every
 * engine runs the same scenario.
 */
public final class Scenario implements ScenarioParts {
  private static final UnaryOperator<SharedMemory> AS_IT_IS = memory -> memory;
  private final Builder parts;
  private final Faults faults;
  private final UnaryOperator<SharedMemory> memory;

  private Scenario(Builder parts, Faults faults, UnaryOperator<SharedMemory> memory) {
    this.parts = parts;
    this.faults = faults;
    this.memory = memory;
  }

  /** Starts the description of a scenario with a name such as {@code ring.wrap-around}. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  public String name() {
    return parts.name;
  }

  /** One sentence that says what the scenario is about. */
  public String about() {
    return parts.about;
  }

  /** The size of the shared memory in bytes. */
  public long bytes() {
    return parts.bytes;
  }

  /** Names the fields of the memory for traces. */
  public void describeFields(FieldNames names) {
    parts.fields.forEach(describer -> describer.accept(names));
  }

  public SetUp setUp() {
    return parts.setUp;
  }

  public List<Process> processes() {
    return parts.processes.stream().map(this::over).toList();
  }

  private Process over(Process plain) {
    Process process = parts.evictions.inform(plain, parts.processes);
    return memory == AS_IT_IS ? process : process.over(memory);
  }

  /** The same scenario over another memory, which is made of that of each process. */
  public Scenario withMemory(UnaryOperator<SharedMemory> decorator) {
    return new Scenario(parts, faults, decorator);
  }

  /** The names of processes that were declared to be identical, for each body. */
  public List<List<String>> identical() {
    return List.copyOf(parts.identical);
  }

  public List<Invariant> invariants() {
    return List.copyOf(parts.invariants);
  }

  public List<NamedEndCheck> endChecks() {
    return List.copyOf(parts.endChecks);
  }

  public Faults faults() {
    return faults;
  }

  /**
   * The processes that sampling pauses: it lets everybody else go on as far as possible before they
   * make their next step.
   */
  public List<String> pausable() {
    return parts.pausable;
  }

  /** The same scenario with other faults. */
  public Scenario withFaults(Faults allowed) {
    return new Scenario(parts, allowed, memory);
  }

  /**
   * The kinds of failure of which one must be found; empty for a scenario that must pass. A
   * scenario that must fail proves that the engine would notice.
   */
  public Set<FailureKind> mustFailWith() {
    return Set.copyOf(parts.mustFailWith);
  }

  /** The same scenario in a smaller size, in which its failures are looked for as well. */
  public Optional<Scenario> smaller() {
    return Optional.ofNullable(parts.smaller);
  }

  /** Whether the exhaustive engine comes to an end with the scenario. */
  public boolean exhaustible() {
    return parts.exhaustible;
  }

  /** Whether that takes more than the quick budget. */
  public boolean large() {
    return parts.large;
  }

  /**
   * Whether the failure that must be found shows only under a memory weaker than sequential
   * consistency. An engine with sequentially consistent memory cannot find it, and is not asked to.
   */
  public boolean needsWeakMemory() {
    return parts.needsWeakMemory;
  }

  /**
   * Whether the failure that must be found shows only where writes to a word, or volatile accesses,
   * are ordered otherwise than they are made. A machine that makes one step after the other cannot
   * find it, even if its reads may be stale.
   */
  public boolean needsReordering() {
    return parts.needsReordering;
  }

  /**
   * Whether waits are timed only so as to survive a death. A wait that nothing but its time-out can
   * end is then a failure, unless a process was killed.
   */
  public boolean untimed() {
    return parts.untimed;
  }

  /** The data on which races are no failure. */
  public RacyData racyData() {
    return parts.racyData;
  }

  @Override
  public String toString() {
    return parts.name;
  }

  /** Collects the parts of a scenario. */
  public static final class Builder {
    private final String name;
    private final List<Consumer<FieldNames>> fields = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private Scenario smaller;
    private final List<List<String>> identical = new ArrayList<>();
    private final Lives lives = new Lives();
    private final List<Invariant> invariants = new ArrayList<>();
    private final List<NamedEndCheck> endChecks = new ArrayList<>();
    private final Set<FailureKind> mustFailWith = EnumSet.noneOf(FailureKind.class);
    private String about = "";
    private long bytes = 4096;
    private SetUp setUp = (memory, environment) -> {};
    private Faults faults = Faults.DEFAULT;
    private Evictions evictions = Evictions.NONE;
    private List<String> pausable = List.of();
    private boolean exhaustible;
    private boolean large;
    private boolean needsWeakMemory;
    private boolean needsReordering;
    private boolean untimed;
    private final Map<String, Integer> racyFields = new LinkedHashMap<>();
    private RacyData racyData = RacyData.NONE;

    private Builder(String name) {
      if (!name.matches("[a-z0-9]+([.-][a-z0-9]+)*")) {
        throw new IllegalArgumentException(
            "scenario name is malformed: name=" + name + "; do: use words like ring.wrap-around");
      }
      this.name = name;
    }

    public Builder about(String sentence) {
      this.about = sentence;
      return this;
    }

    public Builder bytes(long size) {
      this.bytes = size;
      return this;
    }

    public Builder fields(Consumer<FieldNames> describer) {
      fields.add(describer);
      return this;
    }

    public Builder setUp(SetUp work) {
      this.setUp = work;
      return this;
    }

    /** Adds a process that starts at once. */
    public Builder process(String process, Body body) {
      return add(new Process(process, body, null, false));
    }

    /**
     * Adds processes that do the same: {@code name-1}, {@code name-2} and so on. The body must not
     * ask which one it is, and the checks must not care; then the exhaustive engine can leave out
     * executions in which they only change places.
     */
    public Builder identical(String prefix, int count, Body body) {
      List<String> names = IntStream.rangeClosed(1, count).mapToObj(i -> prefix + "-" + i).toList();
      names.forEach(each -> process(each, body));
      identical.add(names);
      return this;
    }

    /** Adds a process that may still be waiting when all others have ended. */
    public Builder daemon(String process, Body body) {
      return add(new Process(process, body, null, true));
    }

    /** Adds a process that starts when another one is killed, and never runs otherwise. */
    public Builder afterDeathOf(String victim, String process, Body body) {
      return add(new Process(process, body, victim, false));
    }

    /** Adds a process that comes again when it is killed: {@code name-2} after {@code name}, ... */
    public Builder restarting(String process, int restarts, Body body) {
      lives.add(process, restarts, (name, after) -> add(new Process(name, body, after, false)));
      return this;
    }

    private Builder add(Process process) {
      if (processes.stream().anyMatch(other -> other.name().equals(process.name()))) {
        throw new IllegalArgumentException(
            "process exists: name=" + process.name() + "; do: give each process its own name");
      }
      processes.add(process);
      return this;
    }

    public Builder invariant(String invariant, InvariantCheck check) {
      invariants.add(new Invariant(invariant, check));
      return this;
    }

    public Builder atEnd(String what, EndCheck check) {
      endChecks.add(new NamedEndCheck(what, check));
      return this;
    }

    public Builder faults(Faults allowed) {
      this.faults = allowed;
      return this;
    }

    /**
     * Lets processes be evicted, at any time, while they run on as zombies. For each eviction there
     * is a process that makes it, in one step; and sampling pauses the victims before each of their
     * steps until nobody else can go on.
     *
     * @param budget how many evictions there are; 0 if only bodies {@linkplain ProcessContext#evict
     *     evict}
     * @param victims the names of those that may be evicted
     */
    public Builder evictions(int budget, String... victims) {
      this.evictions = Evictions.of(budget, victims);
      return pausing(List.of(victims));
    }

    /** Names processes whose long pauses are worth looking for. */
    public Builder pausing(List<String> names) {
      this.pausable = List.copyOf(names);
      return this;
    }

    /** Declares that an engine must find a failure of one of these kinds. */
    public Builder mustFailWith(FailureKind... kinds) {
      mustFailWith.addAll(List.of(kinds));
      return this;
    }

    /**
     * Names the same scenario with fewer operations or processes. A failure that shows there as
     * well is told of that one, so it must be offered by a provider too.
     */
    public Builder smaller(Scenario other) {
      this.smaller = other;
      return this;
    }

    /** Declares that the scenario is small enough to be exhausted in the quick budget. */
    public Builder exhaustible() {
      this.exhaustible = true;
      return this;
    }

    /** Declares that exhausting it takes a minute; a check of all scenarios only samples it. */
    public Builder large() {
      this.large = true;
      return exhaustible();
    }

    /** Declares that only an engine with weak memory can find the failure. */
    public Builder needsWeakMemory() {
      this.needsWeakMemory = true;
      return this;
    }

    /**
     * Declares that stale reads do not suffice either: writes must be ordered as nobody makes them.
     */
    public Builder needsReordering() {
      this.needsReordering = true;
      return needsWeakMemory();
    }

    /**
     * Declares that no operation has a deadline, however long it waits in slices, so that a slice
     * which has to end before anybody can go on hides a lost wake-up.
     */
    public Builder untimed() {
      this.untimed = true;
      return this;
    }

    /**
     * Declares a field as data that is racy by design, in granules of 4 bytes. Its accesses race
     * without being a failure; a plain read may then return, for each granule by itself, any write
     * that no other write has replaced in the order of happens-before.
     *
     * @param field a name that {@link #fields} gives
     */
    public Builder racyByDesign(String field) {
      return racyByDesign(field, 4);
    }

    /** The same in granules of a number of bytes: 4, or 1 for bytes that change one by one. */
    public Builder racyByDesign(String field, int granule) {
      racyFields.put(field, granule);
      return this;
    }

    /**
     * Makes this the same scenario as another one, but for what its processes do.
     *
     * @param other a scenario as it was built
     * @param change what becomes of the body of each process
     */
    public Builder like(Scenario other, UnaryOperator<Process> change) {
      Builder all = other.parts;
      about = all.about;
      bytes = all.bytes;
      fields.addAll(all.fields);
      setUp = all.setUp;
      faults = other.faults;
      evictions = all.evictions;
      pausable = all.pausable;
      all.processes.forEach(process -> add(change.apply(process)));
      invariants.addAll(all.invariants);
      endChecks.addAll(all.endChecks);
      return this;
    }

    /** Adds the evictors, and the words by which they evict. */
    private void addEvictions() {
      evictions = evictions.at(bytes);
      bytes = evictions.end();
      evictions.addTo(fields, processes);
    }

    public Scenario build() {
      if (processes.isEmpty()) {
        throw new IllegalArgumentException(
            "scenario has no process: name=" + name + "; do: add one with process(name, body)");
      }
      if (!evictions.isPlaced()) {
        addEvictions();
      }
      racyData = RacyData.of(racyFields, fields);
      return new Scenario(this, lives.endingAs(faults), AS_IT_IS);
    }
  }
}
