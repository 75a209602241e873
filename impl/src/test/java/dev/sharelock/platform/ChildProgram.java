package dev.sharelock.platform;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.StalePolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;

/** What child processes of tests do; the first argument says what. */
public final class ChildProgram {

  private ChildProgram() {}

  /** Runs one command. */
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "wait" -> awaitEndOfInput();
      case "use" -> use(arguments[1]);
      case "hold" -> hold(arguments[1]);
      case "join" -> join(arguments[1]);
      case "wake" -> wake(arguments[1]);
      case "replace" -> replace(arguments[1]);
      case "probe" -> probe();
      case "large" -> large(arguments[1]);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void say(String text) {
    System.out.println(text);
    System.out.flush();
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // until the parent closes it
    }
  }

  /** Creates a region, uses all that depends on the machine, and removes it. */
  private static void use(String directory) {
    try (Region region = Region.create(RegionOptions.of("child", 4096).in(directory))) {
      SharedMemory memory = region.memory();
      long offset = entry(region);
      memory.heavyFence();
      memory.lightFence();
      say(memory.waitOn(offset, 0, System.nanoTime() + 1_000_000).toString());
      memory.wake(offset, 1);
      say(memory.waitStrategy().toString());
    }
    Region.unlink(directory, "child", dev.sharelock.region.UnlinkPolicy.IF_UNUSED);
  }

  private static long entry(Region region) {
    return region
        .directory()
        .getOrCreate(new EntryRequest("word", 1, 8), (start, bytes) -> {}, 0)
        .offset();
  }

  /** Creates a region, and keeps it until it is killed. */
  private static void hold(String directory) throws IOException {
    try (Region region = Region.create(RegionOptions.of("child", 4096).in(directory))) {
      say(Long.toString(region.participants().self()));
      awaitEndOfInput();
    }
  }

  /** Attaches, and keeps the region until it is killed. */
  private static void join(String directory) throws IOException {
    try (Region region = Region.attach(AttachOptions.of("child").in(directory))) {
      say(Long.toString(region.participants().self()));
      awaitEndOfInput();
    } catch (SharelockException e) {
      say(e.outcome() + " " + e.getMessage());
    }
  }

  /** Attaches, waits for 1 in the word, sets it to 2 and wakes. */
  private static void wake(String directory) {
    try (Region region =
        Region.attach(AttachOptions.of("child").in(directory).within(Deadline.NEVER))) {
      SharedMemory memory = region.memory();
      long offset = entry(region);
      while (memory.getIntAcquire(offset) != 1) {
        memory.waitOn(offset, 0, Deadline.NEVER);
      }
      memory.setIntRelease(offset, 2);
      memory.wake(offset, 1);
    }
  }

  /** Is in the middle of asking whether a process lives: which, by lock file and byte. */
  private static void probe() throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    Path file = Path.of(in.readLine());
    long position = Long.parseLong(in.readLine());
    try (FileChannel channel = FileChannel.open(file, READ, WRITE);
        FileLock lock = channel.tryLock(position, 1, true)) {
      say(lock == null ? "held" : "asking");
      in.readLine();
    }
  }

  /** Creates a region that is larger than what may be written. */
  private static void large(String directory) {
    try (Region region = Region.create(RegionOptions.of("child", 1 << 22).in(directory))) {
      say("created " + region.generation());
    } catch (SharelockException e) {
      say(e.outcome() + " " + e.getMessage());
    }
  }

  /** Replaces a dead region. */
  private static void replace(String directory) {
    RegionOptions options =
        RegionOptions.of("child", 4096).in(directory).stale(StalePolicy.REPLACE_IF_DEAD);
    try (Region region = Region.create(options)) {
      say("created " + region.generation());
      awaitEndOfInput();
    } catch (SharelockException e) {
      say(e.outcome().toString());
    } catch (IOException e) {
      say(e.toString());
    }
  }
}
