package dev.sharelock.bench.pair;

/** One way for messages from one process to another, over a mapped file. */
public interface Transport {

  /** How messages are made visible: each at once, or in batches. */
  enum Publication {
    EACH,
    BATCHED
  }

  /** The sending end. */
  interface Sender extends AutoCloseable {

    /**
     * Sends one message without waiting: its first 8 bytes are the sequence, the rest comes from a
     * private buffer.
     *
     * @return whether there was room
     */
    boolean offer(long sequence);

    /** Makes everything visible that was offered. */
    void flush();

    /** Sends one message and waits for room the way a blocking user does. */
    void send(long sequence);

    @Override
    void close();
  }

  /** Is given the sequences of the messages that were taken. */
  interface Sink {
    void accept(long sequence);
  }

  /** The receiving end. It copies each message out to a private buffer. */
  interface Receiver extends AutoCloseable {

    /**
     * Takes the messages that are there, without waiting.
     *
     * @return how many there were
     */
    int poll(Sink sink, int limit);

    /** Takes at least one message and waits for it the way a blocking user does. */
    void receive(Sink sink);

    @Override
    void close();
  }

  /** Whether both sides must be threads of one process. */
  default boolean inProcess() {
    return false;
  }

  /** The size of the file that {@code ways} of them need. */
  long bytes(PairOptions options);

  /** Prepares the file; called once, before the processes start. */
  void format(PairOptions options);

  Sender sender(PairOptions options, int way);

  Receiver receiver(PairOptions options, int way);
}
