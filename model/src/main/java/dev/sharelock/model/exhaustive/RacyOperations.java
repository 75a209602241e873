package dev.sharelock.model.exhaustive;

import dev.sharelock.model.scenario.RacyData;
import dev.sharelock.model.scenario.RacyRange;
import java.util.Arrays;

/**
 * Accesses to data of which some is racy by design. Each of its granules is a location of its own
 * and is read or written by an event of its own, so a value of several granules can be torn; the
 * rest is accessed as other data is.
 */
final class RacyOperations {

  private RacyOperations() {}

  static byte[] read(GraphMachine machine, long offset, int length) {
    Locations locations = machine.locations();
    RacyData racy = locations.racyData();
    byte[] bytes = new byte[length];
    long end = offset + length;
    for (long at = offset, next; at < end; at = next) {
      next = racy.endOfPart(at, end);
      RacyRange range = racy.at(at);
      if (range == null) {
        byte[] part = machine.readQuietData(at, (int) (next - at));
        System.arraycopy(part, 0, bytes, (int) (at - offset), part.length);
      } else {
        long start = RacyData.granuleAt(range, at);
        byte[] granule = new byte[range.granule()];
        long value = machine.load(locations.granule(start), Mode.RACY);
        Bytes.set(granule, 0, granule.length, value);
        System.arraycopy(
            granule, (int) (at - start), bytes, (int) (at - offset), (int) (next - at));
      }
    }
    return bytes;
  }

  static void write(GraphMachine machine, long offset, byte[] bytes) {
    Locations locations = machine.locations();
    RacyData racy = locations.racyData();
    long end = offset + bytes.length;
    for (long at = offset, next; at < end; at = next) {
      next = racy.endOfPart(at, end);
      RacyRange range = racy.at(at);
      int from = (int) (at - offset);
      if (range == null) {
        machine.writeQuietData(at, Arrays.copyOfRange(bytes, from, (int) (next - offset)));
      } else {
        RacyData.requireWhole(range, at, next);
        long value = Bytes.get(bytes, from, range.granule());
        machine.store(locations.granule(at), Mode.RACY, value);
      }
    }
  }
}
