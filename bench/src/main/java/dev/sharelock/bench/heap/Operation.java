package dev.sharelock.bench.heap;

/** What is measured of an allocator. */
enum Operation {
  ALLOCATE_RELEASE("allocate+release"),
  WITH_LOAD("and load+release"),
  LOAD_RELEASE("load+release"),
  WITH_TICKET("with a ticket");

  private final String title;

  Operation(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
