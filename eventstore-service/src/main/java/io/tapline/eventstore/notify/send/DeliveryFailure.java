package io.tapline.eventstore.notify.send;

/** The target did not take a notice. */
public final class DeliveryFailure extends RuntimeException {
  private final boolean permanent;

  /**
   * @param permanent whether the same notice would be refused again
   * @param message for people; without secrets
   */
  public DeliveryFailure(boolean permanent, String message) {
    super(message);
    this.permanent = permanent;
  }

  public boolean isPermanent() {
    return permanent;
  }

  /** One that may pass: the target is away, slow, or does not let us in. */
  static DeliveryFailure passing(Throwable cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new DeliveryFailure(false, why);
  }
}
