package io.tapline.eventstore.notify.channel;

import java.nio.charset.StandardCharsets;

/** A password or key. Its text is said by {@link #reveal} alone. */
public final class Secret {
  /** No secret. */
  public static final Secret NONE = new Secret("");

  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  public int length() {
    return text.length();
  }

  /** For the target only. */
  public String reveal() {
    return text;
  }

  /** In UTF-8, for the target only. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return isEmpty() ? "no secret" : "a secret";
  }
}
