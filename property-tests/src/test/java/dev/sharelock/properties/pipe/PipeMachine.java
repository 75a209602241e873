package dev.sharelock.properties.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.environment.Participants;
import dev.sharelock.properties.pipe.PipeStep.Kind;
import dev.sharelock.queue.Delivery;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Two pipes of blocks with relays from the one to the other, and a pipe of values, which servers
 * and clients use in turn; and what must come of it, side by side. Many die in the middle of an
 * operation.
 */
final class PipeMachine {
  private static final int IN = PipeWorld.IN;
  private static final int OUT = PipeWorld.OUT;

  private final PipeWorld world;
  private final boolean inOrder;
  private final PipeLedger ledger = new PipeLedger(PipeStep.PIPES);
  private final PipeMember[][] users = new PipeMember[PipeStep.PIPES][PipeStep.USERS];
  private final PipeMember[] relays = new PipeMember[PipeStep.RELAYS];
  private long next = 1;
  private long lastOut;

  /**
   * Looks at a world in which nothing has happened.
   *
   * @param inOrder whether values take one way: from the first pipe through one relay at a time to
   *     one consumer, which then must get them in order
   */
  PipeMachine(PipeWorld world, boolean inOrder) {
    this.world = world;
    this.inOrder = inOrder;
  }

  /** Does one step on both sides and compares them. */
  void run(PipeStep step) {
    world.restartSteps();
    int pipe = step.pipe();
    int who = step.who();
    int stage = inOrder ? 0 : who % PipeStep.RELAYS;
    switch (step.kind()) {
      case PUT -> put(step, inOrder && pipe == OUT ? IN : pipe, who);
      case TAKE -> take(step, inOrder && pipe == IN ? OUT : pipe, inOrder ? 1 : who);
      case ACKNOWLEDGE -> acknowledge(step, users[pipe][who]);
      case GIVE_BACK -> giveBack(step, users[pipe][who]);
      case AWAIT_SERVER -> awaitServer(step, pipe, who);
      case LEAVE -> leave(step, users[pipe][who]);
      case KILL -> kill(users[pipe][who]);
      case END -> end(step, pipe, who);
      case RECOVER -> recover(step, pipe, who);
      case PASS -> pass(step, stage);
      case LEAVE_STAGE -> leave(step, relays[stage]);
      case KILL_RELAY -> kill(relays[stage]);
    }
    compare();
  }

  private void compare() {
    for (int pipe = 0; pipe < PipeStep.PIPES; pipe++) {
      ledger.reconcile(pipe, world.content(pipe));
    }
    ledger.forgetStraysOf(PipeWorld.VALUES);
  }

  /** Does something during which the participant may die; whether it lives. */
  private boolean act(PipeStep step, PipeMember member, Runnable work) {
    member.memory.dieAfter(step.accesses());
    try {
      work.run();
      member.memory.liveOn();
      return true;
    } catch (PipeMember.Death expected) {
      strand(member, step.kind() == Kind.ACKNOWLEDGE || step.kind() == Kind.LEAVE);
      bury(member);
      return false;
    }
  }

  /** What a participant has in hand is a matter of others. */
  private void strand(PipeMember member, boolean optional) {
    if (member.held != 0) {
      ledger.back(member.held, member.relay == null ? member.pipe : IN, optional);
      member.held = 0;
    }
  }

  private void bury(PipeMember member) {
    world.kill(member);
    for (int pipe = 0; pipe < PipeStep.PIPES; pipe++) {
      long server = world.status(pipe).server();
      if (server != ledger.pipe(pipe).server) {
        assertThat(server).isIn(Participants.NOBODY, member.number);
        ledger.pipe(pipe).server = server;
      }
      for (int who = 0; who < PipeStep.USERS; who++) {
        users[pipe][who] = users[pipe][who] == member ? null : users[pipe][who];
      }
    }
    for (int stage = 0; stage < PipeStep.RELAYS; stage++) {
      relays[stage] = relays[stage] == member ? null : relays[stage];
    }
  }

