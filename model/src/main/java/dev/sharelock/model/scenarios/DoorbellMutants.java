package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.doorbell.DoorbellLayout;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakened;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.ring.RingLayout;
import dev.sharelock.waiting.WaitPolicy;
import java.util.stream.Stream;

/** Doorbells and requests with one thing weakened. Each must be caught, or it is not needed. */
public final class DoorbellMutants implements ScenarioProvider {
  private static final DoorbellLayout LAYOUT =
      new DoorbellLayout(DoorbellScenarios.BASE, 1, DoorbellScenarios.CAPACITY);

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        sleepy("light-fence", "one-producer", Weakening.withoutFence(FenceKind.LIGHT)),
        sleepy("heavy-fence", "one-producer", Weakening.withoutFence(FenceKind.HEAVY)),
        closedWithoutFence(),
        unheard(),
        ownersWithoutUpdate(),
        withoutClientNumber());
  }

  private static Scenario sound(String name) {
    return Stream.of(
            new DoorbellScenarios().scenarios(),
            new DoorbellSmallScenarios().scenarios(),
            new RequestSmallScenarios().scenarios())
        .flatMap(scenarios -> scenarios)
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A mutant in which somebody sleeps for ever, but only where stores are buffered. */
  private static Scenario sleepy(String name, String base, Weakening weakening) {
    return asleep(name, base, weakening).needsWeakMemory().build();
  }

  /** The store of the closer to the waiting word goes before its update of the state. */
  private static Scenario closedWithoutFence() {
    return asleep("close-fence", "close-wakes", Weakening.withoutFence(FenceKind.FULL))
        .needsReordering()
        .build();
  }

  private static Scenario.Builder asleep(String name, String base, Weakening weakening) {
    return Weakened.of(sound("doorbell." + base), "doorbell.without-" + name, weakening)
        .exhaustible()
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP);
  }

  private static Scenario unheard() {
    return asleep("wake", "one-producer", Weakening.withoutWakes()).build();
  }

  private static Scenario ownersWithoutUpdate() {
    Weakening weakening = Weakening.splitUpdates(LAYOUT.owner(0));
    return DoorbellScenarios.bell(
            "without-owner-update", 1, "A slot is taken by a test and a store.")
        .process("first", context -> open(context, weakening))
        .process("second", context -> open(context, weakening))
        .faults(Faults.NONE)
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION, FailureKind.EXCEPTION)
        .build();
  }

  private static void open(ProcessContext context, Weakening weakening) {
    try {
      DoorbellScenarios.producer(RingMutants.weakened(context, weakening), WaitPolicy.UNTIL_WOKEN);
    } catch (SharelockException e) {
      context.require(e.outcome() == Outcome.REFUSED, e.getMessage());
    }
  }

  /** S17: a client takes every reply in its ring for its own. */
  private static Scenario withoutClientNumber() {
    RingLayout replies =
        new RingLayout(RequestScenarios.LAYOUT.replies(0), RequestScenarios.LAYOUT.replyCapacity());
    long slot = RequestScenarios.LAYOUT.requests().owner(0);
    Weakening believing =
        memory ->
            new MemoryDecorator(memory) {
              private long self;

              @Override
              protected long compareAndExchange(
                  long at, int bytes, AccessMode mode, long expected, long value) {
                self = at == slot ? value : self;
                return super.compareAndExchange(at, bytes, mode, expected, value);
              }

              @Override
              protected long loadData(long at, int bytes) {
                long found = super.loadData(at, bytes);
                return at == replies.data() + Long.BYTES && self != 0 ? self : found;
              }
            };
    return Weakened.of(sound("request.client-follows"), "request.without-client-number", believing)
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }
}
