package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.AllocatorWorld.SMALL;
import static dev.sharelock.model.scenarios.AllocatorWorld.open;
import static dev.sharelock.model.scenarios.AllocatorWorld.openKeeping;
import static dev.sharelock.model.scenarios.AllocatorWorld.tiny;
import static dev.sharelock.model.scenarios.AllocatorWorld.useOnce;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import java.util.stream.Stream;

/**
 * A participant is evicted anywhere in each operation and runs on as a zombie, while others recover
 * and use the heap. Whatever it does then harms nobody, and it is told at its next operation.
 */
public final class AllocatorZombieScenarios implements ScenarioProvider {
  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        zombie("zombie-allocates", "allocates and releases", this::allocate)
            .process("survivor", this::useSmall)
            .build(),
        zombie("zombie-keeps", "keeps a block and uses it again", this::keep)
            .process("survivor", this::useSmall)
            .build(),
        zombie("zombie-retains", "has two references and returns them", this::retain)
            .process("survivor", this::useSmall)
            .build(),
        zombie("zombie-loads", "loads a block", AllocatorZombieScenarios::load)
            .process("owner", this::mail)
            .build(),
        zombie("zombie-sends", "sends its only reference", this::send)
            .process("receiver", this::acceptAndRecover)
            .build(),
        zombie("zombie-takes", "takes a reference", this::take)
            .process("sender", this::sendAndLoad)
            .build(),
        zombie("zombie-gives-back", "gives a slab back", this::giveBack)
            .process("survivor", this::useSmall)
            .build(),
        zombie(2, "zombie-leaves", "closes its handle", this::leave)
            .process("survivor", this::useSmall)
            .build());
  }

  /** A scenario with a process that may be evicted, which is all that may happen to it. */
  private static Scenario.Builder zombie(String name, String what, Body body) {
    return zombie(1, name, what, body);
  }

  private static Scenario.Builder zombie(int chunks, String name, String what, Body body) {
    return AllocatorWorld.heap(
            name, "A participant is evicted while it " + what + ", and goes on.", tiny(chunks, 4))
        .process(Zombies.ZOMBIE, Zombies.refusable(body))
        .faults(Faults.NONE)
        .evictions(1, Zombies.ZOMBIE)
        .exhaustible();
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
  }

  private void retain(ProcessContext context) {
    Allocator allocator = open(context);
    long id = AllocatorWorld.allocateSigned(context, allocator, SMALL);
    if (id != BlockId.NONE) {
      allocator.retain(id);
      allocator.release(id);
      AllocatorWorld.requireSigned(context, allocator, id);
      allocator.release(id);
    }
  }

  private static void load(ProcessContext context) {
    AllocatorWorld.loadIfThere(context, open(context));
  }

  private void send(ProcessContext context) {
    AllocatorWorld.mailTicket(context, open(context));
  }

  private void take(ProcessContext context) {
    Allocator allocator = open(context);
    AllocatorWorld.awaitMail(context);
    long id = allocator.accept(context.memory().getLongAcquire(AllocatorWorld.MAIL));
    if (id != BlockId.NONE) {
      allocator.release(id);
      useOnce(context, allocator, SMALL);
    }
  }

  private void giveBack(ProcessContext context) {
    Allocator allocator = open(context);
    useOnce(context, allocator, SMALL);
    allocator.trim();
  }

  private void leave(ProcessContext context) {
    try (Allocator allocator = open(context)) {
      AllocatorWorld.allocateSigned(context, allocator, SMALL);
    }
  }

  /** Recovers, and needs a small block. */
  private void useSmall(ProcessContext context) {
    Allocator allocator = open(context);
    allocator.recover();
    useOnce(context, allocator, SMALL);
  }

  private void mail(ProcessContext context) {
    Allocator allocator = open(context);
    AllocatorWorld.mailIdAndRelease(context, allocator);
    allocator.recover();
    useOnce(context, allocator, SMALL);
  }

  private void acceptAndRecover(ProcessContext context) {
    Allocator allocator = open(context);
    AllocatorWorld.acceptMail(context, allocator);
    allocator.recover();
    useOnce(context, allocator, SMALL);
  }

  /** Sends its only reference, and loads the block again, whoever is taking it. */
  private void sendAndLoad(ProcessContext context) {
    Allocator allocator = open(context);
    long id = AllocatorWorld.mailTicket(context, allocator);
    if (allocator.load(id) == Outcome.DONE) {
      AllocatorWorld.requireSigned(context, allocator, id);
      allocator.release(id);
    }
  }
}
