package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.AllocatorOptions;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.allocator.HeapStatistics;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.solo.SoloWorld;

/**
 * What the scenarios of the allocator have in common: a tiny heap, mail boxes for ids and tickets,
 * blocks that are signed with their id, and what must hold at the end.
 */
final class AllocatorWorld {
  /** Where an id or a ticket is handed over. */
  static final long MAIL = 0;

  /** Where one that waits for something is told to go on. */
  static final long SIGNAL = 8;

  static final long HEAP = 128;

  /** The bytes of the smallest block, of a slab. */
  static final int SMALL = 64;

  /** The bytes of a block that takes a chunk. */
  static final int CHUNK = 128;

  /** The bytes of a block that takes two chunks. */
  static final int LARGE = 256;

  static final String ACCEPTED = "accepted";
  static final String GOT = "got";
  static final String HELD = "held";

  private AllocatorWorld() {}

  /** The smallest heap that has slabs of two blocks and runs. */
  static HeapGeometry tiny(int chunks, int holders) {
    return new HeapGeometry(64, 2, chunks, holders, 1);
  }

  /** A scenario over a heap of two chunks. */
  static Scenario.Builder heap(String name, String about, int holders) {
    return heap(name, about, tiny(2, holders));
  }

  /**
   * A scenario over a heap. At its end, whatever happened, the heap must be consistent, and when
   * all who took part are gone, everything must come back by one recovery.
   */
  static Scenario.Builder heap(String name, String about, HeapGeometry geometry) {
    return bare(name, about, geometry)
        .atEnd("the heap is consistent", end -> requireConsistent(end.memory()))
        .atEnd("everything comes back", AllocatorWorld::requireNothingLost);
  }

  /** The same without anything that must hold. */
  static Scenario.Builder bare(String name, String about, HeapGeometry geometry) {
    return Scenario.named("allocator." + name)
        .about(about)
        .bytes(HEAP + geometry.bytes())
        .fields(names -> names.word(MAIL, Long.BYTES, "mail"))
        .fields(names -> names.word(SIGNAL, Long.BYTES, "signal"))
        .fields(names -> HeapFormat.describe(HEAP, geometry, names))
        .setUp(
            (memory, environment) ->
                HeapFormat.create(memory, HEAP, geometry, SoloWorld.GENERATION));
  }

  static void requireConsistent(SharedMemory memory) {
    HeapCheck check = HeapCheck.of(memory, HEAP);
    if (!check.problems().isEmpty()) {
      throw new AssertionError(String.join("; ", check.problems()));
    }
  }

  static void requirePristine(EndState end) {
    HeapCheck check = HeapCheck.of(end.memory(), HEAP);
    end.require(check.pristine(), "not all blocks came back: " + check);
  }

  /**
   * A last participant, to whom all others are dead, recovers all that is left and takes what is
   * still on the way, in a copy of the memory. Then nothing may be allocated, and every chunk must
   * be free.
   */
  static void requireNothingLost(EndState end) {
    SharedMemory memory = copyOf(end.memory());
    Allocator last = Allocator.open(lastOf(memory), HEAP);
    last.recover();
    takeStranded(last);
    last.recover();
    last.trim();
    HeapCheck check = last.verify();
    end.require(check.problems().isEmpty(), String.join("; ", check.problems()));
    end.require(check.allocatedBlocks() == 0, "blocks are lost: " + check);
    int chunks = memory.getIntOpaque(HEAP + 16);
    end.require(check.freeChunks() == chunks, "chunks are lost: " + check);
    end.require(check.holders() == 1, "holders are lost: " + check);
  }

  /** A2: what a process that lives has allocated and recorded as held is still allocated. */
  static void requireStillHeld(EndState end, String process) {
    SharedMemory memory = copyOf(end.memory());
    Allocator last = Allocator.open(lastOf(memory), HEAP);
    for (Object id : end.recorded(process, HELD)) {
      if (!end.killed(process) && !id.equals(BlockId.NONE)) {
        Outcome outcome = last.load((long) id);
        String text = BlockId.text((long) id);
        end.require(outcome == Outcome.DONE, process + " has lost block " + text + ": " + outcome);
      }
    }
  }

