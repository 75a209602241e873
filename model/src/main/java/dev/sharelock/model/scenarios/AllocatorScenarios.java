package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.AllocatorWorld.ACCEPTED;
import static dev.sharelock.model.scenarios.AllocatorWorld.GOT;
import static dev.sharelock.model.scenarios.AllocatorWorld.HELD;
import static dev.sharelock.model.scenarios.AllocatorWorld.LARGE;
import static dev.sharelock.model.scenarios.AllocatorWorld.MAIL;
import static dev.sharelock.model.scenarios.AllocatorWorld.SIGNAL;
import static dev.sharelock.model.scenarios.AllocatorWorld.SMALL;
import static dev.sharelock.model.scenarios.AllocatorWorld.acceptMail;
import static dev.sharelock.model.scenarios.AllocatorWorld.allocateSigned;
import static dev.sharelock.model.scenarios.AllocatorWorld.heap;
import static dev.sharelock.model.scenarios.AllocatorWorld.loadIfThere;
import static dev.sharelock.model.scenarios.AllocatorWorld.mailIdAndRelease;
import static dev.sharelock.model.scenarios.AllocatorWorld.mailTicket;
import static dev.sharelock.model.scenarios.AllocatorWorld.open;
import static dev.sharelock.model.scenarios.AllocatorWorld.openKeeping;
import static dev.sharelock.model.scenarios.AllocatorWorld.requireSigned;
import static dev.sharelock.model.scenarios.AllocatorWorld.requireStillHeld;
import static dev.sharelock.model.scenarios.AllocatorWorld.sign;
import static dev.sharelock.model.scenarios.AllocatorWorld.tiny;
import static dev.sharelock.model.scenarios.AllocatorWorld.useOnce;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import java.util.List;
import java.util.stream.Stream;

