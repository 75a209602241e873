package dev.sharelock.properties;

import java.util.List;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Sequences of steps that are described by what is done and by whom. */
public final class Steps {
  private static final int MOST = 80;

  private Steps() {}

  /**
   * Any sequence of them, with at least one.
   *
   * @param kinds what is done
   * @param count how many there are that do it, numbered from 0
   * @param step makes a step of both
   */
  public static <K, S> Arbitrary<List<S>> of(
      Arbitrary<K> kinds, int count, BiFunction<K, Integer, S> step) {
    return Combinators.combine(kinds, Arbitraries.integers().between(0, count - 1))
        .as(step::apply)
        .list()
        .ofMinSize(1)
        .ofMaxSize(MOST);
  }
}