  /** No bit of a participant is left that stands for a reference. */
  static void requireHasNothing(EndState end, long participant) {
    for (HeapStatistics.HolderUse holder : HeapStatistics.of(end.memory(), HEAP).holders()) {
      boolean has = holder.participant() == participant && holder.blocks() > 0;
      end.require(!has, "participant has bits for nothing: " + holder);
    }
  }

  static SharedMemory copyOf(SharedMemory memory) {
    byte[] bytes = new byte[Math.toIntExact(memory.size())];
    memory.readBytes(0, bytes, 0, bytes.length);
    SharedMemory copy = new HeapMemory(memory.size());
    copy.writeBytes(0, bytes, 0, bytes.length);
    return copy;
  }

  static ParticipantContext lastOf(SharedMemory memory) {
    return loner(memory, 1_000);
  }

  /** A participant to whom all others are dead. */
  static ParticipantContext loner(SharedMemory memory, long number) {
    Participants alone =
        new Participants() {
          @Override
          public long self() {
            return number;
          }

          @Override
          public boolean isAlive(long participant) {
            return participant == self();
          }
        };
    return new ParticipantContext(memory, Everybody.LIVES, alone);
  }

  static Allocator open(ProcessContext context) {
    return Allocator.open(context.participant(), HEAP);
  }

  /** Opens a handle that keeps one block for its next allocation. */
  static Allocator openKeeping(ProcessContext context) {
    return Allocator.open(context.participant(), HEAP, AllocatorOptions.usual().cache(CHUNK, 1));
  }

  /** Writes what makes a block recognisable: its own id. A race with another user shows. */
  static void sign(ProcessContext context, Allocator allocator, long id) {
    context.memory().writeLong(allocator.offset(id), id);
  }

  static void requireSigned(ProcessContext context, Allocator allocator, long id) {
    long found = context.memory().readLong(allocator.offset(id));
    context.require(found == id, "block " + BlockId.text(id) + " holds " + BlockId.text(found));
  }

  static long allocateSigned(ProcessContext context, Allocator allocator, int bytes) {
    long id = allocator.tryAllocate(bytes);
    if (id != BlockId.NONE) {
      sign(context, allocator, id);
    }
    return id;
  }

  static void useOnce(ProcessContext context, Allocator allocator, int bytes) {
    long id = allocateSigned(context, allocator, bytes);
    if (id != BlockId.NONE) {
      requireSigned(context, allocator, id);
      allocator.release(id);
    }
  }

  static void mailIdAndRelease(ProcessContext context, Allocator allocator) {
    long id = allocator.allocate(SMALL);
    sign(context, allocator, id);
    context.memory().setLongRelease(MAIL, id);
    allocator.release(id);
  }

  static void loadIfThere(ProcessContext context, Allocator allocator) {
    long id = context.memory().getLongAcquire(MAIL);
    if (id != BlockId.NONE && allocator.load(id) == Outcome.DONE) {
      requireSigned(context, allocator, id);
      allocator.release(id);
    }
  }

  /** Sends the only reference to a new block. */
  static long mailTicket(ProcessContext context, Allocator allocator) {
    return mailTicket(context, allocator, SMALL);
  }

  static long mailTicket(ProcessContext context, Allocator allocator, int bytes) {
    long id = allocator.allocate(bytes);
    sign(context, allocator, id);
    long ticket = allocator.send(id);
    context.memory().setLongRelease(MAIL, ticket);
    return id;
  }

  static void awaitMail(ProcessContext context) {
    while (context.memory().getLongAcquire(MAIL) == 0) {
      context.environment().spinHint();
    }
  }

  static void acceptMail(ProcessContext context, Allocator allocator) {
    long ticket = context.memory().getLongAcquire(MAIL);
    if (ticket != 0) {
      long id = allocator.accept(ticket);
      if (id != BlockId.NONE) {
        context.record(ACCEPTED, id);
        requireSigned(context, allocator, id);
        allocator.release(id);
      }
    }
  }

  /** Takes the references that dead ones have sent and nobody has accepted. */
  static void takeStranded(Allocator allocator) {
    for (long ticket : allocator.strandedTickets()) {
      long id = allocator.accept(ticket);
      if (id != BlockId.NONE) {
        allocator.release(id);
      }
    }
  }

  static void recover(ProcessContext context) {
    open(context).recover();
  }
}
