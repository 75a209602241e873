package dev.sharelock.model.cli.pipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Where the bytes come from that are sent: a file in large pieces, or input as it comes. */
abstract sealed class Source implements AutoCloseable {
  /** The largest message. */
  static final int PIECE = 1 << 16;

  /** Opens a file, or standard input if there is none. */
  static Source of(Path file, BooleanSupplier stop) throws IOException {
    return file == null ? new Input(System.in, stop) : new FileSource(file, stop);
  }

  /** How many bytes there will be; -1 if that is not known. */
  abstract long total() throws IOException;

  /** Adds to a piece what there is next; how many bytes, or -1 at the end or when it is to stop. */
  abstract int read(byte[] piece, int offset) throws IOException;

  /** The next piece; its length, or -1 at the end or when it is to stop. */
  int next(byte[] piece) throws IOException {
    return read(piece, 0);
  }

  @Override
  public void close() throws IOException {}

  private static final class FileSource extends Source {
    private final Path file;
    private final BooleanSupplier stop;
    private final InputStream in;

    FileSource(Path file, BooleanSupplier stop) throws IOException {
      this.file = file;
      this.stop = stop;
      this.in = FileFailure.orNamed(file, Files::newInputStream);
    }

    @Override
    long total() throws IOException {
      return Files.size(file);
    }

    @Override
    int read(byte[] piece, int offset) throws IOException {
      int length = stop.getAsBoolean() ? 0 : in.readNBytes(piece, offset, PIECE - offset);
      return length == 0 ? -1 : length;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Cuts what comes from another source only where a line ends, unless a line is too long. */
  static final class Lines extends Source {
    private final Source source;
    private final byte[] rest = new byte[PIECE];
    private int kept;

    Lines(Source source) {
      this.source = source;
    }

    @Override
    long total() throws IOException {
      return source.total();
    }

    @Override
    int read(byte[] piece, int offset) throws IOException {
      return source.read(piece, offset);
    }

    @Override
    int next(byte[] piece) throws IOException {
      System.arraycopy(rest, 0, piece, 0, kept);
      int length = kept;
      kept = 0;
      while (length < PIECE) {
        int count = read(piece, length);
        if (count < 0) {
          return length == 0 ? -1 : length;
        }
        int end = endOfLine(piece, length, length + count);
        length += count;
        if (end > 0) {
          kept = length - end;
          System.arraycopy(piece, end, rest, 0, kept);
          return end;
        }
      }
      return length;
    }

    /** Behind the last line that ends in a range; 0 if none does. */
    private static int endOfLine(byte[] piece, int from, int to) {
      int end = to;
      while (end > from && piece[end - 1] != '\n') {
        end--;
      }
      return end == from ? 0 : end;
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }

  /** Reads in a thread of its own, since a read of standard input cannot be ended. */
  private static final class Input extends Source {
    private static final long TURN_MILLIS = 50;

    private final SynchronousQueue<Piece> pieces = new SynchronousQueue<>();
    private final BooleanSupplier stop;
    private Piece piece = new Piece(new byte[1], 1, null);
    private int used = 1;

    /** A piece, or the end if it has no bytes. */
    private record Piece(byte[] bytes, int length, IOException failure) {}

    Input(InputStream in, BooleanSupplier stop) {
      this.stop = stop;
      Thread.ofPlatform().daemon().name("input").start(() -> readAll(in));
    }

    private void readAll(InputStream in) {
      try {
        Piece read = null;
        while (read == null || read.length() > 0) {
          read = read(in);
          pieces.put(read);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static Piece read(InputStream in) {
      byte[] bytes = new byte[PIECE];
      try {
        return new Piece(bytes, Math.max(0, in.read(bytes)), null);
      } catch (IOException e) {
        return new Piece(bytes, 0, e);
      }
    }

    @Override
    long total() {
      return -1;
    }

    @Override
    int read(byte[] target, int offset) throws IOException {
      if (stop.getAsBoolean() || used == piece.length() && !comes()) {
        return -1;
      }
      int length = Math.min(piece.length() - used, PIECE - offset);
      System.arraycopy(piece.bytes(), used, target, offset, length);
      used += length;
      return length;
    }

    /** Waits for the next piece; false at the end or when it is to stop. */
    private boolean comes() throws IOException {
      Piece next = null;
      try {
        while (next == null && piece.length() > 0 && !stop.getAsBoolean()) {
          next = pieces.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (next == null) {
        return false;
      }
      if (next.failure() != null) {
        throw next.failure();
      }
      piece = next;
      used = 0;
      return next.length() > 0;
    }
  }
}
