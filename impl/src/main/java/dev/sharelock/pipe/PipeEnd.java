package dev.sharelock.pipe;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.QueueManner;
import dev.sharelock.queue.QueueObserver;
import dev.sharelock.queue.Watch;
import dev.sharelock.waiting.WaitPolicy;

/**
 * One participant at a pipe. It opens the queue of the pipe in such a way that its waits end when
 * the role of this participant says so. Confined to one thread.
 */
public abstract sealed class PipeEnd permits PipeServer, PipeClient {
  final ParticipantContext context;
  final SharedMemory memory;
  final PipeLayout layout;
  private final WaitPolicy policy;

  PipeEnd(ParticipantContext context, long base, WaitPolicy policy) {
    this.context = context;
    this.memory = context.memory();
    this.layout = PipeFormat.attach(memory, base);
    this.policy = policy;
  }

  /** What ends the waits of this participant. */
  abstract Watch watch();

  /**
   * Opens the queue as one of values.
   *
   * @return a handle
   * @throws dev.sharelock.SharelockException if no seat is left, or the queue is corrupt
   * @throws IllegalStateException if this was the server and is closed
   */
  public ConditionQueue values() {
    return ConditionQueue.open(context, layout.queue().base(), policy, watch());
  }

  /**
   * Opens the queue as one of references to blocks, and settles what the dead have left in it.
   *
   * @param allocator of this participant, for the heap that all users of the pipe share
   * @param delivery what becomes of a block if this participant dies after it has taken it
   * @return a handle
   * @throws dev.sharelock.SharelockException if no seat is left, or it is no queue of blocks
   * @throws IllegalStateException if this was the server and is closed
   */
  public BlockQueue blocks(Allocator allocator, Delivery delivery) {
    QueueManner manner = new QueueManner(delivery, policy, watch());
    BlockQueue queue = BlockQueue.open(context, layout.queue().base(), allocator, manner);
    queue.recover();
    return queue;
  }

  /**
   * Looks at the pipe.
   *
   * @return what is in it, who waits, who serves
   */
  public PipeStatus status() {
    return PipeStatus.of(context, layout.base());
  }

  QueueObserver observer() {
    return QueueObserver.of(memory, layout.queue().base());
  }
}
