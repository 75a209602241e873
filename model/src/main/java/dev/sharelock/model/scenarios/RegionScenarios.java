package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Environment;
import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.CheckFailed;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioParts.EndCheck;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.region.Membership;
import dev.sharelock.region.RegionCheck;
import dev.sharelock.region.RegionHeader;
import dev.sharelock.region.RegionLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** The region: creation against attachment, registration against retirement, death anywhere. */
public final class RegionScenarios implements ScenarioProvider {

  static final long GENERATION = 77;

  /** What the first participant of the first slot is called. */
  private static final long FIRST = 1 << 10;

  private static final String JOINED = "joined";
  private static final String REFUSED = "refused";
  private static final String RETIRED = "retired";
  private static final String NUMBER = "number";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        attachDuringCreation(),
        creatorKilled(),
        joinAgainstRetire(),
        joinerKilledAgainstRetire(),
        twoRetire(),
        oneSlotForTwo(),
        slotIsUsedAgain(),
        deadSlotForTwo(),
        recovererKilled(),
        slowRecoverer(),
        leaveAgainstQuestion(),
        deathAgainstQuestion());
  }

  static RegionHeader header(RegionLayout layout, long heapBytes, Environment environment) {
    long size = layout.heapStart() + heapBytes;
    return new RegionHeader(size, GENERATION, 0, environment.self().bootId(), 0, layout);
  }

  /** A scenario over a region that has been created. */
  private static Scenario.Builder region(String name, int slots, String about) {
    return empty(name, slots, about)
        .setUp((memory, environment) -> header(layout(slots), 0, environment).write(memory));
  }

  /** A scenario over memory in which a region will be created. */
  private static Scenario.Builder empty(String name, int slots, String about) {
    RegionLayout layout = layout(slots);
    return Scenario.named("region." + name)
        .about(about)
        .bytes(layout.heapStart())
        .fields((FieldNames names) -> layout.describe(names))
        .invariant("region", memory -> requireSound(memory, layout));
  }

  static void requireSound(SharedMemory memory, RegionLayout layout) {
    List<String> problems = RegionCheck.problems(memory, layout);
    if (!problems.isEmpty()) {
      throw new CheckFailed(String.join("; ", problems));
    }
  }

  private static RegionLayout layout(int slots) {
    return new RegionLayout(slots, 1);
  }

  private static Membership membership(ProcessContext context) {
    SharedMemory memory = context.memory();
    RegionHeader header = RegionHeader.read(memory, memory.size());
    return new Membership(memory, context.environment(), header);
  }

  /** Joins, and records how that ended; the membership, or null if it was refused. */
  private static Membership join(ProcessContext context) {
    Membership membership = membership(context);
    try {
      long number = membership.join();
      context.record(NUMBER, number);
      context.require(membership(context).isAlive(number), "is not alive after joining");
      context.record(JOINED, true);
      return membership;
    } catch (SharelockException e) {
      context.record(REFUSED, e.outcome());
      return null;
    }
  }

  private static void create(ProcessContext context) {
    header(layout(2), 0, context.environment()).write(context.memory());
    join(context);
  }

  private static void attachIfThere(ProcessContext context) {
    if (RegionHeader.isWritten(context.memory())) {
      RegionHeader header = RegionHeader.read(context.memory(), context.memory().size());
      context.require(header.generation() == GENERATION, "generation is " + header.generation());
      join(context);
    }
  }

  private static Scenario attachDuringCreation() {
    return empty("attach-during-creation", 2, "Who sees the magic sees the whole header.")
        .process("creator", RegionScenarios::create)
        .process("attacher", RegionScenarios::attachIfThere)
        .atEnd("numbers differ", distinct("creator", "attacher"))
        .exhaustible()
        .build();
  }

  private static Scenario creatorKilled() {
    return empty("creator-killed", 2, "A creator that dies leaves no region, or a whole one.")
        .process("creator", RegionScenarios::create)
        .process("attacher", RegionScenarios::attachIfThere)
        .afterDeathOf("creator", "late", RegionScenarios::attachIfThere)
        .faults(Faults.DEFAULT.killing(1, "creator"))
        .atEnd("numbers differ", distinct("creator", "attacher", "late"))
        .exhaustible()
        .build();
  }

  private static Scenario joinAgainstRetire() {
    return region("join-against-retire", 1, "Either somebody joins or the region is retired.")
        .process("joiner", RegionScenarios::join)
        .process("sweeper", context -> context.record(RETIRED, membership(context).retire()))
        .atEnd("exactly one succeeds", RegionScenarios::requireJoinedOrRetired)
        .exhaustible()
        .build();
  }

  private static void requireJoinedOrRetired(EndState end) {
    boolean joined = end.recorded("joiner", JOINED).contains(true);
    boolean retired = end.recorded("sweeper", RETIRED).contains(true);
    end.require(!(joined && retired), "a region was retired under a live participant");
    end.require(
        end.killed("joiner") || joined || retired, "neither joined nor retired: both were refused");
  }

  private static Scenario joinerKilledAgainstRetire() {
    return region(
            "joiner-killed-against-retire",
            1,
            "A joiner that dies anywhere does not keep the region alive.")
        .process("joiner", RegionScenarios::join)
        .process("sweeper", context -> context.record(RETIRED, membership(context).retire()))
        .afterDeathOf(
            "joiner",
            "heir",
            context ->
                context.require(
                    membership(context).retire(), "the dead joiner keeps the region alive"))
        .faults(Faults.DEFAULT.killing(1, "joiner"))
        .exhaustible()
        .build();
  }

  private static Scenario twoRetire() {
    return region("two-retire", 2, "Two who retire agree, whoever joins meanwhile.")
        .process("joiner", RegionScenarios::join)
        .process("sweeper", context -> context.record(RETIRED, membership(context).retire()))
        .process("other", context -> context.record(RETIRED, membership(context).retire()))
        .atEnd(
            "nobody is locked in",
            end -> {
              boolean retired =
                  end.recorded("sweeper", RETIRED).contains(true)
                      || end.recorded("other", RETIRED).contains(true);
              boolean joined = end.recorded("joiner", JOINED).contains(true);
              end.require(joined != retired, "joined=" + joined + ", retired=" + retired);
            })
        .exhaustible()
        .build();
  }

  private static Scenario oneSlotForTwo() {
    return region("one-slot-for-two", 1, "One slot goes to one of two.")
        .process("one", RegionScenarios::join)
        .process("two", RegionScenarios::join)
        .atEnd(
            "one joins",
            end -> {
              boolean one = end.recorded("one", JOINED).contains(true);
              boolean two = end.recorded("two", JOINED).contains(true);
              end.require(one != two, "participants in one slot: " + one + ", " + two);
              List<Object> refused = end.recorded(one ? "two" : "one", REFUSED);
              boolean full = refused.equals(List.of(Outcome.NO_MEMORY));
              end.require(full, "refused: " + refused);
            })
        .exhaustible()
        .build();
  }

  private static Scenario slotIsUsedAgain() {
    return region("slot-is-used-again", 1, "No number is given twice.")
        .process("one", RegionScenarios::joinAndLeaveTwice)
        .process("two", RegionScenarios::joinAndLeaveTwice)
        .atEnd("numbers differ", distinct("one", "two"))
        .build();
  }

  private static void joinAndLeaveTwice(ProcessContext context) {
    joinAndLeave(context);
    joinAndLeave(context);
  }

  private static void joinAndLeave(ProcessContext context) {
    Membership membership = join(context);
    if (membership != null) {
      long number = membership.self();
      membership.leave();
      context.require(!membership.isAlive(number), "is alive after leaving");
    }
  }

  private static Scenario deadSlotForTwo() {
    return region("dead-slot-for-two", 1, "The slot of a dead process goes to one of two.")
        .process("victim", RegionScenarios::join)
        .process("one", RegionScenarios::join)
        .afterDeathOf("victim", "two", RegionScenarios::join)
        .faults(Faults.DEFAULT.killing(1, "victim"))
        .atEnd("numbers differ", distinct("victim", "one", "two"))
        .atEnd("survivors are registered", registered("one", "two"))
        .atEnd(
            "one survivor has the slot",
            end -> {
              int survivors =
                  end.recorded("one", JOINED).size() + end.recorded("two", JOINED).size();
              end.require(
                  !end.killed("victim") || survivors == 1, "survivors in one slot: " + survivors);
            })
        .exhaustible()
        .build();
  }

  private static Scenario recovererKilled() {
    return region("recoverer-killed", 1, "A recovery that breaks off is completed by the next.")
        .process("victim", RegionScenarios::join)
        .afterDeathOf("victim", "recoverer", RegionScenarios::join)
        .afterDeathOf(
            "recoverer",
            "heir",
            context -> {
              context.require(join(context) != null, "the slot of the dead cannot be had");
              Membership observer = membership(context);
              context.require(observer.recoverDead() == 0, "the live was recovered");
            })
        .faults(Faults.DEFAULT.killing(2, "victim", "recoverer"))
        .atEnd("numbers differ", distinct("victim", "recoverer", "heir"))
        .exhaustible()
        .build();
  }

  private static Scenario slowRecoverer() {
    return region(
            "slow-recoverer", 1, "Who looked at a slot long ago does not free it for another.")
        .process("leaver", RegionScenarios::joinAndLeave)
        .process("victim", RegionScenarios::join)
        .process(
            "recoverer",
            context -> {
              membership(context).recoverDead();
              join(context);
            })
        .faults(Faults.NONE.killing(1, "victim"))
        .atEnd("numbers differ", distinct("leaver", "victim", "recoverer"))
        .build();
  }

  private static Scenario leaveAgainstQuestion() {
    return region("leave-against-question", 2, "Who left is dead, whoever has its slot then.")
        .process("leaver", RegionScenarios::joinAndLeaveTwice)
        .process("observer", RegionScenarios::askForTheFirst)
        .exhaustible()
        .build();
  }

  private static Scenario deathAgainstQuestion() {
    return region("death-against-question", 1, "Who is dead stays dead, whoever gets the slot.")
        .process("victim", RegionScenarios::join)
        .process(
            "recoverer",
            context -> {
              membership(context).recoverDead();
              join(context);
            })
        .process("observer", RegionScenarios::askForTheFirst)
        .faults(Faults.NONE.killing(1, "victim"))
        .exhaustible()
        .build();
  }

  private static void askForTheFirst(ProcessContext context) {
    Membership observer = membership(context);
    boolean lived = false;
    boolean died = false;
    for (int i = 0; i < 3; i++) {
      boolean alive = observer.isAlive(FIRST);
      context.require(!(died && alive), "the dead came back");
      died |= lived && !alive;
      lived |= alive;
    }
  }

  /** Whoever has joined and was not killed must be known to others at the end. */
  private static EndCheck registered(String... processes) {
    return end -> {
      SharedMemory memory = end.memory();
      Membership observer =
          new Membership(memory, Everybody.LIVES, RegionHeader.read(memory, memory.size()));
      for (String process : processes) {
        for (Object number : end.killed(process) ? List.of() : end.recorded(process, NUMBER)) {
          end.require(observer.isAlive((long) number), process + " is not registered");
        }
      }
    };
  }

  private static EndCheck distinct(String... processes) {
    return end -> {
      List<Object> numbers = new ArrayList<>();
      for (String process : processes) {
        numbers.addAll(end.recorded(process, NUMBER));
      }
      boolean distinct = new HashSet<>(numbers).size() == numbers.size();
      end.require(distinct, "a number was given twice: " + numbers);
    };
  }
}
