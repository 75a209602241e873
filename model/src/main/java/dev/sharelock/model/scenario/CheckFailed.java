package dev.sharelock.model.scenario;

/** Something that must hold in a scenario does not. */
public final class CheckFailed extends AssertionError {
  private static final long serialVersionUID = 1L;

  public CheckFailed(String message) {
    super(message);
  }
}
