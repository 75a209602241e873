package dev.sharelock.values;

/** A list in shared memory. */
public final class SharedList {
  private final SharedValue self;

  SharedList(SharedValue self) {
    this.self = self;
  }

  /**
   * Tells how many elements there are.
   *
   * @return the number
   */
  public int size() {
    return self.cell().count();
  }

  /**
   * Gives an element.
   *
   * @param index from 0
   * @return the element, not copied
   * @throws IndexOutOfBoundsException if there is none
   * @throws CorruptValueException if its cell is not as it must be
   */
  public SharedValue get(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(
          "list has no such element: path="
              + self.path()
              + ", index="
              + index
              + ", size="
              + size()
              + "; do: ask for its size() first");
    }
    return self.child(index, self.cell().offset() + TreeLayout.CELL * index);
  }
}
