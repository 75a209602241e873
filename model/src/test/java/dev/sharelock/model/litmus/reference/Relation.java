package dev.sharelock.model.litmus.reference;

import java.util.function.IntPredicate;

/** A binary relation over at most 64 events: one row of bits per event. */
record Relation(long[] rows) {

  interface PairPredicate {
    boolean test(int from, int to);
  }

  static Relation empty(int size) {
    return new Relation(new long[size]);
  }

  /** Relates each event that qualifies to itself. */
  static Relation identity(int size, IntPredicate qualifies) {
    Relation relation = empty(size);
    for (int i = 0; i < size; i++) {
      if (qualifies.test(i)) {
        relation.add(i, i);
      }
    }
    return relation;
  }

  int size() {
    return rows.length;
  }

  boolean has(int from, int to) {
    return (rows[from] >>> to & 1) != 0;
  }

  void add(int from, int to) {
    rows[from] |= 1L << to;
  }

  Relation union(Relation... others) {
    long[] result = rows.clone();
    for (Relation other : others) {
      for (int i = 0; i < result.length; i++) {
        result[i] |= other.rows[i];
      }
    }
    return new Relation(result);
  }

  /** This relation, then that one. */
  Relation then(Relation next) {
    long[] result = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (long rest = rows[i]; rest != 0; rest &= rest - 1) {
        result[i] |= next.rows[Long.numberOfTrailingZeros(rest)];
      }
    }
    return new Relation(result);
  }

  Relation inverse() {
    Relation result = empty(size());
    for (int i = 0; i < rows.length; i++) {
      for (long rest = rows[i]; rest != 0; rest &= rest - 1) {
        result.add(Long.numberOfTrailingZeros(rest), i);
      }
    }
    return result;
  }

  Relation where(PairPredicate keeps) {
    Relation result = empty(size());
    for (int i = 0; i < rows.length; i++) {
      for (long rest = rows[i]; rest != 0; rest &= rest - 1) {
        int j = Long.numberOfTrailingZeros(rest);
        if (keeps.test(i, j)) {
          result.add(i, j);
        }
      }
    }
    return result;
  }

  Relation from(IntPredicate keeps) {
    return where((i, j) -> keeps.test(i));
  }

  Relation to(IntPredicate keeps) {
    return where((i, j) -> keeps.test(j));
  }

  Relation optional() {
    return union(identity(size(), i -> true));
  }

  Relation transitive() {
    long[] result = rows.clone();
    for (int k = 0; k < result.length; k++) {
      for (int i = 0; i < result.length; i++) {
        if ((result[i] >>> k & 1) != 0) {
          result[i] |= result[k];
        }
      }
    }
    return new Relation(result);
  }

  boolean irreflexive() {
    for (int i = 0; i < rows.length; i++) {
      if (has(i, i)) {
        return false;
      }
    }
    return true;
  }

  boolean acyclic() {
    return transitive().irreflexive();
  }

  boolean isEmpty() {
    for (long row : rows) {
      if (row != 0) {
        return false;
      }
    }
    return true;
  }
}
