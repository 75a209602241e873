package dev.sharelock.model.necessity;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.memory.UpdateKind;
import dev.sharelock.model.necessity.Access.Sort;

/** A memory that asks somebody in which mode each ordered access is to be made. */
final class AccessMemory extends MemoryDecorator {
  private final Modes modes;

  /** Chooses modes. */
  interface Modes {
    /** The mode in which an access is made that asks for another one. */
    AccessMode of(long offset, Sort sort, AccessMode asked);

    /** Whether a fence is made. */
    boolean makes(FenceKind kind);
  }

  AccessMemory(SharedMemory memory, Modes modes) {
    super(memory);
    this.modes = modes;
  }

  private AccessMode mode(long offset, Sort sort, AccessMode asked) {
    boolean ordered = asked != AccessMode.PLAIN && asked != AccessMode.OPAQUE;
    return ordered ? modes.of(offset, sort, asked) : asked;
  }

  @Override
  protected long load(long offset, int bytes, AccessMode mode) {
    return super.load(offset, bytes, mode(offset, Sort.READ, mode));
  }

  @Override
  protected void store(long offset, int bytes, AccessMode mode, long value) {
    super.store(offset, bytes, mode(offset, Sort.WRITE, mode), value);
  }

  @Override
  protected long update(long offset, int bytes, AccessMode mode, UpdateKind kind, long operand) {
    return super.update(offset, bytes, mode(offset, Sort.UPDATE, mode), kind, operand);
  }

  @Override
  protected long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    AccessMode made = mode(offset, Sort.UPDATE, mode);
    return super.compareAndExchange(offset, bytes, made, expected, value);
  }

  @Override
  protected boolean weakCompareAndSet(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    AccessMode made = mode(offset, Sort.UPDATE, mode);
    return super.weakCompareAndSet(offset, bytes, made, expected, value);
  }

  @Override
  protected void fence(FenceKind kind) {
    if (modes.makes(kind)) {
      super.fence(kind);
    }
  }
}