  /** Whoever has the place; a new one if nobody has, null if that one is refused or dies. */
  private PipeMember user(PipeStep step, int pipe, int who) {
    if (users[pipe][who] == null) {
      PipeMember member = world.member();
      boolean alive = act(step, member, () -> join(member, pipe, who == 0));
      users[pipe][who] = alive && member.isAt(pipe) ? member : null;
      compare();
    }
    return users[pipe][who];
  }

  private void join(PipeMember member, int pipe, boolean serves) {
    PipeLedger.Pipe there = ledger.pipe(pipe);
    if (serves && world.isAlive(there.server)) {
      assertThat(refusal(member, pipe)).isEqualTo(Outcome.REFUSED);
      return;
    }
    if (serves) {
      member.serve(world.base(pipe));
      assertThat(member.server.predecessor()).isEqualTo(there.server);
      there.server = member.number;
    } else {
      member.use(world.base(pipe), pipe, there.server);
      assertThat(member.client.knownServer()).isEqualTo(there.server);
    }
    boolean keeps = !inOrder && member.number % 2 == 0;
    member.open(pipe, keeps ? Delivery.AT_LEAST_ONCE : Delivery.AT_MOST_ONCE);
  }

  private Outcome refusal(PipeMember member, int pipe) {
    try {
      member.serve(world.base(pipe));
      return Outcome.DONE;
    } catch (SharelockException refused) {
      return refused.outcome();
    }
  }

  private void put(PipeStep step, int pipe, int who) {
    PipeMember member = user(step, pipe, who);
    if (member == null) {
      return;
    }
    PipeLedger.Pipe there = ledger.pipe(pipe);
    long value = next++;
    Outcome expected = Outcome.DONE;
    if (there.closed) {
      expected = Outcome.CLOSED;
    } else if (world.isFull(pipe)) {
      expected = member.waits(pipe, there, step.timeoutNanos());
    }
    Outcome wanted = expected;
    Clock clock = new Clock(step.timeoutNanos());
    if (!act(step, member, () -> clock.require(wanted, member.put(value, step.timeoutNanos())))) {
      ledger.perhapsPut(value, pipe);
    } else if (expected == Outcome.DONE) {
      there.content.add(value);
    }
  }

  private void take(PipeStep step, int pipe, int who) {
    PipeMember member = user(step, pipe, who);
    if (member == null || member.held != 0) {
      return;
    }
    PipeLedger.Pipe there = ledger.pipe(pipe);
    if (there.closed && there.content.isEmpty() && !recoverAll()) {
      return; // whether it is the end depends on what somebody has in hand
    }
    Long first = there.content.peekFirst();
    Outcome expected = Outcome.DONE;
    if (first == null) {
      expected = there.closed ? Outcome.CLOSED : member.waits(pipe, there, step.timeoutNanos());
    }
    Outcome wanted = expected;
    Clock clock = new Clock(step.timeoutNanos());
    Deque<Long> taken = new ArrayDeque<>();
    boolean alive =
        act(
            step,
            member,
            () -> {
              Outcome outcome = member.take(step.timeoutNanos());
              clock.require(wanted, outcome);
              if (outcome == Outcome.DONE) {
                taken.add(member.taken());
                member.used();
              }
            });
    if (first != null) {
      there.content.removeFirst();
      boolean optional = member.acceptsAtOnce();
      if (!alive && (taken.isEmpty() || !optional)) {
        ledger.back(first, pipe, optional);
      } else {
        assertThat(taken).containsExactly(first);
        requireInOrder(pipe, first);
      }
    }
  }

  private void requireInOrder(int pipe, long value) {
    if (inOrder && pipe == OUT) {
      assertThat(value).as("taken after %d", lastOut).isGreaterThan(lastOut);
      lastOut = value;
    }
  }

  private void acknowledge(PipeStep step, PipeMember member) {
    if (member != null && member.held != 0) {
      act(step, member, member::acknowledge);
    }
  }

  private void giveBack(PipeStep step, PipeMember member) {
    if (member != null && member.held != 0) {
      long held = member.held;
      if (act(step, member, member::giveBack) && member.held == 0) {
        ledger.pipe(member.pipe).content.addFirst(held);
      }
    }
  }

