package dev.sharelock.ring;

import dev.sharelock.memory.SharedMemory;

/** Shows the words of a ring as text. */
final class RingDump {
  private RingDump() {}

  static String of(SharedMemory memory, RingLayout layout, String prefix) {
    long tail = memory.getLongOpaque(layout.tail());
    long head = memory.getLongOpaque(layout.head());
    long mask = layout.capacity() - 1;
    StringBuilder text = new StringBuilder();
    line(text, prefix, "capacity", layout.capacity());
    line(text, prefix, "state", memory.getIntOpaque(layout.state()));
    line(text, prefix, "producer", memory.getLongOpaque(layout.producer()));
    line(text, prefix, "consumer", memory.getLongOpaque(layout.consumer()));
    line(text, prefix, "head", head).append(" at ").append(head & mask);
    line(text, prefix, "tail", tail).append(" at ").append(tail & mask);
    line(text, prefix, "used", head - tail);
    line(text, prefix, "free", layout.capacity() - (head - tail));
    line(text, prefix, "consumerWaiting", memory.getIntOpaque(layout.consumerWaiting()));
    line(text, prefix, "producerWaiting", memory.getIntOpaque(layout.producerWaiting()));
    return text.append('\n').toString();
  }

  private static StringBuilder line(StringBuilder text, String prefix, String name, long value) {
    String separator = text.isEmpty() ? "" : "\n";
    return text.append(separator).append(prefix).append(name).append('=').append(value);
  }
}
