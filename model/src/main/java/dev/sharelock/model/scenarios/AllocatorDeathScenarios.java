package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.AllocatorWorld.CHUNK;
import static dev.sharelock.model.scenarios.AllocatorWorld.HELD;
import static dev.sharelock.model.scenarios.AllocatorWorld.LARGE;
import static dev.sharelock.model.scenarios.AllocatorWorld.SMALL;
import static dev.sharelock.model.scenarios.AllocatorWorld.acceptMail;
import static dev.sharelock.model.scenarios.AllocatorWorld.heap;
import static dev.sharelock.model.scenarios.AllocatorWorld.loadIfThere;
import static dev.sharelock.model.scenarios.AllocatorWorld.mailIdAndRelease;
import static dev.sharelock.model.scenarios.AllocatorWorld.mailTicket;
import static dev.sharelock.model.scenarios.AllocatorWorld.open;
import static dev.sharelock.model.scenarios.AllocatorWorld.openKeeping;
import static dev.sharelock.model.scenarios.AllocatorWorld.requireStillHeld;
import static dev.sharelock.model.scenarios.AllocatorWorld.tiny;
import static dev.sharelock.model.scenarios.AllocatorWorld.useOnce;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import java.util.stream.Stream;

/** A participant dies at any access of each operation, and what it held comes back once. */
public final class AllocatorDeathScenarios implements ScenarioProvider {

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        alone("allocator-killed", "allocates and releases", this::allocate),
        alone("keeper-killed", "keeps a block and uses it again", this::keep),
        alone("run-former-killed", "puts a run together and takes it apart", this::formRun),
        alone("giver-killed", "gives a slab back", this::giveBack),
        alone("leaver-killed", "closes its handle", this::leave),
        alone("sender-killed-alone", "sends, cancels and sends again", this::sendAndCancel),
        loaderKilled(),
        giverKilledAmongOthers(),
        senderKilled(),
        takerKilled(),
        recoverersCompete(),
        recoveryAgainstLoad(),
        recordIsGivenAway(),
        recovererKilled(),
        settlerKilled(),
        twoDie());
  }

  /** A victim that nobody disturbs until it is dead; then a survivor needs the whole heap. */
  private static Scenario alone(String name, String what, Body victim) {
    return heap(name, "A participant dies anywhere while it " + what + ".", 3)
        .process("victim", victim)
        .afterDeathOf(
            "victim",
            "survivor",
            context -> {
              Allocator allocator = open(context);
              allocator.recover();
              AllocatorWorld.takeStranded(allocator);
              allocator.recover();
              long id = allocator.tryAllocate(LARGE);
              context.require(id != BlockId.NONE, "the heap is not free after recovery");
              AllocatorWorld.sign(context, allocator, id);
              allocator.release(id);
            })
        .faults(Faults.NONE.killing(1, "victim"))
        .exhaustible()
        .build();
  }

  private void allocate(ProcessContext context) {
    Allocator allocator = open(context);
    useOnce(context, allocator, SMALL);
    useOnce(context, allocator, SMALL);
  }

  private void keep(ProcessContext context) {
    Allocator allocator = openKeeping(context);
    useOnce(context, allocator, SMALL);
    useOnce(context, allocator, SMALL);
    useOnce(context, allocator, CHUNK);
  }

  private void formRun(ProcessContext context) {
    Allocator allocator = open(context);
    useOnce(context, allocator, LARGE);
    allocator.trim();
  }

  private void giveBack(ProcessContext context) {
    Allocator allocator = open(context);
    useOnce(context, allocator, SMALL);
    allocator.trim();
  }

  private void leave(ProcessContext context) {
    try (Allocator allocator = open(context)) {
      allocator.allocate(SMALL);
    }
  }

  private void sendAndCancel(ProcessContext context) {
    Allocator allocator = open(context);
    long id = allocator.allocate(SMALL);
    allocator.cancel(allocator.send(id));
    allocator.retain(id);
    allocator.cancel(allocator.send(id));
    allocator.release(id);
    allocator.release(id);
  }

  private static Scenario.Builder deadly(String name, String about, int holders) {
    return heap(name, about, holders).faults(Faults.NONE.killing(1, "victim"));
  }

  private static Scenario loaderKilled() {
    return deadly(
            "loader-killed", "A participant dies anywhere while it loads somebody's block.", 4)
        .process("owner", context -> mailIdAndRelease(context, open(context)))
        .process("victim", context -> loadIfThere(context, open(context)))
        .afterDeathOf("victim", "survivor", AllocatorWorld::recover)
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .exhaustible()
        .build();
  }

  private static Scenario giverKilledAmongOthers() {
    return heap(
            "giver-killed-among-others",
            "A participant dies while it gives back a slab that another one uses.",
            tiny(1, 4))
        .process(
            "victim",
            context -> {
              Allocator allocator = open(context);
              useOnce(context, allocator, SMALL);
              allocator.trim();
            })
        .process("guest", context -> useOnce(context, open(context), SMALL))
        .afterDeathOf("victim", "survivor", AllocatorWorld::recover)
        .faults(Faults.NONE.killing(1, "victim"))
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .build();
  }

  private static Scenario senderKilled() {
    return deadly("sender-killed", "A participant dies anywhere while it sends a reference.", 4)
        .process("sender", context -> mailTicket(context, open(context)))
        .process("receiver", context -> acceptMail(context, open(context)))
        .afterDeathOf("sender", "survivor", AllocatorWorld::recover)
        .faults(Faults.NONE.killing(1, "sender"))
        .exhaustible()
        .build();
  }

  private static Scenario takerKilled() {
    return deadly("taker-killed", "A participant dies anywhere while it accepts a reference.", 4)
        .process("sender", context -> mailTicket(context, open(context)))
        .process("victim", context -> acceptMail(context, open(context)))
        .afterDeathOf("victim", "survivor", AllocatorWorld::recover)
        .exhaustible()
        .build();
  }

  private static Scenario recoverersCompete() {
    return deadly("recoverers-compete", "Two survivors recover from the same dead one.", 4)
        .process("victim", context -> useOnce(context, open(context), SMALL))
        .afterDeathOf("victim", "one", AllocatorWorld::recover)
        .afterDeathOf("victim", "other", AllocatorWorld::recover)
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .exhaustible()
        .build();
  }

  private static Scenario recoveryAgainstLoad() {
    return deadly(
            "recovery-against-load", "A block of a dead participant is loaded during recovery.", 4)
        .process("victim", context -> mailIdAndRelease(context, open(context)))
        .process("loader", context -> loadIfThere(context, open(context)))
        .afterDeathOf("victim", "survivor", AllocatorWorld::recover)
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .exhaustible()
        .build();
  }

  /** X10: whoever still believes in a death that is dealt with does not touch the successor. */
  private static Scenario recordIsGivenAway() {
    return deadly(
            "record-is-given-away",
            "The record of a dead participant is taken by a new one during another recovery.",
            3)
        .process("victim", context -> open(context).allocate(SMALL))
        .afterDeathOf(
            "victim",
            "one",
            context -> {
              try (Allocator first = open(context)) {
                first.recover();
              }
              Allocator again = open(context);
              context.record(HELD, again.allocate(SMALL));
            })
        .afterDeathOf("victim", "other", AllocatorWorld::recover)
        .atEnd("nothing is taken from the living", end -> requireStillHeld(end, "one"))
        .exhaustible()
        .build();
  }

  /** X3, X4: recovery is done again by somebody else, wherever it was interrupted. */
  private static Scenario recovererKilled() {
    return heap("recoverer-killed", "The recoverer dies anywhere, and another one goes on.", 4)
        .process("victim", context -> useOnce(context, open(context), SMALL))
        .afterDeathOf("victim", "first", AllocatorWorld::recover)
        .afterDeathOf("first", "second", AllocatorWorld::recover)
        .faults(Faults.NONE.killing(2, "victim", "first"))
        .exhaustible()
        .build();
  }

  /** X2, X10: the taking of a reference is settled once, also by two recoverers. */
  private static Scenario settlerKilled() {
    return heap(
            "settler-killed",
            "A taker dies, then its recoverer; meanwhile the sender uses the block again.",
            tiny(1, 5))
        .process(
            "sender",
            context -> {
              Allocator allocator = open(context);
              mailTicket(context, allocator, CHUNK);
              context.record(HELD, allocator.tryAllocate(CHUNK));
            })
        .process("taker", context -> acceptMail(context, open(context)))
        .afterDeathOf("taker", "first", AllocatorWorld::recover)
        .afterDeathOf("first", "second", AllocatorWorld::recover)
        .faults(Faults.NONE.killing(2, "taker", "first"))
        .atEnd("nothing is taken from the living", end -> requireStillHeld(end, "sender"))
        .exhaustible()
        .build();
  }

  private static Scenario twoDie() {
    return heap("two-die", "Sender and taker of a reference die, one survivor recovers.", 4)
        .process("sender", context -> mailTicket(context, open(context)))
        .process("taker", context -> acceptMail(context, open(context)))
        .afterDeathOf("taker", "survivor", AllocatorWorld::recover)
        .faults(Faults.NONE.killing(2, "sender", "taker"))
        .exhaustible()
        .build();
  }
}