  private void awaitServer(PipeStep step, int pipe, int who) {
    PipeMember member = user(step, pipe, who);
    if (member != null && member.client != null) {
      long named = ledger.pipe(pipe).server;
      Outcome absent = step.timeoutNanos() == 0 ? Outcome.WOULD_BLOCK : Outcome.TIMED_OUT;
      Outcome expected = world.isAlive(named) ? Outcome.DONE : absent;
      Clock clock = new Clock(step.timeoutNanos());
      act(
          step,
          member,
          () -> clock.require(expected, member.client.awaitServer(step.timeoutNanos())));
      member.know(pipe, named);
    }
  }

  private void leave(PipeStep step, PipeMember member) {
    if (member != null) {
      act(step, member, member::leave);
      strand(member, member.relay == null); // a relay gives back what it has in hand
      bury(member);
    }
  }

  private void kill(PipeMember member) {
    if (member != null) {
      strand(member, false);
      bury(member);
    }
  }

  private void end(PipeStep step, int pipe, int who) {
    PipeMember member = user(step, pipe, who);
    if (member != null) {
      boolean alive = act(step, member, member::closeQueue);
      ledger.pipe(pipe).closed |= world.status(pipe).queue().closed();
      assertThat(!alive || ledger.pipe(pipe).closed).isTrue();
    }
  }

  private void recover(PipeStep step, int pipe, int who) {
    PipeMember member = user(step, pipe, who);
    if (member != null) {
      act(step, member, member::recover);
    }
  }

  /** Somebody who lives for ever recovers; if nothing is pending, all has come that will. */
  private boolean recoverAll() {
    boolean settled = world.recover();
    compare();
    if (settled) {
      ledger.requireNothingMissing();
    }
    return settled;
  }

  /** A relay passes one on; what the dead have left may have to be settled before. */
  private void pass(PipeStep step, int stage) {
    if (step.who() == PipeStep.USERS - 1) {
      recoverAll();
    }
    if (relays[stage] == null) {
      PipeMember member = world.member();
      relays[stage] = act(step, member, () -> openRelay(member)) ? member : null;
      return;
    }
    PipeMember member = relays[stage];
    member.beginToPass(ledger.pipe(IN).server, ledger.pipe(OUT).server);
    if (ledger.isOpen() || isAnythingDoubtful()) {
      passSomething(step, member);
    } else {
      passNext(step, member);
    }
  }

  /** A relay passes on what comes first, be it something that the dead have left. */
  private void passSomething(PipeStep step, PipeMember member) {
    PipeLedger.Pipe out = ledger.pipe(OUT);
    Long first = member.held == 0 ? ledger.pipe(IN).content.pollFirst() : Long.valueOf(member.held);
    member.held = 0;
    if (first != null) {
      ledger.back(first, IN, false);
    }
    ledger.mayPass(IN, OUT);
    Deque<Outcome> outcomes = new ArrayDeque<>();
    boolean alive = act(step, member, () -> outcomes.add(member.relay.pass(step.timeoutNanos())));
    if (alive && outcomes.getFirst() != Outcome.DONE) {
      kill(member); // with whatever it has in hand
    }
    compare();
    boolean closed = world.status(OUT).queue().closed();
    boolean ends = !ledger.isSomethingFor(IN);
    assertThat(closed && !out.closed && !ends).as("closed before the end").isFalse();
    out.closed = closed;
  }

  private void passNext(PipeStep step, PipeMember member) {
    Clock clock = new Clock(step.timeoutNanos());
    if (member.held == 0 && ledger.pipe(IN).content.isEmpty()) {
      passNothing(step, member, clock);
      return;
    }
    long value = member.held == 0 ? ledger.pipe(IN).content.removeFirst() : member.held;
    member.held = 0;
    Outcome expected = Outcome.DONE;
    if (ledger.pipe(OUT).closed) {
      expected = Outcome.CLOSED;
    } else if (world.isFull(OUT)) {
      expected = member.waits(OUT, ledger.pipe(OUT), step.timeoutNanos());
    }
    Outcome wanted = expected;
    if (!act(step, member, () -> clock.require(wanted, member.relay.pass(step.timeoutNanos())))) {
      ledger.passing(value, IN, OUT);
    } else if (expected == Outcome.DONE) {
      ledger.pipe(OUT).content.add(value);
    } else {
      member.held = value;
    }
  }

