package dev.sharelock.platform;

import dev.sharelock.environment.ParticipantIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Who processes are, from {@code /proc} where there is one, otherwise from {@link ProcessHandle}.
 *
 * <p>Start times are clock ticks since boot, or milliseconds, cut to 32 bits so that pid and start
 * time fit into one word. The boot id is mixed with the pid name space: within one region, process
 * ids mean the same to everybody or the region is refused.
 */
final class ProcessIdentities {

  private static final Path PROC = Path.of("/proc");
  private static final int START_TIME_FIELD = 22;

  /** What is known of a process by its id. */
  enum Verdict {
    RUNS,
    ENDED,
    UNKNOWN
  }

  private static final boolean HAS_PROC = Files.isReadable(PROC.resolve("self/stat"));
  private static final long BOOT_ID = readBootId();
  private static final ParticipantIdentity SELF = readSelf();

  private ProcessIdentities() {}

  static ParticipantIdentity self() {
    return SELF;
  }

  private static ParticipantIdentity readSelf() {
    long pid = ProcessHandle.current().pid();
    return new ParticipantIdentity(pid, startTime(pid), BOOT_ID);
  }

  private static long startTime(long pid) {
    if (HAS_PROC) {
      try {
        return Stat.read(pid).startTime();
      } catch (IOException e) {
        throw new IllegalStateException(
            "own start time is unknown: pid=" + pid + "; do: make /proc/self/stat readable", e);
      }
    }
    Optional<Instant> start = ProcessHandle.of(pid).flatMap(p -> p.info().startInstant());
    return start.map(Instant::toEpochMilli).orElse(0L) & 0xFFFF_FFFFL;
  }

  private static long readBootId() {
    String boot = readOr(PROC.resolve("sys/kernel/random/boot_id"), "no boot id");
    String space;
    try {
      space = Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      space = "no pid name space";
    }
    long hash = 0xCBF2_9CE4_8422_2325L;
    for (byte b : (boot.strip() + space).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b & 0xFF) * 0x100_0000_01B3L;
    }
    return hash;
  }

  private static String readOr(Path file, String otherwise) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return otherwise;
    }
  }

  /** What the process table says of an identity. A zombie has ended. */
  static Verdict verdict(ParticipantIdentity identity) {
    if (identity.equals(SELF)) {
      return Verdict.RUNS;
    }
    if (identity.bootId() != BOOT_ID) {
      return Verdict.UNKNOWN;
    }
    return HAS_PROC ? verdictOfProc(identity) : verdictOfHandle(identity);
  }

  private static Verdict verdictOfProc(ParticipantIdentity identity) {
    try {
      Stat stat = Stat.read(identity.pid());
      boolean same = stat.startTime() == identity.startTime();
      return same && !stat.ended() ? Verdict.RUNS : Verdict.ENDED;
    } catch (NoSuchFileException e) {
      return Verdict.ENDED;
    } catch (IOException e) {
      // A process that ends while its file is read gives "no such process".
      return Files.exists(PROC.resolve(Long.toString(identity.pid())))
          ? Verdict.UNKNOWN
          : Verdict.ENDED;
    }
  }

  private static Verdict verdictOfHandle(ParticipantIdentity identity) {
    Optional<ProcessHandle> handle = ProcessHandle.of(identity.pid());
    if (handle.isEmpty() || !handle.get().isAlive()) {
      return Verdict.ENDED;
    }
    return startTime(identity.pid()) == identity.startTime() ? Verdict.RUNS : Verdict.ENDED;
  }

  /**
   * The parts of {@code /proc/PID/stat} that are needed here.
   *
   * @param state the letter of the state
   * @param startTime clock ticks since boot, cut to 32 bits
   */
  record Stat(char state, long startTime) {

    static Stat read(long pid) throws IOException {
      byte[] bytes = Files.readAllBytes(PROC.resolve(pid + "/stat"));
      return parse(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The name of the program stands in parentheses and may contain anything. */
    static Stat parse(String line) throws IOException {
      int end = line.lastIndexOf(')');
      String[] fields = end < 0 ? new String[0] : line.substring(end + 1).strip().split(" ");
      int startTime = START_TIME_FIELD - 3; // the first one after the name is field 3
      if (fields.length <= startTime || fields[0].length() != 1) {
        throw new IOException("line is malformed: stat=" + line);
      }
      try {
        return new Stat(fields[0].charAt(0), Long.parseLong(fields[startTime]) & 0xFFFF_FFFFL);
      } catch (NumberFormatException e) {
        throw new IOException("line is malformed: stat=" + line, e);
      }
    }

    boolean ended() {
      return state == 'Z' || state == 'X' || state == 'x';
    }
  }
}
