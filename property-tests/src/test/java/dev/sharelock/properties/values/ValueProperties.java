package dev.sharelock.properties.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.values.CorruptValueException;
import dev.sharelock.values.SharedTree;
import dev.sharelock.values.SharedValues;
import dev.sharelock.values.UnsharableValueException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Values come back as they were; what somebody has written over is refused, with its path. */
final class ValueProperties {
  private static final List<Object> EVERYTHING =
      Arrays.asList(
          Map.of("a", 1, "b", List.of(2L, "text")),
          new long[] {1, 2},
          "\u00e9\uD83D\uDE00",
          true,
          BigInteger.TEN,
          null,
          1.5f);

  private final Trees trees = new Trees();

  @Provide
  Arbitrary<Object> values() {
    return Trees.any();
  }

  @Property
  void everyValueComesBack(@ForAll("values") Object value) {
    SharedValues values = trees.values();
    try (SharedTree tree = values.copyIn(value);
        SharedTree copy = values.copyIn(tree)) {
      assertThat(Trees.same(tree.toJava(), value)).isTrue();
      assertThat(Trees.same(copy.toJava(), value)).isTrue();
      assertThat(values.isShared(tree)).isTrue();
      byte[] one = bytes(tree);
      assertThat(bytes(copy)).isEqualTo(one);
      assertThat(Trees.same(Trees.read(tree.root()), value)).isTrue();
    }
    assertThat(trees.allocator().verify().pristine()).isTrue();
  }

  private byte[] bytes(SharedTree tree) {
    byte[] bytes = new byte[tree.bytes()];
    trees.memory().readBytes(trees.start(tree), bytes, 0, bytes.length);
    return bytes;
  }

  /** Every byte of a tree with every bit of it flipped, and with some other values. */
  @Property(tries = 12)
  void everyCorruptByteIsHarmless(@ForAll("values") Object value, @ForAll long seed) {
    corruptEveryByte(value, seed);
  }

  @Example
  void everyCorruptByteOfEveryKindIsHarmless() {
    corruptEveryByte(EVERYTHING, 1);
  }

  private void corruptEveryByte(Object value, long seed) {
    Random random = new Random(seed);
    try (SharedTree tree = trees.values().copyIn(value)) {
      byte[] sound = bytes(tree);
      for (int at = 0; at < sound.length; at++) {
        for (int bit = 0; bit < 8; bit++) {
          corrupt(tree, at, new byte[] {(byte) (sound[at] ^ 1 << bit)}, sound);
        }
        corrupt(tree, at, new byte[] {(byte) random.nextInt()}, sound);
      }
    }
  }

  /** Every aligned word of a tree with the values that are most likely to mislead. */
  @Property(tries = 12)
  void everyCorruptWordIsHarmless(@ForAll("values") Object value, @ForAll long seed) {
    Random random = new Random(seed);
    try (SharedTree tree = trees.values().copyIn(value)) {
      byte[] sound = bytes(tree);
      for (int at = 0; at + 4 <= sound.length; at += 4) {
        for (int word :
            new int[] {
              0,
              -1,
              1,
              8,
              Integer.MAX_VALUE,
              Integer.MIN_VALUE,
              sound.length,
              sound.length - 8,
              at,
              at & -8,
              random.nextInt(),
              20,
              19
            }) {
          byte[] wrong = new byte[4];
          for (int i = 0; i < 4; i++) {
            wrong[i] = (byte) (word >>> 8 * i);
          }
          corrupt(tree, at, wrong, sound);
        }
      }
    }
  }

  /** Reads a tree with some bytes changed in every way, and puts it in order again. */
  private void corrupt(SharedTree tree, int at, byte[] wrong, byte[] sound) {
    long start = trees.start(tree);
    trees.memory().writeBytes(start + at, wrong, 0, wrong.length);
    boolean whole = refusesOnlyAsCorrupt(() -> tree.toJava());
    boolean opened = refusesOnlyAsCorrupt(() -> trees.values().load(tree.id()).close());
    refusesOnlyAsCorrupt(() -> Trees.read(tree.root()));
    refusesOnlyAsCorrupt(
        () -> {
          try (SharedTree again = trees.values().load(tree.id())) {
            Object ignored = Trees.read(again.root());
          }
        });
    assertThat(trees.values().isShared(tree)).isEqualTo(whole);
    assertThat(opened || at < 24).as("head at " + at).isTrue();
    trees.memory().writeBytes(start + at, sound, at, wrong.length);
  }

  private static boolean refusesOnlyAsCorrupt(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (CorruptValueException e) {
      assertThat(e.path()).startsWith("$");
      assertThat(e).hasMessageContaining("path=" + e.path());
      return false;
    }
  }

  /** A list whose two elements are the same list would double the work at each level. */
  @Example
  void contentsCannotBeSharedByTwoParents() {
    Object nested = 1;
    for (int i = 0; i < 20; i++) {
      nested = Arrays.asList(nested, null);
    }
    try (SharedTree tree = trees.values().copyIn(nested)) {
      long start = trees.start(tree);
      for (int level = 0; level < 20; level++) {
        long cells = start + 24 + 32L * level;
        trees.memory().copyBytes(cells, cells + 16, 16);
      }
      assertThatThrownBy(tree::toJava)
          .isInstanceOfSatisfying(
              CorruptValueException.class, e -> assertThat(e.path()).endsWith("[1]"));
    }
  }

  @Property
  void aPartThatCannotBeSharedIsNamed(@ForAll("values") Object value) {
    Map<String, Object> outer = new LinkedHashMap<>();
    outer.put("good", value);
    outer.put("bad", List.of(1, new Object()));
    assertThatThrownBy(() -> trees.values().copyIn(outer))
        .isInstanceOfSatisfying(
            UnsharableValueException.class, e -> assertThat(e.path()).isEqualTo("$.bad[1]"));
    assertThat(trees.allocator().verify().pristine()).isTrue();
  }
}