  private void openRelay(PipeMember member) {
    PipeLedger.Pipe out = ledger.pipe(OUT);
    member.use(world.base(IN), IN, ledger.pipe(IN).server);
    boolean serves = !world.isAlive(out.server);
    member.openRelay(world.base(OUT), serves);
    member.know(OUT, serves ? member.number : out.server);
    out.server = serves ? member.number : out.server;
  }

  /** There is nothing in the pipe: the relay waits, or passes the end on. */
  private void passNothing(PipeStep step, PipeMember member, Clock clock) {
    PipeLedger.Pipe in = ledger.pipe(IN);
    PipeLedger.Pipe out = ledger.pipe(OUT);
    Outcome none = in.closed ? Outcome.CLOSED : member.waits(IN, in, step.timeoutNanos());
    boolean ends = in.closed && !isAnythingInHand();
    Deque<Outcome> outcomes = new ArrayDeque<>();
    boolean alive = act(step, member, () -> outcomes.add(member.relay.pass(step.timeoutNanos())));
    boolean closed = world.status(OUT).queue().closed();
    assertThat(closed && !out.closed && !ends).as("closed before the end").isFalse();
    out.closed = closed;
    if (alive && (ends || !in.closed)) {
      clock.require(none, outcomes.getFirst());
      assertThat(closed || !ends).isTrue();
    } else if (alive) {
      assertThat(outcomes.getFirst()).isNotEqualTo(Outcome.DONE);
    }
  }

  /** Whether somebody has something of the first pipe in hand, which may come back. */
  private boolean isAnythingInHand() {
    boolean some = false;
    for (PipeMember user : users[IN]) {
      some |= user != null && user.held != 0;
    }
    for (PipeMember relay : relays) {
      some |= relay != null && relay.held != 0;
    }
    return some;
  }

  /** Whether somebody has in hand what one who died has noted as well, and had perhaps taken. */
  private boolean isAnythingDoubtful() {
    boolean some = false;
    for (PipeMember[] members : new PipeMember[][] {users[IN], users[OUT], relays}) {
      for (PipeMember member : members) {
        some |= member != null && ledger.wasNotedByTheDead(member.held);
      }
    }
    return some;
  }

  /** In the end everybody goes, somebody recovers, and all that was put is found. */
  void end() {
    world.restartSteps();
    boolean dies = false;
    for (PipeMember[] some : new PipeMember[][] {users[IN], users[OUT], relays}) {
      for (PipeMember member : some.clone()) {
        if (dies) {
          kill(member);
        } else {
          leave(new PipeStep(Kind.LEAVE, 0, 0, 0, PipeStep.ENOUGH), member);
        }
        dies = !dies;
      }
    }
    for (int round = 0; round < PipeStep.RELAYS * PipeStep.USERS; round++) {
      recoverAll();
      for (int pipe : new int[] {OUT, IN}) {
        world.drop(pipe);
        ledger.pipe(pipe).content.clear();
      }
    }
    assertThat(ledger.isOpen()).as("lost or pending for ever").isFalse();
    HeapCheck check = world.verify();
    assertThat(check.problems()).isEmpty();
    assertThat(check.allocatedBlocks()).as("lost are blocks: %s", check).isZero();
  }

  /** When an operation has begun, and how it must end. */
  private final class Clock {
    private final long end;

    Clock(long timeoutNanos) {
      this.end = world.now() + timeoutNanos;
    }

    void require(Outcome expected, Outcome outcome) {
      assertThat(outcome).isEqualTo(expected);
      if (outcome == Outcome.TIMED_OUT) {
        assertThat(world.now()).isEqualTo(end);
      }
    }
  }
}
