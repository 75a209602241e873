package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.AllocatorOptions;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import java.util.stream.Stream;

/** The allocator: allocation, loading by id, references on the way, death anywhere, recovery. */
public final class AllocatorScenarios implements ScenarioProvider {
  private static final HeapGeometry TINY = new HeapGeometry(64, 2, 2, 3, 1);
  private static final long HEAP = 128;
  private static final long MAIL = 0;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        loadAgainstRecycling(),
        loadAgainstKeeping(),
        keeperKilled(),
        twoAllocate(),
        remoteRelease(),
        chunkChangesItsUse(),
        ticketArrives(),
        allocatorKilled(),
        loaderKilled(),
        senderKilled(),
        takerKilled(),
        recoverersCompete(),
        recoveryAgainstLoad());
  }

  private static Scenario.Builder heap(String name, String about) {
    return Scenario.named("allocator." + name)
        .about(about)
        .bytes(HEAP + TINY.bytes())
        .fields(names -> names.word(MAIL, Long.BYTES, "mail"))
        .fields(names -> HeapFormat.describe(HEAP, TINY, names))
        .setUp((memory, environment) -> HeapFormat.create(memory, HEAP, TINY, 6))
        .atEnd("the heap is consistent", AllocatorScenarios::requireConsistent);
  }

  private static void requireConsistent(EndState end) {
    HeapCheck check = HeapCheck.of(end.memory(), HEAP);
    end.require(check.problems().isEmpty(), String.join("; ", check.problems()));
  }

  private static void requirePristine(EndState end) {
    HeapCheck check = HeapCheck.of(end.memory(), HEAP);
    end.require(check.pristine(), "not all blocks came back: " + check);
  }

  private static Allocator open(ProcessContext context) {
    return Allocator.open(context.participant(), HEAP);
  }

  /** Opens a handle that keeps one block for its next allocation. */
  private static Allocator openKeeping(ProcessContext context) {
    return Allocator.open(context.participant(), HEAP, AllocatorOptions.usual().cache(64, 1));
  }

  /** Writes what makes a block recognisable: its own id. */
  private static void sign(ProcessContext context, Allocator allocator, long id) {
    context.memory().writeLong(allocator.offset(id), id);
  }

  private static void requireSigned(ProcessContext context, Allocator allocator, long id) {
    long found = context.memory().readLong(allocator.offset(id));
    context.require(found == id, "block " + BlockId.text(id) + " holds " + BlockId.text(found));
  }

  private static void mailIdAndRelease(ProcessContext context, Allocator allocator) {
    long id = allocator.allocate(64);
    sign(context, allocator, id);
    context.memory().setLongRelease(MAIL, id);
    allocator.release(id);
  }

  private static void loadIfThere(ProcessContext context, Allocator allocator) {
    long id = context.memory().getLongAcquire(MAIL);
    if (id != BlockId.NONE && allocator.load(id) == Outcome.DONE) {
      requireSigned(context, allocator, id);
      allocator.release(id);
    }
  }

  private static void useKeptBlock(ProcessContext context) {
    Allocator allocator = openKeeping(context);
    mailIdAndRelease(context, allocator);
    mailIdAndRelease(context, allocator);
  }

  private static Scenario loadAgainstKeeping() {
    return heap(
            "load-against-keeping",
            "A block is kept and used again by its holder while its ids are loaded.")
        .process("owner", AllocatorScenarios::useKeptBlock)
        .process(
            "loader",
            context -> {
              Allocator allocator = open(context);
              loadIfThere(context, allocator);
              loadIfThere(context, allocator);
            })
        .atEnd("everything came back", AllocatorScenarios::requirePristine)
        .build();
  }

  private static Scenario keeperKilled() {
    return heap("keeper-killed", "A participant dies anywhere while it keeps a block.")
        .process("victim", AllocatorScenarios::useKeptBlock)
        .process("loader", context -> loadIfThere(context, openKeeping(context)))
        .afterDeathOf("victim", "survivor", AllocatorScenarios::recover)
        .faults(Faults.NONE.killing(1, "victim"))
        .atEnd("everything came back", AllocatorScenarios::requirePristine)
        .build();
  }

  private static Scenario loadAgainstRecycling() {
    return heap(
            "load-against-recycling", "A block is freed and used again while its old id is loaded.")
        .process(
            "owner",
            context -> {
              Allocator allocator = open(context);
              mailIdAndRelease(context, allocator);
              long next = allocator.allocate(64);
              sign(context, allocator, next);
              allocator.release(next);
            })
        .process("loader", context -> loadIfThere(context, open(context)))
        .atEnd("everything came back", AllocatorScenarios::requirePristine)
        .build();
  }

  private static void allocateSigned(ProcessContext context, Allocator allocator, int bytes) {
    long id = allocator.tryAllocate(bytes);
    if (id != BlockId.NONE) {
      sign(context, allocator, id);
      requireSigned(context, allocator, id);
      allocator.release(id);
    }
  }

  private static Scenario twoAllocate() {
    return heap(
            "two-allocate", "Two participants allocate, use and release blocks of the same size.")
        .process("first", context -> allocateSigned(context, open(context), 64))
        .process("second", context -> allocateSigned(context, open(context), 64))
        .atEnd("everything came back", AllocatorScenarios::requirePristine)
        .build();
  }

  private static Scenario remoteRelease() {
    return heap("remote-release", "The last reference is released by another participant.")
        .process(
            "owner",
            context -> {
              Allocator allocator = open(context);
              mailIdAndRelease(context, allocator);
              allocateSigned(context, allocator, 64);
            })
        .process("loader", context -> loadIfThere(context, open(context)))
        .process("other", context -> loadIfThere(context, open(context)))
        .atEnd("everything came back", AllocatorScenarios::requirePristine)
        .build();
  }

  private static Scenario chunkChangesItsUse() {
    return heap(
            "chunk-changes-its-use",
            "Chunks are given back and taken for another size while suggestions for them are"
                + " about.")
        .process(
            "small",
            context -> {
              Allocator allocator = open(context);
              allocateSigned(context, allocator, 64);
              allocateSigned(context, allocator, 64);
            })
        .process("large", context -> allocateSigned(context, open(context), 256))
        .atEnd("everything came back", AllocatorScenarios::requirePristine)
        .build();
  }

  private static void mailTicket(ProcessContext context) {
    Allocator allocator = open(context);
    long id = allocator.allocate(64);
    sign(context, allocator, id);
    context.memory().setLongRelease(MAIL, allocator.send(id));
  }

  private static void acceptMail(ProcessContext context) {
    Allocator allocator = open(context);
    long ticket = context.memory().getLongAcquire(MAIL);
    if (ticket != 0) {
      long id = allocator.accept(ticket);
      if (id != BlockId.NONE) {
        requireSigned(context, allocator, id);
        allocator.release(id);
        context.record("accepted", id);
      }
    }
  }

  private static Scenario ticketArrives() {
    return heap("ticket-arrives", "A reference is sent; two participants try to accept it.")
        .process("sender", AllocatorScenarios::mailTicket)
        .process("receiver", AllocatorScenarios::acceptMail)
        .process("rival", AllocatorScenarios::acceptMail)
        .atEnd(
            "accepted at most once",
            end ->
                end.require(
                    end.recorded("receiver", "accepted").size()
                            + end.recorded("rival", "accepted").size()
                        <= 1,
                    "two participants have accepted one ticket"))
        .build();
  }

  private static void recover(ProcessContext context) {
    open(context).recover();
  }

  private static Scenario allocatorKilled() {
    return heap("allocator-killed", "A participant dies anywhere while it allocates and releases.")
        .process(
            "victim",
            context -> {
              Allocator allocator = open(context);
              allocateSigned(context, allocator, 64);
              allocateSigned(context, allocator, 256);
            })
        .afterDeathOf("victim", "survivor", AllocatorScenarios::recover)
        .faults(Faults.NONE.killing(1, "victim"))
        .atEnd("everything came back", AllocatorScenarios::requirePristine)
        .build();
  }

  private static Scenario loaderKilled() {
    return heap("loader-killed", "A participant dies anywhere while it loads somebody's block.")
        .process("owner", context -> mailIdAndRelease(context, open(context)))
        .process("victim", context -> loadIfThere(context, open(context)))
        .afterDeathOf("victim", "survivor", AllocatorScenarios::recover)
        .faults(Faults.NONE.killing(1, "victim"))
        .atEnd("everything came back", AllocatorScenarios::requirePristine)
        .build();
  }

  private static Scenario senderKilled() {
    return heap("sender-killed", "A participant dies anywhere while it sends a reference.")
        .process("victim", AllocatorScenarios::mailTicket)
        .process("receiver", AllocatorScenarios::acceptMail)
        .afterDeathOf("victim", "survivor", AllocatorScenarios::recover)
        .faults(Faults.NONE.killing(1, "victim"))
        .build();
  }

  private static Scenario takerKilled() {
    return heap("taker-killed", "A participant dies anywhere while it accepts a reference.")
        .process("sender", AllocatorScenarios::mailTicket)
        .process("victim", AllocatorScenarios::acceptMail)
        .afterDeathOf("victim", "survivor", AllocatorScenarios::recover)
        .faults(Faults.NONE.killing(1, "victim"))
        .build();
  }

  private static Scenario recoverersCompete() {
    return heap("recoverers-compete", "Two survivors recover from the same dead participant.")
        .process("victim", context -> allocateSigned(context, open(context), 64))
        .afterDeathOf("victim", "one", AllocatorScenarios::recover)
        .afterDeathOf("victim", "other", AllocatorScenarios::recover)
        .faults(Faults.NONE.killing(1, "victim"))
        .atEnd("everything came back", AllocatorScenarios::requirePristine)
        .build();
  }

  private static Scenario recoveryAgainstLoad() {
    return heap("recovery-against-load", "A block of a dead participant is loaded during recovery.")
        .process("victim", context -> mailIdAndRelease(context, open(context)))
        .process("loader", context -> loadIfThere(context, open(context)))
        .afterDeathOf("victim", "survivor", AllocatorScenarios::recover)
        .faults(Faults.NONE.killing(1, "victim"))
        .atEnd("everything came back", AllocatorScenarios::requirePristine)
        .build();
  }
}
