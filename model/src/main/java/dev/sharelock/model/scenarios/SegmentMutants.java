package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.SegmentWorld.HEAP;
import static dev.sharelock.model.scenarios.SegmentWorld.LAYOUT;
import static dev.sharelock.model.scenarios.SegmentWorld.requireOnce;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.scenarios.SegmentWorld.Member;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.segment.Segment;
import dev.sharelock.segment.SegmentPhase;
import dev.sharelock.segment.SegmentTable;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Our segments with one thing weakened. Each must be caught, or that thing is not needed. */
public final class SegmentMutants implements ScenarioProvider {
  private static final long STATE = LAYOUT.state(0);

  /** Phase, owner and target of a state. */
  private static final long STANDING = (1 << 28) - 1;

  private static final int PHASE = 24;
  private static final long ANCHOR = 1L << SegmentWorld.GEOMETRY.holders() - 1;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        withoutUpdate(),
        withoutAcquire(),
        withoutCheck(),
        withoutEpoch(),
        withoutAnchor(),
        sleepy(FenceKind.LIGHT, "light-fence"),
        sleepy(FenceKind.HEAVY, "heavy-fence"),
        withoutWake());
  }

  private static Scenario.Builder without(String name) {
    String words = name.replace('-', ' ');
    return SegmentWorld.segments("without-" + name, "Segments without their " + words + ".")
        .faults(Faults.NONE);
  }

  private static Scenario withoutUpdate() {
    Weakening split = Weakening.splitUpdates(STATE);
    return without("state-update")
        .process(
            "sender",
            context -> {
              Member member = SegmentWorld.open(context, split);
              while (SegmentWorld.peer(context) < 0) {
                context.environment().spinHint();
              }
              SegmentScenarios.sendAndTakeBack(context, member);
            })
        .process(
            "receiver",
            context -> {
              Member member = SegmentWorld.open(context, split);
              SegmentWorld.announce(context, member);
              for (int i = 0; i < 4; i++) {
                SegmentWorld.take(context, member, 0);
              }
            })
        .atEnd("had once", end -> requireOnce(end, "sender", "receiver"))
        .mustFailWith(
            FailureKind.ASSERTION,
            FailureKind.EXCEPTION,
            FailureKind.DATA_RACE,
            FailureKind.DEADLOCK,
            FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static Scenario withoutAcquire() {
    return without("state-acquire")
        .faults(Faults.NONE.killing(1, "victim"))
        .process(
            "owner",
            context ->
                SegmentWorld.requireSigned(context, SegmentWorld.make(SegmentWorld.open(context))))
        .process("victim", context -> context.record("lived", true))
        .afterDeathOf(
            "victim",
            "survivor",
            context ->
                SegmentScenarios.reclaim(
                    context, SegmentWorld.open(context, Weakening.opaqueReads(STATE))))
        .atEnd(
            "the owner lives",
            end ->
                end.require(
                    end.recorded("survivor", SegmentWorld.GOT).isEmpty(), "taken from the living"))
        .needsWeakMemory()
        .exhaustible()
        .mustFailWith(
            FailureKind.ASSERTION,
            FailureKind.EXCEPTION,
            FailureKind.DATA_RACE,
            FailureKind.DEADLOCK,
            FailureKind.LOST_WAKE_UP)
        .build();
  }

  /** The handle looks at the word that the member last owned the segment by, not at what it is. */
  private static Weakening blind() {
    return memory ->
        new MemoryDecorator(memory) {
          private long owned;

          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            boolean owning = at == STATE && (value >>> PHASE & 7) == SegmentPhase.OWNED.ordinal();
            owned = owning ? value : owned;
            return super.compareAndExchange(at, bytes, mode, expected, value);
          }

          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            boolean check = at == STATE && mode == AccessMode.OPAQUE && owned != 0;
            return check ? owned : super.load(at, bytes, mode);
          }
        };
  }

  private static void sendAndWrite(ProcessContext context, Member member) {
    Segment segment = member.table().allocate(Long.BYTES);
    if (member.table().send(segment, SegmentWorld.peer(context)) == Outcome.DONE) {
      segment.view().putLong(0, 1);
    }
  }

  private static Scenario withoutCheck() {
    return without("epoch-check")
        .process("sender", context -> sendAndWrite(context, SegmentWorld.open(context, blind())))
        .process(
            "receiver",
            context -> {
              Member member = SegmentWorld.open(context);
              SegmentWorld.announce(context, member);
              if (member.table().receive(0) == Outcome.DONE) {
                long found = member.table().received().view().getLong(0);
                context.require(found == 0, "segment holds " + found);
              }
            })
        .mustFailWith(FailureKind.ASSERTION, FailureKind.DATA_RACE)
        .build();
  }

  /** A state that comes again looks as it did the first time: nothing tells how often it came. */
  private static Weakening epochless() {
    return memory ->
        new MemoryDecorator(memory) {
          private final Map<Long, Long> first = new HashMap<>();

          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            long found = super.load(at, bytes, mode);
            return at == STATE ? first.getOrDefault(found & STANDING, found) : found;
          }

          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            if (at != STATE) {
              return super.compareAndExchange(at, bytes, mode, expected, value);
            }
            long now = super.load(at, bytes, AccessMode.OPAQUE);
            boolean same = (now & STANDING) == (expected & STANDING);
            if (!same || super.compareAndExchange(at, bytes, mode, now, value) != now) {
              return ~expected;
            }
            first.putIfAbsent(value & STANDING, value);
            return expected;
          }
        };
  }

  private static Scenario withoutEpoch() {
    return without("epoch")
        .process(
            "owner",
            context -> {
              Member member = SegmentWorld.open(context, epochless());
              Segment old = SegmentWorld.make(member);
              int peer = SegmentTable.open(context.participant(), member.allocator(), 0).member();
              member.table().send(old, peer);
              member.table().takeBack(old);
              SegmentLifeScenarios.requireRefused(context, old);
            })
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION, FailureKind.EXCEPTION)
        .build();
  }

  private static Weakening withoutAnchors() {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            boolean anchor = at >= HEAP && (value ^ expected) == ANCHOR && value > expected;
            return anchor ? expected : super.compareAndExchange(at, bytes, mode, expected, value);
          }
        };
  }

  private static Scenario withoutAnchor() {
    return without("anchor")
        .process(
            "sender",
            context ->
                SegmentScenarios.sendAndTrespass(
                    context, SegmentWorld.open(context, withoutAnchors())))
        .process(
            "receiver", context -> SegmentScenarios.receiveOne(context, SegmentWorld.open(context)))
        .mustFailWith(
            FailureKind.ASSERTION,
            FailureKind.EXCEPTION,
            FailureKind.DATA_RACE,
            FailureKind.DEADLOCK,
            FailureKind.LOST_WAKE_UP)
        .build();
  }

  /** A mutant in which somebody sleeps for ever, but only where stores are buffered. */
  private static Scenario sleepy(FenceKind fence, String name) {
    return unheard(name, Weakening.withoutFence(fence)).needsWeakMemory().build();
  }

  private static Scenario withoutWake() {
    return unheard("wake", Weakening.withoutWakes()).build();
  }

  private static Scenario.Builder unheard(String missing, Weakening weakening) {
    return without(missing)
        .untimed()
        .process(
            "sender",
            context ->
                SegmentScenarios.sendAndTrespass(context, SegmentWorld.open(context, weakening)))
        .process(
            "receiver",
            context -> {
              Member member = SegmentWorld.open(context, weakening);
              SegmentWorld.announce(context, member);
              SegmentWorld.take(context, member, Deadline.NEVER);
            })
        .exhaustible()
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP);
  }
}
