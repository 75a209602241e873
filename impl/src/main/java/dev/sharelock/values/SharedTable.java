package dev.sharelock.values;

import static dev.sharelock.values.TreeLayout.ENTRY;

import java.util.Arrays;
import java.util.NoSuchElementException;

/** A table in shared memory: values by their keys, in the order in which they were copied in. */
public final class SharedTable {
  private static final int NONE = -1;

  private final SharedValue self;

  SharedTable(SharedValue self) {
    this.self = self;
  }

  /**
   * Tells how many entries there are.
   *
   * @return the number
   */
  public int size() {
    return self.cell().count();
  }

  /**
   * Tells whether there is a value for a key.
   *
   * @param key the key
   * @return whether there is one
   * @throws CorruptValueException if what was looked at is not as it must be
   */
  public boolean contains(String key) {
    return find(key) != NONE;
  }

  /**
   * Gives the value for a key.
   *
   * @param key the key
   * @return the value, not copied
   * @throws NoSuchElementException if there is none
   * @throws CorruptValueException if what was looked at is not as it must be
   */
  public SharedValue get(String key) {
    int entry = find(key);
    if (entry == NONE) {
      throw new NoSuchElementException(
          "table has no such key: path="
              + self.path()
              + ", key="
              + key
              + ", size="
              + size()
              + "; do: ask with contains() first");
    }
    return self.child(key, place(entry) + TreeLayout.VALUE);
  }

  /**
   * Gives the key of an entry.
   *
   * @param index from 0, in the order of the table
   * @return the key
   * @throws IndexOutOfBoundsException if there is no such entry
   * @throws CorruptValueException if it is no UTF-8, or not in the tree
   */
  public String keyAt(int index) {
    requireIndex(index);
    byte[] bytes = key(index);
    String key = Utf8.decode(bytes, 0, bytes.length);
    if (key == null) {
      throw corruptEntry(index, "key is no UTF-8");
    }
    return key;
  }

  /**
   * Gives the value of an entry.
   *
   * @param index from 0, in the order of the table
   * @return the value, not copied
   * @throws IndexOutOfBoundsException if there is no such entry
   * @throws CorruptValueException if it is not as it must be
   */
  public SharedValue valueAt(int index) {
    return self.child(keyAt(index), place(index) + TreeLayout.VALUE);
  }

  private int place(int entry) {
    return self.cell().offset() + ENTRY * entry;
  }

  private int find(String key) {
    if (Utf8.unpaired(key) >= 0) {
      self.tree().requireOpen();
      return NONE;
    }
    byte[] wanted = Utf8.encode(key);
    int hash = TreeLayout.hash(wanted);
    int order = place(size());
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      int entry = self.tree().readInt(order + Integer.BYTES * middle);
      if (entry < 0 || entry >= size()) {
        throw self.corrupt("order of keys is wrong: position=" + middle + ", entry=" + entry);
      }
      int compared = compare(entry, hash, wanted);
      if (compared == 0) {
        return entry;
      }
      low = compared < 0 ? middle + 1 : low;
      high = compared < 0 ? high : middle - 1;
    }
    return NONE;
  }

  private int compare(int entry, int hash, byte[] wanted) {
    int found = self.tree().readInt(place(entry) + TreeLayout.HASH);
    if (found != hash) {
      return Integer.compare(found, hash);
    }
    byte[] key = key(entry);
    return Arrays.equals(key, wanted) ? 0 : KeyOrder.compareKeys(key, wanted);
  }

  private byte[] key(int entry) {
    int length = self.tree().readInt(place(entry) + TreeLayout.KEY_BYTES);
    int at = self.tree().readInt(place(entry) + TreeLayout.KEY_OFFSET);
    boolean inside =
        length >= 0
            && at >= self.cell().innerStart()
            && at + TreeLayout.padded(length) <= self.cell().end();
    if (!inside) {
      throw corruptEntry(entry, "keyBytes=" + length + ", keyOffset=" + at);
    }
    byte[] bytes = new byte[length];
    self.tree().readBytes(at, bytes, 0, length);
    return bytes;
  }

  private CorruptValueException corruptEntry(int entry, String what) {
    PathText path = self.pathText();
    path.pushEntry(entry);
    return new CorruptValueException(path, what);
  }

  private void requireIndex(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(
          "table has no such entry: path="
              + self.path()
              + ", index="
              + index
              + ", size="
              + size()
              + "; do: ask for its size() first");
    }
  }
}
