package dev.sharelock.multiproc;

import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The main class of a process that holds a block, works with others as fast as it can until it is
 * refused, then writes to the block once more, and ends as it is told.
 */
final class Zombie {
  /** What it writes into its block. */
  static final long SIGNATURE = 0x5A5A_5A5A_5A5A_5A5AL;

  private Zombie() {}

  public static void main(String[] arguments) throws IOException {
    try (Region region = Region.attach(AttachOptions.of(arguments[1]).in(arguments[0]))) {
      Allocator allocator = region.allocator();
      long held = allocator.allocate(256);
      long at = allocator.offset(held);
      region.memory().writeLong(at, SIGNATURE);
      System.out.println(held);
      System.out.println(refusal(allocator));
      try {
        region.memory();
        System.out.println("not refused");
      } catch (SharelockException e) {
        System.out.println(e.outcome());
      }
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      if (in.readLine() == null) {
        Runtime.getRuntime().halt(1);
      }
    }
  }

  /** Works until it is refused. */
  private static String refusal(Allocator allocator) {
    for (int round = 0; ; round++) {
      try {
        long id = allocator.tryAllocate(64L << round % 8);
        if (id != BlockId.NONE) {
          allocator.cancel(allocator.send(id));
          allocator.release(id);
        }
      } catch (SharelockException e) {
        return e.outcome() + " " + e.getMessage();
      }
    }
  }
}
