package dev.sharelock.model.scenario;

import dev.sharelock.environment.Participants;
import dev.sharelock.memory.FieldNames;
import java.util.List;
import java.util.function.Consumer;

/**
 * Evictions in a scenario: processes that are declared gone while they are paused anywhere, and run
 * on as zombies whenever it suits them.
 *
 * <p>That somebody is evicted is a word of shared memory, as it is in a region, which an evictor
 * changes at any time: a process of one step, added for each eviction that there may be. So an
 * eviction is a step like others, in traces and in tokens, for every engine; when the zombie learns
 * of it is up to the memory model; and pauses are what schedules are made of.
 *
 * @param budget how many evictions there are
 * @param victims the names of those that may be evicted
 * @param base where the words are; negative if they have no place yet
 */
record Evictions(int budget, List<String> victims, long base) {
  /** Nobody is evicted. */
  static final Evictions NONE = new Evictions(0, List.of(), 0);

  private static final String EVICTOR = "evictor";

  Evictions {
    victims = List.copyOf(victims);
  }

  static Evictions of(int budget, String... victims) {
    return new Evictions(budget, List.of(victims), -1);
  }

  boolean isPlaced() {
    return base >= 0;
  }

  /** The same with the words behind the memory of a scenario. */
  Evictions at(long bytes) {
    return new Evictions(budget, victims, bytes + Long.BYTES - 1 & -Long.BYTES);
  }

  /** The first byte behind the words. */
  long end() {
    return word(victims.size());
  }

  private long word(int victim) {
    return base + (long) victim * Long.BYTES;
  }

  private void describe(FieldNames names) {
    for (int i = 0; i < victims.size(); i++) {
      names.word(word(i), Long.BYTES, victims.get(i) + ".evicted");
    }
  }

  /** Adds the evictors, and the words by which they evict. */
  void addTo(List<Consumer<FieldNames>> fields, List<Scenario.Process> processes) {
    fields.add(this::describe);
    for (int i = 0; i < budget; i++) {
      processes.add(evictor(i, processes));
    }
  }

  /** A process that knows who is evicted. */
  Scenario.Process inform(Scenario.Process process, List<Scenario.Process> all) {
    if (victims.isEmpty()) {
      return process;
    }
    Body body = context -> process.body().run(new Context(context, all));
    return new Scenario.Process(process.name(), body, process.after(), process.daemon());
  }

  /** The process that makes one of the evictions. */
  private Scenario.Process evictor(int number, List<Scenario.Process> all) {
    Body body =
        context -> {
          int victim = victims.size() == 1 ? 0 : context.choose(victims.size());
          context.evict(participant(victims.get(victim), all));
        };
    String name = budget == 1 ? EVICTOR : EVICTOR + "-" + (number + 1);
    return new Scenario.Process(name, body, null, false);
  }

  private static long participant(String name, List<Scenario.Process> all) {
    return all.stream().map(Scenario.Process::name).toList().indexOf(name) + 1L;
  }

  /** What a process has of its world if somebody may be evicted in it. */
  private final class Context extends DecoratedContext implements Participants {
    private final List<Scenario.Process> all;

    Context(ProcessContext context, List<Scenario.Process> all) {
      super(context);
      this.all = all;
    }

    @Override
    public Participants participants() {
      return this;
    }

    @Override
    public long self() {
      return super.participants().self();
    }

    @Override
    public boolean isAlive(long participant) {
      return super.participants().isAlive(participant);
    }

    @Override
    public boolean isEvicted(long participant) {
      int victim = victim(participant);
      return victim >= 0 && memory().getLongOpaque(word(victim)) != 0;
    }

    @Override
    public void evict(long participant) {
      int victim = victim(participant);
      require(victim >= 0, "participant may not be evicted: " + participant);
      memory().compareAndSetLong(word(victim), 0, 1);
    }

    private int victim(long participant) {
      boolean known = participant >= 1 && participant <= all.size();
      return known ? victims.indexOf(all.get((int) participant - 1).name()) : -1;
    }
  }
}
