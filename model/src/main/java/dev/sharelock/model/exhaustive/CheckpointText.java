package dev.sharelock.model.exhaustive;

import dev.sharelock.model.exhaustive.Checkpoint.Heading;
import dev.sharelock.model.exhaustive.Checkpoint.Place;
import dev.sharelock.model.exhaustive.Checkpoint.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;

/**
 * The text of a checkpoint.
 *
 * <pre>
 * sharelock checkpoint 1
 * version 0.1.0
 * scenario ring.close
 * options model=RC11, ...
 * set-up 6d1f03a2
 * part executions=12 blocked=0 runs=14 done=0.25
 * 0.2.1 9f30aa01         child 0 of the root, child 2 of that, child 1 of that; and its hash
 * 2:0 1c00fe22           the first 2 steps of the line before, then child 0
 * end 1
 * </pre>
 */
final class CheckpointText {
  private static final String FIRST_LINE = "sharelock checkpoint 1";

  private CheckpointText() {}

  static String write(Checkpoint checkpoint) {
    StringBuilder text = new StringBuilder();
    Heading heading = checkpoint.heading();
    line(text, FIRST_LINE, "");
    line(text, "version ", heading.version());
    line(text, "scenario ", heading.scenario());
    line(text, "options ", heading.options());
    line(text, "set-up ", Integer.toHexString(heading.setUp()));
    for (Stretch part : checkpoint.parts()) {
      Tally tally = part.tally();
      text.append("part executions=").append(tally.executions);
      text.append(" blocked=").append(tally.blocked);
      text.append(" runs=").append(tally.runs);
      line(text, " done=", Double.toString(tally.done));
      int[] before = {};
      for (Place place : part.pending()) {
        line(text, path(before, place.children()), " " + Integer.toHexString(place.hash()));
        before = place.children();
      }
    }
    line(text, "end ", Integer.toString(checkpoint.parts().size()));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(value).append('\n');
  }

  private static String path(int[] before, int[] children) {
    int shared = common(before, children);
    StringJoiner rest = new StringJoiner(".");
    for (int i = shared; i < children.length; i++) {
      rest.add(Integer.toString(children[i]));
    }
    return (shared > 0 ? shared + ":" : "") + (children.length == 0 ? "root" : rest);
  }

  /** How many steps two ways have in common. */
  static int common(int[] a, int[] b) {
    int mismatch = Arrays.mismatch(a, b);
    return mismatch < 0 ? a.length : mismatch;
  }

  /**
   * Reads the text of a checkpoint.
   *
   * @throws UnfitCheckpointException if it is none
   */
  static Checkpoint read(String text) {
    try {
      return new Reader(text.lines().iterator()).read();
    } catch (RuntimeException malformed) {
      throw new UnfitCheckpointException(
          "checkpoint is malformed: reason="
              + malformed.getMessage()
              + "; do: pass a whole file that an exploration has written",
          malformed);
    }
  }

  private static final class Reader {
    private final Iterator<String> lines;

    Reader(Iterator<String> lines) {
      this.lines = lines;
    }

    private String after(String name) {
      return after(lines.next(), name);
    }

    private static String after(String line, String name) {
      if (!line.startsWith(name)) {
        throw new IllegalArgumentException("expected " + name.strip() + ", found " + line);
      }
      return line.substring(name.length());
    }

    Checkpoint read() {
      after(FIRST_LINE);
      String version = after("version ");
      String scenario = after("scenario ");
      String options = after("options ");
      int setUp = Integer.parseUnsignedInt(after("set-up "), 16);
      List<Stretch> parts = new ArrayList<>();
      int[] before = {};
      String line = lines.next();
      while (!line.startsWith("end ")) {
        if (line.startsWith("part ")) {
          parts.add(new Stretch(tally(line.substring(5)), new ArrayList<>()));
          before = new int[0];
        } else {
          Place place = place(before, line);
          parts.getLast().pending().add(place);
          before = place.children();
        }
        line = lines.next();
      }
      if (Integer.parseInt(after(line, "end ")) != parts.size()) {
        throw new IllegalArgumentException("parts are missing");
      }
      return new Checkpoint(new Heading(version, scenario, options, setUp), parts);
    }

    private static Tally tally(String line) {
      String[] words = line.split(" ");
      Tally tally = new Tally();
      tally.executions = Long.parseLong(after(words[0], "executions="));
      tally.blocked = Long.parseLong(after(words[1], "blocked="));
      tally.runs = Long.parseLong(after(words[2], "runs="));
      tally.done = Double.parseDouble(after(words[3], "done="));
      return tally;
    }

    private static Place place(int[] before, String line) {
      int blank = line.indexOf(' ');
      int hash = Integer.parseUnsignedInt(line.substring(blank + 1), 16);
      int colon = line.indexOf(':');
      int shared = colon < 0 ? 0 : Integer.parseInt(line, 0, colon, 10);
      String rest = line.substring(colon + 1, blank);
      if (rest.equals("root")) {
        return new Place(new int[0], hash);
      }
      String[] steps = rest.split("[.]");
      int[] children = Arrays.copyOf(before, shared + steps.length);
      for (int i = 0; i < steps.length; i++) {
        children[shared + i] = Integer.parseInt(steps[i]);
      }
      return new Place(children, hash);
    }
  }
}