/** The allocator while nobody dies: allocation, loading by id, references on the way. */
public final class AllocatorScenarios implements ScenarioProvider {
  private static final int REUSES = 40;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        loadAgainstRecycling(),
        loadAgainstKeeping(),
        reuseRace(),
        idIsNeverRevived(),
        twoAllocate(),
        oneChunkForTwo(),
        twoFormRuns(),
        runAgainstSlab(),
        remoteRelease(),
        giveBackAgainstAllocate(),
        chunkChangesItsUse(),
        ticketArrives(),
        cancelAgainstAccept(),
        loadOfWhatWasSent(),
        loadOfWhatAHolderTakes(),
        leaving());
  }

  private static Scenario.Builder calm(String name, String about, int holders) {
    return heap(name, about, holders).faults(Faults.NONE);
  }

  private static Scenario loadAgainstRecycling() {
    return calm(
            "load-against-recycling",
            "A block is freed and used again while its old id is loaded.",
            3)
        .process(
            "owner",
            context -> {
              Allocator allocator = open(context);
              mailIdAndRelease(context, allocator);
              useOnce(context, allocator, SMALL);
            })
        .process("loader", context -> loadIfThere(context, open(context)))
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .exhaustible()
        .build();
  }

  private static Scenario loadAgainstKeeping() {
    return calm(
            "load-against-keeping",
            "A block is kept and used again by its holder while its ids are loaded.",
            3)
        .process(
            "owner",
            context -> {
              Allocator allocator = openKeeping(context);
              mailIdAndRelease(context, allocator);
              mailIdAndRelease(context, allocator);
            })
        .process(
            "loader",
            context -> {
              Allocator allocator = open(context);
              loadIfThere(context, allocator);
              loadIfThere(context, allocator);
            })
        .exhaustible()
        .build();
  }

  /** Long enough for two real processes to meet: released, used again and loaded at once. */
  private static Scenario reuseRace() {
    return calm("reuse-race", "Blocks are used again and again while their ids are loaded.", 3)
        .process(
            "owner",
            context -> {
              Allocator allocator = openKeeping(context);
              for (int i = 0; i < REUSES; i++) {
                mailIdAndRelease(context, allocator);
              }
            })
        .process(
            "loader",
            context -> {
              Allocator allocator = open(context);
              for (int i = 0; i < REUSES; i++) {
                loadIfThere(context, allocator);
              }
            })
        .build();
  }

  /** A4: when an id was refused once, it is refused for ever. */
  private static Scenario idIsNeverRevived() {
    return calm("id-is-never-revived", "An id that was refused once is refused for ever.", 3)
        .process(
            "owner",
            context -> {
              Allocator allocator = open(context);
              mailIdAndRelease(context, allocator);
              long next = allocateSigned(context, allocator, SMALL);
              context.require(next != context.memory().getLongOpaque(MAIL), "an id came twice");
            })
        .process(
            "loader",
            context -> {
              Allocator allocator = open(context);
              long id = context.memory().getLongAcquire(MAIL);
              if (id != BlockId.NONE && allocator.load(id) != Outcome.DONE) {
                context.require(allocator.load(id) != Outcome.DONE, "a refused id was loaded");
              }
            })
        .exhaustible()
        .build();
  }

  private static Scenario twoAllocate() {
    return calm("two-allocate", "Two participants allocate, use and release blocks.", 3)
        .process("first", context -> useOnce(context, open(context), SMALL))
        .process("second", context -> useOnce(context, open(context), SMALL))
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .exhaustible()
        .build();
  }

  private static Scenario oneChunkForTwo() {
    return heap("one-chunk-for-two", "Two participants live in one slab.", tiny(1, 3))
        .process("first", context -> useOnce(context, open(context), SMALL))
        .process("second", context -> useOnce(context, open(context), SMALL))
        .faults(Faults.NONE)
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .exhaustible()
        .build();
  }

  private static Scenario twoFormRuns() {
    return calm("two-form-runs", "Two participants put a run together from the same chunks.", 3)
        .process("first", AllocatorScenarios::holdLarge)
        .process("second", AllocatorScenarios::holdLarge)
        .atEnd(
            "at most one has it",
            end -> {
              requireStillHeld(end, "first");
              requireStillHeld(end, "second");
              long held = Stream.of("first", "second").filter(p -> holds(end, p)).count();
              end.require(held <= 1, "both have the same chunks");
            })
        .build();
  }

  private static Scenario runAgainstSlab() {
    return calm("run-against-slab", "A run is put together while one of its chunks is taken.", 3)
        .process("large", AllocatorScenarios::holdLarge)
        .process(
            "small", context -> context.record(HELD, allocateSigned(context, open(context), SMALL)))
        .atEnd(
            "both are still held",
            end -> {
              requireStillHeld(end, "large");
              requireStillHeld(end, "small");
              end.require(!holds(end, "large") || !holds(end, "small"), "both in one chunk");
            })
        .build();
  }

  private static void holdLarge(ProcessContext context) {
    context.record(HELD, allocateSigned(context, open(context), LARGE));
  }

  private static boolean holds(EndState end, String process) {
    return !end.recorded(process, HELD).getFirst().equals(BlockId.NONE);
  }

  private static Scenario remoteRelease() {
    return calm("remote-release", "The last reference is released by another participant.", 4)
        .process(
            "owner",
            context -> {
              Allocator allocator = open(context);
              mailIdAndRelease(context, allocator);
              useOnce(context, allocator, SMALL);
            })
        .process("loader", context -> loadIfThere(context, open(context)))
        .process("other", context -> loadIfThere(context, open(context)))
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .build();
  }

  private static Scenario giveBackAgainstAllocate() {
    return heap(
            "give-back-against-allocate",
            "A slab is given back while another participant allocates from it.",
            tiny(1, 3))
        .process(
            "owner",
            context -> {
              Allocator allocator = open(context);
              useOnce(context, allocator, SMALL);
              allocator.trim();
            })
        .process("guest", context -> useOnce(context, open(context), SMALL))
        .faults(Faults.NONE)
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .exhaustible()
        .build();
  }

  private static Scenario chunkChangesItsUse() {
    return calm(
            "chunk-changes-its-use",
            "Chunks are given back and taken for another size while suggestions for them are"
                + " about.",
            3)
        .process(
            "small",
            context -> {
              Allocator allocator = open(context);
              useOnce(context, allocator, SMALL);
              useOnce(context, allocator, SMALL);
            })
        .process("large", context -> useOnce(context, open(context), LARGE))
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .build();
  }

  private static Scenario ticketArrives() {
    return calm("ticket-arrives", "A reference is sent; two participants try to accept it.", 4)
        .process("sender", context -> mailTicket(context, open(context)))
        .process("receiver", context -> acceptMail(context, open(context)))
        .process("rival", context -> acceptMail(context, open(context)))
        .atEnd(
            "accepted at most once",
            end -> {
              int times = accepted(end, "receiver") + accepted(end, "rival");
              end.require(times <= 1, "two participants have accepted one ticket");
            })
        .exhaustible()
        .build();
  }

  private static int accepted(EndState end, String process) {
    return end.recorded(process, ACCEPTED).size();
  }

  /** O3: a reference on the way is either delivered or back, never both and never neither. */
  private static Scenario cancelAgainstAccept() {
    return calm("cancel-against-accept", "A ticket is taken back while it is accepted.", 3)
        .process(
            "sender",
            context -> {
              Allocator allocator = open(context);
              long id = mailTicket(context, allocator);
              boolean back = allocator.cancel(context.memory().getLongOpaque(MAIL));
              context.record(GOT, back);
              if (back) {
                requireSigned(context, allocator, id);
                allocator.release(id);
              }
            })
        .process("receiver", context -> acceptMail(context, open(context)))
        .atEnd(
            "delivered or back",
            end -> {
              boolean back = end.recorded("sender", GOT).equals(List.of(true));
              boolean taken = accepted(end, "receiver") == 1;
              end.require(!(back && taken), "a reference was delivered and came back");
            })
        .exhaustible()
        .build();
  }

  private static Scenario loadOfWhatWasSent() {
    return calm(
            "load-of-what-was-sent", "The sender loads the block again while it is accepted.", 3)
        .process(
            "sender",
            context -> {
              Allocator allocator = open(context);
              long id = mailTicket(context, allocator);
              if (allocator.load(id) == Outcome.DONE) {
                requireSigned(context, allocator, id);
                context.record(HELD, id);
              }
            })
        .process("receiver", context -> acceptMail(context, open(context)))
        .atEnd("nothing is taken from the living", end -> requireStillHeld(end, "sender"))
        .exhaustible()
        .build();
  }

  /** The taker has a bit already, and nobody may give it another one after it has let go. */
  private static Scenario loadOfWhatAHolderTakes() {
    return calm(
            "load-of-what-a-holder-takes", "It is accepted by one who has a reference already.", 3)
        .process(
            "sender",
            context -> {
              Allocator allocator = open(context);
              long id = allocator.allocate(SMALL);
              context.memory().setLongRelease(MAIL, id);
              context.memory().setLongRelease(SIGNAL, allocator.send(id));
              allocator.load(id);
            })
        .process(
            "receiver",
            context -> {
              Allocator allocator = open(context);
              long id = context.memory().getLongAcquire(MAIL);
              if (id != BlockId.NONE && allocator.load(id) == Outcome.DONE) {
                long ticket = context.memory().getLongAcquire(SIGNAL);
                if (ticket != 0 && allocator.accept(ticket) != BlockId.NONE) {
                  allocator.release(id);
                }
                allocator.release(id);
              }
            })
        .atEnd("who has let go has nothing", end -> AllocatorWorld.requireHasNothing(end, 2))
        .exhaustible()
        .build();
  }

  private static void visit(ProcessContext context) {
    try (Allocator allocator = open(context)) {
      long id = allocator.allocate(SMALL);
      sign(context, allocator, id);
    }
  }

  private static Scenario leaving() {
    return calm("leaving", "Two participants come, leave references behind and go.", 3)
        .process("first", AllocatorScenarios::visit)
        .process("second", AllocatorScenarios::visit)
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .exhaustible()
        .build();
  }
}
