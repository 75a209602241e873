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
    return file == null ? new Input(System.in, stop) : new FileSource(file);
  }

  /** How many bytes there will be; -1 if that is not known. */
  abstract long total() throws IOException;

  /** The next piece; its length, or -1 at the end or when it is to stop. */
  abstract int next(byte[] piece) throws IOException;

  @Override
  public void close() throws IOException {}

  private static final class FileSource extends Source {
    private final Path file;
    private final InputStream in;

    FileSource(Path file) throws IOException {
      this.file = file;
      this.in = Files.newInputStream(file);
    }

    @Override
    long total() throws IOException {
      return Files.size(file);
    }

    @Override
    int next(byte[] piece) throws IOException {
      int length = in.readNBytes(piece, 0, PIECE);
      return length == 0 ? -1 : length;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Reads in a thread of its own, since a read of standard input cannot be ended. */
  private static final class Input extends Source {
    private static final long TURN_MILLIS = 50;

    private final SynchronousQueue<Piece> pieces = new SynchronousQueue<>();
    private final BooleanSupplier stop;

    /** A piece, or the end if it has no bytes. */
    private record Piece(byte[] bytes, int length, IOException failure) {}

    Input(InputStream in, BooleanSupplier stop) {
      this.stop = stop;
      Thread.ofPlatform().daemon().name("input").start(() -> readAll(in));
    }

    private void readAll(InputStream in) {
      try {
        Piece piece = null;
        while (piece == null || piece.length() > 0) {
          piece = read(in);
          pieces.put(piece);
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
    int next(byte[] target) throws IOException {
      try {
        Piece piece = null;
        while (piece == null && !stop.getAsBoolean()) {
          piece = pieces.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (piece == null || piece.length() == 0) {
          if (piece != null && piece.failure() != null) {
            throw piece.failure();
          }
          return -1;
        }
        System.arraycopy(piece.bytes(), 0, target, 0, piece.length());
        return piece.length();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }
  }
}
