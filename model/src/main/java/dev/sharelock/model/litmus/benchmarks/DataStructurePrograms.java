package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.exhaustive.Program;
import dev.sharelock.model.exhaustive.ThreadContext;

/** Programs that use published lock-free data structures, all of them over the seam. */
public final class DataStructurePrograms {
  private static final long MARKS = 1024;

  private DataStructurePrograms() {}

  /** Two threads, each of which appends to a queue and then takes from it. */
  public static Program michaelScottQueue() {
    Program.Builder program =
        Program.named("ms-queue")
            .initially(MichaelScottQueue.head(), MichaelScottQueue.DUMMY)
            .initially(MichaelScottQueue.tail(), MichaelScottQueue.DUMMY);
    for (int i = 0; i < 2; i++) {
      long node = MichaelScottQueue.DUMMY + 1 + i;
      long value = 17 + 20L * i;
      program.initially(MichaelScottQueue.next(node), MichaelScottQueue.POISON);
      program.thread(
          thread -> {
            MichaelScottQueue queue = new MichaelScottQueue(thread.memory(), thread::spinHint);
            queue.enqueue(node, value);
            queue.dequeue();
          });
    }
    return program.build();
  }

  /** Two threads write a mark and push its number; a third pops a number and reads the mark. */
  public static Program treiberStack() {
    Program.Builder program = Program.named("treiber-stack");
    for (int i = 1; i <= 2; i++) {
      int mark = i;
      program.thread(
          thread -> {
            SharedMemory memory = thread.memory();
            memory.setLongOpaque(MARKS + 8L * mark, 17 + 20L * mark);
            new TreiberStack(memory, thread::spinHint).push(mark, mark);
          });
    }
    program.thread(
        thread -> {
          SharedMemory memory = thread.memory();
          long mark = new TreiberStack(memory, thread::spinHint).pop();
          if (mark != 0) {
            memory.getLongOpaque(MARKS + 8 * mark);
          }
        });
    return program.build();
  }

  /** The owner pushes 5, pops 3 and pushes 2, while a thief steals once. */
  public static Program chaseLevDeque() {
    return Program.named("chase-lev")
        .thread(
            thread -> {
              ChaseLevDeque deque = new ChaseLevDeque(thread.memory());
              for (int i = 1; i <= 5; i++) {
                deque.push(i);
              }
              for (int i = 0; i < 3; i++) {
                deque.pop();
              }
              deque.push(6);
              deque.push(7);
            })
        .thread(thread -> new ChaseLevDeque(thread.memory()).steal())
        .build();
  }

  /** A queue with one element, a writer, and a reader of at most two elements. */
  public static Program boundedQueue() {
    return Program.named("mpmc-queue")
        .initially(BoundedQueue.BEGUN, 1)
        .initially(BoundedQueue.WRITTEN, 1)
        .thread(
            thread -> {
              BoundedQueue queue = new BoundedQueue(thread.memory(), thread::spinHint);
              if (queue.beginWrite()) {
                queue.endWrite();
              }
            })
        .thread(
            thread -> {
              BoundedQueue queue = new BoundedQueue(thread.memory(), thread::spinHint);
              while (queue.beginRead()) {
                queue.endRead();
              }
            })
        .build();
  }

  /** Each thread appends a buffer that it filled, and takes one, which must be filled. */
  public static Program bufferRing(int threads) {
    Program.Builder program = Program.named("buf_ring(" + threads + ")");
    for (int i = 0; i < threads; i++) {
      long buffer = MARKS + 8L * i;
      program.thread(
          thread -> {
            SharedMemory memory = thread.memory();
            BufferRing ring = new BufferRing(memory, giveUp(thread));
            memory.setLongPlain(buffer, 0xbeef);
            if (!ring.enqueue(buffer)) {
              memory.setLongPlain(buffer, 0xdead);
            }
            long taken = ring.dequeue();
            if (taken != 0 && memory.getLongPlain(taken) != 0xbeef) {
              throw new IllegalStateException("a buffer was taken before it was filled");
            }
          });
    }
    return program.build();
  }

  /** Threads that each append to a queue, and others that each take one element. */
  public static Program herlihyWingQueue(int takers, int appenders) {
    return sized("hw-queue", takers, appenders)
        .identicalThreads(appenders, thread -> herlihyWing(thread).enqueue(7))
        .identicalThreads(takers, thread -> herlihyWing(thread).dequeue())
        .build();
  }

  /**
   * Threads that each append a node of their own to a queue, and others that each take one. Those
   * who append differ in the node only, which nobody can tell from its number.
   */
  public static Program linkedQueue(int takers, int appenders) {
    return sized("ms-queue-dyn", takers, appenders)
        .initially(LinkedQueue.HEAD, LinkedQueue.DUMMY)
        .initially(LinkedQueue.TAIL, LinkedQueue.DUMMY)
        .identicalThreads(
            appenders,
            thread -> linkedQueue(thread).enqueue(LinkedQueue.DUMMY + 1 + thread.index()))
        .identicalThreads(takers, thread -> linkedQueue(thread).dequeue())
        .build();
  }

  /** Threads that each push a node of their own, and others that each pop one. */
  public static Program linkedStack(int takers, int pushers) {
    return sized("treiber-dyn", takers, pushers)
        .identicalThreads(pushers, thread -> linkedStack(thread).push(1 + thread.index()))
        .identicalThreads(takers, thread -> linkedStack(thread).pop())
        .build();
  }

  private static HerlihyWingQueue herlihyWing(ThreadContext thread) {
    return new HerlihyWingQueue(thread.memory(), giveUp(thread));
  }

  private static LinkedQueue linkedQueue(ThreadContext thread) {
    return new LinkedQueue(thread.memory(), giveUp(thread));
  }

  private static LinkedStack linkedStack(ThreadContext thread) {
    return new LinkedStack(thread.memory(), giveUp(thread));
  }

  /** Ends the execution: it is not complete. */
  private static Runnable giveUp(ThreadContext thread) {
    return () -> thread.assume(false);
  }

  private static Program.Builder sized(String name, int takers, int givers) {
    return Program.named(name + "(R" + takers + "W" + givers + ")");
  }

  /** Two threads, each of which reads a word while it holds a lock, and then writes it likewise. */
  public static Program readerWriterLock() {
    return Program.named("linuxrwlocks")
        .initially(0, ReaderWriterLock.FREE)
        .identicalThreads(
            2,
            thread -> {
              SharedMemory memory = thread.memory();
              ReaderWriterLock lock = new ReaderWriterLock(memory, 0, giveUp(thread));
              lock.lockRead();
              memory.getLongPlain(MARKS);
              lock.unlockRead();
              lock.lockWrite();
              memory.setLongPlain(MARKS, 1);
              lock.unlockWrite();
            })
        .build();
  }

  /** Threads that each increment a word within a mutex that sleeps. */
  public static Program futexMutex(int threads) {
    return Program.named("fmutex(" + threads + ")")
        .identicalThreads(
            threads,
            thread -> {
              SharedMemory memory = thread.memory();
              FutexMutex mutex = new FutexMutex(memory, 0);
              mutex.lock();
              memory.setLongPlain(MARKS, memory.getLongPlain(MARKS) + 1);
              mutex.unlock();
            })
        .build();
  }
}
